//! The page of one category.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Crumb, refusal};
use http::{
    Answer, Can, Form, FormState, Id, Page, Typed, Upload, Visitor, html, html_with, permit, see_other,
};
use kernel::{Error, Line, Prose, Result, Slug};
use serde::Deserialize;
use validator::Validate;

use crate::CategoryId;
use crate::http::api::pictures::{discard, prepared};
use crate::http::web::storefront::view::category_url;
use crate::model::{Branch, Tree};
use crate::ops::create_category::{CategoryInput, create_category};
use crate::ops::delete_category::delete_category;
use crate::ops::set_category_picture::set_category_picture;
use crate::ops::update_category::update_category;
use crate::queries::categories::{Category, list_categories};

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "catalog/admin/category.html")]
struct CategoryPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    parents: Vec<Choice>,
    kept: Option<Kept>,
    path: String,
}

struct Kept {
    picture: Option<String>,
    products: i64,
    shop_path: String,
}

impl CategoryPage {
    fn picture_delete_path(&self) -> String {
        format!("{}/picture/delete", self.path)
    }
}

/// As typed; a box that is not ticked sends nothing.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct CategoryForm {
    name: Line<120>,
    slug: Option<Slug>,
    parent_id: Option<CategoryId>,
    description: Option<Prose<2_000>>,
    #[serde(default)]
    active: bool,
    seo_title: Option<Line<120>>,
    seo_description: Option<Line<320>>,
}

impl From<CategoryForm> for CategoryInput {
    fn from(form: CategoryForm) -> Self {
        let CategoryForm {
            name,
            slug,
            parent_id,
            description,
            active,
            seo_title,
            seo_description,
        } = form;
        Self {
            name,
            slug,
            parent_id,
            description,
            active,
            seo_title,
            seo_description,
        }
    }
}

/// A form of which only the token counts.
#[derive(Debug, Deserialize, Validate)]
pub struct Nothing {}

/// `GET /admin/categories/new`.
pub async fn blank(ctx: Keeper, req: HttpRequest) -> Answer {
    let f = FormState::prefilled([("active", "true".to_owned())]);
    html(&shown(&ctx, &req, None, |_, _| f).await?)
}

/// `GET /admin/categories/{id}`.
pub async fn show(ctx: Keeper, req: HttpRequest, Id(id): Id<CategoryId>) -> Answer {
    html(&shown(&ctx, &req, Some(id), |_, category| written(category)).await?)
}

/// `POST /admin/categories/new`.
pub async fn create(ctx: Keeper, req: HttpRequest, form: Form<CategoryForm>) -> Answer {
    let saved = match form.parsed {
        Ok(wanted) => make(&ctx, &wanted.into()).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(id) => Ok(see_other(&format!(
            "/admin/categories?done=catalog-category-saved#c-{id}"
        ))),
        Err(error) => again(&ctx, &req, None, form.typed, error).await,
    }
}

/// `POST /admin/categories/{id}`.
pub async fn change(
    ctx: Keeper,
    req: HttpRequest,
    Id(id): Id<CategoryId>,
    form: Form<CategoryForm>,
) -> Answer {
    let saved = match form.parsed {
        Ok(wanted) => save(&ctx, id, &wanted.into()).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(see_other(&format!(
            "/admin/categories?done=catalog-category-saved#c-{id}"
        ))),
        Err(error) => again(&ctx, &req, Some(id), form.typed, error).await,
    }
}

/// `POST /admin/categories/{id}/delete`.
pub async fn delete(ctx: Keeper, req: HttpRequest, Id(id): Id<CategoryId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    match delete_category(&mut tx, id).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other("/admin/categories?done=catalog-category-deleted"))
        }
        Err(error) => {
            tx.rollback().await?;
            unchanged(&ctx, &req, id, error).await
        }
    }
}

/// `POST /admin/categories/{id}/picture`.
pub async fn upload(ctx: Keeper, req: HttpRequest, Id(id): Id<CategoryId>, upload: Upload) -> Answer {
    match set_picture(&ctx, id, &upload).await {
        Ok(()) => Ok(see_other(&format!(
            "/admin/categories/{id}?done=catalog-picture-added"
        ))),
        Err(error) => unchanged(&ctx, &req, id, error).await,
    }
}

