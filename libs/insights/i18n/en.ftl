# The admin's first page: figures, chart and what waits.
insights-title = Home
insights-good-morning = Good morning, { $name }
insights-good-afternoon = Good afternoon, { $name }
insights-good-evening = Good evening, { $name }
insights-today = This is how your business is doing on { $weekday }, { $date }
insights-weekday-1 = Monday
insights-weekday-2 = Tuesday
insights-weekday-3 = Wednesday
insights-weekday-4 = Thursday
insights-weekday-5 = Friday
insights-weekday-6 = Saturday
insights-weekday-7 = Sunday
insights-span = Days shown
insights-days = { $days } days
insights-last-days = last { $days } days
insights-sales = Sales
insights-orders = Orders
insights-ticket = Average order
insights-customers = Customers
insights-sales-by-day = Sales by day
insights-chart-summary = Sales by day, { $span }: { $total } in all; the best day, { $best }.
insights-no-sales = Your sales will be here
insights-no-sales-text = Once the first order arrives, this chart shows how each day goes.
insights-todo = To do today
insights-todo-none = All done. Good work!
insights-agenda = Today's appointments
insights-agenda-count = { $count ->
    [one] 1 to come
   *[other] { $count } to come
  }
insights-agenda-open = See the calendar
insights-agenda-none = There are no more appointments today.
insights-todo-confirm = { $count ->
    [one] 1 new order to confirm
   *[other] { $count } new orders to confirm
 }
insights-todo-prepare = { $count ->
    [one] 1 order to prepare
   *[other] { $count } orders to prepare
 }
insights-todo-unpaid = { $count ->
    [one] 1 unpaid order
   *[other] { $count } unpaid orders
 }
insights-todo-low = { $count ->
    [one] 1 product running low
   *[other] { $count } products running low
 }
insights-todo-draft = { $count ->
    [one] 1 draft product
   *[other] { $count } draft products
 }
insights-todo-jobs = { $count ->
    [one] 1 task that failed
   *[other] { $count } tasks that failed
 }
insights-recent = Recent orders
insights-recent-tabs = Recent orders by state
insights-tab-all = All
insights-tab-to_prepare = To prepare
insights-tab-unpaid = Unpaid
insights-order = Order
insights-customer = Customer
insights-date = Date
insights-total = Total
insights-payment = Payment
insights-status = Status
insights-all-orders = See all orders
insights-no-orders = No orders here
insights-no-orders-text = New orders appear in this list by themselves.
insights-top = Best sellers
insights-top-none = No sales in these days yet.
insights-units = { $count ->
    [one] 1 unit
   *[other] { $count } units
 }
insights-nothing-for-role = Your role has no figures or orders on this page. Use the menu to go to your work.

## Tasks that failed
insights-jobs-title = Tasks that failed
insights-jobs-intro = What the shop should have done by itself, tried several times and could not. Repeat it once the cause is solved.
insights-jobs-none = No task has failed
insights-jobs-none-text = If something cannot be done after several attempts, such as sending an email, it will be shown here.
insights-jobs-tried = { $count ->
    [one] 1 attempt
   *[other] { $count } attempts
 }
insights-jobs-reference = Reference for support
insights-jobs-replay = Repeat
insights-jobs-discard = Discard
insights-jobs-discard-sure = Discard this task? What it should have done will not be done.
done-insights-job-replayed = The task will be done again in a moment.
done-insights-job-discarded = The task was discarded.
error-job_not_dead = This task is not among those that failed: it is being done or has been done.
error-job_already_waiting = Another task like this one is waiting already. You can discard this one.

## What is done by itself, by the clock
schedules-title = What is done by itself
schedules-intro = The shop does these tasks in their time, even when nobody looks. If one failed, you can have it done now.
schedules-clock = By the clock
schedules-zone = Times of { $zone }
schedules-minutes = { $count ->
    [one] Every minute
   *[other] Every { $count } minutes
 }
schedules-hour = Every hour, { $minute ->
    [0] on the hour
    [one] 1 minute past
   *[other] { $minute } minutes past
 }
schedules-day = Every day at { $time }
schedules-day-shops = Every day at { $time }, each shop's own time
schedules-pattern = By the pattern { $pattern } (UTC)
schedules-for-shops = { $name }, at each shop
schedules-last = Last time
schedules-never = Not yet
schedules-next = Next time
schedules-week = In 7 days
schedules-times-done = { $count ->
    [one] once well
   *[other] { $count } times well
 }
