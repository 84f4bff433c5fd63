//! How many notices come in, while the jobs that act on them run.

use std::time::Duration;

use anyhow::Context as _;
use aws_lc_rs::hmac;
use payment_sandbox::mercado_pago::webhook_secret;
use serde_json::Value;

use super::Stage;
use super::shop::Shop;
use crate::drive::{self, Plan};
use crate::report;
use crate::scenario::Scenario;

const CONNECTIONS: [usize; 3] = [16, 64, 256];
/// Aimed at, a second.
const AIM: f64 = 1_000.0;

/// At the highest rate, at half of it, and at what was aimed at.
pub async fn measure(stage: &Stage, seconds: u64) -> anyhow::Result<()> {
    let mut best = 0.0_f64;
    for connections in CONNECTIONS {
        let line = once(stage, seconds, connections, None).await?;
        best = best.max(line["per_second"].as_f64().unwrap_or_default());
    }
    once(stage, seconds, 256, Some(best / 2.0)).await?;
    once(stage, seconds, 256, Some(AIM)).await?;
    Ok(())
}

async fn once(stage: &Stage, seconds: u64, connections: usize, rate: Option<f64>) -> anyhow::Result<Value> {
    let plan = Plan {
        address: stage.args.address.clone(),
        connections,
        rate,
        warmup: Duration::from_secs(2),
        counted: Duration::from_secs(seconds),
        watched: [stage.args.server_pid, stage.args.postgres_pid],
    };
    let outcome = drive::run(scenario(stage)?, plan).await?;
    let line = report::line(&stage.args.label, connections, rate, outcome);
    crate::say(&line, stage.args.out.as_deref())?;
    Ok(line)
}

/// Each notice is an event of its own about one of the first shop's payments. The signature is of request and time only, as it is
/// where the address does not name the payment, so one is good for all; it lasts five minutes.
fn scenario(stage: &Stage) -> anyhow::Result<Scenario> {
    let shop = stage.shops.first().context("no shop")?;
    let books = stage.desk.books(&shop.token).context("no account")?;
    let payments: Vec<String> = books.payments.into_iter().map(|payment| payment.id).collect();
    let list = std::env::temp_dir().join(format!("vitrina-bench-payments-{}", std::process::id()));
    std::fs::write(&list, payments.join("\n"))?;
    let file = stage.args.notice.as_deref().context("--notice is wanted, too")?;
    let values = [
        format!("host={}", shop.host),
        format!("path={}", shop.notices),
        format!("account={}", books.collector),
        format!("signature={}", signature(stage, shop)),
    ];
    let scenario = Scenario::read(file, &values, &[format!("payment={}", list.display())]);
    std::fs::remove_file(&list)?;
    scenario
}

fn signature(stage: &Stage, shop: &Shop) -> String {
    let ts = stage.env.now().0.as_second();
    let key = hmac::Key::new(hmac::HMAC_SHA256, webhook_secret(&shop.token).as_bytes());
    let tag = hmac::sign(&key, format!("request-id:bench;ts:{ts};").as_bytes());
    let bytes: Vec<_> = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("ts={ts},v1={}", bytes.concat())
}
