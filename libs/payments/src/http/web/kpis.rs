//! The figures above the list of payments.

use http::figures::{Kpi, LineChart, Period, Span, line_chart, spark_line};
use http::page::{Tab, address};
use http::{Page, Visitor};
use kernel::Result;

use crate::model::Decline;
use crate::model::kpis::{FailureCount, Kpis, Totals, Way, percent};
use crate::queries::kpis::kpis;

/// What the page shows of how paying goes.
pub struct Figures {
    pub cards: Vec<Card>,
    pub chart: LineChart,
    pub spans: Vec<Tab>,
    pub span_text: String,
    pub ways: Vec<Row>,
    pub failures: Vec<Reason>,
    pub is_empty: bool,
}

/// A number.
pub struct Card {
    pub label: String,
    pub value: String,
    pub change: String,
    pub good: bool,
    pub spark: String,
}

/// A way to pay, or one bank of it.
pub struct Row {
    pub name: String,
    pub is_bank: bool,
    pub tried: i64,
    pub approval: String,
    pub abandoned: i64,
    pub median: String,
}

/// Why payments were refused, in words.
pub struct Reason {
    pub text: String,
    pub count: i64,
}

/// Reads them.
pub async fn figures(ctx: &Visitor, page: &Page, span: Span) -> Result<Figures> {
    let mut tx = ctx.begin().await?;
    let period = Period::until(tx.now(), &ctx.shop.zone(), span);
    let found = kpis(&mut tx, &period).await?;
    tx.commit().await?;
    let span_text = page.tn("payments-kpi-last-days", "days", span.days());
    let best = found.days.iter().map(|(_, amount)| *amount).max().unwrap_or(0);
    let summary = page.ta(
        "payments-kpi-summary",
        &[
            ("span", span_text.clone()),
            ("total", page.money(found.now.came.amount)),
            ("best", page.money(best)),
        ],
    );
    Ok(Figures {
        cards: cards(page, &found),
        chart: line_chart(&found.days, ctx.shop.currency, ctx.locale, summary),
        spans: spans(page, span),
        span_text,
        is_empty: found.is_empty(),
        ways: found.ways.iter().map(|way| row(page, way)).collect(),
        failures: reasons(page, &found.failures),
    })
}

fn cards(page: &Page, kpis: &Kpis) -> Vec<Card> {
    let card = |key, value: String, kpi: Kpi| Card {
        label: page.t(key),
        value,
        change: kpi.change_text(),
        good: kpi.is_good(),
        spark: String::new(),
    };
    let compare = |of: fn(&Totals) -> i64| kpis.compare(of);
    let now = kpis.now;
    let amounts: Vec<i64> = kpis.days.iter().map(|(_, amount)| *amount).collect();
    let approval = compare(|t| t.tried.approval().unwrap_or(0));
    let took = compare(|t| t.tried.median_seconds);
    let abandoned = compare(|t| t.tried.abandoned);
    let refunded = compare(|t| t.back.amount);
    vec![
        Card {
            spark: spark_line(&amounts),
            ..card(
                "payments-kpi-received",
                page.money(now.came.amount),
                compare(|t| t.came.amount),
            )
        },
        card("payments-kpi-approval", percent(now.tried.approval()), approval),
        fewer_is_better(
            card("payments-kpi-median", time(page, now.tried.median_seconds), took),
            took,
        ),
        fewer_is_better(
            card(
                "payments-kpi-abandoned",
                now.tried.abandoned.to_string(),
                abandoned,
            ),
            abandoned,
        ),
        fewer_is_better(
            card("payments-kpi-refunded", page.money(now.back.amount), refunded),
            refunded,
        ),
    ]
}

fn fewer_is_better(card: Card, kpi: Kpi) -> Card {
    Card {
        good: kpi.value <= kpi.previous,
        ..card
    }
}

fn row(page: &Page, way: &Way) -> Row {
    Row {
        name: way.bank.clone().unwrap_or_else(|| page.t(&way.method.name_key())),
        is_bank: way.bank.is_some(),
        tried: way.tried.tried,
        approval: percent(way.tried.approval()),
        abandoned: way.tried.abandoned,
        median: time(page, way.tried.median_seconds),
    }
}

/// Several words of the providers mean the same.
fn reasons(page: &Page, failures: &[FailureCount]) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = vec![];
    for failure in failures {
        let text = reason(page, &failure.reason);
        match reasons.iter_mut().find(|known| known.text == text) {
            Some(known) => known.count += failure.count,
            None => reasons.push(Reason {
                text,
                count: failure.count,
            }),
        }
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    reasons
}

fn reason(page: &Page, word: &str) -> String {
    let decline = match Decline::of(word) {
        Decline::Other if word == "unauthorized" => return page.t("payments-kpi-unauthorized"),
        Decline::Other if word.contains("insufficient") => Decline::Funds,
        decline => decline,
    };
    page.t(&format!("payments-kpi-why-{}", decline.as_str()))
}

/// `2 min 5 s`.
fn time(page: &Page, seconds: i64) -> String {
    match seconds {
        0 => "—".to_owned(),
        1..60 => page.tn("payments-kpi-seconds", "seconds", seconds),
        _ => page.ta(
            "payments-kpi-minutes",
            &[
                ("minutes", (seconds / 60).to_string()),
                ("seconds", (seconds % 60).to_string()),
            ],
        ),
    }
}

fn spans(page: &Page, current: Span) -> Vec<Tab> {
    let tab = |span: Span| Tab {
        href: address("/admin/money", &[("days", &span.days().to_string())]),
        label: page.tn("payments-kpi-days", "days", span.days()),
        current: span == current,
        count: None,
    };
    Span::ALL.map(tab).into()
}
