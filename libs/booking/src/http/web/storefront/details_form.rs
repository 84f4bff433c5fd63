//! What the form about the customer sends, and the appointment that it asks for.

use db::TenantTx;
use http::{Typed, Visitor};
use kernel::text::TextError;
use kernel::{Email, Error, FieldError, Line, Phone, Prose, Result};

use crate::model::answers::{Answers, Question, QuestionKind};
use crate::model::{Booking, CustomerRequest, Day, Zone};
use crate::ops::book::{BookingRequest, HoldRef};
use crate::queries::phone::find_phone;

/// A question as the form asks it.
pub struct Asked {
    /// `answers.KEY`.
    pub name: String,
    pub label: String,
    /// `text`, `long`, `choice` or `check`.
    pub kind: &'static str,
    pub required: bool,
    pub options: Vec<http::page::Choice>,
}

impl Asked {
    /// In the shop's words.
    pub fn of(question: &Question) -> Self {
        let kind = match question.kind {
            QuestionKind::Text => "text",
            QuestionKind::LongText => "long",
            QuestionKind::Choice => "choice",
            QuestionKind::Check => "check",
        };
        let options = question
            .options
            .iter()
            .map(|option| http::page::Choice::new(option.as_str(), option.as_str()));
        Self {
            name: field_of(question),
            label: question.label.to_string(),
            kind,
            required: question.required,
            options: options.collect(),
        }
    }
}

fn field_of(question: &Question) -> String {
    format!("answers.{}", question.key)
}

/// Collects what is wrong, so that everything is said at once.
#[derive(Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    fn say(&mut self, field: &str, code: &'static str) {
        self.0.push(FieldError {
            field: field.to_owned(),
            code,
            args: vec![],
        });
    }

    fn text<T>(&mut self, field: &str, parsed: std::result::Result<T, TextError>) -> Option<T> {
        let code = |error| match error {
            TextError::Required => "required",
            TextError::TooLong => "too_long",
            TextError::BadCharacters => "bad_characters",
        };
        parsed.map_err(|error| self.say(field, code(error))).ok()
    }

    fn prose<const MAX: usize>(&mut self, field: &str, raw: &str) -> Option<Prose<MAX>> {
        if raw.trim().is_empty() {
            None
        } else {
            self.text(field, Prose::parse(raw))
        }
    }

    /// A date of the calendar.
    pub fn day(&mut self, field: &str, raw: &str) -> Option<Day> {
        let day = raw.trim().parse().ok();
        if day.is_none() {
            self.say(
                field,
                if raw.trim().is_empty() {
                    "required"
                } else {
                    "not_a_date"
                },
            );
        }
        day
    }

    /// The value, unless something was wrong.
    pub fn or<T>(self, value: Option<T>) -> Result<T> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Error::invalid_fields(self.0)),
        }
    }
}

/// Who they are: the phone too, since the shop may have to call.
pub fn contact(typed: &Typed, faults: &mut Faults) -> Option<CustomerRequest> {
    let name: Option<Line<120>> = faults.text("name", Line::parse(typed.get("name")));
    let email = Email::parse(typed.get("email"));
    if email.is_none() {
        let code = if typed.get("email").trim().is_empty() {
            "required"
        } else {
            "invalid_email"
        };
        faults.say("email", code);
    }
    let phone = Phone::parse(typed.get("phone"));
    if phone.is_none() {
        let code = if typed.get("phone").trim().is_empty() {
            "required"
        } else {
            "invalid_phone"
        };
        faults.say("phone", code);
    }
    Some(CustomerRequest {
        name: name?,
        email: email?,
        phone: Some(phone?),
        // Written by a script, and of no use to whoever types: a strange one is none.
        time_zone: Zone::try_from(typed.get("time_zone").to_owned()).ok(),
        reminders_by_text: typed.get("reminders_by_text") == "true",
    })
}

/// The appointment in the place of the time that is kept, or everything that is wrong.
pub fn request(typed: &Typed, questions: &[Question], held: &Booking, key: &str) -> Result<BookingRequest> {
    let mut faults = Faults::default();
    let customer = contact(typed, &mut faults);
    let answers = answers(typed, questions, &mut faults);
    let notes = faults.prose("notes", typed.get("notes"));
    let request = customer.map(|customer| BookingRequest {
        service_id: held.service_id,
        resource_id: None,
        start: held.starts_at,
        seats: held.seats,
        customer,
        answers,
        notes,
        hold: Line::parse(key).ok().map(|key| HoldRef {
            id: held.booking_id,
            key,
        }),
    });
    faults.or(request)
}

fn answers(typed: &Typed, questions: &[Question], faults: &mut Faults) -> Answers {
    let mut answers = Answers::new();
    for question in questions {
        let field = field_of(question);
        match faults.prose(&field, typed.get(&field)) {
            Some(answer) => drop(answers.insert(question.key.clone(), answer)),
            None if question.required && typed.get(&field).trim().is_empty() => {
                faults.say(&field, "required");
            }
            None => {}
        }
    }
    answers
}

/// What the form shows to somebody whom the shop knows.
pub async fn known(tx: &mut TenantTx, visitor: &Visitor) -> Result<Vec<(String, String)>> {
    let Some(person) = &visitor.person else {
        return Ok(vec![]);
    };
    let phone = find_phone(tx, person.person_id).await?.unwrap_or_default();
    let pairs = [
        ("name", person.name.clone()),
        ("email", person.email.clone()),
        ("phone", phone),
    ];
    Ok(pairs.map(|(name, value)| (name.to_owned(), value)).into())
}
