//! What the catalog answers over HTTP.

mod api;
mod media;
mod web;

use http::cache::Sharing;
use http::limits::Class;
use http::routes::Limit;
use http::{Access, Routes};
use kernel::{Module, Permission};

use crate::model::{ProductInput, ProductPatch, VariantSet};
use crate::ops::change_brand::BrandInput;
use crate::ops::change_pictures::{PictureOrder, PictureText};
use crate::ops::change_statuses::StatusChange;
use crate::ops::create_category::CategoryInput;
use crate::ops::put_words::WordsInput;
use crate::ops::reorder_categories::CategoryOrder;
use crate::queries::brands::{Brand, Tag};
use crate::queries::categories::{Category, CategoryNode};
use crate::queries::product::PictureView;

const MANAGE: Permission = Permission::ManageCatalog;
const CREATED: u16 = 201;

/// Declares them.
pub(crate) fn routes(r: &mut Routes) {
    r.of_module(Module::Storefront);
    products(r);
    pictures(r);
    categories(r);
    brands(r);
    search(r);
    places(r);
    web::storefront::routes(r);
    web::admin::routes(r);
}

fn products(r: &mut Routes) {
    use api::products as h;
    r.get("/api/v1/products", "list_products", h::list)
        .summary("Products by filter and order.")
        .shared(Sharing::Data)
        .query::<h::ListQuery>()
        .gives_page::<h::ProductRow>();
    r.post("/api/v1/products", "create_product", h::create)
        .summary("A new product.")
        .staff(MANAGE)
        .takes::<ProductInput>()
        .gives::<h::Product>(CREATED);
    r.get("/api/v1/products/{id}", "find_product", h::find)
        .summary("One product, by id or slug.")
        .shared(Sharing::Data)
        .gives::<h::Product>(200);
    r.put("/api/v1/products/{id}", "update_product", h::update)
        .summary("Replaces a product.")
        .staff(MANAGE)
        .takes::<ProductInput>()
        .gives::<h::Product>(200)
        .refuses(&[412]);
    r.patch("/api/v1/products/{id}", "patch_product", h::patch)
        .summary("Changes some fields of a product.")
        .staff(MANAGE)
        .takes::<ProductPatch>()
        .gives::<h::Product>(200)
        .refuses(&[412]);
    r.delete("/api/v1/products/{id}", "archive_product", h::archive)
        .summary("Takes a product from sale; orders go on showing it.")
        .staff(MANAGE)
        .gives_nothing(204)
        .refuses(&[412]);
    r.put("/api/v1/products/{id}/variants", "put_variants", h::put_variants)
        .summary("Replaces the options and variants of a product.")
        .staff(MANAGE)
        .takes::<VariantSet>()
        .gives::<h::Product>(200)
        .refuses(&[412]);
    r.post(
        "/api/v1/products/{id}/duplicate",
        "duplicate_product",
        h::duplicate,
    )
    .summary("A draft like another product.")
    .staff(MANAGE)
    .gives::<h::Product>(CREATED);
    r.put(
        "/api/v1/admin/products/status",
        "change_product_statuses",
        h::change_statuses,
    )
    .summary("Publishes, hides or archives many products.")
    .staff(MANAGE)
    .takes::<StatusChange>()
    .gives_nothing(204);
}

fn pictures(r: &mut Routes) {
    use api::pictures as h;
    r.post("/api/v1/products/{id}/pictures", "add_picture", h::add)
        .summary("A picture more: multipart with `file` and, if wanted, `alt`.")
        .staff(MANAGE)
        .takes_upload()
        .gives::<PictureView>(CREATED)
        .refuses(&[409]);
    r.put(
        "/api/v1/products/{id}/pictures/order",
        "reorder_pictures",
        h::reorder,
    )
    .summary("Puts the pictures of a product in order.")
    .staff(MANAGE)
    .takes::<PictureOrder>()
    .gives_nothing(204);
    r.patch(
        "/api/v1/products/{id}/pictures/{picture_id}",
        "describe_picture",
        h::describe,
    )
    .summary("Says what a picture shows.")
    .staff(MANAGE)
    .takes::<PictureText>()
    .gives_nothing(204);
    r.delete(
        "/api/v1/products/{id}/pictures/{picture_id}",
        "delete_picture",
        h::delete,
    )
    .summary("Takes a picture away.")
    .staff(MANAGE)
    .gives_nothing(204);
    r.get("/media/{key}", "media", media::serve)
        .limit(Limit::Uncounted)
        .for_provider()
        .summary("A picture's file.");
}

