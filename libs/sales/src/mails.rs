//! What customers and the shop are told about an order, in the transaction that changes it.

use db::TenantTx;
use http::LinkKey;
use http::shop::Shop;
use kernel::{Email, Error, Instant, Locale, Money, Result};
use notifications::{Class, Mail, MailContent, Notice, Post, PushNote, ShopMail, Topic, send_all, tell_shop};
use payments::MethodSetting;

use crate::desk::{Desk, admin_path, order_path};
use crate::model::{Order, OrderLine, OrderPromotion, OrderStatus};
use crate::queries::orders::list_promotions;

/// Tells the customer of the order's new state.
pub async fn tell_customer(tx: &mut TenantTx, desk: &Desk, order: &Order) -> Result<()> {
    let letter = Letter::about(tx, desk, order).await?;
    let path = letter.path(tx).await?;
    let mut content = letter.content(order.status.as_str(), desk.link(&letter.shop, &path));
    match order.status {
        OrderStatus::Shipped => content.rows.extend(letter.tracking()),
        OrderStatus::Cancelled => content.paragraphs.extend(letter.why_called_off()),
        _ => {}
    }
    letter
        .send(tx, purpose(order.status), order.status.as_str(), (content, path))
        .await
}

/// A new order.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// It.
    pub order: &'a Order,
    /// What was bought.
    pub lines: &'a [OrderLine],
    /// What promotions gave.
    pub promotions: &'a [OrderPromotion],
    /// How it will be paid.
    pub method: &'a MethodSetting,
    /// What opens its link.
    pub key: &'a LinkKey,
    /// Where it is paid, if a provider moves the money.
    pub pay_path: Option<&'a str>,
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
    if let Some(path) = placed.pay_path {
        let pay = (letter.word("sales-mail-pay-button"), desk.pay_link(shop, path));
        content.other_button = content.button.replace(pay);
    }
    content.rows = letter.lines(placed.lines, placed.promotions);
    content.paragraphs.extend(letter.how_to_pay(placed.method));
    let mail = letter.mail("sales.order_placed", "pending", content);
    let notice = news_for_shop(desk, shop, placed, shop_address);
    send_all(tx, &[Post::Mail(mail, None), Post::Notice(notice)]).await
}

/// Where the shop wants to be written to, else its first owner.
pub async fn shop_address(tx: &mut TenantTx, shop: &Shop) -> Result<Option<Email>> {
    let contact = match shop.email.clone() {
        Some(contact) => Some(contact),
        None => owner_address(tx).await?,
    };
    Ok(contact.as_deref().and_then(Email::parse))
}

/// Tells the shop that an order which was called off for want of money has it, and is there again.
pub async fn tell_revived(tx: &mut TenantTx, desk: &Desk, order: &Order, lines: &[OrderLine]) -> Result<()> {
    let promotions = list_promotions(tx, order).await?;
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let to = shop_address(tx, &shop).await?;
    let notice = shop_notice(
        desk,
        &shop,
        (order, lines, promotions.as_slice()),
        ("sales.order_revived", "revived"),
        to.as_ref(),
    );
    send_all(tx, &[Post::Notice(notice)]).await
}

fn news_for_shop<'a>(desk: &Desk, shop: &Shop, placed: &Placed<'_>, to: Option<&'a Email>) -> Notice<'a> {
    let letter = Letter::from(desk, shop.clone(), placed.order);
    let notice = shop_notice(
        desk,
        shop,
        (placed.order, placed.lines, placed.promotions),
        ("sales.new_order", "new"),
        to,
    );
    notice.with_values(shop.locale, letter.values())
}

/// News of an order to the shop, for a purpose, in the words `sales-mail-<what>-{subject,heading,text}`.
fn shop_notice<'a>(
    desk: &Desk,
    shop: &Shop,
    (order, lines, promotions): (&Order, &[OrderLine], &[OrderPromotion]),
    (purpose, what): (&'static str, &str),
    to: Option<&'a Email>,
) -> Notice<'a> {
    let mut letter = Letter::from(desk, shop.clone(), order);
    letter.locale = shop.locale;
    let button = (letter.word("sales-mail-new-button"), desk.admin_link(shop, order));
    let content = MailContent {
        heading: letter.word(&format!("sales-mail-{what}-heading")),
        paragraphs: vec![letter.word(&format!("sales-mail-{what}-text"))],
        rows: letter.lines(lines, promotions),
        button: Some(button),
        other_button: None,
        footer: None,
    };
    let mail = ShopMail {
        purpose,
        locale: letter.locale,
        subject: letter.word(&format!("sales-mail-{what}-subject")),
        content,
    };
    Notice::of(Topic::OrderPlaced, admin_path(order), mail, to)
}

