//! What is done on the page of a shop. A refusal shows the page as it stands now, with what is wrong beside the form.

use actix_web::HttpRequest;
use billing::ops::steer::{GivenPlan, LongerTrial};
use http::page::refusal;
use http::{Answer, Form, FormState, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, Result, TenantId};
use serde::Deserialize;
use validator::Validate;

use super::super::about::About;
use super::super::deeds;
use super::Nothing;
use super::tenant::{Forms, shown};
use crate::model::AccessId;
use crate::ops::{Choosing, Closing, NewNote, SupportRequest, Suspending};

/// A switch, and what the shop is to have.
#[derive(Debug, Deserialize, Validate)]
pub struct FlagForm {
    #[validate(length(max = 40))]
    flag: String,
    /// Nothing: as the share says.
    on: Option<bool>,
}

/// Which access.
#[derive(Debug, Deserialize, Validate)]
pub struct AccessForm {
    access_id: AccessId,
}

/// `POST /platform/tenants/{id}/notes`.
pub async fn note(about: About<permit::RunPlatform>, req: HttpRequest, form: Form<NewNote>) -> Answer {
    let outcome = match form.parsed {
        Ok(new) => deeds::note(&about, about.tenant, &new).await.map(drop),
        Err(error) => Err(error),
    };
    answer(&about, &req, about.tenant, outcome, form.typed, |forms| {
        &mut forms.note
    })
    .await
}

/// `POST /platform/tenants/{id}/suspend`.
pub async fn suspend(about: About<permit::SteerShops>, req: HttpRequest, form: Form<Suspending>) -> Answer {
    let outcome = match form.parsed {
        Ok(why) => deeds::suspend(&about, about.tenant, &why).await,
        Err(error) => Err(error),
    };
    answer(&about, &req, about.tenant, outcome, form.typed, |forms| {
        &mut forms.suspend
    })
    .await
}

/// `POST /platform/tenants/{id}/reactivate`.
pub async fn reactivate(about: About<permit::SteerShops>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    deeds::reactivate(&about, about.tenant).await?;
    Ok(done(about.tenant))
}

/// `POST /platform/tenants/{id}/maintenance`.
pub async fn close(about: About<permit::SteerShops>, req: HttpRequest, form: Form<Closing>) -> Answer {
    let outcome = match form.parsed {
        Ok(closing) => deeds::close(&about, about.tenant, closing).await,
        Err(error) => Err(error),
    };
    answer(&about, &req, about.tenant, outcome, form.typed, |forms| {
        &mut forms.close
    })
    .await
}

/// `POST /platform/tenants/{id}/trial`.
pub async fn prolong(about: About<permit::SteerShops>, req: HttpRequest, form: Form<LongerTrial>) -> Answer {
    let outcome = match form.parsed {
        Ok(longer) => deeds::prolong(&about, about.tenant, longer).await,
        Err(error) => Err(error),
    };
    answer(&about, &req, about.tenant, outcome, form.typed, |forms| {
        &mut forms.trial
    })
    .await
}

/// `POST /platform/tenants/{id}/plan`.
pub async fn give(about: About<permit::SteerShops>, req: HttpRequest, form: Form<GivenPlan>) -> Answer {
    let outcome = match form.parsed {
        Ok(given) => deeds::give(&about, about.tenant, &given).await,
        Err(error) => Err(error),
    };
    answer(&about, &req, about.tenant, outcome, form.typed, |forms| {
        &mut forms.plan
    })
    .await
}

/// `POST /platform/tenants/{id}/flags`.
pub async fn choose(about: About<permit::SteerShops>, form: Form<FlagForm>) -> Answer {
    let form = form.into_inner()?;
    deeds::choose(&about, about.tenant, &form.flag, Choosing { on: form.on }).await?;
    Ok(done(about.tenant))
}

/// `POST /platform/tenants/{id}/support`: the page again, with the address that lets in once.
pub async fn ask_to_help(
    about: About<permit::EnterShops>,
    req: HttpRequest,
    form: Form<SupportRequest>,
) -> Answer {
    let outcome = match form.parsed {
        Ok(wanted) => deeds::ask_to_help(&about, about.tenant, &wanted).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(enter_url) => {
            let mut page = shown(&about, &req, about.tenant).await?;
            page.enter_url = enter_url;
            html(&page)
        }
        Err(error) => {
            answer(&about, &req, about.tenant, Err(error), form.typed, |forms| {
                &mut forms.support
            })
            .await
        }
    }
}

/// `POST /platform/tenants/{id}/support/end`.
pub async fn end_help(about: About<permit::EnterShops>, form: Form<AccessForm>) -> Answer {
    let access = form.into_inner()?.access_id;
    deeds::end_help(&about, about.tenant, access).await?;
    Ok(done(about.tenant))
}

async fn answer(
    ctx: &Visitor,
    req: &HttpRequest,
    tenant: TenantId,
    outcome: Result<(), Error>,
    typed: Typed,
    form: fn(&mut Forms) -> &mut FormState,
) -> Answer {
    let Err(error) = outcome else {
        return Ok(done(tenant));
    };
    let (status, error) = refusal(error)?;
    let mut page = shown(ctx, req, tenant).await?;
    *form(&mut page.forms) = FormState::refused(&page.page, typed, &error);
    html_with(status, &page)
}

fn done(tenant: TenantId) -> actix_web::HttpResponse {
    see_other(&format!("/platform/tenants/{tenant}?done=saved"))
}
