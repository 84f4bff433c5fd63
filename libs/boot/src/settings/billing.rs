//! `[billing]`

use std::path::PathBuf;

use super::reader::Section;

/// What shops subscribe to.
#[derive(Debug, Clone)]
pub struct Billing {
    /// The plans; none for those that come with the program.
    pub plans_file: Option<PathBuf>,
}

impl Billing {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        Self {
            plans_file: section.optional("plans_file", "a file", |text| Some(PathBuf::from(text))),
        }
    }
}
