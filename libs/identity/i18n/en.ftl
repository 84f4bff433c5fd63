# People: signing in, registering, passwords, sessions and the team.

## Fields and buttons used in several places
identity-email = Email
identity-password = Password
identity-new-password = New password
identity-present-password = Current password
identity-password-hint = At least 10 characters, or 8 if you mix upper and lower case, digits and symbols.
identity-name = Name
identity-phone = Phone
identity-language = Language
identity-role = Role
identity-standing = Status
identity-back-to-login = Back to sign in
identity-back-to-account = Back to my account

## Signing in
identity-login-title = Sign in to your account
identity-login-do = Sign in
identity-login-new-here = New here?
identity-remember = Keep me signed in on this device
identity-demo-title = Demo accounts
identity-demo-password = They all use the password

## Registering
identity-register-title = Create your account
identity-register-intro = Follow your orders and check out faster next time.
identity-register-do = Create my account
identity-register-link = Create your account
identity-register-known = Already have an account?

## Passwords
identity-forgot-title = Forgot your password?
identity-forgot-intro = Enter your email and we will send you a link to set a new one.
identity-forgot-do = Send me the link
identity-forgot-link = I forgot my password
identity-reset-title = Choose a new password
identity-reset-intro = When you save it, we will sign you out on every device.
identity-reset-expired = Your password has reached its age limit. Choose a new one to go on.
identity-set-password-do = Save password
identity-link-expired-title = This link no longer works
identity-change-title = Change password
identity-change-do = Change password
identity-no-password-title = Password
identity-no-password = Your account has no password yet. We will email you a link to set one.
identity-no-password-do = Set a password

## Confirming the address
identity-verify-title = Confirm your email
identity-verify-intro = One more tap and you are done.
identity-verify-do = Confirm my email
identity-not-proved = You have not confirmed your email yet. Look for our message in your inbox.
identity-proof-again = Send the message again

## My account
identity-account-title = My account
identity-profile-title = Your details
identity-sessions-link = Where you are signed in
identity-sessions-title = Where you are signed in
identity-sessions-intro = The devices signed in to your account. If you do not recognise one, sign it out and change your password.
identity-sessions-this = This device
identity-sessions-seen = Last seen: { $when }
identity-sessions-browser = Browser
identity-sessions-program = Program
identity-proof-password = With password
identity-proof-password_code = With password and code
identity-proof-google = With Google
identity-proof-google_code = With Google and code
identity-proof-passkey = With passkey
identity-device = Device
identity-device-place = Internet address
identity-device-when = When
identity-device-unknown = A device that did not say what it is
identity-sessions-end = Sign out
identity-sessions-end-named = Sign out { $device }
identity-sessions-end-others = Sign out all others

## The account's security
identity-choices = Which notices I get
identity-cards = My cards
identity-security-title = Security
identity-security-intro = Everything that protects your account, in one place.
identity-back-to-security = Back to security
identity-code = 6-digit code
identity-code-hint = The one that the app shows right now.
identity-code-or-recovery = The one that your app shows, or one of your recovery codes.
identity-recovery-code = Recovery code
identity-step-title = One more step
identity-step-intro = Open your authenticator app and type the code that it shows now.
identity-step-by-recovery = I don't have my phone with me
identity-step-recovery-title = Sign in with a recovery code
identity-step-recovery-intro = Type one of the codes that you kept. Each works once.
identity-step-by-app = Use the code of my app
identity-factor-title = Two-step verification
identity-factor-why = Besides your password we ask for a code that only your phone knows. So nobody gets in, even with your password.
identity-factor-is-on = On
identity-factor-is-off = Off
identity-factor-on-do = Turn on
identity-factor-setup-intro = You need an authenticator app, such as Google Authenticator, Microsoft Authenticator or 1Password.
identity-factor-scan = 1. Scan this code
identity-factor-qr = QR code for your authenticator app
identity-factor-by-hand = Can't scan it? Type this key into the app:
identity-factor-confirm = 2. Confirm that it works
identity-factor-off-title = Turn off two-step verification
identity-factor-off-intro = Your password will be enough to sign in. You can turn it on again whenever you like.
identity-factor-off-do = Turn off
identity-factor-of-other = This person signs in with two-step verification. If they lost their phone you can take it away, and their passkeys with it: we end their sessions and tell them by mail.
identity-factor-reset-do = Take two-step verification away
identity-recovery-title = Your recovery codes
identity-recovery-intro = For signing in if you lose your phone. Each works once.
identity-recovery-once = Keep them somewhere safe now: we won't show them again.
identity-recovery-print = Print
identity-recovery-kept = I have kept them
identity-recovery-left = { $left ->
    [0] You have no recovery codes left. Make new ones.
    [one] You have 1 recovery code left.
   *[other] You have { $left } recovery codes left.
}
identity-recovery-renew-title = Make new codes
identity-recovery-renew-intro = The recovery codes from before will stop working.
identity-recovery-renew-do = Make codes

