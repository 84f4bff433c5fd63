//! Reads of imports, and of products as files have them. Tables of the catalog and the inventory are read, never written.

pub mod grid;
pub mod imports;
pub mod known;
pub mod sold;
pub mod whole;
