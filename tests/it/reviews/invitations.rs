//! Some days after something arrived, its customer is asked once.

use notifications::{ChoiceLinks, Contact, ContactChannel};
use serde_json::json;
use testkit::{TestApp, TestShop, sign_in};

use super::{bought, mails, ordered, say};

const PURPOSE: &str = "reviews.invitation";
const DAY: i64 = 24 * 3600;

/// What the clock starts each day.
async fn invite(app: &TestApp, shop: &TestShop) {
    let mut tx = app.begin(shop.tenant).await;
    jobs::enqueue(&mut tx, &reviews::Invite {}).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
}

#[tokio::test]
async fn a_customer_is_asked_once_some_days_after_it_arrived() {
    let app = TestApp::start().await;
    let mut shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 20).await;
    bought(&shop, &goods, "ana@a.test").await;
    // On its way only, and somebody who has said it already.
    ordered(&shop, &goods, "luis@a.test").await;
    let told = bought(&shop, &goods, "sara@a.test").await;
    say(&shop, &goods, &told, 5, "Muy bueno").await.expect(200);
    app.advance(6 * DAY);
    invite(&app, &shop).await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 0);
    app.advance(DAY);
    // Two at once ask once.
    let other = app.second(&[]).await;
    let mut tx = app.begin(shop.tenant).await;
    jobs::enqueue_all(&mut tx, &[reviews::Invite {}, reviews::Invite {}])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    tokio::join!(app.run_jobs(), other.run_jobs());
    invite(&app, &shop).await;
    let asked: Vec<String> = mails(&app, &shop, PURPOSE)
        .await
        .into_iter()
        .map(|(to, _)| to)
        .collect();
    assert_eq!(asked, ["ana@a.test"]);
    // A shop that asks nobody.
    shop.owner = sign_in(&shop.anonymous, "owner@aurora.test").await;
    let never = json!({ "shown_at_once": false });
    shop.owner
        .put("/api/v1/admin/reviews/settings", &never)
        .await
        .expect(200);
    bought(&shop, &goods, "eva@a.test").await;
    app.advance(8 * DAY);
    invite(&app, &shop).await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 1);
    // One that begins to ask writes to no old customers.
    shop.owner = sign_in(&shop.anonymous, "owner@aurora.test").await;
    app.advance(20 * DAY);
    shop.owner = sign_in(&shop.anonymous, "owner@aurora.test").await;
    let soon = json!({ "shown_at_once": false, "ask_after_days": 1 });
    shop.owner
        .put("/api/v1/admin/reviews/settings", &soon)
        .await
        .expect(200);
    invite(&app, &shop).await;
    assert_eq!(mails(&app, &shop, PURPOSE).await.len(), 1);
}

#[tokio::test]
async fn who_wants_no_such_mails_gets_none() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 5).await;
    bought(&shop, &goods, "ana@a.test").await;
    let known = app.app.shops.by_id(shop.tenant).await.unwrap();
    let contact = Contact {
        channel: ContactChannel::Email,
        address: "ana@a.test".into(),
    };
    let link = ChoiceLinks::of(&app.app).link(&known, &contact).unwrap();
    let page = format!("/avisos/{}", link.rsplit('/').next().unwrap());
    shop.anonymous
        .another()
        .form(&page, &[("marketing", "true")])
        .await
        .expect(303);
    app.advance(7 * DAY);
    invite(&app, &shop).await;
    assert_eq!(
        mails(&app, &shop, PURPOSE).await,
        [("ana@a.test".to_owned(), "withheld".to_owned())]
    );
}
