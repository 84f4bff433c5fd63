//! JSON.

mod admin_orders;
mod carts;
mod customers;
mod followers;
mod order_events;
mod order_payments;
mod order_views;
mod orders;
mod settings;
mod shipping;

use http::routes::Scope;
use http::{Access, Routes};
use kernel::Permission;
use notifications::{DeviceIdView, SubscribeRequest};
use utoipa::openapi::Required;

use crate::ops::add_item::ItemRequest;
use crate::ops::advance_order::StepRequest;
use crate::ops::cancel_order::CancelRequest;
use crate::ops::change_coupons::CouponRequest;
use crate::ops::change_item::QuantityRequest;
use crate::ops::place_order::OrderRequest;
use crate::ops::receive_payment::ReceiptRequest;
use crate::ops::save_settings::CheckoutSettingsRequest;
use crate::ops::save_shipping::ShippingRequest;
use crate::queries::carts::CartView;
use crate::queries::customers::CustomerRow;
use crate::queries::orders::OrderSummary;

pub use order_views::{OrderView, PlacedView};
pub use orders::{actor_of, buyer_of, claim_for};

/// Declares the paths.
pub fn routes(r: &mut Routes) {
    carts(r);
    shipping(r);
    orders(r);
    followers(r);
    staff(r);
}

fn carts(r: &mut Routes) {
    r.get("/api/v1/cart", "get_cart", carts::get)
        .summary("The caller's cart at today's prices; X-Cart-Token tells its token")
        .access(Access::Own)
        .gives::<CartView>(200);
    r.delete("/api/v1/cart", "empty_cart", carts::empty)
        .summary("Takes everything out of the cart")
        .access(Access::Own)
        .gives::<CartView>(200);
    r.post("/api/v1/cart/items", "add_cart_item", carts::add)
        .summary("Puts something into the cart")
        .access(Access::Own)
        .takes::<ItemRequest>()
        .gives::<CartView>(201)
        .refuses(&[409]);
    r.put("/api/v1/cart/items/{id}", "set_cart_item", carts::set)
        .summary("Sets the quantity of a line")
        .access(Access::Own)
        .takes::<QuantityRequest>()
        .gives::<CartView>(200)
        .refuses(&[409]);
    r.delete("/api/v1/cart/items/{id}", "remove_cart_item", carts::remove)
        .summary("Takes a line out of the cart")
        .access(Access::Own)
        .gives::<CartView>(200);
    r.post("/api/v1/cart/coupons", "add_cart_coupon", carts::add_code)
        .summary("Puts a coupon into the cart; whether it gives something now is told there")
        .access(Access::Own)
        .takes::<CouponRequest>()
        .gives::<CartView>(201)
        .refuses(&[409]);
    r.delete(
        "/api/v1/cart/coupons/{code}",
        "remove_cart_coupon",
        carts::remove_code,
    )
    .summary("Takes a coupon out of the cart")
    .access(Access::Own)
    .gives::<CartView>(200);
}

fn shipping(r: &mut Routes) {
    r.get(
        "/api/v1/shipping/options",
        "list_shipping_options",
        shipping::options,
    )
    .summary("How the present cart can reach a municipality")
    .access(Access::Own)
    .query::<shipping::OptionsQuery>()
    .gives::<shipping::ShippingOptionList>(200);
    r.get("/api/v1/admin/shipping", "get_shipping", shipping::get)
        .summary("Zones, rates and pick-up; the ETag is their version")
        .staff(Permission::ManageSettings)
        .gives::<shipping::ShippingView>(200);
    r.put("/api/v1/admin/shipping", "put_shipping", shipping::put)
        .summary("Replaces zones, rates and pick-up; with If-Match, only if nobody else did meanwhile")
        .staff(Permission::ManageSettings)
        .takes::<ShippingRequest>()
        .gives::<shipping::ShippingView>(200)
        .refuses(&[412]);
    r.get("/api/v1/admin/checkout", "get_checkout_settings", settings::get)
        .summary("How orders are taken; the ETag is the version")
        .staff(Permission::ManageSettings)
        .gives::<settings::CheckoutSettingsView>(200);
    r.put("/api/v1/admin/checkout", "put_checkout_settings", settings::put)
        .summary("Says how orders are taken; with If-Match, only if nobody else did meanwhile")
        .staff(Permission::ManageSettings)
        .takes::<CheckoutSettingsRequest>()
        .gives::<settings::CheckoutSettingsView>(200)
        .refuses(&[412]);
}

