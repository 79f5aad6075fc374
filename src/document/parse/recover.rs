//! Saves what can be read of a text that is not TOML: it keeps the sound sections and blanks out the rest.
//!
//! A record that contains a syntax error goes as a whole, because we do not guess what its author meant.

use crate::document::parse::lines::cut;
use crate::document::parse::problem::{Code, Problem};
use crate::document::parse::reach::Reach;
use crate::document::parse::sections::{Header, Section};
use crate::document::parse::syntax::headers;
use crate::document::parse::{merge, sections, syntax};
use crate::document::shape::{Kind, TableShape};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::DeTable;

/// How many syntax problems of one file we report one by one. Beyond that, we only count them.
const MOST: usize = 20;

/// How often we blank out more sections and parse again. Sections that are sound alone can still clash.
const ROUNDS: usize = 4;

/// What is left of a broken text.
pub(crate) struct Recovered {
    /// The text with its broken sections blanked out. It is TOML, and every offset still holds.
    pub(crate) text: String,
    /// What is wrong with the broken sections.
    pub(crate) problems: Vec<Problem>,
}

/// Sets aside the broken sections of a text whose tables have this shape, and what is beyond our reach.
pub(crate) fn recover(text: &str, reach: Reach, shape: &TableShape) -> Recovered {
    let text = cut(text, ..reach.end);
    let mut found = Syntax::default();
    let conflicts = merge::conflicts(text);
    for conflict in &conflicts {
        found.push_with(|| merge::problem(conflict));
    }
    let conflicts: Vec<Range<usize>> = conflicts
        .into_iter()
        .map(|conflict| conflict.range)
        .collect();
    let merged = sections::blanked(text, &conflicts);
    let sections = sections::sections(&merged);
    let mut unsound = vec![false; sections.len()];
    for conflict in &conflicts {
        mark(&sections, conflict.start, &mut unsound);
    }
    for (section, unsound) in sections
        .iter()
        .zip(&mut unsound)
        .filter(|(_, unsound)| !**unsound)
    {
        *unsound = !found.section(&merged, section);
    }
    if reach.problem.is_some() {
        // The rest of the last section is beyond our reach.
        mark(&sections, text.len(), &mut unsound);
    }
    found.headers(&merged, &sections, shape, &mut unsound);
    let left = found.rest(&merged, &sections, &mut unsound);
    let mut problems = found.bounded();
    problems.extend(reach.problem);
    Recovered {
        text: left,
        problems,
    }
}

/// Where an error begins. The parser counts bytes from `offset` on, and can point into the middle of a character.
fn place_of(text: &str, offset: usize, error: &toml::de::Error) -> usize {
    text.floor_char_boundary(offset + error.span().map_or(0, |span| span.start))
}

/// Where the parser first trips over a list that has no closing bracket. From there on, it takes everything for
/// entries of the list, so the errors that follow say nothing.
fn unclosed(text: &str, offset: usize, errors: &[toml::de::Error]) -> Option<usize> {
    let of_list = |error: &&toml::de::Error| {
        error.message().contains("array") && !error.message().contains("table")
    };
    errors
        .iter()
        .find(|error| error.message().starts_with("unclosed array,"))?;
    errors
        .iter()
        .filter(of_list)
        .map(|error| place_of(text, offset, error))
        .min()
}

