//! What became of all of it: whether each shop has what its subscription says, and each invoice stands there once.

use std::collections::HashMap;

use payment_sandbox::stripe::Desk;
use serde::Serialize;
use sqlx::{Connection as _, PgConnection};

/// Counts of shops, unless something else is said.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Verdict {
    /// Subscriptions at Stripe.
    pub subscriptions: usize,
    /// Invoices there.
    pub invoices: usize,
    /// Shops that have something else than their subscription says.
    pub wrong: usize,
    /// Invoices that stand there and not here, or otherwise.
    pub invoices_wrong: usize,
    /// Invoices that stand here more than once, or were charged more than once.
    pub doubled: usize,
    /// Events that are not acted on.
    pub open: i64,
}

impl Verdict {
    /// Whether everything is in its place.
    pub fn is_clean(&self) -> bool {
        self.subscriptions > 0 && self.wrong + self.invoices_wrong + self.doubled == 0 && self.open == 0
    }
}

const HAS: &str =
    "select s.outside_id, s.status, 'vitrina_' || p.plan || '_v' || p.number || '_cop_' || s.period
  from subscription s join plan_version p using (plan_version_id) where s.outside_id is not null";

/// Looks at everything, as it is now.
pub async fn reach(database: &str, desk: &Desk, key: &str) -> anyhow::Result<Verdict> {
    let mut conn = PgConnection::connect(database).await?;
    let has: Vec<(String, String, String)> = sqlx::query_as(HAS).fetch_all(&mut conn).await?;
    let has: HashMap<String, (String, String)> = has
        .into_iter()
        .map(|(id, status, price)| (id, (status, price)))
        .collect();
    let invoices: Vec<(String, String, i64)> =
        sqlx::query_as("select outside_id, status, paid from billing_invoice")
            .fetch_all(&mut conn)
            .await?;
    let open =
        sqlx::query_scalar("select count(*) from billing_event where status not in ('done', 'ignored')")
            .fetch_one(&mut conn)
            .await?;
    let mut verdict = Verdict {
        open,
        ..Verdict::default()
    };
    for there in desk.subscriptions(key) {
        verdict.subscriptions += 1;
        let wanted = (there.status, there.lookup_key.unwrap_or_default());
        verdict.wrong += usize::from(has.get(&there.id) != Some(&wanted));
    }
    let mut ours: HashMap<&str, Vec<(&str, i64)>> = HashMap::new();
    for (id, status, paid) in &invoices {
        ours.entry(id).or_default().push((status.as_str(), *paid));
    }
    for there in desk.invoices(key) {
        verdict.invoices += 1;
        let here = ours.get(there.id.as_str()).map_or(&[][..], Vec::as_slice);
        verdict.doubled += usize::from(here.len() > 1 || there.charges > 1);
        // The first month's was paid before anybody was told of it.
        let is_new = there.number.is_none() || here.len() == 1;
        let agrees = here.first() == Some(&(there.status.as_str(), there.paid));
        verdict.invoices_wrong += usize::from(is_new && !agrees);
    }
    let renewed = verdict.invoices.saturating_sub(verdict.subscriptions);
    verdict.invoices_wrong += renewed.saturating_sub(ours.len());
    Ok(verdict)
}

/// Milliseconds from a notice to what it leads to: half of them, nineteen of twenty, and ninety-nine of a hundred.
pub async fn told_to_done(database: &str) -> anyhow::Result<Vec<f64>> {
    let mut conn = PgConnection::connect(database).await?;
    let found: Option<Vec<f64>> = sqlx::query_scalar(
        "select percentile_cont(array[0.5, 0.95, 0.99]) within group
                  (order by (extract(epoch from handled_at - received_at) * 1000)::float8)
           from billing_event where status = 'done' and handled_at is not null",
    )
    .fetch_one(&mut conn)
    .await?;
    Ok(found.unwrap_or_default())
}
