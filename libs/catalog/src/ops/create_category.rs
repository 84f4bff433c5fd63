//! A new category.

use db::TenantTx;
use kernel::{Error, Line, Prose, Result, Slug};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::free_names::{Of, free_slug, wait_turn};
use crate::CategoryId;
use crate::model::{Branch, Tree};

/// A category as people type it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryInput {
    /// Name for people.
    pub name: Line<120>,
    /// Part of its address; made from the name when left out, kept when a category is changed.
    #[serde(default)]
    pub slug: Option<Slug>,
    /// The category above it; none at the top. Four levels at most.
    #[serde(default)]
    pub parent_id: Option<CategoryId>,
    /// What one finds there.
    #[serde(default)]
    pub description: Option<Prose<2_000>>,
    /// Whether customers see it.
    #[serde(default = "yes")]
    pub active: bool,
    /// Title for search engines; the name when left out.
    #[serde(default)]
    pub seo_title: Option<Line<120>>,
    /// Description for search engines.
    #[serde(default)]
    pub seo_description: Option<Line<320>>,
}

fn yes() -> bool {
    true
}

/// Most categories of a shop: the tree is shown whole.
const MOST: i64 = 1_000;

/// Makes it, last among its siblings.
pub async fn create_category(tx: &mut TenantTx, input: &CategoryInput) -> Result<CategoryId> {
    let tree = lock_tree(tx).await?;
    check_parent(&tree, None, input.parent_id)?;
    let slug = match &input.slug {
        Some(slug) => slug.clone(),
        None => free_slug(tx, Of::Category, &input.name).await?,
    };
    let id: CategoryId = tx.new_id();
    let made: Option<CategoryId> = sqlx::query_scalar(
        "insert into category (tenant_id, category_id, parent_id, slug, name, description, active, seo_title,
                               seo_description, position, created_at, updated_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9,
                coalesce(max(position) filter (where parent_id is not distinct from $3), -1) + 1, $10, $10
           from category where tenant_id = $1
         having count(*) < $11
         returning category_id",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(input.parent_id)
    .bind(&slug)
    .bind(&input.name)
    .bind(&input.description)
    .bind(input.active)
    .bind(&input.seo_title)
    .bind(&input.seo_description)
    .bind(tx.now())
    .bind(MOST)
    .fetch_optional(&mut **tx)
    .await?;
    made.ok_or_else(|| Error::invalid("name", "too_many"))
}

/// The tree, which nobody else changes until the transaction ends: two moves at once could make a circle.
pub(super) async fn lock_tree(tx: &mut TenantTx) -> Result<Tree> {
    wait_turn(tx, "category tree").await?;
    let branches: Vec<Branch> =
        sqlx::query_as("select category_id, parent_id from category where tenant_id = $1")
            .bind(tx.tenant())
            .fetch_all(&mut **tx)
            .await?;
    Ok(Tree::new(branches))
}

pub(super) fn check_parent(tree: &Tree, moved: Option<CategoryId>, parent: Option<CategoryId>) -> Result<()> {
    match parent.map(|parent| tree.check(moved, parent)) {
        Some(Err(fault)) => Err(Error::invalid("parent_id", fault.code())),
        _ => Ok(()),
    }
}