/// Marks the section that contains an offset.
fn mark(sections: &[Section<'_>], at: usize, unsound: &mut [bool]) {
    let place = sections
        .partition_point(|section| section.range.end <= at)
        .min(sections.len().saturating_sub(1));
    if let Some(unsound) = unsound.get_mut(place) {
        *unsound = true;
    }
}

/// Marks the record of each broken row, and the rows of each broken record, even if other records are between them.
/// If we blanked out only the record, TOML would give its rows to the record before it.
fn spread(sections: &[Section<'_>], unsound: &mut [bool]) {
    let mut broken: BTreeSet<&str> = BTreeSet::new();
    for (section, unsound) in sections.iter().zip(&mut *unsound).rev() {
        let Some((header, name)) = top_header(section) else {
            continue;
        };
        if header.alone {
            *unsound |= broken.remove(name);
        } else if *unsound {
            broken.insert(name);
        }
    }
    broken.clear();
    for (section, unsound) in sections.iter().zip(unsound) {
        let Some((header, name)) = top_header(section) else {
            continue;
        };
        match (header.alone, *unsound) {
            (true, true) => _ = broken.insert(name),
            (true, false) => _ = broken.remove(name),
            (false, _) => *unsound |= broken.contains(name),
        }
    }
}

/// The header of a section, and the first part of its path: `claim` of `[[claim.evidence]]`.
fn top_header<'a, 't>(section: &'a Section<'t>) -> Option<(&'a Header<'t>, &'t str)> {
    let header = section.header.as_ref()?;
    Some((header, header.name))
}

/// The syntax problems of a text.
#[derive(Default)]
struct Syntax {
    problems: Vec<Problem>,
    more: usize,
}

impl Syntax {
    /// Adds a problem. Beyond the bound it only counts, and does not spend time on the words.
    fn push_with(&mut self, problem: impl FnOnce() -> Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem());
        } else {
            self.more += 1;
        }
    }

    /// Reports the errors of a section. Returns whether it has none.
    fn section(&mut self, text: &str, section: &Section<'_>) -> bool {
        let chunk = cut(text, section.range.clone());
        let (_, errors) = DeTable::parse_recoverable(chunk);
        if let (Some((opening, at)), false) = (section.swallowed, errors.is_empty()) {
            self.push_with(|| headers::unclosed_string(text, opening, at));
            return false;
        }
        self.errors(text, section.range.start, &errors);
        errors.is_empty()
    }

    /// Reports the first error of each line, because the others on the line mostly follow from it.
    fn errors(&mut self, text: &str, offset: usize, errors: &[toml::de::Error]) {
        let mut places: Vec<(usize, &toml::de::Error)> = errors
            .iter()
            .map(|error| (place_of(text, offset, error), error))
            .collect();
        places.sort_by_key(|(place, _)| *place);
        let unclosed = unclosed(text, offset, errors);
        let mut line_end = 0;
        for (place, error) in places {
            if place < line_end {
                continue;
            }
            let rest = cut(text, place..);
            line_end = place + rest.find('\n').unwrap_or(rest.len()) + 1;
            let of_list = unclosed.is_some_and(|at| place >= at);
            self.push_with(|| syntax::explain(text, offset, error, of_list));
            if of_list {
                return;
            }
        }
    }

    /// Reports headers that are sound alone but wrong in their place, and marks their sections.
    fn headers(
        &mut self,
        text: &str,
        sections: &[Section<'_>],
        shape: &TableShape,
        unsound: &mut [bool],
    ) {
        let mut seen: BTreeMap<&str, &Header<'_>> = BTreeMap::new();
        for (section, unsound) in sections.iter().zip(unsound) {
            let Some((header, name)) = top_header(section) else {
                continue;
            };
            let Some(field) = shape.field(name) else {
                continue;
            };
            let double = matches!(field.kind, Kind::Tables(_));
            let earlier = seen.get(name).copied();
            let span = || header.span.clone();
            let problem: Option<Box<dyn Fn() -> Problem + '_>> = if !header.alone {
                let first = earlier.is_none();
                first.then(|| Box::new(|| headers::row_first(span(), name)) as Box<dyn Fn() -> _>)
            } else if header.double != double {
                Some(Box::new(|| headers::brackets(span(), name, double)))
            } else {
                seen.entry(name).or_insert(header);
                earlier.filter(|_| !double).map(|earlier| {
                    Box::new(move || headers::second_table(text, header, earlier, name))
                        as Box<dyn Fn() -> _>
                })
            };
            if let (Some(problem), false) = (problem, *unsound) {
                self.push_with(problem);
                *unsound = true;
            }
        }
    }

    /// Blanks out the marked sections, and those that clash with the others.
    fn rest(&mut self, text: &str, sections: &[Section<'_>], unsound: &mut [bool]) -> String {
        for _ in 0..ROUNDS {
            spread(sections, unsound);
            let out: Vec<Range<usize>> = sections
                .iter()
                .zip(&*unsound)
                .filter(|(_, unsound)| **unsound)
                .map(|(section, _)| section.range.clone())
                .collect();
            let left = sections::blanked(text, &out);
            let (_, errors) = DeTable::parse_recoverable(&left);
            if errors.is_empty() {
                return left;
            }
            self.errors(text, 0, &errors);
            for error in &errors {
                mark(sections, place_of(text, 0, error), unsound);
            }
        }
        String::new()
    }

    fn bounded(mut self) -> Vec<Problem> {
        if self.more > 0
            && let Some(last) = self.problems.last()
        {
            let message = format!("{} more errors like these in this file", self.more);
            self.problems
                .push(Problem::new(Code::Syntax, last.span.clone(), message));
        }
        self.problems
    }
}
