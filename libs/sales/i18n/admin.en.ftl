
# Admin: orders, customers, shipping and ways to pay.

## List of orders
sales-orders-title = Orders
sales-orders-subtitle = What people bought and what is left to do.
sales-tabs = Orders by status
sales-tab-all = All
sales-tab-pending = To confirm
sales-tab-to_prepare = To prepare
sales-tab-shipped = On their way
sales-tab-delivered = Delivered
sales-tab-cancelled = Cancelled
sales-tab-unpaid = Unpaid
sales-tab-to_refund = To refund
sales-search = Find an order
sales-search-hint = Number, name or e-mail
sales-from = From
sales-to = To
sales-find = Search
sales-clear = Clear filters
sales-orders-none = No orders yet
sales-orders-none-text = When somebody buys in your shop, the order appears here and we tell you by e-mail.
sales-orders-none-found = No order matches
sales-orders-none-found-text = Try another status, date or word.
sales-order = Order
sales-customer = Customer
sales-date = Date
sales-delivery = Delivery
sales-payment = Payment
sales-status = Status

## An order
sales-order-title = Order #{ $number }
sales-waits-until = Waits for the payment until: { $when }
sales-do-confirm = Confirm order
sales-do-confirm-hint = We tell the customer that you will send it.
sales-do-prepare = Start preparing
sales-do-prepare-hint = The customer sees that you are getting it ready.
sales-do-ship = Mark as shipped
sales-do-ship-hint = We send the customer the carrier and the tracking code.
sales-do-ready = Ready to be picked up
sales-do-ready-hint = We tell the customer to come and get it.
sales-do-deliver = Mark as delivered
sales-do-deliver-hint = Closes the order.
sales-carrier-example = Servientrega, a courier…
sales-correct-tracking = Correct carrier or code
sales-mark-paid = Record the payment
sales-mark-paid-amount = I received { $amount }
sales-reference = Reference or receipt
sales-reference-hint = The number of the transfer or receipt, if you have it.
sales-reference-is = Reference: { $reference }
sales-paid-at = Paid on { $when }
sales-mark-refunded = Record the refund
sales-mark-refunded-hint = This order was cancelled after it was paid. Once you give the money back, record it here.
sales-mark-refunded-amount = I gave back { $amount }
sales-refund-through = Give back { $amount } through { $provider }
sales-refund-through-hint = This order was cancelled after it was paid. The money goes back the way it came.
sales-refund-through-sure = Give back { $amount } through { $provider }? This cannot be undone.
sales-refund-under-way = We asked for the refund. Once the provider makes it, you will see it here.
sales-cancel = Cancel the order
sales-cancel-reason = Why is it cancelled?
sales-cancel-reason-hint = The customer reads it in the e-mail.
sales-cancel-do = Cancel the order
sales-cancel-sure = Do you want to cancel this order? The products go back to the stock and we tell the customer.
sales-promotions = Promotions
sales-lines = Products
sales-subtotal = Subtotal
sales-shipping = Shipping
sales-free = Free
sales-tax-included = Taxes included
sales-history = History
sales-notes = Notes from the customer
sales-deliver = Delivery
sales-deliver-zone = Delivery: { $zone }
sales-pick-up = Pick-up at the shop
sales-billing-address = Billing details
sales-write-whatsapp = Write on WhatsApp
sales-chat = Hello, { $name }. We write about your order #{ $number }.
sales-event-pending = Order received
sales-event-confirmed = Confirmed
sales-event-processing = Being prepared
sales-event-shipped = Shipped
sales-event-ready = Ready to be picked up
sales-event-delivered = Delivered
sales-event-cancelled = Cancelled
sales-event-payment-pending = Payment pending
sales-event-payment-paid = Payment received
sales-event-payment-failed = Payment failed
sales-event-payment-refunded = Money given back
sales-event-payment-partially_refunded = Part of the money given back
sales-event-tracking = Tracking code: { $code }
sales-actor-anonymous = Customer
sales-actor-customer = Customer
sales-actor-owner = Owner
sales-actor-admin = Administration
sales-actor-manager = Manager
sales-actor-cashier = Cashier
sales-actor-professional = Professional
sales-actor-vendor = Vendor
sales-actor-support = Vitrina support
sales-actor-finance = Vitrina finance
sales-actor-super_admin = Vitrina administration
sales-actor-helper = Vitrina support
sales-actor-system = Automatic
done-sales-confirmed = Order confirmed. We told the customer.
done-sales-processing = The order is being prepared.
done-sales-shipped = Done. We told the customer.
done-sales-delivered = Order delivered. Good work!
done-sales-cancelled = Order cancelled. The products went back to the stock.
done-sales-paid = Payment recorded.
done-sales-refunded = Refund recorded.
done-sales-refund-begun = We asked for the refund.

