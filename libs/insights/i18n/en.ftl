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

## The queue's own tasks
job-jobs-fan_out = Hand a task out to the shops
job-jobs-purge = Clear finished tasks
