//! Shops that renew at once. What stands in for Stripe is here: it charges, tells, and gets things wrong, while the server asks it how
//! each subscription stands. At the end what the server wrote down is compared with the books there.

mod verdict;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use kernel::Env;
use outbound::{Outbound, Reach};
use payment_sandbox::stripe::{Desk, Fault, Sandbox, webhook_secret};
use serde_json::json;
use sqlx::{Connection as _, PgConnection};
use stripe::Stripe;
use stripe::billing::{CardNeeded, CheckoutOrder, Discount, PriceId, Subscriber};

use verdict::Verdict;

/// The provider's secret key there; the server was told so.
const KEY: &str = "sk_test_vitrina";
const CARD: &str = "4242424242424242";
/// What shops renew.
const PLAN: &str = "vitrina_basico_v1_cop_month";
/// Seconds until a month is over and paid, whatever month it is.
const A_MONTH: i64 = 32 * 24 * 60 * 60;
/// Notifications are sent so often, each time by a messenger of its own.
const TELLS: Duration = Duration::from_millis(20);

/// Shares of a thousand, of all that goes wrong.
const CALLS: [(Fault, u32); 5] = [
    (Fault::ErrorBefore, 350),
    (Fault::ErrorAfter, 250),
    (Fault::BrokenAfter, 150),
    (Fault::Busy, 150),
    (Fault::TimeOutBefore, 100),
];
const NOTICES: [(Fault, u32); 4] = [
    (Fault::HookTwice, 400),
    (Fault::HookOvertakes, 300),
    (Fault::HookForged, 100),
    (Fault::HookLost, 200),
];

/// How many renew, and how much goes wrong.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the server listens.
    #[arg(long, default_value = "127.0.0.1:8080")]
    address: String,
    /// Shops `bench-1`, `bench-2` …, which are there already.
    #[arg(long, default_value_t = 1_000)]
    shops: usize,
    /// As somebody whom no policy binds.
    #[arg(long)]
    database: String,
    /// Where Stripe listens: the server was told so.
    #[arg(long)]
    sandbox_port: u16,
    /// Called once Stripe listens: starts the server.
    #[arg(long)]
    start: PathBuf,
    /// Seconds within which all of them renew.
    #[arg(long, default_value_t = 60)]
    within: u64,
    /// Of a thousand calls and of a thousand notices, so many go wrong.
    #[arg(long, default_value_t = 50)]
    faults: u32,
    /// Minutes in which everything has to be in its place.
    #[arg(long, default_value_t = 15)]
    patience: u64,
    /// Names the measurement in the output.
    #[arg(long, default_value = "billing")]
    label: String,
    /// File that the result is added to, a line of JSON.
    #[arg(short, long)]
    out: Option<PathBuf>,
}

/// Has them subscribe, then renew.
pub async fn run(args: Args) -> anyhow::Result<()> {
    let served = Sandbox::new(Env::system())?.serve(args.sandbox_port)?;
    let desk = served.sandbox.desk();
    let started = tokio::process::Command::new(&args.start)
        .arg("serve-billing")
        .env("VITRINA_INTEGRATIONS__STRIPE_STAND_IN", served.url.as_str())
        .env("VITRINA_BILLING__STRIPE_SECRET_KEY", KEY)
        .env("VITRINA_BILLING__STRIPE_WEBHOOK_SECRETS", webhook_secret(KEY))
        .status()
        .await?;
    if !started.success() {
        bail!("the server does not start");
    }
    let stripe = Stripe::at(
        Outbound::new(Reach::ThisMachineToo, "bench")?,
        KEY.into(),
        &served.url,
    )?;
    let customers = subscribe(&args, &stripe, &desk).await?;
    let url = format!("http://{}/billing/webhooks/stripe", args.address);
    let kinds = ["customer.subscription.", "invoice."];
    desk.endpoint_for(KEY, &url, &[&webhook_secret(KEY)], &kinds);
    for (fault, share) in CALLS.into_iter().chain(NOTICES) {
        desk.fail(fault, args.faults * share / 1_000);
    }
    let telling = tokio::task::spawn_local(tell(desk.clone()));
    let begun = Instant::now();
    renew(&args, &desk, &customers).await;
    let renewed = begun.elapsed();
    let verdict = settle(&args, &desk).await?;
    telling.abort();
    let line = json!({
        "label": args.label,
        "scenario": "billing",
        "shops": args.shops,
        "faults_per_thousand": args.faults,
        "renewed_s": renewed.as_secs(),
        "ended_s": begun.elapsed().as_secs(),
        "outcome": verdict,
        "told_to_done_ms": verdict::told_to_done(&args.database).await?,
    });
    crate::say(&line, args.out.as_deref())?;
    if verdict.is_clean() {
        Ok(())
    } else {
        bail!("not every shop is in its place")
    }
}

