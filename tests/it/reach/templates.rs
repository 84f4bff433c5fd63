//! A shop says it in its own words: they go into mails, cannot break one, and are seen before anybody gets them.

use serde_json::{Value, json};
use testkit::{Basket, TestApp, TestShop};

use super::{destination, submit, written_to};

const ANA: &str = "ana@correo.test";
const PLACED: &str = "/api/v1/admin/message-templates/sales.order_placed/es-CO";
const PAGE: &str = "/admin/messages/templates/sales.order_placed";

fn words(changes: Value) -> Value {
    let mut words = json!({
        "subject": "Pedido {number}, {name}",
        "heading": "¡Qué bueno, {name}!",
        "body": "Ya lo tenemos.\n\nTotal: {total}. Con cariño, {shop}",
        "footer": "Calle 9 # 4-20",
    });
    let (Some(all), Value::Object(changes)) = (words.as_object_mut(), changes) else {
        panic!("objects only");
    };
    all.extend(changes);
    words
}

async fn order(shop: &TestShop, name: &str) {
    let goods = shop.goods("Jabón", 5).await;
    let basket = shop.basket(&goods, 1).await;
    let mut body = Basket::order_body(ANA);
    body["customer_name"] = json!(name);
    basket.order("one", &body).await.expect(201);
}

#[tokio::test]
async fn own_words_replace_ours_and_what_the_occasion_adds_stays() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let saved = shop.owner.put(PLACED, &words(json!({}))).await.expect(200).json();
    assert_eq!(
        (saved["is_own"].as_bool(), saved["version"].as_i64()),
        (Some(true), Some(1))
    );
    order(&shop, "Ana {shop}").await;
    let mails = written_to(&app, &shop, ANA).await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.subject.starts_with("Pedido #"), "{}", mail.subject);
    for part in [
        "¡Qué bueno, ",
        "Ya lo tenemos.",
        "Con cariño, aurora",
        "Calle 9 # 4-20",
        "Jabón",
        "Forma de pago",
        "Ver mi pedido: http",
    ] {
        assert!(
            mail.text_body.contains(part),
            "{part} not in:\n{}",
            mail.text_body
        );
    }
    assert!(
        !mail.text_body.contains("Te escribiremos cada vez que avance"),
        "{}",
        mail.text_body
    );
    assert!(!mail.text_body.contains("{number}") && !mail.html_body.contains("{total}"));
}

#[tokio::test]
async fn only_the_language_that_was_reworded_changes_and_going_back_is_going_back() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    shop.owner
        .put(&PLACED.replace("es-CO", "en"), &words(json!({})))
        .await
        .expect(200);
    order(&shop, "Ana").await;
    shop.owner.put(PLACED, &words(json!({}))).await.expect(200);
    shop.owner.delete(PLACED).await.expect(204);
    order(&shop, "Ana").await;
    for mail in written_to(&app, &shop, ANA).await {
        assert!(
            mail.subject.starts_with("Recibimos tu pedido"),
            "{}",
            mail.subject
        );
    }
    let view = shop.owner.get(PLACED).await.expect(200).json();
    assert_eq!(
        (view["is_own"].as_bool(), view["version"].as_i64()),
        (Some(false), Some(0))
    );
    assert_eq!(
        view["subject"], "Recibimos tu pedido {number}",
        "ours, with placeholders"
    );
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_field_and_the_placeholders_are_named() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    for (changes, field, code) in [
        (
            json!({ "subject": "Hola {apellido}" }),
            "subject",
            "unknown_placeholder",
        ),
        (
            json!({ "body": "Nos vemos {time}" }),
            "body",
            "unknown_placeholder",
        ),
        (
            json!({ "heading": "{{name} {x}" }),
            "heading",
            "unknown_placeholder",
        ),
        (json!({ "footer": "{ }" }), "footer", "unknown_placeholder"),
        (json!({ "subject": "" }), "subject", "required"),
        (json!({ "body": "  \n " }), "body", "required"),
        (json!({ "body": "a".repeat(4_001) }), "body", "too_long"),
        (json!({ "subject": "a".repeat(151) }), "subject", "too_long"),
        (
            json!({ "heading": "dos\nrenglones" }),
            "heading",
            "bad_characters",
        ),
        (json!({ "heading": "a\u{202E}b" }), "heading", "bad_characters"),
        (json!({ "body": "a\u{0}b" }), "body", "bad_characters"),
    ] {
        let refused = shop.owner.put(PLACED, &words(changes)).await.expect(422).json();
        let error = &refused["errors"][0];
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!(field), &json!(code)),
            "{refused}"
        );
        if code == "unknown_placeholder" {
            let detail = error["detail"].as_str().unwrap();
            assert!(detail.contains("{name}, {number}, {total}, {shop}"), "{detail}");
        }
    }
    let view = shop.owner.get(PLACED).await.expect(200).json();
    assert_eq!(view["version"], 0, "nothing was kept");
}

