//! Any statement: it never panics, never writes and never attaches a file.

use super::small_book;
use claimbook::index::{Index, SqlValue};
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

/// Words that let one short statement run for ever or fill the memory, which is not what this target looks for.
const COSTLY: [&str; 4] = ["recursive", "blob", "printf", "format"];

/// Runs the target on one input.
pub(crate) fn run(input: &[u8]) {
    let query = String::from_utf8_lossy(input);
    let lower = query.to_lowercase();
    if COSTLY.iter().any(|word| lower.contains(word)) {
        return;
    }
    small_book::with(|folder, workspace| {
        let before = state(folder.path(), workspace.index());
        let mut rows = 0;
        let _ = workspace
            .index()
            .sql(&query, Duration::MAX, &mut |_| {}, &mut |_| {
                rows += 1;
                if rows < 100 {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            });
        assert_eq!(state(folder.path(), workspace.index()), before, "{query}");
    });
}

/// What no statement can change: the rows, how many changes there were, the databases, the files.
fn state(folder: &Path, index: &Index) -> (Vec<Vec<SqlValue>>, Vec<String>) {
    let mut rows = Vec::new();
    let query = "SELECT total_changes(), (SELECT count(*) FROM pragma_database_list), \
                 (SELECT count(*) FROM sqlite_schema), (SELECT count(*) FROM sqlite_temp_schema), \
                 (SELECT group_concat(id || text) FROM claim)";
    let read = index.sql(query, Duration::MAX, &mut |_| {}, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    read.unwrap();
    let mut files: Vec<String> = [folder.to_owned(), folder.join(".claimbook")]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).into_iter().flatten())
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        // SQLite itself keeps these beside the index.
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    files.sort();
    (rows, files)
}
