//! What an event is about, as lists of the API show it.

use booking::queries::bookings::find_summary as find_booking;
use catalog::queries::product::find_product;
use catalog::{ProductStatus, VariantId};
use db::TenantTx;
use inventory::queries::{StockFilter, list_stock};
use kernel::id::Uuid;
use kernel::{Error, PersonId, Result};
use payments::queries::payments::find_summary as find_payment;
use sales::queries::customers::find_account;
use sales::queries::orders::find_summary as find_order;
use serde::Serialize;
use serde_json::Value;

use crate::model::EventKind;

/// It as it is now; null when it is gone by now.
pub(crate) async fn read_subject(tx: &mut TenantTx, kind: EventKind, id: Uuid) -> Result<Value> {
    match kind {
        EventKind::OrderCreated
        | EventKind::OrderUpdated
        | EventKind::OrderPaid
        | EventKind::OrderCancelled => json(find_order(tx, id.into()).await?),
        EventKind::PaymentUpdated => json(find_payment(tx, id.into()).await?),
        EventKind::BookingCreated | EventKind::BookingUpdated | EventKind::BookingCancelled => {
            json(find_booking(tx, id.into()).await?)
        }
        EventKind::ProductCreated | EventKind::ProductUpdated => product(tx, id).await,
        EventKind::StockUpdated => stock(tx, id.into()).await,
        EventKind::CustomerCreated | EventKind::CustomerUpdated => {
            json(find_account(tx, PersonId(id)).await?)
        }
        EventKind::TestPing => Ok(Value::Null),
    }
}

/// As everybody sees it: without what it costs the shop.
async fn product(tx: &mut TenantTx, id: Uuid) -> Result<Value> {
    let mut found = find_product(tx, &id.to_string(), &ProductStatus::ALL).await?;
    for variant in found.iter_mut().flat_map(|product| &mut product.variants) {
        variant.cost = None;
    }
    json(found)
}

async fn stock(tx: &mut TenantTx, variant: VariantId) -> Result<Value> {
    let filter = StockFilter {
        variant: Some(variant),
        ..StockFilter::default()
    };
    json(list_stock(tx, &filter).await?.data.pop())
}

fn json<T: Serialize>(found: Option<T>) -> Result<Value> {
    serde_json::to_value(found).map_err(|e| Error::Fault(e.into()))
}
