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
    /// Gives services; sees the own agenda, and works with it.
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
    /// Provider staff who help shops; only at the platform's own tenant, as the next two.
    Support,
    /// Provider staff who look after what shops pay.
    Finance,
    /// Provider staff who may do everything there.
    SuperAdmin,
    /// Somebody of the provider's at a shop, for as long as a support access lasts.
    Helper,
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
    /// Move, cancel and close appointments, of a professional those that they serve; write notes.
    ServeBookings,
    /// Book for customers; change everybody's appointments; block time.
    ManageBookings,
    /// Change stock.
    ManageInventory,
    /// Invite people and give roles.
    ManagePeople,
    /// Name, logo, colours, shipping, payment methods.
    ManageSettings,
    /// Let go of the shop's accounts at providers of payments.
    DisconnectPayments,
    /// Correct the ledger by hand, and take corrections back.
    AdjustLedger,
    /// See what the shop pays for, and change it.
    ManagePlan,
    /// See who changed what, and who tried to get in.
    ViewAudit,
    /// See, repeat and discard background work that failed for good.
    ManageJobs,
    /// The provider's panel.
    RunPlatform,
    /// Suspend and reactivate shops, close one for maintenance, switch what is on there.
    SteerShops,
    /// Help at a shop, in its administration.
    EnterShops,
    /// What concerns all shops: flags, maintenance, announcements, and who works for the provider.
    SteerPlatform,
}

impl Permission {
    /// Whether it is worth something at the platform's own host only.
    pub const fn is_platforms(self) -> bool {
        matches!(
            self,
            Self::RunPlatform | Self::SteerShops | Self::EnterShops | Self::SteerPlatform
        )
    }
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

    /// Every role of the provider's own people.
    pub const PROVIDER: [Self; 3] = [Self::Support, Self::Finance, Self::SuperAdmin];

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
            Self::Finance => "finance",
            Self::SuperAdmin => "super_admin",
            Self::Helper => "helper",
        }
    }

    /// Works for the tenant (shorter idle time, `/admin`).
    pub fn is_staff(self) -> bool {
        self.may(Permission::UseAdmin)
    }

    /// Works for the provider (30 minutes of idle time, a second factor in any case).
    pub fn is_providers(self) -> bool {
        Self::PROVIDER.contains(&self)
    }

    /// Whether the role includes the permission.
    pub fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::Owner => !permission.is_platforms(),
            Self::Admin => {
                !permission.is_platforms()
                    && !matches!(
                        permission,
                        P::ManagePeople | P::ManagePlan | P::DisconnectPayments
                    )
            }
            Self::Manager => {
                !permission.is_platforms()
                    && !matches!(
                        permission,
                        P::ManagePeople
                            | P::ManageSettings
                            | P::DisconnectPayments
                            | P::ManageJobs
                            | P::ViewAudit
                            | P::AdjustLedger
                            | P::ManagePlan
                    )
            }
            Self::Cashier => matches!(
                permission,
                P::UseAdmin
                    | P::ViewOrders
                    | P::ManageOrders
                    | P::ViewCustomers
                    | P::ViewBookings
                    | P::ServeBookings
                    | P::ManageBookings
            ),
            Self::Professional => {
                matches!(permission, P::UseAdmin | P::ViewBookings | P::ServeBookings)
            }
            Self::Customer | Self::Vendor => false,
            Self::Support => matches!(
                permission,
                P::RunPlatform | P::SteerShops | P::EnterShops | P::ManageJobs | P::ViewAudit
            ),
            Self::Finance => matches!(permission, P::RunPlatform | P::ViewAudit),
            Self::SuperAdmin => {
                permission.is_platforms() || matches!(permission, P::ManageJobs | P::ViewAudit)
            }
            // Nothing that shows or changes secrets, who works there, or where money goes.
            Self::Helper => {
                !permission.is_platforms()
                    && !matches!(
                        permission,
                        P::ManagePeople | P::ManageSettings | P::DisconnectPayments | P::AdjustLedger
                    )
            }
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
        assert!(!Role::Owner.may(Permission::SteerPlatform) && !Role::Admin.may(Permission::EnterShops));
        assert!(!Role::Manager.may(Permission::ManageJobs));
        assert!(Role::Admin.may(Permission::AdjustLedger) && !Role::Manager.may(Permission::AdjustLedger));
        assert!(Role::Owner.may(Permission::ManagePlan) && !Role::Admin.may(Permission::ManagePlan));
        let letting_go = Permission::DisconnectPayments;
        assert!(
            Role::Owner.may(letting_go) && !Role::Admin.may(letting_go) && !Role::Manager.may(letting_go)
        );
        assert!(Role::Admin.may(Permission::ViewAudit) && !Role::Manager.may(Permission::ViewAudit));
    }

    #[test]
    fn who_helps_sees_no_secrets_and_moves_no_money() {
        assert!(Role::Helper.is_staff() && Role::Helper.may(Permission::ManageCatalog));
        for kept in [
            Permission::ManageSettings,
            Permission::ManagePeople,
            Permission::DisconnectPayments,
            Permission::AdjustLedger,
            Permission::EnterShops,
        ] {
            assert!(!Role::Helper.may(kept), "{kept:?}");
        }
        assert!(!Role::Finance.may(Permission::EnterShops) && !Role::Support.may(Permission::SteerPlatform));
        assert!(
            Role::PROVIDER
                .into_iter()
                .all(|role| role.may(Permission::RunPlatform) && !role.is_staff())
        );
    }
}
