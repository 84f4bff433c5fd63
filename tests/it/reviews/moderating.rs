//! The shop looks at reviews: many at once, taken back, answered, complained of.

use kernel::Role;
use serde_json::json;
use testkit::TestApp;

use super::{bought, judge, on_desk, open, say, shown, shown_at_once, text};

const DECISIONS: &str = "/api/v1/admin/reviews/decisions";

#[tokio::test]
async fn many_are_judged_at_once_and_that_is_taken_back() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let mut decisions = vec![];
    for (email, stars) in [("ana@a.test", 5), ("luis@a.test", 1), ("sara@a.test", 3)] {
        let by = bought(&shop, &goods, email).await;
        let said = say(&shop, &goods, &by, stars, "Así es").await.expect(200).json();
        decisions.push(json!({ "review_id": said["id"], "version": 1, "status": "published" }));
    }
    let done = shop
        .owner
        .put(DECISIONS, &json!({ "decisions": decisions }))
        .await
        .expect(200)
        .json();
    assert_eq!(
        shown(&shop, &goods).await["rating"],
        json!({ "average": 3.0, "count": 3, "histogram": [1, 0, 1, 0, 1] })
    );
    // The answer is what takes it back, once.
    shop.owner.put(DECISIONS, &done).await.expect(200);
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 0);
    assert_eq!(
        shop.owner.put(DECISIONS, &done).await.expect(412).code(),
        "changed_meanwhile"
    );
    // One that is unknown, or judged twice, spoils all of them.
    let lost =
        json!({ "review_id": "01931f3e-dead-7000-8000-000000000000", "version": 1, "status": "published" });
    let fine = json!({ "review_id": decisions[0]["review_id"], "version": 3, "status": "published" });
    for (body, refused) in [
        (json!([fine, lost]), 404),
        (json!([fine, fine]), 422),
        (json!([]), 422),
    ] {
        shop.owner
            .put(DECISIONS, &json!({ "decisions": body }))
            .await
            .expect(refused);
    }
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 0);
}

#[tokio::test]
async fn what_is_rejected_says_why_and_comes_back_to_be_looked_at() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shown_at_once(&shop).await;
    let goods = shop.goods("Jabón", 10).await;
    let by = bought(&shop, &goods, "ana@a.test").await;
    let said = say(&shop, &goods, &by, 1, "Llamen al 300 123 4567")
        .await
        .expect(200)
        .json();
    let id = text(&said["id"]);
    let bare = judge(&shop, "published", &id, "rejected", None).await.expect(422);
    assert!(bare.text.contains("\"reason\""), "{}", bare.text);
    judge(&shop, "published", &id, "rejected", Some("Trae un teléfono"))
        .await
        .expect(200);
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 0);
    let form = format!("/orders/{}/reviews/{}?key={}", by.order, goods.product, by.key);
    let page = open(&shop.anonymous.another(), &form).await.expect(200).text;
    assert!(page.contains("Trae un teléfono"), "{page}");
    // Though reviews are shown at once here, this one is looked at first.
    let again = say(&shop, &goods, &by, 1, "Ya sin teléfono")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&again["status"], &again["reject_reason"]),
        (&json!("pending"), &json!(null))
    );
}

#[tokio::test]
async fn what_somebody_has_read_meanwhile_changed_is_not_published_unread() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let by = bought(&shop, &goods, "ana@a.test").await;
    let said = say(&shop, &goods, &by, 5, "Muy bueno").await.expect(200).json();
    say(&shop, &goods, &by, 5, "Compren en otra parte")
        .await
        .expect(200);
    let read = json!({ "review_id": said["id"], "version": 1, "status": "published" });
    shop.owner
        .put(DECISIONS, &json!({ "decisions": [read] }))
        .await
        .expect(412);
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 0);
}

