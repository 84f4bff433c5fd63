//! What can be done, one use case a file; what only one provider needs in a folder of its own.

pub mod apply;
pub mod caldav;
pub mod channels;
pub mod choose;
pub mod connect;
pub mod copies;
pub mod disconnect;
pub mod entries;
pub mod expand;
pub mod feed;
pub mod google;
pub mod notes;
pub mod ours;
pub mod purge;
pub mod reach;
pub mod read;
pub mod reconnect;
pub mod sealed;
pub mod take_out;
pub mod tokens;
pub mod travel;
pub mod wait;
pub mod write;
