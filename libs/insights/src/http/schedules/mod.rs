//! What the program does by the clock for the shop: when, how it went, and starting it out of turn.

mod api;
mod web;
mod words;

use http::{Routes, Visitor};
use jobs::{OpenWork, Plan, Run, Tally, Timetable};
use kernel::{Error, Permission, Result};

const MANAGE: Permission = Permission::ManageJobs;
/// Days of which it is told how often it went well.
const DAYS: i64 = 7;

/// Declares page and API.
pub(super) fn routes(r: &mut Routes) {
    r.get("/admin/schedules", "schedules_page", web::page)
        .staff(MANAGE);
    r.post("/admin/schedules/{name}/run", "run_schedule_form", web::run)
        .staff(MANAGE);
    r.get("/api/v1/admin/schedules", "list_schedules", api::list)
        .summary("What is done by the clock for this shop, when, and how it went; what waits in its queue.")
        .staff(MANAGE)
        .gives::<api::PlanList>(200);
    r.post("/api/v1/admin/schedules/{name}/run", "run_schedule", api::run)
        .summary("Does it now, out of turn; if it waits already, that is all.")
        .staff(MANAGE)
        .gives::<api::PlanView>(202)
        .refuses(&[404]);
}

/// All that page and API show.
struct Shown {
    timetable: Timetable,
    runs: Vec<Run>,
    tallies: Vec<Tally>,
    work: Vec<OpenWork>,
    /// Dead letters.
    failed: i64,
}

impl Shown {
    async fn of(visitor: &Visitor) -> Result<Self> {
        let mut tx = visitor.begin().await?;
        let since = tx.now().plus_seconds(-DAYS * 86_400);
        let shown = Self {
            timetable: visitor.app.timetable(),
            runs: jobs::list_runs(&mut tx).await?,
            tallies: jobs::tally_runs(&mut tx, since).await?,
            work: jobs::list_open_work(&mut tx).await?,
            failed: jobs::count_dead(&mut tx).await?,
        };
        tx.commit().await?;
        Ok(shown)
    }

    fn run_of(&self, plan: &Plan) -> Option<&Run> {
        self.runs.iter().find(|run| run.schedule == plan.name)
    }

    fn tally_of(&self, plan: &Plan) -> Option<&Tally> {
        self.tallies.iter().find(|tally| tally.schedule == plan.name)
    }
}

/// Starts the schedule of this name out of turn; one that does not concern the shop is not there.
async fn run(visitor: &Visitor, name: &str) -> Result<()> {
    let timetable = visitor.app.timetable();
    let plan = timetable
        .find(visitor.shop.id, name)
        .ok_or_else(Error::not_found)?;
    let mut tx = visitor.begin().await?;
    jobs::run_now(&mut tx, plan).await?;
    tx.commit().await
}
