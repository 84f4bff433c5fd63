
# Admin: products, categories, search and logo.

## List of products
catalog-products-title = Products
catalog-products-subtitle = What you sell, with prices, pictures and stock.
catalog-tabs = Products by status
catalog-tab-all = All
catalog-tab-active = For sale
catalog-tab-draft = Drafts
catalog-tab-archived = Archived
catalog-search = Find a product
catalog-search-hint = Name, code or tag
catalog-any-category = All categories
catalog-find = Search
catalog-clear = Clear filters
catalog-products-none = You have no products yet
catalog-products-none-text = Create the first one: a name and a price are enough to begin.
catalog-products-none-found = No product matches
catalog-products-none-found-text = Try another word, category or status.
catalog-pick-all = Tick all
catalog-pick = Tick { $name }
catalog-product = Product
catalog-variants-count = { $count ->
    [one] 1 variant
   *[other] { $count } variants
 }
catalog-price-from = From { $price }
catalog-bulk = With the ticked ones:
catalog-activate = Publish
catalog-hide = Make a draft
catalog-archive = Archive
done-catalog-statuses = Products updated.

## A product
catalog-product-new = Create product
catalog-see-in-shop = See in the shop
catalog-duplicate = Duplicate
catalog-name = Name
catalog-short-description = Short description
catalog-short-description-hint = A sentence or two. Shown in lists and by search engines.
catalog-description = Description
catalog-price-title = Price
catalog-price = Price
catalog-compare-price = Price before
catalog-cost = Cost
catalog-sku = Code (SKU)
catalog-barcode = Barcode
catalog-weight = Weight (grams)
catalog-price-hint = Prices include taxes. The price before is shown crossed out and must be higher. The code is made for you if you leave it blank.
catalog-variants = Variants
catalog-variant = Variant
catalog-variants-hint = Prices include taxes. If you remove a variant, orders that have it keep it.
catalog-on-sale = For sale
catalog-on-sale-named = For sale: { $name }
catalog-remove = Remove
catalog-remove-named = Remove: { $name }
catalog-options = It has options: sizes, colours…
catalog-options-hint = Write each option with its values separated by commas. Then generate the variants and look at the price of each.
catalog-option-row = Option { $n }
catalog-option-name = Option
catalog-option-choices = Values
catalog-option-example-0 = Size
catalog-option-example-1 = Colour
catalog-option-example-2 = Material
catalog-choices-example-0 = S, M, L
catalog-choices-example-1 = Red, Blue
catalog-choices-example-2 = Cotton, Linen
catalog-generate = Generate variants
catalog-rows-made = These are the variants. Look at the prices and save: nothing has been saved yet.
catalog-parcel = Size of the parcel
catalog-parcel-hint = In centimetres. Used to work out shipping.
catalog-length = Length (cm)
catalog-width = Width (cm)
catalog-height = Height (cm)
catalog-seo = Address and search engines
catalog-slug = Address in the shop
catalog-slug-hint = The end of the link: lower-case letters, digits and dashes. Made from the name if you leave it blank.
catalog-seo-title = Title for search engines
catalog-seo-title-hint = If you leave it blank, we use the name.
catalog-seo-description = Description for search engines
catalog-status = Status
catalog-status-draft = Draft: only you see it
catalog-status-active = For sale
catalog-status-archived = Archived: no longer sold
catalog-featured = Featured
catalog-featured-hint = Shown on the home page.
catalog-organize = Organisation
catalog-category = Category
catalog-no-category = No category
catalog-brand = Brand
catalog-brand-hint = Type one; if it does not exist, we create it.
catalog-tags = Tags
catalog-tags-hint = Separated by commas.
catalog-tags-hint-used = Separated by commas. You already use: { $tags }
catalog-tax = Tax
catalog-tax-iva_19 = VAT 19 %
catalog-tax-iva_5 = VAT 5 %
catalog-tax-iva_0 = Exempt (VAT 0 %)
catalog-tax-inc_8 = Consumption tax 8 %
catalog-tax-excluded = Not taxed
done-catalog-product-created = Product created. Add its pictures and stock, and put it on sale when it is ready.
done-catalog-product-saved = Product saved.
done-catalog-product-duplicated = This is the copy. Change what differs and publish it.

## Pictures
catalog-pictures = Pictures
catalog-pictures-hint = The first one is the cover. Describe each for people who cannot see it.
catalog-pictures-later = Save the product and you can add its pictures and stock.
catalog-cover = Cover
catalog-alt = What the picture shows
catalog-picture = Picture
catalog-picture-add = Add pictures
catalog-picture-choose = Choose a picture
catalog-picture-kinds = JPEG, PNG or WebP up to 10 MB.
catalog-upload = Upload
catalog-uploading = Uploading { "{n}" } of { "{total}" }…
catalog-picture-earlier = Move picture { $n } earlier
catalog-picture-later = Move picture { $n } later
catalog-picture-delete = Delete picture { $n }
catalog-picture-delete-sure = Delete this picture?
catalog-picture-remove = Remove the picture
catalog-save-texts = Save descriptions
done-catalog-picture-added = Picture added.
done-catalog-pictures-saved = Pictures updated.

## Stock
catalog-stock = Stock
catalog-stock-hint = What you have in the shop. What is set aside for orders is not sold again.
catalog-reserved = Set aside
catalog-on-hand = You have
catalog-on-hand-named = How many you have { $name }
catalog-only-form = Only form
catalog-count-reason = Why it changed
catalog-count-reason-example = Count, delivery, damage…
catalog-count-save = Save stock

## Categories
catalog-categories-title = Categories
catalog-categories-subtitle = How your shop is organised.
catalog-categories-none = You have no categories yet
catalog-categories-none-text = They help your customers find what they look for.
catalog-category-new = Create category
catalog-parent = Inside
catalog-no-parent = None: it is a main one
catalog-category-description = Description
catalog-category-active = Visible in the shop
catalog-products-count = { $count ->
    [0] No products for sale
    [one] 1 product for sale
   *[other] { $count } products for sale
 }
catalog-move-up = Move { $name } up
catalog-move-down = Move { $name } down
catalog-category-delete = Delete category
catalog-category-delete-sure = Delete this category?
done-catalog-category-saved = Category saved.
done-catalog-category-moved = Order updated.
done-catalog-category-deleted = Category deleted.

## Words for search
catalog-words-title = Words for search
catalog-words-subtitle = Teach your shop how your customers speak.
catalog-synonyms = Words that mean the same
catalog-synonyms-hint = One group a line, separated by commas: sofa, couch. Whoever searches for one finds the others.
catalog-stop-words = Words that do not matter
catalog-stop-words-hint = Separated by commas. They are left out of searches: for, with, cheap.
field-synonyms_alone = Each line needs 2 to 20 words separated by commas.

## Logo
done-catalog-logo-saved = Logo saved.
done-catalog-logo-deleted = We removed the logo.

## Fields
field-not_a_side = Write a size in centimetres like 12 or 12,5.
catalog-files = Import and export
catalog-grid = Edit many
