//! Pictures of a product: added one by one, described, put in order, taken away.

use actix_web::HttpRequest;
use http::page::refusal;
use http::{Answer, Can, Form, Id, Typed, Upload, Visitor, html_with, permit, see_other};
use kernel::{Error, Line, Result};
use serde::Deserialize;
use validator::Validate;

use super::product::{Filling, stored};
use crate::http::api::pictures::{discard, prepared};
use crate::ops::add_picture::add_picture;
use crate::ops::change_pictures::{
    PictureOrder, PictureText, delete_picture, describe_picture, reorder_pictures,
};
use crate::queries::product::{PictureView, find_product};
use crate::{PictureId, ProductId, ProductStatus};

type Keeper = Can<permit::ManageCatalog>;

/// `POST /admin/products/{id}/pictures`.
pub async fn upload(ctx: Keeper, req: HttpRequest, Id(id): Id<ProductId>, upload: Upload) -> Answer {
    let error = match add(&ctx, id, &upload).await {
        Ok(()) => return Ok(see_other(&back(id, "catalog-picture-added"))),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let mut page = stored(&ctx, &req, id, Filling::Stored).await?;
    page.blame_picture(&error);
    html_with(status, &page)
}

async fn add(ctx: &Visitor, id: ProductId, upload: &Upload) -> Result<()> {
    let picture = prepared(ctx, upload).await?;
    let mut tx = ctx.begin().await?;
    match add_picture(&mut tx, id, &picture, None).await {
        Ok(_) => tx.commit().await,
        Err(error) => {
            discard(ctx, &picture).await;
            Err(error)
        }
    }
}

/// The button that was pressed: `save`, `first:ID`, `earlier:ID`, `later:ID` or `delete:ID`.
#[derive(Debug, Deserialize, Validate)]
pub struct ArrangeForm {
    #[serde(default)]
    action: String,
}

/// `POST /admin/products/{id}/pictures/arrange`.
pub async fn arrange(ctx: Keeper, Id(id): Id<ProductId>, form: Form<ArrangeForm>) -> Answer {
    let typed = form.typed.clone();
    let action = form.into_inner()?.action;
    let mut tx = ctx.begin().await?;
    let found = find_product(&mut tx, &id.to_string(), &ProductStatus::ALL).await?;
    let pictures = found
        .filter(|p| p.card.id == id)
        .ok_or_else(Error::not_found)?
        .pictures;
    for (picture, text) in changed_texts(&pictures, &typed) {
        describe_picture(&mut tx, id, picture, &text).await?;
    }
    match action.split_once(':') {
        Some(("delete", wanted)) => delete_picture(&mut tx, id, picture_id(wanted)?).await?,
        Some((way, wanted)) => {
            let ids = moved(pictures.iter().map(|p| p.id).collect(), picture_id(wanted)?, way);
            reorder_pictures(&mut tx, id, &PictureOrder { ids }).await?;
        }
        None => {}
    }
    tx.commit().await?;
    Ok(see_other(&back(id, "catalog-pictures-saved")))
}

fn back(id: ProductId, done: &str) -> String {
    format!("/admin/products/{id}?done={done}#pictures")
}

fn picture_id(text: &str) -> Result<PictureId> {
    text.parse().map_err(|_| Error::not_found())
}

fn changed_texts(pictures: &[PictureView], typed: &Typed) -> Vec<(PictureId, PictureText)> {
    let change = |picture: &PictureView| {
        let field = format!("alt.{}", picture.id);
        let text = typed.get(&field).trim();
        let is_other = typed.has(&field) && text != picture.alt.as_deref().unwrap_or_default();
        is_other.then(|| {
            (
                picture.id,
                PictureText {
                    alt: Line::parse(text).ok(),
                },
            )
        })
    };
    pictures.iter().filter_map(change).collect()
}

/// The list with one of its pictures moved.
fn moved(mut ids: Vec<PictureId>, wanted: PictureId, way: &str) -> Vec<PictureId> {
    let Some(at) = ids.iter().position(|id| *id == wanted) else {
        return ids;
    };
    let to = match way {
        "first" => 0,
        "earlier" => at.saturating_sub(1),
        "later" => (at + 1).min(ids.len() - 1),
        _ => at,
    };
    let picture = ids.remove(at);
    ids.insert(to, picture);
    ids
}

#[cfg(test)]
mod tests {
    use super::moved;
    use crate::PictureId;
    use kernel::id::Uuid;

    #[test]
    fn pictures_move_within_the_list() {
        let ids = || (0..3).map(|n| PictureId(Uuid::from_u128(n))).collect::<Vec<_>>();
        let order = |wanted: u128, way| -> Vec<u128> {
            moved(ids(), PictureId(Uuid::from_u128(wanted)), way)
                .iter()
                .map(|id| id.0.as_u128())
                .collect()
        };
        assert_eq!(order(2, "first"), [2, 0, 1]);
        assert_eq!(order(1, "earlier"), [1, 0, 2]);
        assert_eq!(order(2, "later"), [0, 1, 2]);
        assert_eq!(order(0, "later"), [1, 0, 2]);
        assert_eq!(order(9, "first"), [0, 1, 2]);
    }
}