/// Neither what a shop writes nor what a customer is called becomes anything but text.
#[tokio::test]
async fn no_words_break_a_mail() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let hostile = json!({
        "subject": "{{name}} { % raw \\r\\nBcc: eve@mal.test",
        "heading": "<script>alert(1)</script> {name}",
        "body": "{\n}\n{{{{name}}}} {{ 7*7 }}".replace("{{ 7*7 }}", "{ {"),
        "footer": "<img src=x onerror=alert(1)>",
    });
    shop.owner.put(PLACED, &words(hostile)).await.expect(200);
    order(&shop, "<b>Ana</b> {total}").await;
    let mails = written_to(&app, &shop, ANA).await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
    for tag in ["<script", "<img", "<b>"] {
        assert!(!mail.html_body.contains(tag), "{tag} in:\n{}", mail.html_body);
    }
    assert!(
        mail.html_body.contains("&#60;script&#62;") && mail.html_body.contains("{total}"),
        "a value that looks like a placeholder stays what it is:\n{}",
        mail.html_body
    );
}

#[tokio::test]
async fn whoever_changes_what_somebody_else_changed_meanwhile_is_told() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let form = |version| {
        vec![
            ("subject", "Uno"),
            ("heading", "Dos"),
            ("body", "Tres {name}"),
            ("version", version),
        ]
    };
    let path = format!("{PAGE}?lang=es");
    let saved = submit(&shop.owner, &path, &form("0")).await;
    assert_eq!(
        destination(&saved),
        format!("{PAGE}?lang=es-CO&done=message-template-saved")
    );
    let late = submit(&shop.owner, &path, &form("0")).await.expect(412);
    assert!(late.text.contains("Tres {name}"), "what was typed is still there");
    let kept = shop.owner.get(&path).await.expect(200).text;
    assert!(
        kept.contains("value=\"1\"") && kept.contains("Tres Ana"),
        "{kept}"
    );
    let back = submit(&shop.owner, &format!("{PAGE}/restore?lang=es"), &[]).await;
    assert_eq!(
        destination(&back),
        format!("{PAGE}?lang=es-CO&done=message-template-restored")
    );
}

#[tokio::test]
async fn a_preview_shows_what_is_typed_and_keeps_nothing() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let typed = [
        ("subject", "Hola {name}"),
        ("heading", "<i>{number}</i>"),
        ("body", "{total}"),
        ("version", "0"),
    ];
    let page = submit(&shop.owner, &format!("{PAGE}/preview?lang=es"), &typed)
        .await
        .expect(200)
        .text;
    for part in [
        "Hola Ana",
        "&#60;i&#62;#1042&#60;/i&#62;",
        "$ 61.300",
        "value=\"Hola {name}\"",
    ] {
        assert!(page.contains(part), "{part} not in:\n{page}");
    }
    let shown = shop
        .owner
        .post(&format!("{PLACED}/preview"), &words(json!({})))
        .await
        .expect(200)
        .json();
    assert_eq!(shown["subject"], "Pedido #1042, Ana");
    let list = shop
        .owner
        .get("/api/v1/admin/message-templates")
        .await
        .expect(200)
        .json();
    let list = list["data"].as_array().unwrap();
    assert!(
        list.len() >= 32 && list.iter().all(|one| one["is_own"] == false),
        "{list:?}"
    );
    let page = shop.owner.get("/admin/messages/templates").await.expect(200).text;
    assert!(
        page.contains("Pedido recibido") && page.contains("Recordatorio de una cita"),
        "{page}"
    );
}

