//! Payments, found and listed.

use jiff::Timestamp;
use mercadopago::{By, MpError, PaymentId, Status};

use crate::stage::Stage;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn an_attempt_is_found_by_its_name() {
    let stage = Stage::open();
    let [first, _other] = [stage.begun("a-1").await, stage.begun("a-10").await];
    assert_eq!(stage.account.find("a-1").await.unwrap(), [first]);
    assert_eq!(stage.account.find("nobody's & odd=1").await.unwrap(), []);
    assert_eq!(
        stage.account.payment(&PaymentId::parse("1").unwrap()).await,
        Err(MpError::NotFound)
    );
}

#[tokio::test]
async fn all_payments_of_a_time_come_page_by_page() {
    let stage = Stage::open();
    for number in 0..205 {
        stage.begun(&format!("a-{number}")).await;
        stage.clock.advance(1);
    }
    let (from, until) = (at("2026-11-22T15:00:00Z"), at("2026-11-22T15:03:19Z"));
    let mut offset = Some(0);
    let (mut sizes, mut names) = (vec![], vec![]);
    while let Some(begin) = offset {
        let page = stage.account.list(By::Created, from, until, begin).await.unwrap();
        assert_eq!((page.total, page.skipped.len()), (200, 0));
        sizes.push(page.payments.len());
        names.extend(
            page.payments
                .into_iter()
                .filter_map(|payment| payment.external_reference),
        );
        offset = page.next;
    }
    assert_eq!(sizes, [100, 100]);
    let expected: Vec<_> = (0..200).map(|number| format!("a-{number}")).collect();
    assert_eq!(names, expected);
}

#[tokio::test]
async fn what_changed_is_told_from_what_was_made() {
    let stage = Stage::open();
    let id = stage.begun("a-1").await.id;
    stage.clock.advance(300);
    stage.desk.approve(id.as_str());
    let (from, until) = (at("2026-11-22T15:04:00Z"), at("2026-11-22T15:06:00Z"));
    let made = stage.account.list(By::Created, from, until, 0).await.unwrap();
    assert_eq!((made.payments.len(), made.total, made.next), (0, 0, None));
    let changed = stage.account.list(By::Changed, from, until, 0).await.unwrap();
    assert_eq!(changed.payments[0].status, Status::Approved);
    assert_eq!(changed.payments[0].changed_at, Some(at("2026-11-22T15:05:00Z")));
}
