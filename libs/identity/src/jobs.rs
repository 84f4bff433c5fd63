//! Answering who forgot a password, forgetting what has ended, and new keys in time.

use http::AppData;
use http::app::App;
use jobs::{Job, JobCtx, JobError, Registry};
use kernel::{Email, Error, Result};
use serde::{Deserialize, Serialize};

use crate::letters::Letters;
use crate::ops::answer_forgotten::{AnswerForgotten, answer_forgotten};
use crate::ops::purge::purge;
use crate::settings::PeopleSettings;

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
    registry.schedule("identity.purge_platform", "0 40 8 * * *", &PurgeSessions {});
    registry.for_each_tenant("identity.purge_tenants", "0 50 8 * * *", &PurgeSessions {});
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
