//! What happened, as it is told and listed.

use kernel::Instant;
use serde_json::{Value, json};

use super::VERSION;
use super::account::is_live;
use super::answer::Answer;
use super::call::Call;
use super::listing::{Listed, page};
use super::world::World;

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: String,
    pub whose: String,
    pub kind: &'static str,
    pub created: Instant,
    /// What it happened to, as it was then.
    pub object: Value,
    /// What was otherwise of it before, if that is told.
    pub previous: Option<Value>,
}

impl Listed for Event {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> Instant {
        self.created
    }
}

impl Event {
    pub fn view(&self) -> Value {
        let mut data = json!({ "object": self.object });
        if let Some(previous) = &self.previous {
            data["previous_attributes"] = previous.clone();
        }
        json!({
            "id": self.id, "object": "event", "api_version": VERSION, "created": self.created.unix_seconds(),
            "type": self.kind, "livemode": is_live(&self.whose), "pending_webhooks": 1,
            "request": { "id": null, "idempotency_key": null }, "data": data,
        })
    }
}

impl World {
    /// It is written down, and told to whoever wants to know.
    pub fn tell(&mut self, whose: &str, kind: &'static str, object: Value, now: Instant) {
        self.tell_change(whose, kind, object, None, now);
    }

    /// The same, with what was otherwise before.
    pub fn tell_change(
        &mut self,
        whose: &str,
        kind: &'static str,
        object: Value,
        previous: Option<Value>,
        now: Instant,
    ) {
        let event = Event {
            id: self.name("evt"),
            whose: whose.to_owned(),
            kind,
            created: now,
            object,
            previous,
        };
        self.put(&event, now);
        self.events.insert(event.id.clone(), event);
    }
}

/// Of this account, newest first.
pub fn list(world: &World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&["created", "limit", "starting_after", "type"])?;
    let own = world.events.values().filter(|event| event.whose == call.whose);
    let kind = call.form.text("type");
    let fits = own.filter(|event| kind.is_none_or(|kind| event.kind == kind));
    page(call, "/v1/events", fits, Event::view)
}