schedules-times-failed = { $count ->
    [one] 1 failed
   *[other] { $count } failed
 }
schedules-waiting = Waiting
schedules-retrying = Will be tried again
schedules-running = Under way
schedules-done = Done
schedules-failed = Failed
schedules-gone = No record
schedules-run = Do it now
schedules-run-what = Do it now: { $what }
schedules-see-failed = { $count ->
    [one] 1 task failed: repeat or discard it
   *[other] { $count } tasks failed: repeat or discard them
 }
schedules-queue = In the shop's queue
schedules-queue-none = Nothing is waiting
schedules-queue-none-text = Emails, expiries and other tasks are shown here until their turn comes.
schedules-from = The first: { $when }
schedules-n-running = { $count } under way
schedules-n-waiting = { $count } waiting
schedules-n-later = { $count } for later
done-insights-schedule-started = The task will be done in a moment.

## The queue's own tasks
job-jobs-begin_daily = Begin each day's tasks
job-jobs-fan_out = Hand a task out to the shops
job-jobs-purge = Clear finished tasks

## The team's changes
audit-title = Changes
audit-intro = Who changed what in the shop, and how it was before. Nobody can delete or correct this list.
audit-insert = { $who } made { $what }
audit-update = { $who } changed { $what }
audit-delete = { $who } deleted { $what }
audit-system = The system
audit-anonymous = Somebody not signed in
audit-yes = Yes
audit-no = No
audit-who = Who
audit-what = What
audit-everybody = The whole team
audit-everything = Everything
audit-from = From
audit-to = To
audit-find = Find
audit-clear = Clear filters
audit-csv = Download CSV
audit-fields = { $count ->
    [one] See 1 detail
   *[other] See { $count } details
 }
