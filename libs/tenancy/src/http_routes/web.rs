//! The settings page.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use http::{Answer, Can, Form, FormState, Page, Shop, html, html_with, permit, see_other};
use kernel::places::{self, Department, Municipality};

use super::origins;
use crate::ops::{self, Profile};

#[derive(Template)]
#[template(path = "tenancy/settings.html")]
pub struct SettingsPage {
    page: Page,
    f: FormState,
    /// The form of other sites.
    origins: FormState,
    departments: Vec<Choice>,
    municipalities: Vec<Choice>,
    department: String,
    languages: Vec<Choice>,
    zones: Vec<Choice>,
    color_warning: bool,
}

pub struct Choice {
    value: String,
    label: String,
}

impl From<&Department> for Choice {
    fn from(d: &Department) -> Self {
        Self {
            value: d.code.into(),
            label: d.name.into(),
        }
    }
}

impl From<&Municipality> for Choice {
    fn from(m: &Municipality) -> Self {
        Self {
            value: m.code.into(),
            label: m.name.into(),
        }
    }
}

/// Zones of the countries that shops come from.
const ZONES: [&str; 8] = [
    "America/Bogota",
    "America/Lima",
    "America/Guayaquil",
    "America/Caracas",
    "America/Panama",
    "America/Mexico_City",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
];

/// `GET /admin/settings`.
pub async fn show(ctx: Can<permit::ManageSettings>, req: HttpRequest) -> Answer {
    let frame = Page::titled(&ctx, &req, "settings-title");
    html(&page(frame, profile(&ctx.shop), origins::typed(&ctx.shop)))
}

/// The profile as people see it before they change it.
pub fn profile(shop: &Shop) -> FormState {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    FormState::prefilled([
        ("name", shop.name.clone()),
        ("tagline", text(&shop.tagline)),
        ("announcement", text(&shop.announcement)),
        ("about", text(&shop.about)),
        ("brand_color", shop.brand_color.clone()),
        ("phone", text(&shop.phone)),
        ("email", text(&shop.email)),
        ("street", text(&shop.street)),
        ("municipality_code", text(&shop.municipality_code)),
        ("locale", shop.locale.tag().to_owned()),
        ("time_zone", shop.time_zone.clone()),
        ("version", shop.version.to_string()),
    ])
}

/// `POST /admin/settings`.
pub async fn change(ctx: Can<permit::ManageSettings>, req: HttpRequest, form: Form<Profile>) -> Answer {
    let saved = match form.parsed {
        Ok(input) => save(&ctx, &input).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(see_other("/admin/settings?done=saved")),
        Err(error) => {
            let frame = Page::titled(&ctx, &req, "settings-title");
            let f = FormState::refused(&frame, form.typed, &error);
            let page = page(frame, f, origins::typed(&ctx.shop));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn save(ctx: &Can<permit::ManageSettings>, profile: &Profile) -> kernel::Result<()> {
    let mut tx = ctx.begin().await?;
    ops::change_profile(&mut tx, profile).await?;
    tx.commit().await?;
    ctx.app.shops.forget(ctx.shop.id);
    Ok(())
}

/// The page with what is in its forms.
pub fn page(page: Page, f: FormState, origins: FormState) -> SettingsPage {
    let department = f.value("municipality_code").get(..2).unwrap_or("11").to_owned();
    let on_paper = http::page::contrast_ratio(f.value("brand_color"), "#f6f5f2");
    SettingsPage {
        departments: places::departments().iter().map(Choice::from).collect(),
        municipalities: places::municipalities_of(&department).map(Choice::from).collect(),
        department,
        languages: vec![
            Choice {
                value: "es-CO".into(),
                label: "Español".into(),
            },
            Choice {
                value: "en".into(),
                label: "English".into(),
            },
        ],
        zones: ZONES
            .iter()
            .map(|z| Choice {
                value: (*z).into(),
                label: (*z).into(),
            })
            .collect(),
        color_warning: on_paper.is_some_and(|ratio| ratio < 4.5),
        page,
        f,
        origins,
    }
}
