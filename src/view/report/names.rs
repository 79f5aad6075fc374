//! Names in place of ids, so that the sentences of a report speak of papers and parties, as its readers know them.

use crate::answer::evidence::Overlap;
use crate::answer::facts::Reasoning;
use crate::answer::report::SourceFacts;
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::{
    Blocked, LeftOutReason, Root, RootCopies, RowConflict, Unestablished,
};
use std::collections::{BTreeMap, BTreeSet};

/// The report's sources, by id.
pub(super) struct SourceTitles<'a> {
    sources: BTreeMap<&'a str, &'a SourceFacts>,
}

impl<'a> SourceTitles<'a> {
    pub(super) fn new(sources: &'a [SourceFacts]) -> Self {
        Self {
            sources: sources
                .iter()
                .map(|source| (source.id.as_str(), source))
                .collect(),
        }
    }

    /// The title of a source, with who published it or whose words it carries.
    pub(super) fn described(&self, id: &str) -> String {
        match (self.sources.get(id), self.who(id)) {
            (Some(source), Some(who)) => format!("{}, {who}", source.title),
            _ => self.title(id).to_owned(),
        }
    }

    /// The title of a source, or its id if the report does not know it.
    pub(super) fn title<'t>(&'t self, id: &'t str) -> &'t str {
        self.sources.get(id).map_or(id, |source| &source.title)
    }

    /// Who published a source, else whose words it carries.
    pub(super) fn who(&self, id: &str) -> Option<&str> {
        let source = self.sources.get(id)?;
        let party = source.publisher.as_ref().or(source.voice.as_ref())?;
        Some(&party.name)
    }

    /// A source in a word: who published it, else its title.
    pub(super) fn short<'t>(&'t self, id: &'t str) -> &'t str {
        self.who(id).unwrap_or_else(|| self.title(id))
    }
}

/// The facts with names in place of the ids that sentences speak of, and without places in the book's files.
pub(super) fn in_names(facts: &ClaimFacts, titles: &SourceTitles<'_>) -> ClaimFacts {
    let mut named = facts.clone();
    let shared = shared_names(facts, titles);
    let mut roots = RootCopies::default();
    for (row, original) in named.evidence.iter_mut().zip(&facts.evidence) {
        row.source = name_of_row(original, titles, &shared);
        row.line = 0;
        row.origins = roots.of(&original.origins, |root| renamed(root, titles));
        rename_row(row, titles);
    }
    name_reasoning(&mut named.reasoning, facts, titles);
    named
}

/// The names that stand for several cited sources.
fn shared_names<'f>(facts: &'f ClaimFacts, titles: &'f SourceTitles<'_>) -> BTreeSet<&'f str> {
    let mut sources: BTreeMap<&str, &str> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for row in &facts.evidence {
        let name = titles.short(&row.source);
        let known = sources.insert(name, &row.source);
        if known.is_some_and(|known| known != row.source) {
            shared.insert(name);
        }
    }
    shared
}

fn name_reasoning(reasoning: &mut Reasoning, facts: &ClaimFacts, titles: &SourceTitles<'_>) {
    let stakes = std::mem::take(&mut reasoning.stakes).into_iter();
    reasoning.stakes = stakes
        .map(|(id, voice)| (titles.short(&id).to_owned(), voice))
        .collect();
    rename_all(&mut reasoning.fragile_on, titles);
    for claim in reasoning
        .rivals
        .iter_mut()
        .chain(&mut reasoning.counter_claims)
    {
        let mut relations = facts.relations.iter();
        let told = relations.find(|relation| relation.claim == *claim);
        if let Some(text) = told.and_then(|relation| relation.text.as_ref()) {
            *claim = format!("“{text}”");
        }
    }
}

/// A cited source in a word. Where several cited sources have one publisher, the day tells them apart.
fn name_of_row(
    row: &EvidenceAccount,
    titles: &SourceTitles<'_>,
    shared: &BTreeSet<&str>,
) -> String {
    let name = titles.short(&row.source);
    match &row.published {
        Some(day) if shared.contains(name) => format!("{name}, {day}"),
        _ => name.to_owned(),
    }
}

fn renamed(root: &Root, titles: &SourceTitles<'_>) -> Root {
    let names = root.sources.iter().map(|id| titles.short(id).to_owned());
    Root {
        sources: names.collect(),
        lack: root.lack,
    }
}

fn rename_row(row: &mut EvidenceAccount, titles: &SourceTitles<'_>) {
    row.left_out
        .iter_mut()
        .for_each(|reason| rename_reason(reason, titles));
    if let Some(Overlap::With {
        shared: RowConflict::Origin(id) | RowConflict::Page(id),
        ..
    }) = &mut row.overlap
    {
        *id = titles.short(id).to_owned();
    }
    for lack in &mut row.lacks {
        if let Unestablished::RepeatsDoubtful(sources) = lack {
            rename_all(sources, titles);
        }
    }
}

fn rename_reason(reason: &mut LeftOutReason, titles: &SourceTitles<'_>) {
    if let LeftOutReason::NoRoad(blocked) = reason {
        for Blocked { source, reason } in blocked {
            *source = titles.short(source).to_owned();
            rename_reason(reason, titles);
        }
    }
}

fn rename_all(ids: &mut [String], titles: &SourceTitles<'_>) {
    for id in ids {
        *id = titles.short(id).to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::{SourceTitles, in_names};
    use crate::answer::tests::{facts, item, party, source};
    use crate::domain::corroboration::{Blocked, LeftOutReason};
    use crate::domain::evidence::Stance;
    use crate::view::words::reason;

    #[test]
    fn sentences_speak_of_papers_and_tell_two_issues_of_one_apart() {
        let mut sources = [source("post-1"), source("post-2"), source("wire")];
        for source in &mut sources[..2] {
            source.publisher = Some(party("Post"));
        }
        let mut rows = vec![
            item("post-1", Stance::Supports, &[&["wire"]]),
            item("post-2", Stance::Supports, &[&["wire"]]),
        ];
        rows[0].published = Some("2026-03-01".to_owned());
        rows[1].left_out = Some(LeftOutReason::NoRoad(vec![Blocked {
            source: "wire".to_owned(),
            reason: LeftOutReason::Retracted,
        }]));
        let named = in_names(&facts("c", rows), &SourceTitles::new(&sources));
        assert_eq!(named.evidence[0].source, "Post, 2026-03-01");
        assert_eq!(named.evidence[1].source, "Post");
        let why = reason::not_counted(&named, &named.evidence[1]).unwrap();
        assert_eq!(why, "it rests only on Title of wire, retracted");
    }
}