## Google
identity-google-do = Continue with Google
identity-google-back = Back to the start
identity-google-is-on = Joined
identity-google-is-off = Not joined
identity-google-since = since { $when }
identity-google-why = Join your Google account and sign in without typing your password.
identity-google-join-do = Join my Google account
identity-google-part-do = Stop signing in with Google
identity-google-only-way = It is the only way into your account. Set a password first to remove it.
identity-google-join-title = Join your Google account
identity-google-join-intro = From now on you will be able to sign in with the Google account { $email }. Confirm that it is you.
identity-google-cancelled-title = You did not sign in with Google
identity-google-cancelled-text = You cancelled at Google's page, so nothing has changed. You can try again whenever you like.
identity-google-expired-title = That attempt no longer works
identity-google-expired-text = It took too long, was used already, or began in another browser. Go back to the shop and try again.
identity-google-away-title = Google does not answer
identity-google-away-text = We cannot reach Google right now. Try again in a few minutes, or sign in with your email and password.
identity-google-refused-title = We could not confirm who you are
identity-google-refused-text = Something in Google's answer did not match, so to be safe we stopped. Try again from the beginning.
identity-google-unproved-title = Google has not confirmed your email
identity-google-unproved-text = Confirm the email of your Google account and try again, or sign in with your email and password.
identity-google-unjoined-title = That Google account is not joined
identity-google-unjoined-text = If you already have an account at this shop, sign in once with your password and join your Google account under Security. That way nobody else can do it for you.

## The team
identity-people-title = Team
identity-people-intro = Who works with you, and what each person can do.
identity-people-never = Never
identity-last-login = Last sign-in
identity-invite-title = Invite someone
identity-invite-intro = We will email them a link to choose their password.
identity-invite-do = Send invitation
identity-invite-again = Send the invitation again
identity-role-hint = Cashier: sells and sees orders. Manager: runs the day. Admin: also changes the settings. Owner: also manages the team.
identity-standing-hint = Disabling someone signs them out everywhere.
identity-person-joins = With a role in the team, this customer starts over: we sign them out and email them an invitation to choose a new password.
identity-person-own = This is your account. Another owner can change your role.
identity-invitation-title = Welcome to the team
identity-invitation-intro = Choose the password you will sign in with.

## Roles
identity-role-customer = Customer
identity-role-professional = Professional
identity-role-cashier = Cashier
identity-role-vendor = Vendor
identity-role-manager = Manager
identity-role-admin = Admin
identity-role-owner = Owner
identity-role-support = Support
identity-role-finance = Finance
identity-role-super_admin = Super admin
identity-role-helper = Vitrina support

## Notices after saving
done-identity-signed-out = You are signed out. See you soon!
done-identity-begin-again = That took too long. Please sign in again.
done-identity-google-joined = Done: you can sign in with Google now.
done-identity-google-parted = Google no longer opens your account.
done-identity-factor-off = Two-step verification is off.
done-identity-factor-reset = We took two-step verification away and told them by mail.
done-identity-registered = Almost there! Check your email to confirm your account. You can already sign in with it.
done-identity-link-sent = If that email has an account, a link to set a new password is on its way.
done-identity-password-set = Your password is saved. Sign in with it.
done-identity-invitation-accepted = All set! Sign in with your email and password.
done-identity-address-proved = Your email is confirmed.
done-identity-proof-sent = We sent the message again. Check your spam folder too.
done-identity-profile-saved = Your details are saved.
done-identity-password-changed = Your password changed and your other sessions are signed out.
done-identity-session-ended = That session is signed out.
done-identity-sessions-ended = All your other sessions are signed out.
done-identity-invited = The invitation is on its way.
done-identity-person-changed = The change is saved.

