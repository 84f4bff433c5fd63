//! An account at Google as a way in: the way there and back, the sign-in itself, joining and parting.

pub mod attempt;
pub mod hand_over;
pub mod link;
pub mod sign_in;
mod state;

pub use state::State;
