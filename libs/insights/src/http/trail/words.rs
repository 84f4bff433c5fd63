//! A change as people read it: a sentence, and what was and is, field by field.

use http::{Page, Visitor};
use kernel::{Instant, Permission};
use serde_json::Value;

use super::super::dead_jobs::words_of;
use crate::queries::AuditRow;

/// Nothing there.
const NOTHING: &str = "—";

/// Fields that hold amounts, in minor units.
const AMOUNTS: [&str; 16] = [
    "price",
    "compare_price",
    "cost",
    "amount",
    "subtotal",
    "shipping_price",
    "tax",
    "total",
    "free_from",
    "minimum",
    "discount",
    "shipping_discount",
    "fee",
    "refunding",
    "refunded",
    "said_amount",
];

/// A field that differs.
#[derive(Debug)]
pub struct FieldChange {
    /// Its name.
    pub name: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

impl FieldChange {
    /// Whether there was anything before.
    pub fn was_there(&self) -> bool {
        self.before != NOTHING
    }
}

/// "María cambió la presentación CHA-01".
pub fn sentence(page: &Page, ctx: &Visitor, row: &AuditRow) -> String {
    let who = row.person_name.clone().unwrap_or_else(|| actor(ctx, &row.actor));
    let what = subject(ctx, row);
    let key = match row.change.as_str() {
        "insert" => "audit-insert",
        "delete" => "audit-delete",
        _ => "audit-update",
    };
    page.ta(key, &[("who", who), ("what", what)])
}

fn actor(ctx: &Visitor, label: &str) -> String {
    match label {
        "system" => ctx.t("audit-system"),
        "anonymous" => ctx.t("audit-anonymous"),
        role => find(ctx, &format!("identity-role-{role}")).unwrap_or_else(|| role.to_owned()),
    }
}

fn subject(ctx: &Visitor, row: &AuditRow) -> String {
    let kind = subject_name(ctx, &row.subject);
    match row.label.as_deref() {
        Some(label) if row.subject == "job" => {
            let job = find(ctx, &format!("job-{}", label.replace('.', "-")));
            format!("{kind} «{}»", job.unwrap_or_else(|| label.to_owned()))
        }
        Some(label) if row.subject == "schedule_run" => {
            let timetable = ctx.app.timetable();
            let plan = timetable.find(ctx.shop.id, label);
            let name = plan.map_or_else(|| label.to_owned(), |plan| words_of(ctx, plan.kind()));
            format!("{kind} «{name}»")
        }
        Some(label) if row.subject == "payment_method" => {
            let method = find(ctx, &format!("payments-method-{label}"));
            format!("{kind} {}", method.unwrap_or_else(|| label.to_owned()))
        }
        Some(label) if row.subject == "notice_choice" => {
            let topic = find(ctx, &format!("messages-topic-{label}"));
            format!("{kind} «{}»", topic.unwrap_or_else(|| label.to_owned()))
        }
        Some(label) if row.subject == "sign_in_link" => {
            let provider = find(ctx, &value_key(&row.subject, "provider", label));
            format!("{kind} {}", provider.unwrap_or_else(|| label.to_owned()))
        }
        Some(label) if row.subject == "order" => format!("{kind} #{label}"),
        Some(label) if row.subject != "link" && !label.is_empty() => format!("{kind} {label}"),
        _ => kind,
    }
}

/// "el producto"; a kind that no text knows keeps its own name.
pub fn subject_name(ctx: &Visitor, subject: &str) -> String {
    find(ctx, &format!("audit-subject-{subject}")).unwrap_or_else(|| subject.to_owned())
}

/// Where the thing itself is, if it has a page that the reader may open.
pub fn link(ctx: &Visitor, row: &AuditRow) -> String {
    let role = ctx.person.as_ref().map(|p| p.role);
    let may = |permission| role.is_some_and(|role| role.may(permission));
    let id = &row.subject_id;
    match row.subject.as_str() {
        "product" | "variant" | "picture" | "product_option" => format!("/admin/products/{id}"),
        "order" | "payment" => format!("/admin/orders/{id}"),
        "payment_event" if may(Permission::ManageOrders) => format!("/admin/payments/events/{id}"),
        "ledger_txn" if may(Permission::ViewReports) => format!("/admin/ledger/{id}"),
        "promotion" if may(Permission::ManageCatalog) => format!("/admin/promotions/{id}"),
        "customer_group" if row.change != "delete" && may(Permission::ManageCatalog) => {
            format!("/admin/customer-groups/{id}")
        }
        "category" if row.change != "delete" => format!("/admin/categories/{id}"),
        "person" if may(Permission::ManagePeople) => format!("/admin/people/{id}"),
        _ => String::new(),
    }
}

/// Each field that differs.
pub fn fields(page: &Page, ctx: &Visitor, row: &AuditRow) -> Vec<FieldChange> {
    let empty = serde_json::Map::new();
    let (before, after) = (
        row.before.as_object().unwrap_or(&empty),
        row.after.as_object().unwrap_or(&empty),
    );
    let added = after.keys().filter(|name| !before.contains_key(*name));
    before
        .keys()
        .chain(added)
        .map(|name| {
            let (was, is) = (before.get(name).cloned(), after.get(name).cloned());
            let (was, is) = only_what_differs(was, is);
            let of = (row.subject.as_str(), name.as_str());
            FieldChange {
                name: field_name(ctx, name),
                before: said(page, ctx, of, was.as_ref()),
                after: said(page, ctx, of, is.as_ref()),
            }
        })
        .collect()
}

/// Of lists, what was taken away and what was added; in another order, all of it. Of things with members, those that differ.
fn only_what_differs(was: Option<Value>, is: Option<Value>) -> (Option<Value>, Option<Value>) {
    match (was, is) {
        (Some(Value::Array(was)), Some(Value::Array(is))) => {
            let gone: Vec<Value> = was.iter().filter(|item| !is.contains(item)).cloned().collect();
            let new: Vec<Value> = is.iter().filter(|item| !was.contains(item)).cloned().collect();
            if gone.is_empty() && new.is_empty() {
                (Some(Value::Array(was)), Some(Value::Array(is)))
            } else {
                (Some(Value::Array(gone)), Some(Value::Array(new)))
            }
        }
        (Some(Value::Object(mut was)), Some(Value::Object(mut is))) => {
            let same: Vec<String> = was
                .iter()
                .filter(|(name, value)| is.get(*name) == Some(*value))
                .map(|(name, _)| name.clone())
                .collect();
            for name in &same {
                was.remove(name);
                is.remove(name);
            }
            (Some(Value::Object(was)), Some(Value::Object(is)))
        }
        both => both,
    }
}

fn field_name(ctx: &Visitor, name: &str) -> String {
    find(ctx, &format!("audit-field-{name}")).unwrap_or_else(|| name.to_owned())
}

/// A value as people read it; `of` is the kind of thing and its field.
fn said(page: &Page, ctx: &Visitor, of: (&str, &str), value: Option<&Value>) -> String {
    let (subject, field) = of;
    match value {
        None | Some(Value::Null) => NOTHING.to_owned(),
        Some(Value::Bool(true)) => ctx.t("audit-yes"),
        Some(Value::Bool(false)) => ctx.t("audit-no"),
        Some(Value::Number(n)) if AMOUNTS.contains(&field) => page.money(n.as_i64().unwrap_or_default()),
        Some(Value::Number(n)) if field == "weekday" => {
            find(ctx, &format!("insights-weekday-{n}")).unwrap_or_else(|| n.to_string())
        }
        Some(Value::Number(n)) => n.to_string(),
        Some(Value::String(text)) => said_text(page, ctx, of, text),
        Some(Value::Array(items)) if items.is_empty() => NOTHING.to_owned(),
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| said(page, ctx, of, Some(item))).collect();
            // Of groups, such as synonyms, each is one.
            let groups = matches!(value, Some(Value::Array(items)) if items.iter().any(Value::is_array));
            items.join(if groups { " · " } else { ", " })
        }
        Some(Value::Object(members)) => {
            // Prices by weight are told by the weight.
            let inner = |name: &str| {
                if field == "rates" {
                    "price".to_owned()
                } else {
                    name.to_owned()
                }
            };
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| {
                    let value = said(page, ctx, (subject, inner(name).as_str()), Some(value));
                    format!("{}: {value}", field_name(ctx, name))
                })
                .collect();
            members.join(" · ")
        }
    }
}

