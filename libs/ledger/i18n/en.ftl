# Money.

## Errors
error-ledger_already_reversed = This movement was taken back before. Look at it in the list of movements.
error-ledger_not_by_hand = Only adjustments made by hand are taken back here. What comes from a payment is corrected at the payment.
error-ledger_already_recorded = This form was saved before with something else in it. Open a new adjustment.
error-ledger_file_too_long = Those are too many movements for one file. Choose fewer days and download several.

## Tasks
job-ledger-prove = Check that the accounts add up

## Pages
ledger-title = Money
ledger-subtitle = Where it is, where it came from and whose it is. Each movement is written down twice: what it leaves and what it enters; nothing is deleted.
ledger-balances = Balances
ledger-movements = Movements
ledger-csv = Download CSV
ledger-adjust = Make an adjustment
ledger-where = Account
ledger-everywhere = All accounts
ledger-why = Movement
ledger-everything = All movements
ledger-from = From
ledger-to = To
ledger-find = Search
ledger-clear = Clear filters
ledger-none = No movements yet
ledger-none-text = When a customer pays, you see the money here: where it is and which order it came from.
ledger-none-found = Nothing with those filters
ledger-none-found-text = Try other dates or another account.
ledger-what = What happened
ledger-way = From where to where
ledger-when = When
ledger-amount = Amount
ledger-taken-back = Taken back
ledger-see-source = See where it came from
ledger-was-taken-back = This movement was taken back.
ledger-see-reversal = See how
ledger-takes-back = This movement takes another one back.
ledger-see-original = See the other one
ledger-entries = Accounts that moved
ledger-debit = Debit
ledger-credit = Credit
ledger-details = Details
ledger-reason = Reason
ledger-reason-hint = Whoever reads it in a year should understand it.
ledger-recorded = Written down
ledger-by = By
ledger-by-itself = The system
ledger-number = Number
ledger-take-back = Take this adjustment back
ledger-take-back-hint = The opposite movement is written down, with today's date. Both stay in the list.
ledger-adjust-intro = For what the system did not see: a deposit at the bank, something bought with cash from the till, a mistake. It carries your name, and can be taken back but not deleted.
ledger-out-of = Leaves
ledger-out-of-hint = The account that gives.
ledger-into = Enters
ledger-into-hint = The account that takes.
ledger-date = When it happened
ledger-write-down = Save adjustment
done-ledger-adjusted = Adjustment saved.
done-ledger-reversed = Adjustment taken back.

## Accounts
ledger-account-cash = Cash
ledger-account-bank = Bank
ledger-account-clearing = On its way
ledger-account-sales = Sales
ledger-account-fees = Fees
ledger-account-disputes = In dispute
ledger-account-dispute_losses = Lost disputes
ledger-account-customer_credit = Owed to customers
ledger-account-deposits = Deposits
ledger-account-cash_over_short = Till differences
ledger-meaning-cash = Notes and coins that you have.
ledger-meaning-bank = What has arrived at your bank.
ledger-meaning-clearing = Your customers have paid it, and it is not at your bank yet.
ledger-meaning-sales = What was sold and paid, less what was given back.
ledger-meaning-fees = What the payment provider kept for its service.
ledger-meaning-disputes = Held back until the customer's bank decides.
ledger-meaning-dispute_losses = What was lost in disputes.
ledger-meaning-customer_credit = They paid too much, too late or twice: it is theirs, give it back.
ledger-meaning-deposits = Paid in advance: you owe it in service.
ledger-meaning-cash_over_short = What was too much or too little when the till was counted.
ledger-owner-stripe = Stripe
ledger-owner-mercadopago = Mercado Pago

## Movements
ledger-txn-payment_received = Payment received
ledger-txn-payment_refunded = Refund
ledger-txn-provider_fee = Provider's fee
ledger-txn-settlement = Arrived at the bank
ledger-txn-dispute_opened = Dispute opened
ledger-txn-dispute_won = Dispute won
ledger-txn-dispute_lost = Dispute lost
ledger-txn-adjustment = Adjustment
ledger-txn-reversal = Taken back

## File
ledger-file-date = Date
ledger-file-transaction = Movement
ledger-file-kind = Kind
ledger-file-account = Account
ledger-file-owner = Payment method
ledger-file-debit = Debit
ledger-file-credit = Credit
ledger-file-currency = Currency
ledger-file-memo = Reason
