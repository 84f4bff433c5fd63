//! What processes take of the machine, from /proc.

use std::fs;
use std::time::Duration;

/// What a process and its children have taken so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    ticks: u64,
    /// Resident memory of the process itself, in kilobytes.
    resident: u64,
}

/// What they took in between.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Time on a processor.
    pub cpu: Duration,
    /// Resident memory at the end, in kilobytes.
    pub resident: u64,
}

/// Of a clock tick, as Linux counts for everybody (`USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

impl Reading {
    /// As of now; nothing without a process.
    pub fn of(pid: Option<u32>) -> Self {
        let Some(pid) = pid else {
            return Self::default();
        };
        let family = fs::read_dir("/proc")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let member: u32 = entry.file_name().to_str()?.parse().ok()?;
                let (parent, ticks) = stat(member)?;
                (member == pid || parent == pid).then_some(ticks)
            });
        Self {
            ticks: family.sum(),
            resident: resident(pid).unwrap_or(0),
        }
    }

    /// The difference.
    pub fn until(&self, after: &Self) -> Usage {
        let ticks = u32::try_from(after.ticks.saturating_sub(self.ticks)).unwrap_or(u32::MAX);
        Usage {
            cpu: TICK * ticks,
            resident: after.resident,
        }
    }
}

/// Parent and ticks of a process (proc(5)): after the name, which ends with the last parenthesis.
fn stat(pid: u32) -> Option<(u32, u64)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some((fields.get(1)?.parse().ok()?, number(11)? + number(12)?))
}

fn resident(pid: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
