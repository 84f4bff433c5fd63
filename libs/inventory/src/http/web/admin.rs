//! The shop's own pages: what there is of everything, counting it, and the ledger of one thing.

use std::collections::BTreeMap;

use actix_web::HttpRequest;
use askama::Template;
use catalog::VariantId;
use http::page::{Crumb, Pager, Tab, address, local_path, refusal};
use http::{
    Answer, Can, Form, FormState, Id, Page, Query, Routes, Typed, Visitor, html, html_with, permit, see_other,
};
use kernel::{Error, Instant, Line, PageQuery, Permission, Result};
use serde::Deserialize;
use validator::Validate;

use crate::model::LOW;
use crate::ops::set_on_hand::count_all;
use crate::queries::{MovementView, StockFilter, StockView, list_movements, list_stock};

type Keeper = Can<permit::ManageInventory>;

/// Declares the pages.
pub(in crate::http) fn routes(r: &mut Routes) {
    let may = Permission::ManageInventory;
    r.get("/admin/inventory", "stock_page", page).staff(may);
    r.post("/admin/inventory/count", "count_form", count).staff(may);
    r.get("/admin/inventory/{variant_id}", "movements_page", movements)
        .staff(may);
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    q: Option<Line<100>>,
    #[serde(default)]
    low: bool,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "inventory/admin/stock.html")]
struct StockPage {
    page: Page,
    problem: String,
    tabs: Vec<Tab>,
    q: String,
    low: bool,
    here: String,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    id: VariantId,
    product_href: String,
    picture: Option<String>,
    name: String,
    options: String,
    sku: String,
    on_hand: i32,
    reserved: i32,
    available: i32,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "inventory/admin/movements.html")]
struct MovementsPage {
    page: Page,
    crumbs: Vec<Crumb>,
    level: StockView,
    product_href: String,
    movements: Vec<Happening>,
    pager: Pager,
}

struct Happening {
    what: String,
    when: Instant,
    on_hand: String,
    reserved: String,
    order_href: Option<String>,
    reason: String,
}

async fn page(ctx: Keeper, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    html(&stock(&ctx, &req, &wanted).await?)
}

async fn stock(ctx: &Visitor, req: &HttpRequest, wanted: &Wanted) -> Result<StockPage> {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let q = wanted.q.as_deref().unwrap_or_default().to_owned();
    let text = wanted.q.as_ref().map(std::string::ToString::to_string);
    let filter = StockFilter {
        at_most: wanted.low.then_some(LOW),
        text,
        variant: None,
        page: at,
    };
    let mut tx = ctx.begin().await?;
    let found = list_stock(&mut tx, &filter).await?;
    tx.commit().await?;
    let page = Page::titled(ctx, req, "inventory-title");
    let link = |low: bool, at: u32| {
        let at = if at > 1 { at.to_string() } else { String::new() };
        address(
            "/admin/inventory",
            &[("low", if low { "true" } else { "" }), ("q", &q), ("page", &at)],
        )
    };
    let tab = |low: bool, key: &str| Tab {
        href: link(low, 1),
        label: page.t(key),
        current: low == wanted.low,
        count: None,
    };
    Ok(StockPage {
        problem: String::new(),
        tabs: vec![tab(false, "inventory-tab-all"), tab(true, "inventory-tab-low")],
        here: link(wanted.low, at.page),
        pager: Pager::new(&page, found.pagination, |at| link(wanted.low, at)),
        rows: found.data.into_iter().map(row).collect(),
        low: wanted.low,
        page,
        q,
    })
}

fn row(level: StockView) -> Row {
    Row {
        id: level.variant_id,
        product_href: format!("/admin/products/{}#stock", level.product_id),
        picture: level.cover_key.map(|key| format!("/media/{key}-320.webp")),
        name: level.product_name,
        options: level.options.join(" / "),
        sku: level.sku,
        on_hand: level.on_hand,
        reserved: level.reserved,
        available: level.available,
        state: match level.available {
            ..=0 => "out_of_stock",
            1..=LOW => "low_stock",
            _ => "",
        },
    }
}

/// `on_hand.ID` and what it was when the page was read, `was.ID`; why, and where to go back to.
#[derive(Debug, Deserialize, Validate)]
struct CountForm {
    reason: Option<Line<300>>,
    back: Option<String>,
}

