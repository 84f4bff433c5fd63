# Promotions and groups of customers. Own keys: "promotions-".

## Errors
error-coupon_unknown = We don't know that coupon. Check how it is written.
error-coupon_not_valid = Coupon { $code } can't be used now: it has not begun, is over, or is not available.
error-coupon_lost = Coupon { $code } no longer takes anything off this order. Without it the total is { $total }. Take it out of the cart to go on.
error-too_many_coupons = You can use up to { $most } coupons on an order. Take one out to add another.
error-promotion_used_up = The promotion “{ $name }” ran out while you were buying: somebody used the last one. We did not place the order; see the new total.
error-promotion_used_by_customer = You have used the promotion “{ $name }” as often as you can. We did not place the order; see the new total.
error-too_many_promotions = You can have up to { $most } promotions in use. Archive those you no longer need.

## Fields
field-invalid_coupon = Use 3 to 30 plain letters and digits: SUMMER20.
field-not_after_start = It must end after it begins.
field-in_the_past = That date is over.
field-percent_or_price = Write a percentage or a price, one of the two.
field-no_account = Nobody has an account at your shop with that e-mail. Ask them to register first.

## Why a coupon gives nothing
promotions-aside-not-started = This coupon has not begun yet.
promotions-aside-ended = This coupon is over.
promotions-aside-paused = This coupon is not available for now.
promotions-aside-other-customers = This coupon is for some customers only. If you are one of them, sign in.
promotions-aside-used-up = This coupon has run out.
promotions-aside-used-by-customer = You have used this coupon already.
promotions-aside-below-minimum = You have not reached this coupon's minimum yet.
promotions-aside-nothing-here = Nothing in your cart is reduced by this coupon.
promotions-aside-shipping-is-free = Shipping is free already.
promotions-aside-better-without = You have a better discount already, and this one does not go together with it.

## States
promotions-state-active = Active
promotions-state-scheduled = Scheduled
promotions-state-ended = Ended
promotions-state-paused = Paused
promotions-state-archived = Archived

## Names that come by themselves
promotions-list-more = { $names } and { $more } more
promotions-name-percent = { $percent }% off
promotions-name-amount = { $amount } off
promotions-name-free-shipping = Free shipping
promotions-name-take-pay = Take { $all }, pay { $buy }
promotions-name-buy-get = Buy { $buy }, get { $get } at { $percent }% off
promotions-name-tiers = Quantity price
promotions-name-in = { $what }: { $goods }

## The promotion in words
promotions-say-everything = the whole shop
promotions-say-nothing = It covers nothing: what it covered is gone. Edit it and choose products or categories.
promotions-say-percent = { $percent }% off { $goods }.
promotions-say-amount = { $amount } off { $goods }, once per order.
promotions-say-free-shipping = Free shipping when buying from { $goods }.
promotions-say-buy-get-free = For every { $buy } of { $goods }, { $get } more of { $gifts } for free: the cheapest ones.
promotions-say-buy-get = For every { $buy } of { $goods }, { $get } more of { $gifts } at { $percent }% off: the cheapest ones.
promotions-say-tiers = Quantity price on { $goods }: { $tiers }.
promotions-say-tier-percent = from { $from } pieces of a product, { $percent }% off
promotions-say-tier-price = from { $from } pieces of a product, { $price } each
promotions-say-code = With coupon { $code }.
promotions-say-automatic = Given by itself, without a coupon.
promotions-say-minimum = From { $amount } of what it covers on, before discounts.
promotions-say-groups = Only for customers of { $groups } who sign in.
promotions-say-nobody = For nobody: the group that it was for is gone.
promotions-say-between = From { $start } until { $end }.
promotions-say-since = From { $start }, until you stop it.
promotions-say-until = Until { $end }.
promotions-say-max-uses = { $most ->
    [one] It can be used once in all.
   *[other] It can be used { $most } times in all.
}
promotions-say-max-per-customer = { $most ->
    [one] Once per customer.
   *[other] { $most } times per customer.
}
promotions-say-combines = It adds to other promotions that combine.
promotions-say-alone = It does not combine: if another one is better for the customer, that one wins.

## The list
promotions-title = Promotions
promotions-subtitle = Coupons, and discounts that are given by themselves.
promotions-new = New promotion
promotions-none = Your first promotion
promotions-none-text = Make a coupon for your social media, a 2-for-1 at the end of the month, or free shipping from an amount on. Your customers see in the cart what they save and why, and you see how often it was used.
promotions-none-so = No promotions in this state.
promotions-tab-all = All
promotions-tab-active = Active
promotions-tab-scheduled = Scheduled
promotions-tab-paused = Paused
promotions-tab-ended = Ended
promotions-tab-archived = Archived
promotions-automatic = Automatic
promotions-uses = { $used ->
    [one] 1 use
   *[other] { $used } uses
}
promotions-uses-of = { $used } of { $most } uses
promotions-pause = Pause
promotions-resume = Resume
promotions-archive = Archive
promotions-restore = Bring back
promotions-undo = Undo
promotions-is-paused = “{ $name }” is paused: nobody gets it meanwhile.
promotions-is-active = “{ $name }” is running.
promotions-is-archived = You archived “{ $name }”.
promotions-restore-taken = Another promotion uses its coupon already. Change that one first.

