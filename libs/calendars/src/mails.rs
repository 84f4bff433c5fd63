//! What the shop is told.

use db::TenantTx;
use http::shop::Shop;
use kernel::{Email, Locale, Result};
use notifications::{Class, Mail, MailContent, Notice, Topic, tell_shop};

use crate::clerk::Clerk;
use crate::model::AccountId;

/// Why it is sent.
const RECONNECT: &str = "calendars.reconnect";
/// Where it is mended.
const CALENDARS: &str = "/admin/calendars";

/// Tells the shop's owners, and who connected the account, that it lets us in no longer.
pub async fn tell_reconnect(
    tx: &mut TenantTx,
    clerk: &Clerk,
    shop: &Shop,
    id: AccountId,
    account: &str,
) -> Result<()> {
    let readers: Vec<(Email, Locale)> = sqlx::query_as(
        "select email, locale from person
          where tenant_id = $1 and status = 'active'
            and (role = 'owner' or person_id = (select connected_by from calendar_account
                                                 where tenant_id = $1 and account_id = $2))
          order by person_id
          limit 20",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?;
    let mails: Vec<Mail<'_>> = readers
        .iter()
        .map(|(to, locale)| letter(clerk, shop, account, (to, *locale)))
        .collect();
    let args = [("shop", shop.name.as_str()), ("account", account)];
    let word = |key: &str| clerk.text(shop.locale, key, &args);
    let notice = Notice {
        topic: Topic::CalendarReconnect,
        purpose: RECONNECT,
        title: word("calendars-mail-reconnect-subject"),
        text: word("calendars-mail-reconnect-text"),
        facts: String::new(),
        path: CALENDARS.to_owned(),
        mails,
        // Each reads it in a language of their own.
        values: None,
    };
    tell_shop(tx, notice).await
}

fn letter<'a>(clerk: &Clerk, shop: &Shop, account: &str, (to, locale): (&'a Email, Locale)) -> Mail<'a> {
    let args = [("shop", shop.name.as_str()), ("account", account)];
    let word = |key: &str| clerk.text(locale, key, &args);
    let link = clerk.link(shop, CALENDARS);
    Mail {
        to,
        purpose: RECONNECT,
        locale,
        class: Class::Transactional,
        values: vec![],
        subject: word("calendars-mail-reconnect-subject"),
        content: MailContent {
            heading: word("calendars-mail-reconnect-heading"),
            paragraphs: vec![word("calendars-mail-reconnect-text")],
            rows: vec![],
            button: Some((word("calendars-mail-reconnect-button"), link)),
            other_button: None,
            footer: None,
        },
    }
}