fn orders(r: &mut Routes) {
    r.post("/api/v1/orders", "place_order", orders::place)
        .changes_pages()
        .summary("Orders what is in the cart")
        .header(
            "Idempotency-Key",
            Required::True,
            "1 to 255 visible ASCII characters, new for each order: the same key again gives the same answer.",
        )
        .access(Access::Own)
        .takes::<OrderRequest>()
        .gives::<PlacedView>(201)
        .refuses(&[409]);
    r.get("/api/v1/orders", "list_own_orders", orders::list)
        .summary("The caller's own orders, newest first")
        .access(Access::SignedIn)
        .query::<kernel::PageQuery>()
        .gives_page::<OrderSummary>();
    r.get("/api/v1/orders/{id}", "get_order", orders::get)
        .summary("An order: one's own, that of the link's key, or any for staff")
        .access(Access::Own)
        .open_to_keys(Scope::OrdersRead)
        .query::<orders::KeyQuery>()
        .gives::<OrderView>(200);
    r.post("/api/v1/orders/{id}/cancel", "cancel_order", orders::cancel)
        .changes_pages()
        .summary("The customer calls the order off, until the shop confirms it")
        .access(Access::Own)
        .query::<orders::KeyQuery>()
        .takes::<CancelRequest>()
        .gives::<OrderView>(200)
        .refuses(&[409])
        .of_no_module();
    r.post("/api/v1/orders/{id}/payments", "pay_order", order_payments::pay)
        .summary("Begins to pay an order over a provider; the answer says where the payer goes on")
        .header(
            "Idempotency-Key",
            Required::True,
            "1 to 255 visible ASCII characters, new for each try: the same key again gives the same payment.",
        )
        .access(Access::Own)
        .query::<orders::KeyQuery>()
        .takes::<order_payments::PayOrderRequest>()
        .gives::<order_payments::BegunPaymentView>(201)
        .refuses(&[409]);
    r.get("/api/v1/orders/{id}/events", "watch_order", order_events::watch)
        .summary("Tells each change of the order as it happens: `event: status`")
        .access(Access::Own)
        .query::<orders::KeyQuery>()
        .gives_events();
}

fn followers(r: &mut Routes) {
    r.post("/api/v1/orders/{id}/devices", "follow_order", followers::follow)
        .summary("Tells a browser of its customer's what becomes of it; ten browsers at most")
        .access(Access::Own)
        .query::<orders::KeyQuery>()
        .takes::<SubscribeRequest>()
        .gives::<DeviceIdView>(201)
        .refuses(&[409]);
    r.delete(
        "/api/v1/orders/{id}/devices/{device}",
        "unfollow_order",
        followers::unfollow,
    )
    .summary("Tells that browser no more of it")
    .access(Access::Own)
    .query::<orders::KeyQuery>()
    .gives_nothing(204);
}

fn staff(r: &mut Routes) {
    r.put(
        "/api/v1/orders/{id}/status",
        "set_order_status",
        admin_orders::set_status,
    )
    .summary("Takes an order one step further")
    .staff(Permission::ManageOrders)
    .takes::<StepRequest>()
    .gives::<OrderView>(200)
    .refuses(&[409, 412]);
    r.post(
        "/api/v1/orders/{id}/payments/received",
        "receive_order_payment",
        admin_orders::received,
    )
    .gives_money()
    .summary("Marks an order as paid")
    .staff(Permission::ManageOrders)
    .closed_to_keys()
    .takes::<ReceiptRequest>()
    .gives::<OrderView>(200)
    .refuses(&[409]);
    r.post(
        "/api/v1/orders/{id}/payments/refunded",
        "refund_order_payment",
        admin_orders::refunded,
    )
    .gives_money()
    .summary("Marks an order's money as given back")
    .staff(Permission::ManageOrders)
    .takes::<ReceiptRequest>()
    .gives::<OrderView>(200)
    .refuses(&[409]);
    r.get("/api/v1/admin/orders", "list_orders", admin_orders::list)
        .summary("The shop's orders")
        .staff(Permission::ViewOrders)
        .query::<admin_orders::OrderListQuery>()
        .gives_page::<OrderSummary>();
    r.get("/api/v1/admin/customers", "list_customers", customers::list)
        .summary("Who bought and who registered")
        .staff(Permission::ViewCustomers)
        .query::<customers::CustomerListQuery>()
        .gives_page::<CustomerRow>();
}
