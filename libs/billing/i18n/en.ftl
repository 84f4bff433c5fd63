## My plan
billing-title = My plan
billing-subtitle = What you have, what you use, and what the next plan brings.
billing-plan-gratis = Free plan
billing-plan-basico = Basic plan
billing-plan-pro = Pro plan
billing-plan-empresa = Business plan
billing-standing-full = All is well: you have all of your plan.
billing-standing-trial = You are trying everything without paying. { $days ->
    [one] One day is left
   *[other] { $days } days are left
}: the trial goes on until { $day }.
billing-standing-leaves = You have everything until { $day }. On that day you move to the free plan.
billing-standing-grace = We could not collect your last payment. You go on with everything until { $day }; after that you can only see and download what is yours.
billing-standing-owes = We could not collect your last payment. For now you go on with everything.
billing-standing-free = You have the plan that costs nothing. What you made with another plan you still see.
billing-standing-read_only = Your plan is waiting to be paid: you can see and download what is yours, and change nothing.
billing-usage = How much you use
billing-usage-hint = Appointments and orders are counted by the month and begin anew on the first.
billing-used = { $used }, without a limit
billing-used-of = { $used } of { $most }
billing-no-limit = no limit
billing-limit-people = People in the team
billing-limit-products = Products
billing-limit-bookings = Appointments this month
billing-limit-orders = Orders this month
billing-limit-storage = Pictures (MB)
billing-modules = What it includes
billing-not-included = not in your plan
billing-module-storefront = Online shop
billing-module-booking = Calendar and bookings
billing-module-inventory = Inventory
billing-module-pos = Point of sale
billing-module-cash = Till
billing-module-reports = Reports
billing-module-dian = Electronic invoices
billing-module-backups = Backups
billing-module-marketplace = Selling for others
billing-larger = When your business grows
billing-larger-soon = Soon you will be able to change here. Until then, write to us and we do it with you.
billing-a-month = { $price } a month
billing-leave = Move to the free plan
billing-stay = Keep my plan
billing-leave-title = Move to the free plan
billing-leave-subtitle = See first what changes with the { $plan }.
billing-leave-over = This would no longer fit
billing-leave-over-hint = Nothing is deleted: what you have stays, but you cannot add more until it fits.
billing-leave-lost = This you would no longer use
billing-leave-lost-hint = What you made you can always see.
billing-leave-confirm = Move to the free plan
billing-too-much = { $what }: you have { $used }, and { $most } fit
done-billing-left = Done. You keep what you have until the end of your period.
done-billing-stayed = Good: you keep your plan.

## Errors
error-plan_not_for_sale = That plan cannot be paid here yet. Write to us and we do it with you.
error-plan_same = You have that plan already.
error-plan_not_leaving = There is no change of plan to take back.

## Mails
billing-letter-button = See my plan
billing-letter-trial_soon-subject = Your trial ends in a few days
billing-letter-trial_soon-heading = Your trial ends on { $day }
billing-letter-trial_soon-text = Until that day { $shop } has everything. Then it moves to the free plan: nothing is deleted, and you can always see what you made. Look at your plan to see what you would keep.
billing-letter-trial_today-subject = Your trial ends today
billing-letter-trial_today-heading = Your trial ends today
billing-letter-trial_today-text = From now on { $shop } goes on with the free plan. Nothing is deleted, and you can always see what you made. If you want to keep everything, change your plan.
billing-letter-grace_soon-subject = Your payment is still to come
billing-letter-grace_soon-heading = Please pay before { $day }
billing-letter-grace_soon-text = We could not collect your last payment. { $shop } goes on with everything until that day; after that you can see and download what is yours, and change nothing until you pay.
billing-letter-read_only-subject = Your shop is now read-only
billing-letter-read_only-heading = For now you can only see what is yours
billing-letter-read_only-text = The payment of { $shop } is still to come. Nothing was deleted: you can see and download everything, and as soon as you pay it works again.
message-billing-trial_soon = The trial ends soon
message-billing-trial_today = The trial ends today
message-billing-grace_soon = The payment of the plan is still to come
message-billing-read_only = The shop is read-only

## Jobs
job-billing-review = Look at the shop's plan

## Log of changes
audit-subject-subscription = the shop's plan
audit-field-cancel_at = moves to the free plan
audit-field-guide_hidden_at = guide for beginning put away
