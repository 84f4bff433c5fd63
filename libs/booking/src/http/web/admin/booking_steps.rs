//! What the shop does with an appointment. A refusal shows it as it stands now, with what is wrong above it; a time that is
//! not offered is explained for everybody who could serve it.

use actix_web::HttpRequest;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Id, Typed, html_with, permit, see_other};
use kernel::{Error, Line, Result};
use serde::Deserialize;
use validator::Validate;

use super::booking::{BookingPage, shown, staff_booking};
use super::clock::read_moment;
use super::why::{hindrance_lines, why_address};
use crate::desk::Desk;
use crate::error::BookingError;
use crate::http::caller::scope_of;
use crate::model::{BookingId, BookingStatus, ResourceId};
use crate::ops::cancel_booking::{By, CancelRequest, cancel_booking};
use crate::ops::change_status::{StepRequest, change_status};
use crate::ops::move_booking::{MoveRequest, move_booking};
use crate::ops::write_notes::{NotesRequest, write_notes};
use crate::queries::diary::Asked;
use crate::queries::slots::judge_length;

type Keeper = Can<permit::ServeBookings>;

/// The step that a button sends.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct StepForm {
    status: BookingStatus,
    version: i64,
    reason: Option<Line<300>>,
    /// Whether to do without a deposit that is awaited.
    #[serde(default)]
    without_deposit: bool,
}

/// Where to, as the fields have it.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct MoveForm {
    date: String,
    time: String,
    #[validate(range(min = 1, max = 1440))]
    duration: i16,
    resource_id: Option<ResourceId>,
    #[serde(default, rename = "override")]
    insists: bool,
    version: i64,
}

/// `POST /admin/bookings/{id}/step`.
pub async fn step(ctx: Keeper, req: HttpRequest, Id(id): Id<BookingId>, form: Form<StepForm>) -> Answer {
    let outcome = match form.parsed {
        Ok(step) => take(&ctx, id, step).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, id, outcome, form.typed, None).await
}

/// `POST /admin/bookings/{id}/move`.
pub async fn shift(ctx: Keeper, req: HttpRequest, Id(id): Id<BookingId>, form: Form<MoveForm>) -> Answer {
    let read = form.parsed.and_then(|wanted| {
        let start = read_moment(("date", &wanted.date), ("time", &wanted.time), &ctx.shop.zone())?;
        Ok(MoveRequest {
            start,
            resource_id: wanted.resource_id,
            duration: Some(wanted.duration),
            insists: wanted.insists,
            version: Some(wanted.version),
        })
    });
    let (outcome, asked) = match read {
        Ok(request) => (move_to(&ctx, id, &request).await, Some(request)),
        Err(error) => (Err(error), None),
    };
    answer(&ctx, &req, id, outcome, form.typed, asked).await
}

/// `POST /admin/bookings/{id}/notes`.
pub async fn notes(ctx: Keeper, req: HttpRequest, Id(id): Id<BookingId>, form: Form<NotesRequest>) -> Answer {
    let outcome = match form.parsed {
        Ok(notes) => write(&ctx, id, &notes).await,
        Err(error) => Err(error),
    };
    answer(&ctx, &req, id, outcome, form.typed, None).await
}

async fn take(ctx: &Keeper, id: BookingId, step: StepForm) -> Result<&'static str> {
    let desk = Desk::of(&ctx.app);
    let version = Some(step.version);
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, ctx).await?;
    if step.status == BookingStatus::Cancelled {
        let request = CancelRequest {
            reason: step.reason,
            version,
        };
        cancel_booking(&mut tx, &desk, &ctx.shop, id, &request, By::Shop(scope)).await?;
    } else {
        change_status(
            &mut tx,
            &desk,
            &ctx.shop,
            (id, scope),
            step.status,
            &StepRequest {
                version,
                without_deposit: step.without_deposit,
            },
        )
        .await?;
    }
    tx.commit().await?;
    Ok("agenda-step")
}

async fn move_to(ctx: &Keeper, id: BookingId, request: &MoveRequest) -> Result<&'static str> {
    let mut tx = ctx.begin().await?;
    let by = By::Shop(scope_of(&mut tx, ctx).await?);
    move_booking(&mut tx, &Desk::of(&ctx.app), &ctx.shop, id, request, by).await?;
    tx.commit().await?;
    Ok("agenda-moved")
}

async fn write(ctx: &Keeper, id: BookingId, notes: &NotesRequest) -> Result<&'static str> {
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, ctx).await?;
    write_notes(&mut tx, (id, scope), notes).await?;
    tx.commit().await?;
    Ok("agenda-saved")
}

async fn answer(
    ctx: &Keeper,
    req: &HttpRequest,
    id: BookingId,
    outcome: Result<&'static str>,
    typed: Typed,
    asked: Option<MoveRequest>,
) -> Answer {
    let error: Error = match outcome {
        Ok(done) => return Ok(see_other(&format!("/admin/bookings/{id}?done={done}"))),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(ctx, req, id).await?;
    if let Some(asked) = asked.filter(|_| is_about_the_time(&error)) {
        explain(ctx, &mut page, id, &asked).await?;
    }
    page.f = FormState::refused(&page.page, filled(page.f.all(), typed), &error);
    html_with(status, &page)
}

/// Whether the time that was asked for was the reason.
pub(super) fn is_about_the_time(error: &Error) -> bool {
    let codes = [BookingError::SlotTaken, BookingError::NotOffered].map(|code| Some(code.code().code));
    codes.contains(&error.code())
}

async fn explain(ctx: &Keeper, page: &mut BookingPage, id: BookingId, request: &MoveRequest) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let scope = scope_of(&mut tx, ctx).await?;
    let booking = staff_booking(&mut tx, id, scope).await?;
    let asked = Asked {
        moving: Some(id),
        ..Asked::at(booking.service_id, request.resource_id, request.start)
    };
    let verdict = judge_length(&mut tx, &asked, request.duration).await?;
    tx.commit().await?;
    page.hindrances = hindrance_lines(&page.page, &verdict);
    page.why_href = why_address(booking.service_id, request.start, request.resource_id);
    Ok(())
}

/// What one form typed, over what the page has of the others.
fn filled(shown: &Typed, typed: Typed) -> Typed {
    let others = shown.pairs().filter(|(name, _)| !typed.has(name));
    let others: Vec<_> = others
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let own = typed
        .pairs()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    Typed::prefilled(own.chain(others))
}
