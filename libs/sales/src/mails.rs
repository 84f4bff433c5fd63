//! What customers and the shop are told about an order, in the transaction that changes it.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Email, Error, Instant, Locale, Money, Result};
use notifications::{Mail, MailContent, send_mail};
use payments::MethodSetting;

use crate::desk::Desk;
use crate::model::{Order, OrderLine, OrderStatus};

/// Tells the customer of the order's new state.
pub async fn tell_customer(tx: &mut TenantTx, desk: &Desk, order: &Order) -> Result<()> {
    let letter = Letter::about(tx, desk, order).await?;
    let mut content = letter.content(order.status.as_str())?;
    match order.status {
        OrderStatus::Shipped => content.rows.extend(letter.tracking()),
        OrderStatus::Cancelled => content.paragraphs.extend(order.cancel_reason.clone()),
        _ => {}
    }
    letter
        .send(tx, purpose(order.status), order.status.as_str(), content)
        .await
}

/// Tells the customer that the order arrived, with everything in it and how to pay.
pub async fn tell_placed(
    tx: &mut TenantTx,
    desk: &Desk,
    order: &Order,
    lines: &[OrderLine],
    method: &MethodSetting,
) -> Result<()> {
    let letter = Letter::about(tx, desk, order).await?;
    let mut content = letter.content("pending")?;
    content.rows = letter.lines(lines);
    content.paragraphs.extend(letter.how_to_pay(method));
    letter.send(tx, "sales.order_placed", "pending", content).await
}

/// Tells the customer that the money came.
pub async fn tell_paid(tx: &mut TenantTx, desk: &Desk, order: &Order) -> Result<()> {
    let letter = Letter::about(tx, desk, order).await?;
    let content = letter.content("paid")?;
    letter.send(tx, "sales.order_paid", "paid", content).await
}

/// Tells the shop that there is something to do: where it wants to be written to, else its first owner.
pub async fn tell_shop(tx: &mut TenantTx, desk: &Desk, order: &Order, lines: &[OrderLine]) -> Result<()> {
    let mut letter = Letter::about(tx, desk, order).await?;
    let contact = match letter.shop.email.clone() {
        Some(contact) => Some(contact),
        None => owner_address(tx).await?,
    };
    let Some(email) = contact.as_deref().and_then(Email::parse) else {
        return Ok(());
    };
    letter.locale = letter.shop.locale;
    let button = (
        letter.word("sales-mail-new-button"),
        desk.admin_link(&letter.shop, order),
    );
    let content = MailContent {
        heading: letter.word("sales-mail-new-heading"),
        paragraphs: vec![letter.word("sales-mail-new-text")],
        rows: letter.lines(lines),
        button: Some(button),
        footer: None,
    };
    let subject = letter.word("sales-mail-new-subject");
    let mail = Mail {
        to: &email,
        purpose: "sales.new_order",
        locale: letter.locale,
        subject,
        content,
    };
    send_mail(tx, mail).await
}

async fn owner_address(tx: &mut TenantTx) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "select email from person
          where tenant_id = $1 and role = 'owner' and status = 'active'
          order by created_at
          limit 1",
    )
    .bind(tx.tenant())
    .fetch_optional(&mut **tx)
    .await?)
}

fn purpose(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Pending => "sales.order_placed",
        OrderStatus::Confirmed => "sales.order_confirmed",
        OrderStatus::Processing => "sales.order_processing",
        OrderStatus::Shipped => "sales.order_shipped",
        OrderStatus::Delivered => "sales.order_delivered",
        OrderStatus::Cancelled => "sales.order_cancelled",
    }
}

/// A mail about one order. Its words are `sales-mail-<what>-{subject,heading,text}`.
struct Letter<'a> {
    desk: &'a Desk,
    order: &'a Order,
    shop: Shop,
    locale: Locale,
}

impl<'a> Letter<'a> {
    async fn about(tx: &mut TenantTx, desk: &'a Desk, order: &'a Order) -> Result<Self> {
        let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
        Ok(Self {
            desk,
            order,
            shop,
            locale: order.locale,
        })
    }

    fn word(&self, key: &str) -> String {
        let number = format!("#{}", self.order.number);
        let args = [
            ("shop", self.shop.name.as_str()),
            ("name", self.order.customer_name.as_str()),
            ("number", number.as_str()),
            ("total", &self.money(self.order.total)),
        ];
        self.desk.text(self.locale, key, &args)
    }

    fn money(&self, minor: i64) -> String {
        Money {
            minor,
            currency: self.order.currency,
        }
        .display()
    }

    fn content(&self, what: &str) -> Result<MailContent> {
        Ok(MailContent {
            heading: self.word(&format!("sales-mail-{what}-heading")),
            paragraphs: vec![self.word(&format!("sales-mail-{what}-text"))],
            rows: vec![],
            button: Some((
                self.word("sales-mail-button"),
                self.desk.order_link(&self.shop, self.order)?,
            )),
            footer: None,
        })
    }

    /// What was bought, shipping and total.
    fn lines(&self, lines: &[OrderLine]) -> Vec<(String, String)> {
        let label = |l: &OrderLine| match l.options.as_str() {
            "" => format!("{} × {}", l.quantity, l.name),
            options => format!("{} × {} ({options})", l.quantity, l.name),
        };
        let mut rows: Vec<_> = lines.iter().map(|l| (label(l), self.money(l.total))).collect();
        let shipping = self
            .desk
            .text(self.locale, &self.order.shipping_method.name_key(), &[]);
        rows.push((shipping, self.money(self.order.shipping_price)));
        rows.push((self.word("sales-total"), self.money(self.order.total)));
        rows
    }

    /// The shop's instructions, what to write on the payment, and until when it waits.
    fn how_to_pay(&self, method: &MethodSetting) -> Vec<String> {
        let name = self.desk.text(self.locale, &method.code.name_key(), &[]);
        let mut sentences = vec![
            self.desk
                .text(self.locale, "sales-mail-pay-with", &[("method", &name)]),
        ];
        sentences.extend(method.instructions_in(self.locale).map(str::to_owned));
        if let Some(reference) = &self.order.payment_reference {
            sentences.push(
                self.desk
                    .text(self.locale, "sales-mail-reference", &[("reference", reference)]),
            );
        }
        if let Some(until) = self.order.pay_until {
            let until = self.date_time(until);
            sentences.push(
                self.desk
                    .text(self.locale, "sales-mail-pay-until", &[("until", &until)]),
            );
        }
        sentences
    }

    fn date_time(&self, instant: Instant) -> String {
        http::page::date_time(instant, &self.shop.zone(), self.locale)
    }

    fn tracking(&self) -> Vec<(String, String)> {
        let row = |key: &str, value: &Option<String>| value.clone().map(|v| (self.word(key), v));
        let rows = [
            row("sales-carrier", &self.order.carrier),
            row("sales-tracking-code", &self.order.tracking_code),
        ];
        rows.into_iter().flatten().collect()
    }

    async fn send(
        &self,
        tx: &mut TenantTx,
        purpose: &'static str,
        what: &str,
        content: MailContent,
    ) -> Result<()> {
        let subject = self.word(&format!("sales-mail-{what}-subject"));
        send_mail(
            tx,
            Mail {
                to: &self.order.email,
                purpose,
                locale: self.locale,
                subject,
                content,
            },
        )
        .await
    }
}
