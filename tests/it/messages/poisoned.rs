//! A message that cannot be read stands among others in a batch: it brings none of them twice, and holds none up.

use serde_json::json;

use super::Stage;
use crate::booking::reminders::at;

const TUESDAY_NINE: &str = "2026-11-24T14:00:00Z";
const DAY_BEFORE: &str = "2026-11-23T14:00:00Z";

/// Mails that are written from now on bear a moment that no clock has.
async fn poison_mails(stage: &Stage) {
    sqlx::raw_sql(
        "create function poison() returns trigger language plpgsql as
           $$ begin new.created_at := 'infinity'; return new; end $$;
         create trigger poison before insert on message for each row when (new.channel = 'email') execute function poison()",
    )
    .execute(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
}

#[tokio::test]
async fn what_cannot_be_read_brings_no_other_twice_and_holds_none_up() {
    let stage = Stage::set().await;
    let leads = json!({ "customer": [1440], "professional": [1440], "customer_by_text": false });
    stage
        .owner()
        .put("/api/v1/admin/reminders", &leads)
        .await
        .expect(200);
    let (id, key) = stage.salon.booked(&stage.service, TUESDAY_NINE).await;
    let devices = format!("/api/v1/bookings/{id}/devices?key={key}");
    for _ in 0..3 {
        stage.with_follower(&devices).await;
    }
    stage.app.run_jobs().await;
    poison_mails(&stage).await;
    at(&stage.app, DAY_BEFORE).await;
    for _ in 0..4 {
        stage.app.advance(600);
        stage.app.run_jobs().await;
    }
    assert_eq!(stage.push.pushed().len(), 3, "each browser is told once");
    let waiting: Vec<(String, String)> = sqlx::query_as(
        "select channel, status from message
          where tenant_id = $1 and purpose like 'booking.reminder%' and channel in ('push', 'email') and status <> 'sent'",
    )
    .bind(stage.salon.shop.tenant)
    .fetch_all(&mut stage.app.database.superuser().await)
    .await
    .unwrap();
    assert!(
        !waiting.is_empty() && waiting.iter().all(|(channel, _)| channel == "email"),
        "{waiting:?}"
    );
}
