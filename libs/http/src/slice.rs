//! What a vertical slice brings to the table.

use kernel::{ErrorCode, Locale};

use crate::routes::Routes;

/// A slice's contribution; the executable lists the slices and nothing else.
#[derive(Clone, Copy)]
pub struct Slice {
    /// Name of its crate.
    pub name: &'static str,
    /// Its Fluent texts, one a language of [`Locale::ALL`], in that order.
    pub texts: [&'static str; Locale::ALL.len()],
    /// What it refuses, for the documentation.
    pub errors: &'static [ErrorCode],
    /// Declares its routes.
    pub routes: fn(&mut Routes),
}