## For packing
sales-print = Print
sales-print-now = Print now
sales-back-to-order = Back to the order
sales-label-to = To
sales-label-from = From
sales-phone-short = Tel.
sales-to-collect = collect { $amount }
sales-packed = Packed
sales-product = Product
sales-sku = Code
sales-quantity = Quantity
sales-things = Items in all

## Customers
sales-customers-title = Customers
sales-customers-subtitle = People with an account in your shop or with an order.
sales-customers-search = Search by name or e-mail
sales-customers-by-recent = Last purchase
sales-customers-by-total_desc = Bought most
sales-customers-by-name = Name
sales-customers-none = No customers found
sales-customers-none-text = They appear once they create an account or place an order.
sales-customer-no-orders = No orders yet
sales-name = Name
sales-guest = No account
sales-last-order = Last order
sales-never-bought = Not bought yet
sales-orders-count = Orders
sales-bought = Bought
sales-contact = Contact
sales-customer-sums = Summary
sales-customer-since = Customer since

## Shipping
sales-shipping-title = Shipping
sales-shipping-subtitle = Where you send to and what you charge.
sales-ships-nowhere = Your shop has no way to deliver. Create a shipping zone or allow pick-up to be able to sell.
sales-zones = Shipping zones
sales-zones-none = You do not ship yet
sales-zones-none-text = Create a zone with the places you reach and the price by weight.
sales-zone-new = Create zone
sales-zone-name = Name of the zone
sales-zone-name-hint = Your customers see it when they pay. For example: Armenia and around.
sales-zone-places = Places
sales-zone-everywhere = The whole country
sales-zone-everywhere-hint = For places that are in no other zone.
sales-zone-departments = Whole departments
sales-zone-towns = Municipalities
sales-zone-towns-hint = One a line. If several have the same name, add the department: Armenia, Quindío.
sales-zone-more = { $names } and { $count } more
sales-zone-days = { $min } to { $max } working days
sales-zone-days-same = { $days ->
    [0] The same day
    [one] 1 working day
   *[other] { $days } working days
 }
sales-zone-free-from = free from { $amount }
sales-rates = Price by weight
sales-rates-hint = The weight is that of the whole order. Leave rows blank that you do not use.
sales-rates-required = Write at least one weight and its price.
sales-rate-row = Rate { $n }
sales-rate-weight = Up to (kilos)
sales-rate-price = Price
sales-free-from = Free from
sales-free-from-hint = From this amount on, shipping costs nothing.
sales-days = Days until delivery
sales-days-min = At least
sales-days-max = At most
sales-zone-delete = Delete zone
sales-zone-delete-sure = Delete this zone? Nothing can be sent to its places any more.
sales-pickup-enabled = Allow pick-up at the shop
sales-pickup-instructions = Instructions for picking up
sales-pickup-instructions-hint = Address, opening hours and what to bring.
done-sales-zone-saved = Zone saved.
done-sales-zone-deleted = Zone deleted.

## Ways to pay
sales-pay-hint-cash_on_delivery = The customer pays in cash on delivery.
sales-pay-hint-bank_transfer = The customer transfers to your account and you record the payment when you see it.
sales-unpaid = Unpaid orders
sales-unpaid-hours = Hours to transfer
sales-unpaid-hours-hint = After that they are cancelled by themselves and the products go back to the stock.

## Fields
field-unknown_town = There is a municipality that we do not know or that needs its department: Armenia, Quindío.
field-no_place = Choose at least one place.
field-in_other_zone = One of these places is in another zone already.
field-not_a_weight = Write a weight in kilos like 1 or 2,5.
sales-pay-hint-pse = The customer pays from their bank and you know at once.
sales-pay-hint-card = The customer pays by debit or credit card and you know at once.
sales-excel = Take to Excel
