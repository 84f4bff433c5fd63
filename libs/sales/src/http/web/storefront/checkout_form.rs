//! What the checkout's form sends, and the order that it asks for.

use std::str::FromStr;

use http::FormState;
use http::idempotency::IdempotencyKey;
use kernel::text::TextError;
use kernel::{Email, Error, FieldError, Line, Phone, Prose, Result};
use payments::MethodCode;
use serde::Deserialize;
use validator::Validate;

use crate::model::{Address, AddressRequest, ShippingCode};
use crate::ops::place_order::OrderRequest;

/// As typed: everything may be missing, since without scripts the form is also sent to ask what shipping costs.
#[derive(Debug, Clone, Default, Deserialize, Validate)]
#[serde(default)]
pub struct CheckoutForm {
    pub email: String,
    pub name: String,
    pub phone: String,
    pub department: String,
    pub municipality_code: String,
    pub street: String,
    pub postal_code: String,
    pub shipping_method: String,
    pub payment_method: String,
    pub notes: String,
    pub idempotency_key: String,
    /// The total that the page showed, in minor units.
    pub seen_total: String,
    /// A coupon to put in.
    pub coupon: String,
    /// Its button was pressed.
    pub apply_coupon: String,
    /// A coupon to take out.
    pub drop_coupon: String,
}

/// Collects what is wrong, so that everything is said at once.
#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn say(&mut self, field: &'static str, code: &'static str) {
        self.0.push(FieldError {
            field: field.to_owned(),
            code,
            args: vec![],
        });
    }

    fn text<T>(&mut self, field: &'static str, parsed: std::result::Result<T, TextError>) -> Option<T> {
        parsed.map_err(|e| self.say(field, code_of(e))).ok()
    }

    /// A text that may be left out.
    fn optional<const MAX: usize>(&mut self, field: &'static str, raw: &str) -> Option<Line<MAX>> {
        if raw.trim().is_empty() {
            None
        } else {
            self.text(field, Line::parse(raw))
        }
    }
}

fn code_of(error: TextError) -> &'static str {
    match error {
        TextError::Required => "required",
        TextError::TooLong => "too_long",
        TextError::BadCharacters => "bad_characters",
    }
}

impl CheckoutForm {
    /// Where to, if it is chosen: for asking what shipping costs.
    pub fn place(&self) -> Option<&'static str> {
        kernel::places::municipality(&self.municipality_code)
            .map(|m| m.code)
            .filter(|code| self.department.is_empty() || code.starts_with(&self.department))
    }

    /// How it is to be sent.
    pub fn shipping(&self) -> Option<ShippingCode> {
        [ShippingCode::Delivery, ShippingCode::Pickup]
            .into_iter()
            .find(|code| code.as_str() == self.shipping_method)
    }

    /// Whether a coupon is to be put in.
    pub fn asks_for_coupon(&self) -> bool {
        !self.coupon.trim().is_empty() && !self.apply_coupon.is_empty()
    }

    /// A coupon was typed and its button not pressed: who sends the form so counts on it.
    pub fn has_loose_coupon(&self) -> bool {
        !self.coupon.trim().is_empty()
    }

    fn payment(&self) -> Option<MethodCode> {
        MethodCode::ALL
            .into_iter()
            .find(|code| code.as_str() == self.payment_method)
    }

    /// Names this try, so that sending it twice orders once.
    pub fn key(&self) -> Result<IdempotencyKey> {
        let key = &self.idempotency_key;
        let fits = (1..=100).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
        if fits {
            Ok(IdempotencyKey(key.clone()))
        } else {
            Err(http::EdgeError::IdempotencyKeyMissing.into())
        }
    }

    /// The order, or everything that is wrong.
    pub fn request(&self) -> Result<OrderRequest> {
        let mut faults = Faults::default();
        let email = self.email(&mut faults);
        let name: Option<Line<120>> = faults.text("name", Line::parse(&self.name));
        let phone = self.phone(&mut faults);
        let shipping = self.shipping();
        if shipping.is_none() {
            faults.say("shipping_method", "required");
        }
        let payment = self.payment();
        if payment.is_none() {
            faults.say("payment_method", "required");
        }
        let address = self.address(&mut faults, name.as_ref(), phone.as_ref());
        let notes = if self.notes.trim().is_empty() {
            None
        } else {
            faults.text("notes", Prose::parse(&self.notes))
        };
        let (Some(shipping_method), Some(payment_method), true) = (shipping, payment, faults.0.is_empty())
        else {
            return Err(Error::invalid_fields(faults.0));
        };
        Ok(OrderRequest {
            cart_token: None,
            email,
            customer_name: name,
            customer_phone: phone,
            shipping_address: address,
            billing_address: None,
            shipping_method,
            payment_method,
            notes,
            expected_total: i64::from_str(&self.seen_total).ok(),
            // The page told every price that changed, and the total it led to.
            accept_changes: true,
        })
    }

    fn email(&self, faults: &mut Faults) -> Option<Email> {
        let email = Email::parse(&self.email);
        if email.is_none() {
            faults.say(
                "email",
                if self.email.trim().is_empty() {
                    "required"
                } else {
                    "invalid_email"
                },
            );
        }
        email
    }

    fn phone(&self, faults: &mut Faults) -> Option<Phone> {
        let phone = Phone::parse(&self.phone);
        if phone.is_none() {
            faults.say(
                "phone",
                if self.phone.trim().is_empty() {
                    "required"
                } else {
                    "invalid_phone"
                },
            );
        }
        phone
    }

    /// Needed for a delivery; a pick-up has none.
    fn address(
        &self,
        faults: &mut Faults,
        name: Option<&Line<120>>,
        phone: Option<&Phone>,
    ) -> Option<AddressRequest> {
        if self.shipping() == Some(ShippingCode::Pickup) {
            return None;
        }
        if self.place().is_none() {
            let code = if self.municipality_code.is_empty() {
                "required"
            } else {
                "unknown"
            };
            faults.say("municipality_code", code);
        }
        let street: Option<Line<200>> = faults.text("street", Line::parse(&self.street));
        let postal_code: Option<Line<10>> = faults.optional("postal_code", &self.postal_code);
        Some(AddressRequest {
            name: name?.clone(),
            phone: phone?.clone(),
            street: street?,
            city: None,
            state: None,
            country: None,
            postal_code,
            municipality_code: self.place().and_then(|code| Line::parse(code).ok()),
        })
    }
}

