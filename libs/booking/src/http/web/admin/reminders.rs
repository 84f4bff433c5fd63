//! How long before an appointment each side is reminded.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, refusal};
use http::{Answer, Can, Form, FormState, Page, Visitor, html, html_with, permit, see_other};
use kernel::Result;
use serde::Deserialize;
use validator::Validate;

use super::parts::by_form_names;
use crate::desk::Desk;
use crate::http::web::storefront::words::lead;
use crate::model::Leads;
use crate::ops::save_reminders::save_reminders;
use crate::queries::reminders::{ReminderSettings, reminder_settings};

type Owner = Can<permit::ManageSettings>;

/// What can be chosen, in minutes; what the API set besides is offered where it stands.
const LEADS: [i16; 10] = [10_080, 4_320, 2_880, 1_440, 720, 240, 120, 60, 30, 15];

#[derive(Template)]
#[template(path = "booking/admin/reminders.html")]
struct RemindersPage {
    page: Page,
    f: FormState,
    leads: Vec<Choice>,
    /// Whether the program can send text messages at all.
    texts: bool,
}

/// Nothing chosen means not reminded.
#[derive(Debug, Deserialize, Validate)]
pub struct RemindersForm {
    customer_first: Option<i16>,
    customer_second: Option<i16>,
    professional_first: Option<i16>,
    professional_second: Option<i16>,
    #[serde(default)]
    customer_by_text: bool,
    version: i64,
}

/// `GET /admin/reminders`.
pub async fn page(ctx: Owner, req: HttpRequest) -> Answer {
    let kept = kept(&ctx).await?;
    let f = FormState::prefilled(written(&kept));
    html(&shown(
        &ctx,
        Page::titled(&ctx, &req, "agenda-reminders-title"),
        f,
        &kept,
    ))
}

/// `POST /admin/reminders`.
pub async fn save(ctx: Owner, req: HttpRequest, form: Form<RemindersForm>) -> Answer {
    let saved = match form.parsed {
        Ok(wanted) => keep(&ctx, &wanted).await,
        Err(error) => Err(error),
    };
    let error = match saved {
        Ok(()) => return Ok(see_other("/admin/reminders?done=agenda-saved")),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let kept = kept(&ctx).await?;
    let page = Page::titled(&ctx, &req, "agenda-reminders-title");
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &shown(&ctx, page, f, &kept))
}

async fn keep(ctx: &Visitor, wanted: &RemindersForm) -> Result<()> {
    let leads = Leads {
        customer: [wanted.customer_first, wanted.customer_second]
            .into_iter()
            .flatten()
            .collect(),
        professional: [wanted.professional_first, wanted.professional_second]
            .into_iter()
            .flatten()
            .collect(),
        customer_by_text: wanted.customer_by_text,
    };
    let mut tx = ctx.begin().await?;
    let saved = save_reminders(&mut tx, &leads, Some(wanted.version)).await;
    saved.map_err(|error| by_form_names(error, |steps| Some(format!("{}_second", steps.first()?))))?;
    tx.commit().await
}

async fn kept(ctx: &Visitor) -> Result<ReminderSettings> {
    let mut tx = ctx.begin().await?;
    let settings = reminder_settings(&mut tx).await?;
    tx.commit().await?;
    Ok(settings)
}

fn written(kept: &ReminderSettings) -> Vec<(&'static str, String)> {
    let nth = |leads: &[i16], n: usize| leads.get(n).map(ToString::to_string).unwrap_or_default();
    let Leads {
        customer,
        professional,
        customer_by_text,
    } = &kept.leads;
    let ticked = customer_by_text.then(|| ("customer_by_text", "true".to_owned()));
    let fields = vec![
        ("customer_first", nth(customer, 0)),
        ("customer_second", nth(customer, 1)),
        ("professional_first", nth(professional, 0)),
        ("professional_second", nth(professional, 1)),
        ("version", kept.version.to_string()),
    ];
    fields.into_iter().chain(ticked).collect()
}

fn shown(ctx: &Visitor, page: Page, f: FormState, kept: &ReminderSettings) -> RemindersPage {
    let others = kept.leads.customer.iter().chain(&kept.leads.professional);
    let mut leads: Vec<i16> = LEADS.into_iter().chain(others.copied()).collect();
    leads.sort_unstable_by(|one, next| next.cmp(one));
    leads.dedup();
    let choice = |minutes: i16| {
        let label = page.tn("agenda-reminder-before", "lead", lead(&page, minutes.into()));
        Choice::new(minutes.to_string(), label)
    };
    RemindersPage {
        leads: leads.into_iter().map(choice).collect(),
        texts: Desk::of(&ctx.app).texts,
        page,
        f,
    }
}
