//! The columns of the tables, each named once. A list of columns makes the INSERT, the SELECT, and the positions by which
//! rows are read: nothing counts columns by hand, and no name is looked up while rows are read.

use crate::domain::article::{ArticleCore, ArticleWords, Skip};
use crate::domain::claim::{Appearance, Asked, ClaimCore, ClaimWords, Exception, Searched};
use crate::domain::corroboration::{Assessment, Count};
use crate::domain::evidence::{EvidenceCore, EvidenceWords};
use crate::domain::party::{PartyCore, PartyWords};
use crate::domain::ruling::{RulingCore, RulingWords};
use crate::domain::source::{SourceCore, SourceWords};
use crate::index::{FileState, IndexError};
use rusqlite::{Connection, Row, Statement, ToSql};

/// A cell on its way into a table.
pub(super) type Cell<'v> = &'v dyn ToSql;

/// A type whose values are columns of a row, side by side in a SELECT.
pub(super) trait FromColumns: Sized {
    /// The SQL of each column.
    const SQL: &'static [&'static str];

    /// Reads the value from the columns that follow this many others.
    fn read(row: &Row<'_>, others: usize) -> Result<Self, IndexError>;
}

/// Some columns of a row on its way into a table.
pub(super) trait IntoColumns {
    /// Binds the cells, in the order of the columns.
    fn bind(&self, row: &mut NewRow<'_, '_>) -> Result<(), IndexError>;
}

impl<T: IntoColumns> IntoColumns for &T {
    fn bind(&self, row: &mut NewRow<'_, '_>) -> Result<(), IndexError> {
        (**self).bind(row)
    }
}

/// Says which columns hold the fields of a type. A column has the field's name, or the SQL after its `=`.
///
/// A field `as list` is a JSON array, a field `as count` is never negative. Other tables hold the fields after `else`.
macro_rules! stored {
    (read write: $type:ident { $($field:ident $(as $how:ident)? $(= $sql:literal)?),+ $(,)? } $(else { $($other:ident),+ $(,)? })?) => {
        $crate::index::columns::stored!(
            read: $type { $($field $(as $how)? $(= $sql)?),+ } $(else { $($other),+ })?
        );

        impl $crate::index::columns::IntoColumns for $type {
            fn bind(
                &self,
                row: &mut $crate::index::columns::NewRow<'_, '_>,
            ) -> Result<(), $crate::index::IndexError> {
                $($crate::index::columns::stored!(@bind row, self.$field $(, $how)?);)+
                Ok(())
            }
        }
    };
    (read: $type:ident { $($field:ident $(as $how:ident)? $(= $sql:literal)?),+ $(,)? } $(else { $($other:ident),+ $(,)? })?) => {
        impl $crate::index::columns::FromColumns for $type {
            const SQL: &'static [&'static str] =
                &[$($crate::index::columns::columns!(@sql $field $($sql)?),)+];

            fn read(
                row: &rusqlite::Row<'_>,
                others: usize,
            ) -> Result<Self, $crate::index::IndexError> {
                #[expect(non_camel_case_types, reason = "named like the columns")]
                enum Column { $($field,)+ }
                Ok(Self {
                    $($field: $crate::index::columns::stored!(
                        @read row, others + Column::$field as usize $(, $how)?
                    ),)+
                    $($($other: Default::default(),)+)?
                })
            }
        }
    };
    (@bind $row:ident, $value:expr) => { $row.bind(&$value)? };
    (@bind $row:ident, $value:expr, list) => { $row.bind(&$crate::index::value::json(&$value))? };
    (@read $row:ident, $at:expr) => { $row.get($at)? };
    (@read $row:ident, $at:expr, list) => { $row.get::<_, $crate::index::value::List>($at)?.0 };
    (@read $row:ident, $at:expr, count) => { $row.get::<_, i64>($at)?.cast_unsigned() };
}

