//! What handlers take: decoded, bounded and validated, or refused with the field's name.

mod decode;
mod form;
mod id;
mod json;
mod nested;
mod query;
mod raw;
mod upload;
mod version;

pub use form::{Form, Typed};
pub use id::Id;
pub use json::Json;
pub use query::Query;
pub use raw::Raw;
pub use upload::Upload;
pub use version::{IfMatch, etag};
