//! The tree of categories.

use actix_web::HttpRequest;
use askama::Template;
use http::{Answer, Can, Form, Id, Page, html, permit, see_other};
use kernel::Error;
use serde::Deserialize;
use validator::Validate;

use crate::CategoryId;
use crate::ops::reorder_categories::{CategoryOrder, reorder_categories};
use crate::queries::categories::{CategoryNode, list_categories, tree_of};

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "catalog/admin/categories.html")]
struct CategoriesPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    id: CategoryId,
    /// Steps below the top.
    depth: usize,
    name: String,
    picture: Option<String>,
    products: i64,
    active: bool,
    is_first: bool,
    is_last: bool,
}

/// `GET /admin/categories`.
pub async fn page(ctx: Keeper, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let all = list_categories(&mut tx, true).await?;
    tx.commit().await?;
    let mut rows = vec![];
    lay_out(tree_of(all), 0, &mut rows);
    html(&CategoriesPage {
        page: Page::titled(&ctx, &req, "catalog-categories-title"),
        rows,
    })
}

fn lay_out(nodes: Vec<CategoryNode>, depth: usize, rows: &mut Vec<Row>) {
    let last = nodes.len().saturating_sub(1);
    for (i, node) in nodes.into_iter().enumerate() {
        let products = products_in(&node);
        rows.push(Row {
            id: node.category.id,
            depth,
            name: node.category.name,
            picture: node.category.picture_key.map(|key| pictures::url(&key, 320)),
            products,
            active: node.category.active,
            is_first: i == 0,
            is_last: i == last,
        });
        lay_out(node.children, depth + 1, rows);
    }
}

/// Products for sale in it and below it.
fn products_in(node: &CategoryNode) -> i64 {
    node.category.products_count + node.children.iter().map(products_in).sum::<i64>()
}

/// Which way: `up` or `down`.
#[derive(Debug, Deserialize, Validate)]
pub struct MoveForm {
    way: Way,
}

/// Among its siblings.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    Up,
    Down,
}

/// `POST /admin/categories/{id}/move`.
pub async fn shift(ctx: Keeper, Id(id): Id<CategoryId>, form: Form<MoveForm>) -> Answer {
    let way = form.into_inner()?.way;
    let mut tx = ctx.begin().await?;
    let all = list_categories(&mut tx, true).await?;
    let parent_id = all
        .iter()
        .find(|c| c.id == id)
        .ok_or_else(Error::not_found)?
        .parent_id;
    let mut ids: Vec<CategoryId> = all
        .iter()
        .filter(|c| c.parent_id == parent_id)
        .map(|c| c.id)
        .collect();
    if let Some(at) = ids.iter().position(|sibling| *sibling == id) {
        let to = match way {
            Way::Up => at.saturating_sub(1),
            Way::Down => (at + 1).min(ids.len() - 1),
        };
        ids.swap(at, to);
    }
    reorder_categories(&mut tx, &CategoryOrder { parent_id, ids }).await?;
    tx.commit().await?;
    Ok(see_other(&format!(
        "/admin/categories?done=catalog-category-moved#c-{id}"
    )))
}
