//! Colombian departments and municipalities with their DANE codes (the list that DIAN publishes).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;
use utoipa::ToSchema;

/// A department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Department {
    /// Two digits.
    pub code: &'static str,
    /// As people write it.
    pub name: &'static str,
}

/// A municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Municipality {
    /// Five digits; the first two are the department's.
    pub code: &'static str,
    /// As people write it.
    pub name: &'static str,
}

impl Municipality {
    /// Its department.
    pub fn department(&self) -> Option<&'static Department> {
        let code = self.code.get(..2)?;
        departments().iter().find(|d| d.code == code)
    }
}

static DEPARTMENTS: LazyLock<Vec<Department>> = LazyLock::new(|| {
    rows(include_str!("../data/departments.csv"))
        .map(|(code, name)| Department { code, name })
        .collect()
});

static MUNICIPALITIES: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    rows(include_str!("../data/municipalities.csv"))
        .map(|(code, name)| Municipality { code, name })
        .collect()
});

static BY_CODE: LazyLock<HashMap<&'static str, &'static Municipality>> =
    LazyLock::new(|| MUNICIPALITIES.iter().map(|m| (m.code, m)).collect());

/// All departments, by code.
pub fn departments() -> &'static [Department] {
    &DEPARTMENTS
}

/// The municipalities of one department, by code.
pub fn municipalities_of(department: &str) -> impl Iterator<Item = &'static Municipality> {
    MUNICIPALITIES
        .iter()
        .filter(move |m| m.code.starts_with(department))
}

/// By its five digits.
pub fn municipality(code: &str) -> Option<&'static Municipality> {
    BY_CODE.get(code).copied()
}

/// First two columns of our own CSV: a code, then a name that is quoted when it holds a comma.
fn rows(csv: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    csv.lines().skip(1).filter_map(|line| {
        let (code, rest) = line.split_once(',')?;
        let name = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next()?,
            None => rest.split(',').next()?,
        };
        Some((code, name))
    })
}

#[cfg(test)]
mod tests {
    use super::{departments, municipalities_of, municipality};

    #[test]
    fn bogota_and_its_neighbours_are_known() {
        assert_eq!(municipality("11001").map(|m| m.name), Some("Bogotá, D.C."));
        assert_eq!(
            municipality("05001")
                .and_then(super::Municipality::department)
                .map(|d| d.name),
            Some("Antioquia")
        );
        assert_eq!(departments().len(), 33);
        assert!(
            departments()
                .iter()
                .all(|d| municipalities_of(d.code).next().is_some())
        );
        assert_eq!(municipality("99999"), None);
    }
}