/// Each shop is a customer and pays for its first month; nothing goes wrong yet, and nobody is told.
async fn subscribe(args: &Args, stripe: &Stripe, desk: &Desk) -> anyhow::Result<Vec<String>> {
    let mut conn = PgConnection::connect(&args.database).await?;
    let shops: Vec<(sqlx::types::Uuid, String)> =
        sqlx::query_as("select tenant_id, slug from tenant where slug like 'bench-%' order by slug limit $1")
            .bind(i64::try_from(args.shops)?)
            .fetch_all(&mut conn)
            .await?;
    let prices = stripe.prices(&[PLAN]).await?;
    let price = &prices
        .first()
        .context("the server has not made its plans known")?
        .id;
    let mut customers = vec![];
    for (tenant, slug) in shops {
        let customer = begin(stripe, desk, price, (&tenant.to_string(), &slug)).await?;
        sqlx::query("update subscription set customer_id = $2 where tenant_id = $1")
            .bind(tenant)
            .bind(&customer)
            .execute(&mut conn)
            .await?;
        customers.push(customer);
    }
    Ok(customers)
}

async fn begin(
    stripe: &Stripe,
    desk: &Desk,
    price: &PriceId,
    (tenant, slug): (&str, &str),
) -> anyhow::Result<String> {
    let subscriber = Subscriber {
        tenant: tenant.to_owned(),
        email: format!("owner@{slug}.test"),
        name: slug.to_owned(),
    };
    let customer = stripe
        .create_subscriber(&format!("{slug}.customer"), &subscriber)
        .await?;
    let order = CheckoutOrder {
        customer: customer.clone(),
        price: price.clone(),
        tenant: tenant.to_owned(),
        trial_days: None,
        card: CardNeeded::Always,
        discount: Discount::None,
        tax_rates: vec![],
        success_url: "http://localhost/back".parse()?,
        cancel_url: "http://localhost/".parse()?,
        expires_at: None,
        metadata: std::collections::BTreeMap::new(),
    };
    let page = stripe.create_checkout(&format!("{slug}.page"), &order).await?;
    desk.check_out(page.id.as_str(), CARD);
    Ok(customer.to_string())
}

/// One after the other, spread over the time: each one's own clock goes on by a month.
async fn renew(args: &Args, desk: &Desk, customers: &[String]) {
    let many = u32::try_from(customers.len().max(1)).unwrap_or(u32::MAX);
    let mut tick = tokio::time::interval(Duration::from_secs(args.within) / many);
    for customer in customers {
        tick.tick().await;
        desk.advance(customer, A_MONTH);
    }
}

/// Tells whatever is due, without end. A receiver that does not answer holds up no others.
async fn tell(desk: Desk) {
    let mut tick = tokio::time::interval(TELLS);
    loop {
        tick.tick().await;
        if desk.waiting() > 0 {
            let desk = desk.clone();
            tokio::task::spawn_local(async move { desk.deliver_due().await });
        }
    }
}

/// Waits until everything is in its place.
async fn settle(args: &Args, desk: &Desk) -> anyhow::Result<Verdict> {
    let until = Instant::now() + Duration::from_secs(60 * args.patience);
    let mut tick = tokio::time::interval(Duration::from_secs(2));
    loop {
        tick.tick().await;
        let verdict = verdict::reach(&args.database, desk, KEY).await?;
        if verdict.is_clean() || Instant::now() > until {
            return Ok(verdict);
        }
    }
}
