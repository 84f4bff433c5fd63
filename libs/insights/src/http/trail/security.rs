//! Sign-ins, refusals and signs of attacks: the page and JSON.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use http::page::{Pager, Tab, address};
use http::{Answer, Can, Kind, Page, Query, days, html, permit};
use identity::model::device_name;
use jiff::civil::Date;
use kernel::id::Uuid;
use kernel::{Error, Instant, Line, PageQuery, Paged, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::queries::{SecurityFilter, SecurityRow, security_log};

/// What the list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SecurityQuery {
    /// One kind: `login_failed`, `forged_token`, …
    #[param(value_type = Option<String>)]
    kind: Option<Line<40>>,
    /// First day, in the shop's zone.
    #[param(value_type = Option<String>)]
    from: Option<Date>,
    /// Last day.
    #[param(value_type = Option<String>)]
    to: Option<Date>,
    /// From 1.
    #[param(minimum = 1, maximum = 10_000)]
    page: Option<u32>,
    /// Rows a page, 20 if nothing is said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// What was seen within a minute of one kind, address and person.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecurityEventView {
    /// Names it.
    pub id: Uuid,
    /// What.
    pub kind: String,
    /// The first time.
    pub first_at: Instant,
    /// The last time.
    pub last_at: Instant,
    /// How often.
    pub times: i32,
    /// From where; an IPv6 address stands for its /64.
    pub ip: Option<String>,
    /// By which program, as it said.
    pub user_agent: Option<String>,
    /// Whose account.
    pub person_id: Option<PersonId>,
    /// What they are called now.
    pub person_name: Option<String>,
}

/// `GET /admin/security-events`.
pub async fn list(ctx: Can<permit::ViewAudit>, query: Query<SecurityQuery>) -> Answer {
    let at = PageQuery::of(query.page, query.limit)?;
    let known = |kind: &str| Kind::ALL.iter().any(|k| k.as_str() == kind);
    if query.kind.as_deref().is_some_and(|kind| !known(kind)) {
        return Err(Error::invalid("kind", "unknown").into());
    }
    let (from, until) = days::span(query.from, query.to, &ctx.shop.zone())?;
    let filter = SecurityFilter {
        kinds: query.kind.iter().map(std::string::ToString::to_string).collect(),
        from,
        until,
    };
    let mut tx = ctx.begin().await?;
    let found = security_log(&mut tx, &filter, at).await?;
    tx.commit().await?;
    Ok(HttpResponse::Ok().json(found.map(view)))
}

fn view(row: SecurityRow) -> SecurityEventView {
    SecurityEventView {
        id: row.event_id,
        kind: row.kind,
        first_at: row.created_at,
        last_at: row.last_at,
        times: row.times,
        ip: row.ip,
        user_agent: row.user_agent,
        person_id: row.person_id,
        person_name: row.person_name,
    }
}

/// Kinds that are looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Group {
    #[default]
    All,
    Entries,
    Refusals,
    Attacks,
}

impl Group {
    const ALL: [Self; 4] = [Self::All, Self::Entries, Self::Refusals, Self::Attacks];

    const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Entries => "entries",
            Self::Refusals => "refusals",
            Self::Attacks => "attacks",
        }
    }

    fn of(kind: Kind) -> Self {
        match kind {
            Kind::SignedIn | Kind::NewDevice | Kind::PasswordResetAsked | Kind::PasswordChanged => {
                Self::Entries
            }
            Kind::LoginSpraying
            | Kind::ForgedToken
            | Kind::TokenReused
            | Kind::PasskeyCloned
            | Kind::IdGuessing => Self::Attacks,
            Kind::LoginFailed
            | Kind::SecondFactorFailed
            | Kind::Locked
            | Kind::CsrfRefused
            | Kind::CrossSiteRefused
            | Kind::PermissionDenied
            | Kind::RateLimited => Self::Refusals,
        }
    }

    /// Empty for all of them.
    fn kinds(self) -> Vec<String> {
        let ours = Kind::ALL.into_iter().filter(|kind| Self::of(*kind) == self);
        ours.map(|kind| kind.as_str().to_owned()).collect()
    }
}

/// What stands in the page's address.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    #[serde(default)]
    show: Group,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "insights/security.html")]
struct SecurityPage {
    page: Page,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    what: String,
    symbol: &'static str,
    is_bad: bool,
    who: String,
    from: String,
    device: String,
    at: Instant,
    times: i32,
}

/// `GET /admin/security`.
pub async fn page(ctx: Can<permit::ViewAudit>, req: HttpRequest, wanted: Query<Shown>) -> Answer {
    let at = PageQuery {
        page: wanted.page.unwrap_or(1),
        limit: 25,
    }
    .checked()?;
    let filter = SecurityFilter {
        kinds: wanted.show.kinds(),
        ..SecurityFilter::default()
    };
    let mut tx = ctx.begin().await?;
    let found = security_log(&mut tx, &filter, at).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "security-title");
    html(&shown(page, wanted.show, found))
}

fn shown(page: Page, current: Group, found: Paged<SecurityRow>) -> SecurityPage {
    let link = |group: Group, at: &str| {
        let group = if group == Group::All { "" } else { group.as_str() };
        address("/admin/security", &[("show", group), ("page", at)])
    };
    let tabs = Group::ALL.map(|group| Tab {
        href: link(group, ""),
        label: page.t(&format!("security-group-{}", group.as_str())),
        current: group == current,
        count: None,
    });
    SecurityPage {
        tabs: tabs.into(),
        pager: Pager::new(&page, found.pagination, |at| link(current, &at.to_string())),
        rows: found.data.into_iter().map(|r| row(&page, r)).collect(),
        page,
    }
}

fn row(page: &Page, row: SecurityRow) -> Row {
    let group = Kind::ALL
        .into_iter()
        .find(|k| k.as_str() == row.kind)
        .map_or(Group::All, Group::of);
    Row {
        what: page.t(&format!("security-kind-{}", row.kind)),
        symbol: match group {
            Group::Attacks => "shield-check",
            Group::Refusals => "lock",
            Group::Entries | Group::All => "key-round",
        },
        is_bad: group == Group::Attacks,
        who: row.person_name.unwrap_or_default(),
        from: row
            .ip
            .map(|ip| page.tn("security-from", "ip", ip))
            .unwrap_or_default(),
        device: device_name(row.user_agent.as_deref().unwrap_or_default()),
        at: row.last_at,
        times: row.times,
    }
}
