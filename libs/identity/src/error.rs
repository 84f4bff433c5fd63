//! What this slice refuses.

kernel::error_codes! {
    /// Refusals about people and their sessions.
    pub enum IdentityError {
        /// E-mail and password do not belong together, or the account is not in use. Which of them is not told.
        InvalidCredentials => Unauthenticated "invalid_credentials",
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
