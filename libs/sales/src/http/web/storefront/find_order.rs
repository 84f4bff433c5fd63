//! For who lost the link: number and e-mail bring it again.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use http::{Answer, Form, FormState, Page, Visitor, html, html_with};
use kernel::{Email, Line};
use serde::Deserialize;
use validator::Validate;

use crate::desk::Desk;
use crate::ops::send_order_link::send_order_link;

#[derive(Template)]
#[template(path = "sales/storefront/find_order.html")]
struct FindOrderPage {
    page: Page,
    f: FormState,
    /// Whether it was asked for; never whether there is such an order.
    sent: bool,
}

/// What is typed: `1042` or `#1042`.
#[derive(Debug, Deserialize, Validate)]
pub struct FindForm {
    number: Line<20>,
    email: Email,
}

impl FindForm {
    fn number(&self) -> kernel::Result<i64> {
        let digits = self.number.trim_start_matches('#').trim();
        digits
            .parse()
            .map_err(|_| kernel::Error::invalid("number", "invalid"))
    }
}

/// `GET /orders/find`.
pub async fn show(visitor: Visitor, req: HttpRequest) -> Answer {
    let email = visitor
        .person
        .as_ref()
        .map(|p| p.email.clone())
        .unwrap_or_default();
    let page = Page::titled(&visitor, &req, "find-title");
    html(&FindOrderPage {
        page,
        f: FormState::prefilled([("email", email)]),
        sent: false,
    })
}

/// `POST /orders/find`: the answer is the same whether there is such an order or not.
pub async fn send(visitor: Visitor, req: HttpRequest, form: Form<FindForm>) -> Answer {
    let page = Page::titled(&visitor, &req, "find-title");
    let wanted = form.parsed.and_then(|form| Ok((form.number()?, form.email)));
    match wanted {
        Ok((number, email)) => {
            let mut tx = visitor.begin_generic().await?;
            send_order_link(&mut tx, &Desk::of(&visitor.app), &visitor.shop, number, &email).await?;
            tx.commit().await?;
            html(&FindOrderPage {
                page,
                f: FormState::blank(),
                sent: true,
            })
        }
        Err(error) => {
            let f = FormState::refused(&page, form.typed, &error);
            html_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &FindOrderPage { page, f, sent: false },
            )
        }
    }
}
