//! What owners are told.

use db::TenantTx;
use http::page::date;
use http::{App, Shop};
use kernel::{Email, Instant, Locale, Result};
use notifications::{Class, Mail, MailContent, send_mails};

use crate::model::ending::Ending;
use crate::queries::subscription::Subscription;

/// Where they do something about it.
const PLAN: &str = "/admin/plan";

/// Mails every owner, in their own language.
pub async fn tell_owners(
    tx: &mut TenantTx,
    app: &App,
    shop: &Shop,
    ending: Ending,
    has: &Subscription,
) -> Result<()> {
    let owners: Vec<(Email, Locale)> = sqlx::query_as(
        "select email, locale from person
          where tenant_id = $1 and role = 'owner' and status = 'active'
          order by person_id
          limit 20",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?;
    let end = has.trial_ends_at.filter(|_| has.status == "trialing");
    let end = end.or(has.grace_until).unwrap_or_else(|| tx.now());
    let mails = owners
        .iter()
        .map(|(to, locale)| letter(app, shop, ending, end, (to, *locale)));
    send_mails(tx, mails.collect()).await
}

fn letter<'a>(
    app: &App,
    shop: &Shop,
    ending: Ending,
    end: Instant,
    (to, locale): (&'a Email, Locale),
) -> Mail<'a> {
    let day = date(end, &shop.zone(), locale);
    let args = [("shop", shop.name.as_str()), ("day", day.as_str())];
    let word = |part: &str| {
        let key = format!("billing-letter-{}-{part}", ending.key());
        app.i18n.text(locale, &key, &args)
    };
    Mail {
        to,
        purpose: ending.purpose(),
        locale,
        class: Class::Transactional,
        values: vec![],
        subject: word("subject"),
        content: MailContent {
            heading: word("heading"),
            paragraphs: vec![word("text")],
            rows: vec![],
            button: Some((
                app.i18n.text(locale, "billing-letter-button", &[]),
                app.link(&shop.host, PLAN),
            )),
            other_button: None,
            footer: None,
        },
    }
}
