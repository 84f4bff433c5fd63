//! Files that were brought, and how they stand.

use db::TenantTx;
use kernel::{Error, Instant, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Fault, FileForm, ImportId};

/// How a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ImportStatus {
    /// Looked at.
    Ready,
    /// Being applied.
    Applying,
    /// Applied.
    Done,
    /// Given up: nothing of it was kept.
    Failed,
}

impl ImportStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ready, Self::Applying, Self::Done, Self::Failed];

    /// As stored, in the API and in the keys of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Applying => "applying",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// Why a file was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ImportProblem {
    /// The catalogue was changed meanwhile.
    Stale,
    /// A fault of the program's.
    Fault,
}

/// A file that was brought.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct ImportView {
    /// Which.
    #[sqlx(rename = "import_id")]
    pub id: ImportId,
    /// Whose form it has.
    pub form: FileForm,
    /// How it stands.
    pub status: ImportStatus,
    /// Lines below the header.
    pub lines: i32,
    /// Products that it makes.
    pub products_new: i32,
    /// Products that it changes.
    pub products_changed: i32,
    /// Products that are as it says already.
    pub products_same: i32,
    /// What is wrong with it. A file with faults is not applied.
    pub fault_count: i32,
    /// Products written so far.
    pub done: i32,
    /// Why it was given up.
    pub problem: Option<ImportProblem>,
    /// Pictures that it names.
    pub pictures: i64,
    /// Of them, not yet fetched.
    pub pictures_waiting: i64,
    /// Of them, not to be had.
    pub pictures_failed: i64,
    /// When it was brought.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
}

macro_rules! imports {
    ($rest:literal) => {
        concat!(
            "select i.import_id, i.form, i.status, i.lines, i.products_new, i.products_changed, i.products_same,
                    i.fault_count, i.done, i.problem, i.created_at, p.pictures, p.pictures_waiting, p.pictures_failed
               from product_import i
              cross join lateral (
                    select count(*) as pictures, count(*) filter (where u.status = 'waiting') as pictures_waiting,
                           count(*) filter (where u.status = 'failed') as pictures_failed
                      from product_picture_source u
                     where u.tenant_id = $1 and u.import_id = i.import_id) p
              where i.tenant_id = $1 ",
            $rest
        )
    };
}

/// One of them.
pub async fn find_import(tx: &mut TenantTx, id: ImportId) -> Result<ImportView> {
    let found = sqlx::query_as(imports!("and i.import_id = $2"))
        .bind(tx.tenant())
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?;
    found.ok_or_else(Error::not_found)
}

/// The newest ten.
pub async fn list_imports(tx: &mut TenantTx) -> Result<Vec<ImportView>> {
    Ok(
        sqlx::query_as(imports!("order by i.created_at desc, i.import_id desc limit 10"))
            .bind(tx.tenant())
            .fetch_all(&mut **tx)
            .await?,
    )
}

/// What is wrong with it, at most so many.
pub async fn list_faults(tx: &mut TenantTx, id: ImportId, most: i64) -> Result<Vec<Fault>> {
    Ok(sqlx::query_as(
        "select line, column_name, code, value from product_import_fault
          where tenant_id = $1 and import_id = $2
          order by position
          limit $3",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(most)
    .fetch_all(&mut **tx)
    .await?)
}

/// A picture that is not to be had.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct LostPicture {
    /// Of which product, by name.
    pub product: String,
    /// Where it was to be had.
    pub url: String,
    /// Why not.
    pub problem: String,
}

/// Pictures that the file names and that are not to be had, at most a hundred.
pub async fn lost_pictures(tx: &mut TenantTx, id: ImportId) -> Result<Vec<LostPicture>> {
    Ok(sqlx::query_as(
        "select p.name as product, u.url, u.problem
           from product_picture_source u
           join product p on p.tenant_id = $1 and p.product_id = u.product_id
          where u.tenant_id = $1 and u.import_id = $2 and u.status = 'failed'
          order by p.name, u.position
          limit 100",
    )
    .bind(tx.tenant())
    .bind(id)
    .fetch_all(&mut **tx)
    .await?)
}
