//! Every way of putting a key together, and what may be put in.

use std::collections::BTreeSet;

use billing::Plans;
use booking::model::day_off::holiday_name;
use booking::model::{BookingStatus, Rule};
use catalog::queries::find::Sort;
use catalog::{ProductStatus, TaxClass};
use exchange::model::{FaultCode, FileForm};
use exchange::queries::imports::ImportStatus;
use http::routes::Scope;
use identity::model::SignInProof;
use integrators::model::{DeliveryStatus, EventKind, StopReason};
use inventory::MovementKind;
use kernel::{Actor, Limit, Module, Role};
use ledger::{AccountKind, TxnKind};
use notifications::{Channel, Form, Topic};
use panel::model::Level;
use payments::model::Decline;
use payments::model::difference::DifferenceClass;
use payments::model::event::{EventNote, EventStatus};
use payments::model::payer::DocumentType;
use payments::queries::payments::PaymentFilter;
use payments::{AttemptStatus, MethodCode};
use sales::model::{OrderStatus, PaymentStatus};
use sales::queries::admin::OrderTab;
use vitrina::compose::{error_codes, message_kinds};

use super::words::{done_words, field_codes, own};

/// Why a sign-in with Google comes to no end.
const GOOGLE_PROBLEMS: [&str; 6] = ["cancelled", "expired", "away", "refused", "unproved", "unjoined"];

/// What mails tell of an appointment: its customer, and the shop.
const BOOKING_MAILS: [&str; 11] = [
    "pending",
    "deposit",
    "booked",
    "moved",
    "changed",
    "cancelled",
    "series",
    "offered",
    "new",
    "moved-by-customer",
    "cancelled-by-customer",
];

/// Columns of workbooks.
const SHEET_COLUMNS: [&str; 23] = [
    "product", "variant", "sku", "barcode", "status", "category", "brand", "price", "compare", "cost",
    "stock", "order", "date", "customer", "email", "phone", "payment", "subtotal", "tax", "shipping",
    "discount", "total", "orders",
];

/// Why a picture that a file names is not to be had.
const LOST_PICTURES: [&str; 6] = [
    "away",
    "address",
    "nothing",
    "too_large",
    "no_picture",
    "too_many",
];

/// Why an address of a shop's programs gave no yes.
const DELIVERY_PROBLEMS: [&str; 7] = [
    "refused",
    "gone",
    "slow",
    "away",
    "not_public",
    "unreadable",
    "stopped",
];

/// Kinds of events, as keys of texts have them.
fn event_words() -> Vec<String> {
    let kinds = EventKind::CHOSEN.into_iter().chain([EventKind::TestPing]);
    kinds.map(|kind| kind.as_str().replace('.', "_")).collect()
}

/// What a shop is told of its payments.
const PAYMENT_MAILS: [&str; 11] = [
    "received",
    "surplus",
    "mismatch",
    "dispute",
    "dispute-due",
    "refund-failed",
    "refused",
    "resting",
    "resting-cards",
    "differences",
    "report",
];

/// Why an account of calendars is not connected.
const CALENDAR_PROBLEMS: [&str; 5] = ["cancelled", "partly", "expired", "away", "refused"];

/// Lines of the log of calendars.
const CALENDAR_NOTES: [&str; 18] = [
    "connected",
    "reconnected",
    "reconnect",
    "read-whole",
    "read-anew",
    "read",
    "unclear",
    "away",
    "limited",
    "refused",
    "unreadable",
    "not-allowed",
    "back",
    "written",
    "taken-out",
    "not-written",
    "put-back-moved",
    "put-back-deleted",
];

