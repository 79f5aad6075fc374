//! Rules about evidence rows that may be coded wrong: one row twice, a path that leads elsewhere, a denial
//! without a voice.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::finding::{Hit, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text;
use crate::domain::evidence::{About, Evidence, EvidenceCore, Stance};
use crate::domain::name::fold;
use crate::domain::source::SourceKind;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULES: &[&dyn AnyRule] = &[&SAME_ROW, &VIA_ELSEWHERE, &WHOSE_WORD];

/// A claim has the same evidence row twice. The fact is the source.
static SAME_ROW: Rule<String> = Rule {
    code: "same-row",
    level: Some(Severity::Warning),
    find: Find::Claims(same_row),
    words: |found| {
        Words::new(format!(
            "`{}` is cited twice for the same thing",
            found.fact
        ))
        .label("the same row")
        .other("as here")
        .help("remove one of the two, or say with `quote`, `locator` or `voice` how they differ")
    },
};

/// What makes two rows the same: all of it is alike.
type RowKey<'a> = (
    &'a str,
    Stance,
    About,
    BTreeSet<&'a str>,
    Option<String>,
    Option<String>,
    Option<String>,
);

fn same_row(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let mut first: BTreeMap<RowKey<'_>, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (position, row) in checked.claim.evidence().enumerate() {
        let at = |position| checked.row(RowKind::Evidence, position).field("source");
        match first.get(&row_key(checked, row)) {
            Some(earlier) => {
                let hit = Hit::new(at(position), row.core.source.clone());
                found.push(hit.with(at(*earlier)));
            }
            None => {
                first.insert(row_key(checked, row), position);
            }
        }
    }
    found
}

fn row_key<'a>(checked: &CheckedClaim<'_>, row: Evidence<'a>) -> RowKey<'a> {
    let registry = checked.book.registry;
    let party = |name: &String| {
        registry
            .party_id(name)
            .map_or_else(|| fold(name), str::to_owned)
    };
    let words = |text: &Option<String>| {
        text.as_deref().map(|text| {
            text::words(&text::plain(text))
                .collect::<Vec<_>>()
                .join(" ")
        })
    };
    (
        row.core.source.as_str(),
        row.core.stance,
        row.core.about,
        row.core.via.iter().map(String::as_str).collect(),
        row.core.voice.as_ref().map(party),
        words(&row.words.quote),
        words(&row.words.locator),
    )
}

/// A `via` that the row's source does not derive from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Elsewhere {
    source: String,
    via: String,
}

/// The `via` of a row is not an ancestor of the row's source.
static VIA_ELSEWHERE: Rule<Elsewhere> = Rule {
    code: "via-elsewhere",
    level: Some(Severity::Warning),
    find: Find::Claims(via_elsewhere),
    words: |found| {
        let Elsewhere { source, via } = &found.fact;
        Words::new(format!("`{source}` does not derive from `{via}`"))
            .help(format!(
                "if `{source}` has this from `{via}`, add it: `claimbook source set {source} \
                 derived_from+={via}`"
            ))
            .help(format!("if not, cite `{via}` in a row of its own"))
    },
};

fn via_elsewhere(checked: &CheckedClaim<'_>) -> Vec<Hit<Elsewhere>> {
    let registry = checked.book.registry;
    let mut named: Vec<(usize, &str, &String)> = Vec::new();
    let mut pairs: Vec<(Vec<&str>, &str)> = Vec::new();
    for (position, row) in checked.claim.core.evidence.iter().enumerate() {
        let Some(source) = checked.source(&row.source) else {
            continue;
        };
        // A name that leads nowhere is a finding of its own.
        for via in row.via.iter().filter(|via| registry.has_source(via)) {
            let parents = source.core.derived_from.iter();
            named.push((position, &row.source, via));
            pairs.push((parents.map(String::as_str).collect(), via));
        }
    }
    let answers = registry.derive_from(&pairs).into_iter();
    let elsewhere = named
        .into_iter()
        .zip(answers)
        .filter(|(_, derives)| !derives);
    elsewhere
        .map(|((position, source, via), _)| {
            let at = checked.row(RowKind::Evidence, position).field("via");
            let fact = Elsewhere {
                source: source.to_owned(),
                via: via.clone(),
            };
            Hit::new(at.text(via), fact)
        })
        .collect()
}

/// A row against a claim, of which nobody can say whose word it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Unvoiced {
    /// No voice is named, and the source or its origin also supports the claim.
    OnBothSides { source: String, stance: Stance },
    /// The row refutes, but it is somebody's bare word.
    BareWord { voice: String },
}

