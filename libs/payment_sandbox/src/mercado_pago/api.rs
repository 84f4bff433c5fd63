//! The API's addresses.

use actix_web::web::{Bytes, Data, Path, ServiceConfig, get, post, put};
use actix_web::{HttpRequest, HttpResponse};

use super::answer::Answer;
use super::call::{change, look};
use super::{Sandbox, methods, pay, refund, search};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/users/me", get().to(me))
        .route("/v1/payment_methods", get().to(list_methods))
        .route("/v1/payments", post().to(pay_once))
        .route("/v1/payments/search", get().to(find))
        .route("/v1/payments/{id}", get().to(show))
        .route("/v1/payments/{id}", put().to(cancel))
        .route("/v1/payments/{id}/refunds", get().to(list_refunds))
        .route("/v1/payments/{id}/refunds", post().to(give_back))
        .route("/v1/chargebacks/{id}", get().to(show_chargeback));
}

async fn me(sandbox: Data<Sandbox>, req: HttpRequest) -> HttpResponse {
    look(sandbox, req, |_, call| Answer::ok(call.account.view())).await
}

async fn list_methods(sandbox: Data<Sandbox>, req: HttpRequest) -> HttpResponse {
    look(sandbox, req, |_, _| Answer::ok(methods::all())).await
}

async fn pay_once(sandbox: Data<Sandbox>, req: HttpRequest, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, pay::pay).await
}

async fn find(sandbox: Data<Sandbox>, req: HttpRequest) -> HttpResponse {
    look(sandbox, req, |world, call| search::find(world, call)).await
}

async fn show(sandbox: Data<Sandbox>, req: HttpRequest, id: Path<u64>) -> HttpResponse {
    look(sandbox, req, |world, call| {
        let payment = world.payment_of(call.account.id, *id);
        payment.map_or_else(Answer::no_payment, |payment| Answer::ok(payment.view(&call.base)))
    })
    .await
}

/// The only change that is known: nobody shall pay it any more.
async fn cancel(sandbox: Data<Sandbox>, req: HttpRequest, id: Path<u64>, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, |world, call| pay::cancel(world, call, *id)).await
}

async fn list_refunds(sandbox: Data<Sandbox>, req: HttpRequest, id: Path<u64>) -> HttpResponse {
    look(sandbox, req, |world, call| refund::list(world, call, *id)).await
}

async fn give_back(sandbox: Data<Sandbox>, req: HttpRequest, id: Path<u64>, body: Bytes) -> HttpResponse {
    change(sandbox, req, body, |world, call| refund::make(world, call, *id)).await
}

async fn show_chargeback(sandbox: Data<Sandbox>, req: HttpRequest, id: Path<u64>) -> HttpResponse {
    look(sandbox, req, |world, call| {
        let found = world
            .chargebacks
            .get(&*id)
            .filter(|one| one.collector == call.account.id);
        let missing = || Answer::problem(404, "not_found", 404, "Chargeback not found");
        found.map_or_else(missing, |one| Answer::ok(one.view()))
    })
    .await
}
