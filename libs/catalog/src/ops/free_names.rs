//! Slugs and codes that nobody has yet.

use db::TenantTx;
use kernel::{Error, Result, Slug};

/// Whose slugs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    Product,
    Category,
    Brand,
}

/// `cafe`, or `cafe-2`, `cafe-3`, … when others have it. Two transactions that want the same wait for each other.
pub(super) async fn free_slug(tx: &mut TenantTx, of: Of, name: &str) -> Result<Slug> {
    let (fallback, taken_sql) = match of {
        Of::Product => (
            "producto",
            "select slug from product where tenant_id = $1 and (slug = $2 or slug like $3)",
        ),
        Of::Category => (
            "categoria",
            "select slug from category where tenant_id = $1 and (slug = $2 or slug like $3)",
        ),
        Of::Brand => (
            "marca",
            "select slug from brand where tenant_id = $1 and (slug = $2 or slug like $3)",
        ),
    };
    let base = Slug::from_name(name)
        .or_else(|| Slug::parse(fallback))
        .ok_or_else(|| Error::fault("no slug"))?;
    wait_turn(tx, &format!("slug {of:?} {base}")).await?;
    // What is numbered may have lost its end, so only the beginning is compared.
    let beginning: String = base.as_str().chars().take(Slug::MAX - 8).collect();
    let taken: Vec<String> = sqlx::query_scalar(taken_sql)
        .bind(tx.tenant())
        .bind(&base)
        .bind(format!("{beginning}%"))
        .fetch_all(&mut **tx)
        .await?;
    let is_free = |slug: &Slug| !taken.iter().any(|t| t == slug.as_str());
    if is_free(&base) {
        return Ok(base);
    }
    (2..=u32::MAX)
        .map(|n| base.numbered(n))
        .find(is_free)
        .ok_or_else(|| Error::fault("no slug is left"))
}

/// `count` codes made from a slug: `CAFE-GEISHA-1`, … .
pub(super) async fn free_skus(tx: &mut TenantTx, slug: &Slug, count: usize) -> Result<Vec<String>> {
    if count == 0 {
        return Ok(vec![]);
    }
    let base: String = slug.as_str().to_uppercase().chars().take(40).collect();
    wait_turn(tx, &format!("sku {base}")).await?;
    let taken: Vec<String> = sqlx::query_scalar(
        "select sku from variant where tenant_id = $1 and removed_at is null and sku like $2",
    )
    .bind(tx.tenant())
    .bind(format!("{base}-%"))
    .fetch_all(&mut **tx)
    .await?;
    let free = (1_u32..)
        .map(|n| format!("{base}-{n}"))
        .filter(|sku| !taken.contains(sku));
    Ok(free.take(count).collect())
}

/// One transaction at a time may go on from here, for this tenant and purpose. The wait is a statement of its own, so
/// that the next one sees what the others did.
pub(super) async fn wait_turn(tx: &mut TenantTx, purpose: &str) -> Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .bind(format!("{} {purpose}", tx.tenant()))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
