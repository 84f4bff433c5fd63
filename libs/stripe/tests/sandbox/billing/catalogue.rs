//! What is sold: made once, and found again.

use stripe::StripeError;
use stripe::billing::{
    CouponId, Interval, Lasts, NewCoupon, NewPromotionCode, Off, ProductChange, ProductId, TaxBehavior,
};

use super::{BASIC, Shop, new_price, product, subscriber};
use crate::stage::refusal;

#[tokio::test]
async fn a_catalogue_is_found_by_its_own_words() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    let found = account.product(&ProductId::parse("pro").unwrap()).await.unwrap();
    assert_eq!((found.name.as_str(), found.active), ("Pro", true));
    assert_eq!(found.metadata["plan"], "pro");
    let keys = [
        "basico.month.cop.1",
        "pro.month.cop.1",
        "pro.year.cop.1",
        "nothing",
    ];
    let mut found = account.prices(&keys).await.unwrap();
    found.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(found, [shop.basic.clone(), shop.pro.clone(), shop.yearly.clone()]);
    assert_eq!(
        (shop.yearly.interval, shop.basic.amount, shop.basic.tax),
        (Some(Interval::Year), BASIC, TaxBehavior::Inclusive)
    );
    assert_eq!(account.price(&shop.pro.id).await.unwrap(), shop.pro);
    assert_eq!(
        account.tax_rates().await.unwrap(),
        std::slice::from_ref(&shop.iva)
    );
    let nothing = account.product(&ProductId::parse("nada").unwrap()).await;
    assert_eq!(nothing, Err(StripeError::NotFound));
    let elsewhere = shop.stage.account("sk_test_two");
    assert_eq!(elsewhere.prices(&keys).await, Ok(vec![]));
    assert_eq!(elsewhere.price(&shop.pro.id).await, Err(StripeError::NotFound));
}

#[tokio::test]
async fn what_is_there_is_not_made_again() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    let same = account
        .create_product("pro", &product("pro", "Pro"))
        .await
        .unwrap();
    assert_eq!(same.id.as_str(), "pro");
    let taken = Some("resource_already_exists".to_owned());
    let again = account.create_product("p-9", &product("pro", "Pro")).await;
    assert_eq!(refusal(again), (400, taken.clone()));
    let again = new_price("pro", BASIC, Interval::Month);
    assert_eq!(refusal(account.create_price("r-9", &again).await), (400, taken));
    // Once it is retired, another one takes its place, and it is what it was.
    let retired = account.retire_price("r-10", &shop.pro.id).await.unwrap();
    assert!(!retired.active && retired.amount == shop.pro.amount);
    let next = account.create_price("r-11", &again).await.unwrap();
    let found = account.prices(&["pro.month.cop.1"]).await.unwrap();
    assert_eq!(found, [next]);
}

#[tokio::test]
async fn a_product_may_be_called_otherwise() {
    let shop = Shop::open().await;
    let change = ProductChange {
        name: Some("Pro+".into()),
        active: Some(false),
        ..ProductChange::default()
    };
    let id = ProductId::parse("pro").unwrap();
    let changed = shop
        .stage
        .account
        .update_product("u-1", &id, &change)
        .await
        .unwrap();
    assert_eq!((changed.name.as_str(), changed.active), ("Pro+", false));
    assert_eq!(changed.description.as_deref(), Some("Para vender y agendar."));
}

#[tokio::test]
async fn more_than_ten_lookup_keys_are_asked_for() {
    let shop = Shop::open().await;
    let keys: Vec<String> = (0..25).map(|number| format!("none.{number}")).collect();
    let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    keys.push("pro.year.cop.1");
    assert_eq!(
        shop.stage.account.prices(&keys).await,
        Ok(vec![shop.yearly.clone()])
    );
}

#[tokio::test]
async fn discounts_and_codes_are_made_found_and_stopped() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    let id = CouponId::parse("bienvenida-20").unwrap();
    let new = NewCoupon {
        id: id.clone(),
        name: "Bienvenida".into(),
        off: Off::Percent(2_000),
        lasts: Lasts::Months(3),
        most: Some(100),
        until: None,
    };
    let made = account.create_coupon("k-1", &new).await.unwrap();
    assert_eq!(
        (made.off, made.lasts, made.used, made.valid),
        (new.off, new.lasts, 0, true)
    );
    assert_eq!(account.coupon(&id).await.unwrap(), made);
    let code = NewPromotionCode {
        coupon: id.clone(),
        code: "ARTESANA20".into(),
        most: None,
        until: None,
    };
    let code = account.create_promotion_code("k-2", &code).await.unwrap();
    assert_eq!(
        account.promotion_codes("artesana20").await.unwrap(),
        std::slice::from_ref(&code)
    );
    assert_eq!(account.promotion_codes("OTRO").await.unwrap(), []);
    let stopped = account.stop_promotion_code("k-3", &code.id).await.unwrap();
    assert!(!stopped.active);
    account.delete_coupon("k-4", &id).await.unwrap();
    assert_eq!(account.coupon(&id).await, Err(StripeError::NotFound));
}

#[tokio::test]
async fn a_customer_is_found_by_whose_it_is() {
    let shop = Shop::open().await;
    let account = &shop.stage.account;
    let same = account
        .create_subscriber("c-1", &subscriber("t-1"))
        .await
        .unwrap();
    assert_eq!(same, shop.customer);
    let other = account
        .create_subscriber("c-2", &subscriber("t-2"))
        .await
        .unwrap();
    assert_eq!(
        account.find_subscribers("t-1").await,
        Ok(vec![shop.customer.clone()])
    );
    account
        .update_subscriber("c-3", &other, &subscriber("t-1"))
        .await
        .unwrap();
    assert_eq!(
        account.find_subscribers("t-1").await,
        Ok(vec![other, shop.customer.clone()])
    );
    assert_eq!(account.find_subscribers("t-2").await, Ok(vec![]));
}
