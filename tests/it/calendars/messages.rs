//! Google's messages: answered at once, believed only with a token that we made, and never the only way to hear of a change.

use reqwest::Method;
use testkit::google_calendar::ACCOUNT;
use testkit::{Answer, Client};

use super::{Stage, entry};

const PATH: &str = "/webhooks/google-calendar";

async fn message(stage: &Stage, channel: &str, token: &str, state: &str) -> Answer {
    let google = Client::new(stage.app.address, "platform.localhost");
    let request = google
        .request(Method::POST, PATH)
        .header("x-goog-channel-id", channel)
        .header("x-goog-channel-token", token)
        .header("x-goog-resource-state", state);
    google.send(request).await
}

/// Jobs of reading that wait.
async fn waiting(stage: &Stage) -> i64 {
    sqlx::query_scalar(
        "select count(*) from job where kind = 'calendars.sync_calendar' and status = 'waiting'",
    )
    .fetch_one(&mut stage.app.database.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn only_what_comes_over_a_channel_of_ours_has_an_effect() {
    let stage = Stage::connected().await;
    let channels = stage.google.channels();
    assert_eq!(channels.len(), 1);
    let (id, address, token, _) = &channels[0];
    assert_eq!(address, "http://platform.localhost:0/webhooks/google-calendar");
    stage.work().await;
    for (channel, token, status) in [
        ("", "", 401),
        (id.as_str(), "", 401),
        (id.as_str(), "guessed", 401),
        (id.as_str(), &"A".repeat(86), 401),
        (id.as_str(), &token[..80], 401),
        ("no-uuid", token.as_str(), 401),
        // A channel that was closed, or another one's token: a yes without effect, or Google would go on.
        ("01890000-0000-7000-8000-000000000000", token.as_str(), 204),
    ] {
        let answer = message(&stage, channel, token, "exists").await;
        assert_eq!(answer.status, status, "{channel} {token}: {}", answer.text);
    }
    assert_eq!(message(&stage, id, token, "sync").await.status, 204);
    assert_eq!(waiting(&stage).await, 0);
    let bare = Client::new(stage.app.address, "nobody.example");
    let answer = bare.send(bare.request(Method::POST, PATH)).await;
    assert_eq!(answer.status, 401, "without any header");
    // Forgeries are counted as what they are.
    stage.app.app.lookout.write(&stage.app.app).await.unwrap();
    let seen: i64 =
        sqlx::query_scalar("select coalesce(sum(times), 0) from security_event where kind = 'forged_token'")
            .fetch_one(&mut stage.app.database.superuser().await)
            .await
            .unwrap();
    assert_eq!(seen, 7);
    // And the true one, however often it comes, is one job.
    for _ in 0..5 {
        assert_eq!(message(&stage, id, token, "exists").await.status, 204);
    }
    assert_eq!(waiting(&stage).await, 1);
}

#[tokio::test]
async fn another_shops_channel_moves_nothing_here() {
    let stage = Stage::connected().await;
    let (id, _, token, _) = stage.google.channels().remove(0);
    // The same channel id at another shop, with that shop's own good token.
    let other = stage.app.shop("bordados").await;
    let ticket = calendars_ticket(&stage, other.tenant);
    let answer = message(&stage, &id, &ticket, "exists").await;
    assert_eq!(answer.status, 204);
    assert_eq!(waiting(&stage).await, 0);
    // Another channel's token of the same shop opens this one neither.
    let same_shop = calendars_ticket(&stage, stage.salon.shop.tenant);
    assert_ne!(same_shop, token);
    assert_eq!(message(&stage, &id, &same_shop, "exists").await.status, 204);
    assert_eq!(waiting(&stage).await, 0);
}

/// A token as the program makes them.
fn calendars_ticket(stage: &Stage, tenant: kernel::TenantId) -> String {
    use base64::Engine as _;
    let chance: [u8; 32] = stage.app.env.random();
    let said = [tenant.0.as_bytes().as_slice(), &chance].concat();
    let mac = stage.app.app.secrets.mac("calendar-channel", &said);
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode([said.as_slice(), &mac[..16]].concat())
}

#[tokio::test]
async fn a_channel_is_followed_by_another_before_it_ends() {
    let stage = Stage::connected().await;
    let first = stage.google.channels().remove(0).0;
    stage.advance(5 * 24 * 3600);
    stage.app.tick().await;
    stage.work().await;
    assert_eq!(stage.google.channels().remove(0).0, first, "it lasts");
    // Within its last day: the new one is open before the old one is closed.
    stage.advance(24 * 3600 + 3_600);
    stage.app.tick().await;
    stage.work().await;
    let open = stage.google.channels();
    assert_eq!(open.len(), 1, "{open:?}");
    assert_ne!(open[0].0, first);
    assert_eq!(stage.google.calls("channels.stop"), 1);
    stage.google.put(ACCOUNT, entry("after", "14:00", "15:00")).await;
    assert_eq!(waiting(&stage).await, 1, "messages come over the new one");
}

#[tokio::test]
async fn one_that_cannot_be_opened_is_no_trouble() {
    let stage = Stage::set().await;
    stage
        .google
        .fail("events.watch", 1, 400, "pushNotSupportedForRequestedResource");
    stage.connect().await;
    assert!(stage.google.channels().is_empty());
    assert!(!stage.notes().await.contains(&"refused".to_owned()));
    stage.google.put(ACCOUNT, entry("one", "14:00", "15:00")).await;
    stage.round().await;
    assert!(!stage.offers("14:00").await, "by the clock's round");
    assert_eq!(stage.google.channels().len(), 1, "and tried again");
}
