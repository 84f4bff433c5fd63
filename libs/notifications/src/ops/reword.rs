//! A shop says something in its own words, takes them back, or looks at them in its own mailbox or on its own phone.

use db::TenantTx;
use http::access::SignedInPerson;
use http::shop::Shop;
use http::{App, EdgeError};
use kernel::{Email, Error, Locale, PersonId, Result};

use super::send::{send_all, send_mail};
use crate::error::NotificationsError;
use crate::model::contact::Class;
use crate::model::kind::{Form, MessageKind};
use crate::model::template::{MessageWords, TemplateRequest, Values};
use crate::model::{Mail, MailContent, Post, TextMessage};
use crate::queries::templates::find_own_words;
use crate::samples::{our_heading, samples};

/// Purpose of what somebody sends themselves to look at.
const TEST: &str = "notifications.words_test";
/// So many within an hour.
const TESTS: i64 = 10;
const HOUR: i64 = 3_600;

/// Replaces our words of this kind in this language. `read` is the version that the writer had seen, if they say so; refuses with
/// `stale`, or names the fields that do not fit the kind.
pub async fn reword(
    tx: &mut TenantTx,
    kind: &MessageKind,
    locale: Locale,
    request: &TemplateRequest,
    read: Option<i64>,
) -> Result<()> {
    let words = request.words_for(kind)?;
    lock(tx).await?;
    let version = current_version(tx, kind, locale).await?;
    if read.is_some_and(|read| read != version) {
        return Err(EdgeError::Stale.into());
    }
    store(tx, kind, locale, &words, version + 1).await
}

/// Says it in our words again.
pub async fn restore_words(tx: &mut TenantTx, kind: &MessageKind, locale: Locale) -> Result<()> {
    sqlx::query("delete from message_template where tenant_id = $1 and purpose = $2 and locale = $3")
        .bind(tx.tenant())
        .bind(kind.purpose)
        .bind(locale)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Sends these words to whoever wrote them, filled with examples: to their phone if they are for phones, else by mail; ten within
/// an hour, then `too_many_tests`. Where it went.
pub async fn send_test(
    tx: &mut TenantTx,
    app: &App,
    shop: &Shop,
    (kind, locale): (&MessageKind, Locale),
    request: &TemplateRequest,
    writer: &SignedInPerson,
) -> Result<String> {
    let words = request.words_for(kind)?;
    let words = words.filled(&samples(app, &shop.name, locale, kind));
    lock(tx).await?;
    if kind.form == Form::Text {
        let phone = find_phone(tx, writer.person_id).await?.unwrap_or_default();
        let text = TextMessage::new(&phone, TEST, None, (locale, &words.body));
        let text = text.ok_or(NotificationsError::NoPhone)?;
        let to = text.to.to_string();
        check_rate(tx, &to).await?;
        send_all(tx, &[Post::Text(text)]).await?;
        return Ok(to);
    }
    let to = Email::parse(&writer.email).ok_or_else(Error::not_found)?;
    check_rate(tx, to.as_str()).await?;
    let mail = Mail {
        to: &to,
        purpose: TEST,
        locale,
        class: Class::Transactional,
        values: Values::new(),
        subject: words.subject.clone().unwrap_or_default(),
        content: words.replace(&example(app, shop, locale, kind)),
    };
    send_mail(tx, mail).await?;
    Ok(to.to_string())
}

async fn find_phone(tx: &mut TenantTx, person: PersonId) -> Result<Option<String>> {
    Ok(
        sqlx::query_scalar("select phone from person where tenant_id = $1 and person_id = $2")
            .bind(tx.tenant())
            .bind(person)
            .fetch_one(&mut **tx)
            .await?,
    )
}

/// What stands around the words: our heading where they bring none, and a button that leads to the shop.
fn example(app: &App, shop: &Shop, locale: Locale, kind: &MessageKind) -> MailContent {
    let button = app.i18n.text(locale, kind.button, &[]);
    MailContent {
        heading: our_heading(app, &shop.name, locale, kind),
        button: Some((button, app.link(&shop.host, "/"))),
        ..MailContent::default()
    }
}

/// The tenant's row: there may be no words yet. Who sends tests takes turns too.
async fn lock(tx: &mut TenantTx) -> Result<()> {
    sqlx::query("select from tenant where tenant_id = $1 for no key update")
        .bind(tx.tenant())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn current_version(tx: &mut TenantTx, kind: &MessageKind, locale: Locale) -> Result<i64> {
    let own = find_own_words(tx, kind.purpose, locale).await?;
    Ok(own.map_or(0, |own| own.version))
}

async fn store(
    tx: &mut TenantTx,
    kind: &MessageKind,
    locale: Locale,
    words: &MessageWords,
    version: i64,
) -> Result<()> {
    sqlx::query(
        "insert into message_template (tenant_id, purpose, locale, subject, heading, body, footer, updated_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (tenant_id, purpose, locale) do update
         set subject = excluded.subject, heading = excluded.heading, body = excluded.body, footer = excluded.footer,
             updated_at = excluded.updated_at, version = excluded.version",
    )
    .bind(tx.tenant())
    .bind(kind.purpose)
    .bind(locale)
    .bind(&words.subject)
    .bind(&words.heading)
    .bind(&words.body)
    .bind(&words.footer)
    .bind(tx.now())
    .bind(version)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn check_rate(tx: &mut TenantTx, to: &str) -> Result<()> {
    let sent: i64 = sqlx::query_scalar(
        "select count(*) from message
          where tenant_id = $1 and created_at > $2 and purpose = $3 and to_address = $4",
    )
    .bind(tx.tenant())
    .bind(tx.now().plus_seconds(-HOUR))
    .bind(TEST)
    .bind(to)
    .fetch_one(&mut **tx)
    .await?;
    if sent < TESTS {
        Ok(())
    } else {
        Err(kernel::Error::from(NotificationsError::TooManyTests).retry_after(3_600))
    }
}
