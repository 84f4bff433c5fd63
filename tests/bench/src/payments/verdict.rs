//! What became of all of it: whether what was acknowledged is there, once, and the ledger is the provider's books.

use std::collections::{HashMap, HashSet};

use payment_sandbox::mercado_pago::{Booked, Books};
use serde::Serialize;
use sqlx::{Connection as _, PgConnection};

use super::Stage;

/// Counts of payments, unless something else is said.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Verdict {
    /// Known to the provider.
    pub payments: usize,
    /// Of them, paid.
    pub approved: usize,
    /// Orders that were acknowledged and are not there.
    pub orders_lost: usize,
    /// Known to the provider and not to us.
    pub lost: usize,
    /// More than one for an order, there or here, or more than one posting of one.
    pub doubled: usize,
    /// Not ended yet.
    pub open: usize,
    /// Ended otherwise here than there, or for another sum.
    pub wrong: usize,
    /// Transactions of the ledger that do not add up.
    pub uneven: i64,
    /// Minor units by which the ledger's accounts at the provider are not what the provider has for the shops.
    pub off_by: i64,
}

impl Verdict {
    /// Whether everything has ended, and as it should.
    pub fn is_clean(&self) -> bool {
        let faults = [self.orders_lost, self.lost, self.doubled, self.open, self.wrong];
        faults.iter().all(|count| *count == 0) && self.uneven == 0 && self.off_by == 0
    }
}

/// An attempt, with what its order and the ledger say.
#[derive(Debug, sqlx::FromRow)]
struct Tried {
    order_id: String,
    outside_id: Option<String>,
    status: String,
    amount: i64,
    order_says: String,
    booked: i64,
}

const TRIED: &str = "select a.payable_id::text as order_id, a.outside_id, a.status, a.amount, o.payment_status as order_says,
       (select count(*) from ledger_txn x
         where x.tenant_id = a.tenant_id and x.source_id = a.attempt_id and x.kind = 'payment_received') as booked
  from payment_attempt a
  join sales_order o on o.tenant_id = a.tenant_id and o.order_id = a.payable_id";

const UNEVEN: &str = "select count(*) from (
    select from ledger_entry group by tenant_id, txn_id, currency having sum(amount) <> 0) one";

const CLEARING: &str = "select t.slug, coalesce(sum(e.amount), 0)::bigint
  from ledger_account a
  join tenant t using (tenant_id)
  left join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.account_id
 where a.kind = 'clearing' and a.owner = 'mercadopago'
 group by t.slug";

const NOTICE_TO_PAID: &str =
    "select percentile_cont(array[0.5, 0.95, 0.99]) within group (order by (extract(epoch from a.settled_at - e.heard_at) * 1000)::float8)
  from payment_attempt a
  join lateral (
    select min(received_at) as heard_at from webhook_event e
     where e.tenant_id = a.tenant_id and e.object_id = a.outside_id and e.kind = 'payment.updated') e on true
 where a.status = 'approved' and e.heard_at <= a.settled_at";

/// Looks at everything, as it is now. PostgreSQL may be down for a moment.
pub async fn reach(stage: &Stage) -> anyhow::Result<Verdict> {
    let mut conn = PgConnection::connect(&stage.args.database).await?;
    let tried: Vec<Tried> = sqlx::query_as(TRIED).fetch_all(&mut conn).await?;
    let orders: Vec<String> = sqlx::query_scalar("select order_id::text from sales_order")
        .fetch_all(&mut conn)
        .await?;
    let clearing: Vec<(String, i64)> = sqlx::query_as(CLEARING).fetch_all(&mut conn).await?;
    let uneven = sqlx::query_scalar(UNEVEN).fetch_one(&mut conn).await?;
    let clearing: HashMap<String, i64> = clearing.into_iter().collect();
    let mut verdict = Verdict {
        uneven,
        ..Verdict::default()
    };
    let orders: HashSet<String> = orders.into_iter().collect();
    let acknowledged = stage.acknowledged.borrow();
    verdict.orders_lost = acknowledged.iter().filter(|id| !orders.contains(*id)).count();
    count_doubles(&mut verdict, &tried);
    for shop in &stage.shops {
        let Some(books) = stage.desk.books(&shop.token) else {
            continue;
        };
        let ledger = clearing.get(&shop.slug).copied().unwrap_or_default();
        verdict.off_by += (ledger - books.available - books.pending).abs();
        compare(&mut verdict, &books, &tried);
    }
    let paid = tried.iter().filter(|one| one.booked > 0).count();
    verdict.wrong += verdict.approved.abs_diff(paid);
    Ok(verdict)
}

/// One order was paid by one payment at most, and that was booked once.
fn count_doubles(verdict: &mut Verdict, tried: &[Tried]) {
    let mut paid = HashSet::new();
    for one in tried {
        let again = one.booked > 0 && !paid.insert(&one.order_id);
        verdict.doubled += usize::from(one.booked > 1 || again);
        verdict.open += usize::from(is_open(&one.status));
    }
}

fn compare(verdict: &mut Verdict, books: &Books, tried: &[Tried]) {
    let ours: HashMap<&str, &Tried> = tried
        .iter()
        .filter_map(|one| Some((one.outside_id.as_deref()?, one)))
        .collect();
    let mut named = HashSet::new();
    for there in &books.payments {
        verdict.payments += 1;
        verdict.approved += usize::from(there.status == "approved");
        verdict.doubled += usize::from(!named.insert(&there.external_reference));
        match ours.get(there.id.as_str()) {
            None => verdict.lost += 1,
            Some(here) => verdict.wrong += usize::from(!agrees(there, here)),
        }
    }
}

/// The two sides, and the order, say the same.
fn agrees(there: &Booked, here: &Tried) -> bool {
    let given_up = ["rejected", "cancelled", "expired"].contains(&here.status.as_str());
    let same = match there.status.as_str() {
        "approved" => here.status == "approved" && here.booked == 1 && here.order_says == "paid",
        "rejected" | "cancelled" => given_up && here.booked == 0,
        _ => false,
    };
    same && here.amount == there.amount
}

fn is_open(status: &str) -> bool {
    ["created", "sending", "unknown", "requires_action", "pending"].contains(&status)
}

/// From the first notice of a change until the transaction that made the order paid began: p50, p95 and p99 in milliseconds.
/// Payments that were found by asking are left out.
pub async fn notice_to_paid(database: &str) -> anyhow::Result<Option<Vec<f64>>> {
    let mut conn = PgConnection::connect(database).await?;
    Ok(sqlx::query_scalar(NOTICE_TO_PAID).fetch_one(&mut conn).await?)
}
