//! What the work with calendars takes besides the transaction: providers, keys, words, addresses.

use std::sync::Arc;

use db::TenantTx;
use google_calendar::GoogleCalendar;
use http::i18n::I18n;
use http::secrets::Secrets;
use http::shop::Shop;
use http::{App, Place, Vault};
use kernel::{Error, Locale, Result};
use outbound::Outbound;
use url::Url;

use crate::model::AccountId;
use crate::ops::tokens::Tokens;
use crate::settings::Outside;
use crate::trouble::Trouble;

/// What tokens of accounts are sealed for.
pub(crate) const TOKENS: &str = "calendar-tokens";
/// And those of an account that is being connected.
pub(crate) const ARRIVING: &str = "calendar-arriving";

/// Works with calendars. Cheap to clone: jobs keep one.
#[derive(Debug, Clone)]
pub struct Clerk {
    i18n: Arc<I18n>,
    vault: Vault,
    outside: Outside,
    scheme: String,
    port_suffix: String,
    /// The master key, for tickets.
    pub secrets: Secrets,
}

impl Clerk {
    /// From the shared state of handlers.
    pub fn of(app: &App) -> Self {
        Self {
            i18n: Arc::clone(&app.i18n),
            vault: app.vault.clone(),
            outside: app.slices.get(),
            scheme: app.settings.scheme.clone(),
            port_suffix: app.settings.port_suffix.clone(),
            secrets: app.secrets.clone(),
        }
    }

    /// Google, if this server knows it.
    pub fn google(&self) -> Option<&GoogleCalendar> {
        self.outside.google.as_deref()
    }

    /// The same, for work that cannot go on without it.
    pub(crate) fn need_google(&self) -> std::result::Result<&GoogleCalendar, Trouble> {
        self.google().ok_or(Trouble::Parted)
    }

    /// The way to addresses that people typed.
    pub(crate) fn outbound(&self) -> std::result::Result<&Outbound, Trouble> {
        self.outside.outbound.as_ref().ok_or(Trouble::Parted)
    }

    /// Where providers may send messages.
    pub(crate) fn push_address(&self) -> Option<&Url> {
        self.outside.push.as_ref()
    }

    /// A text.
    pub fn text(&self, locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
        self.i18n.text(locale, key, args)
    }

    /// A whole address for a mail or an entry.
    pub fn link(&self, shop: &Shop, path: &str) -> String {
        format!("{}://{}{}{path}", self.scheme, shop.host, self.port_suffix)
    }

    /// What opens an account, as its row keeps it.
    pub(crate) async fn seal(&self, tx: &mut TenantTx, id: AccountId, key: &[u8]) -> Result<Vec<u8>> {
        self.vault.seal(tx, place(&id), key).await
    }

    /// And back.
    pub(crate) async fn open(&self, tx: &mut TenantTx, id: AccountId, sealed: &[u8]) -> Result<Vec<u8>> {
        self.vault.open(tx, place(&id), sealed).await
    }

    /// Tokens on the way to the shop.
    pub(crate) async fn seal_arriving(&self, tx: &mut TenantTx, tokens: &Tokens) -> Result<Vec<u8>> {
        self.vault.seal(tx, ARRIVING_PLACE, &tokens.to_bytes()?).await
    }

    /// And back.
    pub(crate) async fn open_arriving(&self, tx: &mut TenantTx, sealed: &[u8]) -> Result<Tokens> {
        Tokens::of_bytes(&self.vault.open(tx, ARRIVING_PLACE, sealed).await?)
    }
}

const ARRIVING_PLACE: Place<'static> = Place {
    purpose: ARRIVING,
    row: &[],
};

fn place(id: &AccountId) -> Place<'_> {
    Place {
        purpose: TOKENS,
        row: id.0.as_bytes(),
    }
}

/// A shop, which every job works for.
pub(crate) async fn shop(tx: &mut TenantTx) -> Result<Shop> {
    http::shop::find(tx).await?.ok_or_else(Error::not_found)
}
