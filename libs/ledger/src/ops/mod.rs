//! What can be written, one use case a file. No row is ever locked: what is written is new, and what is there stays.

pub mod adjust;
pub mod post;
pub mod reverse;