## The form
promotions-what = What it gives
promotions-kind = Kind of promotion
promotions-kind-percent = Percentage off
promotions-kind-percent-hint = 20% off, for example.
promotions-kind-amount = Fixed amount off
promotions-kind-amount-hint = $ 10,000 off the order, for example.
promotions-kind-free-shipping = Free shipping
promotions-kind-free-shipping-hint = You pay for the shipping.
promotions-kind-buy-get = Take more, pay less
promotions-kind-buy-get-hint = 2 for 1, 3 for 2, or a product for less with another one.
promotions-kind-tiers = Quantity price
promotions-kind-tiers-hint = The more pieces of a product, the less each costs.
promotions-percent = Percentage
promotions-percent-hint = 1 to 100. In “take more”, what is off the pieces to get: 100 is free.
promotions-amount = Amount off
promotions-buy = Pieces to pay for
promotions-get = Pieces to get for less
promotions-buy-get-hint = For 3 for 2: pay for 2 and get 1. The cheapest ones are reduced.
promotions-tiers = Tiers
promotions-tiers-hint = Write a percentage or a price in each.
promotions-tier-from = From how many
promotions-tier-percent = Percentage off
promotions-tier-price = Or price of each
promotions-where = On which products
promotions-where-hint = If you choose nothing, it covers the whole shop. A category includes those inside it.
promotions-categories = Categories
promotions-products = Products
promotions-gives = What is got, if it is something else
promotions-gives-hint = Only for “take more”: if you choose nothing, it is of the same goods.
promotions-gives-categories = Categories to get from
promotions-gives-products = Products to get
promotions-many-hint = To choose several, hold down Ctrl (or ⌘).
promotions-how = How it is had
promotions-code = Coupon
promotions-code-hint = Leave it empty to give it by itself. Capitals and blanks do not matter: summer 20 is SUMMER20.
promotions-minimum = Minimum purchase
promotions-minimum-hint = Of what the promotion covers, before discounts.
promotions-groups = Only for these groups of customers
promotions-groups-hint = If you choose none, it is for everybody. Customers must sign in.
promotions-groups-none = You have no groups of customers yet.
promotions-when = When and how often
promotions-starts = Begins
promotions-starts-hint = Empty: right now. In your shop's time.
promotions-ends = Ends
promotions-ends-hint = Empty: until you stop it.
promotions-max-uses = Uses in all
promotions-max-per-customer = Uses per customer
promotions-max-hint = Empty: no limit. A cancelled order gives its use back.
promotions-together = With other promotions
promotions-combines = It combines with others
promotions-combines-hint = It adds to the others that combine. Each is worked out on the original price, and nothing costs less than zero.
promotions-alone = It does not combine
promotions-alone-hint = It goes alone. If another one is better for the customer, that one wins.
promotions-name = Name that your customers read
promotions-name-hint = Leave it empty and we give it one, such as “20% off: Hair”.
promotions-preview = This is what it says
promotions-preview-hint = Read it as a customer would.
promotions-preview-look = See what it says
promotions-preview-problem = Fill in the rest to see what it says.

## Groups of customers
promotions-groups-title = Customer groups
promotions-groups-subtitle = To treat them in a way of their own: wholesale, neighbours, your team.
promotions-group-new = New group
promotions-group-name = Name of the group
promotions-group-none = No groups yet
promotions-group-none-text = Make a group, such as Wholesale, add customers who have an account, and give it a promotion of its own.
promotions-group-members = { $count ->
    [one] 1 customer
   *[other] { $count } customers
}
promotions-group-who = Who is in it
promotions-group-nobody = Nobody yet. Add a customer by the e-mail of their account.
promotions-group-add = Add
promotions-group-email = The customer's e-mail
promotions-group-email-hint = That of their account at your shop.
promotions-group-take-out = Take { $name } out
promotions-group-delete = Delete group
promotions-group-delete-sure = Delete the group? Promotions that were only for it will be for nobody.

## Done
done-promotions-saved = Promotion saved.
done-promotions-group-saved = Group saved.
done-promotions-group-added = Customer added.
done-promotions-group-taken-out = Customer taken out of the group.
done-promotions-group-deleted = Group deleted.
