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

/// Most lines of a cart.
pub const MAX_LINES: usize = 100;
/// Most of one thing.
pub const MAX_QUANTITY: i32 = 999;
/// An anonymous cart that nobody touched for so long is forgotten.
pub const CART_DAYS: i64 = 30;

/// What a caller reaches a cart by. The edge makes it, from the session and from a token that it has verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CartKey {
    /// Who, if signed in: one open cart on all their devices.
    pub person: Option<PersonId>,
    /// The cart that the token names. Of use only while it is nobody's.
    pub token_cart: Option<CartId>,
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
pub fn merged(kept: &[CartItem], added: &[CartItem]) -> Vec<CartItem> {
    let mut free_lines = MAX_LINES.saturating_sub(kept.len());
    let mut changes = vec![];
    for item in added {
        if let Some(same) = kept.iter().find(|k| k.variant_id == item.variant_id) {
            let quantity = same.quantity.saturating_add(item.quantity).min(MAX_QUANTITY);
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
    use super::{CartItem, CartItemId, MAX_LINES, MAX_QUANTITY, merged};
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
        );
        let quantities: Vec<i32> = changes.iter().map(|i| i.quantity).collect();
        assert_eq!(quantities, [5, MAX_QUANTITY, 1]);
    }

    #[test]
    fn a_full_cart_takes_no_new_lines_but_more_of_the_same() {
        let kept: Vec<CartItem> = (0..MAX_LINES as u128).map(|v| item(v, 1)).collect();
        let changes = merged(&kept, &[item(500, 1), item(7, 1)]);
        assert_eq!(
            changes,
            [CartItem {
                quantity: 2,
                ..kept[7]
            }]
        );
    }
}
