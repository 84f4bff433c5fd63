//! Who and what a service needs at once.

use crate::busy::Busy;
use crate::moment::Span;
use crate::schedule::Schedule;

/// A professional, a room, a chair, a machine.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Decides whether its hours begin the grid.
    pub kind: Kind,
    /// When it is there.
    pub schedule: Schedule,
    /// Time off and blocked time, without buffers: an appointment may end when it begins.
    pub blocked: Vec<Span>,
    /// What takes it, in any order.
    pub busy: Vec<Busy>,
}

/// What a resource is to the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Starts are counted from when somebody's hours begin.
    Person,
    /// Is there for whoever works with it, and moves no start, unless the service needs no people.
    Thing,
}

/// One thing that a service needs.
#[derive(Debug, Clone)]
pub enum Need {
    /// Every one of them: a fixed host, or several together.
    All(Vec<Resource>),
    /// Any one of them, by turns.
    AnyOf(Vec<Resource>),
}

/// All that a service needs at once. A resource is known by its position: those of the first need first. A crew without
/// needs, or with a need that nobody can meet, is never offered.
#[derive(Debug, Clone, Default)]
pub struct Crew {
    needs: Vec<Need>,
}

impl Resource {
    /// Somebody with this schedule and nothing to do.
    pub fn person(schedule: Schedule) -> Self {
        Self {
            kind: Kind::Person,
            schedule,
            blocked: Vec::new(),
            busy: Vec::new(),
        }
    }
}

impl Need {
    /// Whom it may be met by.
    pub fn resources(&self) -> &[Resource] {
        match self {
            Self::All(resources) | Self::AnyOf(resources) => resources,
        }
    }
}

impl Crew {
    /// Needs this; more may follow.
    pub fn of(need: Need) -> Self {
        Self { needs: vec![need] }
    }

    /// Needs this, too.
    #[must_use]
    pub fn and(mut self, need: Need) -> Self {
        self.needs.push(need);
        self
    }

    /// In order.
    pub fn needs(&self) -> &[Need] {
        &self.needs
    }

    /// By position.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.needs.iter().flat_map(Need::resources)
    }

    /// Positions of those whose hours begin the grid: people, or everything where there are none.
    pub(crate) fn leading(&self) -> Vec<usize> {
        let numbered = || self.resources().enumerate();
        let people = numbered().filter(|(_, one)| one.kind == Kind::Person);
        let people: Vec<_> = people.map(|(position, _)| position).collect();
        if people.is_empty() {
            numbered().map(|(position, _)| position).collect()
        } else {
            people
        }
    }
}