/// Defines a list of columns as a struct with one field for each.
///
/// A list to `write` holds the cells of a new row: the compiler asks for every one. A list to `read` holds the place of
/// each column in a SELECT. A column has the name of the field, or the SQL after its `=`.
macro_rules! columns {
    ($(#[$meta:meta])* read: $name:ident { $($field:ident $(= $sql:literal)?),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub(in crate::index) struct $name { $(pub(in crate::index) $field: usize,)+ }

        impl $name {
            /// The SQL of each column.
            pub(in crate::index) const SQL: &'static [&'static str] =
                &[$($crate::index::columns::columns!(@sql $field $($sql)?),)+];

            /// The places of the columns in a SELECT in which they follow this many others.
            pub(in crate::index) const fn after(others: usize) -> Self {
                #[expect(non_camel_case_types, reason = "named like the columns")]
                enum Column { $($field,)+ }
                Self { $($field: others + Column::$field as usize,)+ }
            }
        }
    };
    ($(#[$meta:meta])* write: $name:ident { $($field:ident),+ $(,)? }) => {
        $(#[$meta])*
        pub(in crate::index) struct $name<'v> {
            $(pub(in crate::index) $field: $crate::index::columns::Cell<'v>,)+
        }

        impl $name<'_> {
            /// The SQL of each column.
            pub(in crate::index) const SQL: &'static [&'static str] =
                &[$($crate::index::columns::columns!(@sql $field),)+];
        }

        impl $crate::index::columns::IntoColumns for $name<'_> {
            fn bind(
                &self,
                row: &mut $crate::index::columns::NewRow<'_, '_>,
            ) -> Result<(), $crate::index::IndexError> {
                $(row.bind(self.$field)?;)+
                Ok(())
            }
        }
    };
    // In brackets, a name is always a name: in double quotes, SQLite would read a wrong one as a text.
    (@sql $field:ident) => { concat!("[", stringify!($field), "]") };
    (@sql $field:ident $sql:literal) => { $sql };
}

pub(super) use {columns, stored};

stored! { read write: FileState { size, mtime_ns, ctime_ns, inode, sha256, doubtful, unread } }

stored! { read write: ArticleCore { id, publisher, host } }

stored! {
    read write: ArticleWords {
        title, author, url, published, accessed, language, archive, file = "local_file", original,
        sha256, state, line,
    }
    else { skip }
}

stored! { read write: Skip { quote, reason, line } }

stored! {
    read write: PartyCore { id, name, aliases as list, domains as list, kind, part_of, reliability, interests as list }
}

stored! { read write: PartyWords { refs as list, confidential, line } }

stored! {
    read write: SourceCore {
        id, publisher, host, kind, voice, own_reporting, interests as list, retracted,
        retraction_pending,
    }
    else { derived_from }
}

stored! {
    read write: SourceWords {
        title, author, url, published, accessed, archive, file = "local_file", sha256, language,
        confidential, note, refs as list, line,
    }
}

stored! {
    read write: ClaimCore { id, speaker, quoted, kind, needs_origins, draft }
    else { accuses, concerns, evidence, rulings }
}

stored! {
    read write: ClaimWords {
        text, attribution, caveat, evidence_offered, said_on, section, paragraph, quote, prefix, suffix, note, assigned,
        recheck_by, short, refs as list, confidential, line,
    }
    else { tags, denies, contradicts, repeats, allow, evidence, appearances, asked, searched, rulings }
}

stored! {
    read write: EvidenceCore { source, stance, about, voice, credibility, added }
    else { via }
}

stored! { read write: EvidenceWords { quote, locator, translation, note, by, line } }

stored! { read write: RulingCore { status, on, reworded, pending } }

stored! {
    read write: RulingWords { by, reason, wording, url, verdict, language, rating, line }
}

stored! { read write: Appearance { url, publisher, on, archive, quote, line } }

stored! { read write: Asked { of, on, due, outcome, note, line } }

stored! { read write: Searched { place, on, by, terms, line } }

stored! { read write: Exception { code, reason } }

stored! {
    read write: Assessment {
        derived = "derived_status", contested_by, attribution = "attribution_status", flags,
    }
    else { support, refute }
}

stored! { read write: Count { possible, established, items, at_least } }

/// The columns of a [`Count`] of support.
pub(super) const SUPPORT: &[&str] = &[
    "support_possible",
    "support_established",
    "support_items",
    "support_at_least",
];

/// The columns of a [`Count`] of refutation.
pub(super) const REFUTE: &[&str] = &[
    "refute_possible",
    "refute_established",
    "refute_items",
    "refute_at_least",
];

columns! {
    /// The path of a file.
    write: PathColumn { path }
}

