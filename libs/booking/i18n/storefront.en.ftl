# Booking an appointment, and what a customer does with it.

## Services and times
book-title = Book your appointment
book-description = Book your appointment at { $shop } online: choose the service, the day and the time.
book-subtitle = Choose a service and see the free times.
book-no-services = No online appointments for now
book-no-services-text = Services that can be booked will be listed here.
book-see-products = See products
book-choose-time = Choose a time
book-all-services = All services
book-summary = The service
book-free-of-charge = Free of charge
book-price-from = From { $price }
book-deposit = A deposit of { $amount }: when you book we tell you how to pay it.
book-pay-deposit = Pay the deposit
book-pay-until = Until { $until } we keep the time for you: pay a deposit of { $amount } and it is yours.
book-who = With whom?
book-anybody = Anybody
book-anybody-hint = More free times
book-how-many = How many people?
book-people = { $count ->
    [one] 1 person
   *[other] { $count } people
  }
book-show-times = Show times
book-when = Which day?
book-earlier = Weeks before
book-later = Weeks after
book-day-none = { $day }, no free times
book-day-free = { $day }, { $count ->
    [one] 1 free time
   *[other] { $count } free times
  }
book-time = What time?
book-clock = { $city } time
book-yours-short = { "{time}" } your time
book-yours-below = Your own time, that of { "{city}" }, stands below.
book-yours = { $when } in { $city }
book-morning = Morning
book-afternoon = Afternoon
book-evening = Evening
book-seats-left = { $count ->
    [one] 1 seat left
   *[other] { $count } seats left
  }
book-none = No free times are left on these dates.
book-next-free = The next one: { $day }
book-lead-minutes = { $count } minutes
book-lead-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
  }
book-lead-days = { $count } days

## Your details
book-details-title = Finish your booking
book-your-details = Your details
book-name = Full name
book-phone = Mobile number
book-email = E-mail
book-email-hint = We send the confirmation there, with the link to move or cancel.
book-by-text = I want to be reminded of the appointment by text message at this number.
book-by-text-hint = It is for your appointments only. You can change your mind at any time.
book-by-text-yes = We also remind you of the appointment by text message.
book-by-text-no = We send you no reminders by text message.
book-by-text-stop = I do not want these messages
book-by-text-start = Send them to me
book-push-off = Get the reminder on this device.
book-push-on = We remind you of the appointment on this device.
book-notes = Anything we should know?
book-with = With { $name }
book-kept-until = We keep this time for you until { $until }
book-other-time = Choose another time
book-not-this-time = I can't make it
book-pick-another = Choose another time; what you typed is still here.
book-change-any-time = You can move or cancel it online until it begins.
book-change-until = You can move or cancel it online until { $lead } before.
book-shop-confirms = The shop confirms each request: we write to you.
book-request = Request appointment
book-confirm = Confirm appointment
book-held-again = The minutes were over, but the time is still free and we keep it for you once more. Confirm your appointment.
book-offered-title = A time became free for you
book-offered-text = We keep it for a while. Check your details and confirm; if you can't, the next in line gets it.

## Your appointment
book-thanks = Done, see you soon!
book-thanks-deposit = Almost there! The deposit is missing
book-text-deposit = We keep your time while you pay the deposit.
book-thanks-pending = Done, we have your request!
book-thanks-text = We sent the details to { $email }.
book-text-held = We are keeping this time for you.
book-text-pending = { $shop } will confirm by e-mail soon. Meanwhile the time is yours.
book-text-confirmed = Your appointment is confirmed.
book-text-past = This appointment is over.
book-text-completed = Thank you for coming.
book-text-no-show = We missed you at this appointment.
book-text-expired = This time is not kept any more.
book-text-cancelled = This appointment was cancelled.
book-fact-when = When
book-fact-with = With
book-fact-things = Room or equipment
book-fact-place = Where
book-fact-people = For
book-fact-price = Price
book-fact-deposit = Deposit
book-fact-code = Code
book-change = A change of plans?
book-change-by = Until { $when } you can move or cancel it.
book-move = Move to another time
book-cancel = Cancel the appointment
book-ask = Ask by WhatsApp
book-chat = Hello, I am writing about my appointment { $code }.
book-again = Book another appointment
book-account-title = Keep your appointments at hand
book-account-text = Create an account, and book the next one without typing your details again.
book-account = Create my account
book-move-title = Move your appointment
book-leave-as-is = Leave it as it is
book-now-at = Now it is
book-move-price = The price is that of whoever serves you.
book-move-sure = Move your appointment to this time?
book-cancel-title = Cancel your appointment
book-reason = Why do you cancel it?
book-keep = Do not cancel
book-back = Back to the appointment
done-booking-moved = Done, your appointment was moved.
done-booking-cancelled = We cancelled your appointment.
book-attend-title = Are you coming to your appointment?
book-coming = I'm coming
book-not-coming = I can't
book-tell-not-coming = Tell that I am not coming
book-said-coming = You told us that you are coming. See you then!
book-said-not-coming = You told us that you are not coming.
done-booking-texts-saved = Done, we saved your decision.
done-booking-coming = Done! We know that you are coming.
done-booking-not-coming = Thank you for telling us.

## Waiting list
book-wait = Tell me when a time becomes free
book-wait-ask = None of these suits you?
book-wait-title = We tell you when a time becomes free
book-wait-text = When somebody cancels, we keep their time for you for a while and write to you.
book-wait-from = From
book-wait-to = To
book-wait-email-hint = We write to you there.
book-see-times = See free times
book-in-line-title = Waiting list
book-in-line-text = You are on the list. When a time becomes free on those dates, we write to { $email }.
book-in-line-offered = A time became free for you: see the mail that we sent to { $email }.
book-in-line-keep = We also sent you the link of this page: here you can leave the list.
book-leave-line = Leave the list
book-line-over = You are not on the waiting list any more.
done-booking-line-left = Done, you left the list.

## My appointments
book-my-none = No appointments yet
book-my-none-text = What you book with your account will be listed here.
book-deposit-paid = Deposit paid: { $amount }. { $left } left, which you pay at { $shop }.
book-deposit-paid-all = Deposit paid: { $amount }. Nothing is left to pay.
book-deposit-was-paid = Deposit paid: { $amount }.
book-deposit-going-back = Deposit paid: { $amount }. { $shop } gives it back to you.
