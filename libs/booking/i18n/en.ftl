# Appointments: what is said of one in mails, errors and data.

## States
booking-status-held = Held
booking-status-pending = To be confirmed
booking-status-confirmed = Confirmed
booking-status-completed = Done
booking-status-no-show = Did not come
booking-status-expired = Expired
booking-status-cancelled = Cancelled

## Why a time is not offered
booking-rule-too-soon = It is too soon, or past.
booking-rule-before-horizon = It is before the dates that can be booked.
booking-rule-beyond-horizon = It is further ahead than can be booked.
booking-rule-closed = It does not fit wholly into the opening hours.
booking-rule-blocked = That time is blocked.
booking-rule-busy-elsewhere = Busy in an outside calendar.
booking-rule-taken = It meets another appointment and the time needed around it.
booking-rule-no-seat-left = No seat is left.
booking-rule-day-full = That day has all the appointments that the service allows.
booking-rule-week-full = That week has all the appointments that the service allows.
booking-rule-day-too-long = That day would have more minutes than the service allows.
booking-rule-off-grid = Appointments start at other times.
booking-rule-unstaffed = Nobody serves this.
booking-holiday-new-year = New Year's Day
booking-holiday-epiphany = Epiphany
booking-holiday-saint-joseph = Saint Joseph
booking-holiday-holy-thursday = Holy Thursday
booking-holiday-good-friday = Good Friday
booking-holiday-labour-day = Labour Day
booking-holiday-ascension = Ascension Day
booking-holiday-corpus-christi = Corpus Christi
booking-holiday-sacred-heart = Sacred Heart
booking-holiday-saints-peter-and-paul = Saints Peter and Paul
booking-holiday-independence = Independence Day
booking-holiday-battle-of-boyaca = Battle of Boyacá
booking-holiday-assumption = Assumption of Mary
booking-holiday-meeting-of-two-worlds = Meeting of Two Worlds
booking-holiday-all-saints = All Saints
booking-holiday-independence-of-cartagena = Independence of Cartagena
booking-holiday-immaculate-conception = Immaculate Conception
booking-holiday-christmas = Christmas

## Mails to the customer
booking-mail-button = See my appointment
booking-mail-service = Service
booking-mail-when = When
booking-mail-with = With
booking-mail-thing = Room or equipment
booking-mail-place = Where
booking-mail-change-by = You can move or cancel it until
booking-mail-shop-phone = Phone of the place
booking-mail-price = Price
booking-mail-code = Code
booking-mail-phone = Phone
booking-mail-until = Kept until
booking-mail-two-times = { $shop } (local time there); { $yours } (your time)
booking-mail-booked-subject = Your appointment at { $shop }: { $time }
booking-mail-booked-heading = Your appointment is confirmed
booking-mail-booked-text = Hello { $name }, we look forward to seeing you. If you cannot come, move or cancel it here.
booking-mail-booked-late-text = Hello { $name }, we look forward to seeing you. It is almost time: if you cannot come, please tell { $shop } as soon as you can.
booking-mail-pending-subject = We received your request at { $shop }
booking-mail-pending-heading = We received your request
booking-mail-pending-text = Hello { $name }, we keep the time for you, but it is not confirmed yet. { $shop } will write to say whether they can see you.
booking-mail-moved-subject = Your appointment at { $shop } has a new time: { $time }
booking-mail-moved-heading = Your appointment has a new time
booking-mail-moved-text = Hello { $name }, this is the new time of your appointment.
booking-mail-changed-subject = A change to your appointment at { $shop }: { $time }
booking-mail-changed-heading = There is a change to your appointment
booking-mail-changed-text = Hello { $name }, the time stays as it is. This is what changes.
booking-mail-was-time = Before, it was: { $before }
booking-mail-was-with = It is with { $with } now; before, it was with { $before }.
booking-mail-was-length = It takes { $minutes } minutes now; before, { $before }.
booking-mail-cancelled-subject = Your appointment at { $shop } was cancelled
booking-mail-cancelled-heading = Your appointment was cancelled
booking-mail-cancelled-text = Hello { $name }, your appointment is cancelled. Book another whenever you like.
booking-mail-series-subject = Your appointments at { $shop }
booking-mail-series-heading = Your appointments are booked
booking-mail-series-text = Hello { $name }, these are your appointments.
booking-mail-offered-subject = A time became free at { $shop }: { $time }
booking-mail-offered-heading = A time became free for you
booking-mail-offered-text = Hello { $name }, we keep it for you for a while. If you want it, confirm it here; if not, it goes to whoever is next.
booking-mail-waiting-subject = You are on the waiting list of { $shop }
booking-mail-waiting-heading = We tell you when a time becomes free
booking-mail-waiting-text = Hello { $name }, you are on the waiting list for { $service }. When somebody cancels, we keep their time for you for a while and write to you.
booking-mail-waiting-button = See my place, or leave the list

