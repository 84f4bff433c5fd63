//! The pages, as a browser without scripts sees them.

use reqwest::{Client, Response, redirect::Policy};
use stripe::billing::{CardNeeded, Discount, InvoiceStatus, PortalPage, SubscriptionStatus, WithoutCard};
use url::Url;

use super::{BASIC, HOUR, MONTH, PRO, Shop, paying};
use crate::stage::{ASKS, EMPTY, GOOD, refusal};

fn browser() -> Client {
    Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .build()
        .unwrap()
}

/// What a page says. Each is one that no script from elsewhere runs on.
async fn text(answer: Response) -> String {
    assert_eq!(answer.status().as_u16(), 200);
    let policy = answer.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.starts_with("default-src 'none'"));
    let text = answer.text().await.unwrap();
    assert_eq!(text.matches("<h1>").count(), 1);
    assert!(!text.contains("<script"));
    text
}

fn led_to(answer: &Response) -> String {
    assert_eq!(answer.status().as_u16(), 303);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

fn card(number: &str) -> Vec<(&str, &str)> {
    vec![("number", number), ("expiry", "11/30"), ("cvc", "123")]
}

async fn get(url: &Url) -> Response {
    browser().get(url.clone()).send().await.unwrap()
}

async fn post(url: &Url, form: &[(&str, &str)]) -> Response {
    browser().post(url.clone()).form(form).send().await.unwrap()
}

#[tokio::test]
async fn checkout_takes_a_card_and_leads_back() {
    let shop = Shop::open().await;
    let visit = shop.visit(&shop.order(&shop.pro, None)).await;
    let url = visit.url.unwrap();
    let page = text(get(&url).await).await;
    for word in [
        "Pro, $\u{a0}89.900 al mes",
        "Suscribirme",
        "Número de la tarjeta",
        "http://vitrina.localhost/planes",
    ] {
        assert!(page.contains(word), "{word} in {page}");
    }
    assert!(
        text(post(&url, &card("4242")).await)
            .await
            .contains("no es válido")
    );
    let mut old = card(GOOD);
    old[1] = ("expiry", "10/26");
    assert!(text(post(&url, &old).await).await.contains("vencida"));
    assert!(text(post(&url, &card(EMPTY)).await).await.contains("rechazó"));
    let there = led_to(&post(&url, &card(GOOD)).await);
    assert_eq!(
        there,
        format!("http://vitrina.localhost/listo?visita={}", visit.id)
    );
    assert_eq!(shop.charged(), PRO);
    // Whoever comes again is led there again.
    assert_eq!(led_to(&get(&url).await), there);
    assert_eq!(led_to(&post(&url, &card(GOOD)).await), there);
    assert_eq!(shop.charged(), PRO);
}

#[tokio::test]
async fn the_bank_asks_on_a_page_of_its_own() {
    for trial in [None, Some(14)] {
        let shop = Shop::open().await;
        let visit = shop.visit(&shop.order(&shop.pro, trial)).await;
        let url = visit.url.unwrap();
        let door = url.join(&led_to(&post(&url, &card(ASKS)).await)).unwrap();
        let page = text(get(&door).await).await;
        assert!(page.contains("¿Eres tú?"));
        let proof = door
            .query_pairs()
            .find(|(name, _)| name == "proof")
            .map(|(_, proof)| proof.into_owned());
        let proof = proof.unwrap_or_default();
        let answered = post(&door, &[("choice", "yes"), ("proof", &proof)]).await;
        let back = url.join(&led_to(&answered)).unwrap();
        if trial.is_none() {
            assert!(led_to(&get(&back).await).starts_with("http://vitrina.localhost/listo"));
        } else {
            assert!(back.as_str().starts_with("http://vitrina.localhost/listo"));
        }
        assert_eq!(shop.subscription().await.items[0].price, shop.pro.id);
    }
}

#[tokio::test]
async fn codes_and_trials_stand_on_the_page() {
    let shop = Shop::open().await;
    let mut order = shop.order(&shop.pro, Some(14));
    order.discount = Discount::Typed;
    order.card = CardNeeded::IfMoneyIsDue {
        then: WithoutCard::Pause,
    };
    let visit = shop.visit(&order).await;
    let url = visit.url.unwrap();
    let page = text(get(&url).await).await;
    for word in [
        "14 días de prueba gratis",
        "Empezar la prueba",
        "Código de promoción",
    ] {
        assert!(page.contains(word), "{word}");
    }
    assert!(!page.contains("Número de la tarjeta"));
    let code = url.join(&format!("{}/code", url.path())).unwrap();
    assert!(
        text(post(&code, &[("code", "NADA")]).await)
            .await
            .contains("Ese código no sirve.")
    );
    led_to(&post(&url, &[]).await);
    assert_eq!(shop.subscription().await.status, SubscriptionStatus::Trialing);
}

#[tokio::test]
async fn the_portal_changes_the_card_and_lets_people_go() {
    let (shop, subscription) = paying().await;
    let account = &shop.stage.account;
    let back = "http://vitrina.localhost/admin/suscripcion".parse().unwrap();
    let url = account
        .portal("b-1", &shop.customer, &PortalPage::Home, &back)
        .await
        .unwrap();
    let page = text(get(&url).await).await;
    for word in [
        "visa terminada en 4242",
        "Cancelar la suscripción",
        back.as_str(),
        "Pagada",
    ] {
        assert!(page.contains(word), "{word} in {page}");
    }
    let mut form = card("5555555555554444");
    form.push(("choice", "card"));
    assert_eq!(led_to(&post(&url, &form).await), url.as_str());
    assert!(
        text(get(&url).await)
            .await
            .contains("mastercard terminada en 4444")
    );
    let mut bad = card(EMPTY);
    bad.push(("choice", "card"));
    assert!(text(post(&url, &bad).await).await.contains("rechazó"));
    for (choice, ends) in [("cancel", true), ("keep", false)] {
        let form = [("choice", choice), ("subscription", subscription.id.as_str())];
        led_to(&post(&url, &form).await);
        assert_eq!(shop.subscription().await.cancel_at_period_end, ends);
    }
    // Time goes on there: the next period, then its invoice.
    for _ in 0..2 {
        led_to(&post(&url, &[("choice", "next")]).await);
    }
    assert_eq!(shop.charged(), BASIC * 2);
    for (page, fine) in [
        (PortalPage::Card, true),
        (PortalPage::Cancel(subscription.id.clone()), true),
    ] {
        let key = format!("b-{page:?}").replace(['(', ')', '"', ' '], "-");
        assert_eq!(
            account.portal(&key, &shop.customer, &page, &back).await.is_ok(),
            fine
        );
    }
    shop.advance(HOUR);
    assert_eq!(get(&url).await.status().as_u16(), 404);
    let elsewhere = shop.stage.account("sk_test_two");
    let nobody = elsewhere
        .portal("b-9", &shop.customer, &PortalPage::Home, &back)
        .await;
    assert_eq!(refusal(nobody).0, 400);
}

#[tokio::test]
async fn an_invoice_is_paid_on_its_own_page() {
    let (shop, _) = paying().await;
    shop.stage.desk.empty_cards(shop.customer.as_str());
    shop.advance(MONTH + HOUR);
    let invoice = shop.invoices().await.remove(0);
    let url = invoice.hosted_url.unwrap();
    let page = text(get(&url).await).await;
    assert!(
        page.contains("Por pagar") && page.contains("$\u{a0}49.900"),
        "{page}"
    );
    assert!(text(post(&url, &card(EMPTY)).await).await.contains("rechazó"));
    assert_eq!(led_to(&post(&url, &card(GOOD)).await), url.as_str());
    assert!(text(get(&url).await).await.contains("Pagada"));
    assert_eq!(
        shop.stage.account.invoice(&invoice.id).await.unwrap().status,
        InvoiceStatus::Paid
    );
    assert_eq!(shop.charged(), BASIC * 2);
    let paper = get(&invoice.pdf_url.unwrap()).await;
    assert_eq!(paper.headers()["content-type"], "application/pdf");
    assert!(paper.text().await.unwrap().starts_with("%PDF-"));
    let guessed = url.join("x").unwrap();
    assert_eq!(get(&guessed).await.status().as_u16(), 404);
}
