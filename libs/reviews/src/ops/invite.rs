//! Some days after an order arrived its customer is asked, once, what they think.

use db::TenantTx;
use http::App;
use http::shop::Shop;
use kernel::{Error, Result};
use notifications::{ChoiceLinks, Class, Contact, ContactChannel, Mail, MailContent, Sort, send_mails};
use sales::Desk;
use sales::model::{Order, OrderId};
use sales::queries::orders::{OrderReader, get_order};

use crate::model::ReviewSettings;
use crate::queries::settings::review_settings;

const DAY: i64 = 24 * 3600;
/// Of what arrived longer ago nobody is asked any more: a shop that begins to ask writes to no old customers.
const WINDOW_DAYS: i64 = 14;
/// Mails of one transaction.
const AT_ONCE: i64 = 50;

/// Asks the next customers; gives whether there may be more.
pub async fn invite_some(tx: &mut TenantTx, app: &App) -> Result<bool> {
    let ReviewSettings {
        ask_after_days: Some(days),
        ..
    } = review_settings(tx).await?
    else {
        return Ok(false);
    };
    let due = take_due(tx, i64::from(days)).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let (desk, links) = (Desk::of(app), ChoiceLinks::of(app));
    let reader = OrderReader {
        staff: true,
        ..OrderReader::default()
    };
    let mut asked = vec![];
    for id in &due {
        let order = get_order(tx, *id, &reader).await?;
        let key = desk.order_key(tx, &order).await?;
        asked.push((order, key));
    }
    let letter = Letter {
        desk: &desk,
        links: &links,
        shop: &shop,
    };
    let mails: Result<Vec<Mail<'_>>> = asked.iter().map(|(order, key)| letter.to(order, key)).collect();
    send_mails(tx, mails?).await?;
    Ok(i64::try_from(due.len()).unwrap_or(i64::MAX) == AT_ONCE)
}

/// Marks orders as asked about whose customers have something to say yet.
async fn take_due(tx: &mut TenantTx, days: i64) -> Result<Vec<OrderId>> {
    let until = tx.now().plus_seconds(-days * DAY);
    Ok(sqlx::query_scalar(
        "insert into review_invitation (tenant_id, order_id, order_created_at, created_at)
         select o.tenant_id, o.order_id, o.created_at, $4
           from sales_order o
          where o.tenant_id = $1 and o.status = 'delivered' and o.delivered_at <= $2 and o.delivered_at > $3
            and not exists (select from review_invitation i where i.tenant_id = $1 and i.order_id = o.order_id)
            and exists (select from order_line l
                         where l.tenant_id = $1 and l.order_id = o.order_id
                           and not exists (select from review r
                                            where r.tenant_id = $1 and r.product_id = l.product_id
                                              and (r.email = o.email or r.person_id = o.person_id)))
          order by o.delivered_at, o.order_id
          limit $5
             on conflict do nothing
         returning order_id",
    )
    .bind(tx.tenant())
    .bind(until)
    .bind(until.plus_seconds(-WINDOW_DAYS * DAY))
    .bind(tx.now())
    .bind(AT_ONCE)
    .fetch_all(&mut **tx)
    .await?)
}

struct Letter<'a> {
    desk: &'a Desk,
    links: &'a ChoiceLinks,
    shop: &'a Shop,
}

impl Letter<'_> {
    /// In the order's language. They may say no to it: it reminds them of what they did.
    fn to<'o>(&self, order: &'o Order, key: &str) -> Result<Mail<'o>> {
        let values = vec![
            ("name", order.customer_name.clone()),
            ("number", format!("#{}", order.number)),
            ("shop", self.shop.name.clone()),
        ];
        let args: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let word = |key: &str| self.desk.text(order.locale, key, &args);
        let path = format!("/orders/{}/reviews?key={key}", order.order_id);
        let contact = Contact {
            channel: ContactChannel::Email,
            address: order.email.to_string(),
        };
        Ok(Mail {
            to: &order.email,
            purpose: "reviews.invitation",
            locale: order.locale,
            class: Class::Optional {
                sort: Sort::Reminder,
                choices: self.links.link(self.shop, &contact)?,
            },
            subject: word("reviews-mail-invite-subject"),
            content: MailContent {
                heading: word("reviews-mail-invite-heading"),
                paragraphs: vec![word("reviews-mail-invite-text")],
                button: Some((
                    word("reviews-mail-invite-button"),
                    self.desk.link(self.shop, &path),
                )),
                ..MailContent::default()
            },
            values,
        })
    }
}
