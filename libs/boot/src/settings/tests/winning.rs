//! Who wins, and how values are understood.

use std::path::PathBuf;
use std::time::Duration;

use secrecy::ExposeSecret as _;

use super::load;
use crate::settings::{LogFormat, MailTls, Rate};
use crate::{Overrides, Settings, Sources};

/// A file that is gone after the test.
struct File(PathBuf);

impl File {
    fn with(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vitrina-boot-{}-{name}.toml", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn each_source_wins_over_the_one_before() {
    let file = File::with(
        "order",
        "[server]\nport = 1001\nworkers = 3\n[mail]\nport = 1025\n",
    );
    let sources = |variables: &[(&str, &str)], overrides: Overrides| Sources {
        config_file: Some(file.0.clone()),
        overrides,
        ..Sources::of_variables(variables.iter().copied())
    };
    let port = |variables, overrides| {
        Settings::load(&sources(variables, overrides))
            .unwrap()
            .server
            .port
    };

    assert_eq!(load(&[]).server.port, 8080);
    assert_eq!(load(&[("VITRINA_ENV", "test")]).server.port, 0);
    assert_eq!(port(&[("VITRINA_ENV", "test")], Overrides::default()), 1001);
    assert_eq!(port(&[("PORT", "1002")], Overrides::default()), 1002);
    assert_eq!(
        port(
            &[("VITRINA_SERVER__PORT", "1003"), ("PORT", "1002")],
            Overrides::default()
        ),
        1003
    );
    let flag = Overrides {
        port: Some(1004),
        ..Overrides::default()
    };
    assert_eq!(port(&[("VITRINA_SERVER__PORT", "1003")], flag), 1004);

    let settings = Settings::load(&sources(&[("PORT", "1002")], Overrides::default())).unwrap();
    assert_eq!(
        (settings.server.workers, settings.mail.port),
        (Some(3), 1025),
        "the rest of the file stands"
    );
}

#[test]
fn flags_reach_their_keys() {
    let overrides = Overrides {
        host: Some("0.0.0.0".into()),
        data_dir: Some("/srv/vitrina".into()),
        demo: true,
        log_level: Some("debug".into()),
        ..Overrides::default()
    };
    let settings = Settings::load(&Sources {
        overrides,
        ..Sources::default()
    })
    .unwrap();
    assert_eq!(settings.server.host.to_string(), "0.0.0.0");
    assert_eq!(settings.data.dir, PathBuf::from("/srv/vitrina"));
    assert!(settings.data.demo);
    assert_eq!(settings.telemetry.log_level, "debug");
}

#[test]
fn the_public_address_follows_the_port_until_it_is_set() {
    let settings = load(&[("PORT", "9000")]);
    assert_eq!(settings.server.public_url.as_str(), "http://localhost:9000/");
    assert_eq!(settings.server.origin_of("demo"), "http://demo.localhost:9000");
    let settings = load(&[("FRONTEND_URL", "https://example.com"), ("PORT", "9000")]);
    assert_eq!(settings.server.origin_of("demo"), "https://demo.example.com");
}

#[test]
fn values_get_their_types() {
    let settings = load(&[
        ("VITRINA_SERVER__TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        (
            "ALLOWED_ORIGINS",
            "https://one.example.com/,http://two.example.com:8000",
        ),
        ("VITRINA_LIMITS__SEARCH", "7/90s"),
        ("VITRINA_PEOPLE__ADMIN_PASSWORD_DAYS", "0"),
        ("VITRINA_MAIL__TLS", "implicit"),
        ("VITRINA_TELEMETRY__LOG_FORMAT", "json"),
        ("LOG_LEVEL", "WARNING,sqlx=error"),
        ("MAINTENANCE_MODE", "on"),
        ("VITRINA_TELEMETRY__METRICS_PORT", "0"),
    ]);
    let proxies: Vec<_> = settings
        .server
        .trusted_proxies
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(proxies, ["10.0.0.0/8", "::1/128"]);
    assert_eq!(
        settings.cors.allowed_origins,
        ["https://one.example.com", "http://two.example.com:8000"]
    );
    assert_eq!(
        settings.limits.search,
        Rate {
            max: 7,
            window: Duration::from_secs(90)
        }
    );
    assert_eq!(settings.people.admin_password_age, None);
    assert_eq!(settings.people.access_token, Duration::from_mins(15));
    assert_eq!(settings.people.staff_idle, Duration::from_hours(2));
    assert_eq!(settings.mail.tls, MailTls::Implicit);
    assert_eq!(settings.telemetry.log_format, LogFormat::Json);
    assert_eq!(settings.telemetry.log_level, "warn,sqlx=error");
    assert!(settings.maintenance.on);
    assert_eq!(settings.telemetry.metrics_port, None);
    assert_eq!(settings.uploads.max_bytes, 10 * 1024 * 1024);
}

#[test]
fn an_empty_variable_is_not_set() {
    let settings = load(&[("PORT", ""), ("REDIS_URL", " "), ("VITRINA_ENV", "")]);
    assert_eq!(settings.server.port, 8080);
    assert!(settings.redis.url.is_none() && settings.database.is_private());
}

#[test]
fn variables_of_others_are_passed_over() {
    load(&[
        ("PATH", "/bin"),
        ("STRIPE_CLI", "x"),
        ("VITRINA_TEST_DATABASE_URL", "x"),
        ("VITRINA_BROWSER_PORT", "1"),
    ]);
}

#[test]
fn a_redis_password_of_its_own_goes_into_the_connection_string() {
    let url = |variables: &[(&str, &str)]| load(variables).redis.url.unwrap().expose_secret().to_owned();
    let apart = [
        ("REDIS_URL", "redis://cache:6379"),
        ("REDIS_PASSWORD", "p@ss/word"),
    ];
    assert_eq!(url(&apart), "redis://:p%40ss%2Fword@cache:6379");
    let both = [
        ("REDIS_URL", "redis://:inside@cache:6379"),
        ("REDIS_PASSWORD", "apart"),
    ];
    assert_eq!(url(&both), "redis://:inside@cache:6379");
}

#[test]
fn what_is_given_and_not_obeyed_is_named() {
    let named = |variables: &[(&str, &str)]| Vec::from_iter(load(variables).without_effect);
    assert!(named(&[]).is_empty());
    assert!(
        named(&[("VITRINA_HEALTH__BACKUP_HOURS", "26"), ("ENABLE_OAUTH", "true")]).is_empty(),
        "the default, said again, promises nothing new"
    );
    let given = [
        ("VITRINA_HEALTH__BACKUP_HOURS", "30"),
        ("MAINTENANCE_MODE", "true"),
        ("STRIPE_API_VERSION", "2020-01-01"),
        ("PORT", "9000"),
    ];
    assert_eq!(
        named(&given),
        ["health.backup_hours", "integrations.stripe_api_version"]
    );
}
