//! Categories.

use actix_web::{HttpResponse, web};
use db::TenantTx;
use http::{Answer, Can, Id, Json, Upload, Visitor, permit};
use kernel::{Error, Permission, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::pictures::{discard, prepared};
use crate::CategoryId;
use crate::ops;
use crate::ops::create_category::CategoryInput;
use crate::ops::reorder_categories::CategoryOrder;
use crate::ops::set_category_picture::set_category_picture;
use crate::queries::categories::{Category, CategoryNode, list_categories, tree_of};

/// The whole tree.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryTree {
    /// Categories at the top, each with what is below it.
    pub data: Vec<CategoryNode>,
}

fn sees_hidden(visitor: &Visitor) -> bool {
    visitor
        .person
        .as_ref()
        .is_some_and(|p| p.role.may(Permission::ManageCatalog))
}

/// `GET /categories`.
pub async fn list(visitor: Visitor) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let all = list_categories(&mut tx, sees_hidden(&visitor)).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(CategoryTree { data: tree_of(all) }))
}

/// `GET /categories/{id or slug}`.
pub async fn find(visitor: Visitor, id: web::Path<String>) -> Answer {
    let mut tx = visitor.begin_generic().await?;
    let all = list_categories(&mut tx, sees_hidden(&visitor)).await?;
    tx.commit().await?;
    let node = node(tree_of(all), &id).ok_or_else(Error::not_found)?;
    Ok(HttpResponse::Ok().json(node))
}

fn node(nodes: Vec<CategoryNode>, wanted: &str) -> Option<CategoryNode> {
    let is_it = |c: &Category| c.slug == wanted || c.id.to_string() == wanted;
    nodes.into_iter().find_map(|n| {
        if is_it(&n.category) {
            Some(n)
        } else {
            node(n.children, wanted)
        }
    })
}

/// After a change: the category as it is now.
async fn changed(mut response: actix_web::HttpResponseBuilder, mut tx: TenantTx, id: CategoryId) -> Answer {
    let category = one(&mut tx, id).await?;
    tx.commit().await?;
    Ok(response.json(category))
}

async fn one(tx: &mut TenantTx, id: CategoryId) -> Result<Category> {
    list_categories(tx, true)
        .await?
        .into_iter()
        .find(|c| c.id == id)
        .ok_or_else(Error::not_found)
}

/// `POST /categories`.
pub async fn create(ctx: Can<permit::ManageCatalog>, body: Json<CategoryInput>) -> Answer {
    let mut tx = ctx.begin().await?;
    let id = ops::create_category::create_category(&mut tx, &body.value).await?;
    changed(HttpResponse::Created(), tx, id).await
}

/// `PUT /categories/{id}`.
pub async fn update(
    ctx: Can<permit::ManageCatalog>,
    id: Id<CategoryId>,
    body: Json<CategoryInput>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::update_category::update_category(&mut tx, id.0, &body.value).await?;
    changed(HttpResponse::Ok(), tx, id.0).await
}

/// `DELETE /categories/{id}`.
pub async fn delete(ctx: Can<permit::ManageCatalog>, id: Id<CategoryId>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::delete_category::delete_category(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /admin/categories/order`.
pub async fn reorder(ctx: Can<permit::ManageCatalog>, body: Json<CategoryOrder>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::reorder_categories::reorder_categories(&mut tx, &body.value).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /categories/{id}/picture`.
pub async fn set_picture(ctx: Can<permit::ManageCatalog>, id: Id<CategoryId>, upload: Upload) -> Answer {
    let picture = prepared(&ctx, &upload).await?;
    let mut tx = ctx.begin().await?;
    match set_category_picture(&mut tx, id.0, Some(&picture.key)).await {
        Ok(()) => changed(HttpResponse::Ok(), tx, id.0).await,
        Err(e) => {
            discard(&ctx, &picture).await;
            Err(e.into())
        }
    }
}

/// `DELETE /categories/{id}/picture`.
pub async fn remove_picture(ctx: Can<permit::ManageCatalog>, id: Id<CategoryId>) -> Answer {
    let mut tx = ctx.begin().await?;
    set_category_picture(&mut tx, id.0, None).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
