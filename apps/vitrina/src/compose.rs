//! Puts the slices together: the one place that knows them all.

mod outside;
mod plans;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::web;
use anyhow::Context as _;
use billing::Till;
use booking::{BookingHooks, BookingRules};
use boot::Settings;
use boot::settings::{Maintenance, Rate};
use catalog::PartsOfProduct;
use db::{Bus, Pools};
use http::app::{App, EdgeSettings, SliceSettings};
use http::assets::Assets;
use http::cache::Pages;
use http::i18n::I18n;
use http::keys::KeyRing;
use http::limits::{self, Class, Limiter, Rates};
use http::secrets::Secrets;
use http::shop::Shops;
use http::sse::Streams;
use http::{AppData, KeepingKeys, Lookout, Routes, SealedColumn, Slice, Vault};
use identity::PeopleSettings;
use identity::model::{Allowance, PasswordRule, ThrottleRule};
use jobs::{Registry, Runner, RunnerConfig};
use kernel::{Actor, Env, ErrorCode};
use ledger::SourcePages;
use notifications::{BounceKey, Mailer, MessageKinds};
use payments::PayableHooks;
use sales::SalesRules;
use sales::model::cart::CartLimits;
use shared_counters::SharedCounters;
use storage::Storage;
use tokio_util::sync::CancellationToken;

pub(crate) use self::outside::till;
use self::outside::{carriers, google, outside, picture_fetcher, providers};
use self::plans::subscribe_old_shops;
pub use self::plans::{plans, sync_plans, sync_prices};

/// All slices, low to high.
pub fn slices() -> Vec<Slice> {
    vec![
        tenancy::slice(),
        notifications::slice(),
        billing::slice(),
        identity::slice(),
        ledger::slice(),
        payments::slice(),
        catalog::slice(),
        inventory::slice(),
        promotions::slice(),
        sales::slice(),
        reviews::slice(),
        exchange::slice(),
        booking::slice(),
        calendars::slice(),
        insights::slice(),
        integrators::slice(),
        panel::slice(),
    ]
}

/// Texts of the edge itself, which is no slice.
pub const EDGE_TEXTS: [&str; 2] = [
    include_str!("../../../libs/http/i18n/es.ftl"),
    include_str!("../../../libs/http/i18n/en.ftl"),
];

/// Every code that an answer may carry, with the slice that gives it.
pub fn error_codes() -> Vec<(&'static str, ErrorCode)> {
    let edge = http::EdgeError::ALL.iter().map(|code| ("http", *code));
    edge.chain(
        slices()
            .into_iter()
            .flat_map(|s| s.errors.iter().map(move |code| (s.name, *code))),
    )
    .collect()
}

/// Every route.
pub fn routes() -> http::routes::RouteTable {
    let mut routes = Routes::default();
    routes.of_slice("http");
    http::openapi::routes(&mut routes);
    routes.of_slice("health");
    crate::health::routes(&mut routes);
    for slice in slices() {
        routes.of_slice(slice.name);
        (slice.routes)(&mut routes);
    }
    routes.finish()
}

/// What the program runs on.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Connections.
    pub pools: Pools,
    /// Clock and randomness.
    pub env: Env,
    /// Announcements.
    pub bus: Bus,
    /// The master key.
    pub secrets: Secrets,
}

