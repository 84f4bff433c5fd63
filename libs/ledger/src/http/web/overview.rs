//! What is where, and every movement.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Pager, address};
use http::{Answer, Can, Page, Query, Visitor, html, permit};
use jiff::civil::Date;
use kernel::{Instant, PageQuery, Paged};

use super::words::{account_name, as_counted, kind_name, meaning, money, moved, way};
use crate::http::wanted::Wanted;
use crate::model::{Account, TxnKind};
use crate::queries::balances::{Balance, balances};
use crate::queries::transactions::{TxnView, list_transactions};

const PATH: &str = "/admin/ledger";

#[derive(Template)]
#[template(path = "ledger/overview.html")]
struct OverviewPage {
    page: Page,
    balances: Vec<Card>,
    accounts: Vec<Choice>,
    kinds: Vec<Choice>,
    account: String,
    kind: &'static str,
    from: String,
    to: String,
    filtered: bool,
    csv_href: String,
    rows: Vec<Row>,
    pager: Pager,
}

/// What is in an account.
struct Card {
    name: String,
    meaning: String,
    amount: String,
    is_negative: bool,
    href: String,
}

struct Row {
    href: String,
    what: String,
    way: String,
    memo: String,
    at: Instant,
    amount: String,
    is_reversed: bool,
}

/// `GET /admin/ledger`.
pub async fn page(ctx: Can<permit::ViewReports>, req: HttpRequest, wanted: Query<Wanted>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let filter = wanted.filter(&ctx.shop.zone())?;
    let mut tx = ctx.begin().await?;
    let balances = balances(&mut tx).await?;
    let found = list_transactions(&mut tx, &filter, at).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "ledger-title");
    html(&shown(page, &ctx, &wanted, &balances, found))
}

fn shown(
    page: Page,
    ctx: &Visitor,
    wanted: &Wanted,
    balances: &[Balance],
    found: Paged<TxnView>,
) -> OverviewPage {
    let account = wanted
        .account
        .as_ref()
        .map(Account::to_string)
        .unwrap_or_default();
    let kind = wanted.kind.map(TxnKind::as_str).unwrap_or_default();
    let day = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let (from, to) = (day(wanted.from), day(wanted.to));
    let link_to = |path: &str, at: &str| {
        let query = [
            ("account", account.as_str()),
            ("kind", kind),
            ("from", &from),
            ("to", &to),
            ("page", at),
        ];
        address(path, &query)
    };
    OverviewPage {
        balances: balances.iter().map(|b| card(&page, ctx, b)).collect(),
        accounts: balances.iter().map(|b| choice(ctx, &b.account)).collect(),
        kinds: TxnKind::ALL
            .into_iter()
            .map(|k| Choice::new(k.as_str(), kind_name(ctx, k)))
            .collect(),
        filtered: [&account, kind, &from, &to].iter().any(|text| !text.is_empty()),
        csv_href: link_to("/admin/ledger.csv", ""),
        pager: Pager::new(&page, found.pagination, |at| link_to(PATH, &at.to_string())),
        rows: found.data.iter().map(|txn| row(ctx, txn)).collect(),
        page,
        account,
        kind,
        from,
        to,
    }
}

fn card(page: &Page, ctx: &Visitor, balance: &Balance) -> Card {
    let kind = balance.account.kind;
    let amount = as_counted(kind, balance.amount);
    Card {
        name: account_name(ctx, &balance.account),
        meaning: meaning(page, kind),
        amount: money(amount, balance.currency),
        is_negative: amount < 0,
        href: address(PATH, &[("account", &balance.account.to_string())]),
    }
}

/// An account to choose.
pub fn choice(ctx: &Visitor, account: &Account) -> Choice {
    Choice::new(account.to_string(), account_name(ctx, account))
}

fn row(ctx: &Visitor, txn: &TxnView) -> Row {
    Row {
        href: format!("{PATH}/{}", txn.id),
        what: kind_name(ctx, txn.kind),
        way: way(ctx, txn),
        memo: txn.memo.clone().unwrap_or_default(),
        at: txn.occurred_at,
        amount: moved(txn),
        is_reversed: txn.reversed_by.is_some(),
    }
}
