//! Whatever happens to a subscription, rights follow by the rule, and time alone gives none back.

use kernel::{Instant, Limit, Module};
use proptest::prelude::*;

use super::{Grants, Level, Standing, Status};

const STATES: [Status; 9] = [
    Status::Incomplete,
    Status::IncompleteExpired,
    Status::Trialing,
    Status::Active,
    Status::PastDue,
    Status::Canceled,
    Status::Unpaid,
    Status::Paused,
    Status::Unknown,
];

fn grants(plan: &str, modules: &[Module], products: Option<i64>) -> Grants {
    Grants {
        plan: plan.to_owned(),
        modules: modules.to_vec(),
        people: None,
        products,
        bookings: None,
        orders: None,
        storage: None,
    }
}

fn at(second: i64) -> Instant {
    let start: Instant = Instant("2026-12-01T00:00:00Z".parse().unwrap());
    start.plus_seconds(second)
}

fn standing(status: Status) -> Standing {
    Standing {
        status,
        trial_ends_at: None,
        grace_until: None,
        cancel_at: None,
        ended_at: None,
        guide_hidden: false,
        at_stripe: false,
        paid: grants("pro", &[Module::Storefront, Module::Reports], None),
        free: Some(grants("gratis", &[Module::Storefront], Some(30))),
    }
}

/// How much is left: more is more.
fn rank(level: Level) -> u8 {
    match level {
        Level::Full => 3,
        Level::Grace(_) => 2,
        Level::Free => 1,
        Level::ReadOnly => 0,
    }
}

fn any_standing() -> impl Strategy<Value = Standing> {
    let moment = || proptest::option::of((0..1000_i64).prop_map(at));
    let moments = (moment(), moment(), moment(), moment());
    (proptest::sample::select(STATES.to_vec()), moments, any::<bool>()).prop_map(
        |(status, (trial, grace, cancel, ended), has_free)| {
            let known = standing(status);
            Standing {
                trial_ends_at: trial,
                grace_until: grace,
                cancel_at: cancel,
                ended_at: ended,
                free: known.free.clone().filter(|_| has_free),
                ..known
            }
        },
    )
}

proptest! {
    #[test]
    fn time_alone_gives_nothing_back(one in any_standing(), early in 0..1000_i64, later in 0..1000_i64) {
        let (before, after) = (one.rights(at(early)).level, one.rights(at(early + later)).level);
        // From reading only to what is free is a step that somebody asked for (`cancel_at`).
        let asked = one.cancel_at.is_some() && after == Level::Free;
        prop_assert!(asked || rank(after) <= rank(before), "{one:?}: {before:?}, then {after:?}");
    }

    #[test]
    fn what_is_paid_for_is_had_only_while_it_is(one in any_standing(), now in 0..1000_i64) {
        let rights = one.rights(at(now));
        let free = rights.level == Level::Free;
        prop_assert_eq!(rights.has(Module::Reports), !free);
        prop_assert_eq!(rights.most(Limit::Products), free.then_some(30));
        prop_assert_eq!(rights.plan(), if free { "gratis" } else { "pro" });
    }

    #[test]
    fn who_owes_reads_at_last(grace in 0..1000_i64) {
        let owes = Standing { grace_until: Some(at(grace)), ..standing(Status::PastDue) };
        prop_assert_eq!(owes.rights(at(grace - 1)).level, Level::Grace(Some(at(grace))));
        prop_assert_eq!(owes.rights(at(grace)).level, Level::ReadOnly);
        prop_assert!(!owes.rights(at(grace)).writes());
    }

    #[test]
    fn a_trial_ends_at_its_moment(end in 0..1000_i64) {
        let tries = Standing { trial_ends_at: Some(at(end)), ..standing(Status::Trialing) };
        prop_assert_eq!(tries.rights(at(end - 1)).level, Level::Full);
        prop_assert_eq!(tries.rights(at(end)).level, Level::Free);
    }
}

#[test]
fn a_trial_with_a_card_waits_for_stripes_word() {
    let tries = Standing {
        trial_ends_at: Some(at(100)),
        at_stripe: true,
        ..standing(Status::Trialing)
    };
    let day = 24 * 60 * 60;
    assert_eq!(tries.rights(at(100 + day - 1)).level, Level::Full);
    assert_eq!(tries.rights(at(100 + day)).level, Level::Free);
}

#[test]
fn each_state_has_its_level() {
    let level = |status| standing(status).rights(at(0)).level;
    assert_eq!(level(Status::Active), Level::Full);
    assert_eq!(level(Status::PastDue), Level::Grace(None));
    assert_eq!(level(Status::Unknown), Level::Grace(None));
    assert_eq!(level(Status::Unpaid), Level::ReadOnly);
    assert_eq!(level(Status::Paused), Level::ReadOnly);
    for none in [
        Status::Incomplete,
        Status::IncompleteExpired,
        Status::Canceled,
        Status::Trialing,
    ] {
        assert_eq!(level(none), Level::Free, "{none:?}");
    }
}

#[test]
fn a_word_that_nobody_knows_is_read() {
    let status: Status = serde_json::from_str("\"suspended_by_moonlight\"").unwrap();
    assert_eq!(status, Status::Unknown);
    let status: Status = serde_json::from_str("\"past_due\"").unwrap();
    assert_eq!(status, Status::PastDue);
}
