//! Puts three trees together: everything that one side changed, and markers around what both changed differently.

use crate::document::merge::identity;
use crate::document::merge::order::{BothRenamed, MatchedChildren, Trio};
use crate::document::merge::tree::{Node, What};
use crate::document::merge::values;
use crate::document::merge::values::MergedValue;
use crate::document::parse::lines::cut;
use crate::document::shape::FieldShape;
use std::ops::Range;

/// The section of rulings.
const RULING: &str = "claim.ruling";

/// A conflict in a merged text.
pub(super) struct WovenClash {
    /// All of its lines, with the markers.
    pub(super) whole: Range<usize>,
    /// The lines of our side, and those of their side.
    pub(super) sides: [Range<usize>; 2],
    /// What it is.
    pub(super) what: String,
}

impl WovenClash {
    /// All of its places.
    pub(super) fn ranges(&mut self) -> impl Iterator<Item = &mut Range<usize>> {
        std::iter::once(&mut self.whole).chain(&mut self.sides)
    }
}

/// A merged text, as far as it goes.
pub(super) struct Weaver {
    pub(super) text: String,
    pub(super) conflicts: Vec<WovenClash>,
    pub(super) renamed: BothRenamed,
    /// How many signs a marker has.
    marker: usize,
    /// What the lines are about, from the outside in: the claim, and its row.
    about: Vec<String>,
}