fn categories(r: &mut Routes) {
    use api::categories as h;
    r.get("/api/v1/categories", "list_categories", h::list)
        .summary("The tree of categories.")
        .shared(Sharing::Data)
        .gives::<h::CategoryTree>(200);
    r.post("/api/v1/categories", "create_category", h::create)
        .summary("A new category.")
        .staff(MANAGE)
        .takes::<CategoryInput>()
        .gives::<Category>(CREATED);
    r.get("/api/v1/categories/{id}", "find_category", h::find)
        .summary("One category with what is below it, by id or slug.")
        .shared(Sharing::Data)
        .gives::<CategoryNode>(200);
    r.put("/api/v1/categories/{id}", "update_category", h::update)
        .summary("Replaces a category or moves it.")
        .staff(MANAGE)
        .takes::<CategoryInput>()
        .gives::<Category>(200);
    r.delete("/api/v1/categories/{id}", "delete_category", h::delete)
        .summary("Deletes a category that nothing hangs on.")
        .staff(MANAGE)
        .gives_nothing(204)
        .refuses(&[409]);
    r.put("/api/v1/admin/categories/order", "reorder_categories", h::reorder)
        .summary("Puts sibling categories in order.")
        .staff(MANAGE)
        .takes::<CategoryOrder>()
        .gives_nothing(204);
    r.post(
        "/api/v1/categories/{id}/picture",
        "set_category_picture",
        h::set_picture,
    )
    .summary("The picture of a category: multipart with `file`.")
    .staff(MANAGE)
    .takes_upload()
    .gives::<Category>(200);
    r.delete(
        "/api/v1/categories/{id}/picture",
        "remove_category_picture",
        h::remove_picture,
    )
    .summary("Takes the picture of a category away.")
    .staff(MANAGE)
    .gives_nothing(204);
}

fn brands(r: &mut Routes) {
    use api::brands as h;
    r.get("/api/v1/brands", "list_brands", h::list)
        .summary("All brands.")
        .shared(Sharing::Data)
        .gives::<h::All<Brand>>(200);
    r.post("/api/v1/brands", "create_brand", h::create)
        .summary("A new brand.")
        .staff(MANAGE)
        .takes::<BrandInput>()
        .gives::<Brand>(CREATED);
    r.put("/api/v1/brands/{id}", "update_brand", h::update)
        .summary("Renames a brand.")
        .staff(MANAGE)
        .takes::<BrandInput>()
        .gives::<Brand>(200);
    r.delete("/api/v1/brands/{id}", "delete_brand", h::delete)
        .summary("Deletes a brand that no product bears.")
        .staff(MANAGE)
        .gives_nothing(204)
        .refuses(&[409]);
    r.get("/api/v1/admin/tags", "list_tags", h::list_tags)
        .summary("The commonest tags.")
        .staff(MANAGE)
        .gives::<h::All<Tag>>(200)
        .holds::<Tag>();
}

fn search(r: &mut Routes) {
    use api::{search as h, words};
    r.get("/api/v1/search/products", "search_products", h::search)
        .summary("Products by words, with counts for the filters.")
        .limit(Limit::Class(Class::Search))
        .shared(Sharing::Data)
        .query::<h::SearchQuery>()
        .gives::<h::SearchView>(200);
    r.get("/api/v1/search/suggestions", "suggest", h::suggestions)
        .summary("What somebody may be about to type.")
        .limit(Limit::Class(Class::Search))
        .shared(Sharing::Data)
        .query::<h::SuggestQuery>()
        .gives::<h::Suggestions>(200);
    r.get("/api/v1/admin/search/words", "list_search_words", words::list)
        .summary("The shop's synonyms and stop words.")
        .staff(MANAGE)
        .gives::<words::WordsView>(200);
    r.put("/api/v1/admin/search/words", "put_search_words", words::put)
        .summary("Replaces the shop's synonyms and stop words.")
        .staff(MANAGE)
        .takes::<WordsInput>()
        .gives::<words::WordsView>(200);
}

fn places(r: &mut Routes) {
    use api::places as h;
    r.get("/api/v1/places/departments", "list_departments", h::departments)
        .summary("Colombian departments.")
        .access(Access::Public)
        .gives::<h::Departments>(200);
    r.get(
        "/api/v1/places/{code}/municipalities",
        "list_municipalities",
        h::municipalities,
    )
    .summary("Municipalities of a department, with their DANE codes.")
    .access(Access::Public)
    .gives::<h::Municipalities>(200);
}
