//! Cards that are kept, and pay again.

use reqwest::{Client, redirect::Policy};
use stripe::{Card, CustomerId, IntentStatus, Means, PaymentIntent, StripeError};

use crate::stage::{ASKS, ASKS_ONCE, GOOD, Stage, order, refusal};

const BACK: &str = "http://demo.localhost:8080/pago/1?shop=1";

/// A card that somebody typed and let us keep.
async fn keep(stage: &Stage, customer: &CustomerId, number: &str) -> Card {
    let means = Means::CardToKeep {
        customer: customer.clone(),
    };
    let begun = stage.account.pay(number, &order(number, means)).await.unwrap();
    assert!(stage.desk.pay(begun.id.as_str(), number));
    stage.desk.answer(begun.id.as_str(), true);
    assert_eq!(stage.seen(&begun.id).await.status, IntentStatus::Succeeded);
    stage.account.cards(customer).await.unwrap().remove(0)
}

async fn again(stage: &Stage, key: &str, customer: &CustomerId, card: &Card) -> PaymentIntent {
    let means = Means::KeptCard {
        customer: customer.clone(),
        card: card.id.clone(),
        return_url: BACK.parse().unwrap(),
    };
    stage.account.pay(key, &order(key, means)).await.unwrap()
}

async fn alone(stage: &Stage, key: &str, customer: &CustomerId, card: &Card) -> PaymentIntent {
    let means = Means::KeptCardAlone {
        customer: customer.clone(),
        card: card.id.clone(),
    };
    stage.account.pay(key, &order(key, means)).await.unwrap()
}

#[tokio::test]
async fn a_kept_card_pays_at_once() {
    let stage = Stage::open();
    let ana = stage.customer("ana").await;
    assert_eq!(stage.account.cards(&ana).await, Ok(vec![]));
    let card = keep(&stage, &ana, GOOD).await;
    assert_eq!((card.face.last_four.as_str(), card.expires), ("4242", (2034, 12)));
    for paid in [
        again(&stage, "a-1", &ana, &card).await,
        alone(&stage, "a-2", &ana, &card).await,
    ] {
        assert_eq!(paid.status, IntentStatus::Succeeded);
        assert_eq!(
            (paid.customer.as_ref(), paid.card.as_ref()),
            (Some(&ana), Some(&card.id))
        );
        assert!(paid.charge.is_some_and(|charge| charge.settled.is_some()));
    }
}

#[tokio::test]
async fn a_kept_card_that_is_declined_is_a_result_and_the_same_each_time() {
    let stage = Stage::open();
    let ana = stage.customer("ana").await;
    let card = keep(&stage, &ana, GOOD).await;
    assert!(stage.desk.empty_card(card.id.as_str()));
    let declined = alone(&stage, "a-1", &ana, &card).await;
    assert_eq!(declined.status, IntentStatus::RequiresPaymentMethod);
    let why = declined.decline.clone().unwrap();
    assert_eq!(why.decline_code.as_deref(), Some("insufficient_funds"));
    assert_eq!(alone(&stage, "a-1", &ana, &card).await, declined);
    assert_eq!(stage.books().payments.len(), 2);
}

#[tokio::test]
async fn a_bank_that_asks_leads_the_browser_there_and_back() {
    let stage = Stage::open();
    let ana = stage.customer("ana").await;
    let card = keep(&stage, &ana, ASKS).await;
    let browser = Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .build()
        .unwrap();
    for (key, choice, status, word) in [
        ("a-1", "yes", IntentStatus::Succeeded, "redirect_status=succeeded"),
        (
            "a-2",
            "no",
            IntentStatus::RequiresPaymentMethod,
            "redirect_status=failed",
        ),
    ] {
        let asked = again(&stage, key, &ana, &card).await;
        assert!(asked.asks());
        let door = asked.redirect.unwrap();
        let page = browser
            .get(door.clone())
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert!(
            page.contains("¿Eres tú?") && page.contains("$\u{a0}58.900"),
            "{page}"
        );
        let proof = door
            .query_pairs()
            .find(|(name, _)| name == "proof")
            .unwrap()
            .1
            .into_owned();
        let mut forged = door.clone();
        forged.set_query(Some("proof=x"));
        assert_eq!(browser.get(forged).send().await.unwrap().status(), 404);
        let said = [("choice", choice), ("proof", &proof)];
        let back = browser.post(door).form(&said).send().await.unwrap();
        assert_eq!(back.status(), 303);
        let back = back.headers()["location"].to_str().unwrap().to_owned();
        assert!(back.starts_with(BACK) && back.contains(word), "{back}");
        assert_eq!(stage.seen(&asked.id).await.status, status);
    }
}

#[tokio::test]
async fn without_its_owner_a_bank_that_asks_says_no_unless_they_agreed() {
    let stage = Stage::open();
    let [ana, eva] = [stage.customer("ana").await, stage.customer("eva").await];
    let always = keep(&stage, &ana, ASKS).await;
    let declined = alone(&stage, "a-1", &ana, &always).await;
    assert_eq!(declined.decline.unwrap().code, "authentication_required");
    let once = keep(&stage, &eva, ASKS_ONCE).await;
    assert_eq!(
        alone(&stage, "a-2", &eva, &once).await.status,
        IntentStatus::Succeeded
    );
}

#[tokio::test]
async fn a_forgotten_card_never_pays_again_and_nobody_pays_by_anothers() {
    let stage = Stage::open();
    let [ana, eva] = [stage.customer("ana").await, stage.customer("eva").await];
    let card = keep(&stage, &ana, GOOD).await;
    let order = |customer: &CustomerId| {
        let means = Means::KeptCardAlone {
            customer: customer.clone(),
            card: card.id.clone(),
        };
        order("a-1", means)
    };
    let refused = refusal(stage.account.pay("a-1", &order(&eva)).await);
    assert_eq!(refused.1.as_deref(), Some("payment_method_unexpected_state"));
    let stranger = stage.account("sk_test_two");
    assert_eq!(stranger.cards(&ana).await, Err(StripeError::NotFound));
    assert_eq!(
        stranger.forget_card("f", &card.id).await,
        Err(StripeError::NotFound)
    );

    stage.account.forget_card("f-1", &card.id).await.unwrap();
    stage.account.forget_card("f-1", &card.id).await.unwrap();
    assert_eq!(stage.account.cards(&ana).await, Ok(vec![]));
    assert_eq!(refusal(stage.account.forget_card("f-2", &card.id).await).0, 400);
    assert_eq!(refusal(stage.account.pay("a-2", &order(&ana)).await).0, 400);
}

#[tokio::test]
async fn one_key_is_one_customer() {
    let stage = Stage::open();
    let ana = stage.customer("ana").await;
    assert_eq!(stage.customer("ana").await, ana);
    assert_ne!(stage.customer("eva").await, ana);
    let odd = stage.account.customer("c", "c", "nobody").await;
    assert_eq!(refusal(odd).1.as_deref(), Some("email_invalid"));
}
