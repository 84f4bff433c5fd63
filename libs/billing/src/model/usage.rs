//! How much of a plan is used, and what would not fit into another.

use kernel::{Limit, Module};
use serde::Serialize;
use sqlx::FromRow;
use utoipa::ToSchema;

use super::plans::Plan;

/// What a shop has of everything that plans count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromRow)]
pub struct Usage {
    people: i64,
    products: i64,
    bookings: i64,
    orders: i64,
    storage: i64,
}

impl Usage {
    /// How much of this.
    pub const fn of(&self, limit: Limit) -> i64 {
        match limit {
            Limit::People => self.people,
            Limit::Products => self.products,
            Limit::Bookings => self.bookings,
            Limit::Orders => self.orders,
            Limit::Storage => self.storage,
        }
    }
}

/// Something that a shop has more of than a plan allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PlanShortfall)]
pub struct Shortfall {
    /// Of what.
    pub limit: Limit,
    /// How much there is.
    pub used: i64,
    /// How much there may be.
    pub most: i64,
}

/// What would no longer fit. What is there stays; only more of it is refused.
pub fn shortfalls(usage: &Usage, plan: &Plan) -> Vec<Shortfall> {
    let over = |limit: &Limit| {
        let (used, most) = (usage.of(*limit), plan.most(*limit)?);
        (used > most).then_some(Shortfall {
            limit: *limit,
            used,
            most,
        })
    };
    Limit::ALL.iter().filter_map(over).collect()
}

/// Modules that one has and the other lacks.
pub fn lost<'a>(now: &'a Plan, then: &'a Plan) -> impl Iterator<Item = Module> + 'a {
    let lost = now.modules.iter().filter(|module| !then.modules.contains(module));
    lost.copied()
}
