//! The addresses that others rely on: scripts outside the project, documents, people's habits. They stay.

use std::collections::BTreeSet;

/// What there is. `/metrics` has a port of its own and stands in no route table.
const KEPT: &[(&str, &str)] = &[
    ("POST", "/api/v1/auth/register"),
    ("POST", "/api/v1/auth/login"),
    ("POST", "/api/v1/auth/refresh"),
    ("POST", "/api/v1/auth/logout"),
    ("POST", "/api/v1/auth/forgot-password"),
    ("POST", "/api/v1/auth/reset-password"),
    ("POST", "/api/v1/auth/verify-email"),
    ("GET", "/api/v1/products"),
    ("POST", "/api/v1/products"),
    ("GET", "/api/v1/products/{}"),
    ("PUT", "/api/v1/products/{}"),
    ("PATCH", "/api/v1/products/{}"),
    ("DELETE", "/api/v1/products/{}"),
    ("GET", "/api/v1/search/products"),
    ("GET", "/api/v1/search/suggestions"),
    ("GET", "/api/v1/cart"),
    ("DELETE", "/api/v1/cart"),
    ("POST", "/api/v1/cart/items"),
    ("PUT", "/api/v1/cart/items/{}"),
    ("DELETE", "/api/v1/cart/items/{}"),
    ("POST", "/api/v1/orders"),
    ("GET", "/api/v1/orders"),
    ("GET", "/api/v1/orders/{}"),
    ("PUT", "/api/v1/orders/{}/status"),
    ("GET", "/api/v1/orders/{}/events"),
    ("GET", "/api/v1/payments/methods"),
    ("GET", "/api/v1/billing/plans"),
    ("POST", "/api/v1/billing/change-plan"),
    ("POST", "/api/v1/billing/checkout"),
    ("POST", "/api/v1/billing/portal"),
    ("POST", "/billing/webhooks/stripe"),
    ("GET", "/api/v1/payments/pse/banks"),
    ("POST", "/api/v1/orders/{}/payments"),
    ("POST", "/webhooks/mercadopago/{}"),
    ("GET", "/api/v1/admin/dashboard"),
    ("GET", "/api/v1/admin/orders"),
    ("GET", "/api/v1/admin/users"),
    ("GET", "/api/v1/admin/analytics"),
    ("GET", "/api/v1/services"),
    ("GET", "/api/v1/availability/slots"),
    ("POST", "/api/v1/bookings"),
    ("GET", "/api/v1/bookings/{}"),
    ("POST", "/api/v1/bookings/{}/cancel"),
    ("POST", "/api/v1/bookings/{}/reschedule"),
    ("POST", "/api/v1/bookings/{}/no-show"),
    ("POST", "/api/v1/bookings/{}/complete"),
    ("GET", "/reservar"),
    ("GET", "/api/sync/calendar/ical/{}.ics"),
    ("POST", "/webhooks/google-calendar"),
    ("POST", "/webhooks/mercadopago"),
    ("POST", "/webhooks/stripe"),
    ("GET", "/api/sync/calendar/google/callback"),
    ("GET", "/health"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/health/detailed"),
    ("GET", "/api/openapi.json"),
    ("GET", "/"),
    ("GET", "/admin"),
];

/// What is promised, and the subject that brings it; then its lines move up.
const PROMISED: &[(&str, &str, &str)] = &[];

/// Served on every host: those who call know no shop's.
const WITHOUT_A_SHOP: &[&str] = &[
    "/health",
    "/health/live",
    "/health/ready",
    "/health/detailed",
    "/api/openapi.json",
];

#[test]
fn what_others_rely_on_is_there() {
    let there = addresses();
    let gone: Vec<_> = KEPT
        .iter()
        .filter(|(method, path)| !there.contains(&((*method).into(), (*path).into())))
        .collect();
    assert!(
        gone.is_empty(),
        "addresses of the contract that are gone: {gone:?}"
    );
    let arrived: Vec<_> = PROMISED
        .iter()
        .filter(|(_, method, path)| there.contains(&((*method).into(), (*path).into())))
        .collect();
    assert!(
        arrived.is_empty(),
        "they are there now and belong among those that are kept: {arrived:?}"
    );
}

#[test]
fn what_knows_no_shop_is_served_on_every_host() {
    let routes = vitrina::compose::routes();
    for path in WITHOUT_A_SHOP {
        assert!(routes.is_any_host(path), "{path}");
    }
}

/// Methods and paths of the router; what stands in braces is nobody's business but ours.
fn addresses() -> BTreeSet<(String, String)> {
    let nameless = |path: &str| {
        let segments = path.split('/').map(|s| match s.split_once('}') {
            Some((_, rest)) => format!("{{}}{rest}"),
            None => s.to_owned(),
        });
        segments.collect::<Vec<_>>().join("/")
    };
    vitrina::compose::routes()
        .iter()
        .map(|route| (route.method.to_string(), nameless(&route.path)))
        .collect()
}
