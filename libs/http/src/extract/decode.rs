//! From serde's complaints to field errors.

use kernel::{Error, FieldError};
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::errors::EdgeError;

/// Decodes a JSON object. Broken syntax is `unreadable`; a field that does not fit is named.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    // serde would fill a struct from a list too, place by place, which nobody means.
    if bytes.trim_ascii_start().starts_with(b"[") {
        let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok();
        return Err(if is_json {
            Error::invalid("body", "wrong_type")
        } else {
            EdgeError::Unreadable.into()
        });
    }
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut source).map_err(|e| {
        if e.inner().is_data() {
            field_error(&path_of(e.path()), &e.inner().to_string())
        } else {
            EdgeError::Unreadable.into()
        }
    })?;
    source.end().map_err(|_| EdgeError::Unreadable)?;
    Ok(value)
}

/// Decodes `a=1&b=2`.
pub fn urlencoded<T: DeserializeOwned>(text: &[u8]) -> Result<T, Error> {
    std::str::from_utf8(text).map_err(|_| EdgeError::Unreadable)?;
    let source = serde_html_form::Deserializer::from_bytes(text);
    serde_path_to_error::deserialize(source)
        .map_err(|e| field_error(&path_of(e.path()), &e.inner().to_string()))
}

/// Runs the struct's own rules.
pub fn validate<T: Validate>(value: T) -> Result<T, Error> {
    match value.validate() {
        Ok(()) => Ok(value),
        Err(errors) => Err(Error::invalid_fields(flatten("", &errors))),
    }
}

fn path_of(path: &serde_path_to_error::Path) -> String {
    let mut text = String::new();
    for segment in path {
        if !text.is_empty() {
            text.push('.');
        }
        match segment {
            Segment::Seq { index } => text.push_str(&index.to_string()),
            Segment::Map { key } => text.push_str(key),
            Segment::Enum { variant } => text.push_str(variant),
            Segment::Unknown => text.push('?'),
        }
    }
    text
}

/// Our own types say their code as serde's message; serde's own messages are translated.
fn field_error(path: &str, message: &str) -> Error {
    const OURS: [&str; 12] = [
        "required",
        "too_long",
        "too_short",
        "bad_characters",
        "invalid_slug",
        "invalid_email",
        "invalid_phone",
        "invalid_currency",
        "invalid",
        "out_of_range",
        "weak_password",
        "unknown",
    ];
    // serde_json adds the place; serde's own messages begin with words like "unknown" and "invalid" too.
    let said = message.split(" at line ").next().unwrap_or_default();
    if let Some(code) = OURS.into_iter().find(|code| *code == said) {
        return Error::invalid(path, code);
    }
    if let Some(name) = quoted(message, "missing field `") {
        return Error::invalid(join(path, name), "required");
    }
    if let Some(name) = quoted(message, "unknown field `") {
        return Error::invalid(join(path, name), "unknown_field");
    }
    let code = if message.starts_with("unknown variant") {
        "not_a_choice"
    } else {
        "wrong_type"
    };
    Error::invalid(if path.is_empty() { "body" } else { path }, code)
}

fn quoted<'a>(message: &'a str, before: &str) -> Option<&'a str> {
    message.strip_prefix(before)?.split('`').next()
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() || path == name || path.ends_with(&format!(".{name}")) {
        if path.is_empty() {
            name.to_owned()
        } else {
            path.to_owned()
        }
    } else {
        format!("{path}.{name}")
    }
}

fn flatten(prefix: &str, errors: &ValidationErrors) -> Vec<FieldError> {
    let mut fields = vec![];
    for (name, kind) in errors.errors() {
        let path = if prefix.is_empty() {
            name.to_string()
        } else {
            format!("{prefix}.{name}")
        };
        match kind {
            ValidationErrorsKind::Field(faults) => fields.extend(faults.iter().map(|fault| FieldError {
                field: path.clone(),
                code: known_rule(&fault.code),
                args: vec![],
            })),
            ValidationErrorsKind::Struct(inner) => fields.extend(flatten(&path, inner)),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    fields.extend(flatten(&format!("{path}.{index}"), inner));
                }
            }
        }
    }
    fields.sort_by(|a, b| a.field.cmp(&b.field));
    fields
}

/// The validator's rule as a field code of ours.
fn known_rule(rule: &str) -> &'static str {
    match rule {
        "range" => "out_of_range",
        "length" => "wrong_length",
        "email" => "invalid_email",
        "required" => "required",
        "unknown" => "unknown",
        "not_a_choice" => "not_a_choice",
        "taken" => "taken",
        "duplicate" => "duplicate",
        "not_whole" => "not_whole",
        _ => "invalid",
    }
}

#[cfg(test)]
mod tests {
    use super::{json, urlencoded};
    use kernel::{Error, Line};

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "decoded only")]
        name: Line<5>,
    }
    #[derive(Debug, serde::Deserialize)]
    struct Outer {
        #[expect(dead_code, reason = "decoded only")]
        list: Vec<Inner>,
    }

    fn only_field(e: &Error) -> (String, &'static str) {
        match e {
            Error::Refused(r) => r
                .fields
                .first()
                .map(|f| (f.field.clone(), f.code))
                .unwrap_or((String::new(), r.code.code)),
            Error::Fault(_) => panic!("a fault: {e}"),
        }
    }

    #[test]
    fn a_complaint_names_the_field_and_what_is_wrong() {
        let fault = |text: &str| only_field(&json::<Outer>(text.as_bytes()).unwrap_err());
        assert_eq!(fault("{"), (String::new(), "unreadable"));
        assert_eq!(fault("{}"), ("list".into(), "required"));
        assert_eq!(fault("[[]]"), ("body".into(), "wrong_type"));
        assert_eq!(
            fault(r#"{"list":[{"name":"muy largo"}]}"#),
            ("list.0.name".into(), "too_long")
        );
        assert_eq!(
            fault(r#"{"list":[{"name":"a\u0000b"}]}"#),
            ("list.0.name".into(), "bad_characters")
        );
        assert_eq!(
            fault(r#"{"list":[{"name":7}]}"#),
            ("list.0.name".into(), "wrong_type")
        );
        assert_eq!(
            fault(r#"{"list":[{"name":"x","y":1}]}"#),
            ("list.0.y".into(), "unknown_field")
        );
        assert_eq!(fault(r#"{"list":[]} trailing"#), (String::new(), "unreadable"));
        assert_eq!(
            only_field(&urlencoded::<Inner>(b"name=").unwrap_err()),
            ("name".into(), "required")
        );
    }
}
