//! The API's addresses.

use actix_web::web::{Bytes, Data, Path, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};

use super::answer::Answer;
use super::call::{Access, change, look};
use super::{Sandbox, balance, cards, confirm, create, customer, dispute, event, intent, refund, search};

type Req = HttpRequest;
type Name = Path<String>;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/v1/account", get().to(show_account))
        .route("/v1/payment_intents", post().to(make_intent))
        .route("/v1/payment_intents", get().to(list_intents))
        .route("/v1/payment_intents/search", get().to(search_intents))
        .route("/v1/payment_intents/{id}", get().to(show_intent))
        .route("/v1/payment_intents/{id}/confirm", post().to(confirm_intent))
        .route("/v1/payment_intents/{id}/cancel", post().to(cancel_intent))
        .route("/v1/refunds", post().to(make_refund))
        .route("/v1/refunds", get().to(list_refunds))
        .route("/v1/disputes", get().to(list_disputes))
        .route("/v1/disputes/{id}", get().to(show_dispute))
        .route("/v1/customers", post().to(make_customer))
        .route("/v1/customers/{id}/payment_methods", get().to(list_cards))
        .route("/v1/payment_methods", post().to(make_card))
        .route("/v1/payment_methods/{id}/detach", post().to(detach_card))
        .route("/v1/balance_transactions", get().to(list_movements))
        .route("/v1/events", get().to(list_events));
}

async fn show_account(sandbox: Data<Sandbox>, req: Req) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| {
        Ok(Answer::ok(world.account(&call.whose).view()))
    })
    .await
}

async fn make_intent(sandbox: Data<Sandbox>, req: Req, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, Access::Ours, create::make).await
}

async fn list_intents(sandbox: Data<Sandbox>, req: Req) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| {
        intent::list(world, call)
    })
    .await
}

async fn search_intents(sandbox: Data<Sandbox>, req: Req) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| {
        search::find(world, call)
    })
    .await
}

async fn show_intent(sandbox: Data<Sandbox>, req: Req, id: Name) -> HttpResponse {
    look(sandbox, req, Access::Anybody, |world, call| {
        intent::show(world, call, &id)
    })
    .await
}

async fn confirm_intent(sandbox: Data<Sandbox>, req: Req, id: Name, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, Access::Anybody, |world, call| {
        confirm::confirm(world, call, &id)
    })
    .await
}

async fn cancel_intent(sandbox: Data<Sandbox>, req: Req, id: Name, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, Access::Ours, |world, call| {
        intent::cancel(world, call, &id)
    })
    .await
}

async fn make_refund(sandbox: Data<Sandbox>, req: Req, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, Access::Ours, refund::make).await
}

async fn list_refunds(sandbox: Data<Sandbox>, req: Req) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| {
        refund::list(world, call)
    })
    .await
}

async fn list_disputes(sandbox: Data<Sandbox>, req: Req) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| {
        dispute::list(world, call)
    })
    .await
}

async fn show_dispute(sandbox: Data<Sandbox>, req: Req, id: Name) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| {
        dispute::show(world, call, &id)
    })
    .await
}

async fn make_customer(sandbox: Data<Sandbox>, req: Req, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, Access::Ours, customer::make).await
}

async fn list_cards(sandbox: Data<Sandbox>, req: Req, id: Name) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| {
        customer::cards(world, call, &id)
    })
    .await
}

async fn make_card(sandbox: Data<Sandbox>, req: Req, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, Access::Anybody, cards::make).await
}

async fn detach_card(sandbox: Data<Sandbox>, req: Req, id: Name, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, Access::Ours, |world, call| {
        customer::detach(world, call, &id)
    })
    .await
}

async fn list_movements(sandbox: Data<Sandbox>, req: Req) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| {
        balance::list(world, call)
    })
    .await
}

async fn list_events(sandbox: Data<Sandbox>, req: Req) -> HttpResponse {
    look(sandbox, req, Access::Ours, |world, call| event::list(world, call)).await
}
