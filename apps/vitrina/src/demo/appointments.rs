//! The demo salon's appointment book: who works when, what can be booked, and some appointments that people made.

use std::collections::HashMap;

use anyhow::Context as _;
use booking::Desk;
use booking::model::{BookingStatus, Guest, ResourceId, Scope, ServiceId};
use booking::ops::book::{Manner, book};
use booking::ops::book_at_desk::DeskBookingRequest;
use booking::ops::change_status::{StepRequest, change_status};
use booking::ops::save_resource::create_resource;
use booking::ops::save_service::create_service;
use booking::ops::set_schedule::set_schedule;
use booking::queries::diary::Asked;
use booking::queries::slots::list_slots;
use booking::queries::staff::list_staff;
use db::TenantTx;
use http::AppData;
use http::shop::Shop;
use kernel::{Actor, Clock, Env, Locale, PersonId, TenantId};
use serde_json::{Value, json};

use super::orders::BUYERS;

const DAY: i64 = 24 * 3600;
const ZONE: &str = "America/Bogota";

/// Name, whether it is a room, and from when until when on weekdays and on Saturdays.
const RESOURCES: [(&str, bool, [&str; 2], [&str; 2]); 6] = [
    ("Camila Torres", false, ["09:00", "18:00"], ["09:00", "16:00"]),
    ("Julián Mesa", false, ["10:00", "19:00"], ["09:00", "17:00"]),
    ("Paola Rincón", false, ["09:00", "17:00"], ["09:00", "14:00"]),
    ("Natalia Quiroga", false, ["12:00", "19:00"], ["10:00", "17:00"]),
    ("Sala de talleres", true, ["08:00", "20:00"], ["08:00", "20:00"]),
    ("Cabina", true, ["08:00", "20:00"], ["08:00", "20:00"]),
];

/// Fills it.
pub async fn fill(app: &AppData, tenant: TenantId) -> anyhow::Result<()> {
    let shop = app.shops.by_id(tenant).await?;
    let mut tx = app.begin(tenant, Actor::System).await?;
    let resources = make_resources(&mut tx).await?;
    let mut services = vec![];
    for service in services_of(&resources) {
        services.push(create_service(&mut tx, &serde_json::from_value(service)?).await?);
    }
    tx.commit().await?;
    for n in 0..18 {
        make_appointment(app, &shop, &services, n)
            .await
            .with_context(|| format!("demo appointment {n}"))?;
    }
    Ok(())
}

async fn make_resources(tx: &mut TenantTx) -> anyhow::Result<HashMap<&'static str, ResourceId>> {
    let mut made = HashMap::new();
    for (position, (name, is_room, week, saturday)) in RESOURCES.into_iter().enumerate() {
        let kind = if is_room { "thing" } else { "person" };
        let person = account_of(tx, name).await?;
        let request = json!({
            "kind": kind, "name": name, "rests_on_holidays": !is_room, "position": position, "person_id": person,
        });
        let id = create_resource(tx, &serde_json::from_value(request)?, ZONE).await?;
        let hours = |[opens, closes]: [&str; 2]| match (is_room, opens) {
            (false, "09:00" | "10:00") if closes > "16:00" => json!([
                { "opens": opens, "closes": "13:00" },
                { "opens": "14:00", "closes": closes },
            ]),
            _ => json!([{ "opens": opens, "closes": closes }]),
        };
        let days = (1..=6)
            .map(|day| json!({ "weekday": day, "hours": hours(if day == 6 { saturday } else { week }) }));
        let schedule = json!({ "week": days.collect::<Vec<Value>>() });
        let today = booking::model::Day::at(tx.now(), &jiff::tz::TimeZone::get(ZONE)?);
        set_schedule(tx, id, &serde_json::from_value(schedule)?, today).await?;
        made.insert(name, id);
    }
    Ok(made)
}

/// Who signs in as this professional, if somebody does.
async fn account_of(tx: &mut TenantTx, name: &str) -> anyhow::Result<Option<PersonId>> {
    let staff = list_staff(tx).await?;
    Ok(staff
        .into_iter()
        .find(|one| one.name == name)
        .map(|one| one.person_id))
}

