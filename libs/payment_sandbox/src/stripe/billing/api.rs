//! The API's addresses for subscriptions.

use actix_web::web::{Bytes, Data, Path, ServiceConfig, delete, get, post};
use actix_web::{HttpRequest, Route};

use super::{catalog, checkout, coupon, invoice, portal, preview, schedule, subscription, tax, update};
use crate::stripe::Sandbox;
use crate::stripe::answer::Answer;
use crate::stripe::call::{Access, Call, change, look};
use crate::stripe::customer;
use crate::stripe::world::World;

type Look = fn(&World, &Call) -> Result<Answer, Answer>;
type LookAt = fn(&World, &Call, &str) -> Result<Answer, Answer>;
type Change = fn(&mut World, &Call) -> Result<Answer, Answer>;
type ChangeOf = fn(&mut World, &Call, &str) -> Result<Answer, Answer>;

pub fn routes(cfg: &mut ServiceConfig) {
    catalogue(cfg);
    cfg.route("/v1/customers/search", looks(customer::search))
        .route("/v1/customers/{id}", looks_at(customer::show))
        .route("/v1/customers/{id}", changes_of(post(), customer::update))
        .route("/v1/checkout/sessions", changes(checkout::make))
        .route("/v1/checkout/sessions/{id}", looks_at(checkout::show))
        .route(
            "/v1/checkout/sessions/{id}/expire",
            changes_of(post(), checkout::expire),
        )
        .route("/v1/billing_portal/sessions", changes(portal::make))
        .route("/v1/subscriptions", looks(subscription::list))
        .route("/v1/subscriptions/{id}", looks_at(subscription::show))
        .route("/v1/subscriptions/{id}", changes_of(post(), update::update))
        .route("/v1/subscriptions/{id}", changes_of(delete(), update::cancel))
        .route(
            "/v1/subscriptions/{id}/resume",
            changes_of(post(), update::resume),
        )
        .route(
            "/v1/subscriptions/{id}/discount",
            changes_of(delete(), update::drop_discount),
        )
        .route("/v1/subscription_schedules", changes(schedule::make))
        .route("/v1/subscription_schedules/{id}", looks_at(schedule::show))
        .route(
            "/v1/subscription_schedules/{id}",
            changes_of(post(), schedule::update),
        )
        .route(
            "/v1/subscription_schedules/{id}/release",
            changes_of(post(), schedule::release),
        )
        .route("/v1/invoices", looks(invoice::list))
        .route(
            "/v1/invoices/create_preview",
            changes(|world, call| preview::create(world, call)),
        )
        .route("/v1/invoices/{id}", looks_at(invoice::show))
        .route("/v1/invoices/{id}/pay", changes_of(post(), invoice::pay));
}

fn catalogue(cfg: &mut ServiceConfig) {
    cfg.route("/v1/products", changes(catalog::make_product))
        .route("/v1/products/{id}", looks_at(catalog::show_product))
        .route("/v1/products/{id}", changes_of(post(), catalog::change_product))
        .route("/v1/prices", changes(catalog::make_price))
        .route("/v1/prices", looks(catalog::list_prices))
        .route("/v1/prices/{id}", looks_at(catalog::show_price))
        .route("/v1/prices/{id}", changes_of(post(), catalog::change_price))
        .route("/v1/tax_rates", changes(tax::make))
        .route("/v1/tax_rates", looks(tax::list))
        .route("/v1/coupons", changes(coupon::make))
        .route("/v1/coupons/{id}", looks_at(coupon::show))
        .route("/v1/coupons/{id}", changes_of(delete(), coupon::delete))
        .route("/v1/promotion_codes", changes(coupon::make_code))
        .route("/v1/promotion_codes", looks(coupon::list_codes))
        .route(
            "/v1/promotion_codes/{id}",
            changes_of(post(), coupon::change_code),
        );
}

fn looks(act: Look) -> Route {
    get().to(move |sandbox: Data<Sandbox>, req: HttpRequest| async move {
        look(sandbox, req, Access::Ours, |world, call| act(world, call)).await
    })
}

fn looks_at(act: LookAt) -> Route {
    get().to(
        move |sandbox: Data<Sandbox>, req: HttpRequest, id: Path<String>| async move {
            look(sandbox, req, Access::Ours, |world, call| act(world, call, &id)).await
        },
    )
}

fn changes(act: Change) -> Route {
    post().to(
        move |sandbox: Data<Sandbox>, req: HttpRequest, body: Bytes| async move {
            change(sandbox, req, body, Access::Ours, act).await
        },
    )
}

fn changes_of(route: Route, act: ChangeOf) -> Route {
    route.to(
        move |sandbox: Data<Sandbox>, req: HttpRequest, id: Path<String>, body: Bytes| async move {
            change(sandbox, req, body, Access::Ours, |world, call| {
                act(world, call, &id)
            })
            .await
        },
    )
}
