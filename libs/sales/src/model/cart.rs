//! Carts: whose they are, and how two become one.

use catalog::{ProductId, VariantId};
use kernel::PersonId;

kernel::define_id!(
    /// A cart.
    CartId
);
kernel::define_id!(
    /// A line of a cart.
    CartItemId
);

/// How much a cart may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CartLimits {
    /// Most lines.
    pub lines: usize,
    /// Most of one thing; the table takes no more than 999.
    pub quantity: i32,
}

impl Default for CartLimits {
    fn default() -> Self {
        Self {
            lines: 100,
            quantity: 999,
        }
    }
}

/// What a caller reaches a cart by, and how much that may hold. The edge makes it, from the session, from a token that it
/// has verified, and from the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CartKey {
    /// Who, if signed in: one open cart on all their devices.
    pub person: Option<PersonId>,
    /// The cart that the token names. Of use only while it is nobody's.
    pub token_cart: Option<CartId>,
    /// How much the cart may hold.
    pub limits: CartLimits,
}

impl CartKey {
    /// Whether it leads to no cart that is there: the one that it opens is new.
    pub fn is_blank(&self) -> bool {
        self.person.is_none() && self.token_cart.is_none()
    }
}

/// Something in a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct CartItem {
    /// Its line.
    pub item_id: CartItemId,
    /// Of which product.
    pub product_id: ProductId,
    /// What exactly.
    pub variant_id: VariantId,
    /// How many.
    pub quantity: i32,
    /// What one cost when it was put in.
    pub price_seen: i64,
}

/// What `kept` becomes when `added` joins it: quantities add up to the most allowed, and what would be a line too many
/// stays behind. Gives only the lines that change or are new.
pub fn merged(kept: &[CartItem], added: &[CartItem], limits: CartLimits) -> Vec<CartItem> {
    let mut free_lines = limits.lines.saturating_sub(kept.len());
    let mut changes = vec![];
    for item in added {
        if let Some(same) = kept.iter().find(|k| k.variant_id == item.variant_id) {
            let quantity = same.quantity.saturating_add(item.quantity).min(limits.quantity);
            changes.push(CartItem { quantity, ..*same });
        } else if free_lines > 0 {
            free_lines -= 1;
            changes.push(*item);
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::{CartItem, CartItemId, CartLimits, merged};
    use catalog::{ProductId, VariantId};
    use kernel::id::Uuid;

    fn item(variant: u128, quantity: i32) -> CartItem {
        CartItem {
            item_id: CartItemId(Uuid::from_u128(variant)),
            product_id: ProductId(Uuid::nil()),
            variant_id: VariantId(Uuid::from_u128(variant)),
            quantity,
            price_seen: 100,
        }
    }

    #[test]
    fn quantities_add_up_to_the_most_allowed() {
        let changes = merged(
            &[item(1, 2), item(2, 990)],
            &[item(1, 3), item(2, 20), item(3, 1)],
            CartLimits::default(),
        );
        let quantities: Vec<i32> = changes.iter().map(|i| i.quantity).collect();
        assert_eq!(quantities, [5, 999, 1]);
    }

    #[test]
    fn a_full_cart_takes_no_new_lines_but_more_of_the_same() {
        let kept: Vec<CartItem> = (0..100).map(|v| item(v, 1)).collect();
        let changes = merged(&kept, &[item(500, 1), item(7, 1)], CartLimits::default());
        assert_eq!(
            changes,
            [CartItem {
                quantity: 2,
                ..kept[7]
            }]
        );
    }
}
