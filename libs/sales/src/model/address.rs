//! Addresses in Colombia: what was typed, checked against the DANE list.

use kernel::places::{Municipality, departments, municipality};
use kernel::{Error, Line, Phone, Result, Slug};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An address as typed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressRequest {
    /// Who receives.
    pub name: Line<120>,
    /// How to reach them.
    pub phone: Phone,
    /// Street, number, flat.
    pub street: Line<200>,
    /// Name of the municipality; filled in when `municipality_code` is given.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub city: Option<Line<80>>,
    /// Name of the department; filled in when `municipality_code` is given.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub state: Option<Line<80>>,
    /// Colombia, which is also meant when nothing is said.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub country: Option<Line<60>>,
    /// Six digits, if known.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub postal_code: Option<Line<10>>,
    /// DANE code: five digits.
    #[serde(default, deserialize_with = "kernel::text::blank_as_none")]
    pub municipality_code: Option<Line<5>>,
}

/// A checked address, as kept with the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Address {
    /// Who receives.
    pub name: String,
    /// How to reach them.
    pub phone: String,
    /// Street, number, flat.
    pub street: String,
    /// Municipality, as DANE names it.
    pub city: String,
    /// Department, as DANE names it.
    pub state: String,
    /// ISO 3166-1: `CO`.
    pub country: String,
    /// If known.
    pub postal_code: Option<String>,
    /// DANE code.
    pub municipality_code: String,
}

impl AddressRequest {
    /// Checks country and municipality, and names both as DANE does. `path` is where the address is in the body.
    pub fn checked(&self, path: &str) -> Result<Address> {
        let field = |name: &str| format!("{path}.{name}");
        if !self.country.as_deref().is_none_or(is_colombia) {
            return Err(Error::invalid(field("country"), "not_a_choice"));
        }
        let place = match (&self.municipality_code, &self.city) {
            (Some(code), _) => {
                municipality(code).ok_or_else(|| Error::invalid(field("municipality_code"), "unknown"))?
            }
            (None, Some(city)) => by_names(city, self.state.as_deref())
                .ok_or_else(|| Error::invalid(field("city"), "unknown"))?,
            (None, None) => return Err(Error::invalid(field("municipality_code"), "required")),
        };
        Ok(Address {
            name: self.name.to_string(),
            phone: self.phone.to_string(),
            street: self.street.to_string(),
            city: place.name.to_owned(),
            state: place.department().map_or("", |d| d.name).to_owned(),
            country: "CO".to_owned(),
            postal_code: self.postal_code.as_ref().map(Line::to_string),
            municipality_code: place.code.to_owned(),
        })
    }
}

fn is_colombia(country: &str) -> bool {
    ["co", "col", "colombia"].contains(&country.to_lowercase().as_str())
}

/// The only municipality of this name, in the department if one is named: `bogota` is Bogotá, D.C.
fn by_names(city: &str, state: Option<&str>) -> Option<&'static Municipality> {
    let (city, state) = (plain(city), state.map(plain));
    let fits = |m: &Municipality| plain(m.name) == city;
    let in_state = |name: &str| state.as_ref().is_none_or(|wanted| plain(name) == *wanted);
    let mut found = departments()
        .iter()
        .filter(|d| in_state(d.name))
        .flat_map(|d| kernel::places::municipalities_of(d.code))
        .filter(|m| fits(m));
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Without accents, capitals, punctuation and the `D.C.` of the capital.
fn plain(name: &str) -> String {
    let slug = Slug::from_name(name).map(|s| s.to_string()).unwrap_or_default();
    slug.trim_end_matches("-d-c").trim_end_matches("-dc").to_owned()
}

#[cfg(test)]
mod tests {
    use super::AddressRequest;

    fn typed(json: &str) -> AddressRequest {
        serde_json::from_str(&format!(
            r#"{{"name":"Ana","phone":"3001234567","street":"Calle 1 # 2-3",{json}}}"#
        ))
        .unwrap()
    }

    fn field_of(request: &AddressRequest) -> String {
        request.checked("shipping_address").unwrap_err().to_string()
    }

    #[test]
    fn the_code_names_city_and_department() {
        let address = typed(r#""municipality_code":"05001","city":"medallo""#)
            .checked("a")
            .unwrap();
        assert_eq!(
            (address.city.as_str(), address.state.as_str()),
            ("Medellín", "Antioquia")
        );
    }

    #[test]
    fn names_will_do_when_they_are_clear() {
        for json in [
            r#""city":"Bogota","state":"Bogotá","country":"CO""#,
            r#""city":"BOGOTÁ D.C.","country":"Colombia""#,
            r#""city":"bogotá","state":"Bogotá D.C.""#,
        ] {
            assert_eq!(
                typed(json).checked("a").unwrap().municipality_code,
                "11001",
                "{json}"
            );
        }
        // There is an Armenia in two departments.
        assert!(field_of(&typed(r#""city":"Armenia""#)).contains("[shipping_address.city: unknown]"));
        assert_eq!(
            typed(r#""city":"Armenia","state":"Quindío""#)
                .checked("a")
                .unwrap()
                .municipality_code,
            "63001"
        );
    }

    #[test]
    fn what_is_not_in_the_list_is_refused_by_name() {
        assert!(field_of(&typed(r#""municipality_code":"99999""#)).contains("municipality_code: unknown"));
        assert!(field_of(&typed(r#""city":"Bogotá","country":"Francia""#)).contains("country: not_a_choice"));
        assert!(field_of(&typed(r#""state":"Antioquia""#)).contains("municipality_code: required"));
    }
}
