//! The tree of categories: no circles, four levels at most.

use std::collections::HashMap;

use super::CategoryId;

/// Levels that a tree may have.
pub const MAX_DEPTH: usize = 4;

/// A category and the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Branch {
    /// Which.
    pub category_id: CategoryId,
    /// Above it; none at the top.
    pub parent_id: Option<CategoryId>,
}

/// Why a category cannot stand where it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TreeFault {
    /// No such category.
    Unknown,
    /// It would stand below itself.
    Circle,
    /// There would be too many levels.
    TooDeep,
}

impl TreeFault {
    /// Its field code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Circle => "circle",
            Self::TooDeep => "too_deep",
        }
    }
}

/// All categories of a shop by who stands above whom.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    parents: HashMap<CategoryId, Option<CategoryId>>,
}

impl Tree {
    /// From its branches.
    pub fn new(branches: impl IntoIterator<Item = Branch>) -> Self {
        Self {
            parents: branches
                .into_iter()
                .map(|b| (b.category_id, b.parent_id))
                .collect(),
        }
    }

    /// Whether `moved` (or a new category, when none) may stand below `parent`.
    pub fn check(&self, moved: Option<CategoryId>, parent: CategoryId) -> Result<(), TreeFault> {
        if !self.parents.contains_key(&parent) {
            return Err(TreeFault::Unknown);
        }
        let path = self.path(parent);
        if moved.is_some_and(|m| path.contains(&m)) {
            return Err(TreeFault::Circle);
        }
        let below = moved.map_or(1, |m| self.height(m));
        if path.len() + below > MAX_DEPTH {
            Err(TreeFault::TooDeep)
        } else {
            Ok(())
        }
    }

    /// The category and all above it, from the bottom up.
    pub fn path(&self, from: CategoryId) -> Vec<CategoryId> {
        let up = |id: &CategoryId| self.parents.get(id).copied().flatten();
        // A stored circle cannot be; should it, the walk ends all the same.
        std::iter::successors(Some(from), up)
            .take(self.parents.len().max(1))
            .collect()
    }

    /// Levels of the part that hangs below a category, itself included.
    fn height(&self, id: CategoryId) -> usize {
        let depth_below = |other: &CategoryId| self.path(*other).iter().position(|above| *above == id);
        self.parents
            .keys()
            .filter_map(depth_below)
            .max()
            .map_or(1, |levels| levels + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Branch, MAX_DEPTH, Tree, TreeFault};
    use crate::CategoryId;
    use kernel::id::Uuid;
    use proptest::prelude::*;

    fn id(n: u128) -> CategoryId {
        CategoryId(Uuid::from_u128(n))
    }

    fn tree(edges: &[(u128, u128)]) -> Tree {
        let branch = |(child, parent): &(u128, u128)| Branch {
            category_id: id(*child),
            parent_id: (*parent != 0).then(|| id(*parent)),
        };
        Tree::new(edges.iter().map(branch))
    }

    #[test]
    fn a_category_never_stands_below_itself_nor_too_deep() {
        let chain = tree(&[(1, 0), (2, 1), (3, 2), (4, 0), (5, 4)]);
        assert_eq!(chain.check(Some(id(1)), id(3)), Err(TreeFault::Circle));
        assert_eq!(chain.check(Some(id(1)), id(1)), Err(TreeFault::Circle));
        assert_eq!(chain.check(Some(id(4)), id(3)), Err(TreeFault::TooDeep));
        assert_eq!(chain.check(Some(id(5)), id(3)), Ok(()));
        assert_eq!(chain.check(None, id(3)), Ok(()));
        assert_eq!(chain.check(None, id(9)), Err(TreeFault::Unknown));
    }

    proptest! {
        #[test]
        fn moves_that_pass_leave_a_tree(moves in proptest::collection::vec((1_u128..12, 0_u128..12), 1..60)) {
            let mut edges: Vec<(u128, u128)> = (1..12).map(|n| (n, 0)).collect();
            for (moved, parent) in moves {
                if parent == 0 || tree(&edges).check(Some(id(moved)), id(parent)).is_ok() {
                    edges.retain(|(child, _)| *child != moved);
                    edges.push((moved, parent));
                }
            }
            let after = tree(&edges);
            for (child, _) in &edges {
                let path = after.path(id(*child));
                prop_assert!(path.len() <= MAX_DEPTH);
                prop_assert_eq!(after.parents.get(path.last().unwrap()), Some(&None));
            }
        }
    }
}
