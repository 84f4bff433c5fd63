//! Mails on their way to a real mail server: taken, put off, refused; and nobody's address in the log.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::json;
use testkit::{TestApp, TestShop};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::mail_server::MailServer;
use crate::booking::{MONDAY_NINE, Salon, hire};

const ADDRESS: &str = "clienta@correo.test";

#[tokio::test]
async fn what_the_server_takes_is_sent_and_its_words_are_forgotten() {
    let (app, shop, server) = connected().await;
    register(&shop).await;
    let before = mail(&app, &shop).await;
    assert_eq!(before.status, "queued");
    assert!(before.text_body.contains("token="), "{}", before.text_body);
    app.run_jobs().await;
    let sent = mail(&app, &shop).await;
    assert_eq!((sent.status.as_str(), sent.error), ("sent", None));
    assert_eq!(
        (sent.text_body.as_str(), sent.html_body.as_str()),
        ("", ""),
        "there was a link in it that lets in"
    );
    let taken = server.taken();
    assert_eq!(taken.len(), 1, "once: {taken:?}");
    assert_eq!(taken[0].to, [format!("<{ADDRESS}>")]);
    assert!(
        taken[0].data.contains("multipart/alternative") && taken[0].data.contains("From: "),
        "{}",
        taken[0].data
    );
    assert_eq!(app.run_jobs().await, 0, "nothing is left to do");
}

/// As one more way to say the same and as a file; kept no longer than what else was said.
#[tokio::test]
async fn an_invitation_goes_along_and_is_forgotten_with_the_rest() {
    let (app, shop, server) = connected().await;
    let tenant = shop.tenant;
    let salon = Salon {
        people: vec![hire(&shop, "Luis", "person").await],
        shop,
    };
    let service = salon.haircut(json!({})).await;
    salon.booked(&service, MONDAY_NINE).await;
    app.run_jobs().await;
    let taken = server.taken();
    let [mail] = &taken[..] else { panic!("{taken:?}") };
    for part in [
        "multipart/mixed",
        "multipart/alternative",
        "text/calendar; charset=utf-8; method=REQUEST",
        "filename=\"invite.ics\"",
    ] {
        assert!(mail.data.contains(part), "{part} not in:\n{}", mail.data);
    }
    let mut tx = app.begin(tenant).await;
    let left: Vec<(String, Option<String>)> = sqlx::query_as(
        "select status, calendar_body from message where tenant_id = $1 and channel = 'email'",
    )
    .bind(tenant)
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    assert_eq!(left, [("sent".to_owned(), None)]);
}

#[tokio::test]
async fn what_the_server_puts_off_is_tried_again_and_comes_once() {
    let (app, shop, server) = connected().await;
    server.answer_next(&format!("450 4.2.1 <{ADDRESS}> is busy, come back later"));
    register(&shop).await;
    app.run_jobs().await;
    let waiting = mail(&app, &shop).await;
    assert_eq!(waiting.status, "queued");
    assert!(waiting.text_body.contains("token="), "it is still to be sent");
    assert!(server.taken().is_empty());
    assert!(
        !last_error(&app).await.unwrap().contains('@'),
        "the job's row tells no address"
    );
    app.advance(60);
    app.run_jobs().await;
    assert_eq!(mail(&app, &shop).await.status, "sent");
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn what_the_server_refuses_has_failed_with_its_words() {
    let (app, shop, server) = connected().await;
    server.answer_next(&format!("550 5.1.1 <{ADDRESS}>: no such mailbox"));
    register(&shop).await;
    app.run_jobs().await;
    let failed = mail(&app, &shop).await;
    assert_eq!(failed.status, "failed");
    assert!(failed.error.unwrap().contains("no such mailbox"));
    app.advance(24 * 3600);
    app.run_jobs().await;
    assert!(server.taken().is_empty(), "it is not tried again");
    assert_eq!(mail(&app, &shop).await.status, "failed");
}

#[tokio::test]
async fn a_server_that_is_away_loses_no_mail() {
    let (app, shop, server) = connected().await;
    server.hang_up_next();
    register(&shop).await;
    app.run_jobs().await;
    assert_eq!(mail(&app, &shop).await.status, "queued");
    app.advance(60);
    app.run_jobs().await;
    assert_eq!(mail(&app, &shop).await.status, "sent");
    assert_eq!(server.taken().len(), 1);
}

/// Servers repeat the address in what they say, so their words stay out of the log.
#[tokio::test]
async fn the_log_tells_what_happened_and_to_nobody_whom() {
    let log = Log::default();
    // A second one, since what a single one wants is asked of whichever thread comes first, and others know none.
    let _second = tracing_subscriber::registry().set_default();
    let _log = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_ansi(false)
        .finish()
        .set_default();
    let (app, shop, server) = connected().await;
    for answer in [
        "250 fine",
        "450 4.2.1 <clienta@correo.test> later",
        "550 5.1.1 <clienta@correo.test>: no such mailbox",
    ] {
        server.answer_next(answer);
        let body = json!({ "email": ADDRESS });
        register_or_ask(&shop, &body).await;
        app.run_jobs().await;
        app.advance(3600);
    }
    app.run_jobs().await;
    let said = log.text();
    assert!(
        said.contains("message refused for good") && said.contains("will be tried again"),
        "{said}"
    );
    let line = said
        .lines()
        .find(|line| line.contains("correo.test") || line.contains("clienta"));
    assert_eq!(line, None, "an address in the log");
}

async fn connected() -> (TestApp, TestShop, MailServer) {
    let server = MailServer::start().await;
    let port = server.port().to_string();
    let variables = [
        ("SMTP_HOST", "127.0.0.1"),
        ("SMTP_PORT", port.as_str()),
        ("VITRINA_MAIL__TLS", "none"),
        ("VITRINA_LIMITS__ON", "false"),
    ];
    let app = TestApp::start_with(&variables).await;
    let shop = app.shop("aurora").await;
    (app, shop, server)
}

async fn register(shop: &TestShop) {
    let body = json!({ "email": ADDRESS, "password": testkit::PASSWORD, "name": "Clienta" });
    shop.anonymous
        .post("/api/v1/auth/register", &body)
        .await
        .expect(201);
}

/// The first time a new customer, later one who forgot the password: each is a mail.
async fn register_or_ask(shop: &TestShop, body: &serde_json::Value) {
    register(shop).await;
    shop.anonymous
        .post("/api/v1/auth/forgot-password", body)
        .await
        .expect(202);
}

#[derive(sqlx::FromRow)]
struct Mail {
    status: String,
    error: Option<String>,
    text_body: String,
    html_body: String,
}

async fn mail(app: &TestApp, shop: &TestShop) -> Mail {
    let mut tx = app.begin(shop.tenant).await;
    sqlx::query_as(
        "select status, error, text_body, html_body from message
          where tenant_id = $1 and purpose = 'identity.verify_email'",
    )
    .bind(shop.tenant)
    .fetch_one(&mut *tx)
    .await
    .unwrap()
}

async fn last_error(app: &TestApp) -> Option<String> {
    sqlx::query_scalar("select last_error from job where kind = 'notifications.send'")
        .fetch_one(&mut app.database.superuser().await)
        .await
        .unwrap()
}

/// What this thread logs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
