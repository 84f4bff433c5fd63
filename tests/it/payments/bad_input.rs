//! What nobody should send: refused in words, or kept and flagged. Never money twice, never an event lost.

use payment_sandbox::mercado_pago::webhook_secret;
use reqwest::Method;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};
use testkit::{Answer, Goods};

use super::hooks::{hook_path, kept};
use super::notice::Notice;
use super::{BANK, Debt, Stage, TOTAL, pay, pay_with, refund, text, typed};

/// An order of which the bank has the money, and nobody has told us.
async fn untold(stage: &Stage) -> (Debt, Notice) {
    let debt = stage.debt().await;
    pay(&debt).await.expect(303);
    let payment = stage.outside().await;
    assert!(stage.desk().approve(&payment));
    let notice = Notice::of(stage, &payment).await;
    (debt, notice)
}

async fn says(stage: &Stage, debt: &Debt) -> String {
    text(&stage.order(debt).await["payment_status"])
}

#[tokio::test]
async fn a_notice_that_is_not_as_it_was_signed_is_not_kept() {
    let stage = Stage::set().await;
    let (debt, notice) = untold(&stage).await;
    let whole = notice.body().to_string();
    let about = |id: &Value| {
        let mut body = notice.body();
        body["data"]["id"] = id.clone();
        body.to_string()
    };
    for body in [
        String::new(),
        whole[..whole.len() / 2].to_owned(),
        format!("{whole}{whole}"),
        "[]".to_owned(),
        "null".to_owned(),
        "\u{0}".to_owned(),
        "9".repeat(200_000),
        about(&json!("1")),
        about(&json!(["1"])),
        about(&json!("../1")),
        "[".repeat(100_000),
    ] {
        let short: String = body.chars().take(40).collect();
        let answer = notice.tell_as(&stage.shop.anonymous, body.into_bytes()).await;
        assert_eq!(answer.status, 400, "{short}: {}", answer.text);
    }
    let long = format!("{}{whole}", " ".repeat(10 * 1024 * 1024));
    notice
        .tell_as(&stage.shop.anonymous, long.into_bytes())
        .await
        .expect(413);
    for seconds in [-301, 301, -86_400] {
        let stale = Notice {
            signed_at: notice.signed_at.plus_seconds(seconds),
            ..notice.clone()
        };
        stale.tell(&stage.shop.anonymous).await.expect(401);
    }
    stage.app.run_jobs().await;
    assert_eq!(kept(&stage).await, []);
    assert_eq!(says(&stage, &debt).await, "pending");
    notice.tell(&stage.shop.anonymous).await.expect(200);
    stage.app.run_jobs().await;
    assert_eq!(says(&stage, &debt).await, "paid", "and the true one is heard");
}

#[tokio::test]
async fn what_says_that_it_is_anothers_or_a_rehearsals_waits_for_a_person() {
    let stage = Stage::set().await;
    let (debt, notice) = untold(&stage).await;
    let anothers = Notice {
        account: "1".into(),
        ..notice.clone()
    };
    let rehearsal = Notice {
        live: false,
        number: 2,
        ..notice.clone()
    };
    for wrong in [anothers, rehearsal] {
        wrong.tell(&stage.shop.anonymous).await.expect(200);
    }
    stage.app.run_jobs().await;
    let dead = ("dead".to_owned(), 1);
    assert_eq!(kept(&stage).await, [dead.clone(), dead]);
    assert_eq!(says(&stage, &debt).await, "pending");
    let right = Notice { number: 3, ..notice };
    right.tell(&stage.shop.anonymous).await.expect(200);
    stage.app.run_jobs().await;
    assert_eq!(says(&stage, &debt).await, "paid");
}