columns! {
    /// The number of a record's row (null: a new one), where it is defined, and whether this definition of its id applies.
    write: PlaceColumns { row, file, stands }
}

columns! {
    /// A name of a party, folded.
    write: PartyNameColumns { name, party }
}

columns! {
    /// A source that a source repeats.
    write: DerivationColumns { source, position, parent }
}

columns! {
    /// Digests of addresses, to find a record by one.
    write: NearColumns { near, archive_near }
}

columns! {
    /// The article that a claim appears in.
    write: ArticleColumn { article }
}

columns! {
    /// The full text of a claim.
    write: ClaimTextColumns { rowid, text, quote, speaker, about, evidence }
}

columns! {
    /// The full text of a source.
    write: SourceTextColumns { rowid, title, id, about }
}

columns! {
    /// The full text of a party.
    write: PartyTextColumns { rowid, names, id }
}

columns! {
    /// Which article a skipped passage belongs to, and its place among its like.
    write: SkipColumns { article, position }
}

columns! {
    /// The article whose text a row is about, and the language of the text.
    write: ArticleTextColumns { article, language }
}

columns! {
    /// A sentence of an article's text.
    write: SentenceColumns { article, position, paragraph, start, end }
}

columns! {
    /// A unit of an article's text.
    write: UnitColumns { article, position, kind, paragraph, start, end, sentence_start, sentence_end, text }
}

columns! {
    /// The passage that a claim quotes.
    write: PassageColumns { claim, article, start, end, how, score, paragraph }
}

columns! {
    /// Which claim a row belongs to, and its place among its like.
    write: ItemColumns { claim, position }
}

columns! {
    /// A tag, as written and folded.
    write: TagColumn { tag, folded }
}

columns! {
    /// A party with a stake in a claim.
    write: StakeColumns { kind, party }
}

columns! {
    /// A link from one claim to another.
    write: RelationColumns { kind, target }
}

columns! {
    /// A parent that an evidence row names.
    write: ViaColumns { place, parent }
}

columns! {
    /// What is written beside an assessment, so that listings can filter and sort by it.
    write: VerdictColumns {
        claim, status, contested, against, unsourced, speaker, quoted, quoted_house, both_questions, ruling, changed, changed_from, changed_to
    }
}

columns! {
    /// A flag of a claim.
    write: FlagColumns { flag, claim }
}

/// The SQL of lists of columns, as a SELECT takes it.
pub(super) fn selected(lists: &[&[&str]]) -> String {
    lists.concat().join(", ")
}

/// An INSERT into one table, prepared.
#[derive(Debug)]
pub(super) struct Insert<'c> {
    statement: Statement<'c>,
}

impl<'c> Insert<'c> {
    /// Into these columns of a table. Other columns stay null.
    pub(super) fn into(
        connection: &'c Connection,
        table: &str,
        columns: &[&[&str]],
    ) -> Result<Self, IndexError> {
        Self::prepare(connection, "INSERT", table, columns)
    }

    /// The same, but a row whose key is already there is left out.
    pub(super) fn unless_there(
        connection: &'c Connection,
        table: &str,
        columns: &[&[&str]],
    ) -> Result<Self, IndexError> {
        Self::prepare(connection, "INSERT OR IGNORE", table, columns)
    }

    /// Takes a row out of a full text, which keeps no copy of its texts: the same texts again say which words go.
    pub(super) fn taking_out(
        connection: &'c Connection,
        table: &str,
        columns: &[&str],
    ) -> Result<Self, IndexError> {
        let marks = vec!["?"; columns.len()].join(", ");
        let columns = columns.join(", ");
        let sql = format!("INSERT INTO {table} ({table}, {columns}) VALUES ('delete', {marks})");
        let statement = connection.prepare(&sql)?;
        Ok(Self { statement })
    }

    fn prepare(
        connection: &'c Connection,
        verb: &str,
        table: &str,
        columns: &[&[&str]],
    ) -> Result<Self, IndexError> {
        let columns = columns.concat();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!(
            "{verb} INTO {table} ({}) VALUES ({marks})",
            columns.join(", ")
        );
        let statement = connection.prepare(&sql)?;
        Ok(Self { statement })
    }