/// `POST /admin/categories/{id}/picture/delete`.
pub async fn remove_picture(ctx: Keeper, Id(id): Id<CategoryId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = ctx.begin().await?;
    set_category_picture(&mut tx, id, None).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/admin/categories/{id}?done=saved")))
}

async fn make(ctx: &Visitor, input: &CategoryInput) -> Result<CategoryId> {
    let mut tx = ctx.begin().await?;
    let id = create_category(&mut tx, input).await?;
    tx.commit().await?;
    Ok(id)
}

async fn save(ctx: &Visitor, id: CategoryId, input: &CategoryInput) -> Result<()> {
    let mut tx = ctx.begin().await?;
    update_category(&mut tx, id, input).await?;
    tx.commit().await
}

async fn set_picture(ctx: &Visitor, id: CategoryId, upload: &Upload) -> Result<()> {
    let picture = prepared(ctx, upload).await?;
    let mut tx = ctx.begin().await?;
    match set_category_picture(&mut tx, id, Some(&picture.key)).await {
        Ok(()) => tx.commit().await,
        Err(error) => {
            discard(ctx, &picture).await;
            Err(error)
        }
    }
}

async fn again(
    ctx: &Visitor,
    req: &HttpRequest,
    id: Option<CategoryId>,
    typed: Typed,
    error: Error,
) -> Answer {
    let (status, error) = refusal(error)?;
    html_with(
        status,
        &shown(ctx, req, id, |page, _| FormState::refused(page, typed, &error)).await?,
    )
}

/// The page as stored, with what was refused above it.
async fn unchanged(ctx: &Visitor, req: &HttpRequest, id: CategoryId, error: Error) -> Answer {
    let (status, error) = refusal(error)?;
    let with = |page: &Page, category: Option<&Category>| {
        let stored = written(category).all().clone();
        FormState::refused(page, stored, &error)
    };
    html_with(status, &shown(ctx, req, Some(id), with).await?)
}

fn written(category: Option<&Category>) -> FormState {
    let Some(category) = category else {
        return FormState::blank();
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    FormState::prefilled([
        ("name", category.name.clone()),
        ("slug", category.slug.clone()),
        (
            "parent_id",
            category.parent_id.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("description", text(&category.description)),
        ("active", category.active.to_string()),
        ("seo_title", text(&category.seo_title)),
        ("seo_description", text(&category.seo_description)),
    ])
}

async fn shown(
    ctx: &Visitor,
    req: &HttpRequest,
    id: Option<CategoryId>,
    fill: impl FnOnce(&Page, Option<&Category>) -> FormState,
) -> Result<CategoryPage> {
    let mut tx = ctx.begin().await?;
    let all = list_categories(&mut tx, true).await?;
    tx.commit().await?;
    let category = match id {
        Some(id) => Some(all.iter().find(|c| c.id == id).ok_or_else(Error::not_found)?),
        None => None,
    };
    let title = category.map_or_else(|| ctx.t("catalog-category-new"), |c| c.name.clone());
    let page = Page::new(ctx, req, title);
    Ok(CategoryPage {
        f: fill(&page, category),
        crumbs: vec![
            Crumb::new("/admin/categories", page.t("catalog-categories-title")),
            Crumb::new("", page.title.clone()),
        ],
        parents: choices(&all, id),
        kept: category.map(|c| Kept {
            picture: c.picture_key.as_deref().map(|key| pictures::url(key, 640)),
            products: c.products_count,
            shop_path: category_url(&c.slug),
        }),
        path: id.map_or("/admin/categories/new".to_owned(), |id| {
            format!("/admin/categories/{id}")
        }),
        page,
    })
}

/// Categories with the names of those above them, in the order of the tree; without `moved` and what hangs on it, under
/// which it cannot stand.
pub(super) fn choices(all: &[Category], moved: Option<CategoryId>) -> Vec<Choice> {
    let tree = Tree::new(all.iter().map(|c| Branch {
        category_id: c.id,
        parent_id: c.parent_id,
    }));
    let name_of = |id: &CategoryId| all.iter().find(|c| c.id == *id).map(|c| c.name.as_str());
    let choice = |category: &Category| {
        let mut path = tree.path(category.id);
        if moved.is_some_and(|moved| path.contains(&moved)) {
            return None;
        }
        path.reverse();
        let names: Vec<&str> = path.iter().filter_map(name_of).collect();
        Some(Choice::new(category.id.to_string(), names.join(" › ")))
    };
    all.iter().filter_map(choice).collect()
}
