//! What components are given: choices, tabs, the way here, pages of a list.

use actix_web::http::StatusCode;
use kernel::{Error, paging::Pagination};

use super::Page;
use crate::failure::Failure;

/// A choice of `form::select`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// One choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A tab of `admin::tabs`.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// What is read.
    pub label: String,
    /// Whether it is this one.
    pub current: bool,
    /// How many things are behind it.
    pub count: Option<i64>,
}

/// A step of `ui::breadcrumbs`; the last one is the page itself.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// What is read.
    pub label: String,
}

impl Crumb {
    /// One step.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
        }
    }
}

/// What `ui::pagination` shows under a list.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// Address of the page before, or nothing.
    pub previous: String,
    /// Address of the page after, or nothing.
    pub next: String,
    /// `21–40 de 312`.
    pub summary: String,
}

impl Pager {
    /// `address` makes the address of a page of the list.
    pub fn new(page: &Page, at: Pagination, address: impl Fn(u32) -> String) -> Self {
        let (number, limit) = (i64::from(at.page), i64::from(at.limit));
        let first = (number - 1) * limit + 1;
        let last = (first + limit - 1).min(at.total);
        let args = [
            ("from", first.to_string()),
            ("to", last.to_string()),
            ("total", at.total.to_string()),
        ];
        Self {
            previous: if at.page > 1 {
                address(at.page - 1)
            } else {
                String::new()
            },
            next: if number < at.pages {
                address(at.page + 1)
            } else {
                String::new()
            },
            summary: page.ta("ui-range", &args),
        }
    }
}

/// `path?a=1&b=2` without the parameters that are empty.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let filled: Vec<&(&str, &str)> = query.iter().filter(|(_, value)| !value.is_empty()).collect();
    match serde_html_form::to_string(filled) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// What a form was refused for, and the status to show it again with; a fault goes on to the edge.
pub fn refusal(error: Error) -> Result<(StatusCode, Error), Failure> {
    match &error {
        Error::Refused(refused) => {
            let status =
                StatusCode::from_u16(refused.code.kind.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Ok((status, error))
        }
        Error::Fault(_) => Err(Failure(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_carry_what_is_filled_and_nothing_else() {
        assert_eq!(
            address("/a", &[("q", "café & té"), ("tab", "")]),
            "/a?q=caf%C3%A9+%26+t%C3%A9"
        );
        assert_eq!(address("/a", &[("tab", "")]), "/a");
    }
}
