use super::{Condition, Machine, Reading, load, memory_percent, ticks};
use crate::{Settings, Sources};

const QUIET: Reading = Reading {
    cpu_percent: Some(10.0),
    load: Some([0.5, 0.5, 0.5]),
    cores: 2,
    memory_percent: Some(40.0),
    disk_percent: Some(50.0),
    disk_free_bytes: Some(1_000_000),
};

fn judged(reading: Reading) -> Vec<(&'static str, Condition)> {
    let settings = Settings::load(&Sources::default()).unwrap();
    reading
        .findings(&settings.health)
        .into_iter()
        .map(|finding| (finding.what, finding.condition))
        .collect()
}

#[test]
fn a_quiet_machine_has_nothing_to_report() {
    assert_eq!(judged(QUIET), []);
}

#[test]
fn what_cannot_be_read_is_not_judged() {
    let blind = Reading {
        cpu_percent: None,
        load: None,
        memory_percent: None,
        disk_percent: None,
        ..QUIET
    };
    assert_eq!(judged(blind), []);
}

#[test]
fn each_limit_is_reported_when_it_is_reached() {
    let busy = Reading {
        cpu_percent: Some(80.0),
        load: Some([1.6, 0.0, 0.0]),
        memory_percent: Some(85.0),
        disk_percent: Some(80.0),
        ..QUIET
    };
    let degraded = Condition::Degraded;
    assert_eq!(
        judged(busy),
        [
            ("cpu", degraded),
            ("load", degraded),
            ("memory", degraded),
            ("disk", degraded)
        ]
    );
}

#[test]
fn a_disk_over_the_second_limit_is_an_error() {
    assert_eq!(
        judged(Reading {
            disk_percent: Some(95.0),
            ..QUIET
        }),
        [("disk", Condition::Degraded)]
    );
    assert_eq!(
        judged(Reading {
            disk_percent: Some(95.1),
            ..QUIET
        }),
        [("disk", Condition::Error)]
    );
}

#[test]
fn the_files_of_proc_are_understood() {
    assert_eq!(load("0.20 0.18 0.12 1/80 11206\n"), Some([0.20, 0.18, 0.12]));
    assert_eq!(load("nonsense"), None);
    let meminfo = "MemTotal:        1000 kB\nMemFree:          100 kB\nMemAvailable:     250 kB\n";
    assert_eq!(memory_percent(meminfo), Some(75.0));
    assert_eq!(memory_percent("MemTotal: 0 kB\nMemAvailable: 0 kB\n"), None);
    let times = ticks("cpu  10 0 20 60 10 0 0 0 5 0\ncpu0 1 1 1 1 1 1 1 1\n").unwrap();
    assert_eq!((times.busy, times.all), (30, 100));
}

#[test]
fn this_machine_can_be_read_even_before_the_data_folder_is_there() {
    let machine = Machine::new("no/such/folder");
    let first = machine.read();
    assert!(
        first.cpu_percent.is_none(),
        "nothing to compare the first reading with"
    );
    assert!(first.cores > 0 && first.disk_percent.is_some() && first.disk_free_bytes.is_some());
}
