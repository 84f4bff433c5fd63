//! The demo's logins: shown on its sign-in pages, and made by whoever loads the demo.

use kernel::Role;

/// Everybody's password in the demo.
pub const PASSWORD: &str = "Vitrina-demo-2026";

/// Somebody who can sign in at the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoLogin {
    /// Slug of the tenant.
    pub tenant: &'static str,
    /// Address to sign in with.
    pub email: &'static str,
    /// As what.
    pub role: Role,
}

/// All of them.
pub const LOGINS: [DemoLogin; 6] = [
    DemoLogin {
        tenant: "demo",
        email: "duena@demo.test",
        role: Role::Owner,
    },
    DemoLogin {
        tenant: "demo",
        email: "caja@demo.test",
        role: Role::Cashier,
    },
    DemoLogin {
        tenant: "demo",
        email: "profesional@demo.test",
        role: Role::Professional,
    },
    DemoLogin {
        tenant: "demo",
        email: "clienta@demo.test",
        role: Role::Customer,
    },
    DemoLogin {
        tenant: "bordados",
        email: "dueno@bordados.test",
        role: Role::Owner,
    },
    DemoLogin {
        tenant: "platform",
        email: "soporte@vitrina.test",
        role: Role::Support,
    },
];
