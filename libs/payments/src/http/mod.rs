//! Addresses of this slice.

mod api;
mod refund_once;
mod web;
mod webhook;

use http::routes::{Described, Limit};
use http::{Access, Routes};
use kernel::Permission;
use utoipa::openapi::Required;

use crate::ops::connect::AccountRequest;
use crate::ops::save_methods::MethodsRequest;
use crate::ops::switch_banks::BanksRequest;
use api::accounts::{self as account, PaymentAccountView};
use api::banks::{self, BankListView};
use api::differences::{self, CloseDifferenceRequest, PaymentDifferenceView};
use api::events::{self, PaymentEventQuery, PaymentEventView};
use api::kpis::{self, PaymentKpiQuery, PaymentKpisView};
use api::methods::{self, MethodList, MethodSettingList};
use api::payments::{
    self, PaymentAttemptDetail, PaymentAttemptView, PaymentQuery, PaymentRefundRequest, PaymentRefundView,
};
use api::saved_cards::{self, SavedCardList};

/// Declares them.
pub fn routes(r: &mut Routes) {
    paying(r);
    saved_cards(r);
    shop(r);
    settings(r);
    pages(r);
    told(r);
    webhooks(r);
}

/// At any host: who calls knows no shop's.
fn webhooks(r: &mut Routes) {
    hear(r.post(
        "/webhooks/mercadopago/{key}",
        "mercadopago_webhook",
        webhook::mercadopago,
    ));
    hear(r.post(
        "/webhooks/mercadopago",
        "mercadopago_platform_webhook",
        webhook::mercadopago_of_all,
    ));
    hear(r.post("/webhooks/stripe/{key}", "stripe_webhook", webhook::stripe));
    hear(r.post(
        "/webhooks/stripe",
        "stripe_platform_webhook",
        webhook::stripe_of_all,
    ));
}

fn hear(route: Described<'_>) {
    route.any_host().limit(Limit::Uncounted).refuses(&[400, 401, 413]);
}

fn paying(r: &mut Routes) {
    r.get("/api/v1/payments/pse/banks", "list_pse_banks", banks::list)
        .summary("Banks that PSE reaches, A to Z; none when the shop does not offer PSE")
        .access(Access::Public)
        .gives::<BankListView>(200);
    r.get("/pay/{token}", "pay_page", web::pay::show)
        .access(Access::Own);
    r.get("/pay/{token}/back", "pay_back", web::pay::back)
        .access(Access::Own);
    r.post("/pay/{token}/pse", "pay_by_pse_form", web::pay::pse)
        .page("/pay/{token}")
        .access(Access::Own);
    r.get("/pay/{token}/card", "pay_card_page", web::card::show)
        .access(Access::Own);
    r.post("/pay/{token}/card", "pay_by_card_form", web::card::pay)
        .access(Access::Own);
    r.post("/pay/{token}/leave", "leave_card_form", web::card::leave)
        .page("/pay/{token}")
        .access(Access::Own);
}

fn saved_cards(r: &mut Routes) {
    r.get("/api/v1/payments/cards", "list_saved_cards", saved_cards::list)
        .summary("Cards that the caller keeps at this shop, the newest first")
        .access(Access::SignedIn)
        .gives::<SavedCardList>(200);
    r.delete(
        "/api/v1/payments/cards/{id}",
        "remove_saved_card",
        saved_cards::remove,
    )
    .summary("Keeps a card no longer, at the provider neither")
    .access(Access::SignedIn)
    .gives_nothing(204)
    .refuses(&[503]);
    r.get("/account/cards", "saved_cards_page", web::saved_cards::show)
        .access(Access::SignedIn);
    r.post(
        "/account/cards/{id}/remove",
        "remove_saved_card_form",
        web::saved_cards::remove,
    )
    .page("/account/cards")
    .access(Access::SignedIn);
}