impl Weaver {
    /// Merges three trees.
    pub(super) fn weave(trees: [&Node<'_>; 3], marker: usize) -> Self {
        let mut weaver = Self {
            text: String::with_capacity(trees[1].whole.len() + trees[2].whole.len() / 8),
            conflicts: Vec::new(),
            renamed: BothRenamed::default(),
            marker,
            about: Vec::new(),
        };
        weaver.children(trees.map(|tree| tree.children.as_slice()), "");
        weaver
    }

    fn children(&mut self, nodes: [&[Node<'_>]; 3], section: &str) {
        let matched = MatchedChildren::of(nodes, &self.renamed);
        if section.is_empty() {
            self.note_renamed(&matched.trios);
        }
        let order = matched.order();
        let trios: Vec<Trio<'_, '_>> = order
            .iter()
            .filter_map(|at| matched.trios.get(*at).copied())
            .collect();
        let rulings = if section == "claim" {
            Rulings::of(&trios)
        } else {
            Rulings::default()
        };
        let mut is_told = !rulings.differ();
        for trio in trios {
            if rulings.differ() && is_new_ruling(&trio) {
                if !is_told {
                    self.rulings(&rulings);
                    is_told = true;
                }
            } else {
                self.trio(trio, section);
            }
        }
    }

    /// Both sides' new rulings. A blank line above both is above the markers.
    fn rulings(&mut self, rulings: &Rulings) {
        let (ours, theirs) = (rulings.ours.concat(), rulings.theirs.concat());
        let (ours, theirs) = match (ours.strip_prefix('\n'), theirs.strip_prefix('\n')) {
            (Some(ours), Some(theirs)) => {
                self.text.push('\n');
                (ours, theirs)
            }
            _ => (ours.as_str(), theirs.as_str()),
        };
        self.both_sides(ours, theirs, "the two sides ruled differently");
    }

    /// Remembers which ids changed, so that rows that name them are still found.
    fn note_renamed(&mut self, trios: &[Trio<'_, '_>]) {
        let changed = |base: Option<&Node<'_>>, side: Option<&Node<'_>>| {
            let (old, new) = (identity::id(base?)?, identity::id(side?)?);
            (old != new).then_some((old, new))
        };
        for trio in trios {
            if is_untouched(trio) {
                continue;
            }
            self.renamed.ours.extend(changed(trio.base, trio.ours));
            self.renamed.theirs.extend(changed(trio.base, trio.theirs));
        }
    }

    fn trio(&mut self, trio: Trio<'_, '_>, section: &str) {
        match (trio.base, trio.ours, trio.theirs) {
            (_, Some(ours), Some(theirs)) if ours.whole == theirs.whole => self.push(ours),
            (Some(base), Some(ours), Some(theirs)) if base.whole == theirs.whole => {
                self.push(ours);
            }
            (Some(base), Some(ours), Some(theirs)) if base.whole == ours.whole => self.push(theirs),
            (base, Some(ours), Some(theirs)) => {
                self.both([base, Some(ours), Some(theirs)], section);
            }
            (None, Some(one), None) | (None, None, Some(one)) => self.push(one),
            (Some(base), Some(ours), None) => self.deleted((base, ours, true), section),
            (Some(base), None, Some(theirs)) => self.deleted((base, theirs, false), section),
            (_, None, None) => {}
        }
    }

    /// A part that both sides have and at least one of them changed.
    fn both(&mut self, [base, ours, theirs]: [Option<&Node<'_>>; 3], section: &str) {
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            return;
        };
        let (old_lead, old_tail) = base.map_or(("", ""), |base| (base.lead, base.tail));
        self.part(ours);
        self.text
            .push_str(&values::comments(old_lead, ours.lead, theirs.lead));
        match &ours.what {
            What::Field(key) => {
                let field = identity::field_shape(section, key);
                self.field(base, ours, theirs, field);
            }
            What::Section(path, _) => {
                self.text.push_str(&header(base, ours, theirs));
                self.text
                    .push_str(&values::comments(old_tail, ours.tail, theirs.tail));
                let section = path.join(".");
                self.about.push(named(ours, &section));
                let none: &[Node<'_>] = &[];
                let old = base.map_or(none, |base| base.children.as_slice());
                self.children([old, &ours.children, &theirs.children], &section);
                self.about.pop();
                return;
            }
            What::Comment | What::Text => self.text.push_str(ours.own),
        }
        self.text
            .push_str(&values::comments(old_tail, ours.tail, theirs.tail));
    }

    fn field(
        &mut self,
        base: Option<&Node<'_>>,
        ours: &Node<'_>,
        theirs: &Node<'_>,
        field: Option<&FieldShape>,
    ) {
        let merged = values::values(base.map(Node::value), ours.value(), theirs.value(), field);
        match merged {
            MergedValue::Text(value) => {
                let (before, after) = around(ours);
                let ends = [
                    base.map_or("", |base| around(base).1),
                    after,
                    around(theirs).1,
                ];
                self.text.push_str(before);
                self.text.push_str(&value);
                self.text
                    .push_str(&values::line_ends(ends[0], ends[1], ends[2]));
            }
            MergedValue::Nothing => {}
            MergedValue::Contradiction => {
                let what = format!("both sides changed `{}`", key_of(ours));
                self.both_sides(ours.own, theirs.own, &what);
            }
        }
    }

    /// A part that one side removed. `is_ours` says whether the other one is ours.
    fn deleted(&mut self, (base, side, is_ours): (&Node<'_>, &Node<'_>, bool), section: &str) {
        let renamed = if is_ours {
            &self.renamed.ours
        } else {
            &self.renamed.theirs
        };
        let follow = |text: String, (old, new): (&String, &String)| {
            text.replace(&format!("\"{old}\""), &format!("\"{new}\""))
        };
        // A reference that follows a new id is not a change of what refers.
        let own = identity::id(base);
        let others = renamed.iter().filter(|(old, _)| Some(*old) != own.as_ref());
        let old = others.fold(base.whole.to_owned(), follow);
        if has_same_lines(&old, side.whole) {
            return;
        }
        if let What::Field(key) = &side.what {
            let field = identity::field_shape(section, key);
            match values::left_of_list(base.value(), side.value(), field) {
                MergedValue::Text(value) => {
                    let (before, after) = around(side);
                    let lines = [side.lead, before, &value, after, side.tail].concat();
                    return self.text.push_str(&lines);
                }
                MergedValue::Nothing => return,
                MergedValue::Contradiction => {}
            }
        }
        let what = match &side.what {
            What::Comment | What::Text => return,
            What::Field(_) => format!("`{}`", key_of(side)),
            What::Section(path, _) => named(side, &path.join(".")),
        };
        self.part(side);
        let blanks = side.whole.len() - side.whole.trim_start_matches('\n').len();
        self.text.push_str(cut(side.whole, ..blanks));
        let lines = cut(side.whole, blanks..);
        let (ours, theirs) = if is_ours { (lines, "") } else { ("", lines) };
        let (gone, kept) = if is_ours {
            ("theirs", "ours")
        } else {
            ("ours", "theirs")
        };
        self.both_sides(
            ours,
            theirs,
            &format!("{gone} removed {what}, {kept} changed it"),
        );
    }

    /// Adds a part as one side has it.
    fn push(&mut self, node: &Node<'_>) {
        self.part(node);
        self.text.push_str(node.whole);
    }

    /// Adds a blank line above a part that had nothing above it, if it now has.
    fn part(&mut self, node: &Node<'_>) {
        let is_field = matches!(node.what, What::Field(_));
        if node.is_first && !is_field && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Puts markers around the lines of both sides.
    fn both_sides(&mut self, ours: &str, theirs: &str, what: &str) {
        let about: String = self
            .about
            .iter()
            .flat_map(|about| [about.as_str(), ": "])
            .collect();
        let [open, middle, close] = ["<", "=", ">"].map(|sign| sign.repeat(self.marker));
        let start = self.text.len();
        self.add(&format!("{open} ours\n"));
        let mine = self.add(ours);
        self.add(&format!("{middle}\n"));
        let other = self.add(theirs);
        self.add(&format!("{close} theirs\n"));
        self.conflicts.push(WovenClash {
            whole: start..self.text.len(),
            sides: [mine, other],
            what: format!("{about}{what}"),
        });
    }

    /// Adds lines, and returns where they are.
    fn add(&mut self, lines: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(lines);
        start..self.text.len()
    }
}

/// Whether no side changed it.
fn is_untouched(trio: &Trio<'_, '_>) -> bool {
    let base = trio.base.map(|node| node.whole);
    trio.ours.map(|node| node.whole) == base && trio.theirs.map(|node| node.whole) == base
}

/// The new rulings of each side on one claim, and the status of the newest.
#[derive(Default)]
struct Rulings {
    ours: Vec<String>,
    theirs: Vec<String>,
    newest: [Option<(String, String)>; 2],
}

impl Rulings {
    fn of(trios: &[Trio<'_, '_>]) -> Self {
        let mut rulings = Self::default();
        for trio in trios.iter().filter(|trio| is_new_ruling(trio)) {
            let [ours, theirs] = &mut rulings.newest;
            let (list, newest, node) = match (trio.ours, trio.theirs) {
                (Some(node), _) => (&mut rulings.ours, ours, node),
                (_, Some(node)) => (&mut rulings.theirs, theirs, node),
                (None, None) => continue,
            };
            list.push(node.whole.to_owned());
            let said = |name| {
                node.field(name)
                    .map_or_else(String::new, |field| identity::said(field.value()))
            };
            let new = (said("on"), said("status"));
            if newest.as_ref().is_none_or(|(on, _)| *on <= new.0) {
                *newest = Some(new);
            }
        }
        rulings
    }

    /// Whether the ruling that applies depends on the order in which the two sides' rulings are written.
    fn differ(&self) -> bool {
        match &self.newest {
            [Some((_, ours)), Some((_, theirs))] => ours != theirs,
            _ => false,
        }
    }
}

/// Whether it is a ruling that only one side added.
fn is_new_ruling(trio: &Trio<'_, '_>) -> bool {
    let ((None, Some(one), None) | (None, None, Some(one))) = (trio.base, trio.ours, trio.theirs)
    else {
        return false;
    };
    matches!(&one.what, What::Section(path, true) if path.join(".") == RULING)
}

/// What a field's line has before and after its value.
fn around<'t>(node: &Node<'t>) -> (&'t str, &'t str) {
    (
        cut(node.own, ..node.value.start),
        cut(node.own, node.value.end..),
    )
}

/// Merges three header lines, which differ in spaces and comments only.
fn header(base: Option<&Node<'_>>, ours: &Node<'_>, theirs: &Node<'_>) -> String {
    let split = |node: &Node<'_>| {
        let at = node.own.find(']').unwrap_or_default();
        let brackets = node.own.get(at..).unwrap_or_default();
        let end = at + brackets.len() - brackets.trim_start_matches(']').len();
        let (name, rest) = node.own.split_at(end);
        (name.to_owned(), rest.to_owned())
    };
    let (name, end) = split(ours);
    let old = base.map_or_else(String::new, |base| split(base).1);
    format!("{name}{}", values::line_ends(&old, &end, &split(theirs).1))
}

/// Whether two texts have the same lines but for blank ones and indents.
fn has_same_lines(one: &str, other: &str) -> bool {
    let lines = |text: &'_ str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    lines(one) == lines(other)
}

fn key_of(node: &Node<'_>) -> String {
    match &node.what {
        What::Field(key) => key.join("."),
        _ => String::new(),
    }
}

/// What messages call a section: claim `toll`, evidence row `wire`.
fn named(node: &Node<'_>, section: &str) -> String {
    let Some(shape) = identity::shape(section) else {
        return format!("`{section}`");
    };
    let mut required = shape.fields.iter().filter(|field| field.required);
    let name = identity::id(node).or_else(|| {
        let field = node.field(required.next()?.name)?;
        Some(identity::said(field.value()))
    });
    match name {
        Some(name) if shape.noun != "article" => format!("{} `{name}`", shape.noun),
        _ if shape.noun == "table" => format!("`[{section}]`"),
        _ => format!("the {}", shape.noun),
    }
}
