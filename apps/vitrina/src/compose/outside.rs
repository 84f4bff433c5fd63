//! The world outside, as slices are given it: providers, carriers, calendars, or what stands in for them.

use anyhow::Context as _;
use billing::Till;
use boot::Settings;
use calendars::Outside;
use exchange::PictureFetcher;
use google_calendar::GoogleCalendar;
use google_sign_in::{GoogleSignIn, Registration};
use identity::Google;
use kernel::Env;
use notifications::Carriers;
use outbound::{Outbound, Reach};
use payments::{PlatformSecrets, Providers, StandIns};
use sms::{Account, E164, Home, Twilio};
use stripe::Stripe;

/// What other people's servers see of us.
const USER_AGENT: &str = concat!("Vitrina/", env!("CARGO_PKG_VERSION"));

/// Sign-in with Google, when it is wanted and we are known there.
pub(super) fn google(settings: &Settings, env: &Env) -> anyhow::Result<Google> {
    let integrations = &settings.integrations;
    let known = (
        integrations.google.client_id.clone(),
        integrations.google.client_secret.clone(),
    );
    let (true, (Some(client_id), Some(client_secret))) = (settings.people.oauth, known) else {
        return Ok(Google::default());
    };
    let callback = format!("{}{}", settings.server.origin_of("platform"), Google::CALLBACK);
    let registration = Registration {
        issuer: integrations.google.issuer.clone(),
        client_id,
        client_secret,
        callback: callback
            .parse()
            .context("the address that Google sends back to")?,
        plain_loopback: !settings.environment.is_production()
            && integrations.google.issuer.scheme() == "http",
    };
    let google = GoogleSignIn::new(registration, env.clone()).context("preparing sign-in with Google")?;
    Ok(Google::by(google))
}

/// What takes messages further than mail: calls to addresses that people type, and Twilio when we have an account.
pub(super) fn carriers(settings: &Settings) -> anyhow::Result<Carriers> {
    let on_this_machine = is_on_this_machine(settings);
    let outbound = Outbound::new(typed_reach(settings), USER_AGENT);
    let outbound = outbound.context("preparing calls to other servers")?;
    let stands_in = settings.integrations.twilio.stand_in.is_some();
    Ok(Carriers {
        shows_texts: on_this_machine,
        is_reached: settings.server.public_url.scheme() == "https" || stands_in,
        twilio: twilio(settings, &outbound)?,
        outbound: Some(outbound),
    })
}

/// As with the development mailbox: a server for everybody calls nobody on its own machine.
fn is_on_this_machine(settings: &Settings) -> bool {
    !settings.environment.is_production() && settings.server.is_local()
}

/// How far calls go to addresses that people type.
fn typed_reach(settings: &Settings) -> Reach {
    if is_on_this_machine(settings) {
        Reach::ThisMachineToo
    } else {
        Reach::Internet
    }
}

/// What fetches the pictures that files of products name.
pub(super) fn picture_fetcher(settings: &Settings) -> anyhow::Result<PictureFetcher> {
    let outbound =
        Outbound::new(typed_reach(settings), USER_AGENT).context("preparing the way to pictures")?;
    Ok(PictureFetcher(Some(outbound)))
}

/// Who moves money: the providers themselves, or what stands in for them on a developer's own machine.
pub(super) fn providers(settings: &Settings) -> anyhow::Result<Providers> {
    let integrations = &settings.integrations;
    let stand_ins = StandIns {
        mercadopago: integrations.mercadopago.stand_in.clone(),
        stripe: integrations.stripe.stand_in.clone(),
    };
    let reach = if stand_ins.mercadopago.is_some() || stand_ins.stripe.is_some() {
        Reach::ThisMachineToo
    } else {
        Reach::Internet
    };
    let outbound = Outbound::new(reach, USER_AGENT).context("preparing calls to providers of payments")?;
    let secrets = PlatformSecrets {
        mercadopago: integrations.mercadopago.webhook_secret.clone(),
        stripe: integrations.stripe.webhook_secret.clone(),
    };
    Ok(Providers::by(outbound, stand_ins, secrets))
}

