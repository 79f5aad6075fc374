//! Reads what can be read of a text that TOML refuses: its sound sections, with everything else blanked out.
//!
//! A record that a syntax error lies within is left out whole: what its author meant is not guessed.

use crate::document::format::Kind;
use crate::document::format::TableShape;
use crate::document::parse::merge;
use crate::document::parse::problem::Code;
use crate::document::parse::problem::Problem;
use crate::document::parse::sections;
use crate::document::parse::sections::Header;
use crate::document::parse::sections::Section;
use crate::document::parse::syntax;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::de::DeTable;

/// So many syntax problems of one file are told; of the others, how many they are.
const MOST: usize = 20;

/// How often what is left is read again without the sections in which errors were still found.
const ROUNDS: usize = 4;

/// What could be saved of a text.
pub(crate) struct Recovered {
    /// The text with the unsound sections blanked out, so that all offsets still hold. Sound TOML.
    pub(crate) text: String,
    /// What was wrong with them.
    pub(crate) problems: Vec<Problem>,
}

/// Finds the sound sections of a text whose tables have this shape.
pub(crate) fn recover(text: &str, shape: &TableShape) -> Recovered {
    let mut found = Syntax::default();
    let conflicts = merge::conflicts(text);
    for conflict in &conflicts {
        found.push(merge::problem(conflict));
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
    found.headers(&merged, &sections, shape, &mut unsound);
    let left = found.rest(&merged, &sections, &mut unsound);
    Recovered {
        text: left,
        problems: found.bounded(),
    }
}

/// Where it is first felt that a list is never closed: all that follows is read as if it belonged to the list.
fn unclosed(offset: usize, errors: &[toml::de::Error]) -> Option<usize> {
    let of_list = |error: &&toml::de::Error| {
        error.message().contains("array") && !error.message().contains("table")
    };
    errors
        .iter()
        .find(|error| error.message().starts_with("unclosed array,"))?;
    errors
        .iter()
        .filter(of_list)
        .map(|error| offset + error.span().unwrap_or_default().start)
        .min()
}

/// Marks the section that an offset lies in.
fn mark(sections: &[Section], at: usize, unsound: &mut [bool]) {
    let place = sections
        .partition_point(|section| section.range.end <= at)
        .min(sections.len().saturating_sub(1));
    if let Some(unsound) = unsound.get_mut(place) {
        *unsound = true;
    }
}

/// Leaves out with a broken row its record, and with a broken record its rows, where other records stand between them:
/// blanked out alone, the record would leave its rows to the one before it.
fn spread(sections: &[Section], unsound: &mut [bool]) {
    let mut broken: BTreeSet<&str> = BTreeSet::new();
    for (section, unsound) in sections.iter().zip(&mut *unsound).rev() {
        let Some(header) = &section.header else {
            continue;
        };
        let name = header.path.first().map(String::as_str).unwrap_or_default();
        if header.path.len() == 1 {
            *unsound |= broken.remove(name);
        } else if *unsound {
            broken.insert(name);
        }
    }
    broken.clear();
    for (section, unsound) in sections.iter().zip(unsound) {
        let Some(header) = &section.header else {
            continue;
        };
        let name = header.path.first().map(String::as_str).unwrap_or_default();
        match (header.path.len(), *unsound) {
            (1, true) => _ = broken.insert(name),
            (1, false) => _ = broken.remove(name),
            (_, _) => *unsound |= broken.contains(name),
        }
    }
}

/// The syntax problems of a text.
#[derive(Default)]
struct Syntax {
    problems: Vec<Problem>,
    more: usize,
}

impl Syntax {
    fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// Whether a section is sound by itself.
    fn section(&mut self, text: &str, section: &Section) -> bool {
        let chunk = text.get(section.range.clone()).unwrap_or_default();
        let (_, errors) = DeTable::parse_recoverable(chunk);
        if let (Some((opening, at)), false) = (section.swallowed, errors.is_empty()) {
            self.push(syntax::unclosed_string(text, opening, at));
            return false;
        }
        self.errors(text, section.range.start, &errors);
        errors.is_empty()
    }

    /// Tells the first error of each line: the others on it mostly follow from it.
    fn errors(&mut self, text: &str, offset: usize, errors: &[toml::de::Error]) {
        let mut places: Vec<(usize, &toml::de::Error)> = errors
            .iter()
            .map(|error| (offset + error.span().unwrap_or_default().start, error))
            .collect();
        places.sort_by_key(|(place, _)| *place);
        let unclosed = unclosed(offset, errors);
        let mut line_end = 0;
        for (place, error) in places {
            if place < line_end {
                continue;
            }
            let rest = text.get(place..).unwrap_or_default();
            line_end = rest
                .find('\n')
                .map_or(text.len(), |newline| place + newline)
                .max(place)
                + 1;
            if self.problems.len() < MOST {
                self.problems.push(syntax::explain(
                    text,
                    offset,
                    error,
                    unclosed.is_some_and(|at| place >= at),
                ));
            } else {
                self.more += 1;
            }
            if unclosed.is_some_and(|at| place >= at) {
                return;
            }
        }
    }

    /// Judges headers that are sound by themselves, but not where they stand.
    fn headers(
        &mut self,
        text: &str,
        sections: &[Section],
        shape: &TableShape,
        unsound: &mut [bool],
    ) {
        let mut seen: Vec<&Header> = Vec::new();
        for (section, unsound) in sections.iter().zip(unsound) {
            let Some(header) = &section.header else {
                continue;
            };
            let name = header.path.first().map(String::as_str).unwrap_or_default();
            let Some(field) = shape.field(name) else {
                continue;
            };
            let double = matches!(field.kind, Kind::Tables(_));
            let earlier = seen
                .iter()
                .copied()
                .find(|earlier| earlier.path.first() == header.path.first());
            let problem = if header.path.len() > 1 {
                earlier
                    .is_none()
                    .then(|| syntax::row_first(header.span.clone(), name))
            } else if header.double != double {
                Some(syntax::brackets(header.span.clone(), name, double))
            } else {
                earlier
                    .filter(|_| !double)
                    .map(|earlier| syntax::second_table(text, header, earlier, name))
            };
            if header.path.len() == 1 && header.double == double && earlier.is_none() {
                seen.push(header);
            }
            if let (Some(problem), false) = (problem, *unsound) {
                self.push(problem);
                *unsound = true;
            }
        }
    }

    /// The text without its unsound sections; also without those that do not go together with the others.
    fn rest(&mut self, text: &str, sections: &[Section], unsound: &mut [bool]) -> String {
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
                mark(sections, error.span().unwrap_or_default().start, unsound);
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
