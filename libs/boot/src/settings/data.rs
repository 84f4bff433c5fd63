//! `[data]`

use std::path::PathBuf;

use super::reader::Section;

/// What the program keeps on disk.
#[derive(Debug, Clone)]
pub struct Data {
    /// Uploads, keys made by the program itself, and the private PostgreSQL.
    pub dir: PathBuf,
    /// Load the demo tenants, whose passwords everybody knows.
    pub demo: bool,
}

impl Data {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let dir = section.required("dir", "a folder", PathBuf::new(), |text| {
            Some(PathBuf::from(text))
        });
        let data = Self {
            dir,
            demo: section.flag("demo"),
        };
        section.rule(
            &["demo"],
            !(data.demo && section.is_production()),
            "everybody knows the demo's passwords",
            "leave it off in production",
        );
        data
    }
}
