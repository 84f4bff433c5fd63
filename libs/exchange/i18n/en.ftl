# Files of products: in and out.

## Errors
error-import_has_faults = The file has errors. Fix them and bring it again.
error-import_not_ready = This file was applied already. Bring a new one.
error-import_stale = Somebody changed products of the file after it was checked. Bring the file again.

## Fields
field-not_a_catalogue = We do not recognise the columns. Bring the file that Shopify or WooCommerce exports, or one with columns such as "name" and "price".

## Tasks
job-exchange-apply_import = Apply a file of products
job-exchange-fetch_pictures = Fetch pictures of products

## Pages
exchange-title = Import and export products
exchange-subtitle = Bring your catalogue from another platform, or take it along.
exchange-bring = Bring products
exchange-bring-hint = First we check the file and show you what changes. Nothing is kept until you apply it.
exchange-file = CSV file
exchange-file-hint = The one that Shopify or WooCommerce exports, or ours. At most 10 MB.
exchange-look = Check file
exchange-take = Take products along
exchange-take-hint = All your products in a file that you can open in a spreadsheet and import again.
exchange-last = Recent files
exchange-when = When
exchange-form = Form
exchange-lines = Rows
exchange-status = Status
exchange-form-vitrina = Vitrina
exchange-form-shopify = Shopify
exchange-form-woocommerce = WooCommerce
exchange-status-ready = Checked
exchange-status-applying = Applying…
exchange-status-done = Applied
exchange-status-failed = Not applied
exchange-import-title = File of products
exchange-lines-count = { $count ->
    [one] One row
   *[other] { $count } rows
}
exchange-progress = { $done } of { $total } products
exchange-new = New
exchange-changed = Changed
exchange-same = The same
exchange-faults = Errors
exchange-notes = Good to know
exchange-pictures = Pictures: { $total } in all, { $waiting } to fetch, { $failed } that could not be fetched.
exchange-apply = Apply to the catalogue
exchange-mend = Fix these errors in your file and bring it again. Your catalogue is as it was.
exchange-faults-file = Download the errors
exchange-again = Bring another file
exchange-nothing = Your catalogue is as the file says already.
exchange-lost = Pictures that could not be fetched
exchange-product = Product
exchange-address = Address
exchange-stock-reason = Import of products
exchange-problem-stale = Somebody changed products of the file after it was checked, so we applied nothing. Bring the file again.
exchange-problem-fault = Something failed on our side and we applied nothing. Bring the file again.
exchange-column-line = Row
exchange-column-column = Column
exchange-column-fault = What is wrong
exchange-column-value = It says

## What is wrong with a cell
exchange-fault-required = This is missing.
exchange-fault-too_long = It is too long.
exchange-fault-bad_characters = It has characters that we cannot keep.
exchange-fault-formula = It is a formula. Paste its result as a value.
exchange-fault-not_a_price = It is no price. Write it like 58900 or 58.900.
exchange-fault-not_whole = Prices are whole, without cents.
exchange-fault-not_a_number = It is no measure. Write the number alone.
exchange-fault-not_a_count = It is no quantity. Write a whole number.
exchange-fault-not_a_choice = It is none of this column's choices.
exchange-fault-not_an_address = It is no address of a picture. It must begin with https://.
exchange-fault-out_of_range = The number is too large.
exchange-fault-duplicate = It is in the file twice.
exchange-fault-taken = Another product of your shop has it already.
exchange-fault-too_many = They are more than a product can have.
exchange-fault-too_deep = Categories have four levels at most.
exchange-fault-circle = The category is inside itself.
exchange-fault-options_differ = The product has other options. Include all its variants, or use the same options.
exchange-fault-unknown_parent = The product of this variation is not in the file.
exchange-fault-unclosed_quote = A quote opens here and is never closed.
exchange-fault-below_reserved = More pieces are promised to orders.
exchange-fault-other_kind = Left out: it is a kind of product that we do not have.
exchange-fault-one_category = A product has one category: we keep the most specific.
exchange-fault-any_choice = It is for any choice: we make a variant for each.

## Why there is no picture
exchange-picture-away = The site did not answer.
exchange-picture-address = We cannot open that address.
exchange-picture-nothing = There is nothing there.
exchange-picture-too_large = The file is too large.
exchange-picture-no_picture = It is no JPEG, PNG or WebP picture.
exchange-picture-too_many = The product has as many pictures as it can have.

## Log of changes
audit-subject-product_import = the file of products
audit-field-form = Form
audit-field-lines = Rows
audit-field-products_new = New products
audit-field-products_changed = Changed products
audit-field-products_same = Products that stay
audit-field-fault_count = Errors
audit-field-problem = Problem
audit-value-form-vitrina = Vitrina
audit-value-form-shopify = Shopify
audit-value-form-woocommerce = WooCommerce
audit-value-status-ready = Checked
audit-value-status-applying = Applying
audit-value-status-done = Done
audit-value-status-failed = Failed
audit-value-problem-stale = The catalogue changed
audit-value-problem-fault = Fault of the program
audit-subject-export = the data that was taken along
audit-field-rows = Rows taken

## Excel workbooks
exchange-sheet-product = Product
exchange-sheet-variant = Variant
exchange-sheet-sku = Code
exchange-sheet-barcode = Barcode
exchange-sheet-status = Status
exchange-sheet-category = Category
exchange-sheet-brand = Brand
exchange-sheet-price = Price
exchange-sheet-compare = Price before
exchange-sheet-cost = Cost
exchange-sheet-stock = Stock
exchange-sheet-order = Order
exchange-sheet-date = Date
exchange-sheet-customer = Customer
exchange-sheet-email = E-mail
exchange-sheet-phone = Phone
exchange-sheet-payment = Payment
exchange-sheet-subtotal = Subtotal
exchange-sheet-tax = Taxes
exchange-sheet-shipping = Shipping
exchange-sheet-discount = Discounts
exchange-sheet-total = Total
exchange-sheet-orders = Orders
exchange-excel = Take to Excel

## Many products at once
exchange-grid-title = Edit many products
exchange-grid-subtitle = Price, stock, status and category of many at once. Enter goes down to the next row.
exchange-grid-search = Search products
exchange-grid-find = Search
exchange-grid-none = Nothing matches
exchange-grid-more = It has many variants: open it to edit them.
exchange-grid-undo = Undo
exchange-grid-saved = { $count ->
    [0] You changed nothing.
    [one] One product saved.
   *[other] { $count } products saved.
}