/// A row goes against a claim, but it does not say whose word it is, or it is only somebody's word.
static WHOSE_WORD: Rule<Unvoiced> = Rule {
    code: "whose-word",
    level: Some(Severity::Warning),
    find: Find::Claims(whose_word),
    words: |found| {
        match &found.fact {
        Unvoiced::OnBothSides { source, stance } => Words::new(format!(
            "whose word is this? `{source}` {stance} the claim, and it or its origin also supports it"
        ))
        .label("whose word")
        .other("supports")
        .help("name who says so in `voice`, if the source only reports it")
        .help("if this passage rests on another origin, name that in `via`"),
        Unvoiced::BareWord { voice } => Words::new(format!(
            "this refutes the claim with the bare word of {voice}"
        ))
        .label("a denial is not a refutation")
        .help("write `stance = \"denies\"`, or cite the evidence that shows it"),
    }
    },
};

fn whose_word(checked: &CheckedClaim<'_>) -> Vec<Hit<Unvoiced>> {
    let rows = checked.claim.core.evidence.iter().enumerate();
    let rows: Vec<(usize, &EvidenceCore)> = rows
        .filter(|(_, row)| row.about == About::Content)
        .collect();
    let against = [Stance::Denies, Stance::Disputes, Stance::Refutes];
    let against = rows.iter().filter(|(_, row)| against.contains(&row.stance));
    let against: Vec<(usize, &EvidenceCore, Option<String>)> = against
        .map(|(position, row)| (*position, *row, bare_word(checked, row)))
        .collect();
    let unvoiced = |(_, row, bare_word): &&(usize, &EvidenceCore, Option<String>)| {
        let source = checked.source(&row.source);
        let has_voice = source.is_none_or(|source| source.core.voice.is_some());
        bare_word.is_none() && row.voice.is_none() && !has_voice
    };
    let both = on_both_sides(
        checked,
        &rows,
        against
            .iter()
            .filter(unvoiced)
            .map(|(position, row, _)| (*position, *row)),
    );
    let hit = |(position, row, bare_word): (usize, &EvidenceCore, Option<String>)| {
        let at = |position| checked.row(RowKind::Evidence, position).field("stance");
        if let Some(voice) = bare_word {
            return Some(Hit::new(at(position), Unvoiced::BareWord { voice }));
        }
        let fact = Unvoiced::OnBothSides {
            source: row.source.clone(),
            stance: row.stance,
        };
        let other = *both.get(&position)?;
        Some(Hit::new(at(position), fact).with(at(other)))
    };
    against.into_iter().filter_map(hit).collect()
}

/// The rows of `against` that share a source, however far up, with a supporting row: each with the first such row.
fn on_both_sides<'c>(
    checked: &CheckedClaim<'_>,
    rows: &[(usize, &'c EvidenceCore)],
    against: impl Iterator<Item = (usize, &'c EvidenceCore)>,
) -> BTreeMap<usize, usize> {
    let supporting = rows
        .iter()
        .filter(|(_, row)| row.stance == Stance::Supports);
    let (supporting, earlier): (Vec<usize>, Vec<Vec<&str>>) = supporting
        .map(|(position, row)| (*position, starts(row)))
        .unzip();
    let (against, later): (Vec<usize>, Vec<Vec<&str>>) = against
        .map(|(position, row)| (position, starts(row)))
        .unzip();
    let first = checked.book.registry.first_related(&earlier, &later);
    let both = against.into_iter().zip(first);
    both.filter_map(|(position, first)| Some((position, *supporting.get(first?)?)))
        .collect()
}

/// The voice of a row that refutes with nothing but a statement. The speaker may refute himself.
fn bare_word(checked: &CheckedClaim<'_>, row: &EvidenceCore) -> Option<String> {
    let source = checked.source(&row.source)?;
    let registry = checked.book.registry;
    let house = |name: &str| registry.house(name);
    let own = source.core.voice.as_deref();
    let own = own.or_else(|| registry.publisher_of(&source.core));
    let of_source = source
        .core
        .voice
        .as_ref()
        .filter(|_| source.core.kind == Some(SourceKind::Statement));
    let of_row = row
        .voice
        .as_ref()
        .filter(|voice| Some(house(voice)) != own.map(house));
    let voice = of_row.or(of_source)?;
    let is_speaker = checked
        .claim
        .core
        .speaker
        .as_ref()
        .is_some_and(|speaker| house(speaker) == house(voice));
    (row.stance == Stance::Refutes && !is_speaker).then(|| voice.clone())
}

/// The sources that a row starts at.
fn starts(row: &EvidenceCore) -> Vec<&str> {
    if row.via.is_empty() {
        vec![row.source.as_str()]
    } else {
        row.via.iter().map(String::as_str).collect()
    }
}
