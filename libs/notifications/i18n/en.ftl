# The development mailbox.
mailbox-title = Development mailbox
mailbox-subtitle = Mails that would have been sent.
mailbox-empty = No mails yet
mailbox-to = To
mailbox-subject = Subject
mailbox-when = When
mailbox-open = View as mail

## Tasks
job-notifications-send = Send a message
job-notifications-send_batch = Send several messages
job-notifications-purge = Clear old messages

## Channels, statuses and topics
messages-channel-email = Email
messages-channel-sms = Text message
messages-channel-push = Notice on a device
messages-channel-slack = Slack
messages-channel-webhook = Your own program
messages-channel-in_app = Notice in the administration
messages-status-queued = Waiting
messages-status-sent = Sent
messages-status-delivered = Delivered
messages-status-undelivered = Not delivered
messages-status-failed = Could not be sent
messages-status-withdrawn = Taken back
messages-status-withheld = Withheld
messages-topic-order_placed = An order comes in
messages-topic-order_cancelled = An order is cancelled
messages-topic-low_stock = A product is running low
messages-topic-booking_made = Somebody books an appointment
messages-topic-booking_moved = A customer moves an appointment
messages-topic-booking_cancelled = A customer cancels an appointment
messages-topic-booking_not_coming = A customer says they are not coming
messages-topic-booking_reminder = An appointment is coming up
messages-topic-calendar_reconnect = A calendar must be connected again
messages-topic-payment_review = A payment must be looked into
messages-topic-payment_received = A payment comes
messages-topic-payment_report = How you were paid yesterday
messages-topic-webhook_stopped = A webhook was switched off because it kept failing
messages-topic-review_written = Somebody reviews a product
messages-topic-payment_trouble = A way to pay does not work
messages-device-unknown = Browser

## Why it was sent
message-identity-verify_email = Confirm an email address
message-identity-known_address = Somebody used an address that has an account
message-identity-reset_password = New password
message-identity-password_changed = The password changed
message-identity-invitation = Invitation to the team
message-identity-new_device = Sign-in from a new device
message-identity-second_factor_on = Second step turned on
message-identity-second_factor_off = Second step turned off
message-identity-second_factor_reset = Second step reset
message-identity-recovery_code_used = A recovery code was used
message-identity-google_linked = Google account linked
message-identity-google_unlinked = Google account unlinked
message-identity-passkey_added = Passkey added
message-identity-passkey_removed = Passkey removed
message-sales-order_placed = Order received
message-sales-order_confirmed = Order confirmed
message-sales-order_processing = Order being prepared
message-sales-order_shipped = Order shipped
message-sales-order_delivered = Order delivered
message-sales-order_cancelled = Order cancelled
message-sales-order_paid = Payment received
message-sales-order_link = Link to an order
message-payments-given_back = Money given back
message-reviews-invitation = Invitation to review
message-inventory-back_in_stock = A product is back
message-booking-booked = Appointment booked
message-booking-pending = Appointment to be confirmed
message-booking-deposit = Deposit to be paid
message-booking-moved = Appointment moved
message-booking-changed = Change of an appointment
message-booking-moved_pending = New time asked for
message-booking-cancelled = Appointment cancelled
message-booking-series = Several appointments booked
message-booking-offered = A time became free
message-booking-waiting = Place in the waiting list
message-booking-reminder = Reminder of an appointment
message-booking-reminder_text = Reminder of an appointment, by text message
message-notifications-test = Test of a channel
message-notifications-words_test = Test of a text

## What became of a message
messages-error-too_late = It was too late to be of use.
messages-error-gone = Whoever received it wants no more messages, or is gone.
messages-error-not_set_up = This channel is not set up on the server.
messages-error-no_address = The address cannot be understood.
messages-error-number = That number receives no text messages.
messages-error-opted_out = The person asked for no text messages (they answered STOP).
messages-error-region = That country cannot be written to.
messages-error-text = The text is empty or too long.
messages-error-unreadable = It is not known whether it left: the answer could not be read.
messages-error-refused = The messaging service refused it.
messages-error-busy = The service is busy. We are trying again.
messages-error-misconfigured = The messaging service does not accept our account. We are trying again.
messages-error-away = The service does not answer. We are trying again.
messages-error-too_large = The message is too large.
messages-error-twilio_21610 = The person asked for no text messages (they answered STOP).
messages-error-twilio_30003 = The phone is off or out of reach.
messages-error-twilio_30005 = Nobody has that number.
messages-error-twilio_30006 = It is a landline or receives no messages.
messages-error-twilio_30007 = The network took it for unwanted advertising.
messages-error-blocked = Emails to this address bounce.
messages-error-declined = They said that they do not want these notices.
messages-error-no_consent = They have not said that they want these messages.

