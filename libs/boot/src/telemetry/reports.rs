//! Faults to Sentry: what went wrong and where, nothing about who it happened to.

use secrecy::ExposeSecret as _;
use sentry::integrations::tracing::{BreadcrumbLayer, ErrorLayer};
use sentry::protocol::{Breadcrumb, Context, Event, Map, Request};
use sentry::{ClientInitGuard, ClientOptions};
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::registry::LookupSpan;

use super::private;
use crate::Settings;

/// `None` when no DSN is set.
pub(super) fn start(settings: &Settings) -> Option<ClientInitGuard> {
    options(settings).map(sentry::init)
}

pub(super) fn options(settings: &Settings) -> Option<ClientOptions> {
    let dsn = settings.telemetry.sentry_dsn.as_ref()?;
    let options = ClientOptions::new()
        .dsn(dsn.expose_secret())
        .release(concat!("vitrina@", env!("CARGO_PKG_VERSION")))
        .environment(settings.environment.name())
        .send_default_pii(false)
        .before_send(|event| Some(stripped(event)))
        .before_breadcrumb(|breadcrumb| Some(stripped_breadcrumb(breadcrumb)));
    Some(options)
}

/// Errors are reported, with the warnings and notes that led to them.
pub(super) fn layer<S: Subscriber + for<'span> LookupSpan<'span>>() -> impl Layer<S> {
    let errors = ErrorLayer::new().with_filter(LevelFilter::ERROR);
    BreadcrumbLayer::new()
        .with_filter(LevelFilter::INFO)
        .and_then(errors)
}

pub(super) fn stripped(mut event: Event<'static>) -> Event<'static> {
    event.user = None;
    event.server_name = None;
    event.request = event.request.map(|request| Request {
        method: request.method,
        ..Request::default()
    });
    event.tags.retain(|name, _| private::event_field(name, "app"));
    event.extra.retain(|name, _| private::event_field(name, "app"));
    for context in event.contexts.values_mut() {
        if let Context::Other(fields) = context {
            fields.retain(|name, _| private::event_field(name, "app"));
        }
    }
    event
}

fn stripped_breadcrumb(mut breadcrumb: Breadcrumb) -> Breadcrumb {
    breadcrumb.data = std::mem::take(&mut breadcrumb.data)
        .into_iter()
        .filter(|(name, _)| private::event_field(name, "app"))
        .collect::<Map<_, _>>();
    breadcrumb
}
