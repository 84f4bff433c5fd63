//! A shipping zone as people type it: departments to tick, municipalities by name, weights in kilos, prices in pesos.

use http::Typed;
use http::page::Page;
use kernel::places::{Department, Municipality, departments, municipalities_of, municipality};
use kernel::{Currency, Error, FieldError, Line, Result, Slug};

use crate::model::shipping::Rate;
use crate::ops::save_shipping::ZoneRequest;
use crate::queries::shipping::ZoneView;

/// Rows of the price list.
pub(super) const ROWS: usize = 12;

/// A zone that was read, and which row of the form each of its rates was in.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) zone: ZoneRequest,
    pub(super) rows: Vec<usize>,
}

/// What the form shows of a zone.
pub(super) fn written(zone: &ZoneView, currency: Currency) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("name".to_owned(), zone.name.clone()),
        (
            "free_from".to_owned(),
            zone.free_from.map(|m| currency.write(m)).unwrap_or_default(),
        ),
        ("days_min".to_owned(), zone.days_min.to_string()),
        ("days_max".to_owned(), zone.days_max.to_string()),
    ];
    let mut towns = vec![];
    for place in &zone.places {
        match place.len() {
            1 => pairs.push(("everywhere".to_owned(), "true".to_owned())),
            2 => pairs.push(("departments".to_owned(), place.clone())),
            _ => towns.extend(municipality(place).map(full_name)),
        }
    }
    pairs.push(("municipalities".to_owned(), towns.join("\n")));
    for (row, rate) in zone.rates.iter().enumerate() {
        pairs.push((format!("weight.{row}"), kilos(rate.max_weight_g)));
        pairs.push((format!("price.{row}"), currency.write(rate.price)));
    }
    pairs
}

/// Reads the form. `others` are the places of other zones.
pub(super) fn read(typed: &Typed, currency: Currency, others: &[&str]) -> Result<Draft> {
    let mut faults = vec![];
    let name = Line::parse(typed.get("name"))
        .map_err(|e| fault(&mut faults, "name", text_code(&e)))
        .ok();
    let places = read_places(typed, &mut faults);
    if places.iter().any(|place| others.contains(&place.as_str())) {
        fault(&mut faults, "places", "in_other_zone");
    }
    let (rates, rows) = read_rates(typed, currency, &mut faults);
    let free_from = match typed.get("free_from").trim() {
        "" => None,
        text => currency
            .read(text)
            .or_else(|| refuse(&mut faults, "free_from", "not_an_amount")),
    };
    let days = |name: &str, faults: &mut Vec<FieldError>| {
        typed
            .get(name)
            .trim()
            .parse::<i16>()
            .ok()
            .or_else(|| refuse(faults, name, "wrong_type"))
            .unwrap_or(0)
    };
    let (days_min, days_max) = (days("days_min", &mut faults), days("days_max", &mut faults));
    match name {
        Some(name) if faults.is_empty() => Ok(Draft {
            zone: ZoneRequest {
                name,
                places,
                rates,
                free_from,
                days_min,
                days_max,
            },
            rows,
        }),
        _ => Err(Error::invalid_fields(faults)),
    }
}

/// What was refused, by the names of the form: `zones.2.rates.0.price` is `price.0`.
pub(super) fn by_form_names(error: Error, rows: &[usize]) -> Error {
    let Error::Refused(mut refusal) = error else {
        return error;
    };
    for field in &mut refusal.fields {
        let path: Vec<&str> = field.field.split('.').skip(2).collect();
        let row = path
            .get(1)
            .and_then(|i| i.parse::<usize>().ok())
            .and_then(|i| rows.get(i));
        let name = match (path.as_slice(), row) {
            (["rates", _, "max_weight_g"], Some(row)) => format!("weight.{row}"),
            (["rates", _, "price"], Some(row)) => format!("price.{row}"),
            (["rates"], _) => "rates".to_owned(),
            ([first, ..], _) => (*first).to_owned(),
            ([], _) => continue,
        };
        field.field = name;
    }
    Error::Refused(refusal)
}

