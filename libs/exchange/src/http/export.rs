//! All products as a file, a few hundred at a time: neither we nor the database hold them all.

use actix_web::HttpResponse;
use actix_web::http::header;
use bytes::Bytes;
use catalog::ProductId;
use futures_util::stream;
use http::{Answer, Can, Query, Visitor, permit};
use kernel::Result;
use serde::Deserialize;
use utoipa::IntoParams;

use super::look::may_see_costs;
use crate::model::FileForm;
use crate::queries::whole::{category_paths, stored_after};
use crate::write::Style;

/// Products that are read together.
const AT_ONCE: i64 = 200;

/// Which form.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `vitrina` when left out, `shopify` or `woocommerce`.
    #[param(inline)]
    form: Option<FileForm>,
}

/// `GET /admin/products/export`.
pub async fn file(ctx: Can<permit::ManageCatalog>, query: Query<ExportQuery>) -> Answer {
    let form = query.form.unwrap_or(FileForm::Vitrina);
    let style = Style {
        form,
        currency: ctx.shop.currency,
        origin: ctx.app.link(&ctx.shop.host, ""),
        with_costs: may_see_costs(&ctx),
    };
    let name = format!("attachment; filename=\"products-{}.csv\"", form.as_str());
    let parts = stream::try_unfold(Part::Head(Visitor::clone(&ctx), style), next);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .streaming(parts))
}

/// What comes next.
enum Part {
    Head(Visitor, Style),
    /// Products behind this one.
    Products(Visitor, Style, Option<ProductId>),
    /// Nothing more.
    End,
}

async fn next(part: Part) -> Result<Option<(Bytes, Part)>, actix_web::Error> {
    match part {
        Part::Head(visitor, style) => {
            // With the mark by which spreadsheets know UTF-8.
            let head = String::from("\u{feff}") + &style.head();
            Ok(Some((head.into(), Part::Products(visitor, style, None))))
        }
        Part::Products(visitor, style, after) => {
            let more = products(&visitor, &style, after)
                .await
                .map_err(http::Failure::from)?;
            Ok(more.map(|(lines, last)| {
                let rest = last.map_or(Part::End, |last| Part::Products(visitor, style, Some(last)));
                (lines, rest)
            }))
        }
        Part::End => Ok(None),
    }
}

/// The lines of some products, and the last of them if there may be more. Each time in a transaction of its own, which waits
/// for no slow reader.
async fn products(
    visitor: &Visitor,
    style: &Style,
    after: Option<ProductId>,
) -> Result<Option<(Bytes, Option<ProductId>)>> {
    let mut tx = visitor.begin().await?;
    let paths = category_paths(&mut tx).await?;
    let products = stored_after(&mut tx, after, AT_ONCE, &paths).await?;
    tx.commit().await?;
    let Some(last) = products.last() else {
        return Ok(None);
    };
    let is_full = i64::try_from(products.len()).is_ok_and(|n| n == AT_ONCE);
    let lines: String = products.iter().map(|product| style.lines(product)).collect();
    Ok(Some((lines.into(), is_full.then_some(last.id))))
}
