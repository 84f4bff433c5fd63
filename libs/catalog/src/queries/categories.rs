//! The tree of categories.

use std::collections::HashMap;

use db::TenantTx;
use kernel::Result;
use serde::Serialize;
use utoipa::ToSchema;

use crate::CategoryId;

/// A category.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Category {
    /// Which.
    #[sqlx(rename = "category_id")]
    pub id: CategoryId,
    /// The one above it.
    pub parent_id: Option<CategoryId>,
    /// Part of its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What one finds there.
    pub description: Option<String>,
    /// Stem of its picture's files.
    #[serde(skip)]
    pub picture_key: Option<String>,
    /// Address of its picture, 640 pixels wide.
    #[sqlx(skip)]
    pub image: Option<String>,
    /// Its place among its siblings, from 0.
    pub position: i32,
    /// Whether customers see it.
    pub active: bool,
    /// Title for search engines.
    pub seo_title: Option<String>,
    /// Description for search engines.
    pub seo_description: Option<String>,
    /// Active products in it, without those below it.
    pub products_count: i64,
}

/// A category with what is below it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CategoryNode {
    /// Itself.
    #[serde(flatten)]
    pub category: Category,
    /// Its children, in their order.
    #[schema(no_recursion)]
    pub children: Vec<CategoryNode>,
}

/// All categories, parents before children, in their order.
pub async fn list_categories(tx: &mut TenantTx, with_hidden: bool) -> Result<Vec<Category>> {
    let mut all: Vec<Category> = sqlx::query_as(
        "select c.category_id, c.parent_id, c.slug, c.name, c.description, c.picture_key, c.position, c.active,
                c.seo_title, c.seo_description, coalesce(p.count, 0) as products_count
           from category c
           left join (select category_id, count(*) from product where tenant_id = $1 and status = 'active'
                       group by category_id) p on p.category_id = c.category_id
          where c.tenant_id = $1 and (c.active or $2)
          order by c.position, c.name",
    )
    .bind(tx.tenant())
    .bind(with_hidden)
    .fetch_all(&mut **tx)
    .await?;
    for category in &mut all {
        category.image = category.picture_key.as_deref().map(|key| pictures::url(key, 640));
    }
    Ok(flatten(tree_of(all)))
}

/// The same as a tree. What hangs on a hidden category is hidden with it.
pub fn tree_of(all: Vec<Category>) -> Vec<CategoryNode> {
    let mut by_parent: HashMap<Option<CategoryId>, Vec<Category>> = HashMap::new();
    for category in all {
        by_parent.entry(category.parent_id).or_default().push(category);
    }
    below(None, &mut by_parent)
}

fn below(
    parent: Option<CategoryId>,
    by_parent: &mut HashMap<Option<CategoryId>, Vec<Category>>,
) -> Vec<CategoryNode> {
    let children = by_parent.remove(&parent).unwrap_or_default();
    let node = |category: Category| CategoryNode {
        children: below(Some(category.id), by_parent),
        category,
    };
    children.into_iter().map(node).collect()
}

fn flatten(nodes: Vec<CategoryNode>) -> Vec<Category> {
    nodes
        .into_iter()
        .flat_map(|node| std::iter::once(node.category).chain(flatten(node.children)))
        .collect()
}

/// The way from the top to a category, by its slug, itself last; empty when there is no such category. Takes what
/// [`list_categories`] gave.
pub fn path_to<'a>(all: &'a [Category], slug: &str) -> Vec<&'a Category> {
    let above = |c: &&'a Category| all.iter().find(|other| Some(other.id) == c.parent_id);
    let mut path: Vec<&Category> =
        std::iter::successors(all.iter().find(|c| c.slug == slug), above).collect();
    path.reverse();
    path
}
