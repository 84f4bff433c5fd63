//! Counts calls before anything is done for them.

use actix_web::http::header;
use actix_web::{HttpMessage as _, HttpRequest};
use kernel::Permission;

use super::pattern::pattern;
use crate::access::{SESSION_COOKIE, SignedInPerson, client_address};
use crate::app::App;
use crate::limits::{Class, Subject, Verdict};
use crate::routes::Limit;
use crate::shop::Shop;

/// Counts all calls from one address, whatever the host, under a wide ceiling.
pub fn ceiling(req: &HttpRequest, app: &App) -> kernel::Result<()> {
    if let (Some(_), Some(ip)) = (
        class_of(req, app),
        client_address(req, &app.settings.trusted_proxies),
    ) {
        note(req, app.limits.take(Class::Address, None, Subject::Address(ip)))?;
    }
    Ok(())
}

/// Counts calls of who shows neither session nor token, by address, as what they are. Who shows one is counted when it is
/// known whose it is, by [`person`].
pub fn address(req: &HttpRequest, app: &App, shop: &Shop) -> kernel::Result<()> {
    let ip = client_address(req, &app.settings.trusted_proxies);
    let (Some(class), Some(ip)) = (class_of(req, app), ip) else {
        return Ok(());
    };
    if !shows_something(req) {
        note(req, app.limits.take(class, Some(shop.id), Subject::Address(ip)))?;
    }
    Ok(())
}

/// Counts what somebody signed in does, by who they are, and what a program does, by its key; a session or token that is nobody's counts by address, or each
/// invented one would be a new allowance.
pub fn person(req: &HttpRequest, app: &App, shop: &Shop, who: Option<&SignedInPerson>) -> kernel::Result<()> {
    let Some(class) = class_of(req, app).filter(|_| shows_something(req)) else {
        return Ok(());
    };
    let address = client_address(req, &app.settings.trusted_proxies).map(Subject::Address);
    let own = who.map(|who| match &who.key {
        Some(key) => Subject::Key(key.id),
        None => Subject::Person(who.person_id),
    });
    let Some(subject) = own.or(address) else {
        return Ok(());
    };
    let by_key = who.is_some_and(|who| who.key.is_some());
    let class = match who.map(|who| who.role) {
        _ if by_key => Class::ApiKey,
        _ if class == Class::Search => class,
        Some(role) if role.may(Permission::RunPlatform) => Class::Provider,
        Some(role) if role.is_staff() => Class::Staff,
        _ => class,
    };
    note(req, app.limits.take(class, Some(shop.id), subject))
}

/// What the route's calls are counted as; none when they are not.
fn class_of(req: &HttpRequest, app: &App) -> Option<Class> {
    match app.routes.limit(req.method(), pattern(req).as_deref()) {
        Limit::Class(class) => Some(class),
        Limit::Uncounted => None,
    }
}

/// Whether the caller says to be somebody.
fn shows_something(req: &HttpRequest) -> bool {
    req.headers().contains_key(header::AUTHORIZATION) || req.cookie(SESSION_COOKIE).is_some()
}

/// Keeps it for the answer's headers, those of a refusal too; refuses when there was no room.
pub fn note(req: &HttpRequest, verdict: Option<Verdict>) -> kernel::Result<()> {
    let Some(verdict) = verdict else {
        return Ok(());
    };
    req.extensions_mut().insert(verdict);
    verdict.admit()
}
