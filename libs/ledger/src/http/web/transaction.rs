//! One movement with its entries, and taking a correction back.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, refusal};
use http::{Answer, Can, Form, FormState, Id, Page, Visitor, html, html_with, permit, see_other};

use super::words::{account_name, account_of, kind_name, meaning, money, who};
use crate::SourcePages;
use crate::model::{TxnId, TxnKind};
use crate::ops::adjust::{ReversalRequest, take_back};
use crate::queries::transactions::{TxnEntryView, TxnView, get_transaction};

#[derive(Template)]
#[template(path = "ledger/transaction.html")]
struct TransactionPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
    txn: TxnView,
    who: String,
    source_href: Option<String>,
    reverses_href: Option<String>,
    reversed_by_href: Option<String>,
    can_reverse: bool,
    path: String,
    lines: Vec<Line>,
}

struct Line {
    account: String,
    meaning: String,
    debit: String,
    credit: String,
}

/// `GET /admin/ledger/{id}`.
pub async fn page(ctx: Can<permit::ViewReports>, req: HttpRequest, id: Id<TxnId>) -> Answer {
    let txn = read(&ctx, id.0).await?;
    let page = Page::new(&ctx, &req, kind_name(&ctx, txn.kind));
    html(&shown(page, FormState::blank(), &ctx, txn))
}

/// `POST /admin/ledger/{id}/reverse`.
pub async fn reverse(
    ctx: Can<permit::AdjustLedger>,
    req: HttpRequest,
    id: Id<TxnId>,
    form: Form<ReversalRequest>,
) -> Answer {
    let reversed = match form.parsed {
        Ok(wanted) => keep(&ctx, id.0, &wanted).await,
        Err(error) => Err(error),
    };
    let error = match reversed {
        Ok(reversal) => {
            return Ok(see_other(&format!(
                "/admin/ledger/{reversal}?done=ledger-reversed"
            )));
        }
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let txn = read(&ctx, id.0).await?;
    let page = Page::new(&ctx, &req, kind_name(&ctx, txn.kind));
    let f = FormState::refused(&page, form.typed, &error);
    html_with(status, &shown(page, f, &ctx, txn))
}

async fn keep(ctx: &Visitor, id: TxnId, wanted: &ReversalRequest) -> kernel::Result<TxnId> {
    let mut tx = ctx.begin().await?;
    let reversal = take_back(&mut tx, id, wanted).await?;
    tx.commit().await?;
    Ok(reversal)
}

async fn read(ctx: &Visitor, id: TxnId) -> kernel::Result<TxnView> {
    let mut tx = ctx.begin().await?;
    let txn = get_transaction(&mut tx, id).await?;
    tx.commit().await?;
    Ok(txn)
}

fn shown(page: Page, f: FormState, ctx: &Visitor, txn: TxnView) -> TransactionPage {
    let href = |id: Option<TxnId>| id.map(|id| format!("/admin/ledger/{id}"));
    let may_adjust = page.opens("/admin/ledger/adjustments/new");
    TransactionPage {
        crumbs: vec![
            Crumb::new("/admin/ledger", page.t("ledger-title")),
            Crumb::new("", page.title.clone()),
        ],
        who: who(ctx, &txn),
        source_href: SourcePages::of(&ctx.app).find(&txn.source_type, txn.source_id),
        reverses_href: href(txn.reverses),
        reversed_by_href: href(txn.reversed_by),
        can_reverse: may_adjust && txn.kind == TxnKind::Adjustment && txn.reversed_by.is_none(),
        path: format!("/admin/ledger/{}", txn.id),
        lines: txn.entries.iter().map(|e| line(&page, ctx, e)).collect(),
        page,
        f,
        txn,
    }
}

fn line(page: &Page, ctx: &Visitor, entry: &TxnEntryView) -> Line {
    let amount = |is_here: bool| {
        if is_here {
            money(entry.amount.saturating_abs(), entry.currency)
        } else {
            String::new()
        }
    };
    Line {
        account: account_name(ctx, &account_of(entry)),
        meaning: meaning(page, entry.account),
        debit: amount(entry.amount > 0),
        credit: amount(entry.amount < 0),
    }
}
