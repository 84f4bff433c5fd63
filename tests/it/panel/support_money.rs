//! Whoever helps a shop moves none of its money: every route that could is named here, and refuses them.

use std::collections::BTreeSet;

use http::Access;
use http::routes::RouteSpec;
use kernel::Role;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::Client;

use super::{ask, csrf, enter, staff};
use crate::booking::{MONDAY_NINE, book, hire, wish};
use crate::payments::{Stage, text};

/// Slices whose routes have to do with money, or could make others move some.
const SLICES: [&str; 6] = ["billing", "booking", "insights", "ledger", "payments", "sales"];

/// Routes that give money back, say that it came, have the shop pay for its plan, or have given-up work done again, which may be a
/// refund.
const MOVE_MONEY: [&str; 21] = [
    "cancel_booking",
    "cancel_booking_form",
    "change_plan",
    "checkout_plan",
    "choose_plan_form",
    "desk_booking_step_form",
    "desk_payment_form",
    "desk_refund_form",
    "leave_plan_form",
    "open_plan_portal",
    "plan_change_form",
    "plan_portal_form",
    "preview_plan_change",
    "receive_order_payment",
    "refund_order_payment",
    "refund_payment",
    "refund_payment_form",
    "replay_job",
    "replay_job_form",
    "stay_on_plan",
    "stay_on_plan_form",
];

/// All others of these slices that change something and that a helper may call, and what they do about money.
const HARMLESS: &[(&str, &[&str])] = &[
    (
        "times and customers of the shop: a deposit stays as it was agreed on",
        &[
            "attendance_form",
            "block_time",
            "block_time_form",
            "book",
            "book_for_customer",
            "book_series",
            "booking_details_form",
            "booking_texts_form",
            "complete_booking",
            "confirm_booking",
            "create_calendar_feed",
            "create_calendar_feed_form",
            "create_resource",
            "create_service",
            "desk_booking_move_form",
            "desk_booking_notes_form",
            "desk_resource_form",
            "desk_service_form",
            "follow_booking",
            "hold_form",
            "hold_slot",
            "leave_line",
            "leave_line_form",
            "mark_no_show",
            "move_booking_form",
            "new_booking_form",
            "new_resource_form",
            "new_service_form",
            "release_hold_form",
            "remove_from_line_form",
            "reschedule_booking",
            "revoke_calendar_feed",
            "revoke_calendar_feed_form",
            "set_schedule",
            "swap_bookings",
            "swap_bookings_form",
            "unblock_time",
            "unblock_time_form",
            "unfollow_booking",
            "update_resource",
            "update_service",
            "wait_form",
            "wait_in_line",
            "write_booking_notes",
        ],
    ),
    (
        "orders: calling one off gives nothing back, that is another route's",
        &[
            "add_cart_coupon",
            "add_cart_item",
            "add_coupon_form",
            "add_to_cart_form",
            "cancel_order",
            "cancel_order_form",
            "cart_item_form",
            "checkout_form",
            "checkout_quote_form",
            "desk_step_form",
            "empty_cart",
            "find_order_form",
            "follow_order",
            "place_order",
            "remove_cart_coupon",
            "remove_cart_item",
            "remove_cart_item_form",
            "remove_coupon_form",
            "set_cart_item",
            "set_order_status",
            "unfollow_order",
        ],
    ),
    (
        "what a payer does with their own money",
        &[
            "leave_card_form",
            "pay_by_card_form",
            "pay_by_pse_form",
            "pay_order",
            "remove_saved_card",
            "remove_saved_card_form",
        ],
    ),
    (
        "what a provider tells, signed, and asking it once more",
        &[
            "billing_webhook",
            "mercadopago_platform_webhook",
            "mercadopago_webhook",
            "replay_payment_event",
            "replay_payment_event_form",
            "stripe_platform_webhook",
            "stripe_webhook",
        ],
    ),
    (
        "words about money, which moves none",
        &["close_payment_difference", "close_payment_difference_form"],
    ),
    (
        "the program's own work: what is due anyway, or never done",
        &[
            "discard_job",
            "discard_job_form",
            "run_schedule",
            "run_schedule_form",
        ],
    ),
];

/// Whether somebody who helps gets past the door of a route.
fn may_call(spec: &RouteSpec) -> bool {
    match spec.access {
        Access::Staff(permission) => Role::Helper.may(permission),
        Access::Public | Access::Own | Access::SignedIn => true,
    }
}

