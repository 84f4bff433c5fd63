//! Addresses of this slice.

mod api;

use http::{Access, Routes};
use kernel::Permission;

use crate::ops::save_methods::MethodsRequest;
use api::methods::{self, MethodList, MethodSettingList};

/// Declares them.
pub fn routes(r: &mut Routes) {
    r.get("/api/v1/payments/methods", "list_payment_methods", methods::list)
        .summary("Ways to pay that the shop offers")
        .access(Access::Public)
        .gives::<MethodList>(200);
    r.get(
        "/api/v1/admin/payments/methods",
        "get_payment_settings",
        methods::settings,
    )
    .summary("All ways to pay and how they are set up; the ETag is their version")
    .staff(Permission::ManageSettings)
    .gives::<MethodSettingList>(200);
    r.put(
        "/api/v1/admin/payments/methods",
        "put_payment_settings",
        methods::save,
    )
    .summary("Replaces the ways to pay; with If-Match, only if nobody else did meanwhile")
    .staff(Permission::ManageSettings)
    .takes::<MethodsRequest>()
    .gives::<MethodSettingList>(200)
    .refuses(&[412]);
}
