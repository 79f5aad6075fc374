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

    /// Whether it is established as a root by itself, by the rule "Possible and established" of the documentation.
    ///
    /// `speech` is true for quotations and positions, where a voice or a statement is enough.
    pub(super) fn is_firm(&self, speech: bool) -> bool {
        let primary = matches!(
            self.kind,
            Some(SourceKind::Document | SourceKind::Dataset | SourceKind::Observation)
        );
        let voiceless = self.voice == NONE || self.kind == Some(SourceKind::Interview);
        let own = self.marks.has(Marks::OWN) && self.publisher != NONE && voiceless;
        let said = speech && (self.voice != NONE || self.kind == Some(SourceKind::Statement));
        self.marks.has(Marks::KNOWN) && (primary || own || said)
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
    /// All its roots are established.
    pub(super) const FIRM: Self = Self(1 << 8);
    /// All its roots are established for a quotation or a position.
    pub(super) const FIRM_SPEECH: Self = Self(1 << 9);

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
