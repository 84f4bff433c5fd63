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
identity-sessions-end = Sign out
identity-sessions-end-named = Sign out { $device }
identity-sessions-end-others = Sign out all others

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

## Notices after saving
done-identity-signed-out = You are signed out. See you soon!
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
identity-letter-not-you = If this was not you, there is nothing you need to do.
identity-letter-not-expected = If you did not expect this invitation, there is nothing you need to do.

## Errors
error-invalid_credentials = The email or the password is wrong. Check them and try again.
error-too_many_attempts = Too many failed attempts. Wait { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} and try again, or set a new password with "I forgot my password".
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
field-wrong_password = This is not your current password.

## Tasks
job-identity-answer_forgotten = Send the link for a forgotten password
job-identity-purge_sessions = Clear sessions that have ended
job-identity-rotate_keys = Renew the keys that sign access
job-identity-count_active_people = Count who has been active
