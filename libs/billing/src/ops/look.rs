//! Stripe is asked how a shop's subscription stands, and what it says is taken. Asked again, it is taken again.
//!
//! Two who ask at once may hear different things, and the older answer may come last. So each takes a number before it asks,
//! and an answer whose number is lower than what stands here changes nothing. Whatever changed after a question was asked is
//! told by an event of its own, whose question has a higher number (docs/adr/0024).

use db::TenantTx;
use http::{App, AppData};
use kernel::{Actor, Error, Result, TenantId};
use stripe::billing::{Invoice, InvoiceId, Schedule, Subscription, SubscriptionStatus};
use stripe::{CustomerId, Stripe};

use super::apply::{Applied, Word, apply};
use super::keep_invoice::keep_invoice;
use crate::error::trouble;
use crate::queries::subscription::find;
use crate::till::Till;

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The shop is nobody there.
    Nobody,
    /// What it said was taken, or was known.
    Taken(Applied),
    /// Likewise, and the shop has two subscriptions that both cost something: the newer one counts here.
    Doubled,
}

/// Asks and takes. `invoice` is one to look at besides the subscription's newest.
pub async fn look(till: &Till, app: &AppData, tenant: TenantId, invoice: Option<&InvoiceId>) -> Result<Seen> {
    let Some(question) = Question::open(app, tenant).await? else {
        return Ok(Seen::Nobody);
    };
    let stripe = till.stripe()?;
    let subscriptions = stripe.subscriptions(&question.customer).await;
    let subscriptions = subscriptions.map_err(|error| trouble(&error))?;
    let chosen = Chosen::of(&subscriptions, question.stored.as_deref());
    let schedule = schedule_of(stripe, chosen.subscription).await?;
    let newest = chosen.subscription.and_then(|said| said.latest_invoice.as_ref());
    let mut invoices = vec![];
    for id in [invoice, newest.filter(|id| Some(*id) != invoice)]
        .into_iter()
        .flatten()
    {
        let found = stripe.invoice(id).await.map_err(|error| trouble(&error))?;
        if found.customer.as_ref() == Some(&question.customer) {
            invoices.push(found);
        }
    }
    question
        .answer((till, app), &chosen, schedule.as_ref(), &invoices)
        .await
}

/// What is to begin with a later period.
async fn schedule_of(stripe: &Stripe, said: Option<&Subscription>) -> Result<Option<Schedule>> {
    match said.and_then(|said| said.schedule.as_ref()) {
        Some(id) => stripe
            .schedule(id)
            .await
            .map(Some)
            .map_err(|error| trouble(&error)),
        None => Ok(None),
    }
}

struct Question {
    tenant: TenantId,
    number: i64,
    customer: CustomerId,
    /// The subscription that stands here.
    stored: Option<String>,
}

impl Question {
    async fn open(app: &App, tenant: TenantId) -> Result<Option<Self>> {
        let mut tx = app.begin(tenant, Actor::System).await?;
        let has = find(&mut tx).await?;
        let Some((customer, stored)) = has.and_then(|has| Some((has.customer_id?, has.outside_id))) else {
            return Ok(None);
        };
        let number = take_number(&mut tx).await?;
        tx.commit().await?;
        let customer = CustomerId::parse(&customer);
        Ok(Some(Self {
            tenant,
            number,
            customer: customer.ok_or_else(|| Error::fault("a customer without a name of Stripe's"))?,
            stored,
        }))
    }

    async fn answer(
        self,
        (till, app): (&Till, &App),
        chosen: &Chosen<'_>,
        schedule: Option<&Schedule>,
        invoices: &[Invoice],
    ) -> Result<Seen> {
        let shop = app.shops.by_id(self.tenant).await?;
        let mut tx = app.begin(self.tenant, Actor::System).await?;
        for invoice in invoices {
            keep_invoice(&mut tx, self.number, invoice).await?;
        }
        let applied = match chosen.subscription {
            Some(said) => {
                let word = Word {
                    number: self.number,
                    said,
                    schedule,
                };
                apply(&mut tx, (app, &shop, till), &word).await?
            }
            None => Applied::Nothing,
        };
        tx.commit().await?;
        app.shops.forget(self.tenant);
        Ok(if chosen.is_doubled {
            Seen::Doubled
        } else {
            Seen::Taken(applied)
        })
    }
}

/// The next number: what is asked after this is committed is newer than whatever has a lower one.
async fn take_number(tx: &mut TenantTx) -> Result<i64> {
    Ok(
        sqlx::query_scalar("update subscription set asked = asked + 1 where tenant_id = $1 returning asked")
            .bind(tx.tenant())
            .fetch_one(&mut **tx)
            .await?,
    )
}

/// The subscription that counts.
struct Chosen<'a> {
    subscription: Option<&'a Subscription>,
    is_doubled: bool,
}

impl<'a> Chosen<'a> {
    /// The newest that is begun and not over; else the one that stands here, however it ended.
    fn of(all: &'a [Subscription], stored: Option<&str>) -> Self {
        let begun =
            |said: &&Subscription| !said.status.is_final() && said.status != SubscriptionStatus::Incomplete;
        let newest = all
            .iter()
            .filter(begun)
            .max_by_key(|said| (said.created_at, said.id.clone()));
        let known = || all.iter().find(|said| Some(said.id.as_str()) == stored);
        Self {
            subscription: newest.or_else(known),
            is_doubled: all.iter().filter(begun).count() > 1,
        }
    }
}
