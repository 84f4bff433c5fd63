//! Subscriptions, from the catalogue to the last invoice.

mod catalogue;
mod changes;
mod checkout;
mod dunning;
mod events;
mod faults;
mod later;
mod life;
mod pages;
mod shown;

use kernel::Currency;
use payment_sandbox::stripe::CheckoutEnd;
use stripe::CustomerId;
use stripe::billing::{
    CardNeeded, Checkout, CheckoutOrder, Discount, Interval, Invoice, NewPrice, NewProduct, NewTaxRate,
    PlanChange, Price, ProductId, Proration, Subscriber, Subscription, TaxBehavior, TaxRate,
};

use crate::stage::{GOOD, KEY, Stage};

/// Seconds.
pub const HOUR: i64 = 60 * 60;
pub const DAY: i64 = 24 * HOUR;
/// A month from the day that the stage opens on: 22 November.
pub const MONTH: i64 = 30 * DAY;
/// What the plans cost a month.
pub const BASIC: i64 = 4_990_000;
pub const PRO: i64 = 8_990_000;
/// Is kept, and declined whenever it is to pay.
pub const DRY: &str = "4000000000000341";
/// The provider's secret for its endpoint.
pub const SECRET: &str = "whsec_of_billing";

/// A provider with two plans, and a customer.
pub struct Shop {
    pub stage: Stage,
    pub customer: CustomerId,
    pub basic: Price,
    pub pro: Price,
    pub yearly: Price,
    pub iva: TaxRate,
}

impl Shop {
    pub async fn open() -> Self {
        let stage = Stage::open();
        let customer = stage
            .account
            .create_subscriber("c-1", &subscriber("t-1"))
            .await
            .unwrap();
        let rate = NewTaxRate {
            name: "IVA".into(),
            basis_points: 1_900,
            inclusive: true,
            country: "CO".into(),
            metadata: [].into(),
        };
        let iva = stage.account.create_tax_rate("x-1", &rate).await.unwrap();
        for (id, name) in [("basico", "Básico"), ("pro", "Pro")] {
            stage
                .account
                .create_product(id, &product(id, name))
                .await
                .unwrap();
        }
        let basic = price(&stage, "basico", BASIC, Interval::Month).await;
        let pro = price(&stage, "pro", PRO, Interval::Month).await;
        let yearly = price(&stage, "pro", PRO * 10, Interval::Year).await;
        Self {
            stage,
            customer,
            basic,
            pro,
            yearly,
            iva,
        }
    }

    pub fn order(&self, price: &Price, trial_days: Option<u32>) -> CheckoutOrder {
        CheckoutOrder {
            customer: self.customer.clone(),
            price: price.id.clone(),
            tenant: "t-1".into(),
            trial_days,
            card: CardNeeded::Always,
            discount: Discount::None,
            tax_rates: vec![self.iva.id.clone()],
            success_url: "http://vitrina.localhost/listo?visita={CHECKOUT_SESSION_ID}"
                .parse()
                .unwrap(),
            cancel_url: "http://vitrina.localhost/planes".parse().unwrap(),
            expires_at: None,
            metadata: [("plan".to_owned(), "x".to_owned())].into(),
        }
    }

    pub async fn visit(&self, order: &CheckoutOrder) -> Checkout {
        let key = format!("v-{}", self.stage.clock.now().unix_seconds());
        self.stage.account.create_checkout(&key, order).await.unwrap()
    }

    /// Somebody pays for this, or tries it, with this card.
    pub async fn begun(&self, price: &Price, trial_days: Option<u32>, card: &str) -> Subscription {
        let visit = self.visit(&self.order(price, trial_days)).await;
        assert_eq!(
            self.stage.desk.check_out(visit.id.as_str(), card),
            CheckoutEnd::Done
        );
        self.subscription().await
    }

    /// The only one that the customer has.
    pub async fn subscription(&self) -> Subscription {
        let mut all = self.stage.account.subscriptions(&self.customer).await.unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    /// Newest first.
    pub async fn invoices(&self) -> Vec<Invoice> {
        let page = self.stage.account.invoices(&self.customer, None).await.unwrap();
        assert_eq!((page.skipped.len(), page.next), (0, None));
        page.invoices
    }

    pub fn charged(&self) -> i64 {
        self.stage.desk.charged(KEY, self.customer.as_str())
    }

    /// To a price, from now on.
    pub fn change(&self, subscription: &Subscription, price: &Price) -> PlanChange {
        PlanChange {
            item: subscription.item().unwrap().id.clone(),
            price: price.id.clone(),
            at: self.stage.clock.now().0,
            proration: Proration::InvoiceNow,
        }
    }

    pub fn advance(&self, seconds: i64) {
        self.stage.clock.advance(seconds);
        self.stage.desk.pass();
    }

    /// Each invoice was paid once at most.
    pub fn nobody_paid_twice(&self) {
        for invoice in self.stage.desk.invoices(KEY) {
            assert!(invoice.charges <= 1, "{invoice:?}");
        }
    }

    /// What happened, by its kinds, since so many.
    pub fn kinds(&self, since: usize) -> Vec<String> {
        let events = self.stage.desk.events(KEY).into_iter().skip(since);
        let kinds = events.map(|told| told.kind);
        let billing = |kind: &String| !kind.starts_with("payment_intent.") && !kind.starts_with("charge.");
        kinds.filter(billing).collect()
    }
}

pub fn subscriber(tenant: &str) -> Subscriber {
    Subscriber {
        tenant: tenant.into(),
        email: "ana@example.com".into(),
        name: "Tejidos Ana".into(),
    }
}

pub fn product(id: &str, name: &str) -> NewProduct {
    NewProduct {
        id: ProductId::parse(id).unwrap(),
        name: name.into(),
        description: Some("Para vender y agendar.".into()),
        metadata: [("plan".to_owned(), id.to_owned())].into(),
    }
}

pub fn new_price(product: &str, amount: i64, interval: Interval) -> NewPrice {
    NewPrice {
        product: ProductId::parse(product).unwrap(),
        lookup_key: format!("{product}.{}.cop.1", interval.as_str()),
        amount,
        currency: Currency::COP,
        interval,
        tax: TaxBehavior::Inclusive,
        metadata: [("version".to_owned(), "1".to_owned())].into(),
    }
}

async fn price(stage: &Stage, product: &str, amount: i64, interval: Interval) -> Price {
    let new = new_price(product, amount, interval);
    stage.account.create_price(&new.lookup_key, &new).await.unwrap()
}

/// Shorter than its name.
pub async fn paying() -> (Shop, Subscription) {
    let shop = Shop::open().await;
    let subscription = shop.begun(&shop.basic, None, GOOD).await;
    (shop, subscription)
}