## Mails to the shop
booking-mail-admin-button = Open the appointment
booking-mail-new-subject = New appointment: { $service }, { $time }
booking-mail-new-heading = You have a new appointment
booking-mail-new-text = { $name } booked { $service }.
booking-mail-moved-pending-subject = You asked for another time at { $shop }: { $time }
booking-mail-moved-pending-heading = We have your new time
booking-mail-moved-pending-text = Hello { $name }, the new time is kept for you. We will write to you when it is confirmed.
booking-mail-price-before = Price before
booking-mail-moved-by-customer-subject = { $name } moved an appointment: { $time }
booking-mail-moved-by-customer-heading = An appointment has a new time
booking-mail-moved-by-customer-text = { $name } moved the appointment for { $service }.
booking-mail-cancelled-by-customer-subject = { $name } cancelled an appointment: { $time }
booking-mail-cancelled-by-customer-heading = An appointment was cancelled
booking-mail-cancelled-by-customer-text = { $name } cancelled the appointment for { $service }. The time is free again.

## Reminders
booking-reminder-time = { $time } ({ $city } time)
booking-reminder-there = Local time there
booking-reminder-place = Where
booking-reminder-subject = See you at { $shop }: { $time }
booking-reminder-heading = A reminder of your appointment
booking-reminder-text = Hello { $name }, your appointment at { $shop } is { $time }. Are you coming? Tell us here.
booking-reminder-sms-text = { $shop }: { $time } you have your appointment, { $service }. If you cannot come, tell us.
booking-reminder-push = { $service }. Are you coming? Tell us here.
booking-reminder-shop-subject = Appointment with { $name }: { $time }
booking-reminder-shop-heading = An appointment is near
booking-reminder-shop-text = { $name } comes for { $service }.
booking-reminder-session-subject = { $service }: { $time }
booking-reminder-session-heading = A session is near
booking-reminder-session-text = Several people come for { $service }.
booking-reminder-people = Who
booking-not-coming-subject = { $name } is not coming: { $time }
booking-not-coming-heading = A customer is not coming
booking-not-coming-text = { $name } says they are not coming to the appointment for { $service }. It stands until you cancel it.
booking-attendance = They say
booking-attendance-coming = Says they are coming
booking-attendance-not-coming = Says they are not coming

## Errors
error-slot_taken = That time is no longer free. Choose another.
error-slot_not_offered = That time is not offered: { $rule ->
    [too_soon] it is too soon, or past
    [before_horizon] it is before the dates that can be booked
    [beyond_horizon] it is further ahead than can be booked
    [closed] it is outside the opening hours
    [blocked] that time is blocked
    [day_full] that day is full
    [week_full] that week is full
    [day_too_long] that day is full
    [off_grid] appointments start at other times
    [unstaffed] nobody serves this
   *[other] choose another
}.
error-hold_expired = The time to finish the booking is over. Choose the time again.
error-booking_step_not_allowed = That step does not follow the appointment's present state.
error-too_late_to_change = It can no longer be changed online. Please contact us.
error-moved_too_often = You have moved this appointment several times already. Contact us to move it again.
error-not_waiting = That place on the waiting list was used already.
error-no_agenda = You have no agenda of your own yet. Ask whoever runs the shop to choose you under “Professionals and places”, and your appointments will be here.
field-no_time = It must close at another time than it opens.
field-not_a_time = Write a time like 09:30.
field-overlap = Some of these hours overlap.
field-twice = It is there twice.
field-before_start = It must be after the beginning.
field-too_far_ahead = That is too far ahead: five years at most.
field-too_far = It is too long.
field-past = It is past.
field-above_price = It cannot be more than the price.
field-needs_any = Only who is one of several has a price or length of their own.
field-other_time = The time that was kept is another one. Choose the time again.
field-only_people = Only a person can be somebody on your team.

job-booking-expire_hold = Let go of a time that nobody confirmed
job-booking-offer_freed = Offer a time that became free to the waiting list
job-booking-tell_moved = Tell a customer that the shop moved their appointment
job-booking-find_reminders = Find shops with reminders to send
job-booking-send_reminders = Send reminders of appointments
job-booking-purge_reminders = Clear old reminders
booking-deposit-unpaid = We did not receive the deposit in time.
booking-deposit-title = Deposit of your appointment { $code }: { $service }
booking-mail-deposit = Deposit
booking-mail-pay-button = Pay the deposit
booking-mail-deposit-subject = Pay the deposit to be sure of your appointment at { $shop }
booking-mail-deposit-heading = One step is missing: the deposit
booking-mail-deposit-text = Hello { $name }, we keep the time for you. Pay the deposit and it is yours; if it does not come in time, we let go of it.
job-booking-expire_deposit = Let go of an appointment whose deposit did not come
error-booking_awaits_deposit = This appointment still awaits its deposit. Say whether you confirm it without, or go on waiting.
booking-mail-deposit-paid = Deposit paid
booking-mail-remaining = Left to pay there
booking-mail-remaining-none = Nothing: all of it is paid
booking-mail-deposit-back = We give back the { $amount } that you paid in advance. We write to you when they leave, and how long they take.
booking-push-moved = { $service }: { $time }. Tap to see the change.
booking-push-changed = { $service }: { $time }. The time stays; tap to see what changes.
booking-push-cancelled = Your appointment for { $service } ({ $time }) is cancelled.
