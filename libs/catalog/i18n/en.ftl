# Catalog. Keys of its own begin with "catalog-"; the others are looked up by code at the edge.

## Errors
error-category_in_use = This category still holds products or other categories. Move them before deleting it.
error-brand_in_use = There are still products of this brand. Change their brand before deleting it.
error-too_many_pictures = A product may have up to { $most } pictures. Delete one to add another.

## Fields
field-not_a_picture = Upload a JPEG, PNG or WebP picture.
field-suspicious_picture = This file holds more than a picture. Save it again with another program and upload that.
field-broken_picture = We could not read this picture; it seems damaged. Try another one.
field-picture_too_large = This picture is too large. Make it smaller than 12,000 pixels a side.
field-set_per_variant = This product has variants: set the price on each of them.
field-one_per_option = Choose one value for each option.
field-not_above_price = The price before must be higher than the price.
field-circle = A category cannot stand inside itself.
field-too_deep = Categories may have up to four levels.
field-too_many = There is no room for more.
field-one_word = Write a single word.

## Tasks
job-catalog-delete_files = Delete pictures no longer used