/// The shared state of all handlers.
pub fn app(ground: &Ground, settings: &Settings) -> anyhow::Result<AppData> {
    let slices = slices();
    let texts = std::iter::once(&EDGE_TEXTS).chain(slices.iter().map(|s| &s.texts));
    let Ground {
        pools,
        env,
        bus,
        secrets,
    } = ground.clone();
    Ok(web::Data::new(App {
        shops: Shops::new(pools.app.clone(), env.clone(), bus.clone()),
        pages: Pages::new(bus.clone(), settings.cache.page_bytes),
        i18n: Arc::new(I18n::new(texts)?),
        assets: Assets::load().map_err(anyhow::Error::msg)?,
        limits: limiter(ground, settings)?,
        keys: KeyRing::new(pools.app.clone(), env.clone(), secrets.clone()),
        storage: Storage::local(&settings.data.dir.join("files"))?,
        routes: Arc::new(routes()),
        codes: error_codes(),
        timetable: OnceLock::new(),
        settings: edge_settings(settings),
        slices: SliceSettings::default()
            .with(sales_rules(settings))
            .with(booking_rules(settings))
            .with(message_kinds())
            .with(pages_of_sources())
            .with(BounceKey(settings.mail.bounce_key.clone()))
            .with(BookingHooks(vec![calendars::note_booking]))
            .with(PayableHooks(vec![sales::ORDER_HOOK, booking::DEPOSIT_HOOK]))
            .with(PartsOfProduct(vec![reviews::part_of_product]))
            .with(providers(settings)?)
            .with(till(settings)?)
            .with(outside(settings)?)
            .with(carriers(settings)?)
            .with(picture_fetcher(settings)?)
            .with(google(settings, &env)?),
        lookout: Lookout::new(env.clone()),
        pools,
        env,
        bus,
        stopping: CancellationToken::new(),
        streams: Streams::default(),
        vault: Vault::new(secrets.clone()),
        secrets,
    }))
}

/// What counts calls; with Redis, together with other replicas.
fn limiter(ground: &Ground, settings: &Settings) -> anyhow::Result<Limiter> {
    let limits = &settings.limits;
    let rate = |class| {
        let rate = match class {
            Class::Address => limits.address,
            Class::General => limits.general,
            Class::Anonymous => limits.anonymous,
            Class::Search => limits.search,
            Class::Checkout => limits.checkout,
            Class::Coupon => limits.coupon,
            Class::Pse => limits.pse,
            Class::PayReturn => limits.pay_return,
            Class::Availability => limits.availability,
            Class::Booking => limits.booking,
            Class::BookingAddress => limits.booking_address,
            Class::Feed => limits.feed,
            Class::CalendarSync => limits.calendar_sync,
            Class::CalendarConnect => limits.calendar_connect,
            Class::ApiKey => limits.api_key,
            Class::Staff => limits.staff,
            Class::Provider => limits.provider,
        };
        limits::Rate {
            most: rate.max,
            seconds: u32::try_from(rate.window.as_secs()).unwrap_or(u32::MAX),
        }
    };
    let shared = settings.redis.url.as_ref().map(SharedCounters::new).transpose();
    let shared = shared.context("redis.url cannot be used")?.map(Arc::new);
    let rates = limits.on.then(|| Rates::new(rate));
    Ok(Limiter::new(rates, shared, &ground.secrets, ground.env.clone()))
}

fn edge_settings(settings: &Settings) -> EdgeSettings {
    let url = &settings.server.public_url;
    EdgeSettings {
        scheme: url.scheme().to_owned(),
        port_suffix: url.port().map(|port| format!(":{port}")).unwrap_or_default(),
        environment: settings.environment.name().to_owned(),
        body_limit: settings.server.body_max_bytes,
        body_timeout: settings.server.request_timeout,
        upload_limit: settings.uploads.max_bytes,
        upload_pixels: settings.uploads.max_pixels,
        trusted_proxies: settings.server.trusted_proxies.clone(),
        access_token_seconds: i64::try_from(settings.people.access_token.as_secs()).unwrap_or(900),
        // A server for everybody, of which somebody forgot to say so, must not show its mails to them.
        development: !settings.environment.is_production() && settings.server.is_local(),
        demo: settings.data.demo,
        closed_for: closed_for(&settings.maintenance),
        allowed_origins: settings.cors.allowed_origins.clone(),
    }
}

fn closed_for(maintenance: &Maintenance) -> Option<u32> {
    let seconds = u32::try_from(maintenance.retry_after.as_secs()).unwrap_or(u32::MAX);
    maintenance.on.then_some(seconds)
}

