//! The shop's settings, as JSON and as a page.

mod api;
mod origins;
mod web;

use http::Routes;
use kernel::Permission;

use crate::ops::{AllowedOrigins, Profile};

pub fn routes(r: &mut Routes) {
    r.get("/api/v1/shop", "show_shop", api::show)
        .summary("The shop: name, looks, contact.")
        .gives::<api::ShopView>(200);
    r.put("/api/v1/admin/settings", "change_settings", api::change)
        .summary("Changes the shop's name, looks and contact.")
        .takes::<Profile>()
        .gives::<api::ShopView>(200)
        .refuses(&[412])
        .staff(Permission::ManageSettings);
    r.get("/api/v1/admin/settings/origins", "show_origins", origins::show)
        .summary("Other sites whose scripts may call the shop's API (CORS).")
        .gives::<origins::OriginsView>(200)
        .staff(Permission::ManageSettings);
    r.put("/api/v1/admin/settings/origins", "allow_origins", origins::change)
        .summary("Replaces the list of other sites whose scripts may call the shop's API.")
        .takes::<AllowedOrigins>()
        .gives::<origins::OriginsView>(200)
        .refuses(&[412])
        .staff(Permission::ManageSettings);
    r.get("/admin/settings", "settings_page", web::show)
        .staff(Permission::ManageSettings);
    r.post("/admin/settings", "settings_form", web::change)
        .staff(Permission::ManageSettings);
    r.post(
        "/admin/settings/origins",
        "allow_origins_form",
        origins::change_form,
    )
    .staff(Permission::ManageSettings);
}
