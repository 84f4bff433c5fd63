//! JSON.

use actix_web::HttpResponse;
use http::{Answer, Can, Json, Shop, Visitor, permit};
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ops::{self, Profile};

/// A shop as everybody may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShopView {
    /// Name.
    pub name: String,
    /// A line under the name.
    pub tagline: Option<String>,
    /// Who they are.
    pub about: Option<String>,
    /// `#0f5c4d`.
    pub brand_color: String,
    /// Where the logo is.
    pub logo_url: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// DANE code.
    pub municipality_code: Option<String>,
    /// BCP 47 tag.
    pub locale: &'static str,
    /// ISO 4217.
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    /// Send it back when changing.
    pub version: i64,
}

impl From<&Shop> for ShopView {
    fn from(shop: &Shop) -> Self {
        Self {
            name: shop.name.clone(),
            tagline: shop.tagline.clone(),
            about: shop.about.clone(),
            brand_color: shop.brand_color.clone(),
            logo_url: shop.logo_key.as_ref().map(|key| format!("/media/{key}-320.webp")),
            phone: shop.phone.clone(),
            email: shop.email.clone(),
            street: shop.street.clone(),
            municipality_code: shop.municipality_code.clone(),
            locale: shop.locale.tag(),
            currency: shop.currency.to_string(),
            time_zone: shop.time_zone.clone(),
            version: shop.version,
        }
    }
}

/// `GET /shop`.
pub async fn show(visitor: Visitor) -> Answer {
    Ok(HttpResponse::Ok().json(ShopView::from(&*visitor.shop)))
}

/// `PUT /admin/settings`.
pub async fn change(ctx: Can<permit::ManageSettings>, body: Json<Profile>) -> Answer {
    let mut tx = ctx.begin().await?;
    ops::change_profile(&mut tx, &body).await?;
    let shop = http::shop::find(&mut tx).await?.ok_or_else(Error::not_found)?;
    tx.commit().await?;
    ctx.app.shops.forget(shop.id);
    Ok(HttpResponse::Ok().json(ShopView::from(&shop)))
}
