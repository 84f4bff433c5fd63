//! How the machine is: processor, load, memory and disk, against the limits of the settings.
//!
//! Read from Linux's `/proc`; elsewhere those readings are missing, and what is missing is not judged.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fs, thread};

use nix::sys::statvfs::statvfs;

use crate::settings::Health;

/// Takes readings. Keep one: the processor's use is measured between two of them.
#[derive(Debug)]
pub struct Machine {
    disk: PathBuf,
    last: Mutex<Option<Ticks>>,
}

/// One reading. Percentages are of 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Processor in use since the last reading; missing at the first.
    pub cpu_percent: Option<f64>,
    /// Load of the last 1, 5 and 15 minutes.
    pub load: Option<[f64; 3]>,
    /// Cores that the process may use.
    pub cores: usize,
    /// Memory that is not available.
    pub memory_percent: Option<f64>,
    /// Disk under the data folder in use, as an unprivileged process sees it.
    pub disk_percent: Option<f64>,
    /// Bytes left there.
    pub disk_free_bytes: Option<u64>,
}

/// How bad it is; orders from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Within the limits.
    Ok,
    /// Somebody should look; still answered 200.
    Degraded,
    /// Cannot go on so; answered 503.
    Error,
}

/// A limit that was passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding {
    /// `cpu`, `load`, `memory` or `disk`.
    pub what: &'static str,
    /// How bad it is.
    pub condition: Condition,
    /// What was read (the load: of the cores).
    pub percent: f64,
    /// What the settings allow.
    pub limit: f64,
}

impl Machine {
    /// Looks at the disk that holds `dir`.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            disk: dir.into(),
            last: Mutex::new(None),
        }
    }

    /// Reads everything; blocks for a few small files.
    pub fn read(&self) -> Reading {
        let disk = statvfs(existing(&self.disk)).ok();
        Reading {
            cpu_percent: self.cpu_percent(),
            load: fs::read_to_string("/proc/loadavg").ok().as_deref().and_then(load),
            cores: thread::available_parallelism().map_or(1, usize::from),
            memory_percent: fs::read_to_string("/proc/meminfo")
                .ok()
                .as_deref()
                .and_then(memory_percent),
            disk_percent: disk.as_ref().and_then(|disk| {
                let used = wide(disk.blocks()).saturating_sub(wide(disk.blocks_free()));
                // As `df` counts: what is kept back for root is neither used nor free.
                percent(used, used + wide(disk.blocks_available()))
            }),
            disk_free_bytes: disk.map(|disk| wide(disk.blocks_available()) * wide(disk.fragment_size())),
        }
    }

    fn cpu_percent(&self) -> Option<f64> {
        let now = fs::read_to_string("/proc/stat").ok().as_deref().and_then(ticks)?;
        let last = self
            .last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .replace(now)?;
        percent(
            now.busy.saturating_sub(last.busy),
            now.all.saturating_sub(last.all),
        )
    }
}

impl Reading {
    /// The limits that were passed.
    pub fn findings(&self, health: &Health) -> Vec<Finding> {
        #[expect(clippy::cast_precision_loss, reason = "no machine has that many cores")]
        let load_percent = self.load.map(|[minute, ..]| 100.0 * minute / self.cores as f64);
        let full = self
            .disk_percent
            .is_some_and(|percent| percent > f64::from(health.disk_full_percent));
        let disk_limit = if full {
            health.disk_full_percent
        } else {
            health.disk_percent
        };
        let disk_condition = if full {
            Condition::Error
        } else {
            Condition::Degraded
        };
        [
            (
                "cpu",
                self.cpu_percent,
                f64::from(health.cpu_percent),
                Condition::Degraded,
            ),
            (
                "load",
                load_percent,
                f64::from(health.load_percent),
                Condition::Degraded,
            ),
            (
                "memory",
                self.memory_percent,
                f64::from(health.memory_percent),
                Condition::Degraded,
            ),
            ("disk", self.disk_percent, f64::from(disk_limit), disk_condition),
        ]
        .into_iter()
        .filter_map(|(what, percent, limit, condition)| {
            let percent = percent.filter(|percent| *percent >= limit)?;
            Some(Finding {
                what,
                condition,
                percent,
                limit,
            })
        })
        .collect()
    }
}

/// Times of all processors since the start, in the system's ticks.
#[derive(Debug, Clone, Copy)]
struct Ticks {
    busy: u64,
    all: u64,
}

/// `cpu  user nice system idle iowait irq softirq steal guest guest_nice`; the guests are in user and nice already.
fn ticks(stat: &str) -> Option<Ticks> {
    let fields: Vec<u64> = stat
        .lines()
        .next()?
        .split_whitespace()
        .skip(1)
        .take(8)
        .flat_map(str::parse)
        .collect();
    let idle = fields.get(3)? + fields.get(4).unwrap_or(&0);
    let all = fields.iter().sum();
    Some(Ticks {
        busy: all - idle,
        all,
    })
}

fn load(loadavg: &str) -> Option<[f64; 3]> {
    let mut fields = loadavg.split_whitespace().map_while(|field| field.parse().ok());
    Some([fields.next()?, fields.next()?, fields.next()?])
}

fn memory_percent(meminfo: &str) -> Option<f64> {
    let field = |name: &str| -> Option<u64> {
        let rest = meminfo
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        rest.split_whitespace().next()?.parse().ok()
    };
    let (total, available) = (field("MemTotal")?, field("MemAvailable")?);
    percent(total.saturating_sub(available), total)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a percentage needs no more than 52 bits"
)]
fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}

/// Counts of blocks are narrower on some systems.
fn wide(count: impl Into<u64>) -> u64 {
    count.into()
}

/// The data folder may not be made yet: then the nearest one above it is on the same disk.
fn existing(dir: &Path) -> &Path {
    dir.ancestors().find(|dir| dir.exists()).unwrap_or(Path::new("."))
}

#[cfg(test)]
#[path = "machine/tests.rs"]
mod tests;
