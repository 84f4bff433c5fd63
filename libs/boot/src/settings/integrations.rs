//! `[integrations]`: other people's systems, under the names that their documents use. All are optional.

use kernel::Email;
use secrecy::SecretString;
use url::Url;

use super::form;
use super::reader::Section;

/// Credentials for other people's systems.
#[derive(Debug, Clone)]
pub struct Integrations {
    /// Cards, and the tenants' own subscriptions.
    pub stripe: Stripe,
    /// PSE and Mercado Pago.
    pub mercadopago: MercadoPago,
    /// Sign-in and calendars.
    pub google: Google,
    /// Whether calendars on this very machine may be connected: in development and tests.
    pub local_calendars: bool,
    /// Text messages.
    pub twilio: Twilio,
    /// Files on S3 or what speaks like it.
    pub aws: Aws,
    /// Who is told when something is wrong.
    pub alerts: Alerts,
}

/// Stripe.
#[derive(Debug, Clone)]
pub struct Stripe {
    /// `sk_…`
    pub secret_key: Option<SecretString>,
    /// `pk_…`
    pub publishable_key: Option<String>,
    /// `whsec_…`
    pub webhook_secret: Option<SecretString>,
    /// Version of the API to ask for.
    pub api_version: Option<String>,
    /// What stands in for Stripe: in development and tests.
    pub stand_in: Option<Url>,
}

/// Mercado Pago, the platform's own account.
#[derive(Debug, Clone)]
pub struct MercadoPago {
    /// Production credential.
    pub access_token: Option<SecretString>,
    /// Test credential.
    pub test_access_token: Option<SecretString>,
    /// For the browser.
    pub public_key: Option<String>,
    /// Signs the webhooks.
    pub webhook_secret: Option<SecretString>,
    /// Use the test credential.
    pub sandbox: bool,
    /// What stands in for Mercado Pago: in development and tests.
    pub stand_in: Option<Url>,
}

/// Google's OAuth client.
#[derive(Debug, Clone)]
pub struct Google {
    /// Client id.
    pub client_id: Option<String>,
    /// Client secret.
    pub client_secret: Option<SecretString>,
    /// Where Google sends people back to from calendars.
    pub redirect_uri: Option<Url>,
    /// Whose word sign-in believes: Google's, or in tests another's.
    pub issuer: Url,
    /// What stands in for Google's calendars: in development and tests.
    pub calendar_stand_in: Option<Url>,
}

/// Twilio.
#[derive(Debug, Clone)]
pub struct Twilio {
    /// Account.
    pub account_sid: Option<String>,
    /// Its token.
    pub auth_token: Option<SecretString>,
    /// Sender, in international form.
    pub phone_number: Option<String>,
    /// What stands in for Twilio: in development and tests.
    pub stand_in: Option<Url>,
}

/// S3 or what speaks like it.
#[derive(Debug, Clone)]
pub struct Aws {
    /// Region.
    pub region: Option<String>,
    /// Bucket for files; none means the local disk.
    pub s3_bucket: Option<String>,
    /// Key id.
    pub access_key_id: Option<String>,
    /// Key.
    pub secret_access_key: Option<SecretString>,
    /// Another server than Amazon's.
    pub endpoint_url: Option<Url>,
    /// Host of the CDN in front of the bucket.
    pub cloudfront_domain: Option<String>,
}

/// Who is told when something is wrong.
#[derive(Debug, Clone)]
pub struct Alerts {
    /// Whether anybody is told.
    pub enabled: bool,
    /// Address for what is critical.
    pub email: Option<Email>,
    /// Called for everything. Secret, since whoever knows it may post.
    pub webhook_url: Option<SecretString>,
    /// Slack's, likewise.
    pub slack_webhook_url: Option<SecretString>,
}

impl Integrations {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            stripe: Stripe::read(section),
            mercadopago: MercadoPago::read(section),
            google: Google::read(section),
            local_calendars: local_calendars(section),
            twilio: Twilio::read(section),
            aws: Aws::read(section),
            alerts: Alerts::read(section),
        }
    }
}

impl Stripe {
    fn read(section: &mut Section<'_>) -> Self {
        let stripe = Self {
            secret_key: credential(section, "stripe_secret_key"),
            publishable_key: section.text("stripe_publishable_key"),
            webhook_secret: credential(section, "stripe_webhook_secret"),
            api_version: section.text("stripe_api_version"),
            stand_in: section.optional("stripe_stand_in", "an address of the web", form::web),
        };
        section.rule(
            &["stripe_stand_in"],
            stripe
                .stand_in
                .as_ref()
                .is_none_or(|address| !section.is_production() && form::is_local(address)),
            "only a stand-in on this very machine, and none in production",
            "leave it empty: Stripe itself is asked",
        );
        section.rule(
            &["stripe_publishable_key"],
            stripe
                .publishable_key
                .as_ref()
                .is_none_or(|key| !key.starts_with("sk_") && !key.starts_with("rk_")),
            "this is a secret key, and browsers would get it",
            "write the key that begins with pk_",
        );
        stripe
    }
}

