//! The mails of this slice: words by key, one link each.

use db::TenantTx;
use http::App;
use http::shop::Shop;
use kernel::{Email, Locale, Result};
use notifications::{Mail, MailContent, send_mail};

/// Writes mails in the name of one shop.
#[derive(Debug, Clone, Copy)]
pub struct Letters<'a> {
    app: &'a App,
    shop: &'a Shop,
}

/// Who gets one.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Address.
    pub email: &'a Email,
    /// Name.
    pub name: &'a str,
    /// Language.
    pub locale: Locale,
}

/// One mail: `identity-letter-<key>-{subject,heading,text,button}` are its words.
struct Letter {
    key: &'static str,
    purpose: &'static str,
    path: String,
    footer: Option<&'static str>,
}

impl<'a> Letters<'a> {
    /// In the name of `shop`.
    pub fn new(app: &'a App, shop: &'a Shop) -> Self {
        Self { app, shop }
    }

    /// "Confirm your address."
    pub async fn verify(&self, tx: &mut TenantTx, to: Reader<'_>, token: &str) -> Result<()> {
        let letter = Letter {
            key: "verify",
            purpose: "identity.verify_email",
            path: format!("/verify-email?token={token}"),
            footer: Some("identity-letter-not-you"),
        };
        self.send(tx, to, letter).await
    }

    /// "You already have an account": the answer to whoever registers again, given only to the address's owner.
    pub async fn known(&self, tx: &mut TenantTx, to: Reader<'_>) -> Result<()> {
        let letter = Letter {
            key: "known",
            purpose: "identity.known_address",
            path: "/forgot-password".into(),
            footer: Some("identity-letter-not-you"),
        };
        self.send(tx, to, letter).await
    }

    /// "Choose a new password."
    pub async fn reset(&self, tx: &mut TenantTx, to: Reader<'_>, token: &str) -> Result<()> {
        let letter = Letter {
            key: "reset",
            purpose: "identity.reset_password",
            path: format!("/reset-password?token={token}"),
            footer: Some("identity-letter-not-you"),
        };
        self.send(tx, to, letter).await
    }

    /// "Your password was changed."
    pub async fn changed(&self, tx: &mut TenantTx, to: Reader<'_>) -> Result<()> {
        let letter = Letter {
            key: "changed",
            purpose: "identity.password_changed",
            path: "/forgot-password".into(),
            footer: None,
        };
        self.send(tx, to, letter).await
    }

    /// "Join the team."
    pub async fn invite(&self, tx: &mut TenantTx, to: Reader<'_>, token: &str) -> Result<()> {
        let letter = Letter {
            key: "invite",
            purpose: "identity.invitation",
            path: format!("/accept-invitation?token={token}"),
            footer: Some("identity-letter-not-expected"),
        };
        self.send(tx, to, letter).await
    }

    async fn send(&self, tx: &mut TenantTx, to: Reader<'_>, letter: Letter) -> Result<()> {
        let word = |part: &str| {
            let key = format!("identity-letter-{}-{part}", letter.key);
            self.app
                .i18n
                .text(to.locale, &key, &[("shop", &self.shop.name), ("name", to.name)])
        };
        let mail = Mail {
            to: to.email,
            purpose: letter.purpose,
            locale: to.locale,
            subject: word("subject"),
            content: MailContent {
                heading: word("heading"),
                paragraphs: vec![word("text")],
                rows: vec![],
                button: Some((word("button"), self.app.link(&self.shop.host, &letter.path))),
                footer: letter.footer.map(|key| self.app.i18n.text(to.locale, key, &[])),
            },
        };
        send_mail(tx, mail).await
    }
}