#[tokio::test]
async fn a_replay_is_counted_and_changes_nothing() {
    let stage = Stage::set().await;
    let (debt, notice) = untold(&stage).await;
    for _ in 0..3 {
        notice.tell(&stage.shop.anonymous).await.expect(200);
        stage.app.run_jobs().await;
    }
    let before = stage.balances().await;
    assert!(before.contains(&("sales".to_owned(), -TOTAL)));
    assert_eq!(kept(&stage).await, [("done".to_owned(), 3)]);
    let again = Notice {
        number: 2,
        action: "payment.created",
        ..notice.clone()
    };
    again.tell(&stage.shop.anonymous).await.expect(200);
    stage.app.advance(301);
    notice.tell(&stage.shop.anonymous).await.expect(401);
    stage.app.run_jobs().await;
    assert_eq!(kept(&stage).await.len(), 2);
    assert_eq!(says(&stage, &debt).await, "paid");
    assert_eq!(stage.balances().await, before);
}

#[tokio::test]
async fn another_shops_word_about_our_payment_is_worth_nothing() {
    const TOKEN: &str = "APP_USR-bordados";
    let stage = Stage::set().await;
    let other = stage.app.shop("bordados").await;
    let account = json!({
        "access_token": TOKEN, "public_key": "APP_USR-public", "webhook_secret": webhook_secret(TOKEN),
    });
    let path = "/api/v1/admin/payment-accounts/mercadopago";
    other.owner.put(path, &account).await.expect(200);
    let theirs = other.owner.get(path).await.expect(200).json();
    let (debt, notice) = untold(&stage).await;
    let url = text(&theirs["webhook_url"]);
    let notice = Notice {
        account: stage.desk().books(TOKEN).unwrap().collector,
        secret: webhook_secret(TOKEN),
        ..notice
    };
    let at_theirs = Notice {
        path: url[url.find("/webhooks/").unwrap()..].to_owned(),
        ..notice.clone()
    };
    at_theirs.tell(&other.anonymous).await.expect(200);
    notice.tell(&stage.shop.anonymous).await.expect(401);
    stage.app.run_jobs().await;
    assert_eq!(kept(&stage).await, []);
    assert_eq!(says(&stage, &debt).await, "pending");
    assert_ne!(hook_path(&stage).await, at_theirs.path);
    let paying = format!("{}/pse", debt.path);
    other.anonymous.form(&paying, &typed()).await.expect(404);
    let path = format!("/api/v1/orders/{}/payments?key={}", debt.order, debt.key);
    let request = other.anonymous.request(Method::POST, &path);
    let request = request.header("idempotency-key", "one").json(&super::api::body());
    other.anonymous.send(request).await.expect(404);
    let id = text(&stage.payments().await[0]["id"]);
    refund(&other.owner, &id, &json!({})).await.expect(404);
}

#[tokio::test]
async fn a_second_tab_and_the_back_button_begin_nothing() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    let page = |path: String| {
        let request = debt.guest.request(Method::GET, &path).header(ACCEPT, "text/html");
        debt.guest.send(request)
    };
    let leads_on = |answer: &Answer| answer.text.contains("content=\"0;url=");
    for _ in 0..2 {
        let tab = page(debt.path.clone()).await.expect(200);
        assert!(tab.text.contains("name=\"bank\""), "{}", tab.text);
    }
    pay(&debt).await.expect(303);
    pay(&debt).await.expect(409);
    let back = page(debt.path.clone()).await.expect(200);
    assert!(
        !leads_on(&back) && back.text.contains("/sandbox/bank/"),
        "{}",
        back.text
    );
    assert!(leads_on(&page(format!("{}?go=1", debt.path)).await));
    stage.app.advance(61);
    assert!(!leads_on(&page(format!("{}?go=1", debt.path)).await));
    assert!(stage.desk().approve(&stage.outside().await));
    stage.told().await;
    let late = pay(&debt).await.expect(409);
    assert!(late.text.contains("Recibimos tu pago"), "{}", late.text);
    let back = page(format!("{}?go=1", debt.path)).await.expect(200);
    assert!(
        !leads_on(&back) && !back.text.contains("name=\"bank\""),
        "{}",
        back.text
    );
    assert_eq!(stage.known_there(), 1);
}

