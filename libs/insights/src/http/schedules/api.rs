//! JSON.

use actix_web::HttpResponse;
use http::{Answer, Can, Id, Visitor, permit};
use jobs::{OpenWork, Outcome, Plan, Run};
use kernel::{Error, Instant, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::dead_jobs::words_of;
use super::{Shown, words};

type Keeper = Can<permit::ManageJobs>;

/// What is done by the clock, and what waits.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ScheduledWork)]
pub struct PlanList {
    /// IANA name of the zone that days and times are of.
    pub time_zone: String,
    /// What is done by the clock.
    pub data: Vec<PlanView>,
    /// What is not done yet, by kind.
    pub work: Vec<OpenWorkView>,
    /// Work that was given up: `/admin/jobs/dead` lists it.
    pub failed: i64,
}

/// Something that is done by the clock.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ScheduledTask)]
pub struct PlanView {
    /// Names it.
    pub name: String,
    /// Kind of its jobs: `<slice>.<verb_noun>`.
    pub kind: String,
    /// What it does, in the caller's language.
    pub title: String,
    /// When, in the caller's language: "Cada día a las 03:00".
    pub rhythm: String,
    /// When it comes next.
    pub next_at: Option<Instant>,
    /// How it went last.
    pub last_run: Option<LastRunView>,
    /// Times that it was done in the last seven days.
    pub done: i64,
    /// Times that it was given up in the last seven days.
    pub given_up: i64,
}

/// How something went.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ScheduledRun)]
pub struct LastRunView {
    /// When its time came, or when it was made up for.
    pub at: Instant,
    /// How it stands.
    #[schema(value_type = String)]
    pub outcome: Outcome,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// How long the last attempt took, in milliseconds.
    pub took_ms: Option<i64>,
    /// Attempts made.
    pub attempts: i32,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

/// Work of one kind that is not done yet.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpenWork)]
pub struct OpenWorkView {
    /// `<slice>.<verb_noun>`.
    pub kind: String,
    /// What it does, in the caller's language.
    pub title: String,
    /// Under way.
    pub running: i64,
    /// Due and not begun.
    pub waiting: i64,
    /// Its time has not come, or another attempt is some way off.
    pub later: i64,
    /// When the first that is not under way is due.
    pub next_at: Option<Instant>,
}

/// `GET /admin/schedules`.
pub async fn list(ctx: Keeper) -> Answer {
    let shown = Shown::of(&ctx).await?;
    let plans = shown.timetable.plans_of(ctx.shop.id);
    Ok(HttpResponse::Ok().json(PlanList {
        time_zone: ctx.shop.time_zone.clone(),
        data: plans.map(|plan| view(&ctx, &shown, plan)).collect(),
        work: shown.work.iter().map(|work| open(&ctx, work)).collect(),
        failed: shown.failed,
    }))
}

/// `POST /admin/schedules/{name}/run`.
pub async fn run(ctx: Keeper, Id(name): Id<String>) -> Answer {
    super::run(&ctx, &name).await?;
    Ok(HttpResponse::Accepted().json(find(&ctx, &name).await?))
}

async fn find(visitor: &Visitor, name: &str) -> Result<PlanView> {
    let shown = Shown::of(visitor).await?;
    let plan = shown.timetable.find(visitor.shop.id, name);
    Ok(view(visitor, &shown, plan.ok_or_else(Error::not_found)?))
}

fn view(visitor: &Visitor, shown: &Shown, plan: &Plan) -> PlanView {
    let tally = shown.tally_of(plan);
    PlanView {
        name: plan.name.to_owned(),
        kind: plan.kind().to_owned(),
        title: words::name(visitor, plan),
        rhythm: words::rhythm(visitor, plan),
        next_at: words::next(visitor, plan),
        last_run: shown.run_of(plan).map(last),
        done: tally.map_or(0, |tally| tally.done),
        given_up: tally.map_or(0, |tally| tally.failed),
    }
}

fn last(run: &Run) -> LastRunView {
    LastRunView {
        at: run.taken_at,
        outcome: run.outcome(),
        ended_at: run.ended_at(),
        took_ms: run.took(),
        attempts: run.attempts.unwrap_or(0),
        last_error: run.last_error.clone(),
    }
}

fn open(visitor: &Visitor, work: &OpenWork) -> OpenWorkView {
    OpenWorkView {
        kind: work.kind.clone(),
        title: words_of(visitor, &work.kind),
        running: work.running,
        waiting: work.waiting,
        later: work.later,
        next_at: work.next_at,
    }
}
