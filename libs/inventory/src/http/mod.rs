//! What the inventory answers over HTTP.

mod api;
mod web;

use api::stock as h;
use http::Routes;
use kernel::{Module, PageQuery, Permission};

use crate::ops::receive::Delivery;
use crate::ops::set_on_hand::Count;
use crate::queries::{MovementView, StockView};

const MANAGE: Permission = Permission::ManageInventory;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    r.of_module(Module::Inventory);
    r.get("/api/v1/admin/inventory", "list_stock", h::list)
        .summary("What there is of everything, scarcest first.")
        .staff(MANAGE)
        .query::<h::ListQuery>()
        .gives_page::<StockView>();
    r.put("/api/v1/admin/inventory/{variant_id}", "set_on_hand", h::count)
        .summary("Sets how many pieces are on the shelf.")
        .staff(MANAGE)
        .takes::<Count>()
        .gives::<StockView>(200);
    r.post(
        "/api/v1/admin/inventory/{variant_id}/receive",
        "receive_stock",
        h::receive,
    )
    .summary("Adds pieces that came in.")
    .staff(MANAGE)
    .takes::<Delivery>()
    .gives::<StockView>(200);
    r.get(
        "/api/v1/admin/inventory/{variant_id}/movements",
        "list_movements",
        h::movements,
    )
    .summary("Every change of a variant's stock.")
    .staff(MANAGE)
    .query::<PageQuery>()
    .gives_page::<MovementView>();
    web::admin::routes(r);
}