/// Tells the shop that an order is called off which it did not call off itself.
pub async fn tell_called_off(tx: &mut TenantTx, desk: &Desk, order: &Order) -> Result<()> {
    let mut letter = Letter::about(tx, desk, order).await?;
    letter.locale = letter.shop.locale;
    let to = shop_address(tx, &letter.shop).await?;
    let reason = order.cancel_reason.clone();
    let reason = reason.map(|reason| (letter.word("sales-mail-called-off-reason"), reason));
    let content = MailContent {
        heading: letter.word("sales-mail-called-off-heading"),
        paragraphs: vec![letter.word("sales-mail-called-off-text")],
        rows: reason.into_iter().collect(),
        button: Some((
            letter.word("sales-mail-new-button"),
            desk.admin_link(&letter.shop, order),
        )),
        other_button: None,
        footer: None,
    };
    let mail = ShopMail {
        purpose: "sales.order_called_off",
        locale: letter.locale,
        subject: letter.word("sales-mail-called-off-subject"),
        content,
    };
    let notice = Notice::of(Topic::OrderCancelled, admin_path(order), mail, to.as_ref());
    tell_shop(tx, notice.with_values(letter.locale, letter.values())).await
}

/// Tells the customer that the money came.
pub async fn tell_paid(tx: &mut TenantTx, desk: &Desk, order: &Order) -> Result<()> {
    let letter = Letter::about(tx, desk, order).await?;
    let path = letter.path(tx).await?;
    let content = letter.content("paid", desk.link(&letter.shop, &path));
    letter.send(tx, "sales.order_paid", "paid", (content, path)).await
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

    /// Why it was called off, said to the customer: who did so themselves is told that, not of somebody.
    fn why_called_off(&self) -> Option<String> {
        let reason = self.order.cancel_reason.clone()?;
        let is_theirs = reason == self.word("track-cancel-reason");
        Some(if is_theirs {
            self.word("track-cancelled-by-you")
        } else {
            reason
        })
    }

    fn word(&self, key: &str) -> String {
        let values = self.values();
        let args: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.desk.text(self.locale, key, &args)
    }

    /// What goes into texts: ours and the shop's own.
    fn values(&self) -> Vec<(&'static str, String)> {
        vec![
            ("shop", self.shop.name.clone()),
            ("name", self.order.customer_name.clone()),
            ("number", format!("#{}", self.order.number)),
            ("total", self.money(self.order.total)),
        ]
    }

    fn money(&self, minor: i64) -> String {
        Money {
            minor,
            currency: self.order.currency,
        }
        .display()
    }

    /// Where its customer watches it, signed in or not.
    async fn path(&self, tx: &mut TenantTx) -> Result<String> {
        let key = self.desk.order_key(tx, self.order).await?;
        Ok(order_path(self.order, &key))
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

    /// What was bought, what promotions gave, shipping and total.
    fn lines(&self, lines: &[OrderLine], promotions: &[OrderPromotion]) -> Vec<(String, String)> {
        let label = |l: &OrderLine| match l.options.as_str() {
            "" => format!("{} × {}", l.quantity, l.name),
            options => format!("{} × {} ({options})", l.quantity, l.name),
        };
        let mut rows: Vec<_> = lines.iter().map(|l| (label(l), self.money(l.total))).collect();
        let shipping = self
            .desk
            .text(self.locale, &self.order.shipping_method.name_key(), &[]);
        rows.push((shipping, self.money(self.order.shipping_price)));
        rows.extend(
            promotions
                .iter()
                .map(|p| (p.name.clone(), self.money(-p.total()))),
        );
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

    /// By mail, and to the browsers in which the customer follows the order.
    async fn send(
        &self,
        tx: &mut TenantTx,
        purpose: &'static str,
        what: &str,
        (content, path): (MailContent, String),
    ) -> Result<()> {
        let note = PushNote {
            about: self.order.order_id.0,
            purpose,
            reminds_of: None,
            until: None,
            title: self.word(&format!("sales-mail-{what}-subject")),
            text: content.paragraphs.join(" "),
            path,
        };
        let mail = self.mail(purpose, what, content);
        send_all(tx, &[Post::Mail(mail, None), Post::Push(note)]).await
    }

    fn mail(&self, purpose: &'static str, what: &str, content: MailContent) -> Mail<'a> {
        Mail {
            to: &self.order.email,
            purpose,
            locale: self.locale,
            class: Class::Transactional,
            values: self.values(),
            subject: self.word(&format!("sales-mail-{what}-subject")),
            content,
        }
    }
}
