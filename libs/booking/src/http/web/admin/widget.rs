//! The line that puts booking into a page of the shop's own site, and what comes of it.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Choice, Frame, address};
use http::{Answer, Can, Page, Query, framing_our_own, html, permit};
use serde::Deserialize;

use crate::http::web::storefront::way::service_path;
use crate::model::Service;
use crate::queries::services::list_services;

/// What was chosen; what cannot be read was not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Choices {
    service: String,
    theme: String,
    lang: String,
}

#[derive(Template)]
#[template(path = "booking/admin/widget.html")]
struct WidgetPage {
    page: Page,
    services: Vec<Choice>,
    themes: Vec<Choice>,
    languages: Vec<Choice>,
    chosen: Choices,
    /// The line to copy.
    line: String,
    /// What the frame shows.
    preview: String,
    /// Sites that may show it.
    origins: Vec<String>,
}

/// `GET /admin/calendar/widget`.
pub async fn page(ctx: Can<permit::ManageSettings>, req: HttpRequest, choices: Query<Choices>) -> Answer {
    let mut tx = ctx.begin().await?;
    let services = list_services(&mut tx, true).await?;
    tx.commit().await?;
    let page = Page::titled(&ctx, &req, "agenda-widget-title");
    let chosen = choices.among(&services);
    let shop = ctx.app.link(&ctx.shop.host, "");
    let mut answer = html(&WidgetPage {
        services: services
            .iter()
            .map(|one| Choice::new(&one.slug, &one.name))
            .collect(),
        themes: vec![
            Choice::new("light", page.t("agenda-widget-light")),
            Choice::new("dark", page.t("agenda-widget-dark")),
        ],
        languages: vec![Choice::new("es", "Español"), Choice::new("en", "English")],
        line: chosen.line(&shop),
        preview: chosen.preview(),
        origins: ctx.shop.allowed_origins.clone(),
        chosen,
        page,
    })?;
    framing_our_own(&mut answer);
    Ok(answer)
}

impl Choices {
    /// Of these services, and in words that the widget knows.
    fn among(&self, services: &[Service]) -> Self {
        let known = |value: &str, of: &[&str]| of.contains(&value).then(|| value.to_owned());
        let slugs: Vec<_> = services.iter().map(|service| service.slug.as_str()).collect();
        Self {
            service: known(&self.service, &slugs).unwrap_or_default(),
            theme: known(&self.theme, &["light", "dark"]).unwrap_or_default(),
            lang: known(&self.lang, &["es", "en"]).unwrap_or_default(),
        }
    }

    fn line(&self, shop: &str) -> String {
        let said = [
            ("service", &self.service),
            ("theme", &self.theme),
            ("lang", &self.lang),
        ];
        let said = said.into_iter().filter(|(_, value)| !value.is_empty());
        let data = said.map(|(name, value)| format!(" data-{name}=\"{value}\""));
        let data = data.collect::<Vec<_>>().concat();
        format!("<script src=\"{shop}/widget.js\"{data} async></script>")
    }

    fn preview(&self) -> String {
        let path = match self.service.as_str() {
            "" => "/reservar".to_owned(),
            slug => service_path(slug),
        };
        let looks = [self.theme.as_str(), self.lang.as_str()];
        let looks: Vec<_> = looks.into_iter().filter(|look| !look.is_empty()).collect();
        address(&path, &[("embed", Frame::read(&looks.join("-")).word())])
    }
}
