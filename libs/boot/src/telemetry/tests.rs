use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use sentry::protocol::{Context, Event, Request, User};
use sentry::{Client, ClientOptions, Envelope, Hub, Transport};
use serde_json::Value;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use super::lines::Lines;
use super::{METRICS, install, install_metrics, is_ours_to_tell, reports};
use crate::{Settings, Sources};

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Paper {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// What is logged while `work` runs, a JSON value a line.
fn logged(work: impl FnOnce()) -> Vec<Value> {
    let paper = Paper::default();
    let subscriber = tracing_subscriber::registry().with(Lines::to(paper.clone()));
    tracing::subscriber::with_default(subscriber, work);
    let text = paper.text();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_line_carries_what_the_spans_around_it_say() {
    let lines = logged(|| {
        let request = tracing::info_span!(
            "request",
            request_id = "r-1",
            tenant = tracing::field::Empty,
            http.route = "/api/v1/orders/{id}",
            http.client_ip = "203.0.113.7",
            http.user_agent = "Firefox",
            http.target = "/reset?token=abc",
        );
        let _in_request = request.enter();
        request.record("tenant", "t-1");
        let job = tracing::info_span!("job", job = "send_mail");
        let _in_job = job.enter();
        tracing::warn!(attempt = 3, "mail waits\nfor the server");
    });
    let [line] = lines.as_slice() else {
        panic!("one event is one line")
    };
    assert_eq!(line["level"], "WARN");
    assert_eq!(line["stream"], "app");
    assert_eq!(line["target"], "boot::telemetry::tests");
    assert_eq!(line["message"], "mail waits\nfor the server");
    assert_eq!(line["request_id"], "r-1");
    assert_eq!(line["tenant"], "t-1");
    assert_eq!(line["route"], "/api/v1/orders/{id}");
    assert_eq!(line["job"], "send_mail");
    assert_eq!(line["attempt"], 3);
    assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
    let text = line.to_string();
    assert!(
        !text.contains("203.0.113.7") && !text.contains("Firefox") && !text.contains("abc"),
        "{text}"
    );
}

#[test]
fn personal_data_and_secrets_stay_out() {
    let lines = logged(|| {
        tracing::info!(
            email = "ana@example.com",
            customer.phone = "+57300",
            reset_token = "t0k3n",
            "sent"
        );
        tracing::info!(target: "security", ip = "203.0.113.7", email = "ana@example.com", "signed in");
        tracing::info!(ip = "203.0.113.7", "signed in");
    });
    let text: Vec<_> = lines.iter().map(Value::to_string).collect();
    assert!(
        !text
            .iter()
            .any(|line| line.contains("ana@") || line.contains("+57300") || line.contains("t0k3n"))
    );
    assert_eq!(lines[1]["stream"], "security");
    assert_eq!(
        lines[1]["ip"], "203.0.113.7",
        "the stream of security may say who came from where"
    );
    assert!(lines[2].get("ip").is_none());
}

#[test]
fn a_stream_is_named_by_field_or_target_and_no_field_poses_as_another() {
    let lines = logged(|| {
        tracing::info!(stream = "business", "sold");
        tracing::info!(target: "performance::queries", "slow");
        tracing::info!(stream = "nonsense", level = "TRACE", "odd");
    });
    let streams: Vec<_> = lines
        .iter()
        .map(|line| line["stream"].as_str().unwrap())
        .collect();
    assert_eq!(streams, ["business", "performance", "app"]);
    assert_eq!(lines[2]["level"], "INFO");
}

#[test]
fn an_error_is_logged_with_its_causes() {
    let lines = logged(|| {
        let e = anyhow::anyhow!("refused")
            .context("connecting")
            .context("starting");
        let e: &(dyn std::error::Error + 'static) = e.as_ref();
        tracing::error!(error = e, "failed");
    });
    assert_eq!(lines[0]["error"], "starting: connecting: refused");
}

#[test]
fn reports_carry_nobody() {
    let mut event = Event {
        user: Some(User {
            email: Some("ana@example.com".into()),
            ..User::default()
        }),
        ..Event::new()
    };
    event.request = Some(Request {
        method: Some("POST".into()),
        cookies: Some("session=abc".into()),
        query_string: Some("token=abc".into()),
        data: Some("card=4242".into()),
        headers: [("authorization".to_owned(), "Bearer abc".to_owned())].into(),
        ..Request::default()
    });
    let fields = [
        ("email".to_owned(), "ana@example.com".into()),
        ("attempt".to_owned(), 3.into()),
    ];
    event
        .contexts
        .insert("Rust Tracing Fields".to_owned(), Context::Other(fields.into()));
    let sent = serde_json::to_string(&reports::stripped(event)).unwrap();
    for private in ["ana@", "abc", "4242", "authorization"] {
        assert!(!sent.contains(private), "{private} in {sent}");
    }
    assert!(sent.contains("POST") && sent.contains("attempt"));
}

/// Keeps what would go to Sentry.
#[derive(Clone, Default)]
struct Post(Arc<Mutex<Vec<Envelope>>>);

impl Transport for Post {
    fn send_envelope(&self, envelope: Envelope) {
        self.0.lock().unwrap().push(envelope);
    }
}

#[test]
fn errors_are_reported_with_what_led_to_them_and_nothing_else_is() {
    let dsn = ("SENTRY_DSN", "https://key@sentry.example.com/1");
    let settings = Settings::load(&Sources::of_variables([dsn])).unwrap();
    let post = Post::default();
    let transport = post.clone();
    let options = reports::options(&settings).unwrap();
    let options =
        options.transport(move |_: &ClientOptions| -> Arc<dyn Transport> { Arc::new(transport.clone()) });
    let hub = Hub::new(Some(Arc::new(Client::with_options(options))), Arc::default());

    let paper = Paper::default();
    let log = Lines::to(paper.clone()).with_filter(EnvFilter::new("debug"));
    let subscriber = tracing_subscriber::registry().with(log).with(reports::layer());
    Hub::run(Arc::new(hub), || {
        tracing::subscriber::with_default(subscriber, || {
            let span = tracing::info_span!("request", http.client_ip = "203.0.113.7");
            let _in_request = span.enter();
            tracing::debug!("looked");
            tracing::info!(email = "ana@example.com", attempt = 1, "began");
            tracing::warn!("slow");
            tracing::error!(phone = "+57300", part = "mail", "failed");
        });
    });

    assert_eq!(paper.text().lines().count(), 4, "the log has all");
    let sent = post.0.lock().unwrap();
    let [envelope] = sent.as_slice() else {
        panic!("one report, not {}", sent.len())
    };
    let report = serde_json::to_string(envelope.event().unwrap()).unwrap();
    for expected in ["failed", "mail", "slow", "began", "attempt", "development"] {
        assert!(report.contains(expected), "{expected} not in {report}");
    }
    for private in ["203.0.113.7", "ana@example.com", "+57300", "looked"] {
        assert!(!report.contains(private), "{private} in {report}");
    }
}

#[test]
fn what_callers_send_to_the_library_of_passkeys_is_not_told() {
    let paper = Paper::default();
    let log = Lines::to(paper.clone()).with_filter(EnvFilter::new("debug"));
    let subscriber = tracing_subscriber::registry()
        .with(log)
        .with(filter_fn(is_ours_to_tell));
    tracing::subscriber::with_default(subscriber, || {
        tracing::error!(target: "webauthn_rs_core::attestation", "all bytes of it");
        tracing::error!("something else");
    });
    assert_eq!(paper.text().lines().count(), 1, "{}", paper.text());
}

#[test]
fn telemetry_can_be_installed_many_times() {
    let settings = Settings::load(&Sources::of_variables([("VITRINA_ENV", "test")])).unwrap();
    let (first, second) = (install(&settings).unwrap(), install(&settings).unwrap());
    metrics::counter!("orders_total", "status" => "placed").increment(2);
    for name in ["http_request_duration_seconds", "api_response_time_seconds"] {
        metrics::histogram!(name, "route" => "/", "status" => "200").record(0.02);
    }
    let text = second.metrics.render();
    assert_eq!(text, first.metrics.render());
    assert!(
        text.contains("# TYPE orders_total counter\norders_total{status=\"placed\"} 2\n"),
        "{text}"
    );
    for name in ["http_request_duration_seconds", "api_response_time_seconds"] {
        assert!(text.contains(&format!("# TYPE {name} histogram\n")), "{text}");
        assert!(
            text.contains(&format!(
                "{name}_bucket{{route=\"/\",status=\"200\",le=\"0.05\"}} 1\n"
            )),
            "{text}"
        );
        assert!(
            text.contains(&format!("{name}_count{{route=\"/\",status=\"200\"}} 1\n")),
            "{text}"
        );
    }
}

#[tokio::test]
async fn keeping_up_ends_at_shutdown() {
    let shutdown = crate::Shutdown::new();
    shutdown.begin();
    install_metrics().unwrap().keep_up(shutdown).await;
}

#[test]
fn names_of_metrics_are_of_one_form_and_once_there() {
    let mut seen = std::collections::BTreeSet::new();
    for metric in METRICS {
        assert!(seen.insert(metric.name), "{} is listed twice", metric.name);
        let is_total = metric.name.ends_with("_total");
        assert_eq!(
            is_total,
            metric.kind == super::Kind::Counter,
            "{}: counters end in _total",
            metric.name
        );
    }
}
