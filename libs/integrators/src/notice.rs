//! The shop is told when nothing goes to an address any more.

use std::sync::Arc;

use db::TenantTx;
use http::App;
use http::i18n::I18n;
use kernel::{Email, Locale, Result};
use notifications::{Class, Mail, MailContent, Notice, Topic, tell_shop};

use crate::ops::settle::Stopped;

const PURPOSE: &str = "integrators.stopped";
/// Where it is mended.
const HERE: &str = "/admin/integrations";

/// What its words take. Cheap to clone: jobs keep one.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    i18n: Arc<I18n>,
    scheme: String,
    port_suffix: String,
}

impl Words {
    /// From the shared state of handlers.
    pub fn of(app: &App) -> Self {
        Self {
            i18n: Arc::clone(&app.i18n),
            scheme: app.settings.scheme.clone(),
            port_suffix: app.settings.port_suffix.clone(),
        }
    }

    /// Tells owners and administrators, over the ways that the shop chose.
    pub async fn tell_stopped(&self, tx: &mut TenantTx, stopped: &Stopped) -> Result<()> {
        let Some(shop) = http::shop::find(tx).await? else {
            return Ok(());
        };
        let readers = readers(tx).await?;
        let link = format!("{}://{}{}{HERE}", self.scheme, shop.host, self.port_suffix);
        let args = [("shop", shop.name.as_str()), ("host", stopped.host.as_str())];
        let mails = readers
            .iter()
            .map(|(to, locale)| self.letter(&args, &link, (to, *locale)))
            .collect();
        let word = |key: &str| self.i18n.text(shop.locale, key, &args);
        let notice = Notice {
            topic: Topic::WebhookStopped,
            purpose: PURPOSE,
            title: word("integrators-mail-stopped-subject"),
            text: word("integrators-mail-stopped-text"),
            facts: String::new(),
            path: HERE.to_owned(),
            mails,
            // Each reads it in a language of their own.
            values: None,
        };
        tell_shop(tx, notice).await
    }

    fn letter<'a>(&self, args: &[(&str, &str)], link: &str, (to, locale): (&'a Email, Locale)) -> Mail<'a> {
        let word = |key: &str| self.i18n.text(locale, key, args);
        Mail {
            to,
            purpose: PURPOSE,
            locale,
            class: Class::Transactional,
            values: vec![],
            subject: word("integrators-mail-stopped-subject"),
            content: MailContent {
                heading: word("integrators-mail-stopped-heading"),
                paragraphs: vec![word("integrators-mail-stopped-text")],
                rows: vec![],
                button: Some((word("integrators-mail-stopped-button"), link.to_owned())),
                other_button: None,
                footer: None,
            },
        }
    }
}

async fn readers(tx: &mut TenantTx) -> Result<Vec<(Email, Locale)>> {
    Ok(sqlx::query_as(
        "select email, locale from person
          where tenant_id = $1 and status = 'active' and role in ('owner', 'admin')
          order by person_id
          limit 20",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
