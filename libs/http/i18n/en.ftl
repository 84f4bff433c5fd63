# Words of the layouts and components. Each module brings its own keys; these begin with "ui-".

## Getting around
ui-skip-to-content = Skip to content
ui-menu = Menu
ui-close = Close
ui-more = More
ui-home = Home
ui-announcement = Shop announcement
ui-breadcrumbs = You are here
ui-pages = Pages
ui-previous = Previous
ui-next = Next
ui-range = { $from }–{ $to } of { $total }
ui-steps = Checkout steps
ui-shop-sections = Shop sections
ui-footer-links = Shop links
ui-admin-sections = Admin sections
ui-quick-sections = Shortcuts
ui-made-with = Made with Vitrina

## Shop
ui-all-products = All products
ui-search-products = What are you looking for?
ui-cart = Cart
ui-add = Add
ui-add-named = Add to cart: { $name }
ui-see-options = See options
ui-see-options-named = See options for { $name }
ui-filter = Filter
ui-apply-filters = Show results
ui-sort-by = Sort by
ui-sold-out = Sold out
ui-price-from = From
ui-price-before = Was
ui-quantity = Quantity
ui-one-less = One less
ui-one-more = One more

## Account and preferences
ui-account = My account
ui-my-orders = My orders
ui-wishlist = My wish list
ui-book = Book an appointment
ui-my-bookings = My appointments
ui-find-order = Find my order
ui-sign-in = Sign in
ui-sign-out = Sign out
ui-manage-shop = Manage the shop
ui-change-theme = Switch between light and dark theme

## Forms
ui-optional = optional
ui-save = Save
ui-cancel = Cancel
ui-unsaved = You have unsaved changes
ui-choose = Choose one
ui-department = Department
ui-municipality = Municipality
ui-network-error = We could not connect. Check your internet and try again.

## Admin
ui-search-or-go = Search or go to…
ui-nothing-found = Nothing found by that name
ui-today = Today
ui-yesterday = Yesterday
ui-see-shop = See my shop
ui-new-product = Create product
ui-nav-home = Home
ui-nav-orders = Orders
ui-nav-money = Payments
ui-settings-mercadopago = Mercado Pago
ui-settings-stripe = Stripe
ui-nav-agenda = Agenda
ui-nav-services = Services
ui-new-booking = New appointment
ui-nav-products = Products
ui-nav-reviews = Reviews
ui-nav-categories = Categories
ui-nav-promotions = Promotions
ui-nav-customer-groups = Customer groups
ui-nav-customers = Customers
ui-nav-people = Team
ui-nav-settings = Settings
ui-nav-inventory = Inventory
ui-nav-ledger = Money
ui-settings-shop = Shop
ui-settings-shipping = Shipping
ui-settings-plan = My plan
ui-not-in-plan = not in your plan
ui-plan-trial = The trial ends on { $day }. After that you go on with the free plan.
ui-plan-grace = The last payment of the plan failed. Everything works until { $day }.
ui-plan-owes = The last payment of the plan failed.
ui-plan-read_only = The plan is waiting to be paid: everything can be seen and downloaded, and nothing changed.
ui-settings-payments = Ways to pay
ui-settings-jobs = Tasks
ui-settings-schedules = Automatic work
ui-settings-messages = Messages
ui-settings-integrations = Integrations
ui-messages-log = Log
ui-messages-channels = Notices to the shop
ui-messages-templates = Texts
ui-messages-quiet = Quiet hours
ui-messages-blocked = Addresses that bounce
ui-notices = Notices
ui-notices-unread = Unread notices
ui-settings-audit = Changes
ui-settings-security = Security
ui-nav-tenants = Shops
ui-nav-revenue = Revenue
ui-nav-flags = Switches
ui-nav-service = Service
ui-nav-staff = Vitrina's team
ui-visit = { $name }, of Vitrina, is helping here until { $until }. Reason: { $reason }
ui-visit-end = End the access
ui-announcement-read = Got it
done-second-factor-needed = Before you go on, set up your second factor: nobody of the Vitrina team works here without one.

