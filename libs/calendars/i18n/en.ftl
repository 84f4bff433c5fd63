# Calendars outside: read for when somebody is busy, and written with their appointments.
calendars-title = Outside calendars
calendars-subtitle = Connect each person's calendar: what they have there is not offered here, and their appointments show up in it.
calendars-not-offered = This server is not registered with Google yet. Whoever runs it sets GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.
calendars-nobody = There is nobody to book yet
calendars-nobody-text = First add the people who serve your customers.
calendars-nobody-do = Add somebody
calendars-connect = Google
calendars-connect-for = Connect a Google calendar for { $name }
calendars-server = iCloud and others
calendars-server-for = iCloud and others: connect a calendar for { $name }
calendars-feed = Subscribe to an address
calendars-feed-for = Subscribe to an address for { $name }
calendars-provider-google = Google
calendars-provider-caldav = Calendar server (CalDAV)
calendars-provider-feed = Subscribed address, read only
calendars-status-connected = Connected
calendars-status-reconnect = Needs to be connected again
calendars-status-leaving = Being disconnected
calendars-reconnect = Connect again
calendars-reconnect-text = We can no longer get into this account: somebody took the permission away or changed the password, or it lapsed. Meanwhile what we read before still counts, but we see no changes and write no appointments.
calendars-reads = Calendars that are read
calendars-reads-hint = What is busy in them is not offered to your customers. We keep the times only, never titles or guests.
calendars-writes = Calendar that appointments are written into
calendars-writes-hint = With the service, and the customer's name and telephone number. If somebody moves or deletes them there, we put them back: an appointment is changed here, so that the customer hears of it.
calendars-writes-none = None
calendars-synced = Read: { $when }
calendars-not-synced = Not read yet.
calendars-trouble-away = It does not answer. We keep trying.
calendars-trouble-limited = It asks us to slow down. We keep trying.
calendars-trouble-refused = It does not let us use this calendar. Look there whether it still exists and whether the account may see it.
calendars-trouble-unreadable = What comes is no calendar that can be read, or is too long. Look at the address again.
calendars-trouble-not-allowed = That address cannot be used: it has to begin with https and be on the internet.
calendars-sync = Sync now
calendars-part = Disconnect
calendars-part-take-out = When disconnecting, also take the coming appointments out of that calendar
calendars-part-sure = Disconnect { $account }? What is busy there is offered here again, and its appointments are no longer written into it.
calendars-log = What has happened
done-calendars-connected = Account connected. What is busy shows up in a moment.
done-calendars-subscribed = Subscribed. What is busy shows up in a moment.
done-calendars-chosen = Saved. It shows in a moment.
done-calendars-syncing = Syncing. It shows in a moment.
done-calendars-parted = Account disconnected.
calendars-problem-cancelled = Nothing was connected: you said no at Google.
calendars-problem-partly = Nothing was connected: at Google both permissions have to stay ticked.
calendars-problem-expired = Nothing was connected: it took too long, was done before, or began in another session. Try again.
calendars-problem-away = Google does not answer. Try again in a few minutes.
calendars-problem-refused = Google did not accept the connection. Try again.

## Connecting a calendar server
calendars-server-title = Connect a calendar
calendars-server-subtitle = For { $name }. Works with iCloud, Fastmail, Nextcloud and any server that speaks CalDAV.
calendars-house = Where it is
calendars-house-icloud = iCloud (Apple)
calendars-house-fastmail = Fastmail
calendars-house-nextcloud = Nextcloud
calendars-house-other = Another server
calendars-server-address = Address of the server
calendars-server-address-hint = For Nextcloud and others only. Leave it blank and we look for it by your e-mail.
calendars-server-user = User or e-mail
calendars-server-user-hint = What you sign in with there.
calendars-server-password = App password
calendars-server-password-hint = iCloud and Fastmail do not take your usual one: in your account's security settings you make one for us alone, and delete it whenever you like.
calendars-server-kept = We keep it encrypted and use it only to read and write this calendar.
calendars-server-do = Connect
field-wrong_login = The user or the password is not right. With iCloud or Fastmail, use an app password.
field-no_calendars = We got in, but that account has no calendar of events. Make one there and try again.
field-not_reached = Nobody answers at that address. Check it, or try again in a few minutes.
field-address_not_allowed = We cannot call that address: it has to begin with https and be on the internet, without a user or password in it.
field-not_a_calendar = What is at that address is no calendar, or is too long. Copy the address that ends in .ics.
field-calendar_refused = We are not allowed to read any calendar there. Check that the address is complete.

## Subscribing to an address
calendars-feed-title = Subscribe to an address
calendars-feed-subtitle = For { $name }. What is busy in that calendar is not offered here. It is only read: good for holidays, Airbnb, Booking and other systems.
calendars-feed-name = Name
calendars-feed-name-hint = To recognise it here: “Airbnb, apartment 101”.
calendars-feed-address = Address of the calendar
calendars-feed-address-hint = The one that ends in .ics or begins with webcal. Whoever has it can read the calendar: we keep it encrypted and never show all of it again.
calendars-feed-do = Subscribe

## The log
calendars-note-connected = The account was connected.
calendars-note-reconnected = The account was connected again.
calendars-note-reconnect = We can no longer get in. The account has to be connected again.
calendars-note-read-whole = The whole calendar was read: { $about } entries.
calendars-note-read-anew = We had to begin anew, and the whole calendar was read: { $about } entries.
calendars-note-read = Changes read: { $about }.
calendars-note-unclear = { $about } entries could not be understood; they do not count as busy.
calendars-note-away = The calendar does not answer. We keep trying every few minutes.
calendars-note-limited = The calendar asks us to slow down. We keep trying.
calendars-note-refused = We are not allowed to use this calendar.
calendars-note-unreadable = What came is no calendar that can be read. We keep looking.
calendars-note-not-allowed = The calendar's address cannot be used any more: it has to begin with https and be on the internet.
calendars-note-back = All is well again.
calendars-note-written = Appointment { $about } is in the calendar.
calendars-note-taken-out = Appointment { $about } was taken out of the calendar.
calendars-note-not-written = Appointment { $about } could not be written: we are not allowed to change this calendar.
calendars-note-put-back-moved = Somebody moved appointment { $about } in the calendar. We put it back to its time: move it here, so that the customer hears of it.
calendars-note-put-back-deleted = Somebody deleted appointment { $about } from the calendar. We put it back: cancel it here, so that the customer hears of it.

## What is written into the calendar
calendars-entry = { $service } · { $name }
calendars-entry-pending = (To be confirmed) { $service } · { $name }
calendars-entry-text =
    Appointment { $code } with { $with }
    Telephone: { $phone }
    { $link }

## Mails
calendars-mail-reconnect-subject = Connect the calendar { $account } again
calendars-mail-reconnect-heading = We can no longer get into { $account }
calendars-mail-reconnect-text = Somebody took the permission away or changed the password, or it lapsed. From now on { $shop } does not see what changes in that calendar and writes no appointments into it, so times could be booked that are taken already. Connecting it again takes a minute.
calendars-mail-reconnect-button = Connect again

## Jobs
job-calendars-sync_calendar = Read an outside calendar
job-calendars-write_copies = Write an appointment into outside calendars
job-calendars-sync_all = Sync all outside calendars
job-calendars-keep_up = Keep outside calendars up to date
job-calendars-part_account = Disconnect an account of calendars

## Audit log
audit-subject-calendar_account = the calendar account
audit-subject-external_calendar = the outside calendar
audit-field-tokens_sealed = Permission of the account
audit-field-sync_token = Reading position
audit-field-reads = Is read
audit-field-writes = Is written
