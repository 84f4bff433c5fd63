# Reviews and wish list.

## Errors
error-review_not_bought = Only people who bought this product here can review it.
error-review_not_arrived = You can review it once your order has arrived.
error-too_many_review_photos = Your review has { $most } photos already. Remove one to add another.
error-wish_list_full = Your list has { $most } products already. Remove one to save another.

## Reviews of a product
reviews-title = Reviews
reviews-list = What buyers say
reviews-none = Nobody has reviewed it yet. If you bought it, tell us how it went.
reviews-none-of = Nobody gave it that many stars.
reviews-write = Write a review
reviews-stars = { $count ->
    [1] 1 star
   *[other] { $count } stars
}
reviews-count = { $count ->
    [one] 1 review
   *[other] { $count } reviews
}
reviews-all = { $count ->
    [one] See the review
   *[other] See all { $count } reviews
}
reviews-verified = Verified purchase
reviews-photo-of = Photo by { $author }
reviews-answer-of = { $shop } answers
reviews-report = Report

## Writing one
reviews-order-title = Review your order
reviews-order-subtitle = What you tell helps the next buyer.
reviews-order-later = You can review it once your order has arrived.
reviews-order-say = How did it go?
reviews-write-title = Write your review
reviews-who-may = Reviews here come from people who bought the product and got it. Open the link to your order, or sign in if you bought with an account.
reviews-state-pending = The shop is looking at it
reviews-state-published = Published
reviews-state-rejected = Not published
reviews-rejected-because = Not published because:
reviews-form-stars = How many stars do you give it?
reviews-form-title = Title
reviews-form-text = Your review
reviews-form-text-hint = What you liked, what you did not, and what you use it for. Leave out phone numbers and addresses.
reviews-form-name = It is shown with your first name and a letter of your last name.
reviews-form-send = Send my review
reviews-photos = Photos
reviews-photo-number = Photo { $n }
reviews-photo-remove = Remove
reviews-photo-remove-number = Remove photo { $n }
reviews-photo-add = Add a photo
reviews-photo-hint = JPEG, PNG or WebP. Up to four photos.
reviews-photo-send = Upload the photo

## Reporting
reviews-report-title = Report a review
reviews-report-subtitle = The shop looks at it. We tell nobody that it was you.
reviews-report-reason = What is wrong with it?
reviews-report-reason-hint = For example: it insults, it has somebody’s personal data, it is not about the product.
reviews-report-send = Report

## Wish list
wishes-title = My wish list
wishes-add = Save to my list
wishes-remove = Remove from my list
wishes-remove-named = Remove { $name } from my list
wishes-see = See my list
wishes-none = Your list is empty
wishes-none-text = Tap the heart of a product to save it here.
wishes-guest = This list is on this device. Sign in to have it on all of them.
wishes-price-from = From { $price }
wishes-tell-me = Tell me
wishes-tell-me-named = Tell me when { $name } is back

## Done
done-review-saved = Thank you for your review.
done-review-photo-added = Photo added.
done-review-photo-removed = Photo removed.
done-review-reported = Thank you: the shop will look at it.
done-wish-added = Saved to your list.
done-wish-removed = No longer on your list.

## Tasks
job-reviews-invite = Ask for reviews of delivered orders
job-reviews-delete_photos = Delete photos of reviews
job-reviews-purge_wishes = Tidy up wish lists of nobody

## Messages
message-reviews-written = A new review
message-reviews-reported = A reported review
reviews-mail-invite-subject = How did your order { $number } go?
reviews-mail-invite-heading = How did it go, { $name }?
reviews-mail-invite-text = Your order { $number } arrived some days ago. Tell us what you think: it helps the next buyer, and us to do better.
reviews-mail-invite-button = Review it
reviews-mail-written-subject = { $product } was reviewed
reviews-mail-written-heading = A new review
reviews-mail-written-text = A customer reviewed { $product }. Read it, publish it if need be, and answer.
reviews-mail-written-button = See the reviews
reviews-mail-stars = Stars
reviews-mail-reported-subject = A review of { $product } was reported
reviews-mail-reported-heading = A reported review
reviews-mail-reported-text = Somebody thinks that a review of { $product } should not be there. Look at it: you decide.
reviews-mail-reason = Reason