#[tokio::test]
async fn a_test_goes_to_who_asks_for_it_and_to_nobody_else_ten_times_an_hour() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let test = format!("{PLACED}/test");
    for _ in 0..10 {
        shop.owner.post(&test, &words(json!({}))).await.expect(202);
    }
    let refused = shop.owner.post(&test, &words(json!({}))).await.expect(429);
    assert_eq!(refused.code(), "too_many_tests");
    let mails = written_to(&app, &shop, "owner@aurora.test").await;
    let tests: Vec<_> = mails
        .iter()
        .filter(|mail| mail.purpose == "notifications.words_test")
        .collect();
    assert_eq!(tests.len(), 10);
    assert_eq!(tests[0].subject, "Pedido #1042, Ana");
    app.advance(3_601);
    let owner = testkit::sign_in(&shop.anonymous, "owner@aurora.test").await;
    let typed = [
        ("subject", "Uno"),
        ("heading", "Dos"),
        ("body", "Tres"),
        ("version", "0"),
    ];
    let page = submit(&owner, &format!("{PAGE}/test?lang=es"), &typed)
        .await
        .expect(200)
        .text;
    assert!(
        page.contains("owner@aurora.test") && page.contains("value=\"Uno\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_shop_rewords_its_own_messages_only_and_only_its_owner_does() {
    let app = TestApp::start().await;
    let (shop, other) = (app.shop("aurora").await, app.shop("boreal").await);
    other.owner.put(PLACED, &words(json!({}))).await.expect(200);
    order(&shop, "Ana").await;
    assert!(
        written_to(&app, &shop, ANA).await[0]
            .subject
            .starts_with("Recibimos")
    );
    let (cashier, _) = shop.person(&app, kernel::Role::Cashier, "ana@aurora.test").await;
    cashier.put(PLACED, &words(json!({}))).await.expect(403);
    for path in ["/sales.new_order/es-CO", "/nothing/en", "/sales.order_placed/fr"] {
        let path = format!("/api/v1/admin/message-templates{path}");
        shop.owner.get(&path).await.expect(404);
        shop.owner.put(&path, &words(json!({}))).await.expect(404);
    }
    shop.owner
        .get("/admin/messages/templates/nothing")
        .await
        .expect(404);
}

const TEXT: &str = "/api/v1/admin/message-templates/booking.reminder_text/es-CO";
const NOTICE: &str = "/api/v1/admin/message-templates/order_placed/es-CO";

#[tokio::test]
async fn a_text_message_is_a_text_alone_and_the_preview_says_what_it_costs() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let ours = shop.owner.get(TEXT).await.expect(200).json();
    assert_eq!((&ours["subject"], &ours["heading"]), (&Value::Null, &Value::Null));
    for (body, field, code) in [
        (json!({ "body": "Hola {code}" }), "body", "unknown_placeholder"),
        (json!({ "body": "a".repeat(481) }), "body", "too_long"),
        (
            json!({ "body": "Hola", "subject": "Cita" }),
            "subject",
            "not_a_part",
        ),
        (
            json!({ "body": "Hola", "heading": "Cita" }),
            "heading",
            "not_a_part",
        ),
        (
            json!({ "body": "Hola", "footer": "Cita" }),
            "footer",
            "not_a_part",
        ),
    ] {
        let refused = shop.owner.put(TEXT, &body).await.expect(422).json();
        let error = &refused["errors"][0];
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!(field), &json!(code)),
            "{refused}"
        );
    }
    let path = format!("{TEXT}/preview");
    let short = json!({ "body": "Atención, {name}: {time}" });
    let shown = shop.owner.post(&path, &short).await.expect(200).json();
    assert!(
        shown["body"].as_str().unwrap().starts_with("Atencion, Ana"),
        "in the cheaper letters: {shown}"
    );
    assert_eq!(shown["size"]["segments"], 1);
    let dear = json!({ "body": format!("{} 💈", "a".repeat(70)) });
    let shown = shop.owner.post(&path, &dear).await.expect(200).json();
    assert_eq!(
        shown["size"],
        json!({ "units": 73, "segments": 2 }),
        "one letter makes all dear"
    );
    let page = shop
        .owner
        .get("/admin/messages/templates/booking.reminder_text?lang=es")
        .await
        .expect(200)
        .text;
    assert!(
        page.contains("se envía como") && !page.contains("name=\"subject\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_text_to_try_out_goes_to_the_writers_own_phone() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let path = format!("{TEXT}/test");
    let body = json!({ "body": "Hola, {name}" });
    let refused = shop.owner.post(&path, &body).await.expect(409);
    assert_eq!(refused.code(), "no_phone");
    sqlx::query("update person set phone = '300 765 4321' where tenant_id = $1 and role = 'owner'")
        .bind(shop.tenant)
        .execute(&mut app.database.superuser().await)
        .await
        .unwrap();
    shop.owner.post(&path, &body).await.expect(202);
    let [sent] = &written_to(&app, &shop, "+573007654321").await[..] else {
        panic!("one text message")
    };
    assert_eq!(
        (sent.text_body.as_str(), sent.purpose.as_str()),
        ("Hola, Ana", "notifications.words_test")
    );
}

#[tokio::test]
async fn a_notice_is_said_in_the_shops_words_over_every_channel_and_keeps_the_facts() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let refused = shop.owner.put(NOTICE, &words(json!({}))).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "not_a_part", "{refused}");
    let own = json!({ "subject": "¡Venta {number}!", "body": "La hizo {name}." });
    shop.owner.put(NOTICE, &own).await.expect(200);
    order(&shop, "Ana").await;
    let notices = shop.owner.get("/api/v1/admin/notices").await.expect(200).json();
    let notice = &notices["data"][0];
    let (title, text) = (
        notice["title"].as_str().unwrap(),
        notice["text"].as_str().unwrap(),
    );
    assert!(title.starts_with("¡Venta #"), "{title}");
    assert!(text.starts_with("La hizo ") && text.contains("Jabón"), "{text}");
    let mails = written_to(&app, &shop, "owner@aurora.test").await;
    let mail = mails
        .iter()
        .find(|mail| mail.purpose == "sales.new_order")
        .expect("a mail to the shop");
    assert!(mail.subject.starts_with("¡Venta #"), "{}", mail.subject);
    assert!(
        mail.text_body.contains("La hizo ") && mail.text_body.contains("Jabón"),
        "{}",
        mail.text_body
    );
    shop.owner.delete(NOTICE).await.expect(204);
}

/// What stands in braces and nobody knows is said while it is looked at, with what may stand there.
#[tokio::test]
async fn a_preview_says_what_it_does_not_know() {
    let app = TestApp::start().await;
    let shop = app.shop("aurora").await;
    let preview = "/admin/messages/templates/sales.order_placed/preview";
    let typed = [
        ("subject", "Hola, {nombre}"),
        ("heading", "Gracias"),
        ("body", "Tu pedido {number}"),
        ("version", "0"),
    ];
    let page = shop.owner.form(preview, &typed).await.expect(200).text;
    let said = "No conocemos {nombre}. Aquí puedes usar: {name}, {number}, {total}, {shop}.";
    assert!(
        page.contains("f-subject-error") && !page.contains("f-body-error"),
        "{page}"
    );
    assert!(
        page.matches(said).count() >= 2,
        "at the field and beside the preview: {page}"
    );
    let fine = [
        ("subject", "Hola, {name}"),
        ("heading", "Gracias"),
        ("body", "{number}"),
        ("version", "0"),
    ];
    let page = shop.owner.form(preview, &fine).await.expect(200).text;
    assert!(!page.contains("No conocemos"), "{page}");
}
