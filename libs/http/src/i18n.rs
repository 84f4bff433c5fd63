//! Texts in all languages: Fluent files that the slices bring, joined at start.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kernel::Locale;

/// All texts.
pub struct I18n {
    bundles: [FluentBundle<FluentResource>; Locale::ALL.len()],
    /// What [`Self::faults`] tells.
    faults: Mutex<BTreeSet<String>>,
}

impl std::fmt::Debug for I18n {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("I18n")
    }
}

/// A text file that cannot be used, or a key that two files claim.
#[derive(Debug, thiserror::Error)]
#[error("texts in {locale}: {what}")]
pub struct TextFault {
    locale: &'static str,
    what: String,
}

impl I18n {
    /// Joins the files of all slices, each with one text a language.
    pub fn new<'a>(
        files: impl IntoIterator<Item = &'a [&'static str; Locale::ALL.len()]>,
    ) -> Result<Self, TextFault> {
        let mut bundles = Locale::ALL.map(|locale| {
            let tag = locale.tag().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // The invisible isolation marks around inserted words upset copying, tests and screen readers.
            bundle.set_use_isolating(false);
            bundle
        });
        for texts in files {
            for ((bundle, text), locale) in bundles.iter_mut().zip(texts).zip(Locale::ALL) {
                let fault = |what: String| TextFault {
                    locale: locale.tag(),
                    what,
                };
                let file =
                    FluentResource::try_new((*text).to_owned()).map_err(|(_, e)| fault(format!("{e:?}")))?;
                bundle.add_resource(file).map_err(|e| fault(format!("{e:?}")))?;
            }
        }
        Ok(Self {
            bundles,
            faults: Mutex::default(),
        })
    }

    /// The text of `key`, with words put in. A missing key shows as itself (and a test fails).
    pub fn text(&self, locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
        self.find(locale, key, args).unwrap_or_else(|| {
            tracing::error!(key, locale = locale.tag(), "a text is missing");
            self.note(locale, key, "is missing");
            key.to_owned()
        })
    }

    /// The text of `key`, if there is one.
    pub fn find(&self, locale: Locale, key: &str, args: &[(&str, &str)]) -> Option<String> {
        let (text, fault) = self.format(locale, key, args)?;
        if let Some(fault) = fault {
            self.note(locale, key, &fault);
        }
        Some(text)
    }

    /// The text of `key` with `{$name}` where a word would be put in: for lists of texts.
    pub fn shape(&self, locale: Locale, key: &str) -> String {
        self.format(locale, key, &[])
            .map_or_else(|| self.text(locale, key, &[]), |(text, _)| text)
    }

    /// The text, and what was wrong with putting the words in.
    fn format(&self, locale: Locale, key: &str, args: &[(&str, &str)]) -> Option<(String, Option<String>)> {
        let bundle = self.bundle(locale);
        let pattern = bundle.get_message(key)?.value()?;
        let mut fluent_args = FluentArgs::new();
        for (name, value) in args {
            // Whole numbers go in as numbers, so that plural forms can choose.
            match value.parse::<i64>() {
                Ok(_) => fluent_args.set(*name, FluentValue::try_number(value)),
                Err(_) => fluent_args.set(*name, FluentValue::from(*value)),
            }
        }
        let mut faults = vec![];
        let text = bundle.format_pattern(pattern, Some(&fluent_args), &mut faults);
        Some((text.into_owned(), faults.first().map(ToString::to_string)))
    }

    /// Texts that were missing or lacked a word since the start. Only debug builds know: tests look at the end whether
    /// there were any.
    pub fn faults(&self) -> Vec<String> {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.iter().cloned().collect()
    }

    fn note(&self, locale: Locale, key: &str, fault: &str) {
        if cfg!(debug_assertions) {
            let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
            faults.insert(format!("{key} in {}: {fault}", locale.tag()));
        }
    }

    /// Every key of `texts`, for the completeness test.
    pub fn keys(text: &str) -> BTreeSet<String> {
        let is_key_start = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic());
        text.lines()
            .filter(is_key_start)
            .filter_map(|l| Some(l.split_once('=')?.0.trim().to_owned()))
            .collect()
    }

    fn bundle(&self, locale: Locale) -> &FluentBundle<FluentResource> {
        match locale {
            Locale::Es => &self.bundles[0],
            Locale::En => &self.bundles[1],
        }
    }
}
