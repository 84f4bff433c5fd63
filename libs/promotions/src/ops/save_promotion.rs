//! Promotions are made and changed. They are put away, never taken away: orders name them.

use db::TenantTx;
use http::EdgeError;
use kernel::{Currency, Error, Result};
use serde_json::json;
use sqlx::types::Json;

use super::scope::{self, replace_scope};
use crate::PromotionsError;
use crate::model::{Benefit, PromotionId, PromotionRequest};
use crate::queries::offers::MOST;

/// Makes one. `called` is what customers read when the request names none.
pub async fn create_promotion(
    tx: &mut TenantTx,
    request: &PromotionRequest,
    currency: Currency,
    called: &str,
) -> Result<PromotionId> {
    request.check(currency)?;
    let row = Columns::of(tx, request, called)?;
    require_room(tx).await?;
    let id: PromotionId = tx.new_id();
    let query = row.bound(sqlx::query(
        "insert into promotion
           (tenant_id, promotion_id, name, coupon, kind, percent, amount, buy_quantity, get_quantity, tiers, covers, gives,
            audience, minimum, combines, starts_at, ends_at, max_uses, max_per_customer, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)",
    )
    .bind(tx.tenant())
    .bind(id));
    query.bind(tx.now()).execute(&mut **tx).await?;
    sqlx::query("insert into promotion_tally (tenant_id, promotion_id) values ($1, $2)")
        .bind(tx.tenant())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    replace_scope(tx, id, request).await?;
    Ok(id)
}

/// Changes one, if nobody else did since `read`.
pub async fn update_promotion(
    tx: &mut TenantTx,
    id: PromotionId,
    request: &PromotionRequest,
    currency: Currency,
    (called, read): (&str, Option<i64>),
) -> Result<()> {
    request.check(currency)?;
    let row = Columns::of(tx, request, called)?;
    lock(tx, id, read).await?;
    let before = scope::told(tx, id).await?;
    let query = row.bound(sqlx::query(
        "update promotion
            set name = $3, coupon = $4, kind = $5, percent = $6, amount = $7, buy_quantity = $8, get_quantity = $9,
                tiers = $10, covers = $11, gives = $12, audience = $13, minimum = $14, combines = $15,
                starts_at = case when $21 then $16 else starts_at end, ends_at = $17, max_uses = $18,
                max_per_customer = $19, updated_at = $20, version = version + 1
          where tenant_id = $1 and promotion_id = $2",
    )
    .bind(tx.tenant())
    .bind(id));
    query
        .bind(tx.now())
        .bind(request.starts_at.is_some())
        .execute(&mut **tx)
        .await?;
    replace_scope(tx, id, request).await?;
    let change = db::audit::Change {
        subject: "promotion",
        id: id.to_string(),
        label: Some(row.name.as_str()),
        before,
        after: scope::told(tx, id).await?,
    };
    db::audit::record(tx, change).await
}

/// The row of a promotion, locked, if nobody changed it since `read`.
pub(super) async fn lock(tx: &mut TenantTx, id: PromotionId, read: Option<i64>) -> Result<()> {
    let version: Option<i64> = sqlx::query_scalar(
        "select version from promotion where tenant_id = $1 and promotion_id = $2 for no key update",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    let version = version.ok_or_else(Error::not_found)?;
    if read.is_some_and(|read| read != version) {
        return Err(EdgeError::Stale.into());
    }
    Ok(())
}

/// Every cart meets all that are in use, so there is an end to them.
pub(super) async fn require_room(tx: &mut TenantTx) -> Result<()> {
    let in_use: i64 = sqlx::query_scalar(
        "select count(*) from promotion
          where tenant_id = $1 and status <> 'archived' and (ends_at is null or ends_at > $2)",
    )
    .bind(tx.tenant())
    .bind(tx.now())
    .fetch_one(&mut **tx)
    .await?;
    if in_use < MOST {
        return Ok(());
    }
    Err(Error::from(PromotionsError::TooManyPromotions).with("most", MOST))
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// What is written of a request, besides whose it is and when.
struct Columns<'a> {
    request: &'a PromotionRequest,
    name: String,
    code: Option<String>,
    benefit: Benefit,
    starts_at: kernel::Instant,
}

impl<'a> Columns<'a> {
    fn of(tx: &TenantTx, request: &'a PromotionRequest, called: &str) -> Result<Self> {
        let name = request.name.as_ref().map_or(called, |name| name.as_str());
        let code = request.coupon()?.map(|code| code.as_str().to_owned());
        let starts_at = request.starts_at.unwrap_or(tx.now());
        if request.ends_at.is_some_and(|end| end <= starts_at) && request.starts_at.is_none() {
            return Err(Error::invalid("ends_at", "in_the_past"));
        }
        Ok(Self {
            name: name.chars().take(120).collect(),
            code,
            benefit: request.benefit()?,
            starts_at,
            request,
        })
    }

    /// $3 to $19.
    fn bound<'q>(&self, query: Query<'q>) -> Query<'q> {
        let r = self.request;
        let (percent, amount, buy, get, tiers) = match &self.benefit {
            Benefit::Percent(percent) => (Some(*percent), None, None, None, None),
            Benefit::Amount(amount) => (None, Some(*amount), None, None, None),
            Benefit::FreeShipping => (None, None, None, None, None),
            Benefit::BuyGet { buy, get, percent } => (Some(*percent), None, Some(*buy), Some(*get), None),
            Benefit::Tiers(tiers) => (None, None, None, None, Some(json!(tiers))),
        };
        let names_goods = !r.product_ids.is_empty() || !r.category_ids.is_empty();
        let names_gifts = !r.gives_product_ids.is_empty() || !r.gives_category_ids.is_empty();
        let gives_others = names_gifts && buy.is_some();
        query
            .bind(self.name.clone())
            .bind(self.code.clone())
            .bind(self.benefit.kind())
            .bind(percent)
            .bind(amount)
            .bind(buy)
            .bind(get)
            .bind(tiers.map(Json))
            .bind(if names_goods { "some" } else { "all" })
            .bind(if gives_others { "some" } else { "same" })
            .bind(if r.group_ids.is_empty() {
                "everybody"
            } else {
                "groups"
            })
            .bind(r.minimum)
            .bind(r.combines)
            .bind(self.starts_at)
            .bind(r.ends_at)
            .bind(r.max_uses)
            .bind(r.max_per_customer)
    }
}
