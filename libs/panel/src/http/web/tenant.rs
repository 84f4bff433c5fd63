//! One shop: who, how much, what is on there, what was written and done about it.

use actix_web::HttpRequest;
use askama::Template;
use billing::model::figures::ShopPlan;
use billing::queries::figures::plan_of;
use billing::queries::plans::offered;
use db::PlatformView;
use http::page::Choice;
use http::{Answer, FormState, Page, Visitor, html, permit};
use kernel::{Currency, Instant, Money, PersonId, Result, TenantId};

use super::super::about::About;
use super::tenants::{megabytes, usage};
use crate::queries::flags::{ShopFlag, flags_of};
use crate::queries::history::{AccessView, DeedView, NoteView, accesses, deeds, notes, staff_names};
use crate::queries::tenants::{TenantLine, get_tenant};

/// The page with what was typed into its forms.
#[derive(Template)]
#[template(path = "panel/tenant.html")]
pub struct TenantPage {
    /// The frame.
    pub page: Page,
    /// The forms, each with what is wrong with it.
    pub forms: Forms,
    /// The address at the shop that lets in once, for who just asked.
    pub enter_url: String,
    path: String,
    tenant: TenantLine,
    usage: String,
    storage: String,
    may_steer: bool,
    may_enter: bool,
    plan: Option<PlanCard>,
    /// Plans that can be given.
    offers: Vec<Choice>,
    flags: Vec<FlagRow>,
    notes: Vec<NoteView>,
    accesses: Vec<AccessView>,
    history: Vec<DeedRow>,
}

/// What was typed.
#[derive(Debug, Default)]
pub struct Forms {
    /// Why it is suspended.
    pub suspend: FormState,
    /// For how long it is closed.
    pub close: FormState,
    /// A note.
    pub note: FormState,
    /// What somebody wants to help with.
    pub support: FormState,
    /// How much longer its trial is to last.
    pub trial: FormState,
    /// Which plan it is to have.
    pub plan: FormState,
}

/// What it subscribes to.
struct PlanCard {
    plan: String,
    status: String,
    price: String,
    trial_ends: Option<Instant>,
    period_ends: Option<Instant>,
    grace: Option<Instant>,
    leaves: Option<Instant>,
    /// At Stripe: customer and subscription.
    outside: String,
    /// Nobody pays for it: the provider can change it.
    is_ours: bool,
    tries: bool,
}

struct FlagRow {
    name: String,
    flag: String,
    is_on: bool,
    chosen: Option<bool>,
}

struct DeedRow {
    when: Instant,
    what: String,
    who: String,
    details: String,
}

/// `GET /platform/tenants/{id}`.
pub async fn page(about: About<permit::RunPlatform>, req: HttpRequest) -> Answer {
    html(&shown(&about, &req, about.tenant).await?)
}

/// The page as it stands now.
pub async fn shown(ctx: &Visitor, req: &HttpRequest, id: TenantId) -> Result<TenantPage> {
    let mut view = PlatformView::begin(&ctx.app.pools.platform).await?;
    let tenant = get_tenant(&mut view, id).await?;
    let plan = plan_of(&mut view, id).await?;
    let offers = offered(&mut view).await?;
    let flags = flags_of(&mut view, id).await?;
    let notes = notes(&mut view, id).await?;
    let accesses = accesses(&mut view, id, ctx.app.env.now()).await?;
    let history = deeds(&mut view, id).await?;
    drop(view);
    let mut tx = ctx.begin().await?;
    let names = staff_names(&mut tx).await?;
    tx.commit().await?;
    let page = Page::new(ctx, req, tenant.name.clone());
    let may = |permission| ctx.person.as_ref().is_some_and(|p| p.role.may(permission));
    Ok(TenantPage {
        path: format!("/platform/tenants/{id}"),
        forms: Forms::default(),
        enter_url: String::new(),
        usage: usage(&page, &tenant),
        storage: tenant.usage.storage_bytes.map(megabytes).unwrap_or_default(),
        may_steer: may(kernel::Permission::SteerShops),
        may_enter: may(kernel::Permission::EnterShops),
        plan: plan.map(plan_card),
        offers: offers
            .into_iter()
            .map(|version| Choice::new(version.plan.name.clone(), version.plan.name))
            .collect(),
        flags: flags.into_iter().map(|flag| flag_row(&page, flag)).collect(),
        history: history
            .into_iter()
            .map(|deed| deed_row(ctx, &names, deed))
            .collect(),
        notes,
        accesses,
        tenant,
        page,
    })
}

fn plan_card(plan: ShopPlan) -> PlanCard {
    let is_final = matches!(plan.status.as_str(), "canceled" | "incomplete_expired");
    let is_ours = plan.subscription_id.is_none() || is_final;
    let currency = plan.currency.as_deref().and_then(Currency::parse);
    let price = currency.zip(plan.price).map(|(currency, minor)| {
        let each = Money { minor, currency }.display();
        format!("{each} / {}", plan.interval.as_deref().unwrap_or_default())
    });
    let outside = [plan.customer_id, plan.subscription_id];
    PlanCard {
        tries: is_ours && plan.status == "trialing",
        price: price.unwrap_or_default(),
        trial_ends: plan.trial_ends_at.filter(|_| plan.status == "trialing"),
        period_ends: plan.period_ends_at,
        grace: plan.grace_until,
        leaves: plan.cancel_at,
        outside: outside.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        plan: plan.plan,
        status: plan.status,
        is_ours,
    }
}

fn flag_row(page: &Page, flag: ShopFlag) -> FlagRow {
    FlagRow {
        name: page.t(&format!("panel-flag-{}", flag.flag)),
        is_on: flag.is_on,
        chosen: flag.chosen,
        flag: flag.flag,
    }
}

fn deed_row(ctx: &Visitor, names: &[(PersonId, String)], deed: DeedView) -> DeedRow {
    let key = format!("panel-deed-{}", deed.purpose);
    let told = deed.details.as_object().into_iter().flatten();
    let told: Vec<String> = told
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| {
            format!(
                "{name}: {}",
                value.as_str().map_or_else(|| value.to_string(), str::to_owned)
            )
        })
        .collect();
    DeedRow {
        when: deed.created_at,
        what: ctx.app.i18n.find(ctx.locale, &key, &[]).unwrap_or(deed.purpose),
        who: who(names, &deed.actor),
        details: told.join(" · "),
    }
}

/// The name of a person of the provider's, else what the log says.
fn who(names: &[(PersonId, String)], actor: &str) -> String {
    let id: Option<PersonId> = actor.rsplit(' ').next().and_then(|id| id.parse().ok());
    let known = names.iter().find(|(person, _)| Some(*person) == id);
    known.map_or_else(|| actor.to_owned(), |(_, name)| name.clone())
}
