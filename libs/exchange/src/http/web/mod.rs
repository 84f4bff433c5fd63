//! The shop's own pages: a file is brought, looked at, applied; and all products taken along.

mod grid;
mod grid_form;
mod import;
mod imports;
pub(super) mod words;

use http::Routes;
use kernel::Permission;

use super::{MANAGE, export, faults, sheets};

/// Declares the pages.
pub(super) fn routes(r: &mut Routes) {
    r.get("/admin/products/import", "imports_page", imports::page)
        .staff(MANAGE);
    r.post("/admin/products/import", "import_form", imports::bring)
        .staff(MANAGE);
    r.get("/admin/products/export", "export_products_file", export::file)
        .staff(MANAGE);
    r.get("/admin/products/imports/{id}", "import_page", import::page)
        .staff(MANAGE);
    r.get("/admin/products/imports/{id}/live", "import_live", import::live)
        .staff(MANAGE);
    r.get(
        "/admin/products/imports/{id}/faults.csv",
        "import_faults_csv",
        faults::file,
    )
    .staff(MANAGE);
    r.post(
        "/admin/products/imports/{id}/apply",
        "apply_import_form",
        import::apply,
    )
    .staff(MANAGE);
    r.get("/admin/products/grid", "grid_page", grid::page)
        .staff(MANAGE);
    r.post("/admin/products/grid", "grid_form", grid::save)
        .staff(MANAGE);
    // Whoever only reads takes what is theirs with them.
    r.post("/admin/export/products", "products_sheet_form", sheets::products)
        .staff(MANAGE)
        .when_unpaid();
    r.post("/admin/export/orders", "orders_sheet_form", sheets::orders)
        .staff(Permission::ViewOrders)
        .when_unpaid();
    r.post(
        "/admin/export/customers",
        "customers_sheet_form",
        sheets::customers,
    )
    .staff(Permission::ViewCustomers)
    .when_unpaid();
}
