//! The mails of this slice: words by key, one link each.

use std::net::IpAddr;

use db::TenantTx;
use http::App;
use http::page::date_time;
use http::shop::Shop;
use kernel::{Email, Locale, Result};
use notifications::{Class, Mail, MailContent, send_mail};

use crate::model::PersonRow;

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

impl<'a> Reader<'a> {
    /// The owner of an account.
    pub fn of(person: &'a PersonRow) -> Self {
        Self {
            email: &person.email,
            name: &person.name,
            locale: person.locale,
        }
    }
}

/// Something happened to somebody's account that they should hear of, whoever did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The second factor is asked for from now on.
    SecondFactorOn,
    /// It is no longer asked for.
    SecondFactorOff,
    /// Somebody of the team took it away.
    SecondFactorReset,
    /// A recovery code was used; so many are left.
    RecoveryCodeUsed(i64),
    /// An account at Google opens it from now on.
    GoogleLinked,
    /// It does so no longer.
    GoogleUnlinked,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
}

impl Notice {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::SecondFactorOn => ("factor-on", "identity.second_factor_on"),
            Self::SecondFactorOff => ("factor-off", "identity.second_factor_off"),
            Self::SecondFactorReset => ("factor-reset", "identity.second_factor_reset"),
            Self::RecoveryCodeUsed(_) => ("recovery", "identity.recovery_code_used"),
            Self::GoogleLinked => ("google-on", "identity.google_linked"),
            Self::GoogleUnlinked => ("google-off", "identity.google_unlinked"),
            Self::PasskeyAdded => ("passkey-added", "identity.passkey_added"),
            Self::PasskeyRemoved => ("passkey-removed", "identity.passkey_removed"),
        }
    }

    /// What goes into the text.
    fn left(self) -> String {
        match self {
            Self::RecoveryCodeUsed(left) => left.to_string(),
            _ => String::new(),
        }
    }
}

/// One mail: `identity-letter-<key>-{subject,heading,text,button}` are its words.
struct Letter {
    key: &'static str,
    purpose: &'static str,
    path: String,
    footer: Option<&'static str>,
    /// A number that the text may name.
    left: String,
    /// Labels and values below the text.
    rows: Vec<(String, String)>,
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
            left: String::new(),
            rows: vec![],
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
            left: String::new(),
            rows: vec![],
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
            left: String::new(),
            rows: vec![],
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
            left: String::new(),
            rows: vec![],
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
            left: String::new(),
            rows: vec![],
        };
        self.send(tx, to, letter).await
    }

    /// Tells somebody what happened to their account. An address that nobody proved may be a stranger's, who would be
    /// pestered: it gets nothing.
    pub async fn notice(&self, tx: &mut TenantTx, person: &PersonRow, notice: Notice) -> Result<()> {
        if !person.email_verified {
            return Ok(());
        }
        let (key, purpose) = notice.words();
        let to = Reader::of(person);
        let letter = Letter {
            key,
            purpose,
            path: "/account/security".into(),
            footer: Some("identity-letter-not-you-notice"),
            left: notice.left(),
            rows: vec![],
        };
        self.send(tx, to, letter).await
    }

    /// "Somebody signed in from a device that we did not know": which, from where and when.
    pub async fn new_device(
        &self,
        tx: &mut TenantTx,
        person: &PersonRow,
        device: &str,
        address: Option<IpAddr>,
    ) -> Result<()> {
        let t = |key: &str| self.app.i18n.text(person.locale, key, &[]);
        let device = if device.is_empty() {
            t("identity-device-unknown")
        } else {
            device.to_owned()
        };
        let place = address.map(|ip| (t("identity-device-place"), ip.to_string()));
        let when = date_time(tx.now(), &self.shop.zone(), person.locale);
        let what = [
            Some((t("identity-device"), device)),
            place,
            Some((t("identity-device-when"), when)),
        ];
        let letter = Letter {
            key: "device",
            purpose: "identity.new_device",
            path: "/account/sessions".into(),
            footer: Some("identity-letter-not-you-notice"),
            left: String::new(),
            rows: what.into_iter().flatten().collect(),
        };
        self.send(tx, Reader::of(person), letter).await
    }

    async fn send(&self, tx: &mut TenantTx, to: Reader<'_>, letter: Letter) -> Result<()> {
        let word = |part: &str| {
            let key = format!("identity-letter-{}-{part}", letter.key);
            self.app.i18n.text(
                to.locale,
                &key,
                &[
                    ("shop", &self.shop.name),
                    ("name", to.name),
                    ("left", &letter.left),
                ],
            )
        };
        let mail = Mail {
            to: to.email,
            purpose: letter.purpose,
            locale: to.locale,
            class: Class::Transactional,
            values: vec![],
            subject: word("subject"),
            content: MailContent {
                heading: word("heading"),
                paragraphs: vec![word("text")],
                rows: letter.rows,
                button: Some((word("button"), self.app.link(&self.shop.host, &letter.path))),
                other_button: None,
                footer: letter.footer.map(|key| self.app.i18n.text(to.locale, key, &[])),
            },
        };
        send_mail(tx, mail).await
    }
}
