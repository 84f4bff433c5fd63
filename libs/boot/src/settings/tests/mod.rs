//! The whole of settings, from outside.

mod faults;
mod files;
mod winning;

use super::reader::Reader;
use super::sources::Layers;
use super::{Settings, Sources};

/// Every key that there is.
fn known_keys() -> Vec<String> {
    let mut reader = Reader::new(Layers::of(&Sources::default()));
    Settings::read(&mut reader);
    reader.asked().iter().cloned().collect()
}

/// Loads from these variables; fails the test when they are wrong.
fn load(variables: &[(&str, &str)]) -> Settings {
    Settings::load(&Sources::of_variables(variables.iter().copied()))
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// What is wrong with these variables, as a person would read it.
fn faults(variables: &[(&str, &str)]) -> String {
    match Settings::load(&Sources::of_variables(variables.iter().copied())) {
        Ok(_) => String::new(),
        Err(faults) => faults.to_string(),
    }
}

const KEY: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
