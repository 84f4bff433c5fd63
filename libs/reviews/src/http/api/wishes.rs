//! The caller's wish list.

use actix_web::{HttpRequest, HttpResponse};
use catalog::ProductId;
use catalog::queries::cards::ProductCard;
use http::{Answer, Id, Visitor};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::wish_key::{tell_token, wish_key};
use crate::model::WishListId;
use crate::ops::wish::{WishKey, add_wish, remove_wish};
use crate::queries::wishes::{find_list, list_wishes};

/// What somebody would like to have.
#[derive(Debug, Serialize, ToSchema)]
pub struct WishList {
    /// What came last first; what the shop no longer shows is left out.
    pub products: Vec<ProductCard>,
}

/// `GET /wishlist`.
pub async fn get(visitor: Visitor, req: HttpRequest) -> Answer {
    let key = wish_key(&visitor, &req);
    let mut tx = visitor.begin().await?;
    let list = find_list(&mut tx, key).await?;
    let products = list_wishes(&mut tx, key).await?;
    tx.commit().await?;
    Ok(answer(&visitor, list, products))
}

/// `PUT /wishlist/{product_id}`.
pub async fn add(visitor: Visitor, req: HttpRequest, id: Id<ProductId>) -> Answer {
    let key = wish_key(&visitor, &req);
    let mut tx = visitor.begin().await?;
    let list = add_wish(&mut tx, key, id.0).await?;
    let key = WishKey {
        token: Some(list),
        ..key
    };
    let products = list_wishes(&mut tx, key).await?;
    tx.commit().await?;
    Ok(answer(&visitor, Some(list), products))
}

/// `DELETE /wishlist/{product_id}`.
pub async fn remove(visitor: Visitor, req: HttpRequest, id: Id<ProductId>) -> Answer {
    let key = wish_key(&visitor, &req);
    let mut tx = visitor.begin().await?;
    let list = remove_wish(&mut tx, key, id.0).await?;
    let products = list_wishes(&mut tx, key).await?;
    tx.commit().await?;
    Ok(answer(&visitor, list, products))
}

fn answer(visitor: &Visitor, list: Option<WishListId>, products: Vec<ProductCard>) -> HttpResponse {
    let mut response = HttpResponse::Ok().json(WishList { products });
    tell_token(visitor, &mut response, list);
    response
}