#[tokio::test]
async fn a_bank_that_is_gone_between_page_and_submit_is_said_and_another_pays() {
    let stage = Stage::set().await;
    let debt = stage.debt().await;
    let with = |bank: &'static str| {
        let mut fields = typed();
        fields.retain(|(name, _)| *name != "bank");
        fields.push(("bank", bank));
        fields
    };
    let mut conn = stage.app.database.superuser().await;
    sqlx::query("delete from payment_bank where tenant_id = $1 and code = $2")
        .bind(stage.shop.tenant)
        .bind(BANK)
        .execute(&mut conn)
        .await
        .unwrap();
    let refused = pay(&debt).await.expect(422).text;
    assert!(refused.contains("f-bank-error"), "{refused}");
    assert!(
        refused.contains("52.123.456"),
        "nothing has to be typed again: {refused}"
    );
    assert_eq!(stage.known_there(), 0);
    // The provider took it from its list today; we read it last night.
    sqlx::query(
        "insert into payment_bank (tenant_id, account_id, code, name)
         select tenant_id, account_id, '9999', 'Banco de ayer' from payment_account where tenant_id = $1",
    )
    .bind(stage.shop.tenant)
    .execute(&mut conn)
    .await
    .unwrap();
    let sent = pay_with(&debt, &with("9999")).await.expect(303);
    assert_eq!(sent.header("location"), debt.path);
    assert_eq!(stage.state().await, "rejected");
    let page = debt.guest.get(&debt.path).await.expect(200).text;
    assert!(
        page.contains("El pago no se hizo") && page.contains("name=\"bank\""),
        "{page}"
    );
    stage.app.advance(1);
    pay_with(&debt, &with("1051")).await.expect(303);
    assert_eq!(stage.state().await, "requires_action");
    assert_eq!(stage.known_there(), 1);
}

#[tokio::test]
async fn sums_that_pse_does_not_move_ask_nobody() {
    let stage = Stage::set().await;
    for price in [100_000_i64, 40_000_000_000] {
        let product = json!({ "name": format!("Por {price}"), "price": price, "status": "active" });
        let owner = stage.owner().await;
        let made = owner.post("/api/v1/products", &product).await.expect(201).json();
        let goods = Goods {
            product: text(&made["id"]),
            variant: text(&made["variants"][0]["id"]),
        };
        let shelf = format!("/api/v1/admin/inventory/{}", goods.variant);
        owner.put(&shelf, &json!({ "on_hand": 5 })).await.expect(200);
        let debt = stage.debt_of(&goods).await;
        pay(&debt).await.expect(409);
        let path = format!("/api/v1/orders/{}/payments?key={}", debt.order, debt.key);
        let request = debt.guest.request(Method::POST, &path);
        let request = request.header("idempotency-key", "one").json(&super::api::body());
        let refused = debt.guest.send(request).await.expect(409);
        assert_eq!(refused.code(), "payment_sum_out_of_range");
    }
    assert_eq!(stage.known_there(), 0);
}

#[tokio::test]
async fn a_refund_of_no_number_is_refused_and_nothing_goes_back() {
    let stage = Stage::set().await;
    let (_debt, notice) = untold(&stage).await;
    notice.tell(&stage.shop.anonymous).await.expect(200);
    stage.app.run_jobs().await;
    let id = text(&stage.payments().await[0]["id"]);
    let path = format!("/api/v1/admin/payments/{id}/refunds");
    let owner = stage.owner().await;
    for amount in [
        "-1",
        "0",
        "0.5",
        "1e30",
        "92233720368547758080",
        "-9223372036854775809",
        "\"400000\"",
        "[400000]",
        "true",
    ] {
        let body = format!("{{\"amount\":{amount}}}");
        let request = owner.request(Method::POST, &path);
        let request = request
            .header("content-type", "application/json")
            .header("idempotency-key", "one")
            .body(body);
        let refused = owner.send(request).await;
        assert!(
            [400, 422].contains(&refused.status.as_u16()),
            "{amount}: {}",
            refused.text
        );
    }
    let stranger = refund(&owner, &id, &json!({ "amount": 100, "to": "me" })).await;
    assert!(stranger.status.is_client_error(), "{}", stranger.text);
    stage.app.run_jobs().await;
    let books = stage.desk().books(super::TOKEN).unwrap();
    assert_eq!(
        (books.payments[0].refunded, stage.state().await.as_str()),
        (0, "approved")
    );
}
