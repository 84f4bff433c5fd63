//! Words that the whole product shares: ids, money, time, texts, errors, access. No input or output happens here.

pub mod access;
pub mod actor;
pub mod contact;
pub mod env;
pub mod error;
pub mod id;
pub mod instant;
pub mod locale;
pub mod money;
pub mod paging;
pub mod places;
pub mod plan;
pub mod slug;
pub mod text;

pub use access::{Permission, Role};
pub use actor::Actor;
pub use contact::{Email, Phone};
pub use env::{Clock, Env};
pub use error::{Error, ErrorCode, ErrorKind, FieldError, Refusal, Result};
pub use id::{ApiKeyId, JobId, PersonId, SessionId, TenantId};
pub use instant::Instant;
pub use locale::Locale;
pub use money::{Currency, Money};
pub use paging::{PageQuery, Paged, Pagination};
pub use plan::{Limit, Module};
pub use slug::Slug;
pub use text::{Line, Prose};
