//! A card is tried.

use kernel::Instant;

use super::answer::Answer;
use super::call::Call;
use super::cards::{Decline, Outcome};
use super::create::usable;
use super::intent::{Asked, proved};
use super::world::World;

/// What a confirmation may say.
const FIELDS: [&str; 5] = [
    "client_secret",
    "off_session",
    "payment_method",
    "return_url",
    "use_stripe_sdk",
];

/// How it is tried, and when.
pub struct Way {
    /// Nobody is there to be asked.
    alone: bool,
    /// Where the browser goes when it was asked on a page of its own; none when a script asks within its own page.
    back: Option<String>,
    /// Where this is.
    base: String,
    now: Instant,
}

impl Way {
    pub fn of(call: &Call) -> Result<Self, Answer> {
        let back = call.form.text("return_url").map(str::to_owned);
        let fine = |text: &String| {
            let url = text.parse::<reqwest::Url>();
            url.is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
        };
        if back.as_ref().is_some_and(|back| !fine(back)) {
            return Err(Answer::wrong("url_invalid", "return_url", "Not a valid URL"));
        }
        Ok(Self {
            alone: call.form.is_true("off_session"),
            back: back.filter(|_| !call.public),
            base: call.base.clone(),
            now: call.now,
        })
    }

    /// With nobody to be asked.
    pub fn alone(base: String, now: Instant) -> Self {
        Self {
            alone: true,
            back: None,
            base,
            now,
        }
    }

    /// On a page, to which the bank leads back.
    pub fn page(base: String, back: String, now: Instant) -> Self {
        Self {
            alone: false,
            back: Some(back),
            base,
            now,
        }
    }

    pub fn now(&self) -> Instant {
        self.now
    }

    /// As the script in the browser does it.
    pub fn in_script(base: String, now: Instant) -> Self {
        Self {
            alone: false,
            back: None,
            base,
            now,
        }
    }
}

/// From a browser, or from its account.
pub fn confirm(world: &mut World, call: &Call, id: &str) -> Result<Answer, Answer> {
    call.form.only(&FIELDS)?;
    let intent = world.intent_of(&call.whose, id)?;
    proved(call, intent)?;
    let way = Way::of(call)?;
    if !intent.is_open() {
        let message = format!("This PaymentIntent's status is {}.", intent.status);
        return Err(Answer::refused("payment_intent_unexpected_state", &message));
    }
    let named = call.form.text("payment_method").or(intent.card.as_deref());
    let named = named.map(str::to_owned);
    let card =
        named.ok_or_else(|| Answer::wrong("parameter_missing", "payment_method", "No card is named"))?;
    usable(world, intent, &card)?;
    let outcome = try_card(world, id, &card, &way);
    answered(world, call, id, outcome)
}

/// Pays, asks or declines; why it was declined.
pub fn try_card(world: &mut World, id: &str, card: &str, way: &Way) -> Option<Decline> {
    let outcome = world.cards.get(card)?.outcome(way.alone);
    if let Some(intent) = world.intents.get_mut(id) {
        intent.card = Some(card.to_owned());
        intent.decline = None;
        intent.asked = None;
    }
    match outcome {
        Outcome::Pays => {
            world.pay(id, way.now);
            None
        }
        Outcome::Asks => {
            world.ask(id, way);
            None
        }
        Outcome::Declines(decline) => {
            world.decline(id, decline, way.now);
            Some(decline)
        }
    }
}

impl World {
    /// The card's bank asks its owner.
    fn ask(&mut self, id: &str, way: &Way) {
        let door = format!("{}/v3/challenge/{id}?proof={}", way.base, asked_proof(self, id));
        if let Some(intent) = self.intents.get_mut(id) {
            intent.status = "requires_action";
            intent.asked = Some(Asked {
                door,
                back: way.back.clone(),
            });
        }
        self.tell_of_intent(id, "payment_intent.requires_action", way.now);
    }
}

/// Whoever has it is asked.
pub fn asked_proof(world: &World, id: &str) -> String {
    world.proof(&format!("{id} asked"))
}

/// The payment as it is now; as part of a problem when the card was declined.
pub fn answered(world: &World, call: &Call, id: &str, decline: Option<Decline>) -> Result<Answer, Answer> {
    let intent = world.intent_of(&call.whose, id)?;
    let view = world.intent_view(intent, call.form.wants_charges() && !call.public);
    Ok(match decline {
        None => Answer::ok(view),
        Some(decline) => Answer::declined(decline, &view),
    })
}
