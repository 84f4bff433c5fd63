//! The shop's own words for search.

use actix_web::HttpRequest;
use askama::Template;
use http::page::{Crumb, refusal};
use http::{Answer, Can, Form, FormState, Page, Typed, Visitor, html, html_with, permit, see_other};
use kernel::{Error, FieldError, Line, Result};
use serde::Deserialize;
use validator::Validate;

use super::sheet::words as split;
use crate::ops::put_words::{WordsInput, put_words};
use crate::queries::words::words;

type Keeper = Can<permit::ManageCatalog>;

#[derive(Template)]
#[template(path = "catalog/admin/words.html")]
struct WordsPage {
    page: Page,
    f: FormState,
    crumbs: Vec<Crumb>,
}

/// Both fields are read by [`read`].
#[derive(Debug, Deserialize, Validate)]
pub struct WordsForm {}

/// `GET /admin/search-words`.
pub async fn page(ctx: Keeper, req: HttpRequest) -> Answer {
    let mut tx = ctx.begin().await?;
    let known = words(&mut tx).await?;
    tx.commit().await?;
    let groups: Vec<String> = known.synonyms.iter().map(|group| group.join(", ")).collect();
    let f = FormState::prefilled([
        ("synonyms", groups.join("\n")),
        ("stop_words", known.stop_words.join(", ")),
    ]);
    html(&shown(Page::titled(&ctx, &req, "catalog-words-title"), f))
}

/// `POST /admin/search-words`.
pub async fn save(ctx: Keeper, req: HttpRequest, form: Form<WordsForm>) -> Answer {
    let error = match keep(&ctx, &form.typed).await {
        Ok(()) => return Ok(see_other("/admin/search-words?done=saved")),
        Err(error) => error,
    };
    let (status, error) = refusal(error)?;
    let page = Page::titled(&ctx, &req, "catalog-words-title");
    let f = FormState::refused(&page, form.typed, &by_field(error));
    html_with(status, &shown(page, f))
}

async fn keep(ctx: &Visitor, typed: &Typed) -> Result<()> {
    let input = read(typed)?;
    let mut tx = ctx.begin().await?;
    put_words(&mut tx, &input).await?;
    tx.commit().await
}

fn read(typed: &Typed) -> Result<WordsInput> {
    let lines = typed
        .get("synonyms")
        .lines()
        .filter(|line| !line.trim().is_empty());
    let groups: Result<Vec<Vec<Line<60>>>> = lines.map(|line| parsed(&split(line), "synonyms")).collect();
    let input = WordsInput {
        synonyms: groups?,
        stop_words: parsed(&split(typed.get("stop_words")), "stop_words")?,
    };
    input
        .validate()
        .map_err(|_| Error::invalid("synonyms", "too_many"))?;
    Ok(input)
}

fn parsed<const MAX: usize>(words: &[String], field: &str) -> Result<Vec<Line<MAX>>> {
    words
        .iter()
        .map(|word| Line::parse(word).map_err(|_| Error::invalid(field, "invalid")))
        .collect()
}

/// `synonyms.3` is the field `synonyms`.
fn by_field(error: Error) -> Error {
    let Error::Refused(refusal) = &error else {
        return error;
    };
    let top = |f: &FieldError| {
        let field = f.field.split('.').next().unwrap_or_default().to_owned();
        let code = if field == "synonyms" && f.code == "wrong_length" {
            "synonyms_alone"
        } else {
            f.code
        };
        FieldError {
            field,
            code,
            args: vec![],
        }
    };
    if refusal.fields.is_empty() {
        error
    } else {
        Error::invalid_fields(refusal.fields.iter().map(top).collect())
    }
}

fn shown(page: Page, f: FormState) -> WordsPage {
    let crumbs = vec![
        Crumb::new("/admin/products", page.t("catalog-products-title")),
        Crumb::new("", page.title.clone()),
    ];
    WordsPage { page, f, crumbs }
}

#[cfg(test)]
mod tests {
    use super::{by_field, read};
    use http::Typed;
    use kernel::Error;

    #[test]
    fn a_line_is_a_group() {
        let typed = Typed::prefilled([
            ("synonyms", "champú, shampoo\n\n gel , cera ".to_owned()),
            ("stop_words", "para, de".to_owned()),
        ]);
        let input = read(&typed).unwrap();
        assert_eq!(input.synonyms.len(), 2);
        assert_eq!(input.synonyms[1][1].as_str(), "cera");
        assert_eq!(input.stop_words.len(), 2);
    }

    #[test]
    fn a_refused_line_blames_its_field() {
        let Error::Refused(refusal) = by_field(Error::invalid("synonyms.4", "wrong_length")) else {
            panic!()
        };
        assert_eq!(
            (refusal.fields[0].field.as_str(), refusal.fields[0].code),
            ("synonyms", "synonyms_alone")
        );
    }
}