audit-none = No changes yet
audit-none-text = When somebody of the team changes a price, an order or a setting, it will appear here.
audit-none-found = Nothing fits these filters
audit-none-found-text = Try other days or another person.
audit-subject-product = the product
audit-subject-promotion = the promotion
audit-subject-customer_group = the customer group
audit-subject-variant = the variant
audit-subject-product_option = the options of a product
audit-subject-picture = the picture of a product
audit-subject-category = the category
audit-subject-brand = the brand
audit-subject-search_words = the words of search
audit-subject-order = the order
audit-subject-payment = the payment
audit-subject-person = the account of
audit-subject-link = a link by e-mail
audit-subject-session = a session
audit-subject-support_access = the support access of
audit-subject-passkey = a passkey
audit-subject-second_factor = two-step verification
audit-subject-sign_in_link = the sign-in account
audit-subject-shop = the details of the shop
audit-subject-shipping = the shipping zones
audit-subject-sales_setting = the rules of sale
audit-subject-reminder_setting = the reminders of appointments
audit-subject-notice_choice = the notice
audit-subject-slack_channel = the Slack channel
audit-subject-webhook_endpoint = the server that takes notices:
audit-subject-push_subscription = the device with notices
audit-subject-payment_method = the payment method
audit-subject-schedule_run = the run by hand of
audit-subject-job = the task
audit-subject-blocked_time = the blocked time
audit-subject-booking = the appointment
audit-subject-calendar_feed = a calendar address
audit-subject-date_hours = the hours of a date
audit-subject-resource = who serves:
audit-subject-service = the service
audit-subject-service_resource = who serves a service
audit-subject-travel = the travel of
audit-subject-working_hours = the hours of the week
audit-subject-message_template = a text of their own
audit-subject-contact_block = an address that bounces
audit-subject-message_setting = the quiet hours
audit-subject-ledger_txn = the movement of money
audit-field-proof = Way of signing in
audit-field-slug = Web address
audit-field-name = Name
audit-field-status = Status
audit-field-status_reason = Reason of the status
audit-field-locale = Language
audit-field-currency = Currency
audit-field-time_zone = Time zone
audit-field-tagline = Tagline
audit-field-announcement = Announcement
audit-field-about = About the shop
audit-field-brand_color = Colour
audit-field-logo_key = Logo
audit-field-phone = Telephone
audit-field-confirmed_at = Confirmed
audit-field-email = E-mail
audit-field-street = Street and number
audit-field-municipality_code = Municipality
audit-field-allowed_origins = Other websites
audit-field-role = Role
audit-field-password_hash = Password
audit-field-previous_passwords = Earlier passwords
audit-field-provider = Provider
audit-field-email_verified_at = E-mail confirmed
audit-field-revoked_at = Ended
audit-field-revoked_reason = Why it ended
audit-field-purpose = What for
audit-field-expires_at = Expires
audit-field-used_at = Used
audit-field-parent_id = Parent category
audit-field-description = Description
audit-field-picture_key = Picture
audit-field-position = Position
audit-field-active = Active
audit-field-seo_title = Title for search engines
audit-field-seo_description = Description for search engines
audit-field-short_description = Short description
audit-field-category_id = Category
audit-field-brand_id = Brand
audit-field-featured = Featured
audit-field-tax_class = Tax
audit-field-tags = Tags
audit-field-length_mm = Length (mm)
audit-field-width_mm = Width (mm)
audit-field-height_mm = Height (mm)
audit-field-option_values = Options
audit-field-sku = Code
audit-field-barcode = Barcode
audit-field-price = Price
audit-field-coupon = Coupon
audit-field-percent = Percentage
audit-field-buy_quantity = Pieces to pay for
audit-field-get_quantity = Pieces to get
audit-field-tiers = Tiers
audit-field-from = From how many
audit-field-covers = What it covers
audit-field-gives = What is got
audit-field-audience = For whom
audit-field-minimum = Minimum purchase
audit-field-combines = Combines with others
audit-field-max_uses = Uses in all
audit-field-max_per_customer = Uses per customer
audit-field-products = Products
audit-field-categories = Categories
audit-field-gifts = What is got
audit-field-groups = Customer groups
audit-field-members = Customers in the group
audit-field-discount = Discount
audit-field-shipping_discount = Discount on shipping
audit-value-kind-percent = Percentage
audit-value-kind-amount = Fixed amount
audit-value-kind-free_shipping = Free shipping
audit-value-kind-buy_get = Take more, pay less
audit-value-kind-tiers = Quantity price
audit-value-covers-all = The whole shop
audit-value-covers-some = Some products or categories
audit-value-gives-same = The same goods
audit-value-gives-some = Other products
audit-value-audience-everybody = Everybody
audit-value-audience-groups = Some groups
audit-field-compare_price = Earlier price
audit-field-cost = Cost
audit-field-weight_g = Weight (g)
audit-field-removed_at = Taken from sale
audit-field-key = File
audit-field-alt = Text of the picture
audit-field-bytes = Size (bytes)
audit-field-code = Payment method
audit-field-enabled = On
audit-field-instructions = Instructions
audit-field-instructions_en = Instructions in English
audit-field-method = Payment method
audit-field-amount = Amount
audit-field-reference = Reference
audit-field-receipt = Receipt
audit-field-settled_at = Settled
audit-field-pickup_enabled = Pick-up
audit-field-pickup_instructions = How to pick up
audit-field-unpaid_hours = Hours that payment may take
audit-field-order_id = Order
audit-field-number = Number
audit-field-cart_id = Cart
audit-field-person_id = Account
audit-field-customer_name = Customer
audit-field-payment_status = Payment status
audit-field-subtotal = Subtotal
audit-field-shipping_price = Shipping
audit-field-tax = Taxes
audit-field-total = Total
audit-field-shipping_method = Delivery
audit-field-shipping_zone = Shipping zone
audit-field-shipping_address = Shipping address
audit-field-billing_address = Billing address
audit-field-payment_method = Payment method
audit-field-payment_attempt_id = Payment attempt
audit-field-payment_reference = Payment reference
audit-field-notes = Notes
audit-field-carrier = Carrier
audit-field-tracking_code = Tracking code
audit-field-cancel_reason = Why it was cancelled
audit-field-pay_until = To be paid until
audit-field-paid_at = Paid
audit-field-shipped_at = Shipped
audit-field-delivered_at = Delivered
audit-field-cancelled_at = Cancelled
audit-field-access_hash = Link of the order
audit-field-access_sealed = Kept link
audit-field-kind = Kind
audit-field-attempts = Attempts
audit-field-max_attempts = Attempts at most
audit-field-last_error = Last error
audit-field-days_min = Days at least
audit-field-days_max = Days at most
audit-field-free_from = Free from
audit-field-rates = Prices by weight (g)
audit-field-places = Places
audit-field-synonyms = Synonyms
audit-field-stop_words = Words left out
audit-field-answers_sealed = Answers
audit-field-buffer_after = Minutes after
audit-field-buffer_before = Minutes before
audit-field-cancel_until = Can be cancelled until (minutes before)
audit-field-closes = Closes (minute of the day)
audit-field-customer_zone = Customer's time zone
audit-field-deposit = Deposit
audit-field-duration = Duration (minutes)
audit-field-ends_at = Ends
audit-field-staff_name = Who
audit-field-entered_at = Came in
audit-field-maintenance_minutes = Minutes in maintenance
audit-field-ended_at = Ended
audit-field-hold_expires_at = Kept until
audit-field-horizon_days = Days that can be booked
audit-field-horizon_from = Can be booked from
audit-field-horizon_kind = How far ahead it can be booked
audit-field-horizon_to = Can be booked until
audit-field-most_minutes_per_day = Minutes a day at most
audit-field-most_per_day = Appointments a day at most
audit-field-most_per_week = Appointments a week at most
audit-field-need = Need
audit-field-needs_all = All are needed
audit-field-needs_confirmation = The shop confirms
audit-field-notice = Notice (minutes)
audit-field-from_date = From
audit-field-to_date = To
audit-field-on_date = Date
audit-field-opens = Opens (minute of the day)
audit-field-overridden = Rules set aside
audit-field-attendance = Whether the customer comes
audit-field-channel = Channel
audit-field-address_sealed = Address
audit-field-secret_sealed = Secret
audit-field-previous_sealed = Secret before
audit-field-stopped_at = Stopped receiving
audit-field-endpoint_hash = Browser
audit-field-label = Name
audit-field-host = Server
audit-field-customer_leads = Minutes before, to customers
audit-field-customer_by_text = By text message, too
audit-field-professional_leads = Minutes before, to the shop
audit-field-part = Part
audit-field-place = Place
audit-field-policy = Cancellation policy
audit-field-questions = Questions
audit-field-reason = Reason
audit-field-resource_id = Who serves
audit-field-hide_names = Without customers' names
audit-field-token_hash = Secret address
audit-field-rests_on_holidays = Rests on holidays
audit-field-seats = Seats
audit-field-series_id = Series
audit-field-service_id = Service
audit-field-session_id = Session
audit-field-staff_notes = The shop's notes
audit-field-starts_at = Starts
audit-field-step = Every so many minutes
audit-field-tick = Moment
audit-field-weekday = Day of the week
audit-field-weight = Share
audit-field-subject = Subject
audit-field-heading = Heading
audit-field-body = Text
audit-field-footer = Small print
audit-field-address = Address
audit-field-detail = What the server said
audit-field-blocked_at = Since when
audit-field-block_id = Number
audit-field-quiet_from = Quiet from (minute of the day)
audit-field-quiet_to = Quiet until (minute of the day)
audit-field-memo = Reason
audit-field-reverses_txn_id = Movement that it takes back
audit-job-waiting = Waiting
audit-job-running = Running
audit-job-done = Done
audit-job-dead = Given up
audit-value-revoked_reason-signed_out = Signed out
audit-value-revoked_reason-replaced = Signed in again in the same browser
audit-value-revoked_reason-token_reused = A credential was used twice
audit-value-revoked_reason-password_changed = The password was changed
audit-value-revoked_reason-standing_changed = The role or the account's standing changed
audit-value-revoked_reason-second_factor = Two-step verification changed
audit-value-revoked_reason-passkey_removed = A passkey was removed
audit-value-revoked_reason-google_parted = The Google account was disconnected
audit-value-purpose-verify_email = Confirm the e-mail
audit-value-purpose-reset_password = Change the password
audit-value-purpose-expired_password = Renew a password that expired
audit-value-purpose-invitation = Invitation to the team
audit-value-shipping_method-delivery = Home delivery
audit-value-shipping_method-pickup = Pick-up at the shop
audit-value-locale-es-CO = Spanish
audit-value-locale-en = English
audit-value-provider-google = Google
audit-value-provider-caldav = Calendar server
audit-value-provider-feed = Subscribed address
audit-value-horizon_kind-days = Days
audit-value-horizon_kind-business_days = Business days
audit-value-horizon_kind-dates = Between two dates
audit-value-channel-email = Email
audit-value-channel-sms = Text message
audit-value-reason-refused = Its server does not know it
audit-value-reason-bounced = The email came back
audit-value-reason-often_bounced = Three emails came back within a week

