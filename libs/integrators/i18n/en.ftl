integrators-title = Integrations
integrators-subtitle = Connect your other programs: they read and change what you let them, and hear at once what happens.
integrators-docs = Everything they can do, with examples:
integrators-docs-link = your shop's API

integrators-keys = API keys
integrators-keys-text = With a key, a program of yours gets into the shop's API.
integrators-keys-none = No keys yet
integrators-keys-none-text = Make one for each program: then you can shut one out without bothering the others.
integrators-key = API key
integrators-key-new = New key
integrators-key-new-text = Give it only what the program needs. It can never do more than you, nor move money, nor change people or keys.
integrators-key-name = What it is for
integrators-key-name-hint = For example: “Accounting program”.
integrators-scopes = Permissions
integrators-key-days = How long it lasts
integrators-days = { $count ->
    [one] 1 day
   *[other] { $count } days
  }
integrators-password = Your password
integrators-password-hint = To be sure that it is you.
integrators-code = Verification code
integrators-key-make = Make the key
integrators-key-is-made = Your key is ready
integrators-key-once = Copy it now and keep it somewhere safe: we do not show it again.
integrators-key-kept = I have it
integrators-key-made = Made by { $who } on { $when }
integrators-key-used = Last used: { $when }
integrators-key-unused = Never used
integrators-key-until = Works until { $when }
integrators-key-expired = Expired on { $when }
integrators-key-revoked = Revoked on { $when }
integrators-key-revoke = Revoke
integrators-key-revoke-named = Revoke the key { $name }
integrators-key-revoke-sure = The program that uses this key is shut out at once. Revoke it?
integrators-copy = Copy
integrators-copied = Copied

integrators-scope-products_read = See products, categories and brands
integrators-scope-products_write = Create and change products
integrators-scope-stock_read = See stock
integrators-scope-stock_write = Change stock
integrators-scope-orders_read = See orders
integrators-scope-orders_write = Move orders on and cancel them
integrators-scope-customers_read = See customers
integrators-scope-bookings_read = See services and appointments
integrators-scope-bookings_write = Book, and change appointments and services
integrators-scope-reports_read = See reports

integrators-hooks = Webhooks
integrators-hooks-text = We tell the address that you give us as soon as something happens, signed so that you know it is us.
integrators-hooks-none = Nobody is told yet
integrators-hooks-none-text = Add your program's address and choose what it should hear of.
integrators-hook-new = New webhook
integrators-hook-new-text = The address must be reachable from the internet, with https.
integrators-hook-subtitle = What it is told, and what it answered.
integrators-hook-url = Address
integrators-hook-url-hint = The one that your program gives you. We keep it encrypted and do not show it in full again.
integrators-hook-url-keep = Leave it empty to keep the same one.
integrators-hook-make = Make the webhook
integrators-hook-change = Change it
integrators-hook-enabled = Tell this address
integrators-hook-enabled-hint = While it is off, what happens is not told there.
integrators-hook-more = Try and renew
integrators-hook-test = Send a test
integrators-hook-remove = Delete
integrators-hook-remove-sure = The address and its whole log are deleted. Delete it?
integrators-hook-on = Works
integrators-hook-failing = Failing since: { $when }
integrators-hook-counts = On their way: { $waiting } · Not delivered: { $failed }
integrators-hook-previous = The secret before signs as well until: { $when }
integrators-events = What it hears of
integrators-secret = Signing secret
integrators-secret-made = The secret that we sign with
integrators-secret-once = Copy it now: your program checks with it that a message is ours. We do not show it again.
integrators-secret-renew = Renew the secret
integrators-secret-sure = We make a new secret; the present one signs for another day. Renew it?

integrators-event-order_created = New order
integrators-event-order_updated = An order changed
integrators-event-order_paid = Order paid
integrators-event-order_cancelled = Order cancelled
integrators-event-payment_updated = A payment went on
integrators-event-booking_created = New appointment
integrators-event-booking_updated = An appointment changed
integrators-event-booking_cancelled = Appointment cancelled
integrators-event-product_created = New product
integrators-event-product_updated = A product changed
integrators-event-stock_updated = Stock changed
integrators-event-customer_created = New customer
integrators-event-customer_updated = A customer changed
integrators-event-test_ping = Test

integrators-stopped-by_hand = Off
integrators-stopped-gone = Wants no more
integrators-stopped-failing = Off: it failed for days
integrators-status-waiting = On its way
integrators-status-delivered = Delivered
integrators-status-failed = Not delivered
integrators-problem-refused = It answered no.
integrators-problem-gone = It answered that it wants no more (410).
integrators-problem-slow = It did not answer in time.
integrators-problem-away = Nobody answers at that address.
integrators-problem-not_public = That address cannot be called from the internet.
integrators-problem-unreadable = The answer is too long or cannot be read.
integrators-problem-stopped = The webhook was switched off before it was delivered.
integrators-log = Log of deliveries
integrators-log-all = All
integrators-log-none = Nothing here
integrators-log-none-text = When something that you chose happens, you see it here.
integrators-log-status = Status { $status }
integrators-log-tries = { $count ->
    [one] 1 try
   *[other] { $count } tries
  }
integrators-log-next = Next try: { $when }
integrators-log-answer = What it answered
integrators-replay = Send again
integrators-replay-days = Of the last days
integrators-replay-failed = Resend what was not delivered

integrators-mail-stopped-subject = We switched off the webhook to { $host }
integrators-mail-stopped-heading = Your program no longer hears from us
integrators-mail-stopped-text = { $host } did not take what { $shop } told it, so we stopped trying. Look at your program, switch the webhook on again and resend what was not delivered.
integrators-mail-stopped-button = See the webhook

done-integrators-key-revoked = The key is revoked: it opens nothing any more.
done-integrators-hook-saved = The webhook is saved.
done-integrators-hook-removed = The webhook is deleted.
done-integrators-hook-tested = The test is on its way. Look at the log in a moment.
done-integrators-replayed = It is on its way again.

error-too_many_keys = There are 50 keys in use already. Revoke one to make another.
error-too_many_webhooks = There are 20 webhooks already. Delete one to make another.
error-delivery_waits = That one is on its way already.
error-webhook_stopped = This webhook is off. Switch it on first.

job-integrators-write_events = Prepare what your programs are told
job-integrators-deliver_events = Tell your programs
job-integrators-purge_events = Forget what your programs were told long ago

audit-subject-api_key = the API key
audit-subject-event_endpoint = the webhook to
audit-field-prefix = Beginning
audit-field-scopes = Permissions
audit-field-kinds = What it hears of
audit-field-previous_until = The secret before signs until
audit-field-stopped_reason = Why it is off
audit-value-stopped_reason-by_hand = Somebody switched it off
audit-value-stopped_reason-gone = It wants no more
audit-value-stopped_reason-failing = It failed for days
