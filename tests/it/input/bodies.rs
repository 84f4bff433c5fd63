//! JSON bodies: each field of each route, by its schema, replaced by what it cannot take; and bodies that are none.

use std::collections::BTreeMap;

use http::routes::RouteSpec;
use serde_json::Value;
use testkit::{Answer, Client};

use super::judge::{named_fields, short};
use super::poison::{Poison, all, whole_bodies};
use super::schema::{Place, Shape};
use super::stage::{Stage, send};

/// What a refusal writes on purpose: failed attempts are counted, and a replayed token ends its session.
const EFFECTS_OF_REFUSALS: &[(&str, &[&str])] = &[
    ("login", &["login_throttle"]),
    ("login_second_factor", &["login_throttle", "sign_in_challenge"]),
    // The secret is looked into to show its picture again.
    ("second_factor_form", &["secret_access"]),
    ("passkey_login", &["login_throttle"]),
    ("begin_passkey", &["login_throttle"]),
    ("refresh", &["login_throttle", "session", "refresh_token"]),
    ("reset_password", &["login_throttle"]),
    ("accept_invitation", &["login_throttle"]),
    ("verify_email", &["login_throttle"]),
    ("change_password", &["login_throttle"]),
    ("create_api_key", &["login_throttle"]),
];

const MARK: &str = "\"@@here@@\"";

#[tokio::test]
async fn no_field_takes_what_it_cannot() {
    let mut stage = Stage::set().await;
    let (routes, poisons) = (vitrina::compose::routes(), all());
    let (mut faults, mut blind) = (vec![], vec![]);
    let mut seen = BTreeMap::new();
    for route in routes.iter() {
        let Some(shape) = Shape::of(route) else { continue };
        let base = acceptable(&mut stage, route).await;
        let mut refused = 0;
        for place in shape.places(&base) {
            for poison in &poisons {
                let (status, fault) = put_in(&mut stage, route, &base, &place, poison).await;
                *seen.entry(status).or_insert(0) += 1;
                refused += i32::from(status == 422);
                faults.extend(
                    fault.map(|f| format!("{} {} as {}: {f}", route.name, place.path(), poison.name)),
                );
            }
            let (_, fault) = leave_out(&mut stage, route, &base, &place).await;
            faults.extend(fault.map(|f| format!("{} without {}: {f}", route.name, place.path())));
        }
        if refused == 0 {
            blind.push(route.name);
        }
        stage.keep_signed_in().await;
    }
    println!("answers by status: {seen:?}");
    assert_eq!(blind, [""; 0], "no body came as far as the decoder");
    stage.report(&faults);
}

#[tokio::test]
async fn what_is_no_body_is_refused_to_everybody() {
    let mut stage = Stage::set().await;
    let routes = vitrina::compose::routes();
    let mut faults = vec![];
    for route in routes.iter().filter(|route| route.method != "GET") {
        for (name, media, body) in whole_bodies() {
            for who in ["nobody", "customer", "owner"] {
                let client = caller(&stage, who);
                let answer = send(&client, route, &stage.filled(&route.path), media, body.clone()).await;
                let fault = judged(&mut stage, route, &answer).await;
                let taken = answer.status.is_success() && Shape::of(route).is_some() && !tolerable(name);
                let fault = fault.or_else(|| taken.then(|| format!("was taken with {}", answer.status)));
                faults.extend(fault.map(|f| format!("{route:?} with {name} by {who}: {f}")));
            }
        }
        stage.keep_signed_in().await;
    }
    stage.report(&faults);
}

/// The poison that is meant for fields must not hurt those who may not even ask.
#[tokio::test]
async fn strangers_learn_nothing_from_bad_fields() {
    let mut stage = Stage::set().await;
    let (routes, poisons) = (vitrina::compose::routes(), all());
    let mut faults = vec![];
    for route in routes.iter() {
        let (Some(shape), Some(base)) = (Shape::of(route), stage.sample(route)) else {
            continue;
        };
        for (n, place) in shape.places(&base).iter().enumerate() {
            // Each place with another poison: over all routes every one gets its turn.
            let poison = &poisons[(n * 7 + route.name.len()) % poisons.len()];
            let text = with(&base, place, &poison.json);
            for who in ["nobody", "customer"] {
                let client = caller(&stage, who);
                let answer = post(&stage, &client, route, text.clone()).await;
                let fault = judged(&mut stage, route, &answer).await;
                faults
                    .extend(fault.map(|f| {
                        format!("{} {} as {} by {who}: {f}", route.name, place.path(), poison.name)
                    }));
            }
        }
    }
    stage.report(&faults);
}

