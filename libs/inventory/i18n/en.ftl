# Inventory.

## Errors
error-out_of_stock = { $left ->
    [0] “{ $name }” is sold out. Take it out of the cart or choose another.
    [one] Only one “{ $name }” is left. Change the quantity.
   *[other] Only { $left } of “{ $name }” are left. Change the quantity.
}
error-stock_already_released = This order has given back what it had reserved. Place a new order.

## Fields
field-out_of_stock = There is not enough left.
field-below_reserved = More pieces than that are promised to orders. Cancel or ship those first.

## Tasks
job-inventory-count_low_items = Count what is running out
job-inventory-tell_low = Tell that a product is running low

## Notices to the shop
inventory-mail-low-subject = Running low: { $products }
inventory-mail-low-heading = Running low
inventory-mail-low-text = Little of this is left to sell. Order more before it runs out.
inventory-mail-low-button = See the inventory

## Tell me when it is back
error-already_in_stock = It is in stock: you can buy it right now.
job-inventory-tell_back = Tell that a product is back
job-inventory-purge_notices = Forget old stock notices
inventory-mail-back-subject = Back in stock: { $product }
inventory-mail-back-heading = { $product } is back
inventory-mail-back-text = You asked us to tell you, and it is here again. We write once for this product; we do not keep one for you, so first come, first served.
inventory-mail-back-button = See the product
inventory-notice-title = Tell me when it is back
inventory-notice-back = Back to the products
done-stock-notice = Done: we write when it is back.
