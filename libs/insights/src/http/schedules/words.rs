//! Schedules in the reader's words.

use http::Visitor;
use jobs::{Outcome, Plan, Rhythm, Whose};
use kernel::Instant;

use super::super::dead_jobs::words_of;

/// "Cada día a las 03:00".
pub fn rhythm(visitor: &Visitor, plan: &Plan) -> String {
    let text =
        |key: &str, name: &str, value: &str| visitor.app.i18n.text(visitor.locale, key, &[(name, value)]);
    match plan.rhythm() {
        Rhythm::Minutes(n) => text("schedules-minutes", "count", &n.to_string()),
        Rhythm::Hour(minute) => text("schedules-hour", "minute", &minute.to_string()),
        Rhythm::Day(at) if is_of_others(visitor, plan) => {
            text("schedules-day-shops", "time", &at.strftime("%H:%M").to_string())
        }
        Rhythm::Day(at) => text("schedules-day", "time", &at.strftime("%H:%M").to_string()),
        Rhythm::Pattern(pattern) => text("schedules-pattern", "pattern", pattern),
    }
}

/// What it does.
pub fn name(visitor: &Visitor, plan: &Plan) -> String {
    let name = words_of(visitor, plan.kind());
    if visitor.shop.is_platform() && plan.whose == Whose::EachTenant {
        visitor
            .app
            .i18n
            .text(visitor.locale, "schedules-for-shops", &[("name", &name)])
    } else {
        name
    }
}

/// When it comes next in the shop's zone; of what comes to each shop in its own time the platform has no one moment.
pub fn next(visitor: &Visitor, plan: &Plan) -> Option<Instant> {
    if is_of_others(visitor, plan) {
        return None;
    }
    plan.next(visitor.app.env.now(), &visitor.shop.zone())
}

fn is_of_others(visitor: &Visitor, plan: &Plan) -> bool {
    visitor.shop.is_platform() && plan.whose == Whose::EachTenant && matches!(plan.rhythm(), Rhythm::Day(_))
}

/// "Terminó bien", and the badge's tone.
pub fn outcome(visitor: &Visitor, outcome: Outcome) -> (String, &'static str) {
    match outcome {
        Outcome::Waiting => (visitor.t("schedules-waiting"), "wait"),
        Outcome::Retrying => (visitor.t("schedules-retrying"), "wait"),
        Outcome::Running => (visitor.t("schedules-running"), "info"),
        Outcome::Done => (visitor.t("schedules-done"), "good"),
        Outcome::Failed => (visitor.t("schedules-failed"), "bad"),
        Outcome::Gone => (visitor.t("schedules-gone"), "calm"),
    }
}

/// "340 ms", "12 s", "3 min".
pub fn duration(millis: i64) -> String {
    match millis {
        ..1_000 => format!("{millis}\u{a0}ms"),
        1_000..120_000 => format!("{}\u{a0}s", millis / 1_000),
        _ => format!("{}\u{a0}min", millis / 60_000),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_told_in_the_unit_that_fits() {
        let told = [0, 999, 1_000, 119_999, 120_000, 3_600_000].map(duration);
        let expected = ["0 ms", "999 ms", "1 s", "119 s", "2 min", "60 min"];
        assert_eq!(told.map(|text| text.replace('\u{a0}', " ")), expected);
    }
}
