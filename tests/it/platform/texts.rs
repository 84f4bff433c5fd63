//! Every text exists in every language, and every key that a page or an error names exists.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use http::i18n::I18n;
use kernel::Locale;
use vitrina::compose::{EDGE_TEXTS, error_codes, slices};

fn texts() -> Vec<(&'static str, [&'static str; 2])> {
    std::iter::once(("http", EDGE_TEXTS))
        .chain(slices().iter().map(|s| (s.name, s.texts)))
        .collect()
}

pub(super) fn all_keys(language: usize) -> BTreeSet<String> {
    texts()
        .iter()
        .flat_map(|(_, languages)| I18n::keys(languages[language]))
        .collect()
}

#[test]
fn both_languages_have_the_same_keys() {
    for (slice, [es, en]) in texts() {
        let (es, en) = (I18n::keys(es), I18n::keys(en));
        assert_eq!(
            es.difference(&en).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{slice}: missing in English"
        );
        assert_eq!(
            en.difference(&es).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{slice}: missing in Spanish"
        );
    }
    let files: Vec<_> = texts().into_iter().map(|(_, languages)| languages).collect();
    I18n::new(files.iter()).expect("every file can be read and no key is claimed twice");
}

#[test]
fn every_key_that_is_named_exists() {
    let known = all_keys(0);
    let mut missing = BTreeSet::new();
    for file in sources() {
        let text = std::fs::read_to_string(&file).unwrap();
        for key in named_keys(&text) {
            if !known.contains(&key) {
                missing.insert(format!("{key} ({})", file.file_name().unwrap().to_string_lossy()));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "texts that pages name but no Fluent file has: {missing:#?}"
    );
}

#[test]
fn every_error_code_has_its_sentence() {
    let i18n_files: Vec<_> = texts().into_iter().map(|(_, languages)| languages).collect();
    let i18n = I18n::new(i18n_files.iter()).unwrap();
    for (slice, code) in error_codes() {
        for locale in Locale::ALL {
            let key = format!("error-{}", code.code);
            assert!(
                i18n.find(locale, &key, &[]).is_some(),
                "{slice}: {key} is missing in {}",
                locale.tag()
            );
        }
    }
}

/// The screen of failed tasks names a job by `job-<slice>-<verb_noun>`.
#[test]
fn every_kind_of_job_has_its_words() {
    let known = all_keys(0);
    let mut kinds = 0;
    for file in sources() {
        let text = std::fs::read_to_string(&file).unwrap();
        let declared = text.split("const KIND: &'static str = \"").skip(1);
        for kind in declared.filter_map(|rest| rest.split('"').next()) {
            if kind.starts_with("test.") {
                continue;
            }
            let key = format!("job-{}", kind.replace('.', "-"));
            assert!(known.contains(&key), "{key} is missing");
            kinds += 1;
        }
    }
    assert!(kinds > 8, "the kinds were not found");
}

/// Templates and sources.
fn sources() -> Vec<PathBuf> {
    let mut files = vec![];
    collect(&libs(), &mut files);
    assert!(files.len() > 50, "the sources were not found");
    files
}

pub(super) fn libs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../libs")
}

pub(super) fn sources_of(kind: &str) -> Vec<String> {
    files_of(&libs(), kind)
}

pub(super) fn files_of(dir: &Path, kind: &str) -> Vec<String> {
    let mut files = vec![];
    collect(dir, &mut files);
    files.retain(|file| file.extension().is_some_and(|e| e == kind));
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect()
}

/// What stands between this and the next quotation mark.
pub(super) fn literals_after(text: &str, before: &str) -> Vec<String> {
    text.split(before)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if matches!(
            path.extension().and_then(|e| e.to_str()),
            Some("html" | "rs" | "txt")
        ) {
            files.push(path);
        }
    }
}

/// Literal keys in `.t("key")`, `.tn("key"`, `.ta("key"`, `word("key")`, `titled(x, y, "key")` and
/// `text(locale, "key", …)`.
fn named_keys(text: &str) -> Vec<String> {
    let mut keys = vec![];
    for call in [".t(\"", ".tn(\"", ".ta(\""] {
        keys.extend(text.split(call).skip(1).filter_map(|rest| rest.split('"').next()));
    }
    // `word("subject")` names a part of a key only.
    let words = text
        .split("word(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    keys.extend(words.filter(|word| word.contains('-')));
    keys.extend(text.split("Page::titled(").skip(1).filter_map(|rest| {
        let arguments = rest.split(')').next()?;
        arguments.split('"').nth(1)
    }));
    keys.extend(text.split(".text(").skip(1).filter_map(|rest| {
        let (before, after) = rest.split_once('"')?;
        // Other things have a text, too.
        let is_of_a_language = before.contains("locale") && !before.contains([';', '[', '(']);
        after.split('"').next().filter(|_| is_of_a_language)
    }));
    let is_key = |key: &&str| {
        !key.is_empty() && !key.contains('{') && !key.contains([' ', '…']) && !key.ends_with('-')
    };
    keys.into_iter().filter(is_key).map(str::to_owned).collect()
}
