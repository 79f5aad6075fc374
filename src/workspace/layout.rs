//! Where sources and parties are: all of one kind in one file, or each in its own.

use crate::document::config::RegistryLayout;
use crate::document::edit;
use crate::document::edit::CarvedRecord;
use crate::domain::records::RecordKind;
use crate::files;
use crate::workspace::draft::{Draft, DraftError};
use crate::workspace::parse::stem;
use crate::workspace::{Workspace, settings};
use std::collections::BTreeMap;

/// The kinds of records that have a layout.
const KINDS: [RecordKind; 2] = [RecordKind::Source, RecordKind::Party];

/// Why records cannot move.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// `claims/` cannot be listed.
    #[error("cannot list the files of the book: {0}")]
    List(#[from] std::io::Error),
    /// A file cannot be read or edited.
    #[error(transparent)]
    Draft(#[from] DraftError),
}

/// The file of a source or party, if the book keeps this kind in this layout.
#[must_use]
pub fn registry_file(kind: RecordKind, id: &str, layout: RegistryLayout) -> String {
    let name = if kind == RecordKind::Party {
        "parties"
    } else {
        "sources"
    };
    match layout {
        RegistryLayout::OneFile => format!("claims/{name}.toml"),
        RegistryLayout::Each => format!("claims/{name}/{id}.toml"),
    }
}

impl Workspace {
    /// The layout that the settings give for this kind of record.
    #[must_use]
    pub fn layout_of(&self, kind: RecordKind) -> Option<RegistryLayout> {
        match kind {
            RecordKind::Source => self.settings.config.sources,
            RecordKind::Party => self.settings.config.parties,
            RecordKind::Article | RecordKind::Claim => None,
        }
    }

    /// Drafts the book with all sources and parties in this layout, and the settings that say so. Returns how many records
    /// of each kind move.
    ///
    /// # Errors
    /// When a file cannot be read, is not TOML, or has a record that cannot be moved as it is.
    pub fn rearrange(
        &self,
        draft: &mut Draft,
        layout: RegistryLayout,
    ) -> Result<BTreeMap<RecordKind, u64>, LayoutError> {
        let mut moved: BTreeMap<String, Vec<CarvedRecord>> = BTreeMap::new();
        let mut counts = BTreeMap::new();
        for path in files::walk(&self.root)?
            .files
            .into_iter()
            .map(|file| file.path)
        {
            for record in carve(draft, &path, layout)? {
                let Some(kind) = RecordKind::parse(&record.kind) else {
                    continue;
                };
                *counts.entry(kind).or_default() += 1;
                let home = registry_file(kind, &record.id, layout);
                moved.entry(home).or_default().push(record);
            }
        }
        for (home, mut records) in moved {
            let new = edit::put_in(draft.text(&home)?, stem(&home), &mut records);
            let new = draft.accepted(&home, new)?;
            draft.put(&home, new)?;
        }
        let mut text = draft.text(settings::FILE)?.to_owned();
        for field in ["sources", "parties"] {
            let new = edit::set_setting(&text, "layout", (field, layout.as_str()));
            text = draft.accepted(settings::FILE, new)?;
        }
        draft.put(settings::FILE, text)?;
        Ok(counts)
    }
}

/// Takes the records out of a file that belong elsewhere in this layout. A file that is then empty goes.
fn carve(
    draft: &mut Draft,
    path: &str,
    layout: RegistryLayout,
) -> Result<Vec<CarvedRecord>, DraftError> {
    let goes = |kind: &str, id: &str| {
        let kind = RecordKind::parse(kind).filter(|kind| KINDS.contains(kind));
        kind.is_some_and(|kind| registry_file(kind, id, layout) != path)
    };
    let carved = edit::carve(draft.text(path)?, stem(path), &goes);
    let carved = draft.accepted(path, carved)?;
    if !carved.records.is_empty() {
        draft.put(path, carved.rest)?;
        draft.remove_if_empty(path);
    }
    Ok(carved.records)
}
