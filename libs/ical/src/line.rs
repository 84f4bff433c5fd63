//! One property of a calendar, read.

use icalendar::parser::Property;

/// A property's name, what qualifies it, and its value.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) name: String,
    params: Vec<(String, String)>,
    pub(crate) value: String,
    /// As it stands.
    pub(crate) whole: String,
    pub(crate) cut: bool,
}

impl Line {
    /// `None` when it is not a property at all.
    pub(crate) fn parse(line: crate::text::Line) -> Option<Self> {
        if let Some((name, value)) = border(&line.text) {
            return Some(Self {
                name: name.to_owned(),
                params: Vec::new(),
                value: value.to_owned(),
                cut: line.cut,
                whole: line.text,
            });
        }
        let property = Property::try_from(line.text.as_str()).ok()?;
        let name = property.name.as_str().to_ascii_uppercase();
        if name.is_empty() {
            return None;
        }
        let params = property
            .params
            .iter()
            .filter_map(|param| {
                Some((
                    param.key.as_str().to_ascii_uppercase(),
                    param.val.as_ref()?.to_string(),
                ))
            })
            .collect();
        Some(Self {
            name,
            params,
            value: property.val.to_string(),
            cut: line.cut,
            whole: line.text,
        })
    }

    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        let found = self.params.iter().find(|(known, _)| known == name)?;
        Some(&found.1)
    }

    /// Its value is this word, in any case of letters.
    pub(crate) fn says(&self, word: &str) -> bool {
        self.value.trim().eq_ignore_ascii_case(word)
    }
}

/// Where a part begins or ends, which the library does not take for a property.
fn border(text: &str) -> Option<(&'static str, &str)> {
    let (name, value) = text.split_once(':')?;
    let name = ["BEGIN", "END"]
        .into_iter()
        .find(|border| name.trim().eq_ignore_ascii_case(border))?;
    Some((name, value))
}
