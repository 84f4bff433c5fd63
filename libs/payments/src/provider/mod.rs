//! What moves money over the network. A provider speaks a protocol; rows, locks and states belong to the operations.

mod browser;
mod failure;
mod mercadopago;
mod mercadopago_cards;
mod order;
mod stripe;
mod stripe_disputes;
mod stripe_words;

use futures_util::future::BoxFuture;
use http::App;
use kernel::Instant;
use outbound::{Outbound, Url};
use secrecy::SecretString;

pub use self::stripe::StripeProvider;
pub use browser::{CardDesk, Onward, Reads};
pub use failure::Failure;
pub use mercadopago::MercadoPagoProvider;
pub use order::{CardMeans, CardSource, CardToken, CollectOrder, GiveBack, Keeper, Means};

use crate::model::{Access, Bank, ProviderCode, Snapshot};

/// What a call to a provider gives.
pub type Asked<'a, T> = BoxFuture<'a, Result<T, Failure>>;

/// Somebody who moves money. No method retries, sleeps or writes; each takes what opens the shop's account.
pub trait Provider: Send + Sync {
    /// Who.
    fn code(&self) -> ProviderCode;
    /// Whose account a credential opens.
    fn identify<'a>(&'a self, secret: &'a SecretString) -> Asked<'a, Identity>;
    /// The banks that PSE reaches.
    fn banks<'a>(&'a self, access: &'a Access) -> Asked<'a, BankList>;
    /// Asks for money. The same key with the same words is asked once.
    fn collect<'a>(&'a self, access: &'a Access, order: &'a CollectOrder) -> Asked<'a, Snapshot>;
    /// How a payment stands.
    fn fetch<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Snapshot>;
    /// Payments that we asked for under this name.
    fn find<'a>(&'a self, access: &'a Access, ours: &'a str) -> Asked<'a, Vec<Snapshot>>;
    /// A page of the payments that changed within a time, however old they are, for comparing books.
    fn statement<'a>(
        &'a self,
        access: &'a Access,
        span: (Instant, Instant),
        offset: u32,
    ) -> Asked<'a, Statement>;
    /// Calls a payment off that nobody paid yet.
    fn call_off<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Snapshot>;
    /// Gives money back.
    fn give_back<'a>(&'a self, access: &'a Access, back: &'a GiveBack) -> Asked<'a, GivenBack>;
    /// Its own fields for cards.
    fn card_desk(&self) -> CardDesk;
    /// What a payer's browser has to go on with, where something is left to do there.
    fn onward<'a>(&'a self, access: &'a Access, outside_id: &'a str) -> Asked<'a, Onward>;
    /// Keeps a card no longer. One that it does not keep is as good.
    fn forget_card<'a>(&'a self, access: &'a Access, card: &'a str) -> Asked<'a, ()>;
    /// What a webhook says, if the provider signed it.
    fn hear(&self, delivery: &Delivery<'_>, secrets: &[SecretString], now: Instant)
    -> Result<Heard, Unheard>;
}

/// Whose account it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's name for it.
    pub outside_id: String,
    /// As its owner called it.
    pub name: String,
    /// Real money.
    pub live: bool,
}

/// What PSE reaches, and within which sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankList {
    /// A to Z.
    pub banks: Vec<Bank>,
    /// Minor units.
    pub least: Option<i64>,
    /// Minor units.
    pub most: Option<i64>,
}

/// What giving back came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenBack {
    /// The provider's name for the refund.
    pub outside_id: String,
    /// The payment as it is afterwards.
    pub payment: Snapshot,
}

/// A page of a provider's books.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The oldest first.
    pub payments: Vec<Snapshot>,
    /// What was handed over within the time, where the provider tells.
    pub payouts: Vec<Payout>,
    /// Where the next page begins.
    pub next: Option<u32>,
}

/// Money that left the shop's balance at the provider for its bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payout {
    /// The provider's name for the movement.
    pub outside_id: String,
    /// Minor units; less than nothing for what came back, since no bank took it.
    pub amount: i64,
    /// Of what, as the provider writes it.
    pub currency: String,
    /// When.
    pub at: Instant,
}

/// A webhook as it came.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// Without its question mark.
    pub query: &'a str,
    /// Names in lower case.
    pub headers: &'a [(String, String)],
    /// Raw.
    pub body: &'a [u8],
}

/// What a webhook says. The truth is asked for; this only says where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What makes it this event and no other.
    pub key: String,
    /// The provider's word for what happened.
    pub kind: String,
    /// Whether it is about a payment.
    pub is_payment: bool,
    /// What it is about.
    pub object: String,
    /// Real money.
    pub live: bool,
    /// Whose account, if it says so.
    pub account: Option<String>,
}

/// Why a webhook is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unheard {
    /// It is not signed, or by somebody else.
    Forged,
    /// It was signed too long ago.
    Stale,
    /// It is signed and says nothing that can be read.
    Unreadable,
}

/// Who can be asked. The executable passes them with `SliceSettings::with`.
#[derive(Clone, Default)]
pub struct Providers {
    mercadopago: Option<MercadoPagoProvider>,
    stripe: Option<StripeProvider>,
    secrets: PlatformSecrets,
}

impl std::fmt::Debug for Providers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Providers(…)")
    }
}

impl Providers {
    /// Those of the internet, or what stands in for them at these addresses.
    pub fn by(outbound: Outbound, stand_ins: StandIns, secrets: PlatformSecrets) -> Self {
        Self {
            mercadopago: Some(MercadoPagoProvider::new(outbound.clone(), stand_ins.mercadopago)),
            stripe: Some(StripeProvider::new(outbound, stand_ins.stripe)),
            secrets,
        }
    }

    /// What signs what a provider tells the platform itself.
    pub(crate) fn platform_secret(&self, code: ProviderCode) -> Option<SecretString> {
        match code {
            ProviderCode::Mercadopago => self.secrets.mercadopago.clone(),
            ProviderCode::Stripe => self.secrets.stripe.clone(),
        }
    }

    /// Those that the program was started with.
    pub fn of(app: &App) -> Self {
        app.slices.get()
    }

    /// One of them; none when the program calls nobody.
    pub fn get(&self, code: ProviderCode) -> Option<&dyn Provider> {
        match code {
            ProviderCode::Mercadopago => self.mercadopago.as_ref().map(|p| p as &dyn Provider),
            ProviderCode::Stripe => self.stripe.as_ref().map(|p| p as &dyn Provider),
        }
    }
}

/// What stands in for providers: in development and tests.
#[derive(Debug, Clone, Default)]
pub struct StandIns {
    /// For Mercado Pago.
    pub mercadopago: Option<Url>,
    /// For Stripe.
    pub stripe: Option<Url>,
}

/// What signs what providers tell the platform itself, as its settings say.
#[derive(Debug, Clone, Default)]
pub struct PlatformSecrets {
    /// Mercado Pago's.
    pub mercadopago: Option<SecretString>,
    /// Stripe's.
    pub stripe: Option<SecretString>,
}
