//! The wish list, of who is signed in and of who is not, and the heart that fills it.

use actix_web::HttpRequest;
use askama::Template;
use catalog::ProductId;
use catalog::queries::cards::ProductCard;
use http::page::{Crumb, local_path};
use http::{Answer, Form, Page, Visitor, html, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use crate::http::wish_key::{tell_token, wish_key};
use crate::model::WishListId;
use crate::ops::wish::{WishKey, add_wish, remove_wish};
use crate::queries::wishes::list_wishes;

#[derive(Template)]
#[template(path = "reviews/storefront/wishes.html")]
struct WishesPage {
    page: Page,
    crumbs: Vec<Crumb>,
    wishes: Vec<Wish>,
    is_signed_in: bool,
}

struct Wish {
    product_id: String,
    url: String,
    name: String,
    picture: Option<String>,
    price: String,
    in_stock: bool,
    /// What is put into the cart, when there is nothing to choose.
    variant_id: Option<String>,
}

/// `GET /account/wishlist`.
pub async fn show(visitor: Visitor, req: HttpRequest) -> Answer {
    let key = wish_key(&visitor, &req);
    let mut tx = visitor.begin().await?;
    let found = list_wishes(&mut tx, key).await?;
    tx.commit().await?;
    let page = Page::titled(&visitor, &req, "wishes-title");
    html(&WishesPage {
        crumbs: vec![
            Crumb::new("/", page.t("ui-home")),
            Crumb::new("", page.title.clone()),
        ],
        wishes: found.into_iter().map(|card| wish(&page, card)).collect(),
        is_signed_in: visitor.person.is_some(),
        page,
    })
}

fn wish(page: &Page, card: ProductCard) -> Wish {
    let price = page.money(card.price);
    Wish {
        product_id: card.id.to_string(),
        url: format!("/p/{}", card.slug),
        picture: card.cover_key.as_deref().map(|key| pictures::url(key, 320)),
        price: if card.price_max > card.price {
            page.tn("wishes-price-from", "price", price)
        } else {
            price
        },
        in_stock: card.in_stock,
        variant_id: card.variant_id.map(|id| id.to_string()),
        name: card.name,
    }
}

/// What a heart sends.
#[derive(Debug, Deserialize, Validate)]
pub struct WishForm {
    product_id: ProductId,
    /// Whether it goes.
    #[serde(default)]
    remove: bool,
    /// Where the reader was.
    back: Option<String>,
}

/// `POST /wishlist`.
pub async fn change(visitor: Visitor, req: HttpRequest, form: Form<WishForm>) -> Answer {
    let form = form.into_inner()?;
    let key = wish_key(&visitor, &req);
    let list = keep(&visitor, key, &form).await?;
    let back = form.back.as_deref().and_then(local_path);
    let back = back.unwrap_or("/account/wishlist");
    let joint = if back.contains('?') { '&' } else { '?' };
    let to = if form.remove {
        format!("{back}{joint}done=wish-removed")
    } else {
        format!("{back}{joint}done=wish-added")
    };
    let mut response = see_other(&to);
    tell_token(&visitor, &mut response, list);
    Ok(response)
}

async fn keep(visitor: &Visitor, key: WishKey, form: &WishForm) -> Result<Option<WishListId>> {
    let mut tx = visitor.begin().await?;
    let list = if form.remove {
        remove_wish(&mut tx, key, form.product_id).await?
    } else {
        Some(add_wish(&mut tx, key, form.product_id).await?)
    };
    tx.commit().await?;
    Ok(list)
}
