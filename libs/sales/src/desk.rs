//! What orders take besides the transaction: words, addresses, the key that seals links, and the program's own rules.

use std::sync::Arc;

use db::TenantTx;
use http::App;
use http::i18n::I18n;
use http::secrets::Secrets;
use http::shop::Shop;
use http::{LinkKey, Place, Vault};
use kernel::{Locale, Result};
use payments::MethodCode;
use payments::model::{Intent, IntentStatus};

use crate::model::{Order, OrderId};
use crate::settings::SalesRules;

/// What keys of links are sealed for.
pub(crate) const PURPOSE: &str = "order-link";

/// Where letters are written. Cheap to clone: jobs keep one.
#[derive(Debug, Clone)]
pub struct Desk {
    i18n: Arc<I18n>,
    vault: Vault,
    secrets: Secrets,
    scheme: String,
    port_suffix: String,
    /// What the program was told about orders.
    pub rules: SalesRules,
}

impl Desk {
    /// From the shared state of handlers.
    pub fn of(app: &App) -> Self {
        Self {
            i18n: Arc::clone(&app.i18n),
            vault: app.vault.clone(),
            secrets: app.secrets.clone(),
            scheme: app.settings.scheme.clone(),
            port_suffix: app.settings.port_suffix.clone(),
            rules: SalesRules::of(app),
        }
    }

    /// A text.
    pub fn text(&self, locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
        self.i18n.text(locale, key, args)
    }

    /// A new key for the order's link.
    pub async fn new_key(&self, tx: &mut TenantTx, order: OrderId) -> Result<LinkKey> {
        LinkKey::new(tx, &self.vault, place(&order)).await
    }

    /// Where the customer watches the order, signed in or not.
    pub async fn order_link(&self, tx: &mut TenantTx, shop: &Shop, order: &Order) -> Result<String> {
        let key = self.order_key(tx, order).await?;
        Ok(self.link(shop, &order_path(order, &key)))
    }

    /// What opens the order's link.
    pub async fn order_key(&self, tx: &mut TenantTx, order: &Order) -> Result<String> {
        LinkKey::open(tx, &self.vault, place(&order.order_id), &order.access_sealed).await
    }

    /// The same while its key is at hand.
    pub fn new_order_link(&self, shop: &Shop, order: &Order, key: &LinkKey) -> String {
        self.link(shop, &order_path(order, &key.text))
    }

    /// Where the shop works on the order.
    pub fn admin_link(&self, shop: &Shop, order: &Order) -> String {
        self.link(shop, &admin_path(order))
    }

    /// Path of the page where the order is paid, while somebody waits for the money and a provider moves it.
    pub fn pay_path(&self, order: &Order, intent: &Intent) -> Option<String> {
        let online = payments::connector::connector(order.payment_method)
            .capabilities()
            .online;
        let wanted = online && intent.status == IntentStatus::Open;
        let at_card = if order.payment_method == MethodCode::Card {
            "/card"
        } else {
            ""
        };
        wanted.then(|| {
            let token = payments::pay_token(&self.secrets, intent.intent_id);
            format!("/pay/{token}{at_card}")
        })
    }

    /// Where the customer pays.
    pub fn pay_link(&self, shop: &Shop, path: &str) -> String {
        self.link(shop, path)
    }

    /// A whole address at the shop.
    pub fn link(&self, shop: &Shop, path: &str) -> String {
        format!("{}://{}{}{path}", self.scheme, shop.host, self.port_suffix)
    }
}

fn place(order: &OrderId) -> Place<'_> {
    Place {
        purpose: PURPOSE,
        row: order.0.as_bytes(),
    }
}

/// Path of the page where whoever has the key watches the order.
pub fn order_path(order: &Order, key: &str) -> String {
    format!("/orders/{}?key={key}", order.order_id)
}

/// Where the shop sees an order.
pub(crate) fn admin_path(order: &Order) -> String {
    format!("/admin/orders/{}", order.order_id)
}
