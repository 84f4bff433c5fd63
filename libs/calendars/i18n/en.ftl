# Calendars outside: read for when somebody is busy, and written with their appointments.
calendars-title = Outside calendars
calendars-subtitle = Connect each person's calendar: what they have there is not offered here, and their appointments show up in it.
calendars-not-offered = This server is not registered with Google yet. Whoever runs it sets GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.
calendars-nobody = There is nobody to book yet
calendars-nobody-text = First add the people who serve your customers.
calendars-nobody-do = Add somebody
calendars-connect = Connect Google
calendars-connect-for = Connect a Google calendar for { $name }
calendars-status-connected = Connected
calendars-status-reconnect = Needs to be connected again
calendars-status-leaving = Being disconnected
calendars-reconnect = Connect again
calendars-reconnect-text = Google no longer lets us into this account: somebody took the permission away, or it lapsed. Meanwhile what we read before still counts, but we see no changes and write no appointments.
calendars-reads = Calendars that are read
calendars-reads-hint = What is busy in them is not offered to your customers. We keep the times only, never titles or guests.
calendars-writes = Calendar that appointments are written into
calendars-writes-hint = With the service, and the customer's name and telephone number. If somebody moves or deletes them there, we put them back: an appointment is changed here, so that the customer hears of it.
calendars-writes-none = None
calendars-synced = Read: { $when }
calendars-not-synced = Not read yet.
calendars-trouble-away = Google does not answer. We keep trying.
calendars-trouble-limited = Google asks us to slow down. We keep trying.
calendars-trouble-refused = Google does not let us use this calendar. Look there whether it still exists and whether the account may see it.
calendars-sync = Sync now
calendars-part = Disconnect
calendars-part-sure = Disconnect { $account }? What is busy there is offered here again, and its appointments are no longer written into it.
calendars-log = What has happened
done-calendars-connected = Account connected. What is busy shows up in a moment.
done-calendars-chosen = Saved. It shows in a moment.
done-calendars-syncing = Syncing. It shows in a moment.
done-calendars-parted = Account disconnected.
calendars-problem-cancelled = Nothing was connected: you said no at Google.
calendars-problem-partly = Nothing was connected: at Google both permissions have to stay ticked.
calendars-problem-expired = Nothing was connected: it took too long, was done before, or began in another session. Try again.
calendars-problem-away = Google does not answer. Try again in a few minutes.
calendars-problem-refused = Google did not accept the connection. Try again.

## The log
calendars-note-connected = The account was connected.
calendars-note-reconnected = The account was connected again.
calendars-note-reconnect = Google no longer lets us in. The account has to be connected again.
calendars-note-read-whole = The whole calendar was read: { $about } entries.
calendars-note-read-anew = Google asked to begin anew, and the whole calendar was read: { $about } entries.
calendars-note-read = Changes read: { $about }.
calendars-note-unclear = { $about } entries could not be understood; they do not count as busy.
calendars-note-away = Google does not answer. We keep trying every few minutes.
calendars-note-limited = Google asks us to slow down. We keep trying.
calendars-note-refused = Google does not let us use this calendar.
calendars-note-back = All is well again.
calendars-note-written = Appointment { $about } is in the calendar.
calendars-note-taken-out = Appointment { $about } was taken out of the calendar.
calendars-note-not-written = Appointment { $about } could not be written: Google does not let us change this calendar.
calendars-note-put-back-moved = Somebody moved appointment { $about } at Google. We put it back to its time: move it here, so that the customer hears of it.
calendars-note-put-back-deleted = Somebody deleted appointment { $about } at Google. We put it back: cancel it here, so that the customer hears of it.

## What is written into the calendar
calendars-entry = { $service } · { $name }
calendars-entry-pending = (To be confirmed) { $service } · { $name }
calendars-entry-text =
    Appointment { $code } with { $with }
    Telephone: { $phone }
    { $link }

## Mails
calendars-mail-reconnect-subject = Connect the calendar { $account } again
calendars-mail-reconnect-heading = Google no longer lets us into { $account }
calendars-mail-reconnect-text = Somebody took the permission away, or it lapsed. From now on { $shop } does not see what changes in that calendar and writes no appointments into it, so times could be booked that are taken already. Connecting it again takes a minute.
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
