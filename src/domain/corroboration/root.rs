//! The origins that rows rest on. Rows that rest on the same ones share them in memory: a circle of ten thousand sources is
//! kept once, however many rows cite it.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A root: the source, or the circle of sources, where a path of derivation ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Root {
    /// Ids of its members, sorted. One, unless it is a circle.
    pub sources: Vec<String>,
    /// What keeps it from being established for this claim; `None` if it is established.
    pub lack: Option<RootLack>,
}

/// What keeps a root from being established.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RootLack {
    /// Its members cite one another, or its only member cites itself.
    Circle,
    /// The book does not define it.
    Unknown,
    /// It is neither own reporting nor a primary source.
    NotOwnReporting,
    /// It is own reporting but names no publisher.
    NoPublisher,
    /// It is a statement that nobody vouches for: it is not own reporting.
    Statement,
    /// It is own reporting but carries the voice of a house with a stake.
    VoiceWithStake,
    /// Its publisher or its voice is not usually reliable (D).
    Doubtful,
}

impl Root {
    /// The id of its first source. A source belongs to one root at most, so no other root of the book has this id.
    #[must_use]
    pub fn first(&self) -> &str {
        self.sources.first().map_or("", String::as_str)
    }
}

/// The roots that a row rests on, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots(Arc<[Arc<Root>]>);

/// The engine lists at most this many roots for a row: the first ones by id. Without a limit, rows over a chain whose every
/// source has an origin of its own would take memory that grows with the square of their number.
pub(super) const MOST_ROOTS: usize = 500;

impl Roots {
    /// The roots, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Root> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// The root, if it is the only one.
    #[must_use]
    pub fn only(&self) -> Option<&Root> {
        match &*self.0 {
            [root] => Some(root),
            _ => None,
        }
    }

    /// Whether there are none: a row that denies or disputes in somebody's voice rests on nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Arc<Root>> for Roots {
    fn from_iter<T: IntoIterator<Item = Arc<Root>>>(roots: T) -> Self {
        Self(roots.into_iter().collect())
    }
}

impl FromIterator<Root> for Roots {
    fn from_iter<T: IntoIterator<Item = Root>>(roots: T) -> Self {
        roots.into_iter().map(Arc::new).collect()
    }
}

/// Makes copies of roots in other words. Rows that share a root share its copy: many rows can rest on one circle of thousands.
#[derive(Debug, Default)]
pub struct RootCopies {
    /// Each root and its copy, by where the root lies in memory. The map keeps the root, so that no other comes to lie there.
    copies: BTreeMap<*const Root, (Arc<Root>, Arc<Root>)>,
}

impl RootCopies {
    /// The roots as `copy` has them.
    pub fn of(&mut self, roots: &Roots, copy: impl Fn(&Root) -> Root) -> Roots {
        let roots = roots.0.iter().map(|root| {
            let copies = self.copies.entry(Arc::as_ptr(root));
            let (_, copy) =
                copies.or_insert_with(|| (Arc::clone(root), Arc::new(copy(root.as_ref()))));
            Arc::clone(copy)
        });
        roots.collect()
    }
}

impl PartialOrd for Roots {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By the roots in turn. Most lists that are equal are the same list, and then we look at none of its roots.
impl Ord for Roots {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) {
            Ordering::Equal
        } else {
            self.0.cmp(&other.0)
        }
    }
}
