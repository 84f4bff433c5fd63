//! Cards: what the browser makes of a number, and what becomes of a payment by one.

use kernel::Instant;
use serde_json::{Value, json};

use super::account::is_live;
use super::answer::Answer;
use super::call::Call;
use super::world::World;
use crate::numbers::is_number;

/// What is known of a card. Its number and code are not.
#[derive(Debug, Clone)]
pub struct Card {
    pub id: String,
    pub whose: String,
    /// Who it is kept for.
    pub customer: Option<String>,
    pub brand: &'static str,
    pub last_four: String,
    /// Year and month.
    pub expires: (i64, i64),
    pub nature: Nature,
    /// Whether its owner has agreed that it pays without them.
    pub agreed: bool,
    /// Whether it was kept once, and is not any more.
    pub forgotten: bool,
    pub created: Instant,
}

/// What a card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    Pays,
    Declines(Decline),
    /// Its bank asks: only until its owner has agreed, or always.
    Asks {
        always: bool,
    },
    /// Pays, and its owner disputes it at once.
    Disputed,
    /// Is kept without a word, and declined whenever it is to pay.
    FailsLater,
    /// Pays; what goes back is under way for a while.
    SlowRefund,
    /// Pays; what went back comes to nothing later.
    FailedRefund,
}

/// Why a card's bank says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decline {
    pub code: &'static str,
    reason: Option<&'static str>,
    message: &'static str,
}

/// What comes of a try.
pub enum Outcome {
    Pays,
    Asks,
    Declines(Decline),
}

const fn declined(reason: &'static str) -> Nature {
    Nature::Declines(Decline::card(reason))
}

/// Numbers with a nature of their own (<https://docs.stripe.com/testing>); any other that is one pays.
const NATURES: [(&str, Nature); 14] = [
    ("4000000000000002", declined("generic_decline")),
    ("4000000000009995", declined("insufficient_funds")),
    ("4000000000009987", declined("lost_card")),
    ("4000000000009979", declined("stolen_card")),
    (
        "4000000000000069",
        Nature::Declines(Decline::plain("expired_card", "Your card has expired.")),
    ),
    (
        "4000000000000127",
        Nature::Declines(Decline::plain(
            "incorrect_cvc",
            "Your card's security code is incorrect.",
        )),
    ),
    (
        "4000000000000119",
        Nature::Declines(Decline::plain(
            "processing_error",
            "An error occurred while processing your card.",
        )),
    ),
    ("4000000000000341", Nature::FailsLater),
    ("4000002500003155", Nature::Asks { always: false }),
    ("4000002760003184", Nature::Asks { always: true }),
    ("4000000000003220", Nature::Asks { always: true }),
    ("4000000000000259", Nature::Disputed),
    ("4000000000007726", Nature::SlowRefund),
    ("4000000000005126", Nature::FailedRefund),
];

impl Decline {
    /// Nobody is there to be asked.
    pub const ALONE: Self = Self {
        code: "authentication_required",
        reason: Some("authentication_required"),
        message: "Your card was declined. This transaction requires authentication.",
    };
    /// Its owner did not say that it was them.
    pub const NOT_PROVED: Self = Self::plain(
        "payment_intent_authentication_failure",
        "The provided PaymentMethod has failed authentication.",
    );

    /// There is no card that could pay.
    pub const NO_CARD: Self = Self::plain(
        "missing_payment_method",
        "There is no default payment method set on this Customer or Subscription.",
    );

    /// The bank's own reason.
    pub const fn card(reason: &'static str) -> Self {
        Self {
            code: "card_declined",
            reason: Some(reason),
            message: "Your card was declined.",
        }
    }

    const fn plain(code: &'static str, message: &'static str) -> Self {
        Self {
            code,
            reason: None,
            message,
        }
    }

    pub fn view(self) -> Value {
        let mut view = json!({ "type": "card_error", "code": self.code, "message": self.message });
        if let Some(reason) = self.reason {
            view["decline_code"] = json!(reason);
        }
        view
    }
}

