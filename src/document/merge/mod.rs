//! Merges two edits of one text by what they mean: record by record, row by row, field by field.
//!
//! git merges by lines. Two people who each add something at the same place then have a conflict, and a line can silently
//! land in another table. Here `tree` reads each text as a tree of its lines, `identity` says which parts of two texts are
//! the same thing, `order` puts them in order, `values` merges single values, `weave` builds the merged text, and `proof`
//! reads the result once more and compares it with both sides.
//!
//! The merge keeps bytes: what one side wrote is in the result as it wrote it, with its comments.

mod identity;
mod order;
mod proof;
mod tree;
mod values;
mod weave;

#[cfg(test)]
mod tests;

use crate::document::edit;
use crate::document::merge::tree::{Node, What};
use crate::document::merge::weave::{Weaver, WovenClash};
use crate::document::parse::lines::cut;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedText {
    /// The text, with markers where the sides contradict each other.
    pub text: String,
    /// The contradictions, in the order of the text.
    pub clashes: Vec<MergeClash>,
}

/// A place where two sides contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeClash {
    /// The line of its first marker, from 1.
    pub line: usize,
    /// What it is: "claim `toll`: both sides changed `text`".
    pub what: String,
}

/// Why texts can only be merged line by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmergeable {
    /// A text is not TOML, or contains the markers of another merge.
    #[error("{0} is not valid TOML, or has rows apart from their records")]
    Unreadable(&'static str),
    /// The merged text would not hold everything that both sides have.
    #[error("a merge by tables would not keep everything that both sides have")]
    Doubtful,
}

/// The mark that some editors put at the beginning of a text.
const MARK: char = '\u{feff}';

/// Merges what `ours` and `theirs` made of `base`, which is empty if both added the file. A conflict has markers of this
/// many signs around it.
///
/// # Errors
/// If a text cannot be read, or if the result would lose or double something.
pub fn merge([base, ours, theirs]: [&str; 3], marker: usize) -> Result<MergedText, Unmergeable> {
    let unchanged = |text: &str| {
        Ok(MergedText {
            text: text.to_owned(),
            clashes: Vec::new(),
        })
    };
    if ours == theirs || theirs == base {
        return unchanged(ours);
    }
    if ours == base {
        return unchanged(theirs);
    }
    let forms = [base, ours, theirs].map(TextForm::of);
    let form = TextForm::merged(forms, base.is_empty());
    let is_plain = forms.iter().all(|form| form.feed.is_some());
    let texts = [base, ours, theirs].map(|text| plain(text, is_plain));
    let mut merged = merge_plain(texts.each_ref().map(AsRef::as_ref), marker)?;
    merged.text = form.of_plain(merged.text, is_plain);
    Ok(merged)
}

/// What messages call the three texts.
const SIDES: [&str; 3] = ["the common ancestor", "our side", "their side"];

/// Merges texts without a mark, with line feeds of one kind, and with one at the end.
fn merge_plain(texts: [&str; 3], marker: usize) -> Result<MergedText, Unmergeable> {
    // A long file takes some 10 ms to read, so all cores read.
    let trees: Vec<Option<Node<'_>>> = texts.into_par_iter().map(tree::read).collect();
    let mut sides = trees.iter().zip(SIDES);
    let mut next = || {
        let (tree, side) = sides.next().ok_or(Unmergeable::Doubtful)?;
        tree.as_ref().ok_or(Unmergeable::Unreadable(side))
    };
    let (base, ours, theirs) = (next()?, next()?, next()?);
    let mut woven = Weaver::weave([base, ours, theirs], marker);
    let blanks = woven.text.len() - woven.text.trim_start_matches('\n').len();
    if blanks > 0 && !texts.iter().skip(1).any(|text| text.starts_with('\n')) {
        woven.text.drain(..blanks);
        for range in woven.conflicts.iter_mut().flat_map(WovenClash::ranges) {
            *range = range.start - blanks..range.end - blanks;
        }
    }
    if woven.conflicts.is_empty() {
        follow(&mut woven);
    }
    prove([base, ours, theirs], &woven)?;
    Ok(MergedText {
        clashes: clashes(&woven),
        text: woven.text,
    })
}

/// Gives references that one side added to a record the id that the other side gave the record.
fn follow(woven: &mut Weaver) {
    let renamed = woven.renamed.ours.iter().chain(&woven.renamed.theirs);
    let mut text = std::mem::take(&mut woven.text);
    for (old, new) in renamed {
        if text.contains(old.as_str()) {
            text = edit::redirect_all(&text, old, new).unwrap_or(text);
        }
    }
    woven.text = text;
}

fn clashes(woven: &Weaver) -> Vec<MergeClash> {
    let clash = |clash: &WovenClash| {
        let before = woven.text.bytes().take(clash.whole.start);
        MergeClash {
            line: before.filter(|byte| *byte == b'\n').count() + 1,
            what: clash.what.clone(),
        }
    };
    woven.conflicts.iter().map(clash).collect()
}

