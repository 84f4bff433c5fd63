//! Pictures of products.

use actix_web::{HttpResponse, web};
use http::{Answer, Can, Id, Json, Upload, Visitor, permit};
use kernel::{Error, Line, Result};
use pictures::Prepared;
use serde::Deserialize;

use crate::ops::add_picture::add_picture;
use crate::ops::change_pictures as ops;
use crate::ops::change_pictures::{PictureOrder, PictureText};
use crate::queries::product as queries;
use crate::{PictureId, ProductId};

/// A picture of a product, by both ids.
#[derive(Debug, Deserialize)]
pub struct Place {
    id: ProductId,
    picture_id: PictureId,
}

/// Checked, shrunk and stored, before any transaction begins.
pub(in crate::http) async fn prepared(visitor: &Visitor, upload: &Upload) -> Result<Prepared> {
    let app = &visitor.app;
    let picture = pictures::prepare(&app.env, upload.file.clone(), app.settings.upload_pixels).await?;
    picture.store(&app.storage, visitor.shop.id).await?;
    Ok(picture)
}

/// The row was refused: so its files go. Should that fail, they lie there unseen.
pub(in crate::http) async fn discard(visitor: &Visitor, picture: &Prepared) {
    let _ = pictures::remove(&visitor.app.storage, visitor.shop.id, &picture.key).await;
}

/// `POST /products/{id}/pictures`.
pub async fn add(ctx: Can<permit::ManageCatalog>, id: Id<ProductId>, upload: Upload) -> Answer {
    let alt = match upload.typed.get("alt").trim() {
        "" => None,
        text => Some(Line::parse(text).map_err(|_| Error::invalid("alt", "invalid"))?),
    };
    let picture = prepared(&ctx, &upload).await?;
    let mut tx = ctx.begin().await?;
    match add_picture(&mut tx, id.0, &picture, alt.as_ref()).await {
        Ok(added) => {
            let pictures = queries::pictures(&mut tx, id.0).await?;
            tx.commit().await?;
            let view = pictures
                .into_iter()
                .find(|p| p.id == added)
                .ok_or_else(Error::not_found)?;
            Ok(HttpResponse::Created().json(view))
        }
        Err(e) => {
            discard(&ctx, &picture).await;
            Err(e.into())
        }
    }
}

/// `PUT /products/{id}/pictures/order`.
pub async fn reorder(ctx: Can<permit::ManageCatalog>, id: Id<ProductId>, body: Json<PictureOrder>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::reorder_pictures(&mut tx, id.0, &body.value).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PATCH /products/{id}/pictures/{picture_id}`.
pub async fn describe(
    ctx: Can<permit::ManageCatalog>,
    at: web::Path<Place>,
    body: Json<PictureText>,
) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::describe_picture(&mut tx, at.id, at.picture_id, &body.value).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `DELETE /products/{id}/pictures/{picture_id}`.
pub async fn delete(ctx: Can<permit::ManageCatalog>, at: web::Path<Place>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::delete_picture(&mut tx, at.id, at.picture_id).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