/// Keys that are put together at run time, with everything that may be put in.
pub(super) fn composed() -> Vec<(&'static str, Vec<String>)> {
    let statuses = OrderStatus::ALL.map(OrderStatus::as_str);
    let paid = PAYMENT_STATUSES.map(PaymentStatus::as_str);
    let methods = MethodCode::ALL.map(MethodCode::as_str);
    let roles = ROLES.map(Role::as_str);
    let mut actors = roles.to_vec();
    actors.extend([Actor::Anonymous.label(), Actor::System.label()]);
    let mut letters = vec![];
    for letter in [
        "verify",
        "known",
        "reset",
        "changed",
        "invite",
        "factor-on",
        "factor-off",
        "factor-reset",
        "recovery",
        "device",
        "google-on",
        "google-off",
    ] {
        letters.extend(["subject", "heading", "text", "button"].map(|part| format!("{letter}-{part}")));
    }
    let mut mails = statuses.to_vec();
    mails.extend(["paid", "new", "revived"]);
    let mut steps: Vec<String> = own(&statuses);
    steps.push("shipped-pickup".into());
    let codes: Vec<String> = error_codes()
        .iter()
        .map(|(_, code)| code.code.to_owned())
        .collect();
    vec![
        ("error-{}", codes),
        ("field-{}", field_codes().into_iter().collect()),
        ("done-{}", done_words().into_iter().collect()),
        ("ui-status-{}", own(&["active", "disabled"])),
        ("identity-role-{}", own(&roles)),
        ("identity-letter-{}-{}", letters),
        (
            "identity-proof-{}",
            own(&SignInProof::ALL.map(SignInProof::as_str)),
        ),
        ("identity-google-{}-title", own(&GOOGLE_PROBLEMS)),
        ("identity-google-{}-text", own(&GOOGLE_PROBLEMS)),
        ("calendars-status-{}", own(&["connected", "reconnect", "leaving"])),
        ("booking-attendance-{}", own(&["coming", "not-coming"])),
        ("calendars-problem-{}", own(&CALENDAR_PROBLEMS)),
        ("calendars-note-{}", own(&CALENDAR_NOTES)),
        ("calendars-provider-{}", own(&["google", "caldav", "feed"])),
        (
            "calendars-house-{}",
            own(&["icloud", "fastmail", "nextcloud", "other"]),
        ),
        (
            "catalog-status-{}",
            own(&ProductStatus::ALL.map(ProductStatus::as_str)),
        ),
        ("catalog-tax-{}", own(&TaxClass::ALL.map(TaxClass::as_str))),
        ("catalog-option-example-{}", own(&["0", "1", "2"])),
        ("catalog-choices-example-{}", own(&["0", "1", "2"])),
        ("shop-sort-{}", own(&SORTS.map(Sort::as_str))),
        ("inventory-movement-{}", own(&MOVEMENTS.map(MovementKind::as_str))),
        (
            "billing-plan-{}",
            Plans::read(Plans::BUILT_IN)
                .unwrap()
                .iter()
                .map(|plan| plan.name.clone())
                .collect(),
        ),
        (
            "billing-module-{}",
            Module::ALL.iter().map(|m| m.as_str().to_owned()).collect(),
        ),
        (
            "billing-limit-{}",
            Limit::ALL.iter().map(|l| l.as_str().to_owned()).collect(),
        ),
        ("billing-letter-{}-{}", letters_of_billing()),
        ("billing-each-{}", own(&["month", "year"])),
        (
            "billing-invoice-{}",
            own(&["open", "paid", "void", "uncollectible"]),
        ),
        (
            "billing-operation-{}",
            own(&[
                "proposed", "sending", "unknown", "waiting", "done", "refused", "expired",
            ]),
        ),
        (
            "billing-kind-{}",
            own(&["customer", "checkout", "upgrade", "downgrade", "cancel", "stay"]),
        ),
        (
            "panel-money-note-{}",
            own(&[
                "wrong_mode",
                "unknown_customer",
                "unknown_price",
                "two_subscriptions",
                "unanswered",
                "refused",
            ]),
        ),
        ("insights-sample-{}", own(&["soap", "candle", "mug"])),
        ("insights-sample-{}-text", own(&["soap", "candle", "mug"])),
        (
            "ledger-account-{}",
            own(&AccountKind::ALL.map(AccountKind::as_str)),
        ),
        (
            "ledger-meaning-{}",
            own(&AccountKind::ALL.map(AccountKind::as_str)),
        ),
        ("ledger-txn-{}", own(&TxnKind::ALL.map(TxnKind::as_str))),
        // A provider that has no other name is shown as it calls itself.
        ("ledger-owner-{}", own(&["stripe", "mercadopago"])),
        (
            "ledger-file-{}",
            own(&[
                "date",
                "transaction",
                "kind",
                "account",
                "owner",
                "debit",
                "credit",
                "currency",
                "memo",
            ]),
        ),
        ("payments-method-{}", own(&methods)),
        (
            "payments-status-{}",
            own(&AttemptStatus::ALL.map(AttemptStatus::as_str)),
        ),
        (
            "payments-class-{}",
            own(&DifferenceClass::ALL.map(DifferenceClass::as_str)),
        ),
        ("payments-mail-{}-subject", own(&PAYMENT_MAILS)),
        ("payments-mail-{}-heading", own(&PAYMENT_MAILS)),
        ("payments-mail-{}-text", own(&PAYMENT_MAILS)),
        (
            "payments-event-{}",
            own(&EventStatus::ALL.map(EventStatus::as_str)),
        ),
        (
            "payments-event-why-{}",
            own(&EventNote::ALL.map(EventNote::as_str)),
        ),
        (
            "payments-refund-{}",
            own(&["sending", "pending", "done", "failed"]),
        ),
        (
            "payments-tab-{}",
            own(&PaymentFilter::ALL.map(PaymentFilter::as_str)),
        ),
        (
            "pay-document-{}",
            own(&DocumentType::ALL.map(DocumentType::as_str))
                .iter()
                .map(|word| word.to_lowercase())
                .collect(),
        ),
        ("pay-declined-{}", own(&Decline::ALL.map(Decline::as_str))),
        ("payments-kpi-why-{}", own(&Decline::ALL.map(Decline::as_str))),
        ("checkout-pay-{}", own(&methods)),
        ("sales-pay-hint-{}", own(&methods)),
        ("sales-shipping-{}", own(&["delivery", "pickup"])),
        ("sales-mail-{}-subject", own(&mails)),
        ("sales-mail-{}-heading", own(&mails)),
        ("sales-mail-{}-text", own(&mails)),
        (
            "sales-do-{}",
            own(&["confirm", "prepare", "ready", "ship", "deliver"]),
        ),
        (
            "sales-do-{}-hint",
            own(&["confirm", "prepare", "ready", "ship", "deliver"]),
        ),
        ("sales-event-{}", own(&statuses)),
        (
            "sales-event-payment-{}",
            own(&["pending", "paid", "partially_refunded", "refunded"]),
        ),
        ("sales-actor-{}", own(&actors)),
        ("sales-customers-by-{}", own(&["recent", "total_desc", "name"])),
        ("exchange-fault-{}", own(&FaultCode::ALL.map(FaultCode::as_str))),
        ("exchange-form-{}", own(&FileForm::ALL.map(FileForm::as_str))),
        (
            "exchange-status-{}",
            own(&ImportStatus::ALL.map(ImportStatus::as_str)),
        ),
        ("exchange-picture-{}", own(&LOST_PICTURES)),
        ("exchange-sheet-{}", own(&SHEET_COLUMNS)),
        ("exchange-column-{}", own(&["line", "column", "fault", "value"])),
        (
            "integrators-scope-{}",
            Scope::ALL.map(|scope| scope.as_str().replace(':', "_")).to_vec(),
        ),
        ("integrators-event-{}", event_words()),
        (
            "integrators-stopped-{}",
            own(&StopReason::ALL.map(StopReason::as_str)),
        ),
        (
            "integrators-status-{}",
            own(&DeliveryStatus::ALL.map(DeliveryStatus::as_str)),
        ),
        ("integrators-problem-{}", own(&DELIVERY_PROBLEMS)),
        ("sales-tab-{}", own(&OrderTab::ALL.map(OrderTab::as_str))),
        ("agenda-actor-{}", own(&actors)),
        ("agenda-weekday-{}", (1..=7).map(|day| day.to_string()).collect()),
        ("booking-mail-{}-subject", own(&BOOKING_MAILS)),
        ("booking-mail-{}-heading", own(&BOOKING_MAILS)),
        ("booking-mail-{}-text", own(&BOOKING_MAILS)),
        ("booking-rule-{}", hyphened(&Rule::ALL.map(Rule::as_str))),
        ("booking-holiday-{}", holidays()),
        (
            "booking-status-{}",
            hyphened(&BookingStatus::ALL.map(BookingStatus::as_str)),
        ),
        ("track-step-{}{}", steps),
        ("track-pay-state-{}", own(&paid)),
        ("messages-topic-{}", own(&Topic::ALL.map(Topic::as_str))),
        ("messages-channel-{}", own(&Channel::ALL.map(Channel::as_str))),
        // What carriers and others say; what nobody has words for is shown as it is.
        ("messages-error-{}", vec![]),
        // What is sent besides keeps its purpose for a name where nobody has words for it.
        ("message-{}", message_purposes()),
        ("message-sample-{}", message_placeholders()),
        ("message-block-{}", own(&["refused", "bounced", "often_bounced"])),
        // Each kind of job, which a test of its own looks at.
        ("job-{}", vec![]),
        // The page of a kind of error has a title of its own if there is one.
        ("error-title-{}", vec![]),
        ("panel-standing-{}", own(&["active", "suspended", "closed"])),
        ("panel-flag-{}", own(&http::Flag::ALL.map(http::Flag::as_str))),
        ("panel-level-{}", own(&Level::ALL.map(Level::as_str))),
        ("panel-letter-{}-{}", panel_letters()),
        // What nobody has words for is shown as the log has it.
        ("panel-deed-{}", vec![]),
        (
            "insights-weekday-{}",
            (1..=7).map(|day| day.to_string()).collect(),
        ),
        ("insights-tab-{}", own(&["all", "to_prepare", "unpaid"])),
        (
            "security-group-{}",
            own(&["all", "entries", "refusals", "attacks"]),
        ),
        ("security-kind-{}", own(&http::Kind::ALL.map(http::Kind::as_str))),
        // What triggers call their subjects and columns: security::audit looks at the catalogue.
        ("audit-subject-{}", vec![]),
        ("audit-field-{}", vec![]),
        // And the values that a check admits: security::audited.
        ("audit-value-{}-{}", vec![]),
        ("audit-job-{}", vec![]),
        ("booking-status-{}", vec![]),
        ("booking-rule-{}", vec![]),
        ("agenda-kind-{}", vec![]),
    ]
}