async fn count(ctx: Keeper, req: HttpRequest, form: Form<CountForm>) -> Answer {
    let counted = match form.parsed {
        Ok(wanted) => keep(&ctx, &form.typed, wanted.reason.as_deref())
            .await
            .map(|()| wanted.back),
        Err(error) => Err(error),
    };
    let error = match counted {
        Ok(back) => {
            let back = back.as_deref().and_then(local_path).unwrap_or("/admin/inventory");
            let joint = if back.contains('?') { '&' } else { '?' };
            return Ok(see_other(&format!("{back}{joint}done=inventory-counted")));
        }
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let mut page = stock(&ctx, &req, &Wanted::default()).await?;
    let state = FormState::refused(&page.page, Typed::default(), &error);
    let sentences = [state.error("on_hand"), state.error("reason"), &state.problem];
    let problem = sentences
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    problem.clone_into(&mut page.problem);
    html_with(status, &page)
}

async fn keep(ctx: &Visitor, typed: &Typed, reason: Option<&str>) -> Result<()> {
    let changes = changes(typed)?;
    let mut tx = ctx.begin().await?;
    count_all(&mut tx, &changes, reason).await?;
    tx.commit().await
}

/// Only what somebody typed anew: the rest may have been sold since the page was read.
fn changes(typed: &Typed) -> Result<BTreeMap<VariantId, i32>> {
    let mut changes = BTreeMap::new();
    for (name, text) in typed.pairs() {
        let Some(id) = name.strip_prefix("on_hand.") else {
            continue;
        };
        let variant: VariantId = id.parse().map_err(|_| Error::not_found())?;
        let text = text.trim();
        if text != typed.get(&format!("was.{id}")).trim() {
            let on_hand = text
                .parse()
                .map_err(|_| Error::invalid("on_hand", "wrong_type"))?;
            changes.insert(variant, on_hand);
        }
    }
    Ok(changes)
}

async fn movements(ctx: Keeper, req: HttpRequest, Id(id): Id<VariantId>, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 50,
    }
    .checked()?;
    let mut tx = ctx.begin().await?;
    let filter = StockFilter {
        variant: Some(id),
        ..StockFilter::default()
    };
    let level = list_stock(&mut tx, &filter)
        .await?
        .data
        .pop()
        .ok_or_else(Error::not_found)?;
    let found = list_movements(&mut tx, id, at).await?;
    tx.commit().await?;
    let title = [level.product_name.as_str(), &level.options.join(" / ")]
        .join(" ")
        .trim()
        .to_owned();
    let page = Page::new(&ctx, &req, title);
    html(&MovementsPage {
        crumbs: vec![
            Crumb::new("/admin/inventory", page.t("inventory-title")),
            Crumb::new("", page.title.clone()),
        ],
        product_href: format!("/admin/products/{}", level.product_id),
        pager: Pager::new(&page, found.pagination, |at| {
            format!("/admin/inventory/{id}?page={at}")
        }),
        movements: found.data.into_iter().map(|m| happening(&page, m)).collect(),
        level,
        page,
    })
}

fn happening(page: &Page, movement: MovementView) -> Happening {
    Happening {
        what: page.t(&format!("inventory-movement-{}", movement.kind.as_str())),
        when: movement.created_at,
        on_hand: signed(movement.on_hand_change),
        reserved: signed(movement.reserved_change),
        order_href: movement.order_id.map(|id| format!("/admin/orders/{id}")),
        reason: movement.reason.unwrap_or_default(),
    }
}

/// `+3`, `−2`, nothing for no change.
fn signed(change: i32) -> String {
    match change {
        0 => String::new(),
        n if n < 0 => format!("−{}", n.unsigned_abs()),
        n => format!("+{n}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{changes, signed};
    use http::Typed;

    #[test]
    fn only_what_was_typed_anew_changes() {
        let (a, b) = (
            "00000000-0000-7000-8000-00000000000a",
            "00000000-0000-7000-8000-00000000000b",
        );
        let field = |kind: &str, id: &str, text: &str| (format!("{kind}.{id}"), text.to_owned());
        let typed = Typed::prefilled([
            field("was", b, "5"),
            field("on_hand", b, "7"),
            field("was", a, "3"),
            field("on_hand", a, "3"),
        ]);
        let found = changes(&typed).unwrap();
        let found: Vec<_> = found.iter().map(|(id, n)| (id.to_string(), *n)).collect();
        assert_eq!(found, [(b.to_owned(), 7)]);
        assert!(changes(&Typed::prefilled([field("on_hand", a, "x")])).is_err());
    }

    #[test]
    fn changes_read_with_their_sign() {
        assert_eq!([signed(3), signed(-2), signed(0)], ["+3", "−2", ""]);
    }
}
