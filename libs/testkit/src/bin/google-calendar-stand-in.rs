//! Stands in for Google Calendar while journeys run in a browser:
//!
//!     google-calendar-stand-in PORT [SERVER]
//!
//! Says "listening on …" when it does. Messages go to `SERVER` (an address and port), whatever host their address names.

use std::net::SocketAddr;

use anyhow::Context as _;
use jiff::Timestamp;
use testkit::google_calendar::FakeGoogle;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let port = words.next().context("which port?")?.parse()?;
    let google = FakeGoogle::start_at(port).await;
    #[expect(
        clippy::disallowed_methods,
        reason = "the server that it serves has the real clock, too"
    )]
    google.set_clock(Timestamp::now().as_second());
    if let Some(server) = words.next() {
        google.push_to(server.parse::<SocketAddr>()?);
    }
    println!("listening on {}", google.url);
    tokio::signal::ctrl_c().await?;
    Ok(())
}
