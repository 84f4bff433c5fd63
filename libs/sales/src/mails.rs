//! What customers and the shop are told about an order, in the transaction that changes it.

use db::TenantTx;
use http::LinkKey;
use http::shop::Shop;
use kernel::{Email, Error, Instant, Locale, Money, Result};
use notifications::{Mail, MailContent, send_mail, send_mails};
use payments::MethodSetting;

use crate::desk::Desk;
use crate::model::{Order, OrderLine, OrderStatus};

/// Tells the customer of the order's new state.
pub async fn tell_customer(tx: &mut TenantTx, desk: &Desk, order: &Order) -> Result<()> {
    let letter = Letter::about(tx, desk, order).await?;
    let mut content = letter.content(order.status.as_str(), letter.link(tx).await?);
    match order.status {
        OrderStatus::Shipped => content.rows.extend(letter.tracking()),
        OrderStatus::Cancelled => content.paragraphs.extend(order.cancel_reason.clone()),
        _ => {}
    }
    letter
        .send(tx, purpose(order.status), order.status.as_str(), content)
        .await
}

/// A new order.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// It.
    pub order: &'a Order,
    /// What was bought.
    pub lines: &'a [OrderLine],
    /// How it will be paid.
    pub method: &'a MethodSetting,
    /// What opens its link.
    pub key: &'a LinkKey,
}

/// Tells the customer that the order arrived, with everything in it and how to pay, and the shop that there is something
/// to do.
pub async fn tell_placed(
    tx: &mut TenantTx,
    desk: &Desk,
    shop: &Shop,
    placed: &Placed<'_>,
    shop_address: Option<&Email>,
) -> Result<()> {
    let letter = Letter::from(desk, shop.clone(), placed.order);
    let link = desk.new_order_link(shop, placed.order, placed.key);
    let mut content = letter.content("pending", link);
    content.rows = letter.lines(placed.lines);
    content.paragraphs.extend(letter.how_to_pay(placed.method));
    let mut mails = vec![letter.mail("sales.order_placed", "pending", content)];
    mails.extend(shop_address.map(|to| news_for_shop(desk, shop, placed, to)));
    send_mails(tx, &mails).await
}

/// Where the shop wants to be written to, else its first owner.
pub async fn shop_address(tx: &mut TenantTx, shop: &Shop) -> Result<Option<Email>> {
    let contact = match shop.email.clone() {
        Some(contact) => Some(contact),
        None => owner_address(tx).await?,
    };
    Ok(contact.as_deref().and_then(Email::parse))
}

fn news_for_shop<'a>(desk: &Desk, shop: &Shop, placed: &Placed<'_>, to: &'a Email) -> Mail<'a> {
    let mut letter = Letter::from(desk, shop.clone(), placed.order);
    letter.locale = shop.locale;
    let button = (
        letter.word("sales-mail-new-button"),
        desk.admin_link(shop, placed.order),
    );
    let content = MailContent {
        heading: letter.word("sales-mail-new-heading"),
        paragraphs: vec![letter.word("sales-mail-new-text")],
        rows: letter.lines(placed.lines),
        button: Some(button),
        other_button: None,
        footer: None,
    };
    Mail {
        to,
        purpose: "sales.new_order",
        locale: letter.locale,
        subject: letter.word("sales-mail-new-subject"),
        content,
    }
}

/// Tells the customer that the money came.
pub async fn tell_paid(tx: &mut TenantTx, desk: &Desk, order: &Order) -> Result<()> {
    let letter = Letter::about(tx, desk, order).await?;
    let content = letter.content("paid", letter.link(tx).await?);
    letter.send(tx, "sales.order_paid", "paid", content).await
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
        Ok(Self::from(desk, shop, order))
    }

    fn from(desk: &'a Desk, shop: Shop, order: &'a Order) -> Self {
        Self {
            desk,
            order,
            shop,
            locale: order.locale,
        }
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

    async fn link(&self, tx: &mut TenantTx) -> Result<String> {
        self.desk.order_link(tx, &self.shop, self.order).await
    }

    fn content(&self, what: &str, link: String) -> MailContent {
        MailContent {
            heading: self.word(&format!("sales-mail-{what}-heading")),
            paragraphs: vec![self.word(&format!("sales-mail-{what}-text"))],
            rows: vec![],
            button: Some((self.word("sales-mail-button"), link)),
            other_button: None,
            footer: None,
        }
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
        send_mail(tx, self.mail(purpose, what, content)).await
    }

    fn mail(&self, purpose: &'static str, what: &str, content: MailContent) -> Mail<'a> {
        Mail {
            to: &self.order.email,
            purpose,
            locale: self.locale,
            subject: self.word(&format!("sales-mail-{what}-subject")),
            content,
        }
    }
}
