
## Reviews, in the administration
reviews-desk-title = Reviews
reviews-desk-subtitle = What your customers say. Publish them, answer them, or say why not.
reviews-desk-none = There are no reviews here
reviews-desk-none-text = When a customer reviews what they bought, you find it here.
reviews-tabs = Reviews by state
reviews-tab-pending = To look at
reviews-tab-published = Published
reviews-tab-rejected = Rejected
reviews-tab-reported = Reported
reviews-publish = Publish
reviews-reject = Reject
reviews-reason = Why you reject it (its author reads this)
reviews-reason-missing = Say why you reject it: its author reads that.
reviews-pick = Choose the review of { $product } by { $author }
reviews-pick-all = Choose all
reviews-pick-hint = Choose reviews, and then what to do with them.
reviews-decided = { $count ->
    [one] Done: one review changed.
   *[other] Done: { $count } reviews changed.
}
reviews-undo = Undo
reviews-see-order = See the order
reviews-answers = Answer
reviews-answer = Your answer, for everybody to read
reviews-answer-to = { $author } on { $product }
reviews-answer-save = Save the answer
reviews-keep = Let it stand
reviews-settings-title = How you take reviews
reviews-settings-at-once = Publish reviews at once
reviews-settings-at-once-hint = Otherwise each waits for you to look at it. You can always reject one later.
reviews-settings-ask = Days until you ask for a review
reviews-settings-ask-hint = So many days after an order was delivered we write to the customer once. Empty: nobody is asked.
done-review-answered = Answer saved.
done-review-kept = Done: it stays published.

## Log of changes
audit-subject-review = the review by
audit-subject-review_report = the report of a review
audit-subject-review_setting = how reviews are taken
audit-field-reject_reason = Why it was rejected
audit-field-answer = Answer
audit-field-kept_at = Left published on
audit-field-shown_at_once = Publish at once
audit-field-ask_after_days = Days until a review is asked for
audit-value-status-pending = To look at
audit-value-status-published = Published
audit-value-status-rejected = Rejected