impl MercadoPago {
    fn read(section: &mut Section<'_>) -> Self {
        let mercadopago = Self {
            access_token: credential(section, "mercadopago_access_token"),
            test_access_token: credential(section, "mercadopago_test_access_token"),
            public_key: section.text("mercadopago_public_key"),
            webhook_secret: credential(section, "mercadopago_webhook_secret"),
            sandbox: section.flag("mercadopago_sandbox"),
            stand_in: section.optional("mercadopago_stand_in", "an address of the web", form::web),
        };
        section.rule(
            &["mercadopago_stand_in"],
            mercadopago
                .stand_in
                .as_ref()
                .is_none_or(|address| !section.is_production() && form::is_local(address)),
            "only a stand-in on this very machine, and none in production",
            "leave it empty: Mercado Pago itself is asked",
        );
        mercadopago
    }
}

impl Google {
    fn read(section: &mut Section<'_>) -> Self {
        let google = Self {
            client_id: section.text("google_client_id"),
            client_secret: credential(section, "google_client_secret"),
            redirect_uri: section.optional("google_redirect_uri", "an address of the web", form::web),
            issuer: section.required("google_issuer", "an address of the web", issuer(), form::web),
            calendar_stand_in: section.optional(
                "google_calendar_stand_in",
                "an address of the web",
                form::web,
            ),
        };
        section.rule(
            &["google_calendar_stand_in"],
            google
                .calendar_stand_in
                .as_ref()
                .is_none_or(|address| !section.is_production() && form::is_local(address)),
            "only a stand-in on this very machine, and none in production",
            "leave it empty: Google itself is asked",
        );
        section.rule(
            &["google_issuer"],
            google.issuer.scheme() == "https" || !section.is_production() && form::is_local(&google.issuer),
            "anybody on the way could answer in its name",
            "write an address that begins with https://",
        );
        google
    }
}

impl Twilio {
    fn read(section: &mut Section<'_>) -> Self {
        let twilio = Self {
            account_sid: section.text("twilio_account_sid"),
            auth_token: credential(section, "twilio_auth_token"),
            phone_number: section.text("twilio_phone_number"),
            stand_in: section.optional("twilio_stand_in", "an address of the web", form::web),
        };
        section.rule(
            &["twilio_stand_in"],
            twilio
                .stand_in
                .as_ref()
                .is_none_or(|address| !section.is_production() && form::is_local(address)),
            "only a stand-in on this very machine, and none in production",
            "leave it empty: Twilio itself is asked",
        );
        twilio
    }
}

impl Aws {
    fn read(section: &mut Section<'_>) -> Self {
        Self {
            region: section.text("aws_region"),
            s3_bucket: section.text("aws_s3_bucket"),
            access_key_id: section.text("aws_access_key_id"),
            secret_access_key: credential(section, "aws_secret_access_key"),
            endpoint_url: section.optional("aws_endpoint_url", "an address of the web", form::web),
            cloudfront_domain: section.text("aws_cloudfront_domain"),
        }
    }
}

impl Alerts {
    fn read(section: &mut Section<'_>) -> Self {
        let web = form::url_with(&["https", "http"]);
        Self {
            enabled: section.flag("alerts_enabled"),
            email: section.optional("alert_email", "an e-mail address", Email::parse),
            webhook_url: section.secret("alert_webhook_url", "an address of the web", &web),
            slack_webhook_url: section.secret("slack_webhook_url", "the address that Slack shows", &web),
        }
    }
}

fn local_calendars(section: &mut Section<'_>) -> bool {
    let allowed = section.flag("local_calendars");
    section.rule(
        &["local_calendars"],
        !allowed || !section.is_production(),
        "people could read what only this machine may",
        "leave it false: calendars are reached over the internet",
    );
    allowed
}

#[expect(clippy::expect_used, reason = "a fixed text is a valid address")]
fn issuer() -> Url {
    Url::parse("https://accounts.google.com").expect("a valid address")
}

fn credential(section: &mut Section<'_>, key: &str) -> Option<SecretString> {
    section.credential(key, "the credential that the provider shows")
}
