//! A promotion as JSON.

use catalog::{CategoryId, ProductId};
use http::Visitor;
use kernel::{Instant, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::describe::told;
use crate::model::{GroupId, PriceTier, PromotionId, PromotionKind, PromotionState};
use crate::queries::promotions::{Named, Whole};
use crate::words::Words;

/// A promotion.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PromotionView {
    /// Which.
    pub id: PromotionId,
    /// As customers read it.
    pub name: String,
    /// What customers type; none when it is given by itself.
    pub code: Option<String>,
    /// How it stands now.
    pub state: PromotionState,
    /// What sort it is.
    pub kind: PromotionKind,
    /// Percent off.
    pub percent: Option<i16>,
    /// Minor units off, once an order.
    pub amount: Option<i64>,
    /// Pieces to pay for.
    pub buy: Option<i16>,
    /// Pieces to get.
    pub get: Option<i16>,
    /// By quantity of one product, lowest first.
    pub tiers: Vec<PriceTier>,
    /// Whether it covers all goods; else those of the next two only.
    pub covers_all: bool,
    /// Products that it covers.
    pub product_ids: Vec<ProductId>,
    /// Categories that it covers, with those below them.
    pub category_ids: Vec<CategoryId>,
    /// Products to get, where those are others.
    pub gives_product_ids: Vec<ProductId>,
    /// Categories to get from, where those are others.
    pub gives_category_ids: Vec<CategoryId>,
    /// Whether it is for everybody; else for customers of the next ones only.
    pub for_everybody: bool,
    /// Groups of customers that it is for.
    pub group_ids: Vec<GroupId>,
    /// From which amount of what it covers on.
    pub minimum: Option<i64>,
    /// Whether it goes together with others that do.
    pub combines: bool,
    /// From when on.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Option<Instant>,
    /// How often in all.
    pub max_uses: Option<i32>,
    /// How often by each customer.
    pub max_per_customer: Option<i32>,
    /// How often it was used; an order that is called off gives its use back.
    pub used: i32,
    /// All of it in the caller's language.
    pub summary: String,
    /// When it was made.
    pub created_at: Instant,
    /// Grows with each change.
    pub version: i64,
}

fn ids<T: Copy>(named: &[Named<T>]) -> Vec<T> {
    named.iter().map(|one| one.id).collect()
}

impl PromotionView {
    /// In the caller's language, as it stands at this moment.
    pub fn of(visitor: &Visitor, whole: &Whole, now: Instant) -> Result<Self> {
        let (promotion, scope) = (&whole.promotion, &whole.scope);
        let summary = Words::of(visitor).sentences(&told(whole, now)?).join(" ");
        Ok(Self {
            id: promotion.promotion_id,
            name: promotion.name.clone(),
            code: promotion.code.clone(),
            state: promotion.state(now),
            kind: promotion.kind,
            percent: promotion.percent,
            amount: promotion.amount,
            buy: promotion.buy_quantity,
            get: promotion.get_quantity,
            tiers: promotion
                .tiers
                .as_ref()
                .map(|tiers| tiers.0.clone())
                .unwrap_or_default(),
            covers_all: scope.covers_all,
            product_ids: ids(&scope.products),
            category_ids: ids(&scope.categories),
            gives_product_ids: ids(&scope.gives_products),
            gives_category_ids: ids(&scope.gives_categories),
            for_everybody: scope.for_everybody,
            group_ids: ids(&scope.groups),
            minimum: promotion.minimum,
            combines: promotion.combines,
            starts_at: promotion.starts_at,
            ends_at: promotion.ends_at,
            max_uses: promotion.max_uses,
            max_per_customer: promotion.max_per_customer,
            used: promotion.used,
            summary,
            created_at: promotion.created_at,
            version: promotion.version,
        })
    }
}
