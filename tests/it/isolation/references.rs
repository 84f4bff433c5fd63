//! Bodies that name something of a neighbour's: refused, and nothing is told of it.

use std::collections::BTreeSet;

use serde_json::Value;
use testkit::TestApp;

use super::neighbour::MARKER;
use super::probes::{Body, Probe, Who, call, patch, post, put};
use super::routes::{fingerprint, two_shops};
use crate::input::schema::{Kind, Shape};

/// Requests whose body names something of a neighbour's, `{their_…}`, and how they are refused.
#[rustfmt::skip]
const REFERENCES: &[Probe] = &[
    post("create_product", "/api/v1/products", r#"{"name":"Ajena","price":1000000,"category_id":"{their_category}"}"#, 422),
    post("create_product", "/api/v1/products", r#"{"name":"Ajena","price":1000000,"brand_id":"{their_brand}"}"#, 422),
    post("create_product", "/api/v1/products", r#"{"name":"Ajena","variants":[{"id":"{their_variant}","price":1000000}]}"#, 422),
    put("update_product", "/api/v1/products/{product}", r#"{"name":"Ajena","price":1000000,"category_id":"{their_category}"}"#, 422),
    put("update_product", "/api/v1/products/{product}", r#"{"name":"Ajena","price":1000000,"brand_id":"{their_brand}"}"#, 422),
    put("update_product", "/api/v1/products/{product}", r#"{"name":"Ajena","variants":[{"id":"{their_variant}","price":1000000}]}"#, 422),
    patch("patch_product", "/api/v1/products/{product}", r#"{"category_id":"{their_category}"}"#, 422),
    patch("patch_product", "/api/v1/products/{product}", r#"{"brand_id":"{their_brand}"}"#, 422),
    patch("patch_product", "/api/v1/products/{product}", r#"{"variants":[{"id":"{their_variant}","price":1000000}]}"#, 422),
    put("put_variants", "/api/v1/products/{product}/variants", r#"{"variants":[{"id":"{their_variant}","price":1000000}]}"#, 422),
    put("reorder_pictures", "/api/v1/products/{product}/pictures/order", r#"{"ids":["{their_picture}"]}"#, 422),
    put("change_product_statuses", "/api/v1/admin/products/status", r#"{"ids":["{their_product}"],"status":"archived"}"#, 422),
    put("save_grid", "/api/v1/admin/products/grid", r#"{"rows":[{"product_id":"{their_product}","version":1,"status":"draft"}]}"#, 404),
    put("save_grid", "/api/v1/admin/products/grid", r#"{"rows":[{"product_id":"{product}","version":1,"variants":[{"variant_id":"{their_variant}","price":100}]}]}"#, 422),
    put("save_grid", "/api/v1/admin/products/grid", r#"{"rows":[{"product_id":"{product_left}","version":1,"category_id":"{their_category}"}]}"#, 422),
    post("create_category", "/api/v1/categories", r#"{"name":"Ajena","parent_id":"{their_category}"}"#, 422),
    put("update_category", "/api/v1/categories/{category}", r#"{"name":"Ajena","parent_id":"{their_category}"}"#, 422),
    put("reorder_categories", "/api/v1/admin/categories/order", r#"{"ids":["{their_category}"]}"#, 422),
    put("reorder_categories", "/api/v1/admin/categories/order", r#"{"parent_id":"{their_category}","ids":["{category}"]}"#, 422),
    post("create_promotion", "/api/v1/admin/promotions", r#"{"kind":"percent","percent":10,"product_ids":["{their_product}"]}"#, 422),
    post("create_promotion", "/api/v1/admin/promotions", r#"{"kind":"percent","percent":10,"category_ids":["{their_category}"]}"#, 422),
    post("create_promotion", "/api/v1/admin/promotions", r#"{"kind":"percent","percent":10,"group_ids":["{their_group}"]}"#, 422),
    post("create_promotion", "/api/v1/admin/promotions", r#"{"kind":"buy_get","buy":1,"get":1,"gives_product_ids":["{their_product}"]}"#, 422),
    post("create_promotion", "/api/v1/admin/promotions", r#"{"kind":"buy_get","buy":1,"get":1,"gives_category_ids":["{their_category}"]}"#, 422),
    put("update_promotion", "/api/v1/admin/promotions/{promotion}", r#"{"kind":"percent","percent":10,"product_ids":["{their_product}"]}"#, 422),
    put("update_promotion", "/api/v1/admin/promotions/{promotion}", r#"{"kind":"percent","percent":10,"category_ids":["{their_category}"]}"#, 422),
    put("update_promotion", "/api/v1/admin/promotions/{promotion}", r#"{"kind":"percent","percent":10,"group_ids":["{their_group}"]}"#, 422),
    put("update_promotion", "/api/v1/admin/promotions/{promotion}", r#"{"kind":"buy_get","buy":1,"get":1,"gives_product_ids":["{their_product}"]}"#, 422),
    put("update_promotion", "/api/v1/admin/promotions/{promotion}", r#"{"kind":"buy_get","buy":1,"get":1,"gives_category_ids":["{their_category}"]}"#, 422),
    post("add_cart_item", "/api/v1/cart/items", r#"{"product_id":"{their_product}","quantity":1}"#, 422).by(Who::Shopper),
    post("add_cart_item", "/api/v1/cart/items", r#"{"product_id":"{product}","variant_id":"{their_variant}","quantity":1}"#, 422).by(Who::Shopper),
    put("update_service", "/api/v1/admin/services/{service}", r#"{"name":"Ajena","price":0,"duration":30,"needs":[{"resources":[{"resource_id":"{their_resource}"}]}]}"#, 422),
    post("create_service", "/api/v1/admin/services", r#"{"name":"Ajena","price":0,"duration":30,"needs":[{"resources":[{"resource_id":"{their_resource}"}]}]}"#, 422),
    post("create_resource", "/api/v1/admin/resources", r#"{"kind":"person","name":"Ajena","person_id":"{their_person}"}"#, 422),
    put("update_resource", "/api/v1/admin/resources/{resource}", r#"{"kind":"person","name":"Ajena","person_id":"{their_person}"}"#, 422),
    post("block_time", "/api/v1/admin/time-off", r#"{"resource_id":"{their_resource}","starts_at":"2026-12-20T14:00:00Z","ends_at":"2026-12-20T15:00:00Z"}"#, 422),
    post("create_calendar_feed", "/api/v1/admin/calendar/feeds", r#"{"resource_id":"{their_resource}"}"#, 422),
    post("hold_slot", "/api/v1/bookings/holds", r#"{"service_id":"{their_service}","start":"2026-11-26T14:00:00Z"}"#, 404).by(Who::Nobody),
    post("hold_slot", "/api/v1/bookings/holds", r#"{"service_id":"{service}","resource_id":"{their_resource}","start":"2026-11-26T14:00:00Z"}"#, 422).by(Who::Nobody),
    post("book", "/api/v1/bookings", r#"{"service_id":"{their_service}","start":"2026-11-26T14:00:00Z","customer":{"name":"A","email":"a@a.test"}}"#, 404).by(Who::Nobody),
    post("book", "/api/v1/bookings", r#"{"service_id":"{service}","resource_id":"{their_resource}","start":"2026-11-26T14:00:00Z","customer":{"name":"B","email":"b@a.test"}}"#, 422).by(Who::Nobody),
    post("book", "/api/v1/bookings", r#"{"service_id":"{service}","start":"2026-11-26T14:00:00Z","customer":{"name":"C","email":"c@a.test"},"hold":{"id":"{their_booking}","key":"x"}}"#, 404).by(Who::Nobody),
    post("book_for_customer", "/api/v1/admin/bookings", r#"{"booking":{"service_id":"{their_service}","start":"2026-11-26T14:00:00Z","customer":{"name":"A","email":"d@a.test"}}}"#, 404),
    post("book_for_customer", "/api/v1/admin/bookings", r#"{"booking":{"service_id":"{service}","resource_id":"{their_resource}","start":"2026-11-26T14:00:00Z","customer":{"name":"B","email":"e@a.test"}}}"#, 422),
    post("book_for_customer", "/api/v1/admin/bookings", r#"{"booking":{"service_id":"{service}","start":"2026-11-26T14:00:00Z","customer":{"name":"C","email":"f@a.test"},"hold":{"id":"{their_booking}","key":"x"}}}"#, 404),
    post("book_series", "/api/v1/bookings/series", r#"{"booking":{"service_id":"{their_service}","start":"2026-11-26T14:00:00Z","customer":{"name":"A","email":"g@a.test"}},"every_weeks":1,"times":2}"#, 404).by(Who::Nobody),
    post("book_series", "/api/v1/bookings/series", r#"{"booking":{"service_id":"{service}","resource_id":"{their_resource}","start":"2026-11-26T14:00:00Z","customer":{"name":"B","email":"h@a.test"}},"every_weeks":1,"times":2}"#, 422).by(Who::Nobody),
    post("book_series", "/api/v1/bookings/series", r#"{"booking":{"service_id":"{service}","start":"2026-11-26T14:00:00Z","customer":{"name":"C","email":"i@a.test"},"hold":{"id":"{their_booking}","key":"x"}},"every_weeks":1,"times":2}"#, 422).by(Who::Nobody),
    post("reschedule_booking", "/api/v1/bookings/{booking}/reschedule", r#"{"start":"2026-11-26T14:00:00Z","resource_id":"{their_resource}"}"#, 422),
    post("swap_bookings", "/api/v1/bookings/{booking}/swap", r#"{"with_id":"{their_booking}"}"#, 404),
    put("write_review", "/api/v1/products/{product}/review", r#"{"stars":4,"text":"Ajena","order_id":"{their_order_review}","order_key":"x"}"#, 404).by(Who::Nobody),
    put("decide_reviews", "/api/v1/admin/reviews/decisions", r#"{"decisions":[{"review_id":"{their_review}","version":1,"status":"published"}]}"#, 404),
    post("ask_stock_notice", "/api/v1/stock-notices", r#"{"variant_id":"{their_variant_gone}","email":"a@a.test","agree":true}"#, 422).by(Who::Nobody),
    post("wait_in_line", "/api/v1/waitlist", r#"{"service_id":"{their_service}","from":"2026-11-26","to":"2026-11-27","customer":{"name":"A","email":"a@a.test"}}"#, 404).by(Who::Nobody),
    post("wait_in_line", "/api/v1/waitlist", r#"{"service_id":"{service}","resource_id":"{their_resource}","from":"2026-11-26","to":"2026-11-27","customer":{"name":"B","email":"b@a.test"}}"#, 422).by(Who::Nobody),
    post("change_plan", "/api/v1/billing/change-plan", r#"{"plan":"basico","preview_id":"{their_plan_change}"}"#, 404),
    // Forms
    form("plan_change_form", "/admin/plan/change", "preview_id={their_plan_change}", 404),
    form("arrange_pictures_form", "/admin/products/{product}/pictures/arrange", "action=delete:{their_picture}", 404),
    form("desk_statuses_form", "/admin/products/status", "ids={their_product}&status=archived", 422),
    form("new_product_form", "/admin/products/new", "name=Ajena&price=10.000&status=draft&tax_class=iva_19&category_id={their_category}", 422),
    form("new_category_form", "/admin/categories/new", "name=Ajena&active=true&parent_id={their_category}", 422),
    form("desk_category_form", "/admin/categories/{category}", "name=Ajena&active=true&parent_id={their_category}", 422),
    form("connect_calendar_server_form", "/admin/calendars/server", "resource_id={their_resource}&house=other&server=https://dav.test/&user=a&password=b", 422),
    form("subscribe_calendar_feed_form", "/admin/calendars/feed", "resource_id={their_resource}&name=Ajena&address=https://dav.test/a.ics", 422),
    form("new_promotion_form", "/admin/promotions/new", "kind=percent&percent=10&product_ids={their_product}", 422),
    form("new_promotion_form", "/admin/promotions/new", "kind=percent&percent=10&category_ids={their_category}", 422),
    form("new_promotion_form", "/admin/promotions/new", "kind=percent&percent=10&group_ids={their_group}", 422),
    form("wish_form", "/wishlist", "product_id={their_product}", 404).by(Who::Nobody),
    form("stock_notice_form", "/stock-notices", "variant_id={their_variant_gone}&email=a@a.test&agree=true", 422).by(Who::Nobody),
    form("decide_reviews_form", "/admin/reviews/decide", "ids={their_review}.1&status=published", 404),
    form("add_to_cart_form", "/cart/items", "product_id={their_product}&quantity=1", 422).by(Who::Shopper),
    form("add_to_cart_form", "/cart/items", "product_id={product}&variant_id={their_variant}&quantity=1", 422).by(Who::Shopper),
];

const fn form(route: &'static str, path: &'static str, body: &'static str, refused: u16) -> Probe {
    call(route, "POST", path, Body::Form(body), refused)
}

/// Fields that look like a reference and are none.
const NO_REFERENCES: &[(&str, &str, &str)] = &[
    ("pay_order", "/card/issuer_id", "the provider's word for a bank"),
    (
        "pay_order",
        "/card/payment_method_id",
        "the provider's word for a brand",
    ),
    (
        "pay_order",
        "/card/saved_card_id",
        "a person's own; payments::stripe tries another's",
    ),
];

#[tokio::test]
async fn no_body_reaches_a_neighbours_rows() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let (mine, theirs) = two_shops(&app).await;
    let before = fingerprint(&app, &theirs).await;
    let mut ids = mine.ids.clone();
    ids.extend(
        theirs
            .ids
            .iter()
            .map(|(name, id)| (format!("their_{name}"), id.clone())),
    );
    let mut faults = vec![];
    for probe in REFERENCES {
        let answer = probe.ask(&mine.client(probe.who), &ids, &ids).await;
        if answer.status != probe.succeeds || answer.text.contains(MARKER) {
            faults.push(format!("{probe:?} {} {}", answer.status, answer.text));
        }
    }
    assert_eq!(faults, [""; 0]);
    assert_eq!(
        fingerprint(&app, &theirs).await,
        before,
        "a neighbour's rows changed"
    );
}

/// A field more is a reference more, or it is said why not.
#[test]
fn every_reference_of_a_json_body_is_tried() {
    let table = vitrina::compose::routes();
    let mut there = BTreeSet::new();
    for route in table.iter() {
        let Some(shape) = Shape::of(route) else { continue };
        let places = shape.places(&shape.sample(&|_| None));
        let references = places
            .iter()
            .filter(|place| place.kind == Kind::Text && names_something(&place.pointer));
        there.extend(references.map(|place| (route.name.to_owned(), place.pointer.clone())));
    }
    assert!(there.len() > 10, "too few references were found: {there:?}");
    let mut known: BTreeSet<(String, String)> = NO_REFERENCES
        .iter()
        .map(|(route, pointer, _)| ((*route).to_owned(), (*pointer).to_owned()))
        .collect();
    for probe in REFERENCES {
        let Body::Json(body) = probe.body else { continue };
        let mut pointers = vec![];
        foreign(&serde_json::from_str(body).unwrap(), String::new(), &mut pointers);
        known.extend(
            pointers
                .into_iter()
                .map(|pointer| (probe.route.to_owned(), pointer)),
        );
    }
    assert_eq!(
        there, known,
        "left are the fields that there are, right those that are tried"
    );
}

/// `…/product_id`, `…/ids/0`, `…/id`.
fn names_something(pointer: &str) -> bool {
    let mut segments = pointer.rsplit('/').filter(|s| s.parse::<usize>().is_err());
    let name = segments.next().unwrap_or_default();
    ["id", "ids"].contains(&name) || name.ends_with("_id") || name.ends_with("_ids")
}

/// Where a body names something of the neighbour's.
fn foreign(value: &Value, at: String, pointers: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("{their_") => pointers.push(at),
        Value::Object(fields) => {
            for (name, inner) in fields {
                foreign(inner, format!("{at}/{name}"), pointers);
            }
        }
        Value::Array(items) => {
            for (n, inner) in items.iter().enumerate() {
                foreign(inner, format!("{at}/{n}"), pointers);
            }
        }
        _ => {}
    }
}
