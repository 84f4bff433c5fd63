//! Somebody lost the link to their order: it goes to the address that the order was placed with, and nowhere else.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Email, Result};
use notifications::{Class, Mail, MailContent, send_mail};

use crate::desk::Desk;
use crate::model::Order;
use crate::queries::storefront::{find_by_number, was_written};

const PURPOSE: &str = "sales.order_link";

/// Nobody's mailbox is filled by asking again and again.
const PAUSE_SECONDS: i64 = 120;

/// Mails the link, if number and address belong together. Whether they do is not told.
pub async fn send_order_link(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    number: i64,
    email: &Email,
) -> Result<()> {
    let Some(order) = find_by_number(tx, number, email).await? else {
        return Ok(());
    };
    lock_address(tx, email).await?;
    let since = tx.now().plus_seconds(-PAUSE_SECONDS);
    if was_written(tx, email, PURPOSE, since).await? {
        return Ok(());
    }
    let link = desk.order_link(tx, shop, &order).await?;
    let mail = letter(desk, &order, link);
    send_mail(tx, mail).await
}

/// Several who ask for the same address at once take turns, whichever of its orders they name: its first one is locked.
async fn lock_address(tx: &mut TenantTx, email: &Email) -> Result<()> {
    sqlx::query(
        "select order_id from sales_order
          where tenant_id = $1 and email = $2
          order by created_at, order_id
          limit 1
            for update",
    )
    .bind(tx.tenant())
    .bind(email)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn letter<'a>(desk: &Desk, order: &'a Order, link: String) -> Mail<'a> {
    let number = order.number.to_string();
    let word = |key: &str| desk.text(order.locale, key, &[("number", &number)]);
    Mail {
        to: &order.email,
        purpose: PURPOSE,
        locale: order.locale,
        class: Class::Transactional,
        values: vec![],
        subject: word("find-mail-subject"),
        content: MailContent {
            heading: word("find-mail-heading"),
            paragraphs: vec![word("find-mail-text")],
            button: Some((word("find-mail-button"), link)),
            ..MailContent::default()
        },
    }
}
