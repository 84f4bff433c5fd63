
# Passkeys.
identity-or = or
identity-passkey-login-do = Sign in with a passkey
identity-passkeys-title = Passkeys
identity-passkeys-why = Sign in with your fingerprint, face or device PIN, without typing a password or a code. Nobody can guess them or trick you out of them.
identity-passkey-backed-up = Synced
identity-passkey-since = Added { $when }
identity-passkey-used = last used { $when }
identity-passkey-unused = not used yet
identity-passkey-change = Change
identity-passkey-change-named = Change the passkey “{ $name }”
identity-passkey-new-do = Add a passkey
identity-passkey-new-title = New passkey
identity-passkey-new-intro = You keep it on this device, your phone or a security key, and it opens this shop only.
identity-passkey-unknown-browser = This browser cannot make passkeys here. Try another one, or your phone.
identity-passkey-name = Name
identity-passkey-name-hint = So that you know it later: “My phone”, “Computer at the till”…
identity-passkey-create = Create the passkey
identity-passkey-failed = It was not completed. Try again whenever you like.
identity-passkey-known-device = This device already has a passkey for this shop.
identity-passkey-title = Passkey
identity-passkey-remove-title = Remove this passkey
identity-passkey-remove-why = Do it if you lost the device or no longer use it. We end your other sessions and let you know by e-mail.
identity-passkey-remove-do = Remove the passkey
identity-passkey-remove-sure = Remove this passkey? It will no longer sign you in.

done-identity-passkey-added = Your passkey is ready. Use it the next time you sign in.
done-identity-passkey-renamed = We saved the name.
done-identity-passkey-removed = We removed the passkey and ended your other sessions.

identity-letter-passkey-added-subject = You added a passkey at { $shop }
identity-letter-passkey-added-heading = New passkey
identity-letter-passkey-added-text = From now on you can also sign in to your account at { $shop } with a new passkey.
identity-letter-passkey-added-button = See my account’s security
identity-letter-passkey-removed-subject = You removed a passkey at { $shop }
identity-letter-passkey-removed-heading = Passkey removed
identity-letter-passkey-removed-text = A passkey of your account at { $shop } no longer signs you in, and we ended your other sessions.
identity-letter-passkey-removed-button = See my account’s security

error-passkey_refused = We could not recognise that passkey. Try another one, or sign in with your password.
error-passkey_not_added = We could not save that passkey. Please try again.
error-ceremony_ended = That took too long. Please try again.
error-too_many_passkeys = You already have ten passkeys. Remove one to add another.
error-only_way_in = It is your only way in. Give your account a password before you remove it.
