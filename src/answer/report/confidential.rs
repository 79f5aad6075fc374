//! Hides what the book marks as confidential. Sources and parties lose their names, places and words. They keep their part
//! in the counts, because a reader could not follow the counts otherwise.
//!
//! A source is hidden too if its publisher or its voice is. A report also says nothing from which a reader could guess a
//! hidden source: why a row that rests on it is left out, whose side it takes, from which houses the next origin must not
//! come. But nobody searches the wording of a claim, a note or a ruling for names: the desk that wrote it answers for it.
//!
//! What a report may show is an allow-list: `mask` takes every record apart field by field, without `..`, so a new field
//! does not compile until somebody decides whether a report may show it.

use crate::answer::PartyName;
use crate::answer::names::{NameBook, withheld_party};
use crate::answer::report::{Answer, SourceFacts};
use crate::domain::filter::Filter;
use crate::domain::source::Source;
use crate::index::{Index, IndexError};
use std::collections::{BTreeMap, BTreeSet};

/// Shown instead of the title of a confidential source.
pub(in crate::answer) const WITHHELD_SOURCE: &str = "a source known to the desk";
/// Shown instead of the id of a confidential claim.
pub(super) const WITHHELD_CLAIM: &str = "a claim known to the desk";

/// What a report must not name.
#[derive(Default)]
pub(in crate::answer) struct Confidential {
    /// The ids of the hidden sources, each with the id that replaces it.
    pub(in crate::answer) sources: BTreeMap<String, String>,
    /// The ids of the hidden sources and of every source that rests on one.
    pub(in crate::answer) resting: BTreeSet<String>,
    pub(in crate::answer) claims: BTreeSet<String>,
    /// The ids of the claims that nobody has read.
    pub(in crate::answer) drafts: BTreeSet<String>,
    pub(in crate::answer) parties: BTreeSet<String>,
}

impl Confidential {
    /// Finds what is confidential in the answer.
    pub(super) fn find(
        index: &Index,
        names: &NameBook,
        answer: &Answer,
    ) -> Result<Self, IndexError> {
        let is_party = |party: &Option<PartyName>| {
            party
                .as_ref()
                .is_some_and(|party| names.is_confidential(&party.name))
        };
        let hidden = |source: &&SourceFacts| {
            let record = source.record.as_ref();
            record.is_some_and(|record| record.words.confidential)
                || is_party(&source.publisher)
                || is_party(&source.voice)
        };
        let ids: BTreeSet<&str> = (answer.sources.iter())
            .filter(hidden)
            .map(|source| source.id.as_str())
            .collect();
        let resting = resting_on(&ids, &answer.sources);
        let numbered = ids.into_iter().zip(1_usize..);
        Ok(Self {
            sources: numbered
                .map(|(id, number)| (id.to_owned(), format!("known-to-the-desk-{number}")))
                .collect(),
            resting,
            claims: index.confidential_claims()?,
            drafts: index.draft_claims()?,
            parties: names.confidential_names(),
        })
    }

    /// Hides it in the answer.
    pub(in crate::answer) fn withhold(&self, answer: &mut Answer) {
        // The parties come later, and without the confidential ones; the filter has its own masking.
        let Answer {
            claims,
            articles,
            sources,
            parties: _,
            queue: _,
            left_out: _,
            drafts: _,
            asked: _,
        } = answer;
        for facts in claims {
            self.mask_claim(facts);
        }
        for row in articles {
            self.mask_article(row);
        }
        for facts in sources {
            self.mask_source(facts);
        }
    }

    /// The filter as a report may repeat it.
    pub(super) fn shown(
        &self,
        index: &Index,
        names: &NameBook,
        filter: &Filter,
    ) -> Result<Filter, IndexError> {
        let records = index.source_records(&filter.source)?;
        let is_party = |name: Option<&str>| name.is_some_and(|name| names.is_confidential(name));
        let marked = |source: &Source| {
            source.words.confidential
                || is_party(names.publisher_of(&source.core))
                || is_party(source.core.voice.as_deref())
        };
        let is_source =
            |id: &str| self.sources.contains_key(id) || records.get(id).is_some_and(marked);
        Ok(Filter {
            ids: replaced(&filter.ids, |id| self.claims.contains(id), WITHHELD_CLAIM),
            source: replaced(&filter.source, is_source, WITHHELD_SOURCE),
            speaker: replaced(
                &filter.speaker,
                |name| names.is_confidential(name),
                &withheld_party().name,
            ),
            ..filter.clone()
        })
    }
}

/// The ids of these sources and of all that rest on one of them, at any distance.
fn resting_on(ids: &BTreeSet<&str>, sources: &[SourceFacts]) -> BTreeSet<String> {
    let repeated_by: BTreeMap<&str, &[String]> = (sources.iter())
        .map(|source| (source.id.as_str(), source.repeated_by.as_slice()))
        .collect();
    let mut resting: BTreeSet<&str> = ids.clone();
    let mut open: Vec<&str> = ids.iter().copied().collect();
    while let Some(id) = open.pop() {
        let below = repeated_by.get(id).copied().unwrap_or_default();
        open.extend(
            below
                .iter()
                .map(String::as_str)
                .filter(|id| resting.insert(id)),
        );
    }
    resting.into_iter().map(str::to_owned).collect()
}

/// The words, with `stand_in` instead of each hidden one.
fn replaced(words: &[String], is_hidden: impl Fn(&str) -> bool, stand_in: &str) -> Vec<String> {
    let shown = |word: &String| if is_hidden(word) { stand_in } else { word }.to_owned();
    words.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn a_repeated_filter_hides_the_hidden_words_and_no_others() {
        let words = ["open", "secret", "other"].map(str::to_owned);
        let shown = replaced(&words, |word| word == "secret", "known to the desk");
        assert_eq!(shown, ["open", "known to the desk", "other"]);
        assert!(replaced(&[], |_| true, "known to the desk").is_empty());
    }
}
