//! What people are told over every channel, through the front door, with what stands in for those who carry it.

mod channels;
mod consent;
mod devices;
mod faults;
mod followers;
mod goods;
mod killed;
mod log;
mod notices;
mod poisoned;
mod texts;
mod topics;

use serde_json::{Value, json};
use testkit::stand_ins::{Browser, FakeHook, FakePushService};
use testkit::{Answer, Client, TestApp};

use crate::booking::{Salon, book, text, wish};

/// Monday after the tests' present, at nine in Bogotá.
pub const MONDAY_NINE: &str = "2026-11-23T14:00:00Z";

/// A barber's shop whose program calls this machine, with what stands in for Slack, a server of the shop's, and a push service.
pub struct Stage {
    pub app: TestApp,
    pub salon: Salon,
    pub service: String,
    pub slack: FakeHook,
    pub hook: FakeHook,
    pub push: FakePushService,
}

impl Stage {
    /// Nothing is set up yet.
    pub async fn set() -> Self {
        Self::set_with(&[]).await
    }

    pub async fn set_with(more: &[(&str, &str)]) -> Self {
        let mut variables = vec![("VITRINA_LIMITS__ON", "false")];
        variables.extend(more);
        let app = TestApp::start_with(&variables).await;
        let salon = Salon::open(&app, "aurora", &["Luis"]).await;
        let service = salon.haircut(json!({})).await;
        Self {
            app,
            salon,
            service,
            slack: FakeHook::start().await,
            hook: FakeHook::start().await,
            push: FakePushService::start().await,
        }
    }

    pub fn owner(&self) -> &Client {
        &self.salon.shop.owner
    }

    /// The owner in a new session: the first one's token does not outlive the clock's rounds.
    pub async fn owner_now(&self) -> Client {
        testkit::sign_in(&self.salon.shop.anonymous, "owner@aurora.test").await
    }

    /// Slack and the shop's own server are told; the secret by which that knows us.
    pub async fn with_hooks(&self) -> String {
        self.set_slack(&format!("{}/services/T/B/x", self.slack.url))
            .await
            .expect(303);
        let page = self
            .set_webhook(&format!("{}/avisos", self.hook.url))
            .await
            .expect(201);
        secret_in(&page)
    }

    pub async fn set_slack(&self, address: &str) -> Answer {
        let path = "/admin/messages/channels/slack";
        self.owner().form(path, &[("slack", address)]).await
    }

    pub async fn set_webhook(&self, address: &str) -> Answer {
        let path = "/admin/messages/channels/webhook";
        self.owner().form(path, &[("webhook", address)]).await
    }

    /// A browser of the owner's takes pushes; its id here, and its endpoint.
    pub async fn with_device(&self) -> (String, Browser) {
        let path = "/api/v1/admin/push-subscriptions";
        let key = self.owner().post("/api/v1/admin/push-key", &json!({})).await;
        let browser = self.push.subscribe(&text(&key.expect(200).json()["key"]));
        let body = json!({ "endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth });
        let made = self.owner().post(path, &body).await.expect(201).json();
        (text(&made["id"]), browser)
    }

    /// A guest's browser follows what this path keeps browsers of; its id here, and its endpoint.
    pub async fn with_follower(&self, path: &str) -> (String, Browser) {
        let guest = self.salon.shop.anonymous.another();
        let key = guest
            .post("/api/v1/push-key", &json!({}))
            .await
            .expect(200)
            .json();
        let browser = self.push.subscribe(&text(&key["key"]));
        let body = json!({ "endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth });
        let made = guest.post(path, &body).await.expect(201).json();
        (text(&made["id"]), browser)
    }

    /// Somebody books, and what is to be told is told.
    pub async fn booked(&self) {
        self.salon.booked(&self.service, MONDAY_NINE).await;
        self.app.run_jobs().await;
    }

    /// What the log has of a channel, newest first.
    pub async fn log(&self, channel: &str) -> Vec<Value> {
        let path = format!("/api/v1/admin/messages?channel={channel}");
        let log = self.owner_now().await.get(&path).await.expect(200).json();
        log["data"].as_array().unwrap().clone()
    }

    /// Status of the only message of a channel.
    pub async fn status(&self, channel: &str) -> String {
        let log = self.log(channel).await;
        let [message] = &log[..] else { panic!("{log:?}") };
        text(&message["status"])
    }
}

/// Books as a guest who agrees to text messages; id and key of the link.
pub async fn agree_and_book(salon: &Salon, service: &str, start: &str) -> (String, String) {
    let mut wish = wish(service, start, json!({}));
    wish["customer"]["reminders_by_text"] = json!(true);
    let booked = book(&salon.shop.anonymous.another(), wish)
        .await
        .expect(201)
        .json();
    (text(&booked["id"]), text(&booked["access_token"]))
}

/// The secret that a page shows once.
pub fn secret_in(page: &Answer) -> String {
    let at = page.text.find("whsec_").expect("a secret on the page");
    let secret: String = page.text[at..].chars().take_while(|c| *c != '"').collect();
    secret.replace("&#x2B;", "+").replace("&#43;", "+")
}