## The log of messages
messages-title = Messages
messages-subtitle = What your shop told whom in the last 90 days, and whether it arrived.
messages-channel = Channel
messages-status = Status
messages-to = To
messages-any = Any
messages-find = Search
messages-clear = Clear filters
messages-none = No messages yet
messages-none-text = Here you will see each email, message and notice that leaves your shop.
messages-none-found = Nothing matches
messages-none-found-text = Try another channel, another status or a part of the address.
messages-subject = Subject
messages-written = Written
messages-sent = Left
messages-send-by = Worth sending until
messages-attempts = Attempts
messages-provider-id = Reference
messages-retry = Send again
messages-body-hint = We do not show what it said: it may hold links meant only for whoever receives it.
messages-slack-open = Open
messages-test-title = Test from { $shop }
messages-test-text = If you can read this, your shop's notices arrive.
done-message-retried = We are sending it again.

## The shop's channels
channels-title = Notices to the shop
channels-subtitle = What we tell you, and where.
channels-topics = What we tell you
channels-email-to = Emails go to { $email }.
channels-email-none = Your shop has no contact email. Write it in Settings to be told by email.
channels-stopped = It stopped receiving notices: { $when }. Save the address again to go on.
channels-slack-on = Notices arrive in your Slack channel.
channels-slack-address = Address that Slack gives you
channels-slack-hint = In Slack, add the application “Incoming Webhooks” to your channel, and paste the address that it shows here.
channels-webhook-text = If somebody programs for you: we call a server of yours with each notice. Who programs knows it as a webhook, signed after Standard Webhooks.
channels-webhook-on = We tell { $host }.
channels-webhook-address = Address of your server
channels-webhook-hint = It begins with https:// and can be called from the internet.
channels-previous = The secret before also signs until: { $when }.
channels-secret = Secret that we sign with
channels-secret-made = Keep this secret now
channels-secret-made-text = With it your server knows that notices are ours. We will not show it again.
channels-secret-new = Change the secret
channels-secret-sure = Change the secret? The one before works for one more day.
channels-copy = Copy
channels-copied = Copied
channels-test = Send a test
channels-test-device = Send a test to { $device }
channels-remove = Remove
channels-remove-device = Remove { $device }
channels-remove-sure = Send no more notices there?
channels-devices = Devices with notices
channels-devices-none = No device receives notices yet.
done-channels-saved = Saved.
done-channels-removed = We tell nothing there any more.
done-channels-tested = We sent a test. Here you see whether it arrived.
push-off-text = Receive notices on this device, even while the page is closed.
push-on-text = This device receives notices.
push-start = Turn on notices on this device
push-stop = Turn off
push-denied = The browser does not allow it. Turn it on in this page's permissions.
push-failed = It did not work. Try again.

## Each person's notices
notices-title = Notices
notices-subtitle = What happened in your shop.
notices-new = New
notices-open = Open
notices-open-this = Open: { $title }
notices-read-all = Mark all as read
notices-none = You have no notices
notices-none-text = When something happens in the shop, you will see it here.
done-notices-read = Everything is read.

## Refusals
error-message_not_failed = This message did not fail: it need not be sent again.
error-message_still_waiting = This message is being sent again already.
error-channel_not_set_up = Write and save the address first.
error-too_many_devices = You have many devices with notices already. Remove one that you do not use.
field-not_slack = Paste the address that Slack gives you: it begins with https://hooks.slack.com/services/.
field-not_an_address = Write a whole address, such as https://example.com/notices.
field-not_https = It must begin with https://.
field-holds_a_password = Take the user and password out of the address.
field-not_public = It must be possible to call it from the internet.

