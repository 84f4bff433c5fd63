//! Where people see what a transaction came from. Slices above have those pages, so whoever puts slices together says.

use http::App;
use kernel::id::Uuid;

/// Kinds of sources, each with the beginning of its pages' addresses: `("order", "/admin/orders/")`.
#[derive(Debug, Clone, Default)]
pub struct SourcePages(pub Vec<(&'static str, &'static str)>);

impl SourcePages {
    /// As the program was put together.
    pub(crate) fn of(app: &App) -> Self {
        app.slices.get()
    }

    /// The page of a source, if its kind has pages.
    pub(crate) fn find(&self, source_type: &str, source: Uuid) -> Option<String> {
        let (_, beginning) = self.0.iter().find(|(kind, _)| *kind == source_type)?;
        Some(format!("{beginning}{source}"))
    }
}
