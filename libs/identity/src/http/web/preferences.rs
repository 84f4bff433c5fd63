//! Theme and language, by the small forms of every page.

use actix_web::cookie::Cookie;
use http::{Answer, Form, Visitor, see_other};
use kernel::{Locale, Result};
use serde::Deserialize;
use validator::Validate;

use crate::http::cookies;
use crate::ops::update_profile::{Profile, update_profile};

/// One of the two, and where the form stood.
#[derive(Debug, Deserialize, Validate)]
pub struct PreferencesForm {
    theme: Option<ThemeChoice>,
    lang: Option<Locale>,
    #[validate(length(max = 500))]
    return_to: Option<String>,
}

/// Colours to show.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the device wishes.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// `POST /preferences`.
pub async fn choose(visitor: Visitor, form: Form<PreferencesForm>) -> Answer {
    let form = form.into_inner()?;
    if let Some(locale) = form.lang {
        remember_language(&visitor, locale).await?;
    }
    let theme = form.theme.map(theme_cookie);
    let lang = form.lang.map(|locale| cookies::preference("lang", locale.tag()));
    let chosen: Vec<Cookie<'_>> = theme.into_iter().chain(lang).collect();
    Ok(cookies::with(
        see_other(form.return_to.as_deref().unwrap_or("/")),
        &chosen,
    )?)
}

/// Mails come in that language too.
async fn remember_language(visitor: &Visitor, locale: Locale) -> Result<()> {
    let Some(person) = &visitor.person else {
        return Ok(());
    };
    let mut tx = visitor.begin().await?;
    let profile = Profile {
        locale: Some(locale),
        ..Profile::default()
    };
    update_profile(&mut tx, person.person_id, &profile).await?;
    tx.commit().await
}

fn theme_cookie(theme: ThemeChoice) -> Cookie<'static> {
    let value = match theme {
        ThemeChoice::Auto => "auto",
        ThemeChoice::Light => "light",
        ThemeChoice::Dark => "dark",
    };
    cookies::preference("theme", value)
}
