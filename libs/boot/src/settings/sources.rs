//! Where settings come from, and which wins.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::environment::Environment;
use super::fault::Fault;
use super::{file, names};

const DEFAULT: (&str, &str) = (
    "config/default.toml",
    include_str!("../../../../config/default.toml"),
);

/// What flags of the command line say. They win over everything.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--port`
    pub port: Option<u16>,
    /// `--host`
    pub host: Option<String>,
    /// `--data-dir`
    pub data_dir: Option<PathBuf>,
    /// `--demo`
    pub demo: bool,
    /// `--log-level`
    pub log_level: Option<String>,
}

impl Overrides {
    fn given(&self) -> impl Iterator<Item = (&'static str, &'static str, String)> {
        let dir = self
            .data_dir
            .as_ref()
            .map(|dir| dir.to_string_lossy().into_owned());
        [
            ("server.port", "--port", self.port.map(|port| port.to_string())),
            ("server.host", "--host", self.host.clone()),
            ("data.dir", "--data-dir", dir),
            ("data.demo", "--demo", self.demo.then(|| "true".to_owned())),
            ("telemetry.log_level", "--log-level", self.log_level.clone()),
        ]
        .into_iter()
        .filter_map(|(key, flag, value)| Some((key, flag, value?)))
    }
}

/// Everything that [`super::Settings::load`] looks at besides the compiled-in files.
#[derive(Clone, Default)]
pub struct Sources {
    /// Variables of the environment. Those that are no settings of ours are passed over.
    pub environment: Vec<(String, String)>,
    /// The file of `--config`.
    pub config_file: Option<PathBuf>,
    /// Flags.
    pub overrides: Overrides,
}

impl Sources {
    /// The process's own environment, with what its flags say.
    pub fn of_process(config_file: Option<PathBuf>, overrides: Overrides) -> Self {
        let readable = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        let environment = std::env::vars_os()
            .map(|(name, value)| (readable(name), readable(value)))
            .collect();
        Self {
            environment,
            config_file,
            overrides,
        }
    }

    /// These variables and nothing else: for tests.
    pub fn of_variables<N: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let environment = variables
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        Self {
            environment,
            ..Self::default()
        }
    }
}

/// What somebody wrote for a key.
pub(super) enum Value {
    /// In a variable or flag, where everything is text.
    Text(String),
    /// In a file, with a type.
    Typed(toml::Value),
}

impl Value {
    /// As it would stand in a variable.
    fn as_text(&self) -> String {
        match self {
            Self::Text(text) | Self::Typed(toml::Value::String(text)) => text.trim().to_owned(),
            Self::Typed(toml::Value::Array(entries)) => {
                let entries = entries.iter().map(|entry| Self::Typed(entry.clone()).as_text());
                entries.collect::<Vec<_>>().join(",")
            }
            Self::Typed(toml::Value::Integer(number)) => number.to_string(),
            Self::Typed(toml::Value::Boolean(yes)) => yes.to_string(),
            Self::Typed(other) => format!("{other:?}"),
        }
    }
}

/// A value and where it stands.
pub(super) struct Given {
    pub value: Value,
    pub origin: String,
}

/// All sources laid over each other; the last one to speak of a key wins.
pub(super) struct Layers {
    pub environment: Environment,
    pub given: BTreeMap<String, Given>,
    pub faults: Vec<Fault>,
    /// What `config/default.toml` says, as a variable would.
    defaults: BTreeMap<String, String>,
}

impl Layers {
    pub(super) fn of(sources: &Sources) -> Self {
        let mut layers = Self {
            environment: Environment::default(),
            given: BTreeMap::new(),
            faults: vec![],
            defaults: BTreeMap::new(),
        };
        layers.choose_environment(sources);
        layers.add_text(DEFAULT.0, DEFAULT.1);
        layers.defaults = layers
            .given
            .iter()
            .map(|(key, given)| (key.clone(), given.value.as_text()))
            .collect();
        let (name, text) = layers.environment.file();
        layers.add_text(name, text);
        layers.add_file(sources);
        layers.add_usual_names(sources);
        layers.add_own_variables(sources);
        for (key, flag, value) in sources.overrides.given() {
            layers.put(key.to_owned(), Value::Text(value), format!("the flag {flag}"));
        }
        layers
    }

    /// Whether the value says what would hold without it.
    pub(super) fn is_default(&self, key: &str, value: &Value) -> bool {
        self.defaults
            .get(key)
            .is_some_and(|default| *default == value.as_text())
    }

    fn choose_environment(&mut self, sources: &Sources) {
        let Some((_, name)) = set(sources).find(|(variable, _)| *variable == names::ENVIRONMENT) else {
            return;
        };
        match Environment::named(name) {
            Some(environment) => self.environment = environment,
            None => self.faults.push(Fault {
                key: "environment".to_owned(),
                origin: variable_origin(names::ENVIRONMENT),
                problem: format!("there is no environment {name:?}"),
                instead: "write development, production or test".to_owned(),
            }),
        }
    }

    fn add_file(&mut self, sources: &Sources) {
        let Some(path) = &sources.config_file else { return };
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => self.add_text(&name, &text),
            Err(e) => self.faults.push(Fault {
                key: "--config".to_owned(),
                origin: name,
                problem: format!("the file cannot be read: {e}"),
                instead: "name a file that this user may read".to_owned(),
            }),
        }
    }

    fn add_text(&mut self, name: &str, text: &str) {
        match file::keys(name, text) {
            Ok(keys) => keys.into_iter().for_each(|(key, value)| {
                self.put(key, Value::Typed(value), name.to_owned());
            }),
            Err(fault) => self.faults.push(fault),
        }
    }

    fn add_usual_names(&mut self, sources: &Sources) {
        let mut spoken: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        for (variable, key) in names::PLAIN {
            let Some((_, value)) = set(sources).find(|(name, _)| name == variable) else {
                continue;
            };
            match spoken.get(key) {
                Some((other, said)) if *said != value => self.faults.push(Fault {
                    key: (*key).to_owned(),
                    origin: variable_origin(variable),
                    problem: format!("{other} means the same and says something else"),
                    instead: "keep one of the two".to_owned(),
                }),
                Some(_) => {}
                None => {
                    spoken.insert(key, (variable, value));
                    self.put(
                        (*key).to_owned(),
                        Value::Text(value.to_owned()),
                        variable_origin(variable),
                    );
                }
            }
        }
    }

    fn add_own_variables(&mut self, sources: &Sources) {
        for (variable, value) in set(sources).filter(|(name, _)| names::is_ours(name)) {
            if variable == names::ENVIRONMENT {
                continue;
            }
            match names::key_of(variable) {
                Some(key) => self.put(key, Value::Text(value.to_owned()), variable_origin(variable)),
                None => self.faults.push(Fault {
                    key: variable.to_owned(),
                    origin: "the environment".to_owned(),
                    problem: "it has not the form of a setting's name".to_owned(),
                    instead:
                        "write VITRINA_SECTION__KEY in capitals, such as VITRINA_SERVER__PORT, or remove it"
                            .to_owned(),
                }),
            }
        }
    }

    fn put(&mut self, key: String, value: Value, origin: String) {
        self.given.insert(key, Given { value, origin });
    }
}

/// The variables that say something. An empty one counts as not given: compose files pass on what is unset as empty.
fn set(sources: &Sources) -> impl Iterator<Item = (&str, &str)> {
    sources
        .environment
        .iter()
        .map(|(name, value)| (name.as_str(), value.trim()))
        .filter(|(_, value)| !value.is_empty())
}

fn variable_origin(name: &str) -> String {
    format!("the variable {name}")
}
