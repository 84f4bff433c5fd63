# Buying: cart, checkout and tracking.

## Cart
cart-title = Your cart
cart-things = { $count ->
    [one] 1 item
   *[other] { $count } items
  }
cart-empty = Your cart is empty
cart-empty-text = Whatever you add shows up here. We keep your cart for 30 days.
cart-see-products = See products
cart-each = { $price } each
cart-quantity-of = Quantity of { $name }
cart-update = Update
cart-remove = Remove
cart-remove-named = Remove { $name }
cart-summary = Summary
cart-checkout = Continue to checkout
cart-keep-shopping = Keep shopping
cart-fix-first = Adjust the marked items to continue.
cart-shipping-later = Worked out in the next step
cart-free-missing = { $amount } more and delivery is free.
cart-free-reached = Your delivery to { $zone } is free!
cart-price-rose = { $name } went up from { $before } to { $now } since you added it.
cart-price-fell = { $name } went down from { $before } to { $now } since you added it.
cart-gone = No longer for sale. Remove it to continue.
cart-too-many = { $left ->
    [0] Sold out. Remove it to continue.
    [one] Only 1 left. Adjust the quantity.
   *[other] Only { $left } left. Adjust the quantity.
  }
cart-choose-first = Choose the options first.
done-cart-added = Done: it is in your cart.
done-cart-changed = We updated your cart.
done-cart-removed = We removed it from your cart.

## Checkout
checkout-title = Checkout
checkout-back-to-cart = Back to the cart
checkout-contact = Your details
checkout-have-account = Already have an account?
checkout-email = E-mail
checkout-email-hint = We send the confirmation and the tracking here.
checkout-name = First and last name
checkout-phone = Mobile
checkout-delivery = Delivery
checkout-street = Address
checkout-street-hint = Street, number, neighbourhood, flat. Not needed when you pick up.
checkout-postal-code = Postal code
checkout-quote = Work out delivery
checkout-shipping = How you get it
checkout-choose-place = Choose your municipality to see what delivery costs.
checkout-no-delivery = For now we cannot bring this order to { $place }. You can pick it up or write to us.
checkout-no-shipping = For now we cannot bring this order to { $place }. Write to us and we will find a way.
checkout-payment = Payment
checkout-resting = Not answering now: { $methods }. Choose another way to pay or try again in some minutes.
checkout-no-payment = The shop has not set up any way to pay. Write to them to arrange your purchase.
checkout-pay-cash_on_delivery = You pay in cash when your order arrives.
checkout-pay-bank_transfer = Once you confirm we show you the account. We hold your order while you make the transfer.
checkout-pay-pse = From your bank, Nequi or DaviPlata; confirmed at once.
checkout-pay-card = Debit or credit, right here. The shop never sees the number.
checkout-notes-title = Anything else?
checkout-notes = Notes for the shop
checkout-notes-hint = For instance: when somebody is home, who receives it, whether it is a gift.
checkout-summary = Your order
checkout-subtotal = Subtotal
checkout-shipping-price = Delivery
checkout-shipping-unknown = To be worked out
checkout-free = Free
checkout-total = Total
checkout-tax-included = Includes { $tax } of tax.
checkout-place = Place order
checkout-place-hint = Once you confirm, the shop receives your order and writes to you.
checkout-changed = Something changed while you were shopping
checkout-changed-confirm = Check the new total and confirm again if you agree.
checkout-total-changed = The total went from { $before } to { $now }.

## Order and tracking
track-title = Order #{ $number }
track-thanks = Thank you for your purchase!
track-thanks-text = We have your order. The confirmation is on its way to { $email }.
track-placed = Placed on { $when }
track-live = This page updates itself.
track-step-pending = Received
track-step-confirmed = Confirmed
track-step-processing = Being prepared
track-step-shipped = Shipped
track-step-shipped-pickup = Ready for pick-up
track-step-delivered = Delivered
track-step-cancelled = Cancelled
track-carrier = { $carrier } brings it.
track-carrier-code = { $carrier } brings it, tracking code { $code }.
track-code = Tracking code: { $code }
track-payment = Payment
track-pay-now = Pay now
track-amount = Amount
track-reference = Write this reference
track-pay-until = Held until
track-paid-on = On { $when } we received your payment.
track-refunded-on = On { $when } we gave { $amount } back to you.
track-refund-asked-on = On { $when } we asked for { $amount } to be given back to you. It may take some days.
track-pay-at-door = Please have { $amount } ready when your order arrives.
track-pay-state-pending = Not paid yet
track-pay-state-paid = Paid
track-pay-state-partially_refunded = Partly refunded
track-pay-state-refunded = Refunded
track-pay-state-failed = Not paid
track-what = What you ordered
track-deliver-to = Deliver to
track-pick-up = Pick up at the shop
track-contact = Contact
track-notes = Notes
track-cancel = Cancel order
track-cancel-text = You can cancel it as long as the shop has not confirmed it.
track-cancel-sure = Do you want to cancel this order? This cannot be undone.
track-cancel-reason = Cancelled by the buyer
track-cancelled-by-you = You cancelled it
track-ask = Ask about this order
track-chat = Hi. I have a question about my order #{ $number }.
track-push-off = Get each step of your order on this device.
track-push-on = We tell you of your order on this device.
track-account-title = Keep your orders together
track-account-text = Create an account with { $email } and buy faster next time.
track-account = Create my account
done-order-placed = We have your order.
done-order-cancelled = We cancelled your order.

## Finding an order
find-title = Find your order
find-text = Enter the number and the e-mail you bought with. We send you the tracking link.
find-number = Order number
find-number-hint = It is in the confirmation e-mail.
find-email = E-mail
find-send = Send me the link
find-sent = If the details match, an e-mail with the link is on its way.
find-sent-text = It arrives within minutes. If you cannot see it, look in your spam folder.
find-again = Find another order
find-have-account = Did you buy with your account?
find-mail-subject = The link to your order #{ $number }
find-mail-heading = Here is your order
find-mail-text = Somebody, probably you, asked for the link to follow this order. If it was not you, ignore this e-mail.
find-mail-button = See my order

## My orders
my-orders-title = My orders
my-orders-none = You have no orders yet
my-orders-none-text = When you buy with your account, they show up here. Bought without one? Find it by its number.
my-orders-find = Find an order
my-orders-range = { $from }–{ $to } of { $total }

cart-coupon = Coupon
cart-coupon-add = Add
cart-coupon-remove = Take out coupon { $code }
cart-coupon-type = Write the coupon.
cart-discount = { $name }: { $amount }
cart-free-shipping-later = Free when shipped
checkout-coupon-lost = Coupon { $code }: { $why }
done-cart-coupon-added = Coupon added to your cart.
done-cart-coupon-removed = We took the coupon out.
track-review-title = How did it go?
track-review-text = What you tell helps the next buyer.
track-review = Review it
