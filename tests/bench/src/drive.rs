//! Runs a scenario on many connections, in either loop.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::connection::{Answer, Connection, find, header};
use crate::machine::{Reading, Usage};
use crate::scenario::{Scenario, Source, Step};
use crate::template::Values;

/// How to run.
#[derive(Debug)]
pub struct Plan {
    /// Where the server listens.
    pub address: String,
    /// Connections.
    pub connections: usize,
    /// Iterations a second, in the open loop.
    pub rate: Option<f64>,
    /// Time before counting.
    pub warmup: Duration,
    /// Time that counts.
    pub counted: Duration,
    /// The server's and PostgreSQL's processes.
    pub watched: [Option<u32>; 2],
}

/// What was measured.
#[derive(Debug)]
pub struct Outcome {
    /// Of the scenario.
    pub name: String,
    /// Requests of one iteration.
    pub steps: usize,
    /// Time of each good iteration, in microseconds, in order of size. In the open loop from when it was due.
    pub times: Vec<u32>,
    /// Iterations that failed.
    pub errors: usize,
    /// Why the first of them did.
    pub first_error: Option<String>,
    /// Time that was counted.
    pub counted: Duration,
    /// Of the server and of PostgreSQL.
    pub usage: [Usage; 2],
}

struct Shared {
    scenario: Scenario,
    plan: Plan,
    /// When the first iteration was due.
    begun: Instant,
    /// When counting begins and ends.
    counted: (Instant, Instant),
    /// Iterations given out, in the open loop.
    given: Cell<u64>,
    times: RefCell<Vec<u32>>,
    errors: Cell<usize>,
    first_error: RefCell<Option<String>>,
}

/// Runs it.
pub async fn run(scenario: Scenario, plan: Plan) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let from = begun + plan.warmup;
    let shared = Rc::new(Shared {
        counted: (from, from + plan.counted),
        begun,
        scenario,
        plan,
        given: Cell::new(0),
        times: RefCell::default(),
        errors: Cell::new(0),
        first_error: RefCell::default(),
    });
    // Another run asks for other things: who asks again with the same idempotency key is given the answer that there was.
    let run = u64::from(std::process::id()) << 32;
    let workers: Vec<_> = (0..shared.plan.connections)
        .map(|at| tokio::task::spawn_local(work(Rc::clone(&shared), run | (at as u64 + 1))))
        .collect();
    tokio::time::sleep_until(shared.counted.0.into()).await;
    let before = shared.plan.watched.map(Reading::of);
    tokio::time::sleep_until(shared.counted.1.into()).await;
    let after = shared.plan.watched.map(Reading::of);
    for worker in workers {
        worker.await?;
    }
    let shared = Rc::into_inner(shared).context("a worker still runs")?;
    let mut times = shared.times.into_inner();
    times.sort_unstable();
    Ok(Outcome {
        name: shared.scenario.name,
        steps: shared.scenario.steps.len(),
        times,
        errors: shared.errors.get(),
        first_error: shared.first_error.into_inner(),
        counted: shared.plan.counted,
        usage: [before[0].until(&after[0]), before[1].until(&after[1])],
    })
}

async fn work(shared: Rc<Shared>, seed: u64) {
    let mut connection = Connection::to(&shared.plan.address);
    let mut values = Values::new(seed);
    while let Some(due) = shared.next().await {
        let outcome = iterate(&shared.scenario, &mut connection, &mut values).await;
        let now = Instant::now();
        // In the closed loop the one that the end interrupts is not counted: fewer would end than have begun.
        if now < shared.counted.0 || now >= shared.counted.1 {
            continue;
        }
        match outcome {
            Ok(()) => {
                let micros = u32::try_from(now.duration_since(due).as_micros()).unwrap_or(u32::MAX);
                shared.times.borrow_mut().push(micros);
            }
            Err(error) => {
                shared.errors.set(shared.errors.get() + 1);
                shared.first_error.borrow_mut().get_or_insert(error);
            }
        }
    }
}

impl Shared {
    /// When the next iteration is due: now, or by the clock of the open loop. None when the time is over.
    async fn next(&self) -> Option<Instant> {
        let due = match self.plan.rate {
            None => Instant::now(),
            Some(rate) => {
                let number = self.given.replace(self.given.get() + 1);
                #[expect(clippy::cast_precision_loss, reason = "no run has so many iterations")]
                let due = self.begun + Duration::from_secs_f64(number as f64 / rate);
                tokio::time::sleep_until(due.into()).await;
                due
            }
        };
        (due < self.counted.1 && Instant::now() < self.counted.1).then_some(due)
    }
}

async fn iterate(
    scenario: &Scenario,
    connection: &mut Connection,
    values: &mut Values,
) -> Result<(), String> {
    scenario.begin(values);
    for step in &scenario.steps {
        let message = step.message(values);
        let answer = connection.ask(&message).await.map_err(|e| e.to_string())?;
        check(step, &answer)?;
        for (name, source) in &step.save {
            let value = saved(source, &answer).ok_or_else(|| format!("no value for {name}"))?;
            values.named.insert(name.clone(), value);
        }
    }
    Ok(())
}

fn check(step: &Step, answer: &Answer) -> Result<(), String> {
    let expected = step.expect.as_bytes();
    let is_there = find(&answer.body, expected).is_some() || find(answer.head.as_bytes(), expected).is_some();
    if (200..400).contains(&answer.status) && is_there {
        return Ok(());
    }
    let text: String = String::from_utf8_lossy(&answer.body).chars().take(300).collect();
    Err(format!("{} without `{}`: {text}", answer.status, step.expect))
}

fn saved(source: &Source, answer: &Answer) -> Option<String> {
    match source {
        Source::Header(name) => header(&answer.head, name).map(str::to_owned),
        Source::Json(pointer) => {
            let body: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
            let value = body.pointer(pointer)?;
            Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        }
    }
}
