# Payments: what is owed and how it is paid.
payments-method-cash_on_delivery = Cash on delivery
payments-method-bank_transfer = Bank transfer
payments-title = Payment methods
payments-subtitle = How your customers pay you.
payments-enabled = Offer to my customers
payments-instructions = Instructions for the payer
payments-instructions-hint = For example: bank, type and number of the account, holder and document.
payments-instructions-en = Instructions in English
payments-none = Your shop offers no way to pay. Switch on at least one to be able to sell.
error-payment_closed = That payment is closed. Ask the customer to place the order again.
error-payment_received = That payment has been received already.
error-payment_not_received = That payment has not been received yet, so there is no money to give back.
