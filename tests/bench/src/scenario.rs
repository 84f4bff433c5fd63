//! A scenario's file, read and made ready.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;

use crate::template::{Template, Values};

#[derive(Debug, Deserialize)]
struct Written {
    name: String,
    /// For `{{pick:…}}`.
    #[serde(default)]
    lists: HashMap<String, Vec<String>>,
    /// Chosen at the beginning of each iteration, for all of its steps.
    #[serde(default)]
    once: Vec<(String, String)>,
    steps: Vec<WrittenStep>,
}

#[derive(Debug, Deserialize)]
struct WrittenStep {
    #[serde(default = "get")]
    method: String,
    path: String,
    host: String,
    #[serde(default)]
    headers: HashMap<String, String>,
    #[serde(default)]
    body: Value,
    /// What a good answer holds.
    expect: String,
    #[serde(default)]
    save: HashMap<String, Source>,
}

fn get() -> String {
    "GET".into()
}

/// Where a value for later steps is found.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// In a header of the answer.
    Header(String),
    /// In its body, by JSON pointer.
    Json(String),
}

/// The requests of one iteration.
#[derive(Debug)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    once: Vec<(String, Template)>,
    given: Vec<(String, String)>,
    /// One after another.
    pub steps: Vec<Step>,
}

/// One request.
#[derive(Debug)]
pub struct Step {
    head: Template,
    body: Template,
    /// What a good answer holds.
    pub expect: String,
    /// What later steps need.
    pub save: Vec<(String, Source)>,
}

impl Scenario {
    /// Reads the file; `given` are `name=value`, `lists` `name=file`.
    pub fn read(path: &Path, given: &[String], lists: &[String]) -> anyhow::Result<Self> {
        let mut written: Written = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        for (name, file) in pairs(lists)? {
            let text = std::fs::read_to_string(&file).with_context(|| file.clone())?;
            let values = text.lines().map(str::to_owned).collect();
            written.lists.insert(name, values);
        }
        let lists = &written.lists;
        let given = pairs(given)?;
        // What is given stands in `{{rand:1:tenants}}`, too, so it is put in before the text is read.
        let fill = |text: &str| {
            given.iter().fold(text.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{{{name}}}}}"), value)
                    .replace(&format!(":{name}}}}}"), &format!(":{value}}}}}"))
            })
        };
        let once = written
            .once
            .iter()
            .map(|(name, text)| Ok((name.clone(), Template::parse(&fill(text), lists)?)));
        Ok(Self {
            once: once.collect::<anyhow::Result<_>>()?,
            steps: written
                .steps
                .iter()
                .map(|step| step.ready(&fill, lists))
                .collect::<anyhow::Result<_>>()?,
            name: written.name,
            given,
        })
    }

    /// Values for a new iteration.
    pub fn begin(&self, values: &mut Values) {
        values.named = self.given.iter().cloned().collect();
        for (name, template) in &self.once {
            let value = template.render(values);
            values.named.insert(name.clone(), value);
        }
    }
}

/// `name=value`, taken apart.
fn pairs(texts: &[String]) -> anyhow::Result<Vec<(String, String)>> {
    let pair = |text: &String| {
        let (name, value) = text
            .split_once('=')
            .with_context(|| format!("{text} is no name=value"))?;
        Ok((name.to_owned(), value.to_owned()))
    };
    texts.iter().map(pair).collect()
}

impl WrittenStep {
    fn ready(
        &self,
        fill: &dyn Fn(&str) -> String,
        lists: &HashMap<String, Vec<String>>,
    ) -> anyhow::Result<Step> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\n",
            self.method, self.path, self.host
        );
        for (name, value) in &self.headers {
            head.extend([name.as_str(), ": ", value.as_str(), "\r\n"]);
        }
        let body = match &self.body {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            json => {
                head.push_str("Content-Type: application/json\r\n");
                json.to_string()
            }
        };
        Ok(Step {
            head: Template::parse(&fill(&head), lists)?,
            body: Template::parse(&fill(&body), lists)?,
            expect: self.expect.clone(),
            save: self
                .save
                .iter()
                .map(|(name, source)| (name.clone(), source.clone()))
                .collect(),
        })
    }
}

impl Step {
    /// The request as it travels.
    pub fn message(&self, values: &mut Values) -> String {
        let body = self.body.render(values);
        let head = self.head.render(values);
        format!("{head}Content-Length: {}\r\n\r\n{body}", body.len())
    }
}