## Words of messages
message-sections = Sections about messages
message-templates-title = Texts of messages
message-templates-subtitle = What your customers get, and what we tell you. You can say it in your own words.
message-template = Message
message-template-words = Text
message-template-own = Your own
message-form-mail = Email to your customers
message-form-text = Text message to your customers
message-form-notice = Notice to your shop
message-template-subtitle = The details, the buttons and the calendar invitation always go along.
message-template-subtitle-text = Short on purpose: each message is paid for. It goes without accents that make it dearer.
message-template-subtitle-notice = What we tell you and your team. The facts are always there.
message-template-subject = Subject
message-template-heading = Heading
message-template-body = Text
message-template-body-hint = Each line is a paragraph.
message-template-footer = Small print
message-template-preview = Preview
message-template-test = Send me a test
message-template-test-text = Send me a text message to try it
message-template-restore = Back to the original text
message-template-details = The details go here.
message-template-size = { $letters } letters: it goes as { $count ->
    [one] one message
   *[other] { $count } messages
}.
done-message-template-saved = Done: your customers will get this text.
done-message-template-restored = You are back to the original text.
message-template-tested = We sent you a test to { $address }.
message-placeholders = What changes in each message
message-placeholders-hint = Write it just so, braces included; this is how it looks in a message:
message-language = Language
message-language-es = Spanish
message-language-en = English
message-sample-name = Ana
message-sample-number = #1042
message-sample-total = $ 61.300
message-sample-amount = $ 20,000
message-sample-what = Order #1042
message-sample-products = Lavender soap
message-sample-product = Lavender soap
message-sample-service = Haircut
message-sample-time = Tuesday, March 3, 10:00 AM
message-sample-code = K7P-4MX
field-unknown_placeholder = We do not know { $unknown }. Here you can use: { $placeholders }.
field-not_a_part = This message has no such part.
error-too_many_tests = You have sent many tests already. Try again in an hour.
error-no_phone = Write your mobile number in your account first: the test goes there.

## What each person wants to get
message-choices-title = Which notices you get
message-choices-subtitle = At { $address }
message-choices-blocked = Emails to this address come back to us. Write to the shop so that it tries again.
message-choice-reminder = Reminders
message-choice-reminder-hint = Before an appointment, we remind you of it.
message-choice-marketing = News and offers
message-choice-marketing-hint = I authorise the shop to write to me about products, services and offers. I can change my mind at any time.
message-choices-always = What you ask for, such as the confirmation of a purchase or an appointment, always reaches you.
done-message-choices-saved = Done, we saved your decision.

## Addresses that take nothing
message-blocked-title = Addresses that bounce
message-blocked-subtitle = We send nothing more to these addresses, so that your emails do not end up as spam.
message-blocked-none = No address bounces
message-blocked-none-text = If an email comes back, its address appears here.
message-address-bounces = Emails to this address bounce: we send no more.
message-block-refused = Its server does not know it
message-block-bounced = The email came back
message-block-often_bounced = Three emails came back within a week
message-block-lift = Try again
message-block-lift-named = Try { $address } again
done-message-block-lifted = Done: we will write to that address again.

## Quiet hours
message-quiet-title = Quiet hours
message-quiet-subtitle = When not to disturb your customers with text messages and notices on their screen.
message-quiet-from = From
message-quiet-to = Until
message-quiet-what = A reminder that would go in those hours waits until they are over. Emails and what the customer has just asked for always go.
message-quiet-last = If that were too late, it goes an hour before the appointment.
message-quiet-none = Write the same time twice to have no quiet hours.
done-message-quiet-saved = Done, we saved the quiet hours.

## How each channel stands
channels-health = How each channel stands
channels-state-works = Works
channels-state-fails = The last notice did not arrive
channels-state-stopped = Takes no more
channels-state-missing = Not set up
channels-what-email = Emails to your shop's contact address, and to your customers.
channels-what-sms = Messages to the phones of customers who agreed to them, such as the reminder of an appointment. You are not told of anything this way.
channels-what-push = Notices that appear on the screen of your phone or computer, even with the page closed.
channels-what-slack = Messages in a channel of your team in Slack, if you use it.
channels-what-webhook = A call to a server of yours, for who programs.
channels-what-in_app = The list of notices that each person of the team sees at the bell, right here.
channels-next-look = See what became of the messages
channels-next-email = Write the contact email in Settings
channels-next-push = Switch them on on this device
channels-next-slack = Connect your Slack channel
channels-next-webhook = Write the address of your server
channels-next-sms = Whoever runs the service switches them on. Meanwhile reminders go by email.
channels-next-reminders = Choose whether to remind of appointments by text message
