//! Plans are made known at Stripe: a product for each plan, a price for each version, money and period. Safe to repeat: what is
//! there is found by its name and left as it is, so that nothing changes under those who pay for it.

use std::collections::BTreeMap;

use db::{PlatformTx, PlatformView, Pools};
use kernel::{Actor, Currency, Env, Instant, Result, TenantId};
use serde_json::json;
use stripe::billing::{
    Interval, NewPrice, NewProduct, NewTaxRate, Price, ProductChange, ProductId, TaxBehavior, TaxRate,
    TaxRateId,
};
use stripe::{Stripe, StripeError};

use crate::error::trouble;
use crate::model::plans::PlanVersionId;
use crate::model::price::{Period, currencies, lookup_key};
use crate::queries::plans::{PlanVersion, newest};
use crate::till::Till;

/// What a tax rate of ours is known by.
const TAX: &str = "vitrina";
const COUNTRY: &str = "CO";

/// A price that stands at Stripe.
struct Known {
    version: PlanVersionId,
    currency: Currency,
    period: Period,
    price: Price,
    tax_rate: Option<TaxRateId>,
}

/// Makes what is missing; gives the keys of the prices that are new there.
pub async fn sync_prices(pools: &Pools, env: &Env, till: &Till) -> Result<Vec<String>> {
    let stripe = till.stripe()?;
    let mut view = PlatformView::begin(&pools.platform).await?;
    let versions = newest(&mut view).await?;
    drop(view);
    let sold: Vec<&PlanVersion> = versions
        .iter()
        .filter(|version| version.offered && !version.plan.is_free())
        .collect();
    let (known, made) = ensure_all(stripe, &sold).await.map_err(|error| trouble(&error))?;
    let mut tx = PlatformTx::begin(&pools.platform, Actor::System, env.clone(), "sync_prices").await?;
    let mut changed = false;
    for price in &known {
        changed |= remember(&mut tx, price, till.is_live()).await?;
    }
    tx.concerns(TenantId::PLATFORM, json!({ "prices": made }));
    if changed {
        tx.commit().await?;
    }
    Ok(made)
}

async fn ensure_all(
    stripe: &Stripe,
    sold: &[&PlanVersion],
) -> Result<(Vec<Known>, Vec<String>), StripeError> {
    let wanted: Vec<(&PlanVersion, Currency, Period)> = sold
        .iter()
        .flat_map(|version| currencies().map(|currency| (*version, currency)))
        .flat_map(|(version, currency)| Period::ALL.map(|period| (version, currency, period)))
        .collect();
    let keys: Vec<String> = wanted.iter().map(|wanted| key_of(*wanted)).collect();
    let there = stripe
        .prices(&keys.iter().map(String::as_str).collect::<Vec<_>>())
        .await?;
    for version in sold {
        ensure_product(stripe, version).await?;
    }
    let taxes = stripe.tax_rates().await?;
    let (mut known, mut made, mut new_taxes) = (vec![], vec![], vec![]);
    for (wanted, key) in wanted.into_iter().zip(keys) {
        let (version, currency, period) = wanted;
        let found = there
            .iter()
            .find(|price| price.lookup_key.as_deref() == Some(&key));
        let price = if let Some(price) = found {
            price.clone()
        } else {
            made.push(key.clone());
            stripe.create_price(&key, &new_price(wanted, &key)?).await?
        };
        known.push(Known {
            version: version.id,
            currency,
            period,
            price,
            tax_rate: tax_rate(stripe, version.plan.tax_rate_bp, &taxes, &mut new_taxes).await?,
        });
    }
    Ok((known, made))
}

fn key_of((version, currency, period): (&PlanVersion, Currency, Period)) -> String {
    lookup_key(&version.plan.name, version.number, currency, period)
}

fn product_of(version: &PlanVersion) -> Result<ProductId, StripeError> {
    let id = ProductId::parse(&format!("vitrina_{}", version.plan.name));
    id.ok_or_else(|| StripeError::Refused {
        status: 0,
        code: None,
        message: "the plan's name is no name for a product".to_owned(),
    })
}

/// One that was put away at Stripe by hand is for sale again: the file says so.
async fn ensure_product(stripe: &Stripe, version: &PlanVersion) -> Result<(), StripeError> {
    let id = product_of(version)?;
    match stripe.product(&id).await {
        Ok(product) if product.active => Ok(()),
        Ok(_) => {
            let change = ProductChange {
                name: None,
                description: None,
                active: Some(true),
            };
            let key = format!("{id}:offer:{}", version.id);
            stripe.update_product(&key, &id, &change).await.map(drop)
        }
        Err(StripeError::NotFound) => {
            let new = NewProduct {
                name: format!("Vitrina {}", capital(&version.plan.name)),
                description: None,
                metadata: BTreeMap::from([("plan".to_owned(), version.plan.name.clone())]),
                id,
            };
            let made = stripe.create_product(&format!("{}:make", new.id), &new).await;
            made.map(drop)
        }
        Err(error) => Err(error),
    }
}

/// `Pro`: what stands on invoices.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn new_price(
    (version, currency, period): (&PlanVersion, Currency, Period),
    key: &str,
) -> Result<NewPrice, StripeError> {
    Ok(NewPrice {
        product: product_of(version)?,
        lookup_key: key.to_owned(),
        amount: version.plan.price(currency, period),
        currency,
        interval: match period {
            Period::Month => Interval::Month,
            Period::Year => Interval::Year,
        },
        tax: TaxBehavior::Inclusive,
        metadata: BTreeMap::from([
            ("plan".to_owned(), version.plan.name.clone()),
            ("version".to_owned(), version.number.to_string()),
        ]),
    })
}

/// The tax in the price, as invoices show it; none where there is none.
async fn tax_rate(
    stripe: &Stripe,
    basis_points: i32,
    there: &[TaxRate],
    new: &mut Vec<TaxRate>,
) -> Result<Option<TaxRateId>, StripeError> {
    let Some(points) = u32::try_from(basis_points).ok().filter(|points| *points > 0) else {
        return Ok(None);
    };
    let ours = |rate: &&TaxRate| {
        rate.basis_points == points && rate.inclusive && rate.active && rate.metadata.contains_key(TAX)
    };
    if let Some(known) = there.iter().chain(new.iter()).find(ours) {
        return Ok(Some(known.id.clone()));
    }
    let wanted = NewTaxRate {
        name: "IVA".to_owned(),
        basis_points: points,
        inclusive: true,
        country: COUNTRY.to_owned(),
        metadata: BTreeMap::from([(TAX.to_owned(), "iva".to_owned())]),
    };
    let made = stripe
        .create_tax_rate(&format!("vitrina:iva:{points}"), &wanted)
        .await?;
    let id = made.id.clone();
    new.push(made);
    Ok(Some(id))
}

/// Whether that is news.
async fn remember(tx: &mut PlatformTx, known: &Known, live: bool) -> Result<bool> {
    let now: Instant = tx.now();
    let done = sqlx::query(
        "insert into plan_price as p (plan_version_id, currency, period, live, price_id, tax_rate_id, seen_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (plan_version_id, currency, period, live) do update
           set price_id = excluded.price_id, tax_rate_id = excluded.tax_rate_id, seen_at = excluded.seen_at
         where (p.price_id, coalesce(p.tax_rate_id, '')) <> (excluded.price_id, coalesce(excluded.tax_rate_id, ''))",
    )
    .bind(known.version)
    .bind(known.currency.as_str())
    .bind(known.period)
    .bind(live)
    .bind(known.price.id.as_str())
    .bind(known.tax_rate.as_ref().map(ToString::to_string))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}
