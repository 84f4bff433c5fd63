//! Promotions as the shop sees them.

use catalog::{CategoryId, ProductId};
use db::TenantTx;
use kernel::{Error, Instant, PageQuery, Paged, Result};
use sqlx::FromRow;
use sqlx::types::Json;

use crate::model::{GroupId, Promotion, PromotionId, PromotionState};

/// The columns of [`Promotion`]; `m` is `promotion`, `t` its tally.
macro_rules! promotion_columns {
    () => {
        "m.promotion_id, m.name, m.coupon as code, m.kind, m.percent, m.amount, m.buy_quantity, m.get_quantity, m.tiers, m.minimum,
         m.combines, m.starts_at, m.ends_at, m.max_uses, m.max_per_customer, m.status, coalesce(t.used, 0) as used,
         m.created_at, m.version"
    };
}

/// Something that a promotion names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Named<T> {
    /// Which.
    pub id: T,
    /// What people call it.
    pub name: String,
}

/// What a promotion names.
#[derive(Debug, Clone, FromRow)]
pub struct Scope {
    /// Whether it covers all goods; else those of the next two only.
    pub covers_all: bool,
    /// Products that it covers.
    pub products: Json<Vec<Named<ProductId>>>,
    /// Categories that it covers.
    pub categories: Json<Vec<Named<CategoryId>>>,
    /// Products to get.
    pub gives_products: Json<Vec<Named<ProductId>>>,
    /// Categories to get from.
    pub gives_categories: Json<Vec<Named<CategoryId>>>,
    /// Whether it is for everybody; else for the next ones only.
    pub for_everybody: bool,
    /// Groups of customers.
    pub groups: Json<Vec<Named<GroupId>>>,
}

/// A promotion with what it names.
#[derive(Debug, Clone, FromRow)]
pub struct Whole {
    /// Itself.
    #[sqlx(flatten)]
    pub promotion: Promotion,
    /// What it names.
    #[sqlx(flatten)]
    pub scope: Scope,
}

/// Everything of one, or of a page of them.
macro_rules! whole_sql {
    ($fitting:literal) => {
        concat!(
            "select ",
            promotion_columns!(),
            ", m.covers = 'all' as covers_all, m.audience = 'everybody' as for_everybody,
             (select coalesce(jsonb_agg(jsonb_build_object('id', p.product_id, 'name', p.name) order by p.name, p.product_id), '[]')
                from promotion_product x join product p on p.tenant_id = $1 and p.product_id = x.product_id
               where x.tenant_id = $1 and x.promotion_id = m.promotion_id and x.part = 'pays') as products,
             (select coalesce(jsonb_agg(jsonb_build_object('id', c.category_id, 'name', c.name) order by c.name, c.category_id), '[]')
                from promotion_category x join category c on c.tenant_id = $1 and c.category_id = x.category_id
               where x.tenant_id = $1 and x.promotion_id = m.promotion_id and x.part = 'pays') as categories,
             (select coalesce(jsonb_agg(jsonb_build_object('id', p.product_id, 'name', p.name) order by p.name, p.product_id), '[]')
                from promotion_product x join product p on p.tenant_id = $1 and p.product_id = x.product_id
               where x.tenant_id = $1 and x.promotion_id = m.promotion_id and x.part = 'gets') as gives_products,
             (select coalesce(jsonb_agg(jsonb_build_object('id', c.category_id, 'name', c.name) order by c.name, c.category_id), '[]')
                from promotion_category x join category c on c.tenant_id = $1 and c.category_id = x.category_id
               where x.tenant_id = $1 and x.promotion_id = m.promotion_id and x.part = 'gets') as gives_categories,
             (select coalesce(jsonb_agg(jsonb_build_object('id', g.group_id, 'name', g.name) order by g.name, g.group_id), '[]')
                from promotion_group x join customer_group g on g.tenant_id = $1 and g.group_id = x.group_id
               where x.tenant_id = $1 and x.promotion_id = m.promotion_id) as groups
              from promotion m
              left join promotion_tally t on t.tenant_id = $1 and t.promotion_id = m.promotion_id
             where m.tenant_id = $1 and ",
            $fitting
        )
    };
}

/// One of them.
pub async fn get_promotion(tx: &mut TenantTx, id: PromotionId) -> Result<Whole> {
    sqlx::query_as(whole_sql!("m.promotion_id = $2"))
        .bind(tx.tenant())
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(Error::not_found)
}

/// Which promotions.
#[derive(Debug, Clone, Copy, Default)]
pub struct PromotionFilter {
    /// That stand so now; without, all that were not put away.
    pub state: Option<PromotionState>,
}

/// A page of them, newest first.
pub async fn list_promotions(
    tx: &mut TenantTx,
    filter: PromotionFilter,
    page: PageQuery,
) -> Result<Paged<Whole>> {
    let counts = count_by_state(tx).await?;
    let total = match filter.state {
        Some(state) => counts.of(state),
        None => counts.in_use(),
    };
    let rows = sqlx::query_as(whole_sql!(
        "case when m.status <> 'active' then m.status
              when m.ends_at <= $2 or t.used >= m.max_uses then 'ended'
              when m.starts_at > $2 then 'scheduled'
              else 'active' end = any ($3)
          order by m.created_at desc, m.promotion_id
          limit $4 offset $5"
    ))
    .bind(tx.tenant())
    .bind(tx.now())
    .bind(states_of(filter))
    .bind(i64::from(page.limit))
    .bind(page.offset())
    .fetch_all(&mut **tx)
    .await?;
    Ok(Paged::new(rows, page, total))
}

fn states_of(filter: PromotionFilter) -> Vec<&'static str> {
    let wanted = |state: &PromotionState| match filter.state {
        Some(only) => *state == only,
        None => *state != PromotionState::Archived,
    };
    PromotionState::ALL
        .into_iter()
        .filter(wanted)
        .map(PromotionState::as_str)
        .collect()
}

/// How many stand so.
#[derive(Debug, Clone, Copy, Default, FromRow)]
pub struct StateCounts {
    active: i64,
    scheduled: i64,
    ended: i64,
    paused: i64,
    archived: i64,
}

impl StateCounts {
    /// How many are in this state.
    pub const fn of(&self, state: PromotionState) -> i64 {
        match state {
            PromotionState::Active => self.active,
            PromotionState::Scheduled => self.scheduled,
            PromotionState::Ended => self.ended,
            PromotionState::Paused => self.paused,
            PromotionState::Archived => self.archived,
        }
    }

    /// All that were not put away.
    pub const fn in_use(&self) -> i64 {
        self.active + self.scheduled + self.ended + self.paused
    }
}

/// How many stand how, now.
pub async fn count_by_state(tx: &mut TenantTx) -> Result<StateCounts> {
    let now: Instant = tx.now();
    Ok(sqlx::query_as(
        "select count(*) filter (where state = 'active') as active,
                count(*) filter (where state = 'scheduled') as scheduled,
                count(*) filter (where state = 'ended') as ended,
                count(*) filter (where state = 'paused') as paused,
                count(*) filter (where state = 'archived') as archived
           from (select case when m.status <> 'active' then m.status
                             when m.ends_at <= $2 or t.used >= m.max_uses then 'ended'
                             when m.starts_at > $2 then 'scheduled'
                             else 'active' end as state
                   from promotion m
                   left join promotion_tally t on t.tenant_id = $1 and t.promotion_id = m.promotion_id
                  where m.tenant_id = $1) s",
    )
    .bind(tx.tenant())
    .bind(now)
    .fetch_one(&mut **tx)
    .await?)
}