/// What the form shows to somebody whom the shop knows.
pub fn prefilled(person: Option<(&str, &str)>, last: Option<Address>) -> FormState {
    let (name, email) = person.unwrap_or_default();
    let mut pairs = vec![("name", name.to_owned()), ("email", email.to_owned())];
    if let Some(address) = last {
        pairs.extend([
            ("phone", address.phone),
            ("department", address.municipality_code.chars().take(2).collect()),
            ("municipality_code", address.municipality_code),
            ("street", address.street),
            ("postal_code", address.postal_code.unwrap_or_default()),
        ]);
    }
    FormState::prefilled(pairs)
}

#[cfg(test)]
mod tests {
    use super::CheckoutForm;
    use kernel::Error;

    fn full() -> CheckoutForm {
        CheckoutForm {
            email: "ana@example.com".into(),
            name: "Ana Ruiz".into(),
            phone: "300 123 4567".into(),
            department: "05".into(),
            municipality_code: "05001".into(),
            street: "Calle 1 # 2-3".into(),
            shipping_method: "delivery".into(),
            payment_method: "cash_on_delivery".into(),
            idempotency_key: "k".into(),
            seen_total: "5890000".into(),
            ..CheckoutForm::default()
        }
    }

    fn faults(form: &CheckoutForm) -> Vec<String> {
        match form.request() {
            Err(Error::Refused(refusal)) => refusal
                .fields
                .iter()
                .map(|f| format!("{}:{}", f.field, f.code))
                .collect(),
            _ => vec![],
        }
    }

    #[test]
    fn a_whole_form_is_an_order_at_the_total_that_was_seen() {
        let order = full().request().unwrap();
        assert_eq!(order.expected_total, Some(5_890_000));
        assert_eq!(
            order.shipping_address.unwrap().checked("a").unwrap().city,
            "Medellín"
        );
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let form = CheckoutForm {
            email: "ana".into(),
            phone: String::new(),
            ..CheckoutForm::default()
        };
        let expected = [
            "email:invalid_email",
            "name:required",
            "phone:required",
            "shipping_method:required",
            "payment_method:required",
            "municipality_code:required",
            "street:required",
        ];
        assert_eq!(faults(&form), expected);
    }

    #[test]
    fn a_pick_up_needs_no_address_and_another_departments_town_is_none() {
        let pickup = CheckoutForm {
            shipping_method: "pickup".into(),
            street: String::new(),
            municipality_code: String::new(),
            ..full()
        };
        assert!(pickup.request().unwrap().shipping_address.is_none());
        assert_eq!(
            faults(&CheckoutForm {
                department: "11".into(),
                ..full()
            }),
            ["municipality_code:unknown"]
        );
    }
}
