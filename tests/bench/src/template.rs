//! Texts with places to fill: `{{name}}`, `{{rand:1:100}}`, `{{pick:list}}`, `{{uniq}}`.

use std::collections::HashMap;
use std::fmt::Write as _;

use anyhow::{Context as _, bail};

#[derive(Debug, Clone)]
enum Part {
    Literal(String),
    Value(String),
    Pick(Vec<String>),
    Random(u64, u64),
    Unique,
}

/// A text with places to fill.
#[derive(Debug, Clone, Default)]
pub struct Template(Vec<Part>);

/// What the places are filled with.
#[derive(Debug, Clone)]
pub struct Values {
    /// By name.
    pub named: HashMap<String, String>,
    state: u64,
}

impl Values {
    /// Nothing yet; each seed has other random numbers.
    pub fn new(seed: u64) -> Self {
        Self {
            named: HashMap::new(),
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// Xorshift: quick, and good enough to choose pages by.
    fn random(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }
}

impl Template {
    /// Reads a text; lists are those of the scenario.
    pub fn parse(text: &str, lists: &HashMap<String, Vec<String>>) -> anyhow::Result<Self> {
        let mut parts = vec![];
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (place, after) = after.split_once("}}").context("`{{` without `}}`")?;
            parts.push(Part::Literal(before.to_owned()));
            parts.push(part(place, lists)?);
            rest = after;
        }
        parts.push(Part::Literal(rest.to_owned()));
        Ok(Self(parts))
    }

    /// Fills the places.
    pub fn render(&self, values: &mut Values) -> String {
        let mut text = String::with_capacity(256);
        for part in &self.0 {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Value(name) => text.push_str(values.named.get(name).map_or("", String::as_str)),
                Part::Pick(list) => {
                    let at = usize::try_from(values.random() % list.len() as u64).unwrap_or(0);
                    text.push_str(&list[at]);
                }
                Part::Random(from, to) => {
                    text.push_str(&(from + values.random() % (to - from + 1)).to_string());
                }
                Part::Unique => {
                    let _ = write!(text, "{:016x}", values.random());
                }
            }
        }
        text
    }
}

fn part(place: &str, lists: &HashMap<String, Vec<String>>) -> anyhow::Result<Part> {
    if let Some(name) = place.strip_prefix("pick:") {
        let list = lists.get(name).filter(|list| !list.is_empty());
        return Ok(Part::Pick(
            list.with_context(|| format!("no list `{name}`"))?.clone(),
        ));
    }
    if let Some(range) = place.strip_prefix("rand:") {
        let (from, to) = range.split_once(':').context("rand wants two numbers")?;
        let (from, to) = (from.parse()?, to.parse()?);
        if from > to {
            bail!("rand:{range} is empty");
        }
        return Ok(Part::Random(from, to));
    }
    Ok(match place {
        "uniq" => Part::Unique,
        name => Part::Value(name.to_owned()),
    })
}
