//! Pages of a list: `?page=&limit=` answered with `{data, pagination}`.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct PageQuery {
    /// From 1.
    #[param(minimum = 1, maximum = 10_000, default = 1)]
    pub page: u32,
    /// Rows a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: u32,
}

impl Default for PageQuery {
    fn default() -> Self {
        Self { page: 1, limit: 20 }
    }
}

impl PageQuery {
    /// Deepest page: beyond, nobody reads and the database suffers.
    pub const MAX_PAGE: u32 = 10_000;

    /// From two optional parameters, within their bounds.
    pub fn of(page: Option<u32>, limit: Option<u32>) -> crate::Result<Self> {
        let usual = Self::default();
        Self {
            page: page.unwrap_or(usual.page),
            limit: limit.unwrap_or(usual.limit),
        }
        .checked()
    }

    /// Refuses pages and limits out of range.
    pub fn checked(self) -> crate::Result<Self> {
        if !(1..=Self::MAX_PAGE).contains(&self.page) {
            return Err(crate::Error::invalid("page", "out_of_range"));
        }
        if !(1..=100).contains(&self.limit) {
            return Err(crate::Error::invalid("limit", "out_of_range"));
        }
        Ok(self)
    }

    /// Rows to skip.
    pub fn offset(self) -> i64 {
        i64::from(self.page.saturating_sub(1)) * i64::from(self.limit)
    }
}

/// Where in the list this page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Pagination {
    /// From 1.
    pub page: u32,
    /// Rows a page.
    pub limit: u32,
    /// Rows in all.
    pub total: i64,
    /// Pages in all.
    pub pages: i64,
}

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Paged<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Where this page is.
    pub pagination: Pagination,
}

impl<T> Paged<T> {
    /// Puts rows and their place together.
    pub fn new(data: Vec<T>, query: PageQuery, total: i64) -> Self {
        let limit = i64::from(query.limit.max(1));
        let pages = (total + limit - 1) / limit;
        Self {
            data,
            pagination: Pagination {
                page: query.page,
                limit: query.limit,
                total,
                pages,
            },
        }
    }

    /// The same page of something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Paged<U> {
        Paged {
            data: self.data.into_iter().map(f).collect(),
            pagination: self.pagination,
        }
    }
}
