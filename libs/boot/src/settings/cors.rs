//! `[cors]`

use super::form;
use super::reader::Section;

/// Other sites whose scripts may call the API of every tenant; tenants add their own.
#[derive(Debug, Clone)]
pub struct Cors {
    /// Origins as browsers send them: `https://example.com`. Never `*`, as credentials go along.
    pub allowed_origins: Vec<String>,
}

impl Cors {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let form = "an origin such as https://example.com (never *)";
        // To the standard `*` is a character of a name like any other.
        let origin = |text: &str| form::origin(text).filter(|_| !text.contains('*'));
        let origin = |text: &str| origin(text).map(|url| url.origin().ascii_serialization());
        Self {
            allowed_origins: section.list("allowed_origins", form, origin),
        }
    }
}
