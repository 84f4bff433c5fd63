# Sales: cart, shipping and orders.

## Shipping
sales-shipping-delivery = Home delivery
sales-shipping-pickup = Pick up at the shop
sales-estimate-pickup = We will tell you when it is ready
sales-estimate-days = { $min ->
    [0] Arrives today
    [one] Arrives in 1 working day
   *[other] Arrives in { $min } working days
}
sales-estimate-range = Arrives in { $min } to { $max } working days
sales-carrier = Carrier
sales-tracking-code = Tracking number
sales-total = Total
sales-unpaid-in-time = We did not receive the payment in time.
sales-paid-late = The payment came late, and everything was still there.

## Mails to the customer
sales-mail-button = See my order
sales-mail-pay-with = Payment method: { $method }.
sales-mail-reference = Write this reference on your payment: { $reference }.
sales-mail-pay-until = Until { $until } we keep your products.
sales-mail-pending-subject = We received your order { $number }
sales-mail-pending-heading = Thank you for your purchase, { $name }!
sales-mail-pending-text = We received your order { $number } for { $total }. We will write to you at every step.
sales-mail-confirmed-subject = Your order { $number } is confirmed
sales-mail-confirmed-heading = Your order is confirmed
sales-mail-confirmed-text = { $shop } confirmed your order { $number } and will soon prepare it.
sales-mail-processing-subject = We are preparing your order { $number }
sales-mail-processing-heading = Your order is being prepared
sales-mail-processing-text = Your order { $number } is being prepared. We will tell you when it leaves.
sales-mail-shipped-subject = Your order { $number } is on its way
sales-mail-shipped-heading = Your order has left
sales-mail-shipped-text = Your order { $number } has left { $shop }.
sales-mail-delivered-subject = Your order { $number } was delivered
sales-mail-delivered-heading = Your order arrived
sales-mail-delivered-text = Your order { $number } was delivered. Thank you for shopping at { $shop }.
sales-mail-cancelled-subject = Your order { $number } was cancelled
sales-mail-cancelled-heading = Your order was cancelled
sales-mail-cancelled-text = Your order { $number } is cancelled. If you had paid already, { $shop } will give the money back.
sales-mail-paid-subject = We received the payment for your order { $number }
sales-mail-paid-heading = We received your payment
sales-mail-paid-text = { $shop } received { $total } for your order { $number }. Thank you!

## Mail to the shop
sales-mail-new-subject = New order { $number } for { $total }
sales-mail-new-heading = You have a new order
sales-mail-new-text = { $name } placed order { $number }.
sales-mail-new-button = Open the order
sales-mail-called-off-subject = Order { $number } was cancelled
sales-mail-called-off-heading = An order was cancelled
sales-mail-called-off-text = Order { $number } of { $name } for { $total } does not go on. What was reserved is back on the shelf.
sales-mail-called-off-reason = Reason
sales-mail-revived-subject = Order { $number } was paid late and goes on
sales-mail-revived-heading = An order is back
sales-mail-revived-text = Order { $number } had been cancelled because its payment did not come. It came just now, and as you still have everything that { $name } ordered, it is reserved again: prepare it as always.

## Errors
error-cart_empty = Your cart is empty. Add something before ordering.
error-cart_already_ordered = This cart has become an order already. Start a new one.
error-cart_full = The cart holds 100 different products already. Remove one to add another.
error-not_for_sale = We no longer sell { $name }. Remove it from the cart to go on.
error-prices_changed = Some prices changed: the total is now { $total }. Look at it and confirm again.
error-order_step_not_allowed = That step does not follow: the order is { $from ->
    [pending] pending
    [confirmed] confirmed
    [processing] being prepared
    [shipped] on its way
    [delivered] delivered
   *[cancelled] cancelled
}.
error-order_not_cancellable = The shop is already working on your order. Write to them if you want to cancel it.

## Tasks
job-sales-expire_order = Expire an unpaid order
job-sales-purge_carts = Clear abandoned carts
job-sales-count_conversion = Work out how many carts become orders
sales-mail-pay-button = Pay now
