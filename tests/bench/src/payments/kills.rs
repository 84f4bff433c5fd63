//! `kill -9` every few seconds, while somebody pays.

use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tokio::process::Command;

use super::Stage;

/// Between the end of one and the next, milliseconds.
const PAUSE: std::ops::Range<u64> = 1_000..6_000;
const VICTIMS: [&str; 3] = ["server", "postgres", "both"];

/// Goes on until nobody pays any more; gives how often it was done.
pub async fn go(stage: Rc<Stage>) -> anyhow::Result<u32> {
    let Some(command) = &stage.args.kill else {
        return Ok(0);
    };
    let mut done = 0;
    loop {
        let draw = u64::from_le_bytes(stage.env.random());
        let pause = PAUSE.start + draw % (PAUSE.end - PAUSE.start);
        tokio::time::sleep_until((Instant::now() + Duration::from_millis(pause)).into()).await;
        if !stage.open.get() {
            return Ok(done);
        }
        let victim = VICTIMS[usize::try_from((draw >> 32) % 3)?];
        let killing = Command::new(command).args(["kill", victim]).status().await;
        if !killing.context("killing")?.success() {
            bail!("{victim} did not come back");
        }
        done += 1;
    }
}
