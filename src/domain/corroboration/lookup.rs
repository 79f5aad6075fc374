//! What the registry tells of single records, for those who explain or check.

use crate::domain::corroboration::registry::Marks;
use crate::domain::corroboration::registry::Registry;
use crate::domain::party::Reliability;

impl Registry {
    /// The reliability of a publisher as people name it: its own or, failing that, the nearest up the `part_of` chain.
    #[must_use]
    pub fn reliability(&self, name: &str) -> Option<Reliability> {
        self.houses.reliability(self.houses.whom(name)?)
    }

    /// The sources of the circle that this one is part of (ids, sorted); one, where it cites itself. Empty where it is
    /// part of none.
    #[must_use]
    pub fn circle(&self, source: &str) -> Vec<&str> {
        let Some(node) = self
            .names
            .get(source)
            .filter(|node| self.node(*node).marks.has(Marks::CIRCLE))
        else {
            return Vec::new();
        };
        let component = self.node(node).component;
        let lineage = self.lineage(source).into_iter();
        let mut ids: Vec<&str> = lineage
            .filter(|id| {
                self.names
                    .get(id)
                    .is_some_and(|other| self.node(other).component == component)
            })
            .collect();
        ids.sort_unstable();
        ids
    }
}
