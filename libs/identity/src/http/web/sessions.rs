//! Where one is signed in.

use askama::Template;
use http::{Answer, Form, Id, Page, SignedIn, html, see_other};
use kernel::SessionId;

use super::Nothing;
use crate::http::cookies;
use crate::http::desk::Desk;
use crate::model::SessionKind;
use crate::ops::revoke_sessions::{Reason, revoke_all, revoke_own};
use crate::queries::sessions::{SessionView, list_sessions};

#[derive(Template)]
#[template(path = "identity/sessions.html")]
struct SessionsPage {
    page: Page,
    rows: Vec<Row>,
    others: bool,
}

struct Row {
    id: SessionId,
    device: String,
    program: bool,
    detail: String,
    current: bool,
}

/// `GET /account/sessions`.
pub async fn page(desk: Desk, caller: SignedIn) -> Answer {
    let mut tx = caller.begin().await?;
    let sessions = list_sessions(&mut tx, caller.person.person_id, caller.person.session_id).await?;
    tx.commit().await?;
    let page = Page::titled(&desk, &desk.req, "identity-sessions-title");
    let others = sessions.data.iter().any(|session| !session.current);
    let rows = sessions
        .data
        .into_iter()
        .map(|session| row(&page, session))
        .collect();
    html(&SessionsPage { page, rows, others })
}

fn row(page: &Page, session: SessionView) -> Row {
    let program = session.kind == SessionKind::Api;
    let unknown = if program {
        "identity-sessions-program"
    } else {
        "identity-sessions-browser"
    };
    let seen = page.tn(
        "identity-sessions-seen",
        "when",
        page.date_time(session.last_seen_at),
    );
    let place = session.ip.map(|ip| format!(" · {ip}")).unwrap_or_default();
    let proof = page.t(&format!("identity-proof-{}", session.proof.as_str()));
    Row {
        id: session.id,
        device: Some(session.device)
            .filter(|d| !d.is_empty())
            .unwrap_or_else(|| page.t(unknown)),
        program,
        detail: format!("{proof} · {seen}{place}"),
        current: session.current,
    }
}

/// `POST /account/sessions/{id}/end`.
pub async fn end(caller: SignedIn, id: Id<SessionId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let mut tx = caller.begin().await?;
    revoke_own(&mut tx, caller.person.person_id, id.0).await?;
    tx.commit().await?;
    if id.0 == caller.person.session_id {
        return Ok(cookies::with(
            see_other("/login?done=identity-signed-out"),
            &[cookies::no_session()],
        )?);
    }
    Ok(see_other("/account/sessions?done=identity-session-ended"))
}

/// `POST /account/sessions/others/end`.
pub async fn end_others(caller: SignedIn, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    let person = &caller.person;
    let mut tx = caller.begin().await?;
    revoke_all(
        &mut tx,
        person.person_id,
        Some(person.session_id),
        Reason::SignedOut,
    )
    .await?;
    tx.commit().await?;
    Ok(see_other("/account/sessions?done=identity-sessions-ended"))
}
