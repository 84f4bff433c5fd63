//! What the inventory answers over HTTP.

mod api;
mod web;

use api::stock as h;
use http::Routes;
use kernel::{Module, PageQuery, Permission};

use crate::ops::ask_notice::NoticeRequest;
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
        .summary("Sets how many pieces are on the shelf; with If-Match \"v12\" only if there were twelve.")
        .staff(MANAGE)
        .takes::<Count>()
        .gives::<StockView>(200)
        .refuses(&[412]);
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
    // What customers wait for concerns the shop that they see, whatever keeps count of its stock.
    r.of_module(Module::Storefront);
    r.post("/api/v1/stock-notices", "ask_stock_notice", api::notices::ask)
        .summary("Tells an address, once, when something that is sold out can be bought again.")
        .takes::<NoticeRequest>()
        .gives_nothing(202)
        .refuses(&[409]);
    r.post("/stock-notices", "stock_notice_form", web::notice::ask);
}
