//! The shop's settings, as JSON and as a page.

mod api;
mod web;

use http::Routes;
use kernel::Permission;

use crate::ops::Profile;

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
    r.get("/admin/settings", "settings_page", web::show)
        .staff(Permission::ManageSettings);
    r.post("/admin/settings", "settings_form", web::change)
        .staff(Permission::ManageSettings);
}
