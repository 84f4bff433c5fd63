//! What keys open: a scope is a set of permissions of one part of the shop. Closed is whatever no scope names.

use actix_web::http::Method;
use kernel::Permission as P;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Access, Keyed, RouteSpec};

/// What a key may be made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[schema(as = KeyScope)]
pub enum Scope {
    /// See products, categories and brands.
    #[serde(rename = "products:read")]
    ProductsRead,
    /// Change them.
    #[serde(rename = "products:write")]
    ProductsWrite,
    /// See stock and its movements.
    #[serde(rename = "stock:read")]
    StockRead,
    /// Count and receive stock.
    #[serde(rename = "stock:write")]
    StockWrite,
    /// See orders.
    #[serde(rename = "orders:read")]
    OrdersRead,
    /// Take orders from state to state.
    #[serde(rename = "orders:write")]
    OrdersWrite,
    /// See customers.
    #[serde(rename = "customers:read")]
    CustomersRead,
    /// See services, times and appointments.
    #[serde(rename = "bookings:read")]
    BookingsRead,
    /// Book for customers; change appointments, services and hours.
    #[serde(rename = "bookings:write")]
    BookingsWrite,
    /// See figures.
    #[serde(rename = "reports:read")]
    ReportsRead,
}

impl Scope {
    /// Every one, as pages list them.
    pub const ALL: [Self; 10] = [
        Self::ProductsRead,
        Self::ProductsWrite,
        Self::StockRead,
        Self::StockWrite,
        Self::OrdersRead,
        Self::OrdersWrite,
        Self::CustomersRead,
        Self::BookingsRead,
        Self::BookingsWrite,
        Self::ReportsRead,
    ];

    /// As stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProductsRead => "products:read",
            Self::ProductsWrite => "products:write",
            Self::StockRead => "stock:read",
            Self::StockWrite => "stock:write",
            Self::OrdersRead => "orders:read",
            Self::OrdersWrite => "orders:write",
            Self::CustomersRead => "customers:read",
            Self::BookingsRead => "bookings:read",
            Self::BookingsWrite => "bookings:write",
            Self::ReportsRead => "reports:read",
        }
    }

    /// The one that is written so.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }
}

impl RouteSpec {
    /// What a key needs for this operation; none where it is closed to keys. Only operations of the API, of slices listed here,
    /// that move no money: what is new and not thought of is closed.
    pub fn scope(&self) -> Option<Scope> {
        if !self.path.starts_with("/api/v1/") || self.gives_money {
            return None;
        }
        match self.keyed {
            Keyed::By(scope) => Some(scope),
            Keyed::Never => None,
            Keyed::Usually => usual(self.slice, self.access, self.method == Method::GET),
        }
    }
}

/// Of an operation of this slice, for whom it is, and whether it only reads.
fn usual(slice: &str, access: Access, reads: bool) -> Option<Scope> {
    let (read, write) = match (slice, access) {
        ("catalog" | "exchange", Access::Staff(P::ManageCatalog)) => {
            (Scope::ProductsRead, Some(Scope::ProductsWrite))
        }
        ("catalog", Access::Public) => (Scope::ProductsRead, None),
        ("inventory", Access::Staff(P::ManageInventory)) => (Scope::StockRead, Some(Scope::StockWrite)),
        ("sales", Access::Staff(P::ViewOrders | P::ManageOrders)) => {
            (Scope::OrdersRead, Some(Scope::OrdersWrite))
        }
        ("sales", Access::Staff(P::ViewCustomers)) => (Scope::CustomersRead, None),
        (
            "booking",
            Access::Staff(P::ManageCatalog | P::ViewBookings | P::ServeBookings | P::ManageBookings),
        ) => (Scope::BookingsRead, Some(Scope::BookingsWrite)),
        ("booking", Access::Public) => (Scope::BookingsRead, None),
        ("insights", Access::Staff(P::ViewReports)) => (Scope::ReportsRead, None),
        _ => return None,
    };
    if reads { Some(read) } else { write }
}

#[cfg(test)]
mod tests {
    use kernel::Permission;

    use super::{Access, Scope, usual};

    #[test]
    fn every_scope_is_read_back_as_it_is_written() {
        for scope in Scope::ALL {
            assert_eq!(Scope::of(scope.as_str()), Some(scope));
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.as_str());
        }
        assert_eq!(Scope::of("people:write"), None);
    }

    #[test]
    fn what_nobody_thought_of_is_closed() {
        let staff = Access::Staff(Permission::ManageCatalog);
        assert_eq!(usual("catalog", staff, false), Some(Scope::ProductsWrite));
        assert_eq!(usual("catalog", Access::Public, false), None);
        assert_eq!(usual("novelty", staff, true), None);
        assert_eq!(usual("sales", Access::Own, true), None);
        for kept in [
            Permission::ManagePeople,
            Permission::ManageSettings,
            Permission::AdjustLedger,
        ] {
            for slice in ["catalog", "sales", "booking", "inventory", "insights"] {
                assert_eq!(usual(slice, Access::Staff(kept), true), None, "{slice} {kept:?}");
            }
        }
    }
}
