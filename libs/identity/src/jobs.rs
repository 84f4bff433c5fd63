//! Answering who forgot a password, forgetting what has ended, and new keys in time.

use http::AppData;
use http::app::App;
use jobs::{Job, JobCtx, JobError, Missed, Registry, Timing};
use kernel::{Email, Error, Result};
use serde::{Deserialize, Serialize};

use crate::letters::Letters;
use crate::ops::answer_forgotten::{AnswerForgotten, answer_forgotten};
use crate::ops::purge::purge;
use crate::queries::sessions::count_people_seen;
use crate::settings::PeopleSettings;

/// Who asked for something within so many seconds is here.
const ACTIVE: i64 = 15 * 60;

/// Forget ended sessions, links and counts of one tenant.
#[derive(Debug, Serialize, Deserialize)]
pub struct PurgeSessions {}

impl Job for PurgeSessions {
    const KIND: &'static str = "identity.purge_sessions";
}

/// Make the next signing key when its time has come.
#[derive(Debug, Serialize, Deserialize)]
pub struct RotateKeys {}

impl Job for RotateKeys {
    const KIND: &'static str = "identity.rotate_keys";
}

/// Count who is here at all shops.
#[derive(Debug, Serialize, Deserialize)]
pub struct CountActivePeople {}

impl Job for CountActivePeople {
    const KIND: &'static str = "identity.count_active_people";
    const MAX_ATTEMPTS: u16 = 1;
}

/// Says who handles this slice's jobs, and when the clock asks for them.
pub fn jobs(registry: &mut Registry, app: &AppData, people: &PeopleSettings) {
    let (answering, settings, rotating) = (app.clone(), people.clone(), app.clone());
    registry.handle::<AnswerForgotten, _, _>(move |ctx, job| {
        let (app, people) = (answering.clone(), settings.clone());
        async move { Ok(answer(&ctx, &app, &people, &job).await?) }
    });
    registry.handle::<PurgeSessions, _, _>(forget);
    registry.handle::<RotateKeys, _, _>(move |_, _| {
        let app = rotating.clone();
        async move { Ok::<_, JobError>(app.keys.rotate().await?) }
    });
    registry.handle::<CountActivePeople, _, _>(count_active);
    registry.schedule(
        "identity.count_active_people",
        "30 */5 * * * *",
        &CountActivePeople {},
    );
    // What an hour missed the next one does as well.
    let hourly = Timing::pattern("0 50 * * * *").missed(Missed::Skipped);
    registry.schedule("identity.purge_platform", hourly, &PurgeSessions {});
    registry.for_each_tenant("identity.purge_tenants", hourly, &PurgeSessions {});
    // The next key is due within ten minutes of the present one's end.
    registry.schedule("identity.rotate_keys", "0 */5 * * * *", &RotateKeys {});
}

async fn answer(ctx: &JobCtx, app: &App, people: &PeopleSettings, job: &AnswerForgotten) -> Result<()> {
    let shop = app.shops.by_id(ctx.tenant).await?;
    let email = Email::parse(&job.email).ok_or_else(|| Error::fault("the job holds no address"))?;
    let mut tx = ctx.begin().await?;
    answer_forgotten(&mut tx, &email, Letters::new(app, &shop), people).await?;
    tx.commit().await
}

async fn forget(ctx: JobCtx, _: PurgeSessions) -> std::result::Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    let rows = purge(&mut tx).await?;
    tx.commit().await?;
    tracing::debug!(rows, "ended sessions forgotten");
    Ok(())
}

/// Sets `active_users`. The replica that ran last knows best: take the maximum over replicas, not the sum.
async fn count_active(ctx: JobCtx, _: CountActivePeople) -> std::result::Result<(), JobError> {
    let since = ctx.now().plus_seconds(-ACTIVE);
    let mut people = 0;
    for tenant in ctx.active_tenants().await? {
        let mut tx = ctx.of(tenant).begin().await?;
        people += count_people_seen(&mut tx, since).await?;
        tx.commit().await?;
    }
    metrics::gauge!("active_users").set(f64::from(u32::try_from(people).unwrap_or(u32::MAX)));
    Ok(())
}
