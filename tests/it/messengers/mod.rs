//! What messages leave the program by, against what stands in for the services, and against servers that mean harm.

mod hooks;
mod push;
mod sms;

use outbound::{Outbound, Reach};

use crate::hostile::{Hostile, Reply};

/// Calls this machine, too.
fn outbound() -> Outbound {
    Outbound::new(Reach::ThisMachineToo, "vitrina-tests").unwrap()
}

/// Calls nothing but the public internet.
fn guarded() -> Outbound {
    Outbound::new(Reach::Internet, "vitrina-tests").unwrap()
}

/// Says yes, and then a hundred megabytes of nothing.
async fn talker() -> Hostile {
    Hostile::start(|_| Reply::new(201).megabytes(100)).await
}

/// Leads to the inside of somebody's network.
async fn misleader() -> Hostile {
    Hostile::start(|_| Reply::new(307).header("location", "https://169.254.169.254/latest/meta-data/")).await
}

/// No more of an answer is read than is of use.
fn assert_little_was_read(server: &Hostile) {
    assert!(server.sent() < 20 << 20, "{}", server.sent());
}
