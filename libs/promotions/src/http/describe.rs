//! What is told of promotions: of kept ones, and of those that somebody is still describing.

use db::TenantTx;
use http::Visitor;
use kernel::id::Uuid;
use kernel::{Instant, Result};
use sqlx::FromRow;

use crate::model::PromotionRequest;
use crate::queries::promotions::{Named, Whole};
use crate::words::{Told, Words};

fn names<T>(named: &[Named<T>]) -> Vec<String> {
    named.iter().map(|one| one.name.clone()).collect()
}

/// Of a kept one. A beginning that is past is not told.
pub(super) fn told(whole: &Whole, now: Instant) -> Result<Told<'_>> {
    let (promotion, scope) = (&whole.promotion, &whole.scope);
    let goods = [names(&scope.categories), names(&scope.products)].concat();
    Ok(Told {
        benefit: promotion.benefit()?,
        goods,
        covers_all: scope.covers_all,
        gifts: [names(&scope.gives_categories), names(&scope.gives_products)].concat(),
        groups: names(&scope.groups),
        for_everybody: scope.for_everybody,
        code: promotion.code.as_deref(),
        minimum: promotion.minimum,
        combines: promotion.combines,
        starts_at: Some(promotion.starts_at).filter(|start| *start > now),
        ends_at: promotion.ends_at,
        max_uses: promotion.max_uses,
        max_per_customer: promotion.max_per_customer,
    })
}

/// What the things of a request are called.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub goods: Vec<String>,
    pub gifts: Vec<String>,
    pub groups: Vec<String>,
}

#[derive(FromRow)]
struct NameRow {
    what: String,
    name: String,
}

/// Looks them up; what the shop does not have has no name.
pub(super) async fn names_in(tx: &mut TenantTx, request: &PromotionRequest) -> Result<Names> {
    let lists = [&request.product_ids, &request.gives_product_ids];
    let categories = [&request.category_ids, &request.gives_category_ids];
    let is_plain = lists.iter().all(|ids| ids.is_empty())
        && categories.iter().all(|ids| ids.is_empty())
        && request.group_ids.is_empty();
    if is_plain {
        return Ok(Names::default());
    }
    let groups: Vec<Uuid> = request.group_ids.iter().map(|id| id.0).collect();
    let rows: Vec<NameRow> = sqlx::query_as(
        "select 'goods' as what, name from category where tenant_id = $1 and category_id = any ($2)
          union all
         select 'goods', name from product where tenant_id = $1 and product_id = any ($3)
          union all
         select 'gifts', name from category where tenant_id = $1 and category_id = any ($4)
          union all
         select 'gifts', name from product where tenant_id = $1 and product_id = any ($5)
          union all
         select 'groups', name from customer_group where tenant_id = $1 and group_id = any ($6)",
    )
    .bind(tx.tenant())
    .bind(&request.category_ids)
    .bind(&request.product_ids)
    .bind(&request.gives_category_ids)
    .bind(&request.gives_product_ids)
    .bind(groups)
    .fetch_all(&mut **tx)
    .await?;
    let of = |what: &str| {
        let those = rows.iter().filter(|row| row.what == what);
        those.map(|row| row.name.clone()).collect()
    };
    Ok(Names {
        goods: of("goods"),
        gifts: of("gifts"),
        groups: of("groups"),
    })
}

/// What customers are to read where the request names nothing, in the shop's language.
pub(super) async fn call(tx: &mut TenantTx, visitor: &Visitor, request: &PromotionRequest) -> Result<String> {
    let benefit = request.benefit()?;
    let names = names_in(tx, request).await?;
    Ok(Words::of_shop(visitor).name(&benefit, &names.goods))
}

/// Of one that is still being described.
pub(super) fn told_of<'a>(
    request: &PromotionRequest,
    names: Names,
    code: Option<&'a str>,
) -> Result<Told<'a>> {
    let names_goods = !request.product_ids.is_empty() || !request.category_ids.is_empty();
    Ok(Told {
        benefit: request.benefit()?,
        goods: names.goods,
        covers_all: !names_goods,
        gifts: names.gifts,
        groups: names.groups,
        for_everybody: request.group_ids.is_empty(),
        code,
        minimum: request.minimum,
        combines: request.combines,
        starts_at: request.starts_at,
        ends_at: request.ends_at,
        max_uses: request.max_uses,
        max_per_customer: request.max_per_customer,
    })
}