## States
ui-status-active = Active
ui-status-approved = Approved
ui-status-archived = Archived
ui-status-authorized = Authorized
ui-status-cancelled = Cancelled
ui-status-closed = Closed
ui-status-created = Not started
ui-status-requires_action = Waiting for the customer
ui-status-completed = Completed
ui-status-confirmed = Confirmed
ui-status-delivered = Delivered
ui-status-disabled = Disabled
ui-status-draft = Draft
ui-status-expired = Expired
ui-status-failed = Failed
ui-status-hidden = Hidden
ui-status-invited = Invited
ui-status-low_stock = Low stock
ui-status-out_of_stock = Out of stock
ui-status-paid = Paid
ui-status-partially_refunded = Partly refunded
ui-status-paused = Paused
ui-status-pending = Pending
ui-status-pending_payment = Awaiting payment
ui-status-preparing = To prepare
ui-status-processing = In progress
ui-status-published = Published
ui-status-ready = Ready to ship
ui-status-refunded = Refunded
ui-status-rejected = Rejected
ui-status-returned = Returned
ui-status-shipped = Shipped
ui-status-suspended = Suspended
ui-status-to_confirm = To confirm
ui-status-trialing = On trial
ui-status-unpaid = Unpaid

## Errors (on the page or in problem+json)
error-title = Something went wrong
error-title-402 = Your plan does not include this
error-title-403 = You are not allowed
error-title-404 = We can't find this page
error-title-422 = Please check the details
error-title-503 = Back in a moment
error-go-home = Go to the start
error-try-again = Try again
error-request = If you write to us, mention this code: { $id }
error-reach-us = If you would rather not wait, write to us or call:
error-unreadable = We could not read the request. Check its format and try again.
error-unauthenticated = Sign in to continue.
error-forbidden = Your role does not allow this. Ask whoever runs the business.
error-closed_to_keys = Programs cannot do this with an API key. Somebody has to do it in the administration.
error-key_scope_missing = This API key does not have the permission { $scope }. Make another key that has it.
error-second_factor_needed = You need a second factor to work here. Set it up in the security of your account and sign in with it.
error-cross_site_request = This action did not come from our page. Open it again and retry.
error-shop_suspended = This shop is suspended. Reason: { $reason }
error-not_in_plan = Your plan does not include this part. You can still see what you made with it; to go on using it, change your plan.
error-plan_full = You use all that your plan allows: { $most }. Make room, or move to a larger plan.
error-shop_read_only = Your plan is waiting to be paid, so for now you can only see and download what is yours. Pay, and everything works again.
error-shop_paused = This shop takes no orders and no bookings for now. Write to the business.
error-see-plan = See my plan
error-not_found = What you are looking for does not exist or is no longer available.
error-unknown_host = No shop answers at this address. Check the spelling or write to the business.
error-method_not_allowed = This address does not accept that method.
error-busy_try_again = Two changes crossed. Try again.
error-changed_meanwhile = Somebody else changed it meanwhile. Reload the page and try again.
error-too_large = It is too large. Send something smaller.
error-unsupported_media_type = That content type is not accepted here.
error-invalid = Some details need fixing. Check the marked fields.
error-idempotency_key_missing = The Idempotency-Key header is missing (1 to 255 visible characters).
error-idempotency_key_reused = That Idempotency-Key was used with other data. Use a new one.
error-rate_limited = That is faster than we can keep up with. { $minutes ->
    [0] Wait { $seconds ->
        [one] a second
       *[other] { $seconds } seconds
    } and try again.
   *[other] Try again in about { $minutes } minutes.
}
error-too_many_streams = Too many pages follow their news live. Close some of them, or reload this one in a while.
error-internal = We had a problem. It has been recorded; try again in a moment.
error-maintenance = We are making improvements and will be back soon. What you left in your cart is still there. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
error-unavailable = The service is unavailable for a moment. Try again in a few seconds.

## Fields
field-required = This is required.
field-too_long = It is too long.
field-too_short = It is too short.
field-wrong_length = It does not have the allowed length.
field-bad_characters = It has characters that are not allowed.
field-invalid = It is not valid.
field-invalid_slug = Use lower-case letters, digits and dashes only: ground-coffee.
field-invalid_email = Write an e-mail like name@example.com.
field-invalid_phone = Write a phone number with at least 7 digits.
field-invalid_currency = Write a currency code like COP.
field-out_of_range = It is outside what is allowed.
field-wrong_type = It is not of the expected type.
field-not_a_choice = Choose one of the options.
field-unknown_field = This field does not exist.
field-unknown = It does not exist.
field-taken = It is already in use. Choose another.
field-in_use = It is still being used.
field-duplicate = It is repeated.
field-not_whole = It must be an amount in whole pesos.
field-not_an_amount = Write an amount like 58.900.

## API
api-title = Vitrina API
api-subtitle = Everything that a program can do.
api-takes = Takes
api-errors = Errors
api-gives = Answers

job-http-purge_keys = Clear expired idempotency keys
job-http-forget_traces = Forget records of changes that are old enough
job-http-renew_keys = Renew the keys that seal the shop's data
job-http-wrap_keys = Seal again with the present master key