/// Reads the result once more, and compares what it says with what the texts say.
fn prove(trees: [&Node<'_>; 3], woven: &Weaver) -> Result<(), Unmergeable> {
    let has_conflicts = !woven.conflicts.is_empty();
    let results = if has_conflicts {
        vec![resolved(woven, 0), resolved(woven, 1)]
    } else {
        vec![woven.text.clone()]
    };
    for result in results {
        let merged = tree::read(&result).ok_or(Unmergeable::Doubtful)?;
        let [base, ours, theirs] = trees;
        let renamed = [&woven.renamed.ours, &woven.renamed.theirs];
        let facts = changed([base, ours, theirs, &merged]);
        let [base, ours, theirs, merged] = facts.map(|text| proof::facts(&text, renamed));
        let base = base.ok_or(Unmergeable::Unreadable(SIDES[0]))?;
        let ours = ours.ok_or(Unmergeable::Unreadable(SIDES[1]))?;
        let theirs = theirs.ok_or(Unmergeable::Unreadable(SIDES[2]))?;
        let merged = merged.ok_or(Unmergeable::Doubtful)?;
        let holds = if has_conflicts {
            proof::holds_records(&ours, &theirs, &merged)
        } else {
            proof::holds(&base, &ours, &theirs, &merged)
        };
        if !holds {
            return Err(Unmergeable::Doubtful);
        }
    }
    Ok(())
}

/// The texts without the records that all of them have, byte for byte and as often. What is equal everywhere needs no
/// proof, and most of a long file is.
fn changed(trees: [&Node<'_>; 4]) -> [String; 4] {
    let mut times: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    for (at, tree) in trees.iter().enumerate() {
        for node in &tree.children {
            if let Some(times) = times.entry(node.whole).or_default().get_mut(at) {
                *times += 1;
            }
        }
    }
    let is_changed = |node: &&Node<'_>| {
        let times = times.get(node.whole);
        // A table with a single bracket must not be there twice, so its name counts.
        let is_single = matches!(node.what, What::Section(_, false) | What::Field(_));
        is_single || times.is_none_or(|times| times.iter().any(|other| *other != times[0]))
    };
    trees.map(|tree| {
        let nodes = tree.children.iter().filter(is_changed);
        nodes.map(|node| node.whole).collect()
    })
}

/// A text with one side of each conflict in it: 0 is ours, 1 is theirs.
fn resolved(woven: &Weaver, side: usize) -> String {
    let mut resolved = String::with_capacity(woven.text.len());
    let mut done = 0;
    for clash in &woven.conflicts {
        resolved.push_str(cut(&woven.text, done..clash.whole.start));
        if let Some(lines) = clash.sides.get(side) {
            resolved.push_str(cut(&woven.text, lines.clone()));
        }
        done = clash.whole.end;
    }
    resolved.push_str(cut(&woven.text, done..));
    resolved
}

/// How a text begins, how its lines end, and whether the last one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TextForm {
    has_mark: bool,
    /// Whether its lines end with a carriage return too. `None` if only some do.
    feed: Option<bool>,
    is_ended: bool,
}

impl TextForm {
    fn of(text: &str) -> Self {
        let feeds = text.matches('\n').count();
        let feed = match text.matches("\r\n").count() {
            0 => Some(false),
            some if some == feeds => Some(true),
            _ => None,
        };
        Self {
            has_mark: text.starts_with(MARK),
            feed,
            is_ended: text.is_empty() || text.ends_with('\n'),
        }
    }

    /// The form of the merged text: what one side changed wins. An empty base has none.
    fn merged([base, ours, theirs]: [Self; 3], is_new: bool) -> Self {
        fn pick<T: Copy + PartialEq>(base: T, ours: T, theirs: T, is_new: bool) -> T {
            if !is_new && ours == base {
                theirs
            } else {
                ours
            }
        }
        Self {
            has_mark: pick(base.has_mark, ours.has_mark, theirs.has_mark, is_new),
            feed: pick(base.feed, ours.feed, theirs.feed, is_new),
            is_ended: pick(base.is_ended, ours.is_ended, theirs.is_ended, is_new),
        }
    }

    /// A merged text in this form.
    fn of_plain(self, mut text: String, is_plain: bool) -> String {
        if !self.is_ended && text.ends_with('\n') {
            text.pop();
        }
        if is_plain && self.feed == Some(true) {
            text = text.replace('\n', "\r\n");
        }
        if self.has_mark {
            text.insert(0, MARK);
        }
        text
    }
}

/// A text without its mark, with a line feed at the end, and with plain line feeds if all of its lines end alike.
fn plain(text: &str, is_plain: bool) -> Cow<'_, str> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    let text = if is_plain && text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    if text.is_empty() || text.ends_with('\n') {
        text
    } else {
        Cow::Owned(format!("{text}\n"))
    }
}
