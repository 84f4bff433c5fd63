//! Types and pure rules of what comes in and goes out.

mod draft;
mod fault;
mod form;
mod grid;
pub mod html;
mod item;
pub mod list;
pub mod measure;
pub mod merge;
mod whole;

pub use draft::{Draft, DraftPicture, DraftVariant, Given};
pub use fault::{Fault, FaultCode};
pub use form::FileForm;
pub use grid::{GridChange, GridRow, GridVariant};
pub use item::{Item, ItemBody, ItemPicture};
pub use whole::{Whole, WholeOption, WholeVariant};

kernel::define_id!(
    /// A file that was brought.
    ImportId
);
