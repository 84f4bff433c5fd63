//! Documents that are made from the code, and must equal it.

use std::path::Path;

use http::i18n::I18n;
use kernel::Locale;
use vitrina::compose::{EDGE_TEXTS, error_codes, slices};

/// `docs/errors.md`; run with `VITRINA_TEST_WRITE=1` to write it anew.
#[test]
fn errors_md_lists_every_code() {
    let files: Vec<_> = std::iter::once(EDGE_TEXTS)
        .chain(slices().iter().map(|s| s.texts))
        .collect();
    let i18n = I18n::new(files.iter()).unwrap();
    let mut rows: Vec<String> = error_codes()
        .into_iter()
        .map(|(slice, code)| {
            let text = i18n
                .find(Locale::En, &format!("error-{}", code.code), &[])
                .unwrap_or_default();
            format!(
                "| `{}` | {} | {slice} | {} |",
                code.code,
                code.kind.status(),
                text.replace('\n', " ")
            )
        })
        .collect();
    rows.sort();
    rows.dedup();
    let expected = format!(
        "# Errors\n\nEvery refusal is problem+json (RFC 9457) with one of these codes; `errors` names fields and says what \
         to do about each. Made from the code by a test.\n\n| code | status | from | what it says |\n|---|---|---|---|\n{}\n",
        rows.join("\n")
    );
    compare("docs/errors.md", &expected);
}

/// Every guard in `docs/security.md` names the test that fails without it.
#[test]
fn security_md_names_tests_that_are_there() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("it");
    let page = std::fs::read_to_string(tests.join("../../docs/security.md")).unwrap();
    let mut named = 0;
    for name in page.split('`').filter(|text| text.contains("::")) {
        named += 1;
        let (module, test) = name.rsplit_once("::").unwrap();
        let module = tests.join(module.replace("::", "/"));
        let text = std::fs::read_to_string(module.with_extension("rs"))
            .or_else(|_| std::fs::read_to_string(module.join("mod.rs")))
            .unwrap_or_else(|_| panic!("{name}: there is no such module"));
        assert!(text.contains(&format!("fn {test}()")), "there is no {name}");
    }
    assert!(named > 50, "only {named} tests are named");
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && line.matches('|').count() == 4);
    let untested: Vec<&str> = rows
        .skip_while(|line| !line.contains("forgets the tenant"))
        .filter(|line| !line.contains("::") && !line.contains("scripts/test") && !line.contains("| guard |"))
        .collect();
    assert_eq!(untested, [""; 0], "threats without a test");
}

fn compare(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    if wants_writing() {
        std::fs::write(&path, expected).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{name} is not what the code says: run this test with VITRINA_TEST_WRITE=1"
    );
}

fn wants_writing() -> bool {
    std::env::var("VITRINA_TEST_WRITE").is_ok()
}
