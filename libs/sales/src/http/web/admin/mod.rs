//! The shop's own pages: orders, customers, shipping, ways to pay.

mod customers;
mod order;
mod orders;
mod packing;
mod payments;
mod shipping;
mod steps;
mod zone;
mod zone_form;

use http::Routes;
use kernel::Permission;

/// Declares the pages.
pub fn routes(r: &mut Routes) {
    let (see, change) = (Permission::ViewOrders, Permission::ManageOrders);
    r.get("/admin/orders", "desk_orders_page", orders::page)
        .staff(see);
    r.get("/admin/orders/{id}", "desk_order_page", order::page)
        .staff(see);
    r.get("/admin/orders/{id}/print", "desk_packing_page", packing::page)
        .staff(see);
    r.post("/admin/orders/{id}/step", "desk_step_form", steps::step)
        .page("/admin/orders/{id}")
        .staff(change);
    r.post("/admin/orders/{id}/payment", "desk_payment_form", steps::pay)
        .gives_money()
        .page("/admin/orders/{id}")
        .staff(change);
    r.post("/admin/orders/{id}/refund", "desk_refund_form", steps::refund)
        .page("/admin/orders/{id}")
        .gives_money()
        .staff(change);
    r.get("/admin/customers", "customers_page", customers::list)
        .staff(Permission::ViewCustomers);
    r.get("/admin/customers/{id}", "customer_page", customers::show)
        .staff(Permission::ViewCustomers);
    settings(r, Permission::ManageSettings);
}

fn settings(r: &mut Routes, may: Permission) {
    r.get("/admin/shipping", "shipping_page", shipping::page)
        .staff(may);
    r.post("/admin/shipping/pickup", "pickup_form", shipping::save_pickup)
        .page("/admin/shipping")
        .staff(may);
    r.get("/admin/shipping/zones/new", "new_zone_page", zone::blank)
        .staff(may);
    r.post("/admin/shipping/zones/new", "new_zone_form", zone::create)
        .staff(may);
    r.get("/admin/shipping/zones/{position}", "zone_page", zone::show)
        .staff(may);
    r.post("/admin/shipping/zones/{position}", "zone_form", zone::change)
        .staff(may);
    r.post(
        "/admin/shipping/zones/{position}/delete",
        "delete_zone_form",
        zone::delete,
    )
    .page("/admin/shipping/zones/{position}")
    .staff(may);
    r.get("/admin/payments", "payments_page", payments::page)
        .staff(may);
    r.post("/admin/payments", "payments_form", payments::save)
        .staff(may);
}
