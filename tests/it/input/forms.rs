//! The forms of the pages: found by reading the pages, each field filled with what does not belong there.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use testkit::{Answer, Client, PASSWORD};

use super::judge::short;
use super::stage::Stage;

/// A form as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FormOnPage {
    action: String,
    /// Names and what stands in them.
    fields: Vec<(String, String)>,
}

/// Already encoded.
fn evil_values() -> Vec<(&'static str, String)> {
    vec![
        ("nothing", String::new()),
        ("blanks", "%20%09%20".into()),
        ("NUL", "a%00b".into()),
        ("invalid UTF-8", "%ff%fe".into()),
        ("half an escape", "100%".into()),
        ("a bidirectional override", "abc%e2%80%aedcb".into()),
        ("a pile of accents", format!("a{}", "%cc%81".repeat(20))),
        ("SQL", "x%27%29%3b%20drop%20table%20person%3b--".into()),
        ("markup", "%22%3e%3cscript%3ealert(1)%3c%2fscript%3e".into()),
        ("a template", "%7b%7b7*7%7d%7d".into()),
        ("a path", "..%2f..%2fetc%2fpasswd".into()),
        ("another site", "https%3a%2f%2fevil.test%2f".into()),
        ("a negative number", "-1".into()),
        ("a huge number", "123456789012345678901234567890".into()),
        ("an endless number", "1e999".into()),
        ("a lost id", "01931f3e-dead-7000-8000-000000000000".into()),
        ("200 kB", "x".repeat(200_000)),
    ]
}

#[tokio::test]
async fn no_field_of_a_page_leads_to_a_fault() {
    let mut stage = Stage::set().await;
    let browser = signed_in(&stage).await;
    let forms = collect(&stage, &browser).await;
    assert!(forms.len() > 10, "too few forms were found: {:?}", forms.keys());
    stage.writes.since_last_look().await;
    let mut faults = vec![];
    for form in forms.values() {
        for (field, _) in form.fields.iter().filter(|(name, _)| name != "csrf_token") {
            for (name, value) in evil_values() {
                let body = encoded(form, field, &value);
                let fault = submit(&mut stage, &browser, &form.action, body).await;
                faults.extend(fault.map(|f| format!("{} {field} with {name}: {f}", form.action)));
            }
        }
        for (name, body) in whole_bodies(form) {
            let fault = submit(&mut stage, &browser, &form.action, body).await;
            faults.extend(fault.map(|f| format!("{} with {name}: {f}", form.action)));
        }
        if browser.get("/admin").await.status != 200 {
            enter(&browser).await;
        }
        stage.keep_signed_in().await;
    }
    stage.report(&faults);
}

/// What somebody typed comes back as text, never as markup, and never sends anybody to another site.
async fn submit(stage: &mut Stage, browser: &Client, action: &str, body: String) -> Option<String> {
    let request = browser
        .request(Method::POST, action)
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = browser.send(request.body(body)).await;
    let written = stage.writes.since_last_look().await;
    if let Some(fault) = stage.judge.fault(action, &answer) {
        return Some(fault);
    }
    if answer.text.contains("<script>alert(1)") {
        return Some("what was typed came back as markup".into());
    }
    if answer.header("location").contains("evil.test") {
        return Some(format!("leads to {}", answer.header("location")));
    }
    let stray: Vec<&String> = written
        .iter()
        .filter(|t| t.as_str() != "login_throttle")
        .collect();
    (answer.status.is_client_error() && !stray.is_empty())
        .then(|| format!("{} but wrote {stray:?}: {}", answer.status, short(&answer.text)))
}

pub(super) async fn signed_in(stage: &Stage) -> Client {
    let browser = stage.nobody.another();
    enter(&browser).await;
    browser
}

async fn enter(browser: &Client) {
    browser
        .form(
            "/login",
            &[("email", "owner@aurora.test"), ("password", PASSWORD)],
        )
        .await
        .expect(303);
}

/// Every form that posts, of every page that the router knows, by its address; as the owner and as nobody.
async fn collect(stage: &Stage, browser: &Client) -> BTreeMap<String, FormOnPage> {
    let mut found = BTreeMap::new();
    let mut pages: BTreeSet<String> = BTreeSet::new();
    for route in vitrina::compose::routes()
        .iter()
        .filter(|r| r.method == Method::GET.as_str() && is_page(&r.path))
    {
        pages.insert(stage.filled(&route.path));
    }
    for page in pages {
        for caller in [browser, &stage.nobody] {
            let answer = caller.get(&page).await;
            for form in forms_of(&answer, &page) {
                found.entry(form.action.clone()).or_insert(form);
            }
        }
    }
    // Signing out would end the test; it is tried by the pages' own tests.
    found.retain(|action, _| !action.starts_with("/logout"));
    found
}

pub(super) fn is_page(path: &str) -> bool {
    !["/api/", "/health", "/assets/", "/media/", "/webhooks/", "/logout"]
        .iter()
        .any(|prefix| path.starts_with(prefix))
}

fn forms_of(answer: &Answer, page: &str) -> Vec<FormOnPage> {
    let posts = |form: &&str| {
        tag(form).to_lowercase().contains("method=\"post\"") && !tag(form).contains("multipart")
    };
    let forms = answer.text.split("<form").skip(1).filter(posts);
    forms
        .map(|form| FormOnPage {
            action: action_of(form, page),
            fields: fields_of(form),
        })
        .collect()
}

pub(super) fn tag(form: &str) -> &str {
    form.split('>').next().unwrap_or_default()
}

pub(super) fn action_of(form: &str, page: &str) -> String {
    attribute(tag(form), "action")
        .filter(|a| !a.is_empty())
        .unwrap_or_else(|| page.to_owned())
}

fn fields_of(form: &str) -> Vec<(String, String)> {
    let inside = form.split("</form>").next().unwrap_or_default();
    let tags = inside.split('<').filter(|t| {
        ["input", "select", "textarea", "button"]
            .iter()
            .any(|n| t.starts_with(n))
    });
    let field = |t: &str| {
        let tag = t.split('>').next().unwrap_or_default();
        Some((
            attribute(tag, "name")?,
            attribute(tag, "value").unwrap_or_default(),
        ))
    };
    tags.filter_map(field).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!(" {name}=\""))?.1;
    let value = rest.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&amp;", "&"),
    )
}

/// The form with everything as it stands, but this in one field.
fn encoded(form: &FormOnPage, field: &str, value: &str) -> String {
    let pair = |(name, old): &(String, String)| {
        let value = if name == field {
            value.to_owned()
        } else {
            percent(old)
        };
        format!("{}={value}", percent(name))
    };
    form.fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn whole_bodies(form: &FormOnPage) -> Vec<(&'static str, String)> {
    let token = form
        .fields
        .iter()
        .find(|(name, _)| name == "csrf_token")
        .map_or(String::new(), |(_, v)| format!("csrf_token={v}&"));
    vec![
        ("nothing", String::new()),
        ("the token alone", token.clone()),
        (
            "a foreign token",
            "csrf_token=0123456789abcdef0123456789abcdef01234567".into(),
        ),
        ("10,000 fields", format!("{token}{}", "a=1&".repeat(10_000))),
        ("every field twice", format!("{0}&{0}", encoded(form, "", ""))),
        ("too many bytes", format!("{token}a={}", "x".repeat(1_200_000))),
        (
            "names with brackets",
            format!("{token}a[b][c]=1&a[]=2&[=3&]=4&=5&&"),
        ),
    ]
}

fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
