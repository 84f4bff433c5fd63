//! Names, looked up for the connection that is made next: no other answer comes between the look and the call.

use std::error::Error;
use std::io;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::error::AddressFault;
use crate::reach::Reach;

/// Gives a name's addresses only when all of them may be called.
pub(crate) struct Guard(pub Reach);

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(look_up(self.0, name))
    }
}

async fn look_up(reach: Reach, name: Name) -> Result<Addrs, Box<dyn Error + Send + Sync>> {
    // The connection takes the address's own port, or the scheme's.
    let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
    if found.is_empty() {
        return Err(io::Error::from(io::ErrorKind::NotFound).into());
    }
    // A name that is public and private at once means to be called twice.
    if !found.iter().all(|address| reach.allows(address.ip())) {
        return Err(AddressFault::NotPublic.into());
    }
    Ok(Box::new(found.into_iter()))
}