    /// Adds a row: the cells of each list of columns, in the order of the lists.
    pub(super) fn run(&mut self, parts: &[&dyn IntoColumns]) -> Result<(), IndexError> {
        let mut row = NewRow {
            statement: &mut self.statement,
            bound: 0,
        };
        parts.iter().try_for_each(|part| part.bind(&mut row))?;
        debug_assert_eq!(row.bound, self.statement.parameter_count());
        self.statement.raw_execute()?;
        Ok(())
    }
}

/// A row on its way into a table, with the number of cells bound so far.
pub(super) struct NewRow<'s, 'c> {
    statement: &'s mut Statement<'c>,
    bound: usize,
}

impl NewRow<'_, '_> {
    /// Binds the next cell.
    pub(super) fn bind(&mut self, cell: Cell<'_>) -> Result<(), IndexError> {
        self.bound += 1;
        Ok(self.statement.raw_bind_parameter(self.bound, cell)?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Insert, TagColumn, selected};
    use rusqlite::Connection;

    columns! {
        /// A pear.
        write: PearColumns { weight, on }
    }

    columns! {
        /// What is asked about a pear.
        read: PearAnswer { double = "weight * 2", on }
    }

    fn orchard() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        let table =
            "CREATE TABLE pear (\"on\" TEXT, colour TEXT DEFAULT 'green', weight INTEGER UNIQUE)";
        connection.execute_batch(table).unwrap();
        connection
    }

    fn pear<'v>(weight: &'v i64, on: &'v &str) -> PearColumns<'v> {
        PearColumns { weight, on }
    }

    #[test]
    fn values_land_in_the_columns_of_their_name_whatever_the_order_of_the_table() {
        let connection = orchard();
        let mut insert = Insert::into(&connection, "pear", &[PearColumns::SQL]).unwrap();
        insert.run(&[&pear(&3, &"a")]).unwrap();
        insert.run(&[&pear(&4, &"b")]).unwrap();
        let sql = format!(
            "SELECT 7, {} FROM pear ORDER BY 2",
            selected(&[PearAnswer::SQL])
        );
        let at = PearAnswer::after(1);
        let mut statement = connection.prepare(&sql).unwrap();
        let pears = statement
            .query_map([], |row| Ok((row.get(at.on)?, row.get(at.double)?)))
            .unwrap();
        let pears: Vec<(String, i64)> = pears.collect::<Result<_, _>>().unwrap();
        assert_eq!(pears, [("a".to_owned(), 6), ("b".to_owned(), 8)]);
    }

    #[test]
    fn columns_that_a_list_leaves_out_keep_their_default() {
        let connection = orchard();
        let mut insert = Insert::into(&connection, "pear", &[PearColumns::SQL]).unwrap();
        insert.run(&[&pear(&3, &"a")]).unwrap();
        let colour: String = connection
            .query_row("SELECT colour FROM pear", [], |row| row.get(0))
            .unwrap();
        assert_eq!(colour, "green");
    }

    #[test]
    fn only_the_lenient_insert_takes_a_key_twice() {
        let connection = orchard();
        let columns = [PearColumns::SQL];
        let mut lenient = Insert::unless_there(&connection, "pear", &columns).unwrap();
        lenient.run(&[&pear(&3, &"a")]).unwrap();
        lenient.run(&[&pear(&3, &"b")]).unwrap();
        let mut strict = Insert::into(&connection, "pear", &columns).unwrap();
        assert!(strict.run(&[&pear(&3, &"c")]).is_err());
        let kept: String = connection
            .query_row("SELECT group_concat(\"on\") FROM pear", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(kept, "a");
    }

    #[test]
    fn a_list_that_a_table_does_not_have_cannot_be_prepared() {
        let connection = orchard();
        assert!(Insert::into(&connection, "pear", &[TagColumn::SQL]).is_err());
        assert!(
            connection
                .prepare(&format!("SELECT {} FROM pear", selected(&[TagColumn::SQL])))
                .is_err()
        );
    }

    #[test]
    fn lists_follow_one_another_without_a_gap() {
        assert_eq!(
            selected(&[PearColumns::SQL, PearAnswer::SQL]),
            "[weight], [on], weight * 2, [on]"
        );
        let at = PearAnswer::after(PearColumns::SQL.len());
        assert_eq!((at.double, at.on), (2, 3));
    }
}
