//! What the database itself refuses, whatever the program does.

use serde_json::json;
use sqlx::PgConnection;
use testkit::TestApp;

use super::{MONDAY_NINE, Salon};

async fn refused(conn: &mut PgConnection, sql: &str) -> String {
    let error = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(conn)
        .await
        .expect_err(sql);
    error
        .as_database_error()
        .unwrap_or_else(|| panic!("{error}"))
        .constraint()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn nobody_is_booked_twice_and_no_appointment_takes_no_time() {
    let app = TestApp::start().await;
    let salon = Salon::open(&app, "aurora", &["Luis"]).await;
    let service = salon.haircut(json!({})).await;
    let (id, _) = salon.booked(&service, MONDAY_NINE).await;
    let (off, _) = salon.booked(&service, "2026-11-23T15:00:00Z").await;
    salon
        .shop
        .owner
        .post(&format!("/api/v1/bookings/{off}/cancel"), &json!({}))
        .await
        .expect(200);
    salon
        .book(&service, "2026-11-23T15:00:00Z", json!({ "notes": "otra" }))
        .await
        .expect(201);
    let mut conn = app.database.superuser().await;
    let cases = [
        // The same time again, by hand.
        ("insert into booking_occupancy (tenant_id, occupancy_id, booking_id, resource_id, service_id, starts_at, ends_at,
            buffer_before, buffer_after, status, given_at)
          select tenant_id, gen_random_uuid(), booking_id, resource_id, service_id, starts_at + interval '29 minutes',
                 ends_at + interval '1 hour', 0, 0, 'confirmed', given_at from booking_occupancy where status = 'confirmed' limit 1".to_owned(), "no_overlap"),
        // A cancelled one comes back to a time that somebody else has.
        (format!("update booking set status = 'confirmed', cancelled_at = null where booking_id = '{off}'"), "no_overlap"),
        // Its time is taken away from under it.
        (format!("update booking set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' where booking_id = '{id}'"), "booking_occupancy_missing"),
        // A time that lasts no time.
        ("update booking_occupancy set ends_at = starts_at where status = 'confirmed'".to_owned(), "booking_occupancy_check1"),
        ("update booking set status = 'held' where status = 'confirmed'".to_owned(), "booking_check1"),
    ];
    for (sql, constraint) in cases {
        let named = refused(&mut conn, &sql).await;
        assert!(
            named == constraint || (constraint.contains("check") && named.contains("check")),
            "{sql}: {named}"
        );
    }
}
