//! What the current task does, and for which request or job: every transaction begun in it tells PostgreSQL, so that the
//! audit log knows (`audit_row` in the migrations).

use std::future::Future;

use kernel::{Actor, Instant, Role};

tokio::task_local! {
    static CAUSE: Cause;
}

/// Why something is done.
#[derive(Debug, Clone, Default)]
pub struct Cause {
    /// `<slice>.<name of the route>`, or the kind of the job.
    pub action: String,
    /// Names the request, or what caused the job, in the log.
    pub trace: String,
}

/// Runs `work` for this cause. Tasks spawned inside do not inherit it.
pub async fn acting<F: Future>(cause: Cause, work: F) -> F::Output {
    CAUSE.scope(cause, work).await
}

/// `staff or other|actor|person|session or key|action|trace|milliseconds`, as `app.cause` holds it. Of what came from outside
/// only plain characters are left, so it may stand in quotes.
pub(crate) fn setting(actor: Actor, now: Instant) -> String {
    let cause = CAUSE.try_with(Clone::clone).unwrap_or_default();
    let (kind, person, session) = match actor {
        Actor::Person { id, role, session } => {
            let kind = if works(role) { "staff" } else { "other" };
            (kind, id.to_string(), session.to_string())
        }
        Actor::Key { id, maker, .. } => ("staff", maker.to_string(), id.to_string()),
        Actor::Anonymous | Actor::System => ("other", String::new(), String::new()),
    };
    // The log names the key where a session would stand; histories elsewhere name its maker.
    let label = match actor {
        Actor::Key { .. } => "api_key",
        other => other.label(),
    };
    let (action, trace) = (plain(&cause.action, 80), plain(&cause.trace, 64));
    let at = now.0.as_millisecond();
    format!("{kind}|{label}|{person}|{session}|{action}|{trace}|{at}")
}

/// Whether the audit log wants to know what the actor changes.
pub(crate) fn is_staff(actor: Actor) -> bool {
    matches!(actor, Actor::Person { role, .. } | Actor::Key { role, .. } if works(role))
}

fn works(role: Role) -> bool {
    role.is_staff() || role.is_providers()
}

fn plain(text: &str, most: usize) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        .take(most)
        .collect()
}

#[cfg(test)]
mod tests {
    use kernel::{Actor, Env};

    use super::{Cause, acting, setting};

    #[tokio::test]
    async fn what_came_from_outside_cannot_leave_the_quotes() {
        let cause = Cause {
            action: "sales.x".into(),
            trace: "a'; drop table tenant; --|b".into(),
        };
        let said = acting(cause, async { setting(Actor::System, Env::system().now()) }).await;
        assert!(
            said.starts_with("other|system|||sales.x|adroptabletenant--b|"),
            "{said}"
        );
        assert_eq!(said.matches('|').count(), 6);
    }
}
