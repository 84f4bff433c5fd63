//! Channels: what they watch, and the messages that go over them.

use actix_web::{HttpRequest, HttpResponse, rt, web};
use serde_json::{Value, json};

use super::faults::{gate_of_api, refusal};
use super::world::World;
use super::{Shared, lock};

/// Longest life of a channel: a week.
const LIFE: i64 = 7 * 24 * 3600;

/// An open one.
pub struct Channel {
    pub calendar: String,
    pub address: String,
    pub token: String,
    pub resource: String,
    pub until: i64,
    pub number: u64,
}

/// A message to be sent.
pub struct Push {
    id: String,
    address: String,
    token: String,
    resource: String,
    until: i64,
    number: u64,
    state: &'static str,
}

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route(
        "/calendar/v3/calendars/{calendar}/events/watch",
        web::post().to(watch),
    )
    .route("/calendar/v3/channels/stop", web::post().to(stop));
}

async fn watch(
    world: web::Data<Shared>,
    req: HttpRequest,
    calendar: web::Path<String>,
    body: web::Json<Value>,
) -> HttpResponse {
    if let Err(answer) = gate_of_api(&world, &req, "events.watch").await {
        return answer;
    }
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (id, address, token) = (text("id"), text("address"), text("token"));
    let fine = (1..=64).contains(&id.len()) && text("type") == "web_hook" && token.len() <= 256;
    if !fine || !address.starts_with("http") {
        return refusal(400, "push.webhookUrlNotHttps");
    }
    let wanted = text("expiration").parse::<i64>().map_or(i64::MAX, |ms| ms / 1000);
    let (channel, push) = {
        let mut world = lock(&world);
        if world.channels.contains_key(&id) {
            return refusal(400, "channelIdNotUnique");
        }
        let channel = Channel {
            resource: format!("resource-of-{calendar}"),
            calendar: calendar.into_inner(),
            address,
            token,
            until: wanted.min(world.now + LIFE),
            number: 1,
        };
        let push = channel.push(&id, "sync");
        let answer = json!({
            "kind": "api#channel", "id": id, "resourceId": channel.resource,
            "expiration": (channel.until * 1000).to_string(),
        });
        world.channels.insert(id, channel);
        (answer, push)
    };
    let shared = world.get_ref().clone();
    rt::spawn(async move { send_all(&shared, vec![push]).await });
    HttpResponse::Ok().json(channel)
}

async fn stop(world: web::Data<Shared>, req: HttpRequest, body: web::Json<Value>) -> HttpResponse {
    if let Err(answer) = gate_of_api(&world, &req, "channels.stop").await {
        return answer;
    }
    let mut world = lock(&world);
    let id = body["id"].as_str().unwrap_or_default();
    match world.channels.get(id) {
        Some(channel) if body["resourceId"] == channel.resource.as_str() => {
            world.channels.remove(id);
            HttpResponse::NoContent().finish()
        }
        _ => refusal(404, "notFound"),
    }
}

impl Channel {
    fn push(&self, id: &str, state: &'static str) -> Push {
        Push {
            id: id.to_owned(),
            address: self.address.clone(),
            token: self.token.clone(),
            resource: self.resource.clone(),
            until: self.until,
            number: self.number,
            state,
        }
    }
}

impl World {
    /// What is to be told when a calendar changed.
    pub fn pushes(&mut self, calendar: &str) -> Vec<Push> {
        if self.pushes_are_lost {
            return vec![];
        }
        let now = self.now;
        let open = self
            .channels
            .iter_mut()
            .filter(|(_, one)| one.calendar == calendar && one.until > now);
        open.map(|(id, one)| {
            one.number += 1;
            one.push(id, "exists")
        })
        .collect()
    }
}

/// Sends them, without a body, as Google does. What becomes of them is nobody's matter here.
pub async fn send_all(world: &Shared, pushes: Vec<Push>) {
    let Some(to) = lock(world).push_to else {
        return;
    };
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    for push in pushes {
        let address: reqwest::Url = push.address.parse().expect("an address");
        let host = address.host_str().unwrap_or_default().to_owned();
        let sent = client
            .post(format!("http://{to}{}", address.path()))
            .header("host", format!("{host}:{}", to.port()))
            .header("x-goog-channel-id", &push.id)
            .header("x-goog-channel-token", &push.token)
            .header("x-goog-channel-expiration", push.until.to_string())
            .header("x-goog-message-number", push.number.to_string())
            .header("x-goog-resource-id", &push.resource)
            .header("x-goog-resource-state", push.state)
            .header("x-goog-resource-uri", "https://www.googleapis.com/calendar/v3/")
            .send()
            .await;
        drop(sent);
    }
}
