//! What `check --fix` mends by itself: names that have an id, trackers in addresses, digests that are not there yet.
//!
//! Nothing is mended that somebody would have to judge.

use crate::document::edit::Edit;
use crate::document::edit::Place;
use crate::document::edit::Value;
use crate::domain::check::address::without_tracking;
use crate::domain::corroboration::Registry;
use crate::domain::source::Source;
use crate::index::CheckedFile;
use crate::index::IndexError;
use crate::workspace::Workspace;
use crate::workspace::copies;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

impl Workspace {
    /// The edits that mend what can be mended without judgement, by file. Files with problems are left alone, and so are
    /// records that share their id with others.
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
                edits.extend(sources.flat_map(|source| self.of_source(source)));
                if !edits.is_empty() {
                    fixes.insert(file.path.clone(), edits);
                }
            }
            Ok(())
        })?;
        Ok(fixes)
    }

    fn of_source(&self, source: &Source) -> Vec<Edit> {
        let set = |field, value| {
            let place = Place {
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
            .and_then(without_tracking)
            .map(|url| set("url", url));
        let lacks = source
            .words
            .file
            .as_deref()
            .filter(|_| source.words.sha256.is_none());
        let digest = lacks
            .and_then(|path| copies::digest(&self.root, path))
            .map(|digest| set("sha256", digest));
        url.into_iter().chain(digest).collect()
    }
}

/// The edits that put a party's id where a file calls it by another name.
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

/// Every name of a party in a file, as written.
fn names(file: &CheckedFile) -> impl Iterator<Item = &String> {
    let articles = file
        .articles
        .iter()
        .filter_map(|article| article.core.publisher.as_ref());
    let parties = file
        .parties
        .iter()
        .flat_map(|party| party.core.part_of.iter().chain(&party.core.interests));
    let sources = file.sources.iter().flat_map(|source| {
        source
            .core
            .publisher
            .iter()
            .chain(&source.core.voice)
            .chain(&source.core.interests)
    });
    let claims = file
        .claims
        .iter()
        .map(|whole| &whole.claim)
        .flat_map(|claim| {
            let asked = claim.words.asked.iter().map(|asked| &asked.of);
            claim
                .core
                .speaker
                .iter()
                .chain(&claim.core.accuses)
                .chain(&claim.core.concerns)
                .chain(asked)
        });
    articles.chain(parties).chain(sources).chain(claims)
}
