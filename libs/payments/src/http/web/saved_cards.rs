//! Cards that a customer keeps.

use actix_web::HttpRequest;
use askama::Template;
use http::page::Crumb;
use http::{Answer, Form, Id, Page, SignedIn, html, see_other};

use super::card::Nothing;
use crate::model::{SavedCard, SavedCardId};
use crate::ops::forget_card::forget_card;
use crate::queries::saved_cards::list_saved_cards;
use crate::treasury::Treasury;

#[derive(Template)]
#[template(path = "payments/saved_cards.html")]
struct SavedCardsPage {
    page: Page,
    crumbs: Vec<Crumb>,
    cards: Vec<SavedCard>,
}

/// `GET /account/cards`.
pub async fn show(me: SignedIn, req: HttpRequest) -> Answer {
    let mut tx = me.begin().await?;
    let cards = list_saved_cards(&mut tx, me.person.person_id).await?;
    tx.commit().await?;
    let page = Page::titled(&me, &req, "payments-saved-cards");
    html(&SavedCardsPage {
        crumbs: vec![
            Crumb::new("/account", page.t("ui-account")),
            Crumb::new("/account/cards", page.t("payments-saved-cards")),
        ],
        cards,
        page,
    })
}

/// `POST /account/cards/{id}/remove`.
pub async fn remove(me: SignedIn, id: Id<SavedCardId>, form: Form<Nothing>) -> Answer {
    form.into_inner()?;
    forget_card(&Treasury::of(&me.app), &me, me.person.person_id, id.0).await?;
    Ok(see_other("/account/cards?done=card-removed"))
}
