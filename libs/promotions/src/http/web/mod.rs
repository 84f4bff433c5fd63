//! The shop's own pages: promotions, and groups of customers.

mod form;
mod group;
mod groups;
mod list;
mod page;
mod preview;
mod status;

use http::Routes;

use super::MANAGE;

/// Declares the pages.
pub(super) fn routes(r: &mut Routes) {
    r.get("/admin/promotions", "promotions_page", list::page)
        .staff(MANAGE);
    r.get("/admin/promotions/new", "new_promotion_page", page::blank)
        .staff(MANAGE);
    r.post("/admin/promotions/new", "new_promotion_form", page::create)
        .staff(MANAGE);
    r.get("/admin/promotions/{id}", "promotion_page", page::show)
        .staff(MANAGE);
    r.post("/admin/promotions/{id}", "promotion_form", page::change)
        .staff(MANAGE);
    r.post(
        "/admin/promotions/{id}/status",
        "promotion_status_form",
        status::change,
    )
    .staff(MANAGE);
    r.get("/admin/customer-groups", "customer_groups_page", groups::page)
        .staff(MANAGE);
    r.post(
        "/admin/customer-groups",
        "new_customer_group_form",
        groups::create,
    )
    .staff(MANAGE);
    r.get("/admin/customer-groups/{id}", "customer_group_page", group::page)
        .staff(MANAGE);
    r.post(
        "/admin/customer-groups/{id}",
        "customer_group_form",
        group::rename,
    )
    .staff(MANAGE);
    r.post(
        "/admin/customer-groups/{id}/delete",
        "delete_customer_group_form",
        group::delete,
    )
    .staff(MANAGE);
    r.post(
        "/admin/customer-groups/{id}/members",
        "add_group_member_form",
        group::add,
    )
    .staff(MANAGE);
    r.post(
        "/admin/customer-groups/{id}/members/{person_id}/remove",
        "remove_group_member_form",
        group::remove,
    )
    .staff(MANAGE);
}
