//! The columns that hold sealed values, as slices list them.

/// A column that the vault seals. Names go into SQL as they stand.
#[derive(Debug, Clone, Copy)]
pub struct SealedColumn {
    /// A tenant table.
    pub table: &'static str,
    /// Its `bytea` column.
    pub column: &'static str,
    /// The uuid that names the row, first in the key after the tenant; its 16 bytes are the [`super::Place`]'s row.
    ///
    /// None for what is thrown away before long: it is not sealed anew, its key only waits until it is gone.
    pub key: Option<&'static str>,
    /// What it is sealed for.
    pub purpose: &'static str,
}
