//! What customers are told of their money, and a shop may say in its own words.

use db::TenantTx;
use http::App;
use http::shop::Shop;
use kernel::{Currency, Email, Error, Locale, Money, Result};
use notifications::{Class, Form, Mail, MailContent, MessageKind, Post, PushNote, send_all};

use crate::hooks::Face;
use crate::model::{Attempt, MethodCode, Refund, card_face};
use crate::treasury::Treasury;

const GIVEN_BACK: &str = "payments.given_back";

/// They.
pub const MESSAGES: &[MessageKind] = &[MessageKind {
    purpose: GIVEN_BACK,
    form: Form::Mail,
    texts: "payments-mail-given-back",
    button: "pay-see-order",
    placeholders: &["name", "amount", "what", "shop"],
}];

/// Tells that this went back, how it comes and how long that takes: by mail where there is an address, and to the browsers in
/// which the customer follows what they paid.
pub(crate) async fn given_back(
    tx: &mut TenantTx,
    treasury: &Treasury,
    attempt: &Attempt,
    refund: &Refund,
) -> Result<()> {
    let app = &treasury.app;
    let shop = http::shop::find(tx).await?.ok_or_else(Error::not_found)?;
    let hook = treasury.hook(attempt.payable_kind)?;
    let face = (hook.face)(tx, app, attempt.payable_id).await?;
    let letter = Letter {
        app,
        shop: &shop,
        face: &face,
        attempt,
        refund,
    };
    let to = Email::parse(&face.payer.email);
    let mail = to.as_ref().map(|to| Post::Mail(letter.mail(to), None));
    let posts: Vec<Post<'_>> = mail.into_iter().chain([Post::Push(letter.push())]).collect();
    send_all(tx, &posts).await
}

/// Of one refund, in the customer's language.
struct Letter<'a> {
    app: &'a App,
    shop: &'a Shop,
    face: &'a Face,
    attempt: &'a Attempt,
    refund: &'a Refund,
}

impl Letter<'_> {
    fn mail<'m>(&self, to: &'m Email) -> Mail<'m> {
        Mail {
            to,
            purpose: GIVEN_BACK,
            locale: self.locale(),
            class: Class::Transactional,
            values: self.values(),
            subject: self.word("payments-mail-given-back-subject"),
            content: self.content(),
        }
    }

    fn content(&self) -> MailContent {
        let mut paragraphs = vec![self.word("payments-mail-given-back-text")];
        if self.refund.amount < self.attempt.came() {
            paragraphs.push(self.said(
                "payments-mail-given-back-part",
                "paid",
                &self.money(self.attempt.came()),
            ));
        }
        paragraphs.push(self.how());
        MailContent {
            heading: self.word("payments-mail-given-back-heading"),
            paragraphs,
            rows: vec![
                (self.word("payments-given-back"), self.money(self.refund.amount)),
                (self.word("payments-how"), self.way()),
                (
                    self.word("payments-back-time"),
                    self.word(time_key(self.attempt.method)),
                ),
            ],
            button: Some((
                self.word(self.face.see),
                self.app.link(&self.shop.host, &self.face.url),
            )),
            ..MailContent::default()
        }
    }

    /// Where each order's or appointment's browsers are told of it.
    fn push(&self) -> PushNote {
        PushNote {
            about: self.attempt.payable_id,
            purpose: GIVEN_BACK,
            reminds_of: None,
            until: None,
            title: self.word("payments-mail-given-back-subject"),
            text: self.how(),
            path: self.face.url.clone(),
        }
    }

    /// Which way it comes, and how long that takes.
    fn how(&self) -> String {
        self.word(match self.attempt.method {
            MethodCode::Pse => "payments-back-pse",
            MethodCode::Card => "payments-back-card",
            MethodCode::BankTransfer => "payments-back-transfer",
            MethodCode::CashOnDelivery => "payments-back-cash",
        })
    }

    fn way(&self) -> String {
        let name = self.word(&self.attempt.method.name_key());
        let brand = self.attempt.card_brand.as_deref().unwrap_or_default();
        let card = self
            .attempt
            .card_last4
            .as_deref()
            .map(|last4| card_face(brand, last4));
        card.map_or(name.clone(), |card| format!("{name} ({card})"))
    }

    fn values(&self) -> Vec<(&'static str, String)> {
        vec![
            ("name", self.face.payer.name.clone()),
            ("amount", self.money(self.refund.amount)),
            ("what", self.face.title.clone()),
            ("shop", self.shop.name.clone()),
        ]
    }

    fn word(&self, key: &str) -> String {
        let values = self.values();
        let args: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.app.i18n.text(self.locale(), key, &args)
    }

    fn said(&self, key: &str, name: &str, value: &str) -> String {
        self.app.i18n.text(self.locale(), key, &[(name, value)])
    }

    /// In the currency that it came in.
    fn money(&self, minor: i64) -> String {
        let currency = Currency::parse(self.attempt.came_in()).unwrap_or(self.attempt.currency);
        Money { minor, currency }.display()
    }

    const fn locale(&self) -> Locale {
        self.face.locale
    }
}

const fn time_key(method: MethodCode) -> &'static str {
    match method {
        MethodCode::Pse => "payments-back-time-pse",
        MethodCode::Card => "payments-back-time-card",
        MethodCode::BankTransfer => "payments-back-time-transfer",
        MethodCode::CashOnDelivery => "payments-back-time-cash",
    }
}
