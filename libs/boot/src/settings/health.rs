//! `[health]`

use std::time::Duration;

use super::reader::Section;

/// From where on the program calls itself degraded. Percentages are of 100.
#[derive(Debug, Clone)]
pub struct Health {
    /// Processor in use.
    pub cpu_percent: u8,
    /// Memory in use.
    pub memory_percent: u8,
    /// Disk in use.
    pub disk_percent: u8,
    /// Disk in use at which it stops saying that it is well at all.
    pub disk_full_percent: u8,
    /// Load of the last minute, of the number of cores.
    pub load_percent: u16,
    /// Redis's memory in use.
    pub redis_memory_percent: u8,
    /// Connections of a pool in use.
    pub pool_percent: u8,
    /// Age of the newest backup.
    pub backup_age: Duration,
    /// What is left of the certificate's life.
    pub certificate_left: Duration,
}

impl Health {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let health = Self {
            cpu_percent: section.number("cpu_percent", 1..=100),
            memory_percent: section.number("memory_percent", 1..=100),
            disk_percent: section.number("disk_percent", 1..=100),
            disk_full_percent: section.number("disk_full_percent", 1..=100),
            load_percent: section.number("load_percent", 1..=10_000),
            redis_memory_percent: section.number("redis_memory_percent", 1..=100),
            pool_percent: section.number("pool_percent", 1..=100),
            backup_age: section.hours("backup_hours", 1..=720),
            certificate_left: section.days("certificate_days", 1..=365),
        };
        section.rule(
            &["disk_full_percent", "disk_percent"],
            health.disk_full_percent >= health.disk_percent,
            "the disk would be full before it is getting full",
            "write at least as much as health.disk_percent",
        );
        health
    }
}
