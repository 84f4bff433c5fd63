//! What owners are told.

use db::TenantTx;
use http::page::date;
use http::{App, Shop};
use kernel::{Email, Instant, Locale, Result};
use notifications::{Class, Mail, MailContent, send_mails};

use crate::model::ending::Ending;
use crate::queries::invoices::owed_invoice;

/// Where they do something about it.
const PLAN: &str = "/admin/plan";

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// Something comes to an end.
    Ending(Ending),
    /// A trial ends, and from then on the card is charged.
    TrialCharged,
    /// The card's bank wants to ask its owner.
    Challenge,
    /// What was owed came: everything works again.
    WelcomeBack,
    /// The subscription is over.
    Ended,
}

impl Letter {
    /// Its words: `billing-letter-<key>-…`.
    const fn key(self) -> &'static str {
        match self {
            Self::Ending(ending) => ending.key(),
            Self::TrialCharged => "trial_charged",
            Self::Challenge => "challenge",
            Self::WelcomeBack => "welcome_back",
            Self::Ended => "ended",
        }
    }

    const fn purpose(self) -> &'static str {
        match self {
            Self::Ending(ending) => ending.purpose(),
            Self::TrialCharged => "billing.trial_charged",
            Self::Challenge => "billing.challenge",
            Self::WelcomeBack => "billing.welcome_back",
            Self::Ended => "billing.ended",
        }
    }

    /// Whether paying an open invoice is what to do.
    const fn wants_money(self) -> bool {
        matches!(
            self,
            Self::Challenge | Self::Ending(Ending::PaymentFailed | Ending::GraceSoon | Ending::ReadOnly)
        )
    }
}

/// Mails every owner, in their own language; `end` is the day that the mail names.
pub async fn tell_owners(
    tx: &mut TenantTx,
    app: &App,
    shop: &Shop,
    letter: Letter,
    end: Instant,
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
    let owed = if letter.wants_money() {
        owed_invoice(tx).await?
    } else {
        None
    };
    let pay_at = owed.and_then(|invoice| invoice.hosted_url);
    let frame = Frame {
        app,
        shop,
        letter,
        end,
        pay_at,
    };
    let mails = owners.iter().map(|(to, locale)| frame.mail(to, *locale));
    send_mails(tx, mails.collect()).await
}

/// What is the same for all of them.
struct Frame<'a> {
    app: &'a App,
    shop: &'a Shop,
    letter: Letter,
    end: Instant,
    pay_at: Option<String>,
}

impl Frame<'_> {
    fn mail<'m>(&self, to: &'m Email, locale: Locale) -> Mail<'m> {
        let day = date(self.end, &self.shop.zone(), locale);
        let args = [("shop", self.shop.name.as_str()), ("day", day.as_str())];
        let word = |part: &str| {
            let key = format!("billing-letter-{}-{part}", self.letter.key());
            self.app.i18n.text(locale, &key, &args)
        };
        let text = |key: &str| self.app.i18n.text(locale, key, &[]);
        let plan = (
            text("billing-letter-button"),
            self.app.link(&self.shop.host, PLAN),
        );
        let pay = self.pay_at.clone().map(|url| (text("billing-letter-pay"), url));
        let (button, other_button) = match pay {
            Some(pay) => (Some(pay), Some(plan)),
            None => (Some(plan), None),
        };
        Mail {
            to,
            purpose: self.letter.purpose(),
            locale,
            class: Class::Transactional,
            values: vec![],
            subject: word("subject"),
            content: MailContent {
                heading: word("heading"),
                paragraphs: vec![word("text")],
                rows: vec![],
                button,
                other_button,
                footer: None,
            },
        }
    }
}