/// The worker of the durable queue, with every slice's handlers. From here on the pages know what its clock starts.
pub fn runner(ground: &Ground, app: &AppData, settings: &Settings, mailer: Mailer) -> anyhow::Result<Runner> {
    let mut registry = Registry::keeping(settings.keeping.done_jobs);
    http::jobs(&mut registry, app, keeping_keys(settings));
    notifications::jobs(&mut registry, app, mailer);
    billing::jobs(&mut registry, app, settings.keeping.webhooks);
    identity::jobs(&mut registry, app, &people(settings));
    ledger::jobs(&mut registry);
    catalog::jobs(&mut registry, app.clone());
    inventory::jobs(&mut registry, app.clone());
    payments::jobs(&mut registry, app, settings.keeping.webhooks);
    sales::jobs(&mut registry, app);
    reviews::jobs(&mut registry, app);
    exchange::jobs(&mut registry, app);
    booking::jobs(&mut registry, app);
    calendars::jobs(&mut registry, app);
    integrators::jobs(
        &mut registry,
        app,
        settings.keeping.webhooks,
        settings.jobs.concurrency,
    );
    panel::jobs(&mut registry, app);
    let runner = Runner::new(
        registry,
        ground.pools.clone(),
        ground.env.clone(),
        ground.bus.clone(),
        runner_config(settings),
    )?;
    app.timetable.get_or_init(|| runner.timetable());
    Ok(runner)
}

fn keeping_keys(settings: &Settings) -> KeepingKeys {
    KeepingKeys {
        answers: settings.keeping.idempotency,
        audit: settings.keeping.audit,
        security_events: settings.keeping.security_events,
        data_key: settings.secrets.rotate,
        sealed: sealed_columns(),
    }
}

/// Where people see what a transaction of the ledger came from.
fn pages_of_sources() -> SourcePages {
    SourcePages(vec![
        ("order", "/admin/orders/"),
        ("booking", "/admin/bookings/"),
        ("payment", "/admin/money/"),
    ])
}

/// Every message that a shop may say in its own words.
pub fn message_kinds() -> MessageKinds {
    MessageKinds(
        [
            sales::MESSAGES,
            payments::MESSAGES,
            reviews::MESSAGES,
            inventory::MESSAGES,
            booking::MESSAGES,
        ]
        .concat(),
    )
}

/// Every column that the vault seals, of all slices.
pub fn sealed_columns() -> Vec<SealedColumn> {
    [
        http::SEALED,
        notifications::SEALED,
        billing::SEALED,
        identity::SEALED,
        payments::SEALED,
        sales::SEALED,
        booking::SEALED,
        calendars::SEALED,
        integrators::SEALED,
    ]
    .concat()
}

fn runner_config(settings: &Settings) -> RunnerConfig {
    let jobs = &settings.jobs;
    RunnerConfig {
        concurrency: jobs.concurrency,
        lease_seconds: u32::try_from(jobs.lost_after.as_secs()).unwrap_or(u32::MAX),
        heartbeat: jobs.heartbeat,
        drain: settings.server.shutdown_timeout,
        ..RunnerConfig::default()
    }
}

fn sales_rules(settings: &Settings) -> SalesRules {
    let sales = &settings.sales;
    SalesRules {
        unpaid_seconds: seconds(sales.unpaid_order),
        online_seconds: seconds(sales.online_payment),
        cart_seconds: seconds(sales.cart),
        cart: CartLimits {
            lines: usize::try_from(sales.cart_lines).unwrap_or(usize::MAX),
            quantity: i32::try_from(sales.line_quantity).unwrap_or(i32::MAX),
        },
    }
}

fn booking_rules(settings: &Settings) -> BookingRules {
    BookingRules {
        hold_seconds: seconds(settings.booking.hold),
        offer_seconds: seconds(settings.booking.offer),
        deposit_seconds: seconds(settings.booking.deposit),
        most_moves: settings.booking.most_moves,
    }
}