#[tokio::test]
async fn the_shop_answers_and_readers_complain() {
    let app = TestApp::start_with(&[("VITRINA_LIMITS__ON", "false")]).await;
    let shop = app.shop("aurora").await;
    shown_at_once(&shop).await;
    let goods = shop.goods("Jabón", 10).await;
    let by = bought(&shop, &goods, "ana@a.test").await;
    let said = say(&shop, &goods, &by, 2, "Se derrite").await.expect(200).json();
    let id = text(&said["id"]);
    let answer = format!("/api/v1/admin/reviews/{id}/answer");
    shop.owner
        .put(&answer, &json!({ "text": "Guárdalo seco" }))
        .await
        .expect(204);
    assert_eq!(shown(&shop, &goods).await["data"][0]["answer"], "Guárdalo seco");
    assert!(
        open(&shop.anonymous, "/p/jabon")
            .await
            .text
            .contains("Guárdalo seco")
    );
    shop.owner.put(&answer, &json!({})).await.expect(204);
    assert_eq!(shown(&shop, &goods).await["data"][0]["answer"], json!(null));
    // However often one reader complains, it is one complaint; another reader's is another.
    let report = format!("/api/v1/reviews/{id}/reports");
    let reader = shop.anonymous.another();
    for _ in 0..3 {
        reader
            .post(&report, &json!({ "reason": "Insulta" }))
            .await
            .expect(202);
    }
    let (luis, _) = shop.person(&app, Role::Customer, "luis@a.test").await;
    luis.post(&report, &json!({ "reason": "Miente" }))
        .await
        .expect(202);
    assert_eq!(
        on_desk(&shop, "reported", &id).await["reports"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    app.run_jobs().await;
    let told = shop.owner.get("/api/v1/admin/notices").await.expect(200).json();
    let told = told["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["topic"] == "review_written");
    let mut paths: Vec<String> = told.map(|one| text(&one["path"])).collect();
    paths.sort();
    assert_eq!(
        paths,
        ["/admin/reviews", "/admin/reviews?tab=reported"],
        "each is told once"
    );
    // It may stand, and the complaints are settled; it was there all the time.
    let keep = format!("/api/v1/admin/reviews/{id}/keep");
    shop.owner.post(&keep, &json!({})).await.expect(204);
    let left = shop.owner.get("/api/v1/admin/reviews?tab=reported").await.json();
    assert_eq!(left["pagination"]["total"], 0);
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 1);
    // What nobody sees nobody complains of.
    judge(&shop, "published", &id, "rejected", Some("Insulta"))
        .await
        .expect(200);
    reader
        .post(&report, &json!({ "reason": "Insulta" }))
        .await
        .expect(404);
    reader.post(&report, &json!({ "reason": "" })).await.expect(422);
}

#[tokio::test]
async fn who_does_not_keep_the_catalogue_judges_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let (cashier, _) = shop.person(&app, Role::Cashier, "caja@a.test").await;
    cashier.get("/api/v1/admin/reviews").await.expect(403);
    let (customer, _) = shop.person(&app, Role::Customer, "ana@a.test").await;
    customer
        .put(DECISIONS, &json!({ "decisions": [] }))
        .await
        .expect(403);
}

/// The page, as a browser without scripts has it.
#[tokio::test]
async fn the_list_publishes_rejects_and_undoes() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let goods = shop.goods("Jabón", 10).await;
    let by = bought(&shop, &goods, "ana@a.test").await;
    let said = say(&shop, &goods, &by, 5, "Muy bueno").await.expect(200).json();
    let id = text(&said["id"]);
    let owner = &shop.owner;
    let list = open(owner, "/admin/reviews").await.expect(200).text;
    assert!(
        list.contains("Muy bueno") && list.contains(&format!("value=\"{id}.1\"")),
        "{list}"
    );
    let pick = format!("{id}.1");
    let rejected = [("ids", pick.as_str()), ("status", "rejected")];
    let refused = owner.form("/admin/reviews/decide", &rejected).await.expect(422);
    assert!(
        refused.text.contains("Escribe por qué la rechazas"),
        "{}",
        refused.text
    );
    let published = [("ids", pick.as_str()), ("status", "published")];
    let done = owner
        .form("/admin/reviews/decide", &published)
        .await
        .expect(200)
        .text;
    let undo = format!("{id}.2.pending.");
    assert!(done.contains(&format!("value=\"{undo}\"")), "{done}");
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 1);
    owner
        .form("/admin/reviews/undo", &[("undo", undo.as_str())])
        .await
        .expect(200);
    assert_eq!(shown(&shop, &goods).await["rating"]["count"], 0);
    owner
        .form("/admin/reviews/undo", &[("undo", undo.as_str())])
        .await
        .expect(412);
}
