//! Plans and subscriptions as programs read them.

use db::TenantTx;
use http::Visitor;
use http::rights::Level;
use kernel::{Currency, Error, Instant, Limit, Module, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::changes::NextPlan;
use crate::model::invoice::Invoice;
use crate::model::plans::Plan;
use crate::model::price::{Period, currencies};
use crate::model::usage::{Shortfall, Usage, shortfalls};
use crate::queries::invoices::list_invoices;
use crate::queries::plans::{PlanVersion, offered};
use crate::queries::subscription::{Subscription, find};
use crate::queries::usage::{month_of, usage};

/// Plans.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanList {
    /// Cheap to dear.
    pub data: Vec<PlanView>,
}

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanView {
    /// Its short name.
    pub plan: String,
    /// Its name in the caller's language.
    pub name: String,
    /// Whether the shop has it.
    pub current: bool,
    /// What it has.
    pub modules: Vec<Module>,
    /// How much there may be of what is counted; what is not here does not matter.
    pub limits: Vec<PlanLimit>,
    /// What it costs, tax included.
    pub prices: Vec<PlanPrice>,
    /// Tax in the price, in hundredths of a per cent.
    pub tax_rate_bp: i32,
    /// For so many days a new shop tries it.
    pub trial_days: Option<i16>,
    /// What the shop has more of than it allows.
    pub shortfalls: Vec<Shortfall>,
}

/// How much there may be of something.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanLimit {
    /// Of what.
    pub limit: Limit,
    /// So much.
    pub most: i64,
}

/// What a plan costs.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanPrice {
    /// ISO 4217.
    #[schema(example = "COP")]
    pub currency: String,
    /// `month` or `year`.
    pub interval: &'static str,
    /// Minor units.
    pub amount: i64,
}

/// What a shop subscribes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubscriptionView {
    /// Short name of the plan that counts just now.
    pub plan: String,
    /// How it stands, in Stripe's words.
    pub status: String,
    /// `full`, `grace`, `free` or `read_only`: what the shop may do just now.
    pub level: &'static str,
    /// When the trial ends, or ended.
    pub trial_ends_at: Option<Instant>,
    /// When what is paid for ends.
    pub period_ends_at: Option<Instant>,
    /// Until when a shop that owes works on.
    pub grace_until: Option<Instant>,
    /// When it goes to the plan that costs nothing.
    pub cancel_at: Option<Instant>,
    /// What is paid each time; none where nobody pays.
    pub price: Option<PlanPrice>,
    /// What begins with the next period.
    pub next: Option<NextPlan>,
    /// Where what is owed can be paid.
    pub pay_url: Option<String>,
    /// Whether an upgrade waits for its money.
    pub change_waits: bool,
    /// What is counted.
    pub usage: Vec<UsageView>,
}

/// How much of something is used.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageView {
    /// Of what.
    pub limit: Limit,
    /// So much.
    pub used: i64,
    /// How much there may be; none where it does not matter.
    pub most: Option<i64>,
}

/// Everything that pages and answers are made of.
pub(super) struct Desk {
    pub has: Subscription,
    pub plans: Vec<PlanVersion>,
    pub usage: Usage,
    /// The newest.
    pub invoices: Vec<Invoice>,
}

/// Invoices that are shown.
const INVOICES: i64 = 24;

impl Desk {
    /// Four reads.
    pub async fn read(tx: &mut TenantTx, ctx: &Visitor) -> Result<Self> {
        let month = month_of(tx.now(), &ctx.shop.zone())?;
        Ok(Self {
            has: find(tx).await?.ok_or_else(Error::not_found)?,
            plans: offered(tx).await?,
            usage: usage(tx, Limit::ALL, month).await?,
            invoices: list_invoices(tx, INVOICES).await?,
        })
    }

    /// What somebody is to pay, if anything.
    pub fn owed(&self) -> Option<&Invoice> {
        self.invoices.iter().find(|invoice| invoice.is_owed())
    }

    /// The plan that counts at this level, with the price and limits that the shop has it for.
    pub fn current(&self, level: Level) -> &Plan {
        let free = self.plans.iter().find(|version| version.plan.is_free());
        match level {
            Level::Free => free.map_or(&self.has.has.plan, |version| &version.plan),
            Level::Full | Level::Grace(_) | Level::ReadOnly => &self.has.has.plan,
        }
    }

    /// The plans as programs read them.
    pub fn plan_list(&self, ctx: &Visitor, level: Level) -> PlanList {
        let current = &self.current(level).name;
        let data = self.plans.iter().map(|version| {
            let plan = &version.plan;
            PlanView {
                name: plan_name(ctx, &plan.name),
                current: plan.name == *current,
                modules: plan.modules.clone(),
                limits: limits(plan),
                prices: prices(plan),
                tax_rate_bp: plan.tax_rate_bp,
                trial_days: plan.trial_days,
                shortfalls: shortfalls(&self.usage, plan),
                plan: plan.name.clone(),
            }
        });
        PlanList { data: data.collect() }
    }

    /// The subscription as programs read it.
    pub fn subscription(&self, level: Level) -> SubscriptionView {
        let (has, current) = (&self.has, self.current(level));
        let usage = Limit::ALL.iter().map(|limit| UsageView {
            limit: *limit,
            used: self.usage.of(*limit),
            most: current.most(*limit),
        });
        SubscriptionView {
            plan: current.name.clone(),
            status: has.status.clone(),
            level: level_word(level),
            trial_ends_at: has.trial_ends_at,
            period_ends_at: has.period_ends_at,
            grace_until: has.grace_until,
            cancel_at: has.cancel_at,
            price: has.paid().map(|(currency, period, amount)| PlanPrice {
                currency: currency.as_str().to_owned(),
                interval: period.as_str(),
                amount,
            }),
            next: self.next_plan(),
            pay_url: self.owed().and_then(|invoice| invoice.hosted_url.clone()),
            change_waits: has.change_waits,
            usage: usage.collect(),
        }
    }
}

fn limits(plan: &Plan) -> Vec<PlanLimit> {
    let limits = Limit::ALL.iter().filter_map(|limit| {
        Some(PlanLimit {
            limit: *limit,
            most: plan.most(*limit)?,
        })
    });
    limits.collect()
}

fn prices(plan: &Plan) -> Vec<PlanPrice> {
    let price = |currency: Currency, period: Period| PlanPrice {
        currency: currency.as_str().to_owned(),
        interval: period.as_str(),
        amount: plan.price(currency, period),
    };
    let all = currencies()
        .into_iter()
        .flat_map(|currency| Period::ALL.map(|period| price(currency, period)));
    all.collect()
}

const fn level_word(level: Level) -> &'static str {
    match level {
        Level::Full => "full",
        Level::Grace(_) => "grace",
        Level::Free => "free",
        Level::ReadOnly => "read_only",
    }
}

/// As people call it; a plan without words of its own by its short name.
pub(super) fn plan_name(ctx: &Visitor, plan: &str) -> String {
    let key = format!("billing-plan-{plan}");
    ctx.app
        .i18n
        .find(ctx.locale, &key, &[])
        .unwrap_or_else(|| plan.to_owned())
}
