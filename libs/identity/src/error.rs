//! What this slice refuses.

kernel::error_codes! {
    /// Refusals about people and their sessions.
    pub enum IdentityError {
        /// E-mail and password do not belong together, or the account is not in use. Which of them is not told.
        InvalidCredentials => Unauthenticated "invalid_credentials",
        /// The code is wrong, was used before, or is of another time. Which of them is not told.
        SecondFactorRefused => Unauthenticated "second_factor_refused",
        /// The first step of the sign-in is too long ago, was used, or never was: it begins again.
        ChallengeEnded => Unauthenticated "challenge_ended",
        /// The passkey is unknown here, of somebody who may not sign in, or its answer is not to be believed. Which is not told.
        PasskeyRefused => Unauthenticated "passkey_refused",
        /// What the device answered is not to be believed, or no answer to what it was asked.
        PasskeyNotAdded => Conflict "passkey_not_added",
        /// The device answered too late, a second time, or in another browser: it begins again.
        CeremonyEnded => Conflict "ceremony_ended",
        /// Nobody has more than ten.
        TooManyPasskeys => Conflict "too_many_passkeys",
        /// Without it nothing would open the account.
        OnlyWayIn => Conflict "only_way_in",
        /// Somebody without a password proves who they are by signing in again.
        SignInAgain => Conflict "sign_in_again",
        /// Another person of this shop signs in with that account at Google.
        GoogleTaken => Conflict "google_taken",
        /// Without it nobody could sign in to the account any more.
        /// Too many failed attempts; even the right password is refused until the lock ends.
        TooManyAttempts => TooMany "too_many_attempts",
        /// More registrations, shops, forgotten passwords or invitations than are taken from one address or business.
        TooManyRequests => TooMany "too_many_requests",
        /// The refresh token is unknown, too old, or its session was ended.
        SessionEnded => Unauthenticated "session_ended",
        /// The refresh token was used before: somebody else may hold it, so its session was ended.
        RefreshTokenReused => Unauthenticated "refresh_token_reused",
        /// The password is right but too old; a new one is needed first.
        PasswordExpired => Forbidden "password_expired",
        /// The link was used, is too old, or never was one.
        LinkExpired => Invalid "link_expired",
        /// Nobody changes the own role or disables the own account.
        OwnAccount => Conflict "own_account",
        /// Only an owner makes, changes or disables owners.
        OwnersOnly => Forbidden "owners_only",
        /// A business always has an owner who can sign in.
        LastOwner => Conflict "last_owner",
        /// Who has not proved the address gets no staff role; an invitation proves it.
        AddressNotProved => Conflict "address_not_proved",
    }
}
