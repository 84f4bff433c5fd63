//! Forms with rows: `variants.0.price=58.900` is read as JSON would say it, so that a page and the API share one input
//! type, its rules, and the names of its fields.

use kernel::{Error, FieldError};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use validator::Validate;

use super::decode;
use super::form::Typed;

/// Deepest nesting, and longest list, that a form may ask for.
const DEPTH: usize = 4;
const ROWS: usize = 200;

impl Typed {
    /// Reads fields whose names have dots as nested, those with numbers as lists. Blank fields are left out; of fields
    /// with the same name the last one counts. `read` makes the JSON value of a field from its name and text, or says
    /// what is wrong; `None` leaves it out.
    pub fn nested<T, F>(&self, read: F) -> Result<T, Error>
    where
        T: DeserializeOwned + Validate,
        F: Fn(&str, &str) -> Result<Option<Value>, &'static str>,
    {
        let mut tree = Value::Object(Map::new());
        let mut faults = vec![];
        for (name, text) in self
            .pairs()
            .filter(|(name, text)| *name != "csrf_token" && !text.trim().is_empty())
        {
            match read(name, text.trim()) {
                Ok(Some(value)) => insert(&mut tree, name, value)?,
                Ok(None) => {}
                Err(code) => faults.push(FieldError {
                    field: name.to_owned(),
                    code,
                    args: vec![],
                }),
            }
        }
        if !faults.is_empty() {
            return Err(Error::invalid_fields(faults));
        }
        let text = serde_json::to_vec(&tree).map_err(|e| Error::Fault(e.into()))?;
        decode::validate(decode::json(&text)?)
    }
}

fn insert(tree: &mut Value, name: &str, value: Value) -> Result<(), Error> {
    if name.split('.').count() > DEPTH {
        return Err(Error::invalid(name, "unknown_field"));
    }
    let mut place = tree;
    for step in name.split('.') {
        place = match step.parse::<usize>() {
            Ok(row) if row < ROWS => item(place, row),
            _ => entry(place, step),
        };
    }
    *place = value;
    Ok(())
}

/// The row of a list; what was there and is no list gives way.
fn item(place: &mut Value, row: usize) -> &mut Value {
    if !place.is_array() {
        *place = Value::Array(vec![]);
    }
    let Value::Array(rows) = place else { return place };
    if rows.len() <= row {
        rows.resize(row + 1, Value::Object(Map::new()));
    }
    &mut rows[row]
}

fn entry<'a>(place: &'a mut Value, name: &str) -> &'a mut Value {
    if !place.is_object() {
        *place = Value::Object(Map::new());
    }
    let Value::Object(fields) = place else {
        return place;
    };
    fields.entry(name).or_insert(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::Typed;
    use kernel::Error;
    use serde_json::Value;

    #[derive(Debug, PartialEq, serde::Deserialize, validator::Validate)]
    struct Row {
        price: i64,
        #[serde(default)]
        on: bool,
    }

    #[derive(Debug, PartialEq, serde::Deserialize, validator::Validate)]
    struct Whole {
        name: String,
        #[serde(default)]
        rows: Vec<Row>,
    }

    fn read(pairs: &[(&str, &str)]) -> Result<Whole, Error> {
        let typed = Typed::prefilled(pairs.iter().map(|(n, v)| (*n, (*v).to_owned())));
        typed.nested(|name, text| match name.rsplit('.').next() {
            Some("price") => text
                .parse()
                .map(|n: i64| Some(n.into()))
                .map_err(|_| "wrong_type"),
            Some("on") => Ok(Some(Value::Bool(text == "true"))),
            _ => Ok(Some(text.into())),
        })
    }

    fn faults(error: Error) -> Vec<String> {
        match error {
            Error::Refused(r) => r
                .fields
                .into_iter()
                .map(|f| format!("{}: {}", f.field, f.code))
                .collect(),
            Error::Fault(e) => panic!("{e}"),
        }
    }

    #[test]
    fn rows_are_read_in_their_order_and_blanks_left_out() {
        let whole = read(&[
            ("csrf_token", "x"),
            ("rows.1.price", "2"),
            ("name", " a "),
            ("rows.0.price", "1"),
            ("rows.0.on", "false"),
            ("rows.0.on", "true"),
            ("rows.1.on", ""),
        ]);
        let rows = vec![Row { price: 1, on: true }, Row { price: 2, on: false }];
        assert_eq!(
            whole.unwrap(),
            Whole {
                name: "a".into(),
                rows
            }
        );
    }

    #[test]
    fn what_is_wrong_is_named_as_in_the_form() {
        assert_eq!(
            faults(read(&[("name", "a"), ("rows.0.price", "x")]).unwrap_err()),
            ["rows.0.price: wrong_type"]
        );
        assert_eq!(
            faults(read(&[("name", "a"), ("rows.0.on", "true")]).unwrap_err()),
            ["rows.0.price: required"]
        );
        assert_eq!(
            faults(read(&[("a.b.c.d.e", "1")]).unwrap_err()),
            ["a.b.c.d.e: unknown_field"]
        );
        assert!(read(&[("name", "a"), ("rows.99999999999.price", "1")]).is_err());
    }
}
