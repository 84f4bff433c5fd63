//! What guards the own account.

use askama::Template;
use http::{Answer, Page, SignedIn, html};

use super::{google, passkeys};
use crate::http::desk::Desk;
use crate::ops::google::link::{GoogleLink, find_link};
use crate::ops::passkeys::begin::MOST;
use crate::ops::second_factor::{count_recovery_codes, is_asked_for};
use crate::ops::ways_in::count_ways_in;
use crate::queries::passkeys::list_passkeys;

#[derive(Template)]
#[template(path = "identity/security.html")]
struct SecurityPage {
    page: Page,
    /// Whether a second factor can be switched on.
    offered: bool,
    /// Whether one is asked for.
    factor: bool,
    /// Recovery codes that are left.
    codes: String,
    few_codes: bool,
    google: Option<GoogleCard>,
    passkeys: Vec<passkeys::Row>,
    /// Whether there is room for another one.
    more_passkeys: bool,
}

struct GoogleCard {
    /// What was joined, and since when.
    joined: Option<String>,
    /// Whether there is another way in.
    may_part: bool,
}

/// So few are left that new ones are due.
const FEW: i64 = 3;

/// `GET /account/security`.
pub async fn page(desk: Desk, caller: SignedIn) -> Answer {
    let me = caller.person.person_id;
    let mut tx = caller.begin().await?;
    let factor = is_asked_for(&mut tx, me).await?;
    let left = count_recovery_codes(&mut tx, me).await?;
    let link = find_link(&mut tx, me).await?;
    let ways = count_ways_in(&mut tx, me).await?;
    let own = list_passkeys(&mut tx, me).await?.data;
    tx.commit().await?;
    let page = Page::titled(&desk, &desk.req, "identity-security-title");
    html(&SecurityPage {
        offered: desk.people.two_factor,
        factor,
        codes: page.tn("identity-recovery-left", "left", left.to_string()),
        few_codes: left <= FEW,
        google: google::is_here(&desk).then(|| GoogleCard {
            joined: link.map(|link| joined(&page, &link)),
            may_part: ways > 1,
        }),
        more_passkeys: own.len() < MOST,
        passkeys: own.into_iter().map(|one| passkeys::Row::of(&page, one)).collect(),
        page,
    })
}

fn joined(page: &Page, link: &GoogleLink) -> String {
    let since = page.tn("identity-google-since", "when", page.date(link.created_at));
    format!("{} · {since}", link.email)
}
