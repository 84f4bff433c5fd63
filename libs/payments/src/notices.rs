//! What the shop is told of its payments, in the transaction in which it happens: so it is told once.

use db::TenantTx;
use http::App;
use http::page::{date, date_time};
use http::shop::Shop;
use kernel::{Currency, Email, Error, Instant, Money, Result};
use notifications::{MailContent, Notice, ShopMail, Topic, tell_shop};

use crate::model::kpis::{Totals, percent};
use crate::model::{Account, Attempt, MethodCode, PayableKind, Refund};

const MONEY: &str = "/admin/money";

/// Something that the shop is told. Its words are `payments-mail-<what>-{subject,heading,text}`.
#[derive(Debug)]
pub(crate) struct News {
    topic: Topic,
    purpose: &'static str,
    what: &'static str,
    path: String,
    values: Vec<(&'static str, Value)>,
    /// A table: keys of labels, and values.
    rows: Vec<(&'static str, Value)>,
}

/// What goes into a text.
#[derive(Debug)]
enum Value {
    Text(String),
    Amount(Money),
    Moment(Instant),
    Day(Instant),
    Method(MethodCode),
    /// What was paid, and how people name it.
    Thing(PayableKind, String),
}

impl News {
    /// Money came that was owed.
    pub fn received(attempt: &Attempt) -> Self {
        let mut news = Self::of_payment("payments.received", "received", attempt);
        news.topic = Topic::PaymentReceived;
        news.values.push(("method", Value::Method(attempt.method)));
        news
    }

    /// Money came that nobody waits for: it is to go back.
    pub fn surplus(attempt: &Attempt) -> Self {
        Self::of_payment("payments.surplus", "surplus", attempt)
    }

    /// Another sum came than is owed.
    pub fn mismatch(attempt: &Attempt) -> Self {
        Self::of_payment("payments.mismatch", "mismatch", attempt)
    }

    /// The payer's bank wants the money back; the shop may answer until then, where the provider says when.
    pub fn dispute(attempt: &Attempt, due: Option<Instant>) -> Self {
        let what = if due.is_some() { "dispute-due" } else { "dispute" };
        let mut news = Self::of_payment("payments.dispute", what, attempt);
        news.values.extend(due.map(|due| ("due", Value::Moment(due))));
        news
    }

    /// Money that was to go back, or had, is with the shop again.
    pub fn refund_failed(attempt: &Attempt, refund: &Refund) -> Self {
        let part = Attempt {
            amount: refund.amount,
            ..attempt.clone()
        };
        Self::of_payment("payments.refund_failed", "refund-failed", &part)
    }

    /// The provider takes the shop's credential no more.
    pub fn refused(account: &Account) -> Self {
        Self {
            topic: Topic::PaymentTrouble,
            purpose: "payments.refused",
            what: "refused",
            path: format!("/admin/payments/{}", account.provider.as_str()),
            values: vec![("provider", Value::Text(account.provider.brand().to_owned()))],
            rows: vec![],
        }
    }

    /// Nobody answers for a bank: it is not offered for a while.
    pub fn resting(method: MethodCode, bank: String) -> Self {
        Self {
            topic: Topic::PaymentTrouble,
            purpose: "payments.resting",
            what: "resting",
            path: "/admin/payments/mercadopago".to_owned(),
            values: vec![("method", Value::Method(method)), ("bank", Value::Text(bank))],
            rows: vec![],
        }
    }

    /// Whoever takes cards for the shop does not answer: they are not offered for a while.
    pub fn cards_resting(account: &Account) -> Self {
        Self {
            topic: Topic::PaymentTrouble,
            purpose: "payments.resting",
            what: "resting-cards",
            path: format!("/admin/payments/{}", account.provider.as_str()),
            values: vec![("provider", Value::Text(account.provider.brand().to_owned()))],
            rows: vec![],
        }
    }

    /// So many differences with a provider were found that were not known before.
    pub fn differences(account: &Account, count: usize) -> Self {
        Self {
            topic: Topic::PaymentReview,
            purpose: "payments.differences",
            what: "differences",
            path: format!("{MONEY}/differences"),
            values: vec![
                ("provider", Value::Text(account.provider.brand().to_owned())),
                ("count", Value::Text(count.to_string())),
            ],
            rows: vec![],
        }
    }

    /// How the shop was paid on a day.
    pub fn report(day: Instant, totals: &Totals, currency: Currency) -> Self {
        let amount = |minor| Value::Amount(Money { minor, currency });
        let tried = totals.tried;
        let text = |n: i64| Value::Text(n.to_string());
        Self {
            topic: Topic::PaymentReport,
            purpose: "payments.report",
            what: "report",
            path: MONEY.to_owned(),
            values: vec![("day", Value::Day(day)), ("amount", amount(totals.came.amount))],
            rows: vec![
                ("payments-kpi-received", amount(totals.came.amount)),
                ("payments-kpi-payments", text(totals.came.count)),
                ("payments-kpi-approval", Value::Text(percent(tried.approval()))),
                ("payments-kpi-rejected", text(tried.rejected)),
                ("payments-kpi-abandoned", text(tried.abandoned)),
                ("payments-kpi-refunded", amount(totals.back.amount)),
            ],
        }
    }

    fn of_payment(purpose: &'static str, what: &'static str, attempt: &Attempt) -> Self {
        let amount = Money {
            minor: attempt.amount,
            currency: attempt.currency,
        };
        let number = attempt.reference.clone().unwrap_or_default();
        let thing = Value::Thing(attempt.payable_kind, number);
        let provider = attempt.provider.map_or("", |provider| provider.brand());
        Self {
            topic: Topic::PaymentReview,
            purpose,
            what,
            path: format!("{MONEY}/{}", attempt.attempt_id),
            values: vec![
                ("thing", thing),
                ("amount", Value::Amount(amount)),
                ("provider", Value::Text(provider.to_owned())),
            ],
            rows: vec![],
        }
    }

    /// Tells it, over what the shop chose for such news.
    pub async fn tell(self, tx: &mut TenantTx, app: &App) -> Result<()> {
        let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
        let to = shop_address(tx, &shop).await?;
        let mail = self.mail(app, &shop);
        tell_shop(tx, Notice::of(self.topic, self.path, mail, to.as_ref())).await
    }

    fn mail(&self, app: &App, shop: &Shop) -> ShopMail {
        let values: Vec<(&str, String)> = self
            .values
            .iter()
            .map(|(name, value)| (*name, value.said(app, shop)))
            .collect();
        let args: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let word = |key: &str| app.i18n.text(shop.locale, key, &args);
        let what = self.what;
        ShopMail {
            purpose: self.purpose,
            locale: shop.locale,
            subject: word(&format!("payments-mail-{what}-subject")),
            content: MailContent {
                heading: word(&format!("payments-mail-{what}-heading")),
                paragraphs: vec![word(&format!("payments-mail-{what}-text"))],
                rows: self
                    .rows
                    .iter()
                    .map(|(key, value)| (word(key), value.said(app, shop)))
                    .collect(),
                button: Some((word("payments-mail-button"), app.link(&shop.host, &self.path))),
                ..MailContent::default()
            },
        }
    }
}

impl Value {
    fn said(&self, app: &App, shop: &Shop) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Amount(money) => money.display(),
            Self::Moment(at) => date_time(*at, &shop.zone(), shop.locale),
            Self::Day(at) => date(*at, &shop.zone(), shop.locale),
            Self::Thing(kind, number) => {
                let key = match kind {
                    PayableKind::Order => "payments-thing-order",
                    PayableKind::Booking => "payments-thing-booking",
                };
                app.i18n.text(shop.locale, key, &[("number", number)])
            }
            Self::Method(method) => app.i18n.text(shop.locale, &method.name_key(), &[]),
        }
    }
}

/// Where the shop wants to be written to, else its first owner.
pub(crate) async fn shop_address(tx: &mut TenantTx, shop: &Shop) -> Result<Option<Email>> {
    if let Some(contact) = &shop.email {
        return Ok(Email::parse(contact));
    }
    let owner: Option<String> = sqlx::query_scalar(
        "select email from person
          where tenant_id = $1 and role = 'owner' and status = 'active'
          order by created_at
          limit 1",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(owner.as_deref().and_then(Email::parse))
}
