//! What can be done to stock. Rows are always locked first, in the order of the variants' ids, so that two orders for
//! the same things wait for each other and never lock each other out; then the level and its movement are written in
//! one statement.

pub mod ask_notice;
mod movement;
pub mod receive;
pub mod release;
pub mod reserve;
pub mod set_on_hand;
pub mod ship;
