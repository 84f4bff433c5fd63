
# Opening a shop.
signup-title = Open your shop
signup-subtitle = In a minute you have a storefront, a cart and orders.
signup-shop-name = Name of your business
signup-slug = Address of your shop
signup-slug-hint = It will be name.{ $domain }. Use lower-case letters, digits and dashes.
signup-name = Your name
signup-password-hint = At least 10 characters, or 8 with upper case, lower case, digit and symbol.
signup-open = Open my shop
signup-done-title = Your shop is ready
signup-done-text = Sign in with your e-mail and password at:
signup-go = Go to my shop
signup-email = Your e-mail
signup-password = Password