fn shop(r: &mut Routes) {
    r.get("/api/v1/admin/payments", "list_payments", payments::list)
        .summary("The shop's payments, the newest first")
        .staff(Permission::ViewOrders)
        .query::<PaymentQuery>()
        .gives_page::<PaymentAttemptView>();
    r.get(
        "/api/v1/admin/payments/differences",
        "list_payment_differences",
        differences::list,
    )
    .summary("Where our books and a provider's do not agree; those first that wait for somebody")
    .staff(Permission::ViewOrders)
    .query::<kernel::PageQuery>()
    .gives_page::<PaymentDifferenceView>();
    r.post(
        "/api/v1/admin/payments/differences/{id}/close",
        "close_payment_difference",
        differences::close,
    )
    .summary("Says what became of a difference")
    .staff(Permission::ManageOrders)
    .takes::<CloseDifferenceRequest>()
    .gives_nothing(204)
    .refuses(&[409]);
    r.get("/api/v1/admin/payments/kpis", "get_payment_kpis", kpis::show)
        .summary("How paying goes: what came, how many get through by way and bank, how fast, and why not")
        .staff(Permission::ViewReports)
        .query::<PaymentKpiQuery>()
        .gives::<PaymentKpisView>(200);
    r.get("/api/v1/admin/payments/{id}", "get_payment", payments::show)
        .summary("A payment with what went back of it")
        .staff(Permission::ViewOrders)
        .gives::<PaymentAttemptDetail>(200);
    r.post(
        "/api/v1/admin/payments/{id}/refunds",
        "refund_payment",
        payments::refund,
    )
    .summary("Gives money back, all of it or a part; a provider is asked afterwards")
    .header(
        "Idempotency-Key",
        Required::True,
        "1 to 255 visible ASCII characters, new for each refund: the same key again gives the same answer.",
    )
    .gives_money()
    .staff(Permission::ManageOrders)
    .takes::<PaymentRefundRequest>()
    .gives::<PaymentRefundView>(202)
    .refuses(&[409]);
}

fn pages(r: &mut Routes) {
    r.get("/admin/money", "payments_list_page", web::payment::list)
        .staff(Permission::ViewOrders);
    r.get(
        "/admin/money/differences",
        "payment_differences_page",
        web::differences::list,
    )
    .staff(Permission::ViewOrders);
    r.post(
        "/admin/money/differences/{id}",
        "close_payment_difference_form",
        web::differences::close,
    )
    .page("/admin/money/differences")
    .staff(Permission::ManageOrders);
    r.get("/admin/money/{id}", "payment_page", web::payment::show)
        .staff(Permission::ViewOrders);
    r.post(
        "/admin/money/{id}/refund",
        "refund_payment_form",
        web::payment::refund,
    )
    .page("/admin/money/{id}")
    .gives_money()
    .staff(Permission::ManageOrders);
    r.get(
        "/admin/payments/mercadopago",
        "mercadopago_page",
        web::connect::show,
    )
    .staff(Permission::ManageSettings);
    r.post(
        "/admin/payments/mercadopago",
        "mercadopago_form",
        web::connect::save,
    )
    .staff(Permission::ManageSettings);
    r.post("/admin/payments/banks", "pse_banks_form", web::banks::save)
        .page("/admin/payments/mercadopago")
        .staff(Permission::ManageSettings);
    r.put("/api/v1/admin/payments/pse/banks", "put_pse_banks", banks::save)
        .summary("Says which banks are not offered by PSE; one that rested is offered again")
        .staff(Permission::ManageSettings)
        .takes::<BanksRequest>()
        .gives::<BankListView>(200);
    r.get("/admin/payments/stripe", "stripe_page", web::connect::show_stripe)
        .staff(Permission::ManageSettings);
    r.post("/admin/payments/stripe", "stripe_form", web::connect::save_stripe)
        .staff(Permission::ManageSettings);
    accounts(r);
    letting_go(r);
}

