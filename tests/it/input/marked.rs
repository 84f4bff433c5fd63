//! An agenda in which every text is what no page may take for its own: as a shop and its customers could write it.

use serde_json::{Value, json};

use super::stage::Stage;
use crate::booking::{book, text, wish};

/// A Tuesday; of its bookings there is one that stands, one that was called off, and a time that is kept.
const DAY: &str = "2026-12-01";

/// Where it is shown.
pub struct Pages {
    /// To whoever has the links.
    pub customers: Vec<String>,
    /// To the shop.
    pub desk: Vec<String>,
}

/// What opens a page of somebody's.
struct Link {
    id: String,
    key: String,
}

impl Link {
    fn of(made: &Value) -> Self {
        Self {
            id: text(&made["id"]),
            key: text(&made["access_token"]),
        }
    }
}

/// Writes it, each text by who may.
pub async fn write_agenda(stage: &Stage, markup: &str) -> Pages {
    let service = offer(stage, markup).await;
    let stands = reserve(stage, &service, "14:00", markup).await;
    let off = reserve(stage, &service, "15:00", markup).await;
    let notes = format!("/api/v1/bookings/{}/notes", stands.id);
    let noted = stage.owner.put(&notes, &json!({ "notes": markup })).await;
    noted.expect(200);
    let cancel = format!("/api/v1/bookings/{}/cancel?key={}", off.id, off.key);
    let cancelled = stage.nobody.post(&cancel, &json!({ "reason": markup })).await;
    cancelled.expect(200);
    let wanted = json!({ "service_id": service, "start": format!("{DAY}T16:00:00Z") });
    let kept = stage.nobody.post("/api/v1/bookings/holds", &wanted).await;
    let kept = Link::of(&kept.expect(201).json());
    let waits = wait(stage, &service, markup).await;
    block(stage, markup).await;
    Pages {
        customers: for_customers(&stands, &off, &kept, &waits),
        desk: for_the_desk(&service, &stands, &off),
    }
}

async fn offer(stage: &Stage, markup: &str) -> String {
    let body = json!({
        "name": markup, "slug": "marcado", "description": markup, "place": markup, "policy": markup,
        "price": 3_000_000, "duration": 30,
        "questions": [
            { "key": "alergias", "label": markup, "kind": "long_text" },
            { "key": "tono", "label": markup, "kind": "choice", "options": [markup] },
        ],
        "needs": [{ "resources": [{ "resource_id": stage.id_of("resource") }] }],
    });
    let made = stage.owner.post("/api/v1/admin/services", &body).await;
    text(&made.expect(201).json()["id"])
}

fn customer(markup: &str) -> Value {
    json!({ "name": markup, "email": "marcada@correo.test", "phone": "300 123 4567" })
}

async fn reserve(stage: &Stage, service: &str, hour: &str, markup: &str) -> Link {
    let changes = json!({
        "customer": customer(markup), "notes": markup, "answers": { "alergias": markup, "tono": markup },
    });
    let wanted = wish(service, &format!("{DAY}T{hour}:00Z"), changes);
    let booked = book(&stage.nobody.another(), wanted).await;
    Link::of(&booked.expect(201).json())
}

async fn wait(stage: &Stage, service: &str, markup: &str) -> Link {
    let wanted = json!({ "service_id": service, "from": DAY, "to": DAY, "customer": customer(markup) });
    let waiting = stage.nobody.post("/api/v1/waitlist", &wanted).await;
    Link::of(&waiting.expect(201).json())
}

/// Before anybody works.
async fn block(stage: &Stage, markup: &str) {
    let (from, until) = (format!("{DAY}T10:00:00Z"), format!("{DAY}T11:00:00Z"));
    let off = json!({ "starts_at": from, "ends_at": until, "reason": markup });
    let blocked = stage.owner.post("/api/v1/admin/time-off", &off).await;
    blocked.expect(201);
}

fn for_customers(stands: &Link, off: &Link, kept: &Link, waits: &Link) -> Vec<String> {
    let of = |link: &Link, below: &str| format!("/reservas/{}{below}?key={}", link.id, link.key);
    vec![
        "/reservar".into(),
        "/reservar/marcado".into(),
        "/reservar/marcado/espera".into(),
        format!("/reservar/marcado/datos?hold={}&key={}", kept.id, kept.key),
        format!("/reservar/espera/{}?key={}", waits.id, waits.key),
        of(stands, ""),
        of(stands, "/mover"),
        of(stands, "/cancelar"),
        of(stands, "/asistencia"),
        of(off, ""),
    ]
}

fn for_the_desk(service: &str, stands: &Link, off: &Link) -> Vec<String> {
    vec![
        "/admin/services".into(),
        format!("/admin/services/{service}"),
        "/admin/bookings".into(),
        "/admin/bookings/new".into(),
        "/admin/bookings/why".into(),
        format!("/admin/bookings/{}", stands.id),
        format!("/admin/bookings/{}/swap", stands.id),
        format!("/admin/bookings/{}", off.id),
        format!("/admin/calendar?date={DAY}"),
        format!("/admin/calendar?view=week&date={DAY}"),
        "/admin/time-off".into(),
        "/admin/waitlist".into(),
    ]
}
