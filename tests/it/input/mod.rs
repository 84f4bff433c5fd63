//! Bad input, at every route of the router: refused with a 4xx that says what is wrong, nothing written, never a 5xx.

mod bodies;
mod forms;
mod headers;
pub mod judge;
mod marked;
mod paths;
pub mod pictures;
mod poison;
mod queries;
mod raw;
pub mod schema;
pub mod stage;
mod stored;
mod uploads;
pub mod writes;
