//! The newest orders.

use db::TenantTx;
use kernel::{Instant, Result, id::Uuid};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use utoipa::ToSchema;

/// Which orders to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderTab {
    /// Any.
    #[default]
    All,
    /// Promised and not sent yet.
    ToPrepare,
    /// The money has not come.
    Unpaid,
}

impl OrderTab {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::All, Self::ToPrepare, Self::Unpaid];

    /// As in addresses and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::ToPrepare => "to_prepare",
            Self::Unpaid => "unpaid",
        }
    }
}

/// An order in a list.
#[derive(Debug, Clone, FromRow, Serialize, ToSchema)]
pub struct RecentOrder {
    /// Which.
    pub order_id: Uuid,
    /// As people name it.
    pub number: i64,
    /// Who.
    pub customer_name: String,
    /// When.
    pub created_at: Instant,
    /// Minor units.
    pub total: i64,
    /// Where it stands.
    pub status: String,
    /// How far it is paid.
    pub payment_status: String,
}

impl RecentOrder {
    /// The state as the shop reads it, a word of `ui-status-*`: what is pending waits for the shop.
    pub fn state(&self) -> &str {
        if self.status == "pending" {
            "to_confirm"
        } else {
            &self.status
        }
    }

    /// How far it is paid, a word of `ui-status-*`.
    pub fn payment_state(&self) -> &str {
        if self.payment_status == "pending" {
            "unpaid"
        } else {
            &self.payment_status
        }
    }
}

/// The newest `limit` orders of a tab.
pub async fn recent_orders(tx: &mut TenantTx, tab: OrderTab, limit: i64) -> Result<Vec<RecentOrder>> {
    Ok(sqlx::query_as(
        "select order_id, number, customer_name, created_at, total, status, payment_status
           from sales_order
          where tenant_id = $1
            and ($2 <> 'to_prepare' or status in ('confirmed', 'processing'))
            and ($2 <> 'unpaid' or (payment_status = 'pending' and status <> 'cancelled'))
          order by created_at desc, order_id
          limit $3",
    )
    .bind(tx.tenant())
    .bind(tab.as_str())
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?)
}
