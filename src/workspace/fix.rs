//! Finds what `check --fix` can mend: party names that have an id, trackers in addresses, and missing digests.
//!
//! It leaves alone everything that a person has to judge.

use crate::document::edit::{Edit, RecordField, Value};
use crate::domain::address::without_trackers;
use crate::domain::claim::Claim;
use crate::domain::corroboration::Registry;
use crate::domain::source::Source;
use crate::index::{CheckedFile, IndexError};
use crate::workspace::{Workspace, copies};
use std::collections::{BTreeMap, BTreeSet};

impl Workspace {
    /// Collects the edits that mend the book without a person's judgement, by file. Skips files with problems, and records
    /// that share their id with others.
    ///
    /// # Errors
    /// When the index cannot answer.
    pub fn fixes(&self) -> Result<BTreeMap<String, Vec<Edit>>, IndexError> {
        let whole = self.index.whole_book()?;
        let mut fixes = BTreeMap::new();
        self.index.in_batches(|batch| -> Result<(), IndexError> {
            for file in batch.files.iter().filter(|file| !file.has_problems) {
                let mut edits: Vec<Edit> = redirects(file, &whole.registry).collect();
                let sources = file
                    .sources
                    .iter()
                    .filter(|source| !whole.shared_ids.contains_key(source.core.id.as_str()));
                edits.extend(sources.flat_map(|source| self.source_fixes(source)));
                if !edits.is_empty() {
                    fixes.insert(file.path.clone(), edits);
                }
            }
            Ok(())
        })?;
        Ok(fixes)
    }

    fn source_fixes(&self, source: &Source) -> Vec<Edit> {
        let set = |field, value| {
            let place = RecordField {
                kind: "source",
                id: source.core.id.to_string(),
                field,
            };
            Edit::Set(place, Value::Text(value))
        };
        let url = source
            .words
            .url
            .as_deref()
            .and_then(without_trackers)
            .map(|url| set("url", url));
        let lacks = source
            .words
            .file
            .as_deref()
            .filter(|_| source.words.sha256.is_none());
        let digest = lacks
            .and_then(|path| copies::digest(self.files(), path))
            .map(|digest| set("sha256", digest));
        url.into_iter().chain(digest).collect()
    }
}

/// Replaces other names of a party by its id.
fn redirects<'f>(
    file: &'f CheckedFile,
    registry: &'f Registry,
) -> impl Iterator<Item = Edit> + use<'f> {
    let names: BTreeSet<&String> = names(file).collect();
    names.into_iter().filter_map(|name| {
        let id = registry.party_id(name).filter(|id| id != name)?;
        Some(Edit::Redirect {
            kind: "party",
            from: name.clone(),
            to: id.to_owned(),
        })
    })
}

/// Lists every name of a party in a file, as the file spells it.
fn names(file: &CheckedFile) -> impl Iterator<Item = &String> {
    let articles = file.articles.iter();
    let articles = articles.filter_map(|article| article.core.publisher.as_ref());
    let parties = file.parties.iter();
    let parties = parties.flat_map(|party| party.core.part_of.iter().chain(&party.core.interests));
    let claims = file.claims.iter().map(|whole| &whole.claim);
    articles
        .chain(parties)
        .chain(file.sources.iter().flat_map(source_names))
        .chain(claims.flat_map(claim_names))
}

fn source_names(source: &Source) -> impl Iterator<Item = &String> {
    let core = &source.core;
    let publisher = core.publisher.iter();
    publisher.chain(&core.voice).chain(&core.interests)
}

fn claim_names(claim: &Claim) -> impl Iterator<Item = &String> {
    let core = &claim.core;
    let named = core.speaker.iter().chain(&core.quoted).chain(&core.accuses);
    let voices = core.evidence.iter().filter_map(|row| row.voice.as_ref());
    let asked = claim.words.asked.iter().map(|asked| &asked.of);
    let appearances = claim.words.appearances.iter();
    let publishers = appearances.filter_map(|one| one.publisher.as_ref());
    named
        .chain(&core.concerns)
        .chain(voices)
        .chain(publishers)
        .chain(asked)
}
