//! What a shop's owners are mailed about what the provider did.

use db::TenantTx;
use http::App;
use kernel::{Email, Error, Locale, Result};
use notifications::{Class, Mail, MailContent, send_mail};

/// Which mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// The shop is suspended.
    Suspended,
    /// It is open again.
    Reactivated,
    /// Somebody of the provider's is helping.
    Support,
}

impl Letter {
    /// As keys name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::Reactivated => "reactivated",
            Self::Support => "support",
        }
    }

    const fn purpose(self) -> &'static str {
        match self {
            Self::Suspended => "panel.shop_suspended",
            Self::Reactivated => "panel.shop_reactivated",
            Self::Support => "panel.support_entered",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Suspended => "/",
            Self::Reactivated => "/admin",
            Self::Support => "/admin/audit",
        }
    }
}

/// Mails every owner of the transaction's shop; `why` goes into the text.
pub async fn tell_owners(tx: &mut TenantTx, app: &App, letter: Letter, why: &str) -> Result<()> {
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let link = app.link(&shop.host, letter.path());
    for (email, locale) in owners(tx).await? {
        let word = |part: &str| {
            let key = format!("panel-letter-{}-{part}", letter.as_str());
            app.i18n.text(locale, &key, &[("shop", &shop.name), ("why", why)])
        };
        let mail = Mail {
            to: &email,
            purpose: letter.purpose(),
            locale,
            class: Class::Transactional,
            values: vec![],
            subject: word("subject"),
            content: MailContent {
                heading: word("subject"),
                paragraphs: vec![word("text")],
                button: Some((word("button"), link.clone())),
                ..MailContent::default()
            },
        };
        send_mail(tx, mail).await?;
    }
    Ok(())
}

async fn owners(tx: &mut TenantTx) -> Result<Vec<(Email, Locale)>> {
    Ok(sqlx::query_as(
        "select email, locale from person
          where tenant_id = $1 and role = 'owner' and status = 'active'
          order by person_id
          limit 20",
    )
    .bind(tx.tenant())
    .fetch_all(&mut **tx)
    .await?)
}
