//! What is refused, and in which words.

use super::{KEY, faults, known_keys, load};
use crate::settings::names;
use crate::{Settings, Sources};

#[test]
fn every_fault_is_named_at_once_with_its_key_origin_and_remedy() {
    let text = faults(&[
        ("PORT", "80a"),
        ("VITRINA_SERVER__PROT", "1"),
        ("VITRINA_MAIL__TLS", "ssl"),
        ("JWT_SECRET", "short"),
        ("VITRINA_DATABASE__APP_POOL", "0"),
        ("VITRINA_PORT", "1"),
    ]);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "6 settings are wrong:",
            "  VITRINA_PORT (from the environment): it has not the form of a setting's name; write \
             VITRINA_SECTION__KEY in capitals, such as VITRINA_SERVER__PORT, or remove it",
            "  server.port (from the variable PORT): \"80a\" is not a whole number; write a whole number from 0 to 65535",
            "  database.app_pool (from the variable VITRINA_DATABASE__APP_POOL): 0 is out of bounds; write a whole \
             number from 1 to 1000",
            "  secrets.master_key (from the variable JWT_SECRET): it has 5 characters; write at least 64 random \
             characters (openssl rand -base64 48), or leave it empty",
            "  mail.tls (from the variable VITRINA_MAIL__TLS): \"ssl\" is not one of none, starttls, implicit; write \
             one of none, starttls, implicit",
            "  server.prot (from the variable VITRINA_SERVER__PROT): there is no such setting; write server.port or \
             VITRINA_SERVER__PORT, or remove it",
        ]
    );
}

#[test]
fn no_message_and_no_debug_output_shows_a_secret() {
    let canary = "c4n4ry";
    let secret = format!("{KEY}{canary}");
    let previous = format!("before-{secret}");
    let url = format!("postgres://user:{canary}@host/database");
    let good = [
        ("DATABASE_URL", url.as_str()),
        ("REDIS_URL", &url.replace("postgres", "redis")),
        ("REDIS_PASSWORD", canary),
        ("JWT_SECRET", &secret),
        ("VITRINA_SECRETS__PREVIOUS_MASTER_KEY", &previous),
        ("SMTP_USER", "somebody"),
        ("SMTP_PASS", canary),
        ("SENTRY_DSN", &format!("https://{canary}@sentry.example.com/1")),
        ("VITRINA_TELEMETRY__METRICS_TOKEN", &secret),
        ("STRIPE_SECRET_KEY", canary),
        ("STRIPE_WEBHOOK_SECRET", canary),
        ("VITRINA_BILLING__STRIPE_SECRET_KEY", canary),
        ("VITRINA_BILLING__STRIPE_WEBHOOK_SECRETS", canary),
        ("MERCADOPAGO_ACCESS_TOKEN", canary),
        ("MERCADOPAGO_TEST_ACCESS_TOKEN", canary),
        ("MERCADOPAGO_WEBHOOK_SECRET", canary),
        ("GOOGLE_CLIENT_SECRET", canary),
        ("TWILIO_AUTH_TOKEN", canary),
        ("AWS_SECRET_ACCESS_KEY", canary),
        ("ALERT_WEBHOOK_URL", &format!("https://example.com/{canary}")),
        ("SLACK_WEBHOOK_URL", &format!("https://example.com/{canary}")),
    ];
    let shown = format!("{:?}", load(&good));
    assert!(!shown.contains(canary), "{shown}");

    let wrong: Vec<_> = good.iter().map(|(name, _)| (*name, canary)).collect();
    let shown = faults(&wrong);
    assert!(
        shown.contains("database.url") && !shown.contains(canary),
        "{shown}"
    );
}

#[test]
fn a_broken_file_is_named_with_its_line_and_without_its_text() {
    let path = std::env::temp_dir().join(format!("vitrina-boot-{}-broken.toml", std::process::id()));
    std::fs::write(&path, "[secrets]\n\nmaster_key = \"c4n4ry\n").unwrap();
    let sources = Sources {
        config_file: Some(path.clone()),
        ..Sources::default()
    };
    let text = Settings::load(&sources).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    assert!(
        text.contains("line 3") && text.contains("broken.toml") && !text.contains("c4n4ry"),
        "{text}"
    );
}