/// The owner alone: with it ends a way in which the business is paid.
fn letting_go(r: &mut Routes) {
    let may = Permission::DisconnectPayments;
    r.get(
        "/admin/payments/mercadopago/disconnect",
        "disconnect_mercadopago_page",
        web::disconnect::ask_mercadopago,
    )
    .staff(may);
    r.post(
        "/admin/payments/mercadopago/disconnect",
        "disconnect_mercadopago_form",
        web::disconnect::let_go_of_mercadopago,
    )
    .staff(may);
    r.get(
        "/admin/payments/stripe/disconnect",
        "disconnect_stripe_page",
        web::disconnect::ask_stripe,
    )
    .staff(may);
    r.post(
        "/admin/payments/stripe/disconnect",
        "disconnect_stripe_form",
        web::disconnect::let_go_of_stripe,
    )
    .staff(may);
    r.delete(
        "/api/v1/admin/payment-accounts/mercadopago",
        "disconnect_mercadopago",
        account::let_go,
    )
    .summary(
        "Begins nothing at Mercado Pago any more; what is on its way ends, then the credential is forgotten",
    )
    .staff(may)
    .gives_nothing(204);
    r.delete(
        "/api/v1/admin/payment-accounts/stripe",
        "disconnect_stripe",
        account::let_go_of_stripe,
    )
    .summary("Begins nothing at Stripe any more; what is on its way ends, then the credential is forgotten")
    .staff(may)
    .gives_nothing(204);
}

fn accounts(r: &mut Routes) {
    r.get(
        "/api/v1/admin/payment-accounts/stripe",
        "get_stripe_account",
        account::show_stripe,
    )
    .summary("How the shop is known at Stripe; nothing secret comes back")
    .staff(Permission::ManageSettings)
    .gives::<PaymentAccountView>(200);
    r.put(
        "/api/v1/admin/payment-accounts/stripe",
        "put_stripe_account",
        account::save_stripe,
    )
    .summary("Connects the shop's account at Stripe, after asking it whose the credential is")
    .staff(Permission::ManageSettings)
    .takes::<AccountRequest>()
    .gives::<PaymentAccountView>(200)
    .refuses(&[409, 503]);
    r.get(
        "/api/v1/admin/payment-accounts/mercadopago",
        "get_mercadopago_account",
        account::show,
    )
    .summary("How the shop is known at Mercado Pago; nothing secret comes back")
    .staff(Permission::ManageSettings)
    .gives::<PaymentAccountView>(200);
    r.put(
        "/api/v1/admin/payment-accounts/mercadopago",
        "put_mercadopago_account",
        account::save,
    )
    .summary("Connects the shop's account at Mercado Pago, after asking it whose the credential is")
    .staff(Permission::ManageSettings)
    .takes::<AccountRequest>()
    .gives::<PaymentAccountView>(200)
    .refuses(&[409, 503]);
}

fn told(r: &mut Routes) {
    r.get(
        "/api/v1/admin/payment-events",
        "list_payment_events",
        events::list,
    )
    .summary("What providers told of payments, the newest first")
    .staff(Permission::ViewOrders)
    .query::<PaymentEventQuery>()
    .gives_page::<PaymentEventView>();
    r.post(
        "/api/v1/admin/payment-events/{id}/replay",
        "replay_payment_event",
        events::replay,
    )
    .summary("Has an event acted on again; the provider is asked for its present word")
    .staff(Permission::ManageOrders)
    .gives_nothing(204)
    .refuses(&[409]);
    r.get("/admin/payments/events", "payment_events_page", web::events::list)
        .staff(Permission::ViewOrders);
    r.get(
        "/admin/payments/events/{id}",
        "payment_event_page",
        web::events::show,
    )
    .staff(Permission::ManageOrders);
    r.post(
        "/admin/payments/events/{id}/replay",
        "replay_payment_event_form",
        web::events::replay,
    )
    .page("/admin/payments/events/{id}")
    .staff(Permission::ManageOrders);
}

fn settings(r: &mut Routes) {
    r.get("/api/v1/payments/methods", "list_payment_methods", methods::list)
        .summary("Ways to pay that the shop offers")
        .access(Access::Public)
        .gives::<MethodList>(200);
    r.get(
        "/api/v1/admin/payments/methods",
        "get_payment_settings",
        methods::settings,
    )
    .summary("All ways to pay and how they are set up; the ETag is their version")
    .staff(Permission::ManageSettings)
    .gives::<MethodSettingList>(200);
    r.put(
        "/api/v1/admin/payments/methods",
        "put_payment_settings",
        methods::save,
    )
    .summary("Replaces the ways to pay; with If-Match, only if nobody else did meanwhile")
    .staff(Permission::ManageSettings)
    .takes::<MethodsRequest>()
    .gives::<MethodSettingList>(200)
    .refuses(&[412]);
}
