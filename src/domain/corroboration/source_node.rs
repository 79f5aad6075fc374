//! What the engine keeps of each source: numbers and yes-or-no facts, no text.

use crate::domain::corroboration::interner::NONE;
use crate::domain::source::SourceKind;
use std::ops::Range;

/// A source, an article or an unknown source, as the rules see it.
#[derive(Clone, Debug)]
pub(super) struct SourceNode {
    /// Who published it, or [`NONE`]. Until the registry is built: the number of a spelling.
    pub(super) publisher: u32,
    /// Whose statement it carries, or [`NONE`]. Until the registry is built: the number of a spelling.
    pub(super) voice: u32,
    /// Its strongly connected component. Numbers are a topological order: parents have lower ones.
    pub(super) component: u32,
    pub(super) kind: Option<SourceKind>,
    pub(super) marks: Marks,
    /// The nodes that it derives from: a range of [`Registry`]'s `parents`.
    ///
    /// [`Registry`]: crate::domain::corroboration::Registry
    pub(super) parents: ListRange,
    /// The houses whose side it takes: a range of the registry's `interests`.
    pub(super) interests: ListRange,
}

/// A range of one of the registry's lists. Half the size of a `Range<usize>`, and `Copy`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListRange {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl ListRange {
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl SourceNode {
    /// A source that the book refers to and does not define.
    pub(super) const UNKNOWN: Self = Self {
        publisher: NONE,
        voice: NONE,
        component: NONE,
        kind: None,
        marks: Marks::ROOT,
        parents: ListRange { start: 0, end: 0 },
        interests: ListRange { start: 0, end: 0 },
    };

    /// Whether it is a primary source: a document, a dataset or an observation.
    pub(super) fn is_primary(&self) -> bool {
        matches!(
            self.kind,
            Some(SourceKind::Document | SourceKind::Dataset | SourceKind::Observation)
        )
    }

    /// Whether the book defines it and it names a publisher, who answers for it.
    pub(super) fn is_answered_for(&self) -> bool {
        self.marks.has(Marks::KNOWN) && self.publisher != NONE
    }

    /// Whether it is established as a root by itself, unless its voice has a stake in the claim.
    pub(super) fn is_firm_unless_stake(&self) -> bool {
        self.is_answered_for() && (self.is_primary() || self.marks.has(Marks::OWN))
    }

    /// Whether it is rated D, itself or by its voice.
    pub(super) fn is_doubtful(&self) -> bool {
        self.marks.has(Marks::DOUBTFUL) || self.marks.has(Marks::DOUBTFUL_VOICE)
    }
}

/// Yes-or-no facts of a node, as a bit set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    /// The book defines it.
    pub(super) const KNOWN: Self = Self(1);
    /// It is own reporting.
    pub(super) const OWN: Self = Self(1 << 1);
    /// It is retracted.
    pub(super) const RETRACTED: Self = Self(1 << 2);
    /// Its publisher's reliability is E.
    pub(super) const UNRELIABLE: Self = Self(1 << 3);
    /// Its publisher's reliability is D.
    pub(super) const DOUBTFUL: Self = Self(1 << 4);
    /// It belongs to a root: a sink of the condensation, a component without edges to others.
    pub(super) const ROOT: Self = Self(1 << 5);
    /// It belongs to a circle, or cites itself.
    pub(super) const CIRCLE: Self = Self(1 << 6);
    /// A circle is among its roots.
    pub(super) const MEETS_CIRCLE: Self = Self(1 << 7);
    /// All its roots are established for any claim, and nothing doubtful is under it.
    pub(super) const FIRM: Self = Self(1 << 8);
    /// The same unless a voice has a stake in the claim. Quotations, positions and acts have rules of their own.
    pub(super) const FIRM_UNLESS_STAKE: Self = Self(1 << 9);
    /// Its voice's reliability is E.
    pub(super) const UNRELIABLE_VOICE: Self = Self(1 << 10);
    /// Its voice's reliability is D.
    pub(super) const DOUBTFUL_VOICE: Self = Self(1 << 11);

    pub(super) fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    pub(super) fn set(&mut self, mark: Self, applies: bool) {
        self.0 = if applies {
            self.0 | mark.0
        } else {
            self.0 & !mark.0
        };
    }
}
