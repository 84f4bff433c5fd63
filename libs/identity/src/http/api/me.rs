//! Who is signed in.

use actix_web::HttpResponse;
use http::{Answer, Json, SignedIn};
use kernel::{Line, Locale, Phone};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use validator::Validate;

use crate::ops::update_profile::{PhoneChange, Profile, update_profile};
use crate::queries::people::get_person;

/// What is left out stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileRequest {
    /// Name.
    #[serde(default)]
    pub name: Option<Line<120>>,
    /// Telephone; `null` takes it away.
    #[serde(default, deserialize_with = "even_null")]
    #[schema(value_type = Option<Phone>)]
    pub phone: PhoneChange,
    /// `es-CO` or `en`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub locale: Option<Locale>,
}

/// Tells `null` from absence.
fn even_null<'de, D: Deserializer<'de>>(d: D) -> Result<PhoneChange, D::Error> {
    Option::<Phone>::deserialize(d).map(PhoneChange::To)
}

/// `GET /api/v1/auth/me`.
pub async fn show(caller: SignedIn) -> Answer {
    let mut tx = caller.begin().await?;
    let me = get_person(&mut tx, caller.person.person_id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(me))
}

/// `PATCH /api/v1/auth/me`.
pub async fn update(caller: SignedIn, body: Json<ProfileRequest>) -> Answer {
    let ProfileRequest { name, phone, locale } = body.into_inner();
    let mut tx = caller.begin().await?;
    update_profile(&mut tx, caller.person.person_id, &Profile { name, phone, locale }).await?;
    let me = get_person(&mut tx, caller.person.person_id).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(me))
}
