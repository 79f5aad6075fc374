//! Opens a book as it was once.

use crate::files::{FileTree, Snapshot};
use crate::index::{IndexError, Terms};
use crate::workspace::refresh::Keeper;
use crate::workspace::{OpenError, Progress, Workspace, settings};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::path::Path;

impl Workspace {
    /// The kept copies and texts that sources and articles name: paths inside the book.
    ///
    /// # Errors
    /// When the index cannot answer.
    pub fn kept_files(&self) -> Result<BTreeSet<String>, IndexError> {
        let mut kept = BTreeSet::new();
        self.index.in_batches(|batch| -> Result<(), IndexError> {
            for file in batch.files {
                let sources = file.sources.into_iter().map(|source| source.words.file);
                kept.extend(sources.flatten());
                for article in file.articles {
                    kept.extend(article.words.file.into_iter().chain(article.words.original));
                }
            }
            Ok(())
        })?;
        Ok(kept)
    }

    /// Opens the book at `root` as it was once. Its index is in memory, and nothing looks at its folder.
    ///
    /// # Errors
    /// When the snapshot has no folder `claims`, or the index cannot be built.
    pub fn of_snapshot(
        root: &Path,
        snapshot: Snapshot,
        today: NaiveDate,
        progress: &dyn Progress,
    ) -> Result<Self, OpenError> {
        let files = FileTree::Snapshot(&snapshot);
        let settings = settings::read(files);
        let keeper = Keeper {
            root,
            files,
            cache: None,
            terms: Terms {
                needs_origins: settings.config.needs_origins,
                today,
            },
            is_alone: true,
            progress,
        };
        let walk = keeper.walk()?;
        let index = keeper.in_memory(&walk)?;
        Ok(Self {
            root: root.to_path_buf(),
            cache: None,
            settings,
            today,
            index,
            refused: walk.refused,
            torn: None,
            snapshot: Some(snapshot),
        })
    }
}
