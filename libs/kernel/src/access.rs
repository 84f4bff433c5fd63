//! Roles and what they may do. Handlers name the permission in their signature (`http::Can<…>`).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What somebody is at one tenant. Kept as text with a CHECK in the database.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Role {
    /// Buys and books.
    Customer,
    /// Gives services; sees the own agenda.
    Professional,
    /// Sells at the counter.
    Cashier,
    /// Sells own goods in a marketplace.
    Vendor,
    /// Runs the day.
    Manager,
    /// Runs the business but not its subscription.
    Admin,
    /// Everything, including who else may do what.
    Owner,
    /// Provider staff; only at the platform's own tenant.
    Support,
}

/// Something that a role may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See `/admin` at all.
    UseAdmin,
    /// Dashboard and analytics.
    ViewReports,
    /// Create and change products, categories, brands, pictures.
    ManageCatalog,
    /// See costs and margins.
    ViewCosts,
    /// See orders.
    ViewOrders,
    /// Confirm, ship, cancel orders; mark them paid.
    ManageOrders,
    /// See customers.
    ViewCustomers,
    /// See appointments.
    ViewBookings,
    /// Book for customers; move, cancel and close appointments; block time.
    ManageBookings,
    /// Change stock.
    ManageInventory,
    /// Invite people and give roles.
    ManagePeople,
    /// Name, logo, colours, shipping, payment methods.
    ManageSettings,
    /// See who changed what, and who tried to get in.
    ViewAudit,
    /// See, repeat and discard background work that failed for good.
    ManageJobs,
    /// The provider's panel.
    RunPlatform,
}

impl Role {
    /// Every role that a tenant's owner may give.
    pub const STAFF: [Self; 5] = [
        Self::Professional,
        Self::Cashier,
        Self::Manager,
        Self::Admin,
        Self::Owner,
    ];

    /// The name as stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Professional => "professional",
            Self::Cashier => "cashier",
            Self::Vendor => "vendor",
            Self::Manager => "manager",
            Self::Admin => "admin",
            Self::Owner => "owner",
            Self::Support => "support",
        }
    }

    /// Works for the tenant (shorter idle time, `/admin`).
    pub fn is_staff(self) -> bool {
        self.may(Permission::UseAdmin)
    }

    /// Whether the role includes the permission.
    pub fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Owner => permission != P::RunPlatform,
            Self::Admin => !matches!(permission, P::RunPlatform | P::ManagePeople),
            Self::Manager => !matches!(
                permission,
                P::RunPlatform | P::ManagePeople | P::ManageSettings | P::ManageJobs | P::ViewAudit
            ),
            Self::Cashier => matches!(
                permission,
                P::UseAdmin
                    | P::ViewOrders
                    | P::ManageOrders
                    | P::ViewCustomers
                    | P::ViewBookings
                    | P::ManageBookings
            ),
            Self::Professional => matches!(permission, P::UseAdmin | P::ViewBookings),
            Self::Customer | Self::Vendor => false,
            Self::Support => matches!(permission, P::RunPlatform | P::ManageJobs | P::ViewAudit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Permission, Role};

    #[test]
    fn a_cashier_sells_but_does_not_hire() {
        assert!(Role::Cashier.may(Permission::ManageOrders));
        assert!(!Role::Cashier.may(Permission::ManagePeople));
        assert!(!Role::Cashier.may(Permission::ViewCosts));
        assert!(!Role::Customer.is_staff());
        assert!(!Role::Owner.may(Permission::RunPlatform));
        assert!(!Role::Manager.may(Permission::ManageJobs));
        assert!(Role::Admin.may(Permission::ViewAudit) && !Role::Manager.may(Permission::ViewAudit));
    }
}
