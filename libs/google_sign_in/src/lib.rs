//! Asks Google who somebody is: authorization code, PKCE, OpenID Connect. Protocol only; see the README beside this crate.

mod directory;
mod error;
mod id_token;
mod sign_in;
mod wire;

pub use error::GoogleError;
pub use id_token::Account;
pub use sign_in::{GoogleSignIn, Registration, Riddle};
