//! What some of the demo's buyers say of what they got: most of it published, two to look at, some answered.

use ::reviews::model::{ReviewId, ReviewStatus};
use ::reviews::ops::Buyer;
use ::reviews::ops::answer::answer;
use ::reviews::ops::decide::{ReviewDecision, ReviewDecisions, decide};
use ::reviews::ops::write_review::write_review;
use anyhow::Context as _;
use catalog::ProductId;
use db::TenantTx;
use http::AppData;
use kernel::{Actor, Clock, Env, Instant, TenantId};
use sales::model::OrderId;
use serde_json::json;

const DAY: i64 = 24 * 3600;

/// Stars, title, text.
const SAID: [(i16, &str, &str); 8] = [
    (
        5,
        "Tal cual la foto",
        "Llegó bien empacado y es igual a lo que se ve. Volveré a comprar.",
    ),
    (
        4,
        "Muy bueno",
        "Me gustó mucho. Le falta un poco más de tamaño, pero cumple.",
    ),
    (
        5,
        "Lo recomiendo",
        "Ya es la segunda vez que lo pido y sale igual de bueno.",
    ),
    (
        3,
        "Normal",
        "Está bien por el precio. El envío se demoró dos días más.",
    ),
    (5, "Un regalo perfecto", "Lo compré para mi mamá y quedó feliz."),
    (
        4,
        "Buena calidad",
        "Se nota que es de buena calidad. Me escribieron para confirmar la entrega.",
    ),
    (
        2,
        "Esperaba otra cosa",
        "El color es más claro que en la foto. Por lo demás, bien.",
    ),
    (5, "Excelente", "Rápido, bonito y bien explicado. Gracias."),
];

/// Of those that are published, how many the shop has answered.
const ANSWERED: usize = 3;
/// How many still wait for the shop.
const WAITING: usize = 2;

#[derive(sqlx::FromRow)]
struct Bought {
    order_id: OrderId,
    access_hash: Vec<u8>,
    delivered_at: Instant,
    product_id: ProductId,
}

/// Has each delivered order's first thing reviewed.
pub async fn write_some(app: &AppData, tenant: TenantId) -> anyhow::Result<()> {
    let mut written = vec![];
    for (n, one) in delivered(app, tenant).await?.into_iter().enumerate() {
        let env = Env::with_clock(Clock::manual(one.delivered_at.plus_seconds(DAY).0));
        let mut tx = TenantTx::begin(&app.pools.app, tenant, Actor::System, env).await?;
        let said = say(&mut tx, app, n, &one).await;
        written.push(said.with_context(|| format!("demo review {n}"))?);
        tx.commit().await?;
    }
    written.sort_unstable();
    written.dedup();
    let many = written.len().saturating_sub(WAITING);
    let mut tx = app.begin(tenant, Actor::System).await?;
    publish(&mut tx, &written[..many]).await?;
    tx.commit().await?;
    Ok(())
}

async fn delivered(app: &AppData, tenant: TenantId) -> anyhow::Result<Vec<Bought>> {
    let mut tx = app.begin(tenant, Actor::System).await?;
    let rows = sqlx::query_as(
        "select o.order_id, o.access_hash, o.delivered_at, l.product_id
           from sales_order o
           join order_line l on l.tenant_id = $1 and l.order_id = o.order_id and l.position = 0
          where o.tenant_id = $1 and o.status = 'delivered'
          order by o.number",
    )
    .bind(tenant)
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(rows)
}

async fn say(tx: &mut TenantTx, app: &AppData, n: usize, one: &Bought) -> anyhow::Result<ReviewId> {
    let (stars, title, text) = SAID[n % SAID.len()];
    let buyer = Buyer {
        person: None,
        order: Some(one.order_id),
        key_hash: one.access_hash.as_slice().try_into().ok(),
    };
    let wanted = serde_json::from_value(json!({ "stars": stars, "title": title, "text": text }))?;
    Ok(write_review(tx, app, one.product_id, buyer, &wanted).await?.id)
}

async fn publish(tx: &mut TenantTx, ids: &[ReviewId]) -> anyhow::Result<()> {
    let versions: Vec<(ReviewId, i64)> =
        sqlx::query_as("select review_id, version from review where tenant_id = $1 and review_id = any ($2)")
            .bind(tx.tenant())
            .bind(ids)
            .fetch_all(&mut **tx)
            .await?;
    let decisions = versions.into_iter().map(|(review_id, version)| ReviewDecision {
        review_id,
        version,
        status: ReviewStatus::Published,
        reason: None,
    });
    let decisions: Vec<ReviewDecision> = decisions.collect();
    if decisions.is_empty() {
        return Ok(());
    }
    decide(tx, &ReviewDecisions { decisions }).await?;
    let thanks =
        serde_json::from_value(json!({ "text": "¡Gracias por contarnos! Nos alegra que te haya servido." }))?;
    for id in ids.iter().take(ANSWERED) {
        answer(tx, *id, &thanks).await?;
    }
    Ok(())
}
