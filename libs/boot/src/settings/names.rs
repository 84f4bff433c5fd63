//! The usual names of variables, which people bring along from other systems.

/// Variable and the key that it sets. Two names of one key must not disagree.
pub(super) const PLAIN: &[(&str, &str)] = &[
    ("PORT", "server.port"),
    ("FRONTEND_URL", "server.public_url"),
    ("DATABASE_URL", "database.url"),
    ("DATABASE_POOL_MAX", "database.app_pool"),
    ("REDIS_URL", "redis.url"),
    ("REDIS_PASSWORD", "redis.password"),
    ("JWT_SECRET", "secrets.master_key"),
    ("JWT_SECRET_PREVIOUS", "secrets.previous_master_key"),
    ("SMTP_HOST", "mail.host"),
    ("SMTP_PORT", "mail.port"),
    ("SMTP_USER", "mail.user"),
    ("SMTP_PASS", "mail.password"),
    ("SMTP_PASSWORD", "mail.password"),
    ("SMTP_FROM", "mail.from"),
    ("EMAIL_FROM", "mail.from"),
    ("LOG_LEVEL", "telemetry.log_level"),
    ("SENTRY_DSN", "telemetry.sentry_dsn"),
    ("ENABLE_2FA", "people.two_factor"),
    ("ENABLE_OAUTH", "people.oauth"),
    ("MAX_FILE_SIZE", "uploads.max_bytes"),
    ("MAINTENANCE_MODE", "maintenance.on"),
    ("ALLOWED_ORIGINS", "cors.allowed_origins"),
    ("CORS_ORIGINS", "cors.allowed_origins"),
    ("STRIPE_SECRET_KEY", "integrations.stripe_secret_key"),
    ("STRIPE_PUBLISHABLE_KEY", "integrations.stripe_publishable_key"),
    ("STRIPE_WEBHOOK_SECRET", "integrations.stripe_webhook_secret"),
    ("STRIPE_API_VERSION", "integrations.stripe_api_version"),
    (
        "MERCADOPAGO_ACCESS_TOKEN",
        "integrations.mercadopago_access_token",
    ),
    (
        "MERCADOPAGO_TEST_ACCESS_TOKEN",
        "integrations.mercadopago_test_access_token",
    ),
    ("MERCADOPAGO_PUBLIC_KEY", "integrations.mercadopago_public_key"),
    (
        "MERCADOPAGO_WEBHOOK_SECRET",
        "integrations.mercadopago_webhook_secret",
    ),
    ("MERCADOPAGO_SANDBOX", "integrations.mercadopago_sandbox"),
    ("GOOGLE_CLIENT_ID", "integrations.google_client_id"),
    ("GOOGLE_CLIENT_SECRET", "integrations.google_client_secret"),
    ("GOOGLE_REDIRECT_URI", "integrations.google_redirect_uri"),
    ("TWILIO_ACCOUNT_SID", "integrations.twilio_account_sid"),
    ("TWILIO_AUTH_TOKEN", "integrations.twilio_auth_token"),
    ("TWILIO_PHONE_NUMBER", "integrations.twilio_phone_number"),
    ("AWS_REGION", "integrations.aws_region"),
    ("AWS_S3_BUCKET", "integrations.aws_s3_bucket"),
    ("AWS_ACCESS_KEY_ID", "integrations.aws_access_key_id"),
    ("AWS_SECRET_ACCESS_KEY", "integrations.aws_secret_access_key"),
    ("AWS_ENDPOINT_URL", "integrations.aws_endpoint_url"),
    ("AWS_CLOUDFRONT_DOMAIN", "integrations.aws_cloudfront_domain"),
    ("ALERTS_ENABLED", "integrations.alerts_enabled"),
    ("ALERT_EMAIL", "integrations.alert_email"),
    ("ALERT_WEBHOOK_URL", "integrations.alert_webhook_url"),
    ("SLACK_WEBHOOK_URL", "integrations.slack_webhook_url"),
];

/// Our own variable that is not a key of the files.
pub(super) const ENVIRONMENT: &str = "VITRINA_ENV";

/// Beginnings of variables that only our scripts and tests read; the program is often their child.
pub(super) const TOOLING: [&str; 4] = [
    "VITRINA_TEST_",
    "VITRINA_BROWSER_",
    "VITRINA_BIN",
    "VITRINA_VERSION",
];

const PREFIX: &str = "VITRINA_";

/// Our own variable for a key: `VITRINA_SERVER__PORT` for `server.port`.
pub(super) fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_uppercase())
}

/// The key of one of our own variables, whether or not such a key exists.
pub(super) fn key_of(variable: &str) -> Option<String> {
    let (section, key) = variable.strip_prefix(PREFIX)?.split_once("__")?;
    let spelt_right = variable == variable.to_uppercase();
    spelt_right.then(|| format!("{}.{}", section.to_lowercase(), key.to_lowercase()))
}

/// Whether a variable claims to be ours.
pub(super) fn is_ours(variable: &str) -> bool {
    variable.starts_with(PREFIX) && !TOOLING.iter().any(|tool| variable.starts_with(tool))
}
