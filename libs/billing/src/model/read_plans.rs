//! Reading plans, and everything that can be wrong with them.

use std::collections::BTreeSet;

use kernel::{Limit, Module};
use serde::Deserialize;

use super::plans::Plan;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    plan: Vec<Plan>,
}

/// Reads them and gives each its place.
pub(super) fn read(text: &str) -> Result<Vec<Plan>, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let mut plans = file.plan;
    for (rank, plan) in (0..).zip(&mut plans) {
        plan.rank = rank;
    }
    let mut faults: Vec<String> = plans.iter().flat_map(of_one).collect();
    faults.extend(of_all(&plans));
    let pairs = plans.iter().zip(plans.iter().skip(1));
    faults.extend(pairs.flat_map(|(cheaper, dearer)| of_two(cheaper, dearer)));
    if faults.is_empty() {
        Ok(plans)
    } else {
        Err(faults.join("\n"))
    }
}

fn of_one(plan: &Plan) -> Vec<String> {
    let name = &plan.name;
    let limits = Limit::ALL.iter().filter_map(|limit| plan.most(*limit));
    let is_word = name.starts_with(|c: char| c.is_ascii_lowercase())
        && (2..=30).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let rules = [
        (is_word, "its name takes 2 to 30 small letters, digits and _"),
        (
            limits.min().is_none_or(|least| least > 0),
            "a limit is at least 1; leave it out for none",
        ),
        (
            plan.cop_monthly % 100 == 0 && plan.cop_yearly % 100 == 0,
            "prices in COP are whole pesos",
        ),
        (
            is_year_of(plan.cop_monthly, plan.cop_yearly),
            "cop_yearly lies between one month and twelve",
        ),
        (
            is_year_of(plan.usd_monthly, plan.usd_yearly),
            "usd_yearly lies between one month and twelve",
        ),
        (
            (plan.cop_monthly == 0) == (plan.usd_monthly == 0),
            "it costs nothing in both moneys, or in none",
        ),
        (
            (0..=10_000).contains(&plan.tax_rate_bp),
            "tax_rate_bp lies between 0 and 10000",
        ),
        (
            plan.trial_days
                .is_none_or(|days| (1..=90).contains(&days) && !plan.is_free()),
            "trial_days lies between 1 and 90, of a plan that costs something",
        ),
    ];
    let broken = rules.into_iter().filter(|(holds, _)| !holds);
    broken.map(|(_, rule)| format!("plan {name}: {rule}")).collect()
}

fn is_year_of(month: i64, year: i64) -> bool {
    month >= 0 && (month..=month.saturating_mul(12)).contains(&year)
}

fn of_all(plans: &[Plan]) -> Vec<String> {
    let names: BTreeSet<&str> = plans.iter().map(|plan| plan.name.as_str()).collect();
    let free = plans.iter().filter(|plan| plan.is_free()).count();
    let tried = plans.iter().filter(|plan| plan.trial_days.is_some()).count();
    let rules = [
        (names.len() == plans.len(), "two plans have the same name"),
        (
            free == 1 && plans.first().is_some_and(Plan::is_free),
            "the first plan costs nothing, and no other",
        ),
        (tried == 1, "one plan has trial_days"),
    ];
    let broken = rules.into_iter().filter(|(holds, _)| !holds);
    broken.map(|(_, rule)| rule.to_owned()).collect()
}

/// Who moves up loses nothing.
fn of_two(cheaper: &Plan, dearer: &Plan) -> Vec<String> {
    let (low, high) = (&cheaper.name, &dearer.name);
    let mut faults = vec![];
    if dearer.cop_monthly <= cheaper.cop_monthly || dearer.usd_monthly <= cheaper.usd_monthly {
        faults.push(format!("plan {high}: it comes after {low}, so it costs more"));
    }
    let lost = cheaper
        .modules
        .iter()
        .filter(|module| !dearer.modules.contains(module));
    faults.extend(
        lost.copied()
            .map(Module::as_str)
            .map(|module| format!("plan {high}: it has {module}, as {low} does")),
    );
    let shrunk = Limit::ALL.iter().filter(|limit| {
        dearer
            .most(**limit)
            .is_some_and(|most| cheaper.most(**limit).is_none_or(|before| before > most))
    });
    faults.extend(shrunk.map(|limit| format!("plan {high}: {} is not less than with {low}", limit.as_str())));
    faults
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::Plans;

    #[test]
    fn what_comes_with_the_program_is_in_order() {
        let plans = Plans::read(Plans::BUILT_IN).unwrap();
        let names: Vec<&str> = plans.iter().map(|plan| plan.name.as_str()).collect();
        assert_eq!(names, ["gratis", "basico", "pro", "empresa"]);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let broken = Plans::BUILT_IN
            .replace("trial_days = 14", "trial_days = 0")
            .replace("cop_monthly = 4_990_000", "cop_monthly = 4_990_001")
            .replace("people = 20", "people = 3")
            .replace("name = \"empresa\"", "name = \"pro\"");
        let faults = read(&broken).unwrap_err();
        for fault in [
            "plan pro: trial_days lies between 1 and 90",
            "plan basico: prices in COP are whole pesos",
            "plan pro: people is not less than with basico",
            "two plans have the same name",
        ] {
            assert!(faults.contains(fault), "{fault} not in:\n{faults}");
        }
    }

    #[test]
    fn a_word_that_nobody_knows_is_named() {
        let typo = Plans::BUILT_IN.replace("\"inventory\"", "\"inventario\"");
        assert!(read(&typo).unwrap_err().contains("inventario"));
        assert!(read("plan = 3").is_err());
        assert!(read("").unwrap_err().contains("the first plan costs nothing"));
    }
}