## Mails
identity-letter-verify-subject = Confirm your email at { $shop }
identity-letter-verify-heading = Hello, { $name }
identity-letter-verify-text = Confirm that this email is yours to finish creating your account at { $shop }.
identity-letter-verify-button = Confirm my email
identity-letter-known-subject = You already have an account at { $shop }
identity-letter-known-heading = You already have an account
identity-letter-known-text = Someone, perhaps you, tried to create an account at { $shop } with this email, which already has one. You can sign in as usual. If you forgot your password, set a new one.
identity-letter-known-button = Set a new password
identity-letter-reset-subject = Your link to change your password
identity-letter-reset-heading = Hello, { $name }
identity-letter-reset-text = This link sets a new password at { $shop }. It works once and for a short time.
identity-letter-reset-button = Set a new password
identity-letter-changed-subject = Your password at { $shop } changed
identity-letter-changed-heading = Your password changed
identity-letter-changed-text = We just changed the password of your account at { $shop } and signed out your other sessions. If it was not you, recover your account right away.
identity-letter-changed-button = It was not me
identity-letter-invite-subject = { $shop } invites you to its team
identity-letter-invite-heading = Hello, { $name }
identity-letter-invite-text = { $shop } invites you to work in its online shop. Accept and choose your password. The invitation works for a few days.
identity-letter-invite-button = Accept the invitation
identity-letter-factor-on-subject = You turned on two-step verification at { $shop }
identity-letter-factor-on-heading = Your account is safer now
identity-letter-factor-on-text = From now on we also ask for a code of your app when you sign in at { $shop }.
identity-letter-factor-on-button = See my account's security
identity-letter-factor-off-subject = You turned off two-step verification at { $shop }
identity-letter-factor-off-heading = Two-step verification is off
identity-letter-factor-off-text = From now on your password is enough to sign in at { $shop }.
identity-letter-factor-off-button = See my account's security
identity-letter-factor-reset-subject = Two-step verification was taken away at { $shop }
identity-letter-factor-reset-heading = Two-step verification is off
identity-letter-factor-reset-text = The team of { $shop } took two-step verification and passkeys away from your account, and we ended your sessions. Sign in with your password and turn it on again.
identity-letter-factor-reset-button = Sign in and turn it on
identity-letter-recovery-subject = A recovery code was used at { $shop }
identity-letter-recovery-heading = You signed in with a recovery code
identity-letter-recovery-text = Somebody, we hope you, signed in to your account at { $shop } with a recovery code. Codes that you have left: { $left }.
identity-letter-recovery-button = See my account's security
identity-letter-device-subject = A new device signed in to your account at { $shop }
identity-letter-device-heading = A new device in your account
identity-letter-device-text = Somebody signed in to your account at { $shop } from a device or a place that we did not know. If it was you, there is nothing you need to do.
identity-letter-device-button = See where my account is open
identity-letter-google-on-subject = You joined a Google account at { $shop }
identity-letter-google-on-heading = You can sign in with Google now
identity-letter-google-on-text = From now on a Google account opens your account at { $shop }.
identity-letter-google-on-button = See my account's security
identity-letter-google-off-subject = Google no longer opens your account at { $shop }
identity-letter-google-off-heading = You removed your Google account
identity-letter-google-off-text = From now on nobody signs in with Google to your account at { $shop }.
identity-letter-google-off-button = See my account's security
identity-letter-not-you-notice = If it was not you, change your password right now and tell the shop.
identity-letter-not-you = If this was not you, there is nothing you need to do.
identity-letter-not-expected = If you did not expect this invitation, there is nothing you need to do.

## Errors
error-invalid_credentials = The email or the password is wrong. Check them and try again.
error-second_factor_refused = That code is wrong or was used already. Wait for the next one and try again.
error-challenge_ended = The first step was too long ago. Sign in again.
error-sign_in_again = Sign in again to do this.
error-google_taken = That Google account already opens another account of this shop, or yours has one already.
error-too_many_attempts = Too many failed attempts. Wait { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} and try again. If you do not remember the password, "I forgot my password" sets a new one.
error-too_many_requests = There were too many requests. Wait { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} and try again.
error-session_ended = The session has ended. Sign in again.
error-refresh_token_reused = That refresh token had been used before, so we ended the session to be safe. Sign in again.
error-password_expired = Your password has reached its age limit. Set a new one with "I forgot my password".
error-link_expired = This link was already used or has expired. Ask for a new one.
error-own_account = You cannot change your own role or disable your own account. Ask another owner.
error-owners_only = Only an owner can do this.
error-last_owner = This is the only owner. Give someone else that role before taking it away.
error-address_not_proved = This person has not confirmed their email. Invite them to the team so that they do.
field-weak_password = Use at least 10 characters, or 8 with upper and lower case, digits and symbols.
field-common_password = This password is very common. Try several words that only you would put together.
field-password_is_email = Do not use your email as your password.
field-password_used = You have used that password before. Choose another one.
field-wrong_code = That code is wrong or was used already.
field-wrong_password = This is not your current password.

## Tasks
job-identity-answer_forgotten = Send the link for a forgotten password
job-identity-purge_sessions = Clear sessions that have ended
job-identity-rotate_keys = Renew the keys that sign access
job-identity-count_active_people = Count who has been active
