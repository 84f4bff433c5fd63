# The provider's panel.
panel-tenants-title = Shops
panel-tenants-intro = All shops of the platform, newest first.
panel-tenants-search = Name, address or owner's email
panel-tenants-find = Search
panel-tenants-none = No shop is like that
panel-tenant = Shop
panel-standing = State
panel-standing-all = All
panel-standing-active = Active
panel-standing-suspended = Suspended
panel-standing-closed = Closed
panel-in-maintenance = In maintenance
panel-since = Since
panel-storage = Files
panel-hosts = Addresses
panel-owners = Owners
panel-usage-title = Use this month
panel-usage = { $people ->
    [one] 1 person
   *[other] { $people } people
} · { $products ->
    [one] 1 product
   *[other] { $products } products
} · { $orders ->
    [one] 1 order
   *[other] { $orders } orders
} · { $bookings ->
    [one] 1 appointment
   *[other] { $bookings } appointments
}
panel-usage-none = Not counted yet
panel-counted = Counted: { $when }
panel-doors = Doors
panel-suspend = Suspend
panel-suspend-reason = Why it is suspended
panel-suspend-hint = Its visitors read it, and its owners get it by email.
panel-suspend-sure = Suspend this shop? Nobody can enter it until you reactivate it.
panel-suspended-for = It is suspended: { $reason }
panel-reactivate = Reactivate
panel-close = Close for maintenance
panel-close-minutes = Minutes it will take, more or less
panel-closed-for = In maintenance: whoever comes is asked to return in { $minutes } minutes.
panel-open = End the maintenance
panel-close-all = Maintenance of all shops
panel-close-all-do = Close all shops
panel-close-all-sure = Are you sure? This changes every shop of the platform.
panel-all-closed-for = All shops are in maintenance: whoever comes is asked to return in { $minutes } minutes.
panel-open-all = Open all shops
panel-flags-title = Switches
panel-flags-intro = What is on in some of the shops. Each shop always has the same place, so nobody loses anything when the share grows.
panel-flags-percent = In how many of a hundred shops
panel-flags-chosen = Decided apart: on in { $on }, off in { $off }
panel-flag-chat_button = Button to chat with the shop
panel-flag-own = decided for this shop
panel-flag-share = Like the others
panel-on = On
panel-off = Off
panel-switch-on = Switch on here
panel-switch-off = Switch off here
panel-help = Help at the shop
panel-help-reason = What you go in for
panel-help-hint = The shop's owners read it. All you do is recorded under your name.
panel-help-minutes = Minutes (5 to 60)
panel-help-do = Ask for access
panel-help-end = End
panel-help-unused = not used
panel-help-none = Nobody has come in to help.
panel-enter-ready = Your access is ready
panel-enter-ready-text = This link works once, and only while the access lasts.
panel-enter-go = Go to the shop
panel-enter-title = Come in to help
panel-enter-text = { $name }, you are about to enter the administration of { $shop } until { $until }. All you do is recorded.
panel-enter-do = Enter
panel-notes = Notes
panel-note = New note
panel-note-hint = The shop does not see it.
panel-history = What was done
panel-who = Who
panel-details = Details
panel-service-title = Service
panel-service-intro = What goes for all shops at once.
panel-announce = New announcement
panel-announce-do = Publish
panel-announced = Announcements
panel-announced-none = There are no announcements.
panel-withdraw = Withdraw
panel-level = Weight
panel-level-info = Good to know
panel-level-warning = Mind it
panel-level-error = Something does not work
panel-text-es = Text in Spanish
panel-text-en = Text in English
panel-from = From
panel-until = Until
panel-staff-title = Vitrina's team
panel-staff-intro = Whoever works here needs a second factor. If you change somebody's role or disable them, they leave at once the shops where they are helping.
panel-staff-invite = Invite somebody
panel-staff-invite-do = Send invitation
panel-staff-name = Name
panel-staff-email = Email
panel-staff-role = Role
panel-plan = Plan
panel-plan-has = Has
panel-plan-trial = The trial ends
panel-plan-period = Paid until
panel-plan-leaves = Goes to the free plan
panel-plan-days = More days of trial
panel-plan-extend = Extend the trial
panel-plan-give = Give a plan free of charge
panel-plan-reason = Why it is given
panel-plan-do = Give the plan
panel-plan-paid = The shop pays for it through Stripe: the shop itself changes it.
panel-money-title = Revenue
panel-money-intro = What shops pay, how it moves, and what could not be charged.
panel-money-mrr = Monthly recurring revenue
panel-money-mrr-hint = The chart is in pesos. It counts the price of the plans that are paid for today, tax included; of what is yearly, a twelfth. Discounts are not taken off.
panel-money-none = Nobody pays yet.
panel-money-summary = Monthly recurring revenue by day; today { $total }.
panel-money-span = Days of the chart
panel-money-days = { $days } days
panel-money-plans = By plan
panel-money-plan = Plan
panel-money-shops = Shops
panel-money-monthly = A month
panel-money-months = By month
panel-money-month = Month
panel-money-new = New
panel-money-grown = Grew
panel-money-shrunk = Shrank
panel-money-lost = Left
panel-money-lost-shops = Shops that left
panel-money-churn = Churn
panel-money-closing = At the end
panel-money-failed = Failed payments
panel-money-failed-none = Nobody owes anything.
panel-money-due = Owes
panel-money-tries = Attempts
panel-money-next = Next attempt
panel-money-grace = Grace until
panel-money-open = What Stripe told, to be looked at
panel-money-note-wrong_mode = Test money was told of to the live account, or the other way round.
panel-money-note-unknown_customer = No shop has this customer.
panel-money-note-unknown_price = It is about a price that no plan has.
panel-money-note-two_subscriptions = The shop has two subscriptions that charge. Cancel one at Stripe.
panel-money-note-unanswered = Stripe did not answer.
panel-money-note-refused = Stripe would not answer.
done-panel-support-ended = Your access to the shop has ended.

error-support_access_over = This support access was used or has ended. Ask for a new one in the panel.
error-shop_not_served = This shop is not active, so nobody can go in to help. Reactivate it first.

panel-deed-sign_up = It signed up
panel-deed-create_tenant = It was created
panel-deed-suspend_tenant = It was suspended
panel-deed-reactivate_tenant = It was reactivated
panel-deed-note_tenant = A note was written
panel-deed-set_maintenance = Maintenance changed
panel-deed-choose_flag = A switch changed
panel-deed-open_support_access = Support access was asked for
panel-deed-enter_support_access = Somebody came in to help
panel-deed-end_support_access = A support access was ended
panel-deed-support_deed = Something was done while helping
panel-deed-reset_second_factor = A second factor was taken away

panel-letter-suspended-subject = { $shop } is suspended
panel-letter-suspended-text = We suspended { $shop }. Reason: { $why }. Meanwhile nobody can enter the shop; your data is kept. If you think this is a mistake, answer this email.
panel-letter-suspended-button = See the shop
panel-letter-reactivated-subject = { $shop } is active again
panel-letter-reactivated-text = We reactivated { $shop }: your customers can come in and buy.
panel-letter-reactivated-button = Go to the administration
panel-letter-support-subject = Somebody of Vitrina came in to help at { $shop }
panel-letter-support-text = { $why }. What they do is in your shop's log of changes, and they cannot see keys, passwords or the details of your payments.
panel-letter-support-button = See the changes

job-panel-count_usage = Count how much the shop uses
panel-deed-extend_trial = Its trial was extended
panel-deed-give_plan = It was given a plan
