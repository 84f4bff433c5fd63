//! What files of products answer over HTTP.

mod api;
mod export;
mod faults;
mod grid;
mod look;
mod sheets;
mod web;

use http::Routes;
use kernel::Permission;

use crate::model::GridChange;
use crate::queries::imports::ImportView;
use export::ExportQuery;

const MANAGE: Permission = Permission::ManageCatalog;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    r.post("/api/v1/admin/products/imports", "look_at_import", api::look_at)
        .summary("Looks at a file of products: multipart with `file`. The catalogue stays as it is.")
        .staff(MANAGE)
        .takes_upload()
        .gives::<ImportView>(201);
    r.get("/api/v1/admin/products/imports/{id}", "find_import", api::find)
        .summary("How a file of products stands.")
        .staff(MANAGE)
        .gives::<ImportView>(200);
    r.get(
        "/api/v1/admin/products/imports/{id}/faults",
        "list_import_faults",
        api::faults,
    )
    .summary("What is wrong with a file of products, by line and column.")
    .staff(MANAGE)
    .gives::<api::ImportFaults>(200)
    .holds::<crate::model::Fault>();
    r.post(
        "/api/v1/admin/products/imports/{id}/apply",
        "apply_import",
        api::apply,
    )
    .summary("Applies a file of products that has no faults, whole or not at all.")
    .staff(MANAGE)
    .gives::<ImportView>(202)
    .refuses(&[409]);
    r.get("/api/v1/admin/products/export", "export_products", export::file)
        .summary("All products as a file that can be imported again.")
        .staff(MANAGE)
        .query::<ExportQuery>()
        .gives_file("text/csv");
    r.put("/api/v1/admin/products/grid", "save_grid", grid::save)
        .summary(
            "Changes price, stock, status and category of many products at once; answers what takes it back.",
        )
        .staff(MANAGE)
        .takes::<GridChange>()
        .gives::<GridChange>(200)
        .refuses(&[412]);
    web::routes(r);
}