#[tokio::test]
async fn every_route_that_a_helper_may_call_is_judged() {
    let stage = Stage::set().await;
    let changing = stage
        .app
        .app
        .routes
        .iter()
        .filter(|spec| spec.method.as_str() != "GET" && SLICES.contains(&spec.slice) && may_call(spec));
    let (mut refused, mut open) = (BTreeSet::new(), BTreeSet::new());
    for spec in changing {
        let which = if spec.gives_money { &mut refused } else { &mut open };
        which.insert(spec.name);
    }
    assert_eq!(refused, BTreeSet::from(MOVE_MONEY));
    let harmless = HARMLESS.iter().flat_map(|(_, names)| names.iter().copied());
    let harmless: BTreeSet<&str> = harmless.collect();
    assert_eq!(open, harmless, "say what it does about money");
}

/// As the page in a helper's browser sends it.
async fn send(helper: &Client, csrf: &str, method: Method, path: &str, body: &Value) -> u16 {
    let request = helper
        .request(method, path)
        .header("x-csrf-token", csrf)
        .header("idempotency-key", "one")
        .json(body);
    helper.send(request).await.status.as_u16()
}

#[tokio::test]
async fn no_route_that_moves_money_lets_a_helper_in() {
    let stage = Stage::set().await;
    let support = staff(&stage.app, Role::Support).await;
    let helper = enter(&stage.shop, &ask(&support, &stage.shop, 30).await).await;
    let token = csrf(&helper.get("/admin/orders").await.expect(200).text);
    let id = "01931f3e-dead-7000-8000-000000000000";
    let money = stage.app.app.routes.iter().filter(|spec| spec.gives_money);
    let mut tried = 0;
    for spec in money {
        let path = spec.path.replace("{id}", id);
        let method = spec.method.as_str().parse().unwrap();
        let status = if path.starts_with("/api/") {
            send(&helper, &token, method, &path, &json!({})).await
        } else {
            helper
                .form(&path, &[("csrf_token", &token)])
                .await
                .status
                .as_u16()
        };
        assert_eq!(status, 403, "{spec:?}");
        tried += 1;
    }
    assert_eq!(tried, MOVE_MONEY.len());
    // The same caller is no stranger: what moves no money looks for the thing, and finds none.
    let notes = format!("/api/v1/bookings/{id}/notes");
    let body = json!({ "notes": "Llamó" });
    assert_eq!(send(&helper, &token, Method::PUT, &notes, &body).await, 404);
}

/// An appointment whose deposit was paid; its id and key.
async fn deposit(stage: &Stage) -> (String, String) {
    let who = hire(&stage.shop, "Luis", "person").await;
    let service = json!({
        "name": "Corte", "price": 3_000_000, "deposit": 1_000_000, "duration": 30, "cancel_until": 60,
        "needs": [{ "resources": [{ "resource_id": who }] }],
    });
    let made = stage.shop.owner.post("/api/v1/admin/services", &service).await;
    let service = text(&made.expect(201).json()["id"]);
    let guest = stage.shop.anonymous.another();
    let made = book(&guest, wish(&service, MONDAY_NINE, json!({}))).await;
    let made = made.expect(201).json();
    let debt = crate::payments::Debt {
        order: text(&made["id"]),
        key: text(&made["access_token"]),
        path: text(&made["pay_path"]),
        guest,
    };
    crate::payments::pay(&debt).await.expect(303);
    stage.app.advance(5);
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    (debt.order, debt.key)
}

#[tokio::test]
async fn a_helper_sends_no_deposit_back_by_calling_an_appointment_off() {
    let stage = Stage::set().await;
    let (booking, key) = deposit(&stage).await;
    let support = staff(&stage.app, Role::Support).await;
    let helper = enter(&stage.shop, &ask(&support, &stage.shop, 30).await).await;
    let token = csrf(&helper.get("/admin/orders").await.expect(200).text);
    let cancel = format!("/api/v1/bookings/{booking}/cancel");
    for path in [cancel.clone(), format!("{cancel}?key={key}")] {
        assert_eq!(
            send(&helper, &token, Method::POST, &path, &json!({})).await,
            403,
            "{path}"
        );
    }
    let step = format!("/admin/bookings/{booking}/step");
    let cancelled = [
        ("status", "cancelled"),
        ("version", "1"),
        ("csrf_token", token.as_str()),
    ];
    helper.form(&step, &cancelled).await.expect(403);
    let own = format!("/reservas/{booking}/cancelar?key={key}");
    helper.form(&own, &[("csrf_token", &token)]).await.expect(403);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "approved");
    // The shop itself may, and the deposit goes back.
    stage.owner().await.post(&cancel, &json!({})).await.expect(200);
    stage.app.run_jobs().await;
    assert_eq!(stage.state().await, "refunded");
}
