//! The promotions that meet a cart, in one statement: what is live, for whom, how often it was used, and which of the
//! cart's products each covers.

use catalog::ProductId;
use db::TenantTx;
use kernel::id::Uuid;
use kernel::{Error, Instant, PersonId, Result};
use sqlx::FromRow;
use sqlx::types::Json;

use crate::model::promotion::{Parts, benefit_of};
use crate::model::{Aside, Covers, Offer, PriceTier, PromotionId, PromotionKind, PromotionStatus};

/// Most promotions that may be in use; a cart meets all that are given by themselves.
pub const MOST: i64 = 200;

/// Who buys, so far as that is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Buyer<'a> {
    /// Who, if signed in.
    pub person: Option<PersonId>,
    /// Their e-mail, in small letters.
    pub email: Option<&'a str>,
}

#[derive(FromRow)]
struct Row {
    promotion_id: PromotionId,
    name: String,
    code: Option<String>,
    kind: PromotionKind,
    percent: Option<i16>,
    amount: Option<i64>,
    buy_quantity: Option<i16>,
    get_quantity: Option<i16>,
    tiers: Option<Json<Vec<PriceTier>>>,
    minimum: Option<i64>,
    combines: bool,
    starts_at: Instant,
    ends_at: Option<Instant>,
    status: PromotionStatus,
    /// None where it covers all.
    pays: Option<Vec<ProductId>>,
    /// None where it gives the same.
    gets: Option<Vec<ProductId>>,
    is_for_them: bool,
    is_used_up: bool,
    is_used_by_them: bool,
}

/// What is given by itself now, and the coupons of this cart, whether they can be had or not.
pub async fn list_offers(
    tx: &mut TenantTx,
    products: &[ProductId],
    cart: Option<Uuid>,
    buyer: Buyer<'_>,
) -> Result<Vec<Offer>> {
    if products.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<Row> = sqlx::query_as(
        "with recursive place (product_id, category_id) as (
           select p.product_id, p.category_id from product p where p.tenant_id = $1 and p.product_id = any ($2)
            union
           select b.product_id, c.parent_id
             from place b
             join category c on c.tenant_id = $1 and c.category_id = b.category_id
            where c.parent_id is not null)
         select m.promotion_id, m.name, m.coupon as code, m.kind, m.percent, m.amount, m.buy_quantity, m.get_quantity, m.tiers,
                m.minimum, m.combines, m.starts_at, m.ends_at, m.status,
                case when m.covers = 'some' then array(
                  select x.product_id from promotion_product x
                   where x.tenant_id = $1 and x.promotion_id = m.promotion_id and x.part = 'pays' and x.product_id = any ($2)
                   union
                  select b.product_id from promotion_category x
                    join place b on b.category_id = x.category_id
                   where x.tenant_id = $1 and x.promotion_id = m.promotion_id and x.part = 'pays') end as pays,
                case when m.gives = 'some' then array(
                  select x.product_id from promotion_product x
                   where x.tenant_id = $1 and x.promotion_id = m.promotion_id and x.part = 'gets' and x.product_id = any ($2)
                   union
                  select b.product_id from promotion_category x
                    join place b on b.category_id = x.category_id
                   where x.tenant_id = $1 and x.promotion_id = m.promotion_id and x.part = 'gets') end as gets,
                m.audience = 'everybody' or exists (
                  select from promotion_group g
                    join customer_group_member c on c.tenant_id = $1 and c.group_id = g.group_id
                   where g.tenant_id = $1 and g.promotion_id = m.promotion_id and c.person_id = $4) as is_for_them,
                coalesce(t.used >= m.max_uses, false) as is_used_up,
                m.max_per_customer is not null and m.max_per_customer <= (
                  select count(*) from promotion_use u
                   where u.tenant_id = $1 and u.promotion_id = m.promotion_id and u.released_at is null
                     and (u.email = $5 or u.person_id = $4)) as is_used_by_them
           from promotion m
           left join promotion_tally t on t.tenant_id = $1 and t.promotion_id = m.promotion_id
          where m.tenant_id = $1
            and (m.promotion_id in (select x.promotion_id from cart_coupon x where x.tenant_id = $1 and x.cart_id = $3)
                 or m.status = 'active' and m.coupon is null and m.starts_at <= $6 and (m.ends_at is null or m.ends_at > $6))
          order by m.coupon is null, m.promotion_id
          limit $7",
    )
    .bind(tx.tenant())
    .bind(products)
    .bind(cart)
    .bind(buyer.person)
    .bind(buyer.email)
    .bind(tx.now())
    .bind(MOST)
    .fetch_all(&mut **tx)
    .await?;
    let now = tx.now();
    rows.into_iter().map(|row| row.offer(now)).collect()
}

impl Row {
    fn offer(self, now: Instant) -> Result<Offer> {
        let obstacle = self.obstacle(now);
        let parts = Parts {
            percent: self.percent,
            amount: self.amount,
            buy: self.buy_quantity,
            get: self.get_quantity,
            tiers: self.tiers.map(|tiers| tiers.0),
        };
        let benefit = benefit_of(self.kind, &parts);
        let covers = self.pays.map_or(Covers::All, Covers::Only);
        Ok(Offer {
            promotion_id: self.promotion_id,
            name: self.name,
            code: self.code,
            benefit: benefit.ok_or_else(|| Error::fault("a promotion lacks what its kind needs"))?,
            gives: self.gets.map_or_else(|| covers.clone(), Covers::Only),
            covers,
            minimum: self.minimum,
            combines: self.combines,
            obstacle,
        })
    }

    fn obstacle(&self, now: Instant) -> Option<Aside> {
        if self.status != PromotionStatus::Active {
            Some(Aside::Paused)
        } else if self.ends_at.is_some_and(|end| end <= now) {
            Some(Aside::Ended)
        } else if self.starts_at > now {
            Some(Aside::NotStarted)
        } else if !self.is_for_them {
            Some(Aside::OtherCustomers)
        } else if self.is_used_up {
            Some(Aside::UsedUp)
        } else if self.is_used_by_them {
            Some(Aside::UsedByCustomer)
        } else {
            None
        }
    }
}
