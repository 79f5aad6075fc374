//! What an entry of any reference manager says of a source.

use crate::document::format::SOURCE;
use crate::domain::records::RecordKind;
use crate::exchange::import::build::TakenFields;
use crate::exchange::import::record::{ForeignFields, ForeignRecord, Naming, Reading};

/// The kind of source that a word of a format means.
pub(super) fn kind(kinds: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    let found = kinds.iter().find(|(known, _)| *known == word);
    found.map(|(_, kind)| *kind)
}

/// What an entry says of a source.
#[derive(Default)]
pub(super) struct BibSource {
    pub(super) foreign: Option<String>,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) accessed: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) note: Option<String>,
    /// What registers call it: the register and the id.
    pub(super) refs: Vec<(&'static str, String)>,
}

impl BibSource {
    /// Adds the source, or skips an entry without anything to name it by.
    pub(super) fn add(self, reading: &mut Reading) {
        let row = reading.rows;
        if self.title.is_none() && self.url.is_none() {
            return reading.skip(row, "no title and no address");
        }
        let Some(foreign) = self.foreign.clone() else {
            return reading.skip(row, "no id");
        };
        let fields = self.fields(reading);
        reading.records.push(ForeignRecord {
            row,
            foreign,
            naming: Naming::Given,
            kind: RecordKind::Source,
            id: None,
            article: None,
            fields,
            rows: Vec::new(),
        });
    }

    fn fields(self, reading: &mut Reading) -> ForeignFields {
        let texts = [
            ("title", self.title),
            ("author", self.author),
            ("publisher", self.publisher),
            ("published", self.published),
            ("accessed", self.accessed),
            ("url", self.url),
            ("language", self.language),
            ("kind", self.kind),
            ("note", self.note),
        ];
        let mut fields = TakenFields::of(&SOURCE, reading, &[]);
        for (field, text) in texts {
            fields.take(field, text.as_deref());
        }
        for (register, id) in self.refs {
            fields.reference(register, Some(&id));
        }
        fields.done()
    }

    /// Notes the DOI, which is also an address if there is no other.
    pub(super) fn doi(&mut self, doi: Option<String>) {
        if let Some(doi) = doi {
            self.url
                .get_or_insert_with(|| format!("https://doi.org/{doi}"));
            self.refs.push(("doi", doi));
        }
    }
}

/// The texts that are there, with a separator; none if there is none.
pub(super) fn joined<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    separator: &str,
) -> Option<String> {
    let texts = texts
        .into_iter()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let texts: Vec<&str> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(separator))
}
