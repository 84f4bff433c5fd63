//! `[telemetry]`

use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr as _;

use secrecy::SecretString;

use super::form;
use super::reader::Section;

/// What the program tells about itself, and to whom.
#[derive(Debug, Clone)]
pub struct Telemetry {
    /// Directives of the log: `info`, or `info,sqlx=warn`.
    pub log_level: String,
    /// Form of the log.
    pub log_format: LogFormat,
    /// Where faults are reported.
    pub sentry_dsn: Option<SecretString>,
    /// Address on which `/metrics` is served.
    pub metrics_host: IpAddr,
    /// Port on which `/metrics` is served; `None` means not at all.
    pub metrics_port: Option<u16>,
    /// Bearer token that `/metrics` then asks for.
    pub metrics_token: Option<SecretString>,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// A JSON object a line, without personal data.
    Json,
    /// For eyes, at a terminal.
    Pretty,
}

const FORMATS: [(&str, LogFormat); 2] = [("json", LogFormat::Json), ("pretty", LogFormat::Pretty)];

impl Telemetry {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let localhost = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let levels = "error, warn, info, debug or trace, or a list such as info,sqlx=warn";
        let telemetry = Self {
            log_level: section.required("log_level", levels, "info".to_owned(), directives),
            log_format: section.choice("log_format", &FORMATS, LogFormat::Json),
            sentry_dsn: section.secret("sentry_dsn", "the DSN that Sentry shows", dsn),
            metrics_host: section.required("metrics_host", "an IP address", localhost, |text| {
                text.parse().ok()
            }),
            metrics_port: Some(section.number("metrics_port", 0..=u16::MAX)).filter(|port| *port > 0),
            metrics_token: section.secret("metrics_token", "at least 16 characters", form::at_least(16)),
        };
        section.rule(
            &["metrics_host", "metrics_token"],
            telemetry.metrics_host.is_loopback() || telemetry.metrics_token.is_some(),
            "other machines could read the metrics",
            "write 127.0.0.1, or set telemetry.metrics_token",
        );
        telemetry
    }
}

/// Stricter than the filter itself, which takes a mistyped level for the name of a module.
fn directives(text: &str) -> Option<String> {
    let text = text.to_lowercase().replace("warning", "warn");
    let is_level = |level: &str| matches!(level, "off" | "error" | "warn" | "info" | "debug" | "trace");
    let is_directive = |part: &str| match part.split_once('=') {
        Some((module, level)) => !module.trim().is_empty() && is_level(level.trim()),
        None => is_level(part),
    };
    text.split(',').map(str::trim).all(is_directive).then_some(text)
}

fn dsn(text: &str) -> Result<(), String> {
    sentry::types::Dsn::from_str(text)
        .map(|_| ())
        .map_err(|_| "it is not a DSN".to_owned())
}