fn said_text(page: &Page, ctx: &Visitor, (subject, field): (&str, &str), text: &str) -> String {
    let words = match field {
        _ if text.is_empty() => Some(NOTHING.to_owned()),
        _ if field.ends_with("_at") || field == "pay_until" => {
            text.parse().ok().map(|at| page.date_time(Instant(at)))
        }
        _ => find(ctx, &value_key(subject, field, text)),
    };
    words.unwrap_or_else(|| text.to_owned())
}

/// Where the words for a value are that is one of a few, such as a status. What people typed finds none there, and is shown as it is.
fn value_key(subject: &str, field: &str, value: &str) -> String {
    match (subject, field) {
        ("booking", "attendance") => format!("booking-attendance-{}", value.replace('_', "-")),
        ("notice_choice", "channel") => format!("messages-channel-{value}"),
        ("calendar_account", "status") => format!("calendars-status-{value}"),
        ("payment", "status") => format!("payments-status-{value}"),
        ("payment_event", "status") => format!("payments-event-{value}"),
        ("refund", "status") => format!("payments-refund-{value}"),
        ("booking", "status") => format!("booking-status-{}", value.replace('_', "-")),
        (_, "overridden") => format!("booking-rule-{}", value.replace('_', "-")),
        ("resource", "kind") => format!("agenda-kind-{value}"),
        ("ledger_txn", "kind") => format!("ledger-txn-{value}"),
        ("product_import" | "review", "status") => format!("audit-value-{field}-{value}"),
        ("billing_operation", "status") => format!("billing-operation-{value}"),
        ("billing_operation", "kind") => format!("billing-kind-{value}"),
        ("job", "status") => format!("audit-job-{value}"),
        ("job", "kind") => format!("job-{}", value.replace('.', "-")),
        (_, "status" | "payment_status") => format!("ui-status-{value}"),
        (_, "role") => format!("identity-role-{value}"),
        (_, "proof") => format!("identity-proof-{value}"),
        (_, "tax_class") => format!("catalog-tax-{value}"),
        (_, "method" | "payment_method" | "code") => format!("payments-method-{value}"),
        _ => format!("audit-value-{field}-{value}"),
    }
}

fn find(ctx: &Visitor, key: &str) -> Option<String> {
    ctx.app.i18n.find(ctx.locale, key, &[])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::only_what_differs;

    #[test]
    fn of_lists_and_things_only_the_difference_is_told() {
        let differ = |was, is| only_what_differs(Some(was), Some(is));
        assert_eq!(
            differ(json!(["a", "b"]), json!(["b", "c"])),
            (Some(json!(["a"])), Some(json!(["c"])))
        );
        let turned = (json!(["a", "b"]), json!(["b", "a"]));
        assert_eq!(
            differ(turned.0.clone(), turned.1.clone()),
            (Some(turned.0), Some(turned.1))
        );
        assert_eq!(
            differ(json!({ "days": 1, "rates": 2 }), json!({ "days": 1, "rates": 3 })),
            (Some(json!({ "rates": 2 })), Some(json!({ "rates": 3 })))
        );
        assert_eq!(
            only_what_differs(None, Some(json!([1]))),
            (None, Some(json!([1])))
        );
    }
}
