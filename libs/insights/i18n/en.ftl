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
