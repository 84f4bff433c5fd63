//! The lists of a service's form: whom it needs, by ticking them, and its questions, a row each.

use http::Typed;
use kernel::{Currency, Error, FieldError, Result, Slug};
use serde_json::{Value, json};

/// Things that a service may need at once.
pub(super) const NEEDS: usize = 5;
/// Rows for questions.
pub(super) const QUESTIONS: usize = 20;

/// For each need its block and whom it names, for each question its row.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) needs: Vec<(usize, Vec<String>)>,
    pub(super) questions: Vec<usize>,
}

/// Blocks in which somebody is ticked.
pub(super) fn read_needs(typed: &Typed, currency: Currency, places: &mut Places) -> Result<Value> {
    let (mut needs, mut faults) = (vec![], vec![]);
    for block in 0..NEEDS {
        let ticked = typed.all(&format!("need.{block}.who")).into_iter();
        let who: Vec<String> = ticked.map(str::to_owned).collect();
        if who.is_empty() {
            continue;
        }
        let all = typed.get(&format!("need.{block}.all")) == "true";
        // Where all are needed nobody has terms of their own.
        let fields = if all {
            &[][..]
        } else {
            &["price", "duration", "weight"][..]
        };
        let mut server =
            |id: &String| read_server(typed, currency, (block, id.as_str()), fields, &mut faults);
        let resources: Vec<Value> = who.iter().map(&mut server).collect();
        needs.push(json!({ "all": all, "resources": resources }));
        places.needs.push((block, who));
    }
    if faults.is_empty() {
        Ok(Value::Array(needs))
    } else {
        Err(Error::invalid_fields(faults))
    }
}

/// Somebody who is ticked, with these terms of their own where they are typed.
fn read_server(
    typed: &Typed,
    currency: Currency,
    (block, id): (usize, &str),
    fields: &[&str],
    faults: &mut Vec<FieldError>,
) -> Value {
    let mut server = json!({ "resource_id": id });
    for field in fields {
        let name = format!("{field}.{block}.{id}");
        let text = typed.get(&name).trim();
        if text.is_empty() {
            continue;
        }
        let (number, code) = if *field == "price" {
            (currency.read(text), "not_an_amount")
        } else {
            (text.parse().ok(), "wrong_type")
        };
        match number {
            Some(number) => server[*field] = number.into(),
            None => faults.push(fault(name, code)),
        }
    }
    server
}

/// Rows in which a question stands.
pub(super) fn read_questions(typed: &Typed, places: &mut Places) -> Value {
    let mut questions: Vec<Value> = vec![];
    let mut keys: Vec<String> = (0..QUESTIONS)
        .map(|row| typed.get(&format!("q.{row}.key")).to_owned())
        .collect();
    for row in 0..QUESTIONS {
        let field = |name: &str| typed.get(&format!("q.{row}.{name}")).trim().to_owned();
        let label = field("label");
        if label.is_empty() {
            continue;
        }
        let kind = Some(field("kind"))
            .filter(|kind| !kind.is_empty())
            .unwrap_or_else(|| "text".to_owned());
        let options: Vec<_> = match kind.as_str() {
            "choice" => field("options")
                .split([',', '\n'])
                .map(|option| option.trim().to_owned())
                .filter(|option| !option.is_empty())
                .collect(),
            _ => vec![],
        };
        if keys.get(row).is_none_or(String::is_empty) {
            let key = free_key(&label, &keys);
            if let Some(place) = keys.get_mut(row) {
                *place = key;
            }
        }
        questions.push(json!({
            "key": keys.get(row),
            "label": label,
            "kind": kind,
            "required": field("required") == "true",
            "options": options,
        }));
        places.questions.push(row);
    }
    Value::Array(questions)
}

/// Short, of the question's own words, and nobody else's.
fn free_key(label: &str, taken: &[String]) -> String {
    let base =
        Slug::from_name(label).map_or_else(|| "pregunta".to_owned(), |slug| slug.as_str().replace('-', "_"));
    let base: String = base.chars().take(30).collect();
    let numbered = (2..=QUESTIONS + 1).map(|n| format!("{base}_{n}"));
    let mut names = std::iter::once(base.clone()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or(base)
}

fn fault(field: String, code: &'static str) -> FieldError {
    FieldError {
        field,
        code,
        args: vec![],
    }
}
