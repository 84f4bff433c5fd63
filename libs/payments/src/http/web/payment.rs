//! The shop's payments: all of them, one of them, and giving money back.

use actix_web::HttpRequest;
use askama::Template;
use http::figures::Span;
use http::idempotency::IdempotencyKey;
use http::page::{Pager, address, refusal};
use http::{
    Answer, Can, Form, FormState, Id, Page, Query, Typed, Visitor, html, html_with, permit, see_other,
};
use kernel::id::Uuid;
use kernel::{Currency, Instant, Line, Money, PageQuery, Paged, Permission, Result};
use serde::Deserialize;
use validator::Validate;

use super::kpis::{Figures, figures};
use crate::http::refund_once::{Wish, refund_once};
use crate::model::{Attempt, AttemptId, AttemptStatus, PayableKind, Refund, card_face};
use crate::ops::refunds::Back;
use crate::queries::attempts::{get_attempt, list_refunds};
use crate::queries::disputes::{Dispute, find_dispute};
use crate::queries::payments::{Listed, PaymentFilter, list_payments};

type Seer = Can<permit::ViewOrders>;
type Doer = Can<permit::ManageOrders>;

/// What stands in the address of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    state: PaymentFilter,
    #[serde(default)]
    days: Span,
    page: Option<u32>,
}

impl Wanted {
    /// Figures stand above the list as a whole only.
    fn is_whole(&self) -> bool {
        self.state == PaymentFilter::All && self.page.unwrap_or(1) == 1
    }
}

/// What somebody types to give money back, and a key by which a form sent twice is one.
#[derive(Debug, Deserialize, Validate)]
pub struct RefundForm {
    key: Uuid,
    amount: Line<30>,
    #[serde(default)]
    reason: Option<Line<300>>,
}

#[derive(Template)]
#[template(path = "payments/list.html")]
struct ListPage {
    page: Page,
    /// For who may see the business's figures.
    figures: Option<Figures>,
    payments: Vec<Listed>,
    tabs: Vec<http::page::Tab>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "payments/payment.html")]
struct PaymentPage {
    page: Page,
    f: FormState,
    payment: Attempt,
    refunds: Vec<Refund>,
    dispute: Option<Dispute>,
    path: String,
    left: i64,
}

/// A payment with what hangs on it.
type Seen = (Attempt, Vec<Refund>, Option<Dispute>);

/// `GET /admin/money`.
pub async fn list(ctx: Seer, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let found = list_payments(&mut tx, wanted.state, at).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "payments-list");
    let may = ctx
        .person
        .as_ref()
        .is_some_and(|p| p.role.may(Permission::ViewReports));
    let figures = if may && wanted.is_whole() {
        Some(figures(&ctx, &page, wanted.days).await?)
    } else {
        None
    };
    html(&ListPage {
        figures,
        ..listed(page, wanted.state, found)
    })
}

fn listed(page: Page, state: PaymentFilter, found: Paged<Listed>) -> ListPage {
    let link = |state: PaymentFilter, at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        address("/admin/money", &[("state", state.as_str()), ("page", &at)])
    };
    let tabs = PaymentFilter::ALL.into_iter().map(|tab| http::page::Tab {
        href: link(tab, 1),
        label: page.t(&format!("payments-tab-{}", tab.as_str())),
        current: tab == state,
        count: None,
    });
    ListPage {
        figures: None,
        tabs: tabs.collect(),
        pager: Pager::new(&page, found.pagination, |at| link(state, at)),
        payments: found.data,
        page,
    }
}

/// `GET /admin/money/{id}`.
pub async fn show(ctx: Seer, req: HttpRequest, id: Id<AttemptId>) -> Answer {
    let seen = see(&ctx, id.0).await?;
    let left = seen.0.amount - seen.0.refunding;
    let key: Uuid = ctx.app.env.new_id();
    let amount = seen.0.currency.write(left);
    let f = FormState::prefilled([("key", key.to_string()), ("amount", amount)]);
    html(&shown(&ctx, &req, seen, f))
}

/// `POST /admin/money/{id}/refund`.
pub async fn refund(ctx: Doer, req: HttpRequest, id: Id<AttemptId>, form: Form<RefundForm>) -> Answer {
    let done = match form.parsed {
        Ok(wanted) => back(&ctx, id.0, &wanted, form.hash).await,
        Err(error) => Err(error),
    };
    let Err(error) = done else {
        return Ok(see_other(&format!("/admin/money/{}?done=refund-begun", id.0)));
    };
    let (status, error) = refusal(error)?;
    let seen = see(&ctx, id.0).await?;
    let f = FormState::refused(
        &Page::titled(&ctx, &req, "payments-one"),
        with_key(&ctx, form.typed),
        &error,
    );
    html_with(status, &shown(&ctx, &req, seen, f))
}

