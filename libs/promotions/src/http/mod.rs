//! Addresses of this slice.

mod api;
mod describe;
mod groups_api;
mod views;
mod web;

use http::Routes;
use kernel::{Module, Permission};

use crate::model::PromotionRequest;
use crate::ops::put_in_group::GroupMemberRequest;
use crate::ops::save_group::CustomerGroupRequest;
use crate::queries::groups::CustomerGroup;
use views::PromotionView;

const MANAGE: Permission = Permission::ManageCatalog;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    r.of_module(Module::Storefront);
    promotions(r);
    groups(r);
    web::routes(r);
}

fn promotions(r: &mut Routes) {
    r.get("/api/v1/admin/promotions", "list_promotions", api::list)
        .summary("Promotions, newest first; without a state, all that were not put away")
        .staff(MANAGE)
        .query::<api::PromotionListQuery>()
        .gives_page::<PromotionView>();
    r.post("/api/v1/admin/promotions", "create_promotion", api::create)
        .summary("Makes a coupon, or a discount that is given by itself")
        .staff(MANAGE)
        .takes::<PromotionRequest>()
        .gives::<PromotionView>(201)
        .refuses(&[409]);
    r.get("/api/v1/admin/promotions/{id}", "get_promotion", api::get)
        .summary("One of them; the ETag is its version")
        .staff(MANAGE)
        .gives::<PromotionView>(200);
    r.put("/api/v1/admin/promotions/{id}", "update_promotion", api::update)
        .summary("Changes it; with If-Match, only if nobody else did meanwhile")
        .staff(MANAGE)
        .takes::<PromotionRequest>()
        .gives::<PromotionView>(200)
        .refuses(&[412]);
    r.put(
        "/api/v1/admin/promotions/{id}/status",
        "set_promotion_status",
        api::set_status,
    )
    .summary("Stops it for a while, lets it go on, puts it away or brings it back")
    .staff(MANAGE)
    .takes::<api::PromotionStatusRequest>()
    .gives::<PromotionView>(200)
    .refuses(&[409, 412]);
}

fn groups(r: &mut Routes) {
    r.get(
        "/api/v1/admin/customer-groups",
        "list_customer_groups",
        groups_api::list,
    )
    .summary("Groups of customers, by name")
    .staff(MANAGE)
    .gives::<groups_api::CustomerGroupList>(200);
    r.post(
        "/api/v1/admin/customer-groups",
        "create_customer_group",
        groups_api::create,
    )
    .summary("Makes a group")
    .staff(MANAGE)
    .takes::<CustomerGroupRequest>()
    .gives::<CustomerGroup>(201);
    r.put(
        "/api/v1/admin/customer-groups/{id}",
        "rename_customer_group",
        groups_api::rename,
    )
    .summary("Names it anew; with If-Match, only if nobody else did meanwhile")
    .staff(MANAGE)
    .takes::<CustomerGroupRequest>()
    .gives::<CustomerGroup>(200)
    .refuses(&[412]);
    r.delete(
        "/api/v1/admin/customer-groups/{id}",
        "delete_customer_group",
        groups_api::delete,
    )
    .summary("Takes it away; promotions that were for it alone are for nobody then")
    .staff(MANAGE)
    .gives_nothing(204);
    members(r);
}

fn members(r: &mut Routes) {
    r.get(
        "/api/v1/admin/customer-groups/{id}/members",
        "list_group_members",
        groups_api::members,
    )
    .summary("Who is in it, by name: the first thousand")
    .staff(MANAGE)
    .gives::<groups_api::GroupMemberList>(200);
    r.post(
        "/api/v1/admin/customer-groups/{id}/members",
        "add_group_member",
        groups_api::add,
    )
    .summary("Puts a customer in, by the e-mail of their account; twice is once")
    .staff(MANAGE)
    .takes::<GroupMemberRequest>()
    .gives::<groups_api::GroupMemberList>(201);
    r.delete(
        "/api/v1/admin/customer-groups/{id}/members/{person_id}",
        "remove_group_member",
        groups_api::remove,
    )
    .summary("Takes a customer out")
    .staff(MANAGE)
    .gives_nothing(204);
}