## Security
security-title = Security
security-intro = Sign-ins, failed attempts and what the system refused at this shop. Kept for a year.
security-group-all = All
security-group-entries = Sign-ins
security-group-refusals = Refusals
security-group-attacks = Possible attacks
security-groups = What to show
security-times = { $count ->
    [one] once
   *[other] { $count } times
 }
security-from = from { $ip }
security-none = Nothing here
security-none-text = When somebody signs in, mistypes a password or is refused, it will appear here within a minute.
security-kind-signed_in = Signed in
security-kind-new_device = Signed in from a new device
security-kind-login_failed = Wrong password or e-mail
security-kind-second_factor_failed = Wrong verification code
security-kind-locked = Attempt during a lock
security-kind-login_spraying = Many accounts tried from one address
security-kind-password_reset_asked = Asked for a link to change the password
security-kind-password_changed = Changed the password
security-kind-forged_token = Credential that is forged or another shop's
security-kind-token_reused = Credential used twice: somebody else may hold it
security-kind-passkey_cloned = Passkey whose counter went back: somebody may hold a copy
security-kind-csrf_refused = Form without the session's token
security-kind-cross_site_refused = Request sent by another site
security-kind-permission_denied = Asked for what the role does not allow
security-kind-rate_limited = Too many requests
security-kind-id_guessing = Many made-up numbers: somebody is guessing
audit-subject-payment_account = the payment account
audit-subject-refund = the refund
audit-field-outside_id = Number at the provider
audit-field-live = Real money
audit-field-public_key = Public key
audit-field-hook_secret_sealed = Secret of the notifications
audit-field-hook_previous_sealed = Secret of the notifications before
audit-field-refused_at = Credential refused
audit-field-redirect_url = The bank's page
audit-field-request_sealed = Who pays
audit-field-bank = Bank
audit-field-document_type = Kind of document
audit-field-failure = Why not
audit-field-said_amount = Amount that came
audit-field-said_currency = Currency that came
audit-field-deadline = Ends
audit-field-fee = Fee
audit-field-refunding = To be given back
audit-field-refunded = Given back
audit-field-surplus = Money not owed
audit-value-provider-mercadopago = Mercado Pago
audit-value-provider-stripe = Stripe
audit-subject-payment_switch = the offer of the bank
audit-field-off_by_hand = Switched off by hand
audit-subject-payment_event = the notification of a payment
audit-subject-payment_difference = the payment's difference
audit-field-class = Class
audit-field-ours = Here
audit-field-theirs = Provider
audit-field-found_at = Found
audit-field-closed_at = Settled
audit-field-note = Note
audit-value-class-missing_here = Missing here
audit-value-class-missing_there = Missing at the provider
audit-value-class-amount = Amount
audit-value-class-status = State
audit-value-class-fee = Fee
audit-value-class-settled_late = Known late
audit-value-class-integrity = Another sum or currency
audit-field-deposit_until = Deposit awaited until
audit-field-disconnected_at = Disconnected
audit-field-deposit_paid = Deposit paid

## Guide for beginning
insights-guide-title = Guide for beginning
insights-guide-steps = To begin selling
insights-guide-progress = { $done } of { $all }
insights-guide-hide = Put the guide away
insights-guide-done = You have done everything. You can put this guide away.
insights-guide-step-done = done
insights-guide-product = Publish your first product
insights-guide-payments = Choose how you are paid
insights-guide-delivery = Say where you send to, or that people pick up
insights-guide-hours = Enter your hours and services
insights-guide-logo = Upload your logo
insights-guide-order = Get your first order: share your shop
done-insights-guide-hidden = The guide is put away. You find it at /admin/guide.
insights-samples-add = Fill with sample products
insights-samples-remove = Take the samples away
insights-sample-soap = Sample soap
insights-sample-soap-text = A sample product, to see what your shop looks like.
insights-sample-candle = Sample candle
insights-sample-candle-text = A sample product, to see what your shop looks like.
insights-sample-mug = Sample mug
insights-sample-mug-text = A sample product, to see what your shop looks like.
done-insights-samples-added = Done: look at your shop with the sample products.
done-insights-samples-removed = The sample products are gone.
