//! What the list is narrowed to, in the addresses of page, file and API.

use http::days;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::Result;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::model::{Account, TxnKind};
use crate::queries::transactions::TxnFilter;

/// Filters and page.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Only with an entry in this account: `bank`, `clearing:stripe`; without an owner, in any of its kind.
    #[param(inline)]
    pub account: Option<Account>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<TxnKind>,
    /// First day, in the shop's zone.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// From 1.
    #[param(minimum = 1, maximum = 10_000, default = 1)]
    pub page: Option<u32>,
    /// Rows a page; the page of the administration shows its own number.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u32>,
}

impl Wanted {
    /// Days are whole days of the shop's zone, the last one included.
    pub fn filter(&self, zone: &TimeZone) -> Result<TxnFilter> {
        let (from, until) = days::span(self.from, self.to, zone)?;
        Ok(TxnFilter {
            kind: self.kind,
            account: self.account.clone(),
            from,
            until,
        })
    }
}