/// How shops pay for their plans: the provider's own account at Stripe, if there is one.
pub(crate) fn till(settings: &Settings) -> anyhow::Result<Till> {
    let stand_in = settings.integrations.stripe.stand_in.as_ref();
    let key = settings.billing.stripe_secret_key.clone();
    let key = key.or_else(|| settings.integrations.stripe.secret_key.clone());
    let secrets = match settings.billing.stripe_webhook_secrets.as_slice() {
        [] => settings
            .integrations
            .stripe
            .webhook_secret
            .iter()
            .cloned()
            .collect(),
        own => own.to_vec(),
    };
    let grace = i64::try_from(settings.billing.grace.as_secs()).unwrap_or(i64::MAX);
    let reach = if stand_in.is_some() {
        Reach::ThisMachineToo
    } else {
        Reach::Internet
    };
    let outbound = Outbound::new(reach, USER_AGENT).context("preparing calls to Stripe")?;
    let stripe = match (key, stand_in) {
        (None, _) => None,
        (Some(key), Some(base)) => Some(Stripe::at(outbound, key, base)?),
        (Some(key), None) => Some(Stripe::new(outbound, key)?),
    };
    Ok(Till::new(stripe, secrets, grace))
}

fn twilio(settings: &Settings, outbound: &Outbound) -> anyhow::Result<Option<Twilio>> {
    let integrations = &settings.integrations;
    let known = (
        &integrations.twilio.account_sid,
        &integrations.twilio.auth_token,
        &integrations.twilio.phone_number,
    );
    let (Some(sid), Some(token), Some(number)) = known else {
        return Ok(None);
    };
    let account = Account {
        sid: sid.clone(),
        token: token.clone(),
        from: E164::parse(number, Home::COLOMBIA).context("integrations.twilio_phone_number")?,
    };
    let twilio = match &integrations.twilio.stand_in {
        Some(base) => Twilio::at(outbound.clone(), account, base)?,
        None => Twilio::new(outbound.clone(), account)?,
    };
    Ok(Some(twilio))
}

/// Calendars outside: anybody's, and Google's when we are known there.
pub(super) fn outside(settings: &Settings) -> anyhow::Result<Outside> {
    let integrations = &settings.integrations;
    let reach = if integrations.local_calendars {
        Reach::ThisMachineToo
    } else {
        Reach::Internet
    };
    let outbound = Outbound::new(reach, USER_AGENT).context("preparing the way to calendars outside")?;
    let outside = Outside::by(outbound);
    let known = (
        integrations.google.client_id.clone(),
        integrations.google.client_secret.clone(),
    );
    let (Some(client_id), Some(client_secret)) = known else {
        return Ok(outside);
    };
    let platform = settings.server.origin_of("platform");
    let callback = match &integrations.google.redirect_uri {
        Some(address) => address.clone(),
        None => format!("{platform}{}", Outside::GOOGLE_CALLBACK)
            .parse()
            .context("the address that Google sends back to from calendars")?,
    };
    let stand_in = integrations.google.calendar_stand_in.as_ref();
    let registration = google_calendar::Registration {
        endpoints: match stand_in {
            Some(base) => google_calendar::Endpoints::stand_in(base)?,
            None => google_calendar::Endpoints::google()?,
        },
        client_id,
        client_secret,
        callback,
    };
    let google = GoogleCalendar::new(registration).context("preparing Google's calendars")?;
    // Google sends messages to https alone.
    let messages = format!("{platform}{}", Outside::GOOGLE_MESSAGES).parse();
    let messages = messages.context("the address that Google sends messages to")?;
    let is_reached = stand_in.is_some() || platform.starts_with("https://");
    Ok(outside.with_google(google, is_reached.then_some(messages)))
}
