//! Subscriptions: what is sold, how somebody begins to pay for it, what becomes of it, and its invoices
//! (<https://docs.stripe.com/billing>). As everywhere here: calls and types, no rule about what an answer means.

mod checkout;
mod coupon;
mod invoice;
mod invoices;
mod portal;
mod preview;
mod price;
mod product;
mod promotion;
mod schedule;
mod subscriber;
mod subscription;
mod subscriptions;
mod tax_rate;
mod words;

pub use crate::id::{
    CheckoutId, CouponId, InvoiceId, PriceId, ProductId, PromotionCodeId, ScheduleId, SubscriptionId,
    SubscriptionItemId, TaxRateId,
};
pub use checkout::{
    CardNeeded, Checkout, CheckoutOrder, CheckoutPayment, CheckoutStatus, Discount, WithoutCard,
};
pub use coupon::{Coupon, Lasts, NewCoupon, Off};
pub(crate) use invoice::RawParent;
pub use invoice::{Invoice, InvoiceLine, InvoiceStatus};
pub use invoices::{InvoicePage, Paying};
pub use portal::PortalPage;
pub use preview::Preview;
pub use price::{NewPrice, Price, TaxBehavior};
pub use product::{NewProduct, Product, ProductChange};
pub use promotion::{NewPromotionCode, PromotionCode};
pub use schedule::{Phase, Schedule, ScheduleStatus};
pub use subscriber::Subscriber;
pub use subscription::{PendingChange, Subscription, SubscriptionItem, SubscriptionStatus};
pub use subscriptions::{PlanChange, Proration};
pub use tax_rate::{NewTaxRate, TaxRate};
pub use words::{Interval, Period};

/// What customers, sessions and subscriptions say of our name for whose they are.
const TENANT: &str = "tenant";
