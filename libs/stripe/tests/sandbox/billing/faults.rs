//! What goes wrong on the way, and that nobody pays twice for it.

use std::time::Duration;

use payment_sandbox::stripe::Fault;
use stripe::StripeError;
use stripe::billing::Paying;

use super::{BASIC, HOUR, MONTH, PRO, Shop, paying, product};
use crate::stage::GOOD;

/// Long enough for a call to arrive on a busy machine, and short enough to wait for.
const PATIENCE: Duration = Duration::from_secs(2);

#[tokio::test]
async fn an_upgrade_that_nobody_answered_is_paid_once() {
    for fault in [
        Fault::ErrorBefore,
        Fault::ErrorAfter,
        Fault::BrokenAfter,
        Fault::TimeOutAfter,
    ] {
        let (shop, subscription) = paying().await;
        let account = shop.stage.account.clone().patience(PATIENCE);
        shop.advance(MONTH / 2);
        let change = shop.change(&subscription, &shop.pro);
        shop.stage.desk.fail_next(fault);
        let error = account
            .change_plan("u-1", &subscription.id, &change)
            .await
            .unwrap_err();
        assert!(error.may_have_happened(), "{fault:?}: {error:?}");
        let changed = account
            .change_plan("u-1", &subscription.id, &change)
            .await
            .unwrap();
        assert_eq!(changed.item().unwrap().price, shop.pro.id);
        assert_eq!(shop.charged(), BASIC + (PRO - BASIC) / 2, "{fault:?}");
        shop.nobody_paid_twice();
    }
}

#[tokio::test]
async fn a_visit_that_nobody_answered_is_one_visit() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    let order = shop.order(&shop.pro, None);
    shop.stage.desk.fail_next(Fault::ErrorAfter);
    assert!(matches!(
        account.create_checkout("v-1", &order).await,
        Err(StripeError::Unknown(_))
    ));
    let visit = account.create_checkout("v-1", &order).await.unwrap();
    assert_eq!(account.create_checkout("v-1", &order).await.unwrap(), visit);
    shop.stage.desk.check_out(visit.id.as_str(), GOOD);
    assert_eq!(shop.charged(), PRO);
}

#[tokio::test]
async fn an_invoice_that_was_tried_without_an_answer_is_paid_once() {
    let (shop, _) = paying().await;
    shop.stage.desk.empty_cards(shop.customer.as_str());
    shop.advance(MONTH + HOUR);
    shop.stage.desk.fill_cards(shop.customer.as_str());
    let invoice = shop.invoices().await.remove(0);
    shop.stage.desk.fail_next(Fault::ErrorAfter);
    let account = &shop.stage.account;
    assert!(account.pay_invoice("p-1", &invoice.id).await.is_err());
    let paid = account.pay_invoice("p-1", &invoice.id).await.unwrap();
    assert!(matches!(paid, Paying::Paid(_)));
    assert_eq!(shop.charged(), BASIC * 2);
    shop.nobody_paid_twice();
}

#[tokio::test]
async fn too_many_calls_change_nothing() {
    let shop = Shop::open().await;
    shop.stage.desk.fail_next(Fault::Busy);
    let busy = shop
        .stage
        .account
        .create_product("p-1", &product("nuevo", "Nuevo"))
        .await;
    assert!(matches!(busy, Err(StripeError::Busy { .. })));
    shop.stage
        .account
        .create_product("p-1", &product("nuevo", "Nuevo"))
        .await
        .unwrap();
}