async fn back(ctx: &Visitor, id: AttemptId, wanted: &RefundForm, hash: [u8; 32]) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let currency = get_attempt(&mut tx, id).await?.currency;
    tx.commit().await?;
    let amount = currency.read(wanted.amount.as_str());
    let back = Back {
        amount: Some(amount.ok_or_else(|| kernel::Error::invalid("amount", "invalid"))?),
        reason: wanted.reason.clone(),
        person: ctx.person.as_ref().map(|person| person.person_id),
    };
    let wish = Wish {
        route: "POST /admin/money/{id}/refund",
        key: &IdempotencyKey(wanted.key.to_string()),
        hash,
    };
    refund_once(ctx, id, &back, &wish).await?;
    Ok(())
}

/// What comes without a key that could be read gets a new one: nobody can type one.
fn with_key(ctx: &Visitor, typed: Typed) -> Typed {
    if typed.get("key").parse::<Uuid>().is_ok() {
        return typed;
    }
    let key: Uuid = ctx.app.env.new_id();
    let others = typed.pairs().filter(|(name, _)| *name != "key");
    let others: Vec<(String, String)> = others.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    Typed::prefilled(others.into_iter().chain([("key".to_owned(), key.to_string())]))
}

async fn see(ctx: &Visitor, id: AttemptId) -> Result<Seen> {
    let mut tx = ctx.begin().await?;
    let payment = get_attempt(&mut tx, id).await?;
    let refunds = list_refunds(&mut tx, id).await?;
    let dispute = find_dispute(&mut tx, id).await?;
    tx.commit().await?;
    Ok((payment, refunds, dispute))
}

fn shown(ctx: &Visitor, req: &HttpRequest, (payment, refunds, dispute): Seen, f: FormState) -> PaymentPage {
    let left = if payment.status.is_refundable() {
        payment.amount - payment.refunding
    } else {
        0
    };
    PaymentPage {
        page: Page::titled(ctx, req, "payments-one"),
        path: format!("/admin/money/{}", payment.attempt_id),
        left,
        f,
        payment,
        refunds,
        dispute,
    }
}

impl ListPage {
    fn status(&self, payment: &Attempt) -> String {
        let status = self.page.t(&payment.status_key());
        if payment.surplus && payment.status != AttemptStatus::Mismatched {
            format!("{status} ({})", self.page.t("payments-surplus"))
        } else {
            status
        }
    }

    fn method(&self, payment: &Attempt) -> String {
        self.page.t(&payment.method.name_key())
    }

    /// "Pedido 1042", "Cita K7P2M9".
    fn thing(&self, listed: &Listed) -> String {
        let key = match listed.attempt.payable_kind {
            PayableKind::Order => "payments-of-order",
            PayableKind::Booking => "payments-of-booking",
        };
        self.page.tn(key, "number", &listed.title)
    }
}

impl PaymentPage {
    fn when(&self, at: &Instant) -> String {
        self.page.date_time(*at)
    }

    fn status(&self) -> String {
        self.page.t(&self.payment.status_key())
    }

    fn method(&self) -> String {
        self.page.t(&self.payment.method.name_key())
    }

    /// What sort of thing is paid.
    fn thing(&self) -> String {
        self.page.t(match self.payment.payable_kind {
            PayableKind::Order => "payments-what-order",
            PayableKind::Booking => "payments-what-booking",
        })
    }

    /// Where it is.
    fn thing_path(&self) -> String {
        let id = self.payment.payable_id;
        match self.payment.payable_kind {
            PayableKind::Order => format!("/admin/orders/{id}"),
            PayableKind::Booking => format!("/admin/bookings/{id}"),
        }
    }

    fn card(&self) -> Option<String> {
        let last4 = self.payment.card_last4.as_deref()?;
        Some(card_face(
            self.payment.card_brand.as_deref().unwrap_or_default(),
            last4,
        ))
    }

    /// What to do about it, and until when.
    fn dispute_text(&self, dispute: &Dispute) -> String {
        let brand = self.payment.provider.map_or("", |provider| provider.brand());
        match (dispute.status.as_str(), dispute.due_at) {
            ("open", Some(due)) => self.page.ta(
                "payments-dispute-until",
                &[("provider", brand.to_owned()), ("when", self.page.date_time(due))],
            ),
            ("open", None) => self.page.tn("payments-dispute-open", "provider", brand),
            ("won", _) => self.page.t("payments-dispute-won"),
            _ => self.page.t("payments-dispute-lost"),
        }
    }

    /// What is to be done about it.
    fn needs_key(&self) -> &'static str {
        if self.payment.status == AttemptStatus::Mismatched {
            "payments-needs-mismatch"
        } else {
            "payments-needs-somebody"
        }
    }

    /// What came, where it is not what is owed.
    fn came(&self) -> Option<String> {
        self.payment.said_amount?;
        Some(self.in_its_currency(self.payment.came()))
    }

    /// What came by it, or went back, in the currency that it came in.
    fn in_its_currency(&self, minor: i64) -> String {
        let currency = Currency::parse(self.payment.came_in());
        currency.map_or_else(
            || format!("{minor} {}", self.payment.came_in()),
            |currency| Money { minor, currency }.display(),
        )
    }

    fn refund_status(&self, refund: &Refund) -> String {
        self.page
            .t(&format!("payments-refund-{}", refund.status.as_str()))
    }

    fn needs_somebody(&self) -> bool {
        self.payment.surplus && self.payment.status != AttemptStatus::Refunded
    }
}
