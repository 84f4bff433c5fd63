//! The page.

use actix_web::HttpRequest;
use askama::Template;
use http::page::refusal;
use http::{Answer, Can, Form, FormState, Id, Page, Typed, Visitor, html, html_with, permit, see_other};
use jobs::{OpenWork, Plan, Run};
use kernel::{Instant, Result};

use super::super::dead_jobs::{Nothing, words_of};
use super::{Shown, words};

type Keeper = Can<permit::ManageJobs>;

#[derive(Template)]
#[template(path = "insights/schedules.html")]
struct SchedulesPage {
    page: Page,
    f: FormState,
    time_zone: String,
    rows: Vec<Row>,
    work: Vec<Undone>,
    failed: i64,
}

/// Something that is done by the clock.
struct Row {
    run_path: String,
    title: String,
    rhythm: String,
    next_at: Option<Instant>,
    last: Option<Last>,
    done: i64,
    given_up: i64,
}

/// How it went.
struct Last {
    at: Instant,
    outcome: String,
    tone: &'static str,
    took: String,
    error: String,
}

/// Work of one kind that is not done yet.
struct Undone {
    title: String,
    running: i64,
    waiting: i64,
    later: i64,
    next_at: Option<Instant>,
}

/// `GET /admin/schedules`.
pub async fn page(ctx: Keeper, req: HttpRequest) -> Answer {
    html(&shown(&ctx, &req).await?)
}

/// `POST /admin/schedules/{name}/run`.
pub async fn run(ctx: Keeper, req: HttpRequest, Id(name): Id<String>, form: Form<Nothing>) -> Answer {
    let outcome = match form.parsed {
        Ok(_) => super::run(&ctx, &name).await,
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(see_other("/admin/schedules?done=insights-schedule-started"));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(&ctx, &req).await?;
    page.f = FormState::refused(&page.page, Typed::default(), &error);
    html_with(status, &page)
}

async fn shown(ctx: &Visitor, req: &HttpRequest) -> Result<SchedulesPage> {
    let shown = Shown::of(ctx).await?;
    let plans = shown.timetable.plans_of(ctx.shop.id);
    Ok(SchedulesPage {
        page: Page::titled(ctx, req, "schedules-title"),
        f: FormState::blank(),
        time_zone: ctx.shop.time_zone.clone(),
        rows: plans.map(|plan| row(ctx, &shown, plan)).collect(),
        work: shown.work.iter().map(|work| waiting(ctx, work)).collect(),
        failed: shown.failed,
    })
}

fn row(visitor: &Visitor, shown: &Shown, plan: &Plan) -> Row {
    let tally = shown.tally_of(plan);
    Row {
        run_path: format!("/admin/schedules/{}/run", plan.name),
        title: words::name(visitor, plan),
        rhythm: words::rhythm(visitor, plan),
        next_at: words::next(visitor, plan),
        last: shown.run_of(plan).map(|run| last(visitor, run)),
        done: tally.map_or(0, |tally| tally.done),
        given_up: tally.map_or(0, |tally| tally.failed),
    }
}

fn last(visitor: &Visitor, run: &Run) -> Last {
    let (outcome, tone) = words::outcome(visitor, run.outcome());
    Last {
        at: run.ended_at().unwrap_or(run.taken_at),
        outcome,
        tone,
        took: run.took().map(words::duration).unwrap_or_default(),
        error: run
            .last_error
            .clone()
            .filter(|_| tone != "good")
            .unwrap_or_default(),
    }
}

fn waiting(visitor: &Visitor, work: &OpenWork) -> Undone {
    Undone {
        title: words_of(visitor, &work.kind),
        running: work.running,
        waiting: work.waiting,
        later: work.later,
        next_at: work.next_at,
    }
}