fn services_of(resources: &HashMap<&str, ResourceId>) -> Vec<Value> {
    let by = |name: &str| json!({ "resource_id": resources.get(name) });
    let at = |name: &str, price: i64| json!({ "resource_id": resources.get(name), "price": price });
    let any = |servers: Vec<Value>| json!({ "all": false, "resources": servers });
    let policy = "Si no puedes venir, avísanos con al menos 4 horas: así otra persona aprovecha tu hora.";
    vec![
        json!({
            "name": "Corte", "slug": "corte", "description": "Lavado, corte a tijera o máquina y peinado.",
            "price": 4_500_000, "duration": 45, "step": 30, "notice": 60, "cancel_until": 240, "policy": policy,
            "position": 1, "needs": [any(vec![by("Camila Torres"), by("Julián Mesa"), by("Natalia Quiroga")])],
            "questions": [{ "key": "first_time", "label": "Es mi primera vez en el salón", "kind": "check" }],
        }),
        json!({
            "name": "Corte y barba", "slug": "corte-y-barba",
            "description": "Corte completo y barba perfilada con toalla caliente.",
            "price": 6_500_000, "duration": 75, "step": 30, "notice": 60, "cancel_until": 240, "policy": policy,
            "position": 2, "needs": [any(vec![at("Julián Mesa", 7_500_000), by("Camila Torres")])],
        }),
        json!({
            "name": "Manicure tradicional", "slug": "manicure",
            "description": "Limado, cutícula, exfoliación y esmalte a tu gusto.",
            "price": 3_200_000, "duration": 50, "step": 10, "notice": 60, "cancel_until": 120, "position": 3,
            "needs": [any(vec![by("Paola Rincón")])],
        }),
        json!({
            "name": "Color completo", "slug": "color-completo",
            "description": "Diagnóstico, aplicación de color y brillo final. El tiempo depende de tu cabello.",
            "price": 18_000_000, "deposit": 5_000_000, "duration": 150, "step": 30, "notice": 1440,
            "cancel_until": 1440, "policy": "El anticipo se devuelve si cancelas con un día o más de anticipación.",
            "position": 4, "needs_confirmation": true,
            "needs": [any(vec![by("Camila Torres"), by("Natalia Quiroga")])],
            "questions": [
                { "key": "length", "label": "¿Cómo está tu cabello hoy?", "kind": "choice", "required": true,
                  "options": ["Corto", "A los hombros", "Largo"] },
                { "key": "history", "label": "¿Qué color o tratamiento te has hecho este año?", "kind": "long_text" },
                { "key": "allergy", "label": "Soy alérgica a algún tinte", "kind": "check" },
            ],
        }),
        json!({
            "name": "Limpieza facial", "slug": "limpieza-facial",
            "description": "Limpieza profunda, extracción y mascarilla para tu tipo de piel.", "place": "Cabina, segundo piso",
            "price": 9_500_000, "duration": 60, "step": 30, "buffer_after": 15, "notice": 120, "cancel_until": 240,
            "policy": policy, "position": 5, "needs": [any(vec![by("Paola Rincón")]), any(vec![by("Cabina")])],
        }),
        json!({
            "name": "Taller de automaquillaje", "slug": "taller-de-automaquillaje",
            "description": "Clase en grupo pequeño: aprendes con tus propios productos.", "place": "Sala de talleres",
            "price": 5_500_000, "duration": 90, "step": 180, "seats": 8, "notice": 720, "cancel_until": 720,
            "position": 6, "needs": [any(vec![by("Natalia Quiroga")]), any(vec![by("Sala de talleres")])],
        }),
    ]
}

/// The first ones are of the past days, the others to come.
async fn make_appointment(
    app: &AppData,
    shop: &Shop,
    services: &[ServiceId],
    n: usize,
) -> anyhow::Result<()> {
    let past = n < 8;
    let now = app.env.now();
    let day = i64::try_from(n)?;
    let booked_at = if past {
        now.plus_seconds((day - 20) * DAY)
    } else {
        now
    };
    let clock = Clock::manual(booked_at.0);
    let env = Env::with_clock(clock);
    let mut tx = TenantTx::begin(&app.pools.app, shop.id, Actor::System, env.clone()).await?;
    let desk = Desk::of(app);
    let service = *services
        .get(n % services.len().max(1))
        .context("a demo without services")?;
    let wanted = if past { 2 } else { day - 7 };
    let asked = Asked {
        service,
        only: None,
        from: booked_at.plus_seconds(wanted * DAY),
        until: booked_at.plus_seconds((wanted + 5) * DAY),
        moving: None,
    };
    let free = list_slots(&mut tx, &asked).await?;
    let slot = free.get(n * 5 % free.len().max(1)).context("no free time")?;
    let (name, email, phone, ..) = BUYERS[n % BUYERS.len()];
    let contact = json!({ "name": name, "email": email, "phone": phone });
    let mut request = json!({ "service_id": service, "start": slot.start, "customer": contact });
    if n % services.len().max(1) == 3 {
        request["answers"] = json!({ "length": "Largo" });
    }
    let request: DeskBookingRequest = serde_json::from_value(request)?;
    let wish = request.wish();
    let guest = Guest {
        contact: request.customer,
        person: None,
        locale: Locale::Es,
        reminders_by_text: None,
    };
    let booked = book(&mut tx, &desk, shop, &guest, &wish, Manner::default()).await?;
    if past {
        env.clock().advance(slot.end.seconds_since(booked_at));
        let id = booked.booking.booking_id;
        let end = if n == 5 {
            BookingStatus::NoShow
        } else {
            BookingStatus::Completed
        };
        for status in [BookingStatus::Confirmed, end] {
            let (booked, step) = ((id, Scope::All), StepRequest::default());
            change_status(&mut tx, &desk, shop, booked, status, &step).await?;
        }
    }
    Ok(tx.commit().await?)
}
