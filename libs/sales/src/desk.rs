//! What orders take besides the transaction: words, addresses, the key that seals links, and the program's own rules.

use std::sync::Arc;

use db::TenantTx;
use http::App;
use http::i18n::I18n;
use http::shop::Shop;
use http::{Place, Vault};
use kernel::{Error, Locale, Result};

use crate::model::{Order, OrderId};
use crate::settings::SalesRules;

/// What keys of links are sealed for.
pub(crate) const PURPOSE: &str = "order-link";

/// Where letters are written. Cheap to clone: jobs keep one.
#[derive(Debug, Clone)]
pub struct Desk {
    i18n: Arc<I18n>,
    vault: Vault,
    scheme: String,
    port_suffix: String,
    /// What the program was told about orders.
    pub rules: SalesRules,
}

/// The key in an order's link: the link is shown, its hash finds the order, and sealed it waits for later mails.
#[derive(Debug, Clone)]
pub struct AccessKey {
    /// What stands after `?key=`.
    pub text: String,
    /// SHA-256 of it.
    pub hash: [u8; 32],
    /// It, sealed.
    pub sealed: Vec<u8>,
}

impl Desk {
    /// From the shared state of handlers.
    pub fn of(app: &App) -> Self {
        Self {
            i18n: Arc::clone(&app.i18n),
            vault: app.vault.clone(),
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
    pub async fn new_key(&self, tx: &mut TenantTx, order: OrderId) -> Result<AccessKey> {
        let text = http::secrets::new_token(tx.env());
        let hash = http::secrets::sha256(text.as_bytes());
        let sealed = self.vault.seal(tx, place(&order), text.as_bytes()).await?;
        Ok(AccessKey { text, hash, sealed })
    }

    /// Where the customer watches the order, signed in or not.
    pub async fn order_link(&self, tx: &mut TenantTx, shop: &Shop, order: &Order) -> Result<String> {
        let key = self
            .vault
            .open(tx, place(&order.order_id), &order.access_sealed)
            .await?;
        let key = String::from_utf8(key).map_err(|e| Error::Fault(e.into()))?;
        Ok(self.link(shop, &order_path(order, &key)))
    }

    /// The same while its key is at hand.
    pub fn new_order_link(&self, shop: &Shop, order: &Order, key: &AccessKey) -> String {
        self.link(shop, &order_path(order, &key.text))
    }

    /// Where the shop works on the order.
    pub fn admin_link(&self, shop: &Shop, order: &Order) -> String {
        self.link(shop, &format!("/admin/orders/{}", order.order_id))
    }

    fn link(&self, shop: &Shop, path: &str) -> String {
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
