//! Google's stand-in on a port of its own (tests/google), and browsers that go there and back.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::Url;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, TestShop};

/// A running stand-in, ended with the test.
pub struct Google {
    url: String,
    process: Child,
}

impl Google {
    /// Starts one.
    pub async fn start() -> Self {
        tokio::task::spawn_blocking(Self::spawn).await.unwrap()
    }

    fn spawn() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("google");
        let started = Command::new("node")
            .arg("server.mjs")
            .current_dir(&folder)
            .stdout(Stdio::piped())
            .spawn();
        let mut process = started.expect("node: install Node 20 or newer");
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ");
        let url = url.expect("a stand-in: npm ci --prefix tests/google").to_owned();
        Self { url, process }
    }

    /// A program that knows it, and its one shop.
    pub async fn with_app(&self) -> (TestApp, TestShop) {
        let app = TestApp::start_with(&[
            ("GOOGLE_CLIENT_ID", "vitrina-tests"),
            ("GOOGLE_CLIENT_SECRET", "a secret of tests"),
            ("VITRINA_INTEGRATIONS__GOOGLE_ISSUER", &self.url),
        ])
        .await;
        let shop = app.shop("aurora").await;
        (app, shop)
    }

    /// The plug is pulled.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        self.process.wait().unwrap();
    }

    /// It signs with another key from now on.
    pub async fn change_keys(&self) {
        reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap()
            .get(format!("{}/test/new-keys", self.url))
            .send()
            .await
            .unwrap();
    }

    /// Somebody at Google's page chooses this account; gives the address that Google sends the browser back to.
    pub async fn choose(&self, address: &str, account: &Value) -> String {
        let mut address: Url = address.parse().unwrap();
        assert!(address.as_str().starts_with(&self.url), "{address}");
        address
            .query_pairs_mut()
            .append_pair("account", &account.to_string());
        let browser = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        let sent = browser.get(address).send().await.unwrap();
        sent.headers()["location"].to_str().unwrap().to_owned()
    }

    /// The whole way of a browser from one of the shop's pages to the last answer of ours.
    pub async fn walk(&self, browser: &Client, start: &str, account: &Value) -> Answer {
        let left = browser.get(start).await.expect(303);
        let location = self.choose(&left.header("location"), account).await;
        let back = call_back(browser, &location).await.expect(303);
        browser.get(&path_of(&back.header("location"))).await
    }
}

impl Drop for Google {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Somebody with an account at Google.
pub fn account(subject: &str, email: &str) -> Value {
    json!({ "sub": subject, "email": email, "email_verified": true, "name": "Ana María Gómez" })
}

/// The browser follows Google's answer to the platform's host, of which it has no cookies.
pub async fn call_back(browser: &Client, location: &str) -> Answer {
    let host = "http://platform.localhost";
    assert!(location.starts_with(host), "{location}");
    let platform = browser.another().towards(browser.address(), "platform.localhost");
    platform.get(&path_of(location)).await
}

/// Path and query of an address.
pub fn path_of(address: &str) -> String {
    if address.starts_with('/') {
        return address.to_owned();
    }
    let url: Url = address.parse().unwrap();
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}
