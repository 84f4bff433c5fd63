//! A settings file as a list of keys.

use toml::{Table, Value};

use super::fault::Fault;

/// `section.key` and value of everything in the file. What stands outside a section, or deeper than one, comes as a key
/// that nobody asks for, and is reported as unknown.
pub(super) fn keys(name: &str, text: &str) -> Result<Vec<(String, Value)>, Fault> {
    let table: Table = toml::from_str(text).map_err(|e| unreadable(name, text, &e))?;
    let mut keys = vec![];
    for (section, value) in table {
        match value {
            Value::Table(entries) => {
                keys.extend(
                    entries
                        .into_iter()
                        .map(|(key, value)| (format!("{section}.{key}"), value)),
                );
            }
            other => keys.push((section, other)),
        }
    }
    Ok(keys)
}

/// Only the reason and the line: the whole of the parser's error quotes the line, and that may hold a secret.
fn unreadable(name: &str, text: &str, e: &toml::de::Error) -> Fault {
    let before = e
        .span()
        .and_then(|span| text.get(..span.start))
        .unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    Fault {
        key: format!("line {line}"),
        origin: name.to_owned(),
        problem: format!("this is not TOML: {}", e.message()),
        instead: "write sections as [server] and values as port = 8080 or host = \"127.0.0.1\"".to_owned(),
    }
}
