//! Uploads that are no pictures, or more than pictures: refused, and nothing of them kept.

use std::collections::BTreeSet;
use std::path::Path;

use image::ImageFormat;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use testkit::Answer;

use super::forms::{action_of, is_page, signed_in, tag};
use super::pictures::{bomb, chunk, encoded, png, send, upload};
use super::stage::Stage;

/// Name, file, and the status of the refusal.
fn evil_files() -> Vec<(&'static str, Vec<u8>)> {
    let behind = |picture: Vec<u8>, more: &[u8]| [picture, more.to_vec()].concat();
    let svg =
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script></svg>";
    let mut with_text = png(8, 8);
    let script = chunk(*b"tEXt", b"Comment\0<script>alert(document.domain)</script>");
    with_text.splice(33..33, script);
    let jpeg = encoded(64, 64, ImageFormat::Jpeg);
    let mut flat = png(8, 8);
    flat.splice(16..24, [0; 8]);
    vec![
        ("an SVG", svg.to_vec()),
        ("an SVG behind blanks", behind(b"  \n\t".to_vec(), svg)),
        ("an SVG behind a byte order mark", behind(vec![0xEF, 0xBB, 0xBF], svg)),
        ("HTML", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("HTML behind a PNG", behind(png(8, 8), b"<html><script>alert(1)</script>")),
        ("HTML behind a JPEG", behind(jpeg.clone(), b"<html><script>alert(1)</script>")),
        ("HTML inside a PNG", with_text),
        ("a PHP program behind a PNG", behind(png(8, 8), b"<?php system($_GET['c']);")),
        ("an archive behind a PNG", behind(png(8, 8), b"PK\x03\x04rest of an archive")),
        ("a GIF", b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF!\xF9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec()),
        ("a bitmap", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0".to_vec()),
        ("a PDF", b"%PDF-1.7\n1 0 obj".to_vec()),
        ("a program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec()),
        ("half a JPEG", jpeg[..jpeg.len() / 2].to_vec()),
        ("half a PNG", png(64, 64)[..40].to_vec()),
        ("a PNG's first bytes", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("a PNG of no size", flat),
        ("a bomb of 30,000 by 30,000", bomb(30_000)),
        ("a line of 65,000", png(65_000, 1)),
        ("an empty file", vec![]),
        ("random bytes", (0..4_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect()),
    ]
}

/// Every way by which a file comes in: the API's and the forms'.
const WAYS: [&str; 5] = [
    "/api/v1/products/{id}/pictures",
    "/api/v1/categories/{id}/picture",
    "/admin/products/{id}/pictures",
    "/admin/categories/{id}/picture",
    "/admin/settings/logo",
];

/// Those by which files of products come in: no picture goes through.
const TABLES: [&str; 2] = ["/api/v1/admin/products/imports", "/admin/products/import"];

/// Open to who wrote the review, and nobody else's file is looked at: `reviews::photos` tries bad ones.
const THEIRS: [&str; 1] = ["/api/v1/reviews/{id}/pictures"];

#[tokio::test]
async fn what_is_no_harmless_picture_is_refused_and_not_kept() {
    let mut stage = Stage::set().await;
    let before = kept(&stage);
    let mut faults = vec![];
    for way in WAYS.into_iter().chain(TABLES) {
        for (name, file) in evil_files() {
            let answer = send_by(&stage, way, file).await;
            let fault = judged(&mut stage, way, &answer).await;
            faults.extend(fault.map(|f| format!("{name} by {way}: {f}")));
            if kept(&stage) != before {
                faults.push(format!("{name} by {way}: something of it was kept"));
            }
        }
    }
    stage.report(&faults);
    // And every way is open: what is a picture goes through.
    for way in WAYS {
        let answer = send_by(&stage, way, png(8, 8)).await;
        assert!(
            matches!(answer.status.as_u16(), 200 | 201 | 303),
            "{way}: {}",
            answer.text
        );
    }
}

/// The description of the API and the pages themselves tell what takes a file; none of it may be missing above.
#[tokio::test]
async fn every_way_of_a_file_is_known() {
    let stage = Stage::set().await;
    let browser = signed_in(&stage).await;
    let mut found = BTreeSet::new();
    for route in vitrina::compose::routes().iter() {
        let takes_file = route
            .request
            .as_ref()
            .is_some_and(|body| body.content_type == "multipart/form-data");
        if takes_file {
            found.insert(stage.filled(&route.path));
        }
        if route.method == Method::GET.as_str() && is_page(&route.path) {
            let page = stage.filled(&route.path);
            let answer = browser.get(&page).await;
            let forms = answer
                .text
                .split("<form")
                .skip(1)
                .filter(|form| tag(form).contains("multipart"));
            found.extend(forms.map(|form| action_of(form, &page)));
        }
    }
    let known: BTreeSet<String> = WAYS
        .iter()
        .chain(&TABLES)
        .chain(&THEIRS)
        .map(|way| stage.filled(way))
        .collect();
    assert_eq!(found, known);
}

async fn send_by(stage: &Stage, way: &str, file: Vec<u8>) -> Answer {
    let part = Part::bytes(file)
        .file_name("foto.png")
        .mime_str("image/png")
        .unwrap();
    let request = stage.owner.request(Method::POST, &stage.filled(way));
    stage
        .owner
        .send(request.multipart(Form::new().part("file", part)))
        .await
}

#[tokio::test]
async fn more_than_ten_megabytes_are_refused() {
    let mut stage = Stage::set().await;
    let product = stage.filled("products/{id}")["products/".len()..].to_owned();
    let before = kept(&stage);
    let mut large = png(8, 8);
    large.resize(11 * 1024 * 1024, b'x');
    let answer = upload(&stage.shop, &product, large).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (413, "too_large")
    );
    assert_eq!(judged(&mut stage, WAYS[0], &answer).await, None);
    assert_eq!(kept(&stage), before);
}

/// Name and type that the caller claims are not believed: a picture is kept under a name of our own making.
#[tokio::test]
async fn names_and_types_of_files_lead_nowhere() {
    let stage = Stage::set().await;
    let product = stage.filled("products/{id}")["products/".len()..].to_owned();
    for (name, media) in [
        ("../../../../etc/cron.d/evil", "image/png"),
        ("..\\..\\windows\\system32\\evil.png", "image/png"),
        ("/etc/passwd", "text/html"),
        ("evil.php\u{0}.png", "application/x-php"),
        ("\u{202e}gnp.exe", "image/svg+xml"),
        ("a\"; filename=\"b.svg", "image/png"),
    ] {
        let part = Part::bytes(png(8, 8)).file_name(name).mime_str(media).unwrap();
        let answer = send(&stage.shop, &product, part).await;
        assert!(
            matches!(answer.status.as_u16(), 201 | 400..=499),
            "{name}: {} {}",
            answer.status,
            answer.text
        );
    }
    for file in kept(&stage) {
        let own = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
        assert!(
            file.chars().all(own) && !file.contains("..") && !file.contains("evil"),
            "{file}"
        );
    }
    let evil = ["/etc/cron.d/evil", "/tmp/evil"].map(Path::new);
    assert!(evil.iter().all(|path| !path.exists()));
}

#[tokio::test]
async fn forms_that_are_no_upload_are_refused_by_name() {
    let mut stage = Stage::set().await;
    let product = stage.filled("products/{id}")["products/".len()..].to_owned();
    let path = format!("/api/v1/products/{product}/pictures");
    let before = kept(&stage);
    let file = || Part::bytes(png(8, 8)).file_name("a.png");
    let many = (0..200).fold(Form::new().part("file", file()), |form, n| {
        form.text(format!("field-{n}"), "x")
    });
    for (name, form) in [
        ("no file", Form::new().text("alt", "nada")),
        ("the file under another name", Form::new().part("picture", file())),
        ("200 more fields", many),
        (
            "a huge field",
            Form::new().part("file", file()).text("alt", "x".repeat(100_000)),
        ),
        (
            "two files",
            Form::new()
                .part("file", file())
                .part("file", Part::bytes(vec![0xFF; 5_000])),
        ),
        (
            "NUL in the text",
            Form::new().part("file", file()).text("alt", "a\u{0}b"),
        ),
        (
            "a long text",
            Form::new().part("file", file()).text("alt", "x".repeat(400)),
        ),
        (
            "a field of no text",
            Form::new()
                .part("file", file())
                .part("alt", Part::bytes(vec![0xFF, 0xFE])),
        ),
    ] {
        let request = stage.owner.request(Method::POST, &path).multipart(form);
        let answer = stage.owner.send(request).await;
        assert!(
            answer.status.is_client_error(),
            "{name}: {} {}",
            answer.status,
            answer.text
        );
        assert_eq!(judged(&mut stage, WAYS[0], &answer).await, None, "{name}");
    }
    assert_eq!(kept(&stage), before);
}

#[tokio::test]
async fn strangers_upload_nothing() {
    let stage = Stage::set().await;
    let product = stage.filled("products/{id}")["products/".len()..].to_owned();
    let before = kept(&stage);
    for (client, status) in [(&stage.nobody, 401), (&stage.customer, 403)] {
        let form = Form::new().part("file", Part::bytes(png(8, 8)).file_name("a.png"));
        let path = format!("/api/v1/products/{product}/pictures");
        client
            .send(client.request(Method::POST, &path).multipart(form))
            .await
            .expect(status);
    }
    assert_eq!(kept(&stage), before);
}

async fn judged(stage: &mut Stage, way: &str, answer: &Answer) -> Option<String> {
    let written = stage.writes.since_last_look().await;
    if !answer.status.is_client_error() {
        return Some(format!("was taken with {}", answer.status));
    }
    let fault = stage.judge.fault(way, answer);
    fault.or_else(|| (!written.is_empty()).then(|| format!("wrote {written:?}")))
}

/// Every file that the program keeps, by its path.
fn kept(stage: &Stage) -> Vec<String> {
    let mut files = vec![];
    collect(&stage.app.files().join("files"), &mut files);
    files.sort();
    files
}

fn collect(dir: &Path, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        match entry.path() {
            dir if dir.is_dir() => collect(&dir, files),
            file => files.push(file.to_string_lossy().into_owned()),
        }
    }
}
