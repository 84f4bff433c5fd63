//! Payments by card.

use mercadopago::{CardFace, MpError, Status, ThreeDSecure};
use reqwest::Client;

use crate::stage::{AMOUNT, Stage};

#[tokio::test]
async fn the_name_on_the_card_says_how_it_ends() {
    let stage = Stage::open();
    for (holder, status, detail) in [
        ("APRO", Status::Approved, "accredited"),
        ("OTHE", Status::Rejected, "cc_rejected_other_reason"),
        ("CONT", Status::InProcess, "pending_contingency"),
        ("CALL", Status::Rejected, "cc_rejected_call_for_authorize"),
        ("FUND", Status::Rejected, "cc_rejected_insufficient_amount"),
        ("SECU", Status::Rejected, "cc_rejected_bad_filled_security_code"),
        ("EXPI", Status::Rejected, "cc_rejected_bad_filled_date"),
        ("FORM", Status::Rejected, "cc_rejected_bad_filled_other"),
    ] {
        let payment = stage.by_card(holder, holder).await;
        assert_eq!(
            (&payment.status, payment.detail.as_str()),
            (&status, detail),
            "{holder}"
        );
        let face = CardFace {
            last_four: "6260".into(),
            brand: "visa".into(),
        };
        assert_eq!((payment.card, payment.amount), (Some(face), AMOUNT));
        assert_eq!(payment.net.is_some(), status == Status::Approved);
    }
}

/// Twenty that Mercado Pago's pages name: none of them is lost or taken for another.
#[tokio::test]
async fn every_status_is_read() {
    let stage = Stage::open();
    let id = stage.by_card("a-1", "APRO").await.id;
    for (status, detail) in [
        ("pending", "pending_waiting_transfer"),
        ("pending", "pending_waiting_payment"),
        ("pending", "pending_challenge"),
        ("in_process", "offline_process"),
        ("in_process", "pending_contingency"),
        ("in_process", "pending_review_manual"),
        ("authorized", "pending_capture"),
        ("approved", "accredited"),
        ("approved", "partially_refunded"),
        ("rejected", "cc_rejected_high_risk"),
        ("rejected", "bank_error"),
        ("rejected", "insufficient_amount"),
        ("cancelled", "expired"),
        ("cancelled", "by_collector"),
        ("cancelled", "by_payer"),
        ("refunded", "refunded"),
        ("charged_back", "in_process"),
        ("charged_back", "settled"),
        ("charged_back", "reimbursed"),
        ("in_mediation", "pending"),
    ] {
        assert!(stage.desk.become_of(id.as_str(), status, detail));
        let payment = stage.account.payment(&id).await.unwrap();
        assert_eq!(
            (payment.status.as_str(), payment.detail.as_str()),
            (status, detail)
        );
        assert!(!matches!(payment.status, Status::Other(_)), "{status}");
    }
}

#[tokio::test]
async fn a_token_is_good_once() {
    let stage = Stage::open();
    let order = stage.card("a-1", "APRO");
    let first = stage.account.pay_by_card("a-1", &order).await.unwrap();
    assert_eq!(stage.account.pay_by_card("a-1", &order).await.unwrap(), first);
    let again = stage.account.pay_by_card("a-2", &order).await;
    assert!(
        matches!(&again, Err(MpError::Refused { code: Some(code), .. }) if code == "2006"),
        "{again:?}"
    );

    let mut wrong = stage.card("a-3", "APRO");
    wrong.method = "master".into();
    assert!(matches!(
        stage.account.pay_by_card("a-3", &wrong).await,
        Err(MpError::Refused { .. })
    ));
    assert_eq!(stage.books().payments.len(), 1);
}

#[tokio::test]
async fn the_cards_bank_may_ask_its_owner() {
    let stage = Stage::open();
    let browser = Client::builder().no_proxy().build().unwrap();
    for (key, choice, status, detail) in [
        ("a-1", "yes", Status::Approved, "accredited"),
        ("a-2", "no", Status::Rejected, "cc_rejected_3ds_challenge"),
    ] {
        let mut order = stage.card(key, "CHAL");
        order.three_d_secure = Some(ThreeDSecure::Optional);
        let asked = stage.account.pay_by_card(key, &order).await.unwrap();
        assert_eq!(
            (&asked.status, asked.detail.as_str()),
            (&Status::Pending, "pending_challenge")
        );
        let challenge = asked.challenge.unwrap();
        let page = browser
            .post(challenge.url.clone())
            .form(&[("creq", &challenge.creq)])
            .send()
            .await
            .unwrap();
        assert!(page.text().await.unwrap().contains("¿Eres tú?"));
        let forged = browser
            .post(challenge.url.clone())
            .form(&[("creq", "x")])
            .send()
            .await
            .unwrap();
        assert_eq!(forged.status(), 404);

        let answer = format!("{}/answer", challenge.url);
        let done = browser
            .post(answer)
            .form(&[("choice", choice)])
            .send()
            .await
            .unwrap();
        assert!(done.text().await.unwrap().contains("challenge.js"));
        let payment = stage.account.payment(&asked.id).await.unwrap();
        assert_eq!(
            (payment.status, payment.detail.as_str(), payment.challenge),
            (status, detail, None)
        );
    }
}

#[tokio::test]
async fn a_question_that_nobody_answers_ends() {
    let stage = Stage::open();
    let mut order = stage.card("a-1", "CHAL");
    order.three_d_secure = Some(ThreeDSecure::Mandatory);
    let id = stage.account.pay_by_card("a-1", &order).await.unwrap().id;
    stage.clock.advance(5 * 60);
    let payment = stage.account.payment(&id).await.unwrap();
    assert_eq!(
        (payment.status, payment.detail.as_str()),
        (Status::Rejected, "cc_rejected_3ds_challenge")
    );
}
