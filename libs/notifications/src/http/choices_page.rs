//! What somebody wants to get from the shop, said by whoever has the link of a message of ours: guests have no account. Looking
//! changes nothing, since programs that look into mails follow links.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use http::{Answer, EdgeError, Form, FormState, Page, SignedIn, Visitor, html, see_other};
use kernel::{Error, Result};
use serde::Deserialize;
use validator::Validate;

use crate::links::{choices_path, open, seal};
use crate::model::contact::{Contact, ContactChannel, Sort, Source};
use crate::ops::choose::choose;
use crate::queries::contacts::{find_block, wanted_sorts};

#[derive(Template)]
#[template(path = "notifications/choices.html")]
struct ChoicesPage {
    page: Page,
    f: FormState,
    address: String,
    action: String,
    /// Their address takes nothing.
    is_blocked: bool,
}

/// A box that is not ticked is a no.
#[derive(Debug, Deserialize, Validate)]
pub struct ChoicesForm {
    #[serde(default)]
    reminder: bool,
    #[serde(default)]
    marketing: bool,
}

impl ChoicesForm {
    fn allows(&self, sort: Sort) -> bool {
        match sort {
            Sort::Reminder => self.reminder,
            Sort::Marketing => self.marketing,
        }
    }
}

/// `GET /avisos/{token}`.
pub async fn page(visitor: Visitor, req: HttpRequest) -> Answer {
    let (token, contact) = contact_of(&visitor, &req)?;
    let mut tx = visitor.begin().await?;
    let wanted = wanted_sorts(&mut tx, &contact).await?;
    let block = find_block(&mut tx, &contact).await?;
    tx.commit().await?;
    let ticked = wanted.iter().map(|sort| (sort.as_str(), "true".to_owned()));
    html(&ChoicesPage {
        page: Page::titled(&visitor, &req, "message-choices-title"),
        f: FormState::prefilled(ticked),
        address: contact.address,
        action: choices_path(token),
        is_blocked: block.is_some(),
    })
}

/// `POST /avisos/{token}`.
pub async fn save(visitor: Visitor, req: HttpRequest, form: Form<ChoicesForm>) -> Answer {
    let (token, contact) = contact_of(&visitor, &req)?;
    let wanted = form.into_inner()?;
    let mut tx = visitor.begin().await?;
    for sort in Sort::ALL {
        choose(&mut tx, &contact, sort, wanted.allows(sort), Source::Page).await?;
    }
    tx.commit().await?;
    Ok(saved(token))
}

/// `GET /avisos/{token}/{sort}`: what `List-Unsubscribe` names, opened by a person.
pub async fn ask(visitor: Visitor, req: HttpRequest) -> Answer {
    let (token, _) = contact_of(&visitor, &req)?;
    sort_of(&req)?;
    Ok(see_other(&choices_path(token)))
}

/// `POST /avisos/{token}/{sort}`: a mail program's button (RFC 8058 §3.1). It brings no cookie, and the token is all that it
/// needs; the body says only `List-Unsubscribe=One-Click`, as a form of either kind, so nothing hangs on it. Asked twice, it is
/// done once.
pub async fn unsubscribe(visitor: Visitor, req: HttpRequest) -> Answer {
    let (_, contact) = contact_of(&visitor, &req)?;
    let sort = sort_of(&req)?;
    let mut tx = visitor.begin().await?;
    choose(&mut tx, &contact, sort, false, Source::OneClick).await?;
    tx.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `GET /account/avisos`: the same page for whoever is signed in, once the address is proven to be theirs.
pub async fn own(ctx: SignedIn) -> Answer {
    if !ctx.person.email_verified {
        return Err(EdgeError::Forbidden.into());
    }
    let contact = Contact {
        channel: ContactChannel::Email,
        address: ctx.person.email.clone(),
    };
    let token = seal(&ctx.app.secrets, &ctx.app.env, ctx.shop.id, &contact)?;
    Ok(see_other(&choices_path(&token)))
}

/// Whose link it is; 404 when we never made it for this shop.
fn contact_of<'a>(visitor: &Visitor, req: &'a HttpRequest) -> Result<(&'a str, Contact)> {
    let token = req.match_info().get("token").unwrap_or_default();
    let contact = open(&visitor.app.secrets, visitor.shop.id, token).ok_or_else(Error::not_found)?;
    Ok((token, contact))
}

fn sort_of(req: &HttpRequest) -> Result<Sort> {
    let sort = req.match_info().get("sort").and_then(Sort::parse);
    sort.ok_or_else(Error::not_found)
}

fn saved(token: &str) -> HttpResponse {
    see_other(&format!("{}?done=message-choices-saved", choices_path(token)))
}