/// "Todo el país", or the names of the places, the first few of them.
pub(super) fn places_text(page: &Page, places: &[String]) -> String {
    if places.iter().any(|p| p == "*") {
        return page.t("sales-zone-everywhere");
    }
    let name = |place: &String| match place.len() {
        2 => departments().iter().find(|d| d.code == place).map(|d| d.name),
        _ => municipality(place).map(|m| m.name),
    };
    let names: Vec<&str> = places.iter().filter_map(name).collect();
    let shown = names.iter().take(6).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(6) {
        0 => shown,
        more => page.ta(
            "sales-zone-more",
            &[("names", shown), ("count", more.to_string())],
        ),
    }
}

fn read_places(typed: &Typed, faults: &mut Vec<FieldError>) -> Vec<Line<5>> {
    let mut codes: Vec<String> = vec![];
    if typed.get("everywhere") == "true" {
        codes.push("*".into());
    }
    codes.extend(typed.all("departments").into_iter().map(str::to_owned));
    let mut unknown = false;
    for line in typed
        .get("municipalities")
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(1_000)
    {
        match town(line) {
            Some(town) => codes.push(town.code.to_owned()),
            None => unknown = true,
        }
    }
    if unknown {
        fault(faults, "municipalities", "unknown_town");
    }
    if codes.is_empty() && !unknown {
        fault(faults, "places", "no_place");
    }
    codes.sort_unstable();
    codes.dedup();
    codes.iter().filter_map(|code| Line::parse(code).ok()).collect()
}

fn read_rates(typed: &Typed, currency: Currency, faults: &mut Vec<FieldError>) -> (Vec<Rate>, Vec<usize>) {
    let (mut rates, mut rows) = (vec![], vec![]);
    for row in 0..ROWS {
        let (weight, price) = (format!("weight.{row}"), format!("price.{row}"));
        let (typed_weight, typed_price) = (typed.get(&weight).trim(), typed.get(&price).trim());
        if typed_weight.is_empty() && typed_price.is_empty() {
            continue;
        }
        let max_weight_g = grams(typed_weight).or_else(|| refuse(faults, &weight, "not_a_weight"));
        let price = currency
            .read(typed_price)
            .or_else(|| refuse(faults, &price, "not_an_amount"));
        if let (Some(max_weight_g), Some(price)) = (max_weight_g, price) {
            rates.push(Rate { max_weight_g, price });
            rows.push(row);
        }
    }
    if rates.is_empty() && faults.is_empty() {
        fault(faults, "rates", "required");
    }
    (rates, rows)
}

/// `1,5` kilos are 1500 grams.
fn grams(text: &str) -> Option<i32> {
    let (whole, rest) = text.split_once([',', '.']).unwrap_or((text, ""));
    if whole.len() > 6 || rest.len() > 3 || !(whole.bytes().chain(rest.bytes())).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let thousandths: i32 = format!("{rest:0<3}").parse().ok()?;
    let grams = whole.parse::<i32>().ok()? * 1_000 + thousandths;
    (grams > 0).then_some(grams)
}

fn kilos(grams: i32) -> String {
    let (whole, rest) = (grams / 1_000, grams % 1_000);
    if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole},{rest:03}").trim_end_matches('0').to_owned()
    }
}

fn full_name(town: &Municipality) -> String {
    town.department()
        .map_or(town.name.to_owned(), |d| format!("{}, {}", town.name, d.name))
}

/// A municipality by its name, alone if only one has it, else with its department: `Armenia, Quindío`.
fn town(line: &str) -> Option<&'static Municipality> {
    let wanted = plain(line)?;
    let mut alone = vec![];
    for department in departments() {
        for town in municipalities_of(department.code) {
            if is_named(town, department, &wanted) {
                return Some(town);
            }
            if plain(town.name).as_deref() == Some(&wanted) {
                alone.push(town);
            }
        }
    }
    match alone.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