/// What must be there before the first request: a key that signs, and the platform's own host.
pub async fn prepare(app: &AppData, settings: &Settings) -> anyhow::Result<()> {
    app.keys
        .rotate()
        .await
        .context("preparing the keys that sign access tokens")?;
    let domain = settings.server.public_url.host_str().unwrap_or("localhost");
    let mut tx = app.begin_platform(Actor::System, "name_platform").await?;
    if tenancy::ops::ensure_platform_host(&mut tx, &format!("platform.{domain}")).await? {
        tx.commit().await?;
    }
    set_usual_reminders(app, settings).await?;
    sync_plans(&app.pools, &app.env, settings).await?;
    tell_stand_in(app, settings).await;
    subscribe_old_shops(app).await
}

/// What stands in for Stripe forgets everything when it ends, so it is told at each start what is for sale. Stripe itself is told by
/// `vitrina plans sync`.
async fn tell_stand_in(app: &AppData, settings: &Settings) {
    if settings.integrations.stripe.stand_in.is_none() {
        return;
    }
    if let Err(error) = sync_prices(&app.pools, &app.env, &Till::of(app)).await {
        tracing::warn!(%error, "what stands in for Stripe does not know the plans");
    }
}

/// The database plans reminders, so it is told how long before people are usually reminded.
async fn set_usual_reminders(app: &AppData, settings: &Settings) -> anyhow::Result<()> {
    let wanted = [settings.booking.first_reminder, settings.booking.second_reminder];
    let leads: Vec<i16> = wanted.into_iter().filter(|lead| *lead > 0).collect();
    let mut tx = app.begin_platform(Actor::System, "set_usual_reminders").await?;
    if booking::ops::save_reminders::set_usual_leads(&mut tx, &leads).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Settings of single slices, as their handlers take them.
pub fn configure(cfg: &mut web::ServiceConfig, settings: &Settings) {
    cfg.app_data(web::Data::new(people(settings)));
}

fn people(settings: &Settings) -> PeopleSettings {
    let people = &settings.people;
    let defaults = PeopleSettings::default();
    let throttle = |rule: ThrottleRule| ThrottleRule {
        window_seconds: seconds(people.login_window),
        longest_lock_seconds: seconds(people.login_lock_max),
        ..rule
    };
    let limits = &settings.limits;
    let limit = |rate: Rate| {
        limits.on.then(|| Allowance {
            most: i32::try_from(rate.max).unwrap_or(i32::MAX),
            window_seconds: seconds(rate.window),
        })
    };
    PeopleSettings {
        refresh_seconds: seconds(people.refresh_token),
        remembered_seconds: seconds(people.remembered_token),
        customer_idle_seconds: seconds(people.customer_idle),
        staff_idle_seconds: seconds(people.staff_idle),
        provider_idle_seconds: seconds(people.provider_idle),
        admin_password_seconds: people.admin_password_age.map(seconds),
        reset_link_seconds: seconds(people.reset_link),
        verify_link_seconds: seconds(people.verify_link),
        account_throttle: ThrottleRule {
            failures: i32::try_from(people.login_failures).unwrap_or(i32::MAX),
            ..throttle(defaults.account_throttle)
        },
        address_throttle: throttle(defaults.address_throttle),
        registrations: limit(limits.registration),
        sign_ups: limit(limits.signup),
        forgotten: limit(limits.forgotten),
        invitations: limit(limits.invitation),
        two_factor: people.two_factor,
        google_attempts: defaults.google_attempts.filter(|_| limits.on),
        passkey_attempts: defaults.passkey_attempts.filter(|_| limits.on),
        password: PasswordRule {
            min: people.password_min,
            min_mixed: people.password_min_mixed,
            history: usize::try_from(people.password_history).unwrap_or(usize::MAX),
        },
        ..defaults
    }
}

fn seconds(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}
