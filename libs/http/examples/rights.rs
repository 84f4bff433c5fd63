//! How long it takes to ask what a shop may do, as every request that changes something does.
//!
//! `cargo run -p vitrina-http --release --example rights`

use std::hint::black_box;
use std::time::Instant;

use http::rights::Standing;
use kernel::{Env, Limit, Module};
use serde_json::json;

const ROUNDS: u32 = 1_000_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let grants = |plan: &str| {
        json!({
            "plan": plan, "modules": ["storefront", "booking", "inventory", "pos", "cash", "reports", "dian", "backups"],
            "people": 20, "products": 5_000, "bookings": 3_000, "orders": 3_000, "storage": 20_000,
        })
    };
    let standing: Standing = serde_json::from_value(json!({
        "status": "past_due", "trial_ends_at": null, "grace_until": "2030-01-01T00:00:00Z", "cancel_at": null, "ended_at": null,
        "guide_hidden": false, "at_stripe": true, "paid": grants("pro"), "free": grants("gratis"),
    }))?;
    let now = Env::system().now();
    let begun = Instant::now();
    let mut allowed = 0_u32;
    for _ in 0..ROUNDS {
        let rights = black_box(&standing).rights(black_box(now));
        let may = rights.writes() && rights.has(Module::Backups) && rights.most(Limit::Products).is_some();
        allowed += u32::from(black_box(may));
    }
    let each = begun.elapsed() / ROUNDS;
    println!("a right is asked for in {each:?} (mean of {ROUNDS}, {allowed} of them allowed)");
    Ok(())
}
