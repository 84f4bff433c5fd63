# The shop: home, lists, search and product.

## Home
shop-see-products = See products
shop-see-all = See all
shop-write-us = Message us
shop-write-whatsapp = Message us on WhatsApp
shop-chat-hello = Hi { $name }, I have a question.
shop-chat-product = Hi. I am interested in this product: { $name }
shop-promise-price = The price you see is the price you pay
shop-promise-price-text = Taxes included, no surprises
shop-promise-track = Follow your order step by step
shop-promise-track-text = We e-mail you at every change
shop-promise-talk = You talk to real people
shop-promise-talk-text = Ask us anything you need
shop-categories = Shop by category
shop-featured = Featured
shop-newest = Just arrived
shop-about = About { $name }
shop-contact = Visit us or write to us
shop-nothing-yet = There are no products here yet
shop-nothing-yet-text = We are dressing the shop window. Come back soon.
shop-go-home = Go to the home page
shop-home-description = { $name }: shop online, pay the way you like and get it delivered.

## Lists
shop-all-products = All products
shop-all-description = See all products of { $name }, with final price and availability.
shop-category-description = { $category } at { $name }: final prices and up-to-date availability.
shop-subcategories = Subcategories
shop-count = { $count ->
    [one] 1 product
   *[other] { $count } products
  }
shop-range = { $from }–{ $to } of { $total }
shop-category = Category
shop-brand = Brand
shop-price = Price
shop-any-category = All
shop-any-brand = All
shop-any-price = Any price
shop-price-up-to = Up to { $to }
shop-price-from = Over { $from }
shop-price-between = { $from } to { $to }
shop-only-available = Only available
shop-sort-relevance = Best match
shop-sort-newest = Newest
shop-sort-price_asc = Lowest price
shop-sort-price_desc = Highest price
shop-sort-name = Name, A to Z
shop-sort-rating = Best rated
shop-remove-filter = (remove this filter)
shop-clear-filters = Clear filters
shop-none-with-filters = No product matches those filters
shop-none-with-filters-text = Remove one of them and look again.

## Search
shop-search = Search
shop-search-title = Results for “{ $query }”
shop-search-empty = What are you looking for?
shop-none-found = We did not find “{ $query }”
shop-words-left-out = We found nothing that has { $words } as well. Here is what there is for “{ $kept }”.
shop-did-you-mean = Did you mean
shop-maybe-you-meant = Did you mean:
shop-tip-spelling = Check the spelling.
shop-tip-fewer = Try fewer words.
shop-tip-general = Use a more general word: “shampoo” rather than “salt-free shampoo for curls”.
shop-browse-categories = Or browse by category
shop-ask-us = Cannot see it? We may still have it.
shop-you-may-like = You may like these

## Product
shop-add-to-cart = Add to cart
shop-stock-many = Available
shop-stock-few = { $count ->
    [one] 1 left: the last one
   *[other] { $count } left
  }
shop-stock-none = Sold out for now
shop-no-variant = We do not have that combination
shop-tax-included = Final price, taxes included.
shop-delivery-note = We work out the delivery to your town before you pay.
shop-questions = Any questions?
shop-description = Description
shop-details = Details
shop-detail-brand = Brand
shop-detail-category = Category
shop-detail-sku = Reference
shop-detail-weight = Weight
shop-detail-size = Size
shop-detail-tags = Tags
shop-related = You may also like
shop-picture-of = { $name }, picture { $n }

## Tell me when it is back
shop-notice-title = Tell me when it is back
shop-notice-which = Which one are you waiting for?
shop-notice-email = Your email
shop-notice-agree = I want the shop to write to this address when it is back in stock
shop-notice-agree-hint = For this notice only: you get it once. Each email has a link to stop them.
shop-notice-send = Tell me
