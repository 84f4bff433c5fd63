//! Payments, searched.

use std::collections::HashMap;

use actix_web::web::Query;
use kernel::Instant;
use serde_json::json;

use super::answer::Answer;
use super::call::Call;
use super::payment::Payment;
use super::world::World;

type Fields = HashMap<String, String>;

/// Those of the account that fit, a page of them.
pub fn find(world: &World, call: &Call) -> Answer {
    let Ok(Query(fields)) = Query::<Fields>::from_query(&call.query) else {
        return Answer::refused(1, "Params Error");
    };
    let number = |name: &str, usual: usize| fields.get(name).map_or(Some(usual), |text| text.parse().ok());
    let (Some(limit), Some(offset)) = (number("limit", 30), number("offset", 0)) else {
        return Answer::refused(1, "Params Error: paging");
    };
    if limit > 100 || offset + limit > 10_000 {
        return Answer::refused(1, "Params Error: paging");
    }
    let own = world
        .payments
        .values()
        .filter(|payment| payment.collector == call.account.id);
    let mut found: Vec<&Payment> = own.filter(|payment| fits(payment, &fields)).collect();
    let sort = fields.get("sort").map_or("date_created", String::as_str);
    found.sort_by_key(|payment| (moment(payment, sort), payment.id));
    if fields.get("criteria").is_some_and(|criteria| criteria == "desc") {
        found.reverse();
    }
    let total = found.len();
    let page = found.into_iter().skip(offset).take(limit);
    Answer::ok(json!({
        "paging": { "total": total, "limit": limit, "offset": offset },
        "results": page.map(|payment| payment.view(&call.base)).collect::<Vec<_>>(),
    }))
}

fn fits(payment: &Payment, fields: &Fields) -> bool {
    let reference = fields.get("external_reference");
    let named = reference.is_none_or(|wanted| payment.reference.as_ref() == Some(wanted));
    let status = fields.get("status").is_none_or(|wanted| payment.status == wanted);
    named && status && is_within(payment, fields)
}

fn is_within(payment: &Payment, fields: &Fields) -> bool {
    let Some(range) = fields.get("range") else {
        return true;
    };
    let bound = |name: &str| {
        fields
            .get(name)
            .and_then(|text| serde_json::from_value::<Instant>(json!(text)).ok())
    };
    let at = moment(payment, range);
    bound("begin_date").is_none_or(|from| from <= at) && bound("end_date").is_none_or(|until| at <= until)
}

fn moment(payment: &Payment, name: &str) -> Instant {
    if name == "date_last_updated" {
        payment.changed
    } else {
        payment.created
    }
}