/// Each mail of the panel, part by part.
fn panel_letters() -> Vec<String> {
    let letters = ["suspended", "reactivated", "support"];
    let parts = |letter: &str| ["subject", "text", "button"].map(|part| format!("{letter}-{part}"));
    letters.into_iter().flat_map(parts).collect()
}

/// Those of a year are all there are.
fn holidays() -> Vec<String> {
    let of_year = slots::holidays::of_year(2026);
    let names: Vec<_> = of_year
        .into_iter()
        .map(|(_, holiday)| holiday_name(holiday))
        .collect();
    hyphened(&names)
}

const ROLES: [Role; 11] = [
    Role::Customer,
    Role::Professional,
    Role::Cashier,
    Role::Vendor,
    Role::Manager,
    Role::Admin,
    Role::Owner,
    Role::Support,
    Role::Finance,
    Role::SuperAdmin,
    Role::Helper,
];
const PAYMENT_STATUSES: [PaymentStatus; 5] = [
    PaymentStatus::Pending,
    PaymentStatus::Paid,
    PaymentStatus::PartiallyRefunded,
    PaymentStatus::Refunded,
    PaymentStatus::Failed,
];
const SORTS: [Sort; 6] = [
    Sort::Newest,
    Sort::PriceAsc,
    Sort::PriceDesc,
    Sort::Name,
    Sort::Rating,
    Sort::Relevance,
];
const MOVEMENTS: [MovementKind; 7] = [
    MovementKind::Initial,
    MovementKind::Adjust,
    MovementKind::Receive,
    MovementKind::Reserve,
    MovementKind::Release,
    MovementKind::Ship,
    MovementKind::Return,
];

/// What a shop may say in its own words; notices are called by their topics.
fn message_purposes() -> Vec<String> {
    let kinds = message_kinds().0;
    let to_customers = kinds.iter().filter(|kind| kind.form != Form::Notice);
    to_customers.map(|kind| kind.purpose.replace('.', "-")).collect()
}

/// What goes into messages, but for the shop's name, which is its own example.
fn message_placeholders() -> Vec<String> {
    let kinds = message_kinds().0;
    let names = kinds.iter().flat_map(|kind| kind.placeholders).copied();
    let names: BTreeSet<&str> = names.filter(|name| *name != "shop").collect();
    names.into_iter().map(ToOwned::to_owned).collect()
}

/// Names as stored, as keys have them.
fn hyphened(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| name.replace('_', "-")).collect()
}

fn letters_of_billing() -> Vec<String> {
    let endings = [
        "trial_soon",
        "trial_today",
        "trial_charged",
        "payment_failed",
        "challenge",
        "grace_soon",
        "read_only",
        "welcome_back",
        "ended",
    ];
    let parts = ["subject", "heading", "text"];
    let letters = endings
        .iter()
        .flat_map(|ending| parts.iter().map(move |part| format!("{ending}-{part}")));
    letters.collect()
}