impl Card {
    /// From what the fields hold: a number, a month and a year that is not over, a code.
    pub fn read(world: &mut World, call: &Call) -> Result<Self, Answer> {
        let form = &call.form;
        let wrong = |code: &str, field: &str| {
            Answer::wrong(code, &format!("card[{field}]"), "Your card is not valid.")
        };
        let number: String = form.needed("card[number]")?.split_whitespace().collect();
        let brand = brand(&number).filter(|_| is_number(&number));
        let brand = brand.ok_or_else(|| wrong("incorrect_number", "number"))?;
        let (year, month) = (form.number("card[exp_year]")?, form.number("card[exp_month]")?);
        let year = year.map(|year| if year < 100 { year + 2000 } else { year });
        let expires = (year.unwrap_or(0), month.unwrap_or(0));
        if !(1..=12).contains(&expires.1) {
            return Err(wrong("invalid_expiry_month", "exp_month"));
        }
        if expires < today(call.now) {
            return Err(wrong("invalid_expiry_year", "exp_year"));
        }
        let code = form.needed("card[cvc]")?;
        let digits = if brand == "amex" { 3..=4 } else { 3..=3 };
        if !digits.contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong("invalid_cvc", "cvc"));
        }
        Ok(Self::new(world, &call.whose, (&number, brand), expires, call.now))
    }

    pub fn new(
        world: &mut World,
        whose: &str,
        (number, brand): (&str, &'static str),
        expires: (i64, i64),
        now: Instant,
    ) -> Self {
        let nature = NATURES.iter().find(|(known, _)| *known == number);
        Self {
            id: world.name("pm"),
            whose: whose.to_owned(),
            customer: None,
            brand,
            last_four: number.chars().skip(number.len().saturating_sub(4)).collect(),
            expires,
            nature: nature.map_or(Nature::Pays, |(_, nature)| *nature),
            agreed: false,
            forgotten: false,
            created: now,
        }
    }

    /// What comes of a try, with its owner there or not.
    pub fn outcome(&self, alone: bool) -> Outcome {
        match self.nature {
            Nature::Declines(decline) => Outcome::Declines(decline),
            Nature::FailsLater => Outcome::Declines(Decline::card("generic_decline")),
            Nature::Asks { always: false } if self.agreed => Outcome::Pays,
            Nature::Asks { .. } if alone => Outcome::Declines(Decline::ALONE),
            Nature::Asks { .. } => Outcome::Asks,
            Nature::Pays | Nature::Disputed | Nature::SlowRefund | Nature::FailedRefund => Outcome::Pays,
        }
    }

    /// What comes of it when it is only kept, with its owner there.
    pub fn kept(&self) -> Outcome {
        match self.nature {
            Nature::FailsLater => Outcome::Pays,
            _ => self.outcome(false),
        }
    }

    pub fn is_disputed(&self) -> bool {
        self.nature == Nature::Disputed
    }

    /// Whether it pays no more: it was kept, and is not any more.
    pub fn is_spent(&self) -> bool {
        self.forgotten
    }

    pub fn view(&self) -> Value {
        json!({
            "id": self.id, "object": "payment_method", "type": "card", "customer": self.customer,
            "created": self.created.unix_seconds(), "livemode": is_live(&self.whose), "allow_redisplay": "unspecified",
            "billing_details": { "address": null, "email": null, "name": null, "phone": null }, "metadata": {},
            "card": {
                "brand": self.brand, "display_brand": self.brand, "last4": self.last_four, "exp_year": self.expires.0,
                "exp_month": self.expires.1, "funding": "credit", "country": "CO", "checks": null, "wallet": null,
            },
        })
    }
}

impl World {
    /// Once it has paid: it is kept for who wished so, and nobody else uses it again.
    pub fn keep_card(&mut self, intent: &str, card: &str) {
        let Some(intent) = self.intents.get(intent) else {
            return;
        };
        let (keeps, customer) = (intent.keeps, intent.customer.clone());
        let Some(card) = self.cards.get_mut(card) else {
            return;
        };
        if keeps && customer.is_some() {
            card.customer = customer;
            card.agreed = true;
        } else if card.customer.is_none() {
            card.forgotten = true;
        }
    }
}

/// A card becomes a name. Its number is forgotten here.
pub fn make(world: &mut World, call: &Call) -> Result<Answer, Answer> {
    call.form.only(&["billing_details", "card", "type"])?;
    if call.form.needed("type")? != "card" {
        return Err(Answer::wrong(
            "parameter_invalid",
            "type",
            "Only cards are known here",
        ));
    }
    let card = Card::read(world, call)?;
    let view = card.view();
    world.cards.insert(card.id.clone(), card);
    Ok(Answer::ok(view))
}

/// The brand of a number, by how it begins.
pub fn brand(number: &str) -> Option<&'static str> {
    let two: u32 = number.get(..2)?.parse().ok()?;
    match two {
        40..=49 => Some("visa"),
        51..=55 | 22..=27 => Some("mastercard"),
        34 | 37 => Some("amex"),
        30 | 36 | 38 | 39 => Some("diners"),
        60 | 64 | 65 => Some("discover"),
        _ => None,
    }
}

/// The year and month of a moment, in UTC.
pub fn today(now: Instant) -> (i64, i64) {
    let text = now.to_string();
    let mut parts = text.split('-');
    let mut next = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
    (next(), next())
}

#[cfg(test)]
mod tests {
    use super::{NATURES, brand};
    use crate::numbers::is_number;

    #[test]
    fn the_numbers_of_the_documentation_are_numbers() {
        for number in ["4242424242424242", "5555555555554444", "378282246310005"] {
            assert!(is_number(number) && brand(number).is_some(), "{number}");
        }
        for (number, _) in NATURES {
            assert!(is_number(number), "{number}");
        }
        assert_eq!(brand("é1"), None);
    }
}
