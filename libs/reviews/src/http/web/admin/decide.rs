//! The shop judges reviews by the list's buttons, and takes that back.

use actix_web::HttpRequest;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Id, Query, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Line, Result};
use serde::Deserialize;
use validator::Validate;

use super::list::{Wanted, shown};
use crate::model::{ReviewId, ReviewStatus};
use crate::ops::answer::{self, ReviewAnswer};
use crate::ops::decide::{self, ReviewDecision, ReviewDecisions};
use crate::ops::report::settle_reports;

type Keeper = Can<permit::ManageCatalog>;

/// Ticked reviews (`ID.VERSION`) and what becomes of them.
#[derive(Debug, Deserialize, Validate)]
pub struct DecideForm {
    #[serde(default)]
    #[validate(length(max = 100))]
    ids: Vec<String>,
    status: ReviewStatus,
    reason: Option<Line<300>>,
}

/// `POST /admin/reviews/decide`: shows the list again, with a button that takes the decision back.
pub async fn decide(ctx: Keeper, req: HttpRequest, wanted: Query<Wanted>, form: Form<DecideForm>) -> Answer {
    let decisions = form.parsed.and_then(|form| decisions(&form));
    judged(&ctx, &req, &wanted, decisions).await
}

/// What takes a decision back: `ID.VERSION.STATUS.REASON` each.
#[derive(Debug, Deserialize, Validate)]
pub struct UndoForm {
    #[validate(length(min = 1, max = 100))]
    undo: Vec<String>,
}

/// `POST /admin/reviews/undo`.
pub async fn undo(ctx: Keeper, req: HttpRequest, wanted: Query<Wanted>, form: Form<UndoForm>) -> Answer {
    let decisions = form.parsed.and_then(|form| {
        let each: Result<Vec<ReviewDecision>> = form.undo.iter().map(|text| read(text)).collect();
        Ok(ReviewDecisions { decisions: each? })
    });
    judged(&ctx, &req, &wanted, decisions).await
}

async fn judged(
    ctx: &Visitor,
    req: &HttpRequest,
    wanted: &Wanted,
    decisions: Result<ReviewDecisions>,
) -> Answer {
    let done = match decisions {
        Ok(decisions) => keep_all(ctx, &decisions).await,
        Err(error) => Err(error),
    };
    let error = match done {
        Ok(back) => {
            let mut page = shown(ctx, req, wanted).await?;
            let count = back.decisions.len();
            page.saved = page.page.tn("reviews-decided", "count", count);
            page.undo = back.decisions.iter().map(written).collect();
            return html(&page);
        }
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(ctx, req, wanted).await?;
    let state = FormState::refused(&page.page, Typed::default(), &error);
    page.problem = match state.error("reason") {
        "" => state.problem.clone(),
        _ => page.page.t("reviews-reason-missing"),
    };
    html_with(status, &page)
}

async fn keep_all(ctx: &Visitor, decisions: &ReviewDecisions) -> Result<ReviewDecisions> {
    let mut tx = ctx.begin().await?;
    let back = decide::decide(&mut tx, decisions).await?;
    tx.commit().await?;
    Ok(back)
}

fn decisions(form: &DecideForm) -> Result<ReviewDecisions> {
    let each = form.ids.iter().map(|pick| {
        let (review_id, version) = place(pick)?;
        Ok(ReviewDecision {
            review_id,
            version,
            status: form.status,
            reason: form.reason.clone(),
        })
    });
    let decisions = each.collect::<Result<Vec<_>>>()?;
    if decisions.is_empty() {
        return Err(Error::invalid("ids", "required"));
    }
    Ok(ReviewDecisions { decisions })
}

/// `ID.VERSION`.
fn place(text: &str) -> Result<(ReviewId, i64)> {
    let wrong = || Error::invalid("ids", "wrong_type");
    let (id, version) = text.split_once('.').ok_or_else(wrong)?;
    Ok((
        id.parse().map_err(|_| wrong())?,
        version.parse().map_err(|_| wrong())?,
    ))
}

fn written(decision: &ReviewDecision) -> String {
    let reason = decision.reason.as_deref().unwrap_or_default();
    let status = decision.status.as_str();
    format!("{}.{}.{status}.{reason}", decision.review_id, decision.version)
}

fn read(text: &str) -> Result<ReviewDecision> {
    let wrong = || Error::invalid("undo", "wrong_type");
    let mut parts = text.splitn(4, '.');
    let mut next = || parts.next().ok_or_else(wrong);
    let (id, version, status, reason) = (next()?, next()?, next()?, next()?);
    Ok(ReviewDecision {
        review_id: id.parse().map_err(|_| wrong())?,
        version: version.parse().map_err(|_| wrong())?,
        status: ReviewStatus::parse(status).ok_or_else(wrong)?,
        reason: if reason.is_empty() {
            None
        } else {
            Some(Line::parse(reason).map_err(|_| wrong())?)
        },
    })
}

/// `POST /admin/reviews/{id}/answer`.
pub async fn answer(
    ctx: Keeper,
    id: Id<ReviewId>,
    wanted: Query<Wanted>,
    form: Form<ReviewAnswer>,
) -> Answer {
    let said = form.into_inner()?;
    let mut tx = ctx.begin().await?;
    answer::answer(&mut tx, id.0, &said).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}&done=review-answered", wanted.address())))
}

/// A form with nothing but its token.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// `POST /admin/reviews/{id}/keep`.
pub async fn keep(ctx: Keeper, id: Id<ReviewId>, wanted: Query<Wanted>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    settle_reports(&mut tx, id.0).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}&done=review-kept", wanted.address())))
}

#[cfg(test)]
mod tests {
    use kernel::Line;
    use kernel::id::Uuid;

    use super::{ReviewDecision, read, written};
    use crate::model::{ReviewId, ReviewStatus};

    #[test]
    fn what_takes_a_decision_back_is_read_as_it_was_written() {
        let decision = ReviewDecision {
            review_id: ReviewId(Uuid::from_u128(7)),
            version: 3,
            status: ReviewStatus::Rejected,
            reason: Line::parse("Trae datos de otra persona. Sin ellos, sí.").ok(),
        };
        let back = read(&written(&decision)).unwrap();
        assert_eq!((back.review_id, back.version), (decision.review_id, 3));
        assert_eq!((back.status, back.reason), (decision.status, decision.reason));
        for broken in ["", "x", "1.2.3.4", "0191.1.pending"] {
            assert!(read(broken).is_err(), "{broken}");
        }
    }
}
