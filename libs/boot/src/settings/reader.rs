//! Takes values out of the layers, and remembers what was asked for and what was wrong.
//!
//! A wrong value leaves a fault and yields a stand-in, so that reading goes on and all faults come out together. A
//! stand-in never leaves this folder: [`Reader::finish`] refuses when there is any fault.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::time::Duration;

use secrecy::SecretString;

use super::environment::Environment;
use super::fault::{Fault, Faults};
use super::sources::{Layers, Value};
use super::{idle, names};

pub(super) struct Reader {
    layers: Layers,
    asked: BTreeSet<String>,
}

/// Reads the keys of one section.
pub(super) struct Section<'r> {
    reader: &'r mut Reader,
    name: &'static str,
}

impl Reader {
    pub(super) fn new(layers: Layers) -> Self {
        Self {
            layers,
            asked: BTreeSet::new(),
        }
    }

    pub(super) fn environment(&self) -> Environment {
        self.layers.environment
    }

    pub(super) fn section(&mut self, name: &'static str) -> Section<'_> {
        Section { reader: self, name }
    }

    /// What somebody gave and nothing obeys yet.
    pub(super) fn without_effect(&self) -> BTreeSet<String> {
        idle::given(&self.layers)
    }

    /// Every key that the settings know: the ones that were asked for.
    #[cfg(test)]
    pub(super) fn asked(&self) -> &BTreeSet<String> {
        &self.asked
    }

    /// Whether `ok` holds among these keys (whole names). Says nothing about keys that are wrong already.
    pub(super) fn rule(&mut self, keys: &[&str], ok: bool, problem: &str, instead: &str) {
        let faults = &self.layers.faults;
        if ok
            || keys
                .iter()
                .any(|key| faults.iter().any(|fault| fault.key == *key))
        {
            return;
        }
        if let Some(key) = keys.first() {
            self.fault(key, problem.to_owned(), instead.to_owned());
        }
    }

    /// All faults, those about unknown keys last.
    pub(super) fn finish(mut self) -> Result<(), Faults> {
        let unknown: Vec<_> = self
            .layers
            .given
            .keys()
            .filter(|key| !self.asked.contains(*key))
            .cloned()
            .collect();
        for key in unknown {
            let instead = self.nearest(&key);
            self.fault(&key, "there is no such setting".to_owned(), instead);
        }
        if self.layers.faults.is_empty() {
            Ok(())
        } else {
            Err(Faults(self.layers.faults))
        }
    }

    fn nearest(&self, key: &str) -> String {
        let likeness = |known: &str| strsim::jaro_winkler(known, key);
        match self
            .asked
            .iter()
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        {
            Some(known) if likeness(known) > 0.93 => {
                format!("write {known} or {}, or remove it", names::variable(known))
            }
            _ => "remove it; config/default.toml lists all there are".to_owned(),
        }
    }

    fn fault(&mut self, key: &str, problem: String, instead: String) {
        let origin = self
            .layers
            .given
            .get(key)
            .map_or("nowhere", |given| &given.origin)
            .to_owned();
        self.layers.faults.push(Fault {
            key: key.to_owned(),
            origin,
            problem,
            instead,
        });
    }

    fn take<T>(
        &mut self,
        key: String,
        instead: &str,
        parse: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Option<T> {
        let result = match self.layers.given.get(&key) {
            Some(given) => parse(&given.value),
            None => Err("it has no value".to_owned()),
        };
        let taken = result
            .map_err(|problem| self.fault(&key, problem, instead.to_owned()))
            .ok();
        self.asked.insert(key);
        taken
    }
}

impl Section<'_> {
    fn take<T>(
        &mut self,
        key: &str,
        instead: &str,
        parse: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Option<T> {
        self.reader.take(format!("{}.{key}", self.name), instead, parse)
    }

    /// A whole number within bounds.
    pub(super) fn number<T>(&mut self, key: &str, bounds: RangeInclusive<T>) -> T
    where
        T: Copy + Display + PartialOrd + TryFrom<i64>,
    {
        let (least, most) = (*bounds.start(), *bounds.end());
        let instead = format!("write a whole number from {least} to {most}");
        let parse = |value: &Value| {
            let whole = match value {
                Value::Text(text) => text
                    .parse()
                    .map_err(|_| format!("{text:?} is not a whole number"))?,
                Value::Typed(toml::Value::Integer(whole)) => *whole,
                Value::Typed(other) => return Err(format!("a {} is not a whole number", other.type_str())),
            };
            let fitting = T::try_from(whole).ok().filter(|number| bounds.contains(number));
            fitting.ok_or_else(|| format!("{whole} is out of bounds"))
        };
        self.take(key, &instead, parse).unwrap_or(least)
    }

    pub(super) fn seconds(&mut self, key: &str, bounds: RangeInclusive<u64>) -> Duration {
        Duration::from_secs(self.number(key, bounds))
    }

    pub(super) fn minutes(&mut self, key: &str, bounds: RangeInclusive<u64>) -> Duration {
        Duration::from_mins(self.number(key, bounds))
    }

    pub(super) fn hours(&mut self, key: &str, bounds: RangeInclusive<u64>) -> Duration {
        Duration::from_hours(self.number(key, bounds))
    }

    pub(super) fn days(&mut self, key: &str, bounds: RangeInclusive<u64>) -> Duration {
        Duration::from_hours(24 * self.number(key, bounds))
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        let parse = |value: &Value| match value {
            Value::Typed(toml::Value::Boolean(yes)) => Ok(*yes),
            Value::Typed(other) => Err(format!("a {} is neither yes nor no", other.type_str())),
            Value::Text(text) => match text.to_lowercase().as_str() {
                "true" | "yes" | "on" | "1" => Ok(true),
                "false" | "no" | "off" | "0" => Ok(false),
                _ => Err(format!("{text:?} is neither yes nor no")),
            },
        };
        self.take(key, "write true or false", parse).unwrap_or_default()
    }

    /// A text that `parse` understands; empty means not set.
    pub(super) fn optional<T>(
        &mut self,
        key: &str,
        form: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let parse = |value: &Value| match text(value)? {
            "" => Ok(None),
            text => parse(text)
                .map(Some)
                .ok_or_else(|| format!("{text:?} is not {form}")),
        };
        self.take(key, &format!("write {form}, or leave it empty"), parse)
            .flatten()
    }

    /// A text that must be there and that `parse` understands.
    pub(super) fn required<T>(
        &mut self,
        key: &str,
        form: &str,
        stand_in: T,
        parse: impl Fn(&str) -> Option<T>,
    ) -> T {
        let parse = |value: &Value| match text(value)? {
            "" => Err("it is empty".to_owned()),
            text => parse(text).ok_or_else(|| format!("{text:?} is not {form}")),
        };
        self.take(key, &format!("write {form}"), parse)
            .unwrap_or(stand_in)
    }

    /// Any text; empty means not set.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.optional(key, "text", |text| Some(text.to_owned()))
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)], stand_in: T) -> T {
        let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
        let find = |text: &str| {
            choices
                .iter()
                .find(|(word, _)| *word == text)
                .map(|(_, choice)| *choice)
        };
        self.required(key, &format!("one of {}", words.join(", ")), stand_in, find)
    }

    /// A list: an array in files, commas in variables.
    pub(super) fn list<T>(&mut self, key: &str, form: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let instead = format!("write {form} each: [\"one\", \"two\"] in a file, one,two in a variable");
        let parse = |value: &Value| {
            let entries = entries(value)?;
            entries
                .into_iter()
                .map(|entry| parse(entry).ok_or_else(|| format!("{entry:?} is not {form}")))
                .collect()
        };
        self.take(key, &instead, parse).unwrap_or_default()
    }

    /// A text that no message and no log may show; empty means not set. `fits` must not repeat it either.
    pub(super) fn secret(
        &mut self,
        key: &str,
        form: &str,
        fits: impl Fn(&str) -> Result<(), String>,
    ) -> Option<SecretString> {
        let parse = |value: &Value| match text(value)? {
            "" => Ok(None),
            text => fits(text).map(|()| Some(SecretString::from(text))),
        };
        self.take(key, &format!("write {form}, or leave it empty"), parse)
            .flatten()
    }

    /// A secret of any form.
    pub(super) fn credential(&mut self, key: &str, what: &str) -> Option<SecretString> {
        self.secret(key, what, |_| Ok(()))
    }

    /// [`Reader::rule`] among keys of this section.
    pub(super) fn rule(&mut self, keys: &[&str], ok: bool, problem: &str, instead: &str) {
        let whole: Vec<_> = keys.iter().map(|key| format!("{}.{key}", self.name)).collect();
        let whole: Vec<_> = whole.iter().map(String::as_str).collect();
        self.reader.rule(&whole, ok, problem, instead);
    }

    pub(super) fn is_production(&self) -> bool {
        self.reader.environment().is_production()
    }
}

fn text(value: &Value) -> Result<&str, String> {
    match value {
        Value::Text(text) | Value::Typed(toml::Value::String(text)) => Ok(text.trim()),
        Value::Typed(other) => Err(format!("a {} is not a text in quotes", other.type_str())),
    }
}

fn entries(value: &Value) -> Result<Vec<&str>, String> {
    match value {
        Value::Text(text) => Ok(text
            .split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .collect()),
        Value::Typed(toml::Value::Array(entries)) => entries
            .iter()
            .map(|entry| {
                entry
                    .as_str()
                    .ok_or_else(|| format!("a {} is not a text in quotes", entry.type_str()))
            })
            .collect(),
        Value::Typed(other) => Err(format!("a {} is not a list", other.type_str())),
    }
}
