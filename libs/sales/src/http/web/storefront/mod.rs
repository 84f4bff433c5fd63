//! The shop's own pages about buying: cart, checkout, orders.

mod add_form;
mod cart;
mod cart_forms;
mod checkout;
mod checkout_coupon;
mod checkout_form;
mod checkout_page;
mod find_order;
mod my_orders;
mod order;
mod order_page;
mod view;

use http::{Access, Routes};

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.get("/cart", "cart_page", cart::show).access(Access::Own);
    r.post("/cart/items", "add_to_cart_form", cart_forms::add)
        .page("/cart")
        .access(Access::Own);
    r.post("/cart/items/{id}", "cart_item_form", cart_forms::set)
        .page("/cart")
        .access(Access::Own);
    r.post(
        "/cart/items/{id}/remove",
        "remove_cart_item_form",
        cart_forms::remove,
    )
    .page("/cart")
    .access(Access::Own);
    r.post("/cart/coupons", "add_coupon_form", cart_forms::add_code)
        .page("/cart")
        .access(Access::Own);
    r.post(
        "/cart/coupons/remove",
        "remove_coupon_form",
        cart_forms::remove_code,
    )
    .page("/cart")
    .access(Access::Own);
    r.get("/checkout", "checkout_page", checkout::show)
        .access(Access::Own);
    r.post("/checkout", "checkout_form", checkout::place)
        .changes_pages()
        .access(Access::Own);
    r.post("/checkout/quote", "checkout_quote_form", checkout::quote)
        .page("/checkout")
        .access(Access::Own);
    r.get("/orders/find", "find_order_page", find_order::show);
    r.post("/orders/find", "find_order_form", find_order::send)
        .of_no_module();
    r.get("/orders/{id}", "order_page", order::show)
        .access(Access::Own);
    r.post("/orders/{id}/cancel", "cancel_order_form", order::cancel)
        .page("/orders/{id}")
        .changes_pages()
        .access(Access::Own)
        .of_no_module();
    r.get("/account/orders", "my_orders_page", my_orders::show)
        .access(Access::SignedIn);
}