/// A sample of the route that its decoder takes: fields that do not fit (the schema cannot say everything) are taken out,
/// unless they are required.
pub(super) async fn acceptable(stage: &mut Stage, route: &RouteSpec) -> Value {
    let mut base = stage.sample(route).unwrap();
    let mut fields = refused_fields(stage, route, &base).await;
    let mut kept: Vec<String> = vec![];
    while let Some(field) = fields.iter().find(|field| !kept.contains(field)).cloned() {
        let mut without = base.clone();
        let found = remove(&mut without, &field);
        let next = refused_fields(stage, route, &without).await;
        if found && !next.contains(&field) {
            (base, fields) = (without, next);
        } else {
            kept.push(field);
        }
    }
    base
}

async fn refused_fields(stage: &mut Stage, route: &RouteSpec, body: &Value) -> Vec<String> {
    let answer = post(stage, &stage.owner.clone(), route, body.to_string()).await;
    stage.keep_signed_in().await;
    named_fields(&answer)
}

fn remove(base: &mut Value, field: &str) -> bool {
    let pointer = format!("/{}", field.replace('.', "/"));
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    let fields = base.pointer_mut(parent).and_then(Value::as_object_mut);
    fields.is_some_and(|fields| fields.remove(name).is_some())
}

async fn put_in(
    stage: &mut Stage,
    route: &RouteSpec,
    base: &Value,
    place: &Place,
    poison: &Poison,
) -> (u16, Option<String>) {
    let answer = post(
        stage,
        &stage.owner.clone(),
        route,
        with(base, place, &poison.json),
    )
    .await;
    let status = answer.status.as_u16();
    let fault = judged(stage, route, &answer).await;
    if status == 401 {
        stage.keep_signed_in().await;
    }
    if fault.is_some() || !poison.never.contains(&place.kind) {
        return (status, fault);
    }
    (status, unfit(&answer, place))
}

/// A value that cannot fit: refused, and by the name of its field.
fn unfit(answer: &Answer, place: &Place) -> Option<String> {
    if !answer.status.is_client_error() {
        return Some(format!("was taken with {}", answer.status));
    }
    let (path, named) = (place.path(), named_fields(answer));
    let is_near = |field: &String| path.starts_with(field.as_str()) || field.starts_with(&path);
    let names_it = answer.status != 422 || named.iter().any(is_near);
    (!names_it).then(|| format!("names {named:?} instead: {}", short(&answer.text)))
}

async fn leave_out(
    stage: &mut Stage,
    route: &RouteSpec,
    base: &Value,
    place: &Place,
) -> (u16, Option<String>) {
    let mut body = base.clone();
    remove(&mut body, &place.path());
    let answer = post(stage, &stage.owner.clone(), route, body.to_string()).await;
    (answer.status.as_u16(), judged(stage, route, &answer).await)
}

/// What is wrong with the answer, or with what a refusal left behind.
async fn judged(stage: &mut Stage, route: &RouteSpec, answer: &Answer) -> Option<String> {
    let written = stage.writes.since_last_look().await;
    if let Some(fault) = stage.judge.fault(&route.path, answer) {
        return Some(fault);
    }
    let meant = EFFECTS_OF_REFUSALS
        .iter()
        .find(|(name, _)| *name == route.name)
        .map_or(&[][..], |(_, tables)| tables);
    let stray: Vec<&String> = written
        .iter()
        .filter(|table| !meant.contains(&table.as_str()))
        .collect();
    (answer.status.is_client_error() && !stray.is_empty())
        .then(|| format!("{} but wrote {stray:?}", answer.status))
}

/// The body with this text in place of the value.
pub(super) fn with(base: &Value, place: &Place, json: &str) -> String {
    let mut body = base.clone();
    if let Some(value) = body.pointer_mut(&place.pointer) {
        *value = "@@here@@".into();
    }
    body.to_string().replacen(MARK, json, 1)
}

pub(super) async fn post(stage: &Stage, client: &Client, route: &RouteSpec, body: String) -> Answer {
    send(
        client,
        route,
        &stage.filled(&route.path),
        "application/json",
        body.into_bytes(),
    )
    .await
}

fn caller(stage: &Stage, who: &str) -> Client {
    match who {
        "owner" => stage.owner.clone(),
        "customer" => stage.customer.clone(),
        _ => stage.nobody.another(),
    }
}

/// Bodies that a route without a required field may take.
fn tolerable(name: &str) -> bool {
    name == "a byte order mark"
}
