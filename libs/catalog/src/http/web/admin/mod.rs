//! The shop's own pages: products, categories, words for search, the logo.

mod categories;
mod category;
mod logo;
mod picture_desk;
mod product;
mod product_form;
mod product_save;
mod products;
mod sheet;
mod words;

use http::Routes;
use kernel::Permission;

const MANAGE: Permission = Permission::ManageCatalog;

/// Declares the pages.
pub fn routes(r: &mut Routes) {
    product_routes(r);
    category_routes(r);
    r.get("/admin/search-words", "search_words_page", words::page)
        .staff(MANAGE);
    r.post("/admin/search-words", "search_words_form", words::save)
        .staff(MANAGE);
    r.post("/admin/settings/logo", "logo_form", logo::upload)
        .staff(Permission::ManageSettings);
    r.post("/admin/settings/logo/delete", "delete_logo_form", logo::delete)
        .staff(Permission::ManageSettings);
}

fn product_routes(r: &mut Routes) {
    r.get("/admin/products", "desk_products_page", products::page)
        .staff(MANAGE);
    r.post(
        "/admin/products/status",
        "desk_statuses_form",
        products::change_statuses,
    )
    .staff(MANAGE);
    r.get("/admin/products/new", "new_product_page", product::blank)
        .staff(MANAGE);
    r.post("/admin/products/new", "new_product_form", product_save::create)
        .staff(MANAGE);
    r.get("/admin/products/{id}", "desk_product_page", product::show)
        .staff(MANAGE);
    r.post("/admin/products/{id}", "desk_product_form", product_save::change)
        .staff(MANAGE);
    r.post(
        "/admin/products/{id}/duplicate",
        "duplicate_product_form",
        product_save::duplicate,
    )
    .staff(MANAGE);
    r.post(
        "/admin/products/{id}/pictures",
        "upload_picture_form",
        picture_desk::upload,
    )
    .staff(MANAGE);
    r.post(
        "/admin/products/{id}/pictures/arrange",
        "arrange_pictures_form",
        picture_desk::arrange,
    )
    .staff(MANAGE);
}

fn category_routes(r: &mut Routes) {
    r.get("/admin/categories", "desk_categories_page", categories::page)
        .staff(MANAGE);
    r.post(
        "/admin/categories/{id}/move",
        "move_category_form",
        categories::shift,
    )
    .staff(MANAGE);
    r.get("/admin/categories/new", "new_category_page", category::blank)
        .staff(MANAGE);
    r.post("/admin/categories/new", "new_category_form", category::create)
        .staff(MANAGE);
    r.get("/admin/categories/{id}", "desk_category_page", category::show)
        .staff(MANAGE);
    r.post("/admin/categories/{id}", "desk_category_form", category::change)
        .staff(MANAGE);
    r.post(
        "/admin/categories/{id}/delete",
        "delete_category_form",
        category::delete,
    )
    .staff(MANAGE);
    r.post(
        "/admin/categories/{id}/picture",
        "category_picture_form",
        category::upload,
    )
    .staff(MANAGE);
    r.post(
        "/admin/categories/{id}/picture/delete",
        "delete_category_picture_form",
        category::remove_picture,
    )
    .staff(MANAGE);
}