#[test]
fn a_missing_file_and_misplaced_keys_are_faults() {
    let sources = |path: &std::path::Path| Sources {
        config_file: Some(path.to_owned()),
        ..Sources::default()
    };
    let missing = Settings::load(&sources("no/such/file.toml".as_ref()))
        .unwrap_err()
        .to_string();
    assert!(missing.contains("cannot be read"), "{missing}");

    let path = std::env::temp_dir().join(format!("vitrina-boot-{}-misplaced.toml", std::process::id()));
    std::fs::write(
        &path,
        "port = 1\n[server]\nport = \"1\"\n[server.tls]\non = true\n[nonsense]\nx = 1\n",
    )
    .unwrap();
    let text = Settings::load(&sources(&path)).unwrap_err().to_string();
    std::fs::remove_file(&path).unwrap();
    for expected in [
        "\n  port (from",
        "\n  server.tls (from",
        "\n  nonsense.x (from",
        "a string is not a whole number",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[test]
fn two_names_of_one_key_must_not_disagree() {
    let text = faults(&[
        ("ALLOWED_ORIGINS", "https://a.example.com"),
        ("CORS_ORIGINS", "https://b.example.com"),
    ]);
    assert!(
        text.contains("ALLOWED_ORIGINS means the same and says something else"),
        "{text}"
    );
    load(&[
        ("SMTP_PASS", "same"),
        ("SMTP_PASSWORD", "same"),
        ("SMTP_USER", "somebody"),
    ]);
}

#[test]
fn production_refuses_what_is_merely_convenient() {
    let text = faults(&[("VITRINA_ENV", "production"), ("VITRINA_DATA__DEMO", "true")]);
    assert!(
        ["secrets.master_key", "data.demo", "mail.host"]
            .iter()
            .all(|key| text.contains(key)),
        "{text}"
    );
    let production = |url| {
        faults(&[
            ("VITRINA_ENV", "production"),
            ("JWT_SECRET", KEY),
            ("FRONTEND_URL", url),
            ("SMTP_HOST", "mail.example.com"),
        ])
    };
    assert!(production("http://example.com").contains("HTTPS"));
    assert_eq!(production("http://localhost:8080"), "");
    assert_eq!(production("https://example.com"), "");
}

#[test]
fn settings_that_do_not_fit_each_other_are_refused() {
    let cases: &[(&[(&str, &str)], &str)] = &[
        (
            &[("VITRINA_DATABASE__APP_URL", "postgres://a@b/c")],
            "database.app_url",
        ),
        (
            &[
                ("DATABASE_URL", "postgres://a@b/c"),
                ("VITRINA_DATABASE__POOLER", "transaction"),
            ],
            "database.direct_url",
        ),
        (&[("REDIS_PASSWORD", "x")], "redis.password"),
        (&[("SMTP_USER", "x")], "mail.user"),
        (
            &[
                ("SMTP_USER", "x"),
                ("SMTP_PASS", "x"),
                ("VITRINA_MAIL__TLS", "none"),
            ],
            "mail.tls",
        ),
        (
            &[("VITRINA_TELEMETRY__METRICS_HOST", "0.0.0.0")],
            "telemetry.metrics_host",
        ),
        (&[("PORT", "9090")], "telemetry.metrics_port"),
        (&[("VITRINA_PEOPLE__REMEMBER_DAYS", "1")], "people.remember_days"),
        (
            &[("VITRINA_JOBS__LOST_AFTER_SECONDS", "9")],
            "jobs.lost_after_seconds",
        ),
        (&[("FRONTEND_URL", "http://192.0.2.1")], "server.public_url"),
        (
            &[("STRIPE_PUBLISHABLE_KEY", "sk_live_x")],
            "integrations.stripe_publishable_key",
        ),
        (
            &[(
                "VITRINA_INTEGRATIONS__GOOGLE_ISSUER",
                "http://accounts.example.com",
            )],
            "integrations.google_issuer",
        ),
        (&[("JWT_SECRET", &"a".repeat(64))], "secrets.master_key"),
        (&[("VITRINA_ENV", "staging")], "environment"),
    ];
    for (variables, key) in cases {
        let text = faults(variables);
        assert!(
            text.starts_with("a setting is wrong:") && text.contains(key),
            "{key}: {text}"
        );
    }
}

#[test]
fn what_has_not_the_right_form_is_refused() {
    let cases = [
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "https://example.com/path"),
        ("CORS_ORIGINS", "https://*.example.com"),
        ("VITRINA_DATABASE__POOLER", "session"),
        ("FRONTEND_URL", "example.com"),
        ("DATABASE_URL", "file:./dev.db"),
        ("LOG_LEVEL", "verbose"),
        ("EMAIL_FROM", "Vitrina <nobody>"),
        ("VITRINA_LIMITS__GENERAL", "1000/15"),
        ("VITRINA_LIMITS__GENERAL", "0/1m"),
        ("VITRINA_SERVER__TRUSTED_PROXIES", "proxy.example.com"),
        ("ENABLE_2FA", "perhaps"),
        ("VITRINA_server__port", "1"),
    ];
    for (variable, value) in cases {
        assert!(
            faults(&[(variable, value)]).starts_with("a setting is wrong:"),
            "{variable}={value}"
        );
    }
}

#[test]
fn a_name_and_its_key_lead_to_each_other() {
    for key in known_keys() {
        assert_eq!(names::key_of(&names::variable(&key)), Some(key));
    }
}
