//! JSON.

pub mod methods;
