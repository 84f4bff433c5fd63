//! What can be done, one use case a file.

pub mod apply;
pub mod channels;
pub mod choose;
pub mod connect;
pub mod copies;
pub mod disconnect;
pub mod expand;
pub mod fetch;
pub mod google;
pub mod notes;
pub mod ours;
pub mod purge;
pub mod read;
pub mod reconnect;
pub mod tokens;
pub mod travel;
pub mod write;
