//! Who wants to read an order, by session and by the key in the link.

use http::Visitor;
use http::secrets::sha256;
use kernel::Permission;

use crate::queries::orders::OrderReader;

/// The caller as a reader of orders: their own, the one of the link, and all if they are staff who may.
pub fn order_reader(visitor: &Visitor, key: Option<&str>) -> OrderReader {
    let staff = visitor
        .person
        .as_ref()
        .is_some_and(|p| p.role.may(Permission::ViewOrders));
    OrderReader {
        staff,
        ..customer(visitor, key)
    }
}

/// The caller as the customer: their own orders and the one of the link, whatever their role.
pub fn customer(visitor: &Visitor, key: Option<&str>) -> OrderReader {
    OrderReader {
        person: visitor.person.as_ref().map(|p| p.person_id),
        key_hash: key.map(|k| sha256(k.as_bytes())),
        staff: false,
    }
}