fn is_named(town: &Municipality, department: &Department, wanted: &str) -> bool {
    plain(&format!("{} {}", town.name, department.name)).as_deref() == Some(wanted)
}

/// Without accents, capitals, punctuation and the capital's `D.C.`
fn plain(name: &str) -> Option<String> {
    Slug::from_name(name).map(|s| s.to_string().replace("-d-c", "").replace("-dc", ""))
}

fn text_code(error: &kernel::text::TextError) -> &'static str {
    use kernel::text::TextError as E;
    match error {
        E::Required => "required",
        E::TooLong => "too_long",
        E::BadCharacters => "bad_characters",
    }
}

fn fault(faults: &mut Vec<FieldError>, field: &str, code: &'static str) {
    faults.push(FieldError {
        field: field.to_owned(),
        code,
        args: vec![],
    });
}

fn refuse<T>(faults: &mut Vec<FieldError>, field: &str, code: &'static str) -> Option<T> {
    fault(faults, field, code);
    None
}

#[cfg(test)]
mod tests {
    use super::{by_form_names, grams, kilos, read, town};
    use http::Typed;
    use kernel::{Currency, Error};

    fn faults(error: Error) -> Vec<String> {
        match error {
            Error::Refused(r) => r
                .fields
                .into_iter()
                .map(|f| format!("{}: {}", f.field, f.code))
                .collect(),
            Error::Fault(e) => panic!("{e}"),
        }
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let fine = [
            ("name", "Quindío"),
            ("days_min", "1"),
            ("days_max", "3"),
            ("departments", "63"),
        ];
        Typed::prefilled(pairs.iter().copied().chain(fine).map(|(n, v)| (n, v.to_owned())))
    }

    #[test]
    fn a_zone_is_read_as_people_type_it() {
        let form = typed(&[
            ("weight.0", "1"),
            ("price.0", "9.000"),
            ("weight.3", "2,5"),
            ("price.3", "$ 15.000"),
            ("municipalities", "Envigado\narmenia, quindio\n\nBogotá"),
        ]);
        let draft = read(&form, Currency::COP, &["05"]).unwrap();
        let places: Vec<&str> = draft.zone.places.iter().map(kernel::Line::as_str).collect();
        assert_eq!(places, ["05266", "11001", "63", "63001"]);
        assert_eq!(
            (draft.zone.rates[1].max_weight_g, draft.zone.rates[1].price),
            (2_500, 1_500_000)
        );
        assert_eq!(draft.rows, [0, 3]);
    }

    #[test]
    fn each_fault_is_at_its_field() {
        let form = typed(&[
            ("weight.0", "-1"),
            ("price.0", "x"),
            ("municipalities", "Armenia"),
            ("free_from", "gratis"),
        ]);
        let found = faults(read(&form, Currency::COP, &["63"]).unwrap_err());
        let expected = [
            "municipalities: unknown_town",
            "places: in_other_zone",
            "weight.0: not_a_weight",
            "price.0: not_an_amount",
            "free_from: not_an_amount",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn refusals_of_the_operation_find_the_row() {
        let error = by_form_names(Error::invalid("zones.2.rates.1.price", "not_whole"), &[0, 3]);
        assert_eq!(faults(error), ["price.3: not_whole"]);
    }

    #[test]
    fn weights_go_there_and_back() {
        for g in [1, 500, 1_000, 2_500, 12_345] {
            assert_eq!(grams(&kilos(g)), Some(g));
        }
        for bad in ["", "0", "-1", "1,2345", "1e3", "999999999"] {
            assert_eq!(grams(bad), None, "{bad}");
        }
    }

    #[test]
    fn towns_with_a_common_name_need_their_department() {
        assert_eq!(town("Armenia"), None);
        assert_eq!(town("Armenia, Quindío").map(|t| t.code), Some("63001"));
        assert_eq!(town("bogota d.c.").map(|t| t.code), Some("11001"));
    }
}
