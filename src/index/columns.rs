//! The columns of the tables, each named once. A list of columns makes the INSERT, the SELECT, and the positions by which
//! rows are read: nothing counts columns by hand, and no name is looked up while rows are read.

use crate::index::IndexError;
use rusqlite::{Connection, Statement, ToSql};

/// A value on its way into a table.
pub(super) type Value<'v> = &'v dyn ToSql;

/// Defines a list of columns as a struct with one field for each.
///
/// As `List<Value>` it is a row to be written: the compiler asks for every column. As `List<usize>` it holds the place of
/// each column in a SELECT. A column is read from the table's column of the same name, or from the SQL after its `=`.
/// What the list is for comes before its name: `read`, `write`, or `read write`.
macro_rules! columns {
    ($(#[$meta:meta])* read write: $name:ident $list:tt) => {
        $crate::index::columns::columns!(@list $(#[$meta])* $name $list);
        $crate::index::columns::columns!(@read $name $list);
        $crate::index::columns::columns!(@write $name $list);
    };
    ($(#[$meta:meta])* read: $name:ident $list:tt) => {
        $crate::index::columns::columns!(@list $(#[$meta])* $name $list);
        $crate::index::columns::columns!(@read $name $list);
    };
    ($(#[$meta:meta])* write: $name:ident $list:tt) => {
        $crate::index::columns::columns!(@list $(#[$meta])* $name $list);
        $crate::index::columns::columns!(@write $name $list);
    };
    (@list $(#[$meta:meta])* $name:ident { $($field:ident $(= $sql:literal)?),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub(in crate::index) struct $name<T> { $(pub(in crate::index) $field: T,)+ }

        impl $name<()> {
            /// The SQL of each column.
            pub(in crate::index) const SQL: &'static [&'static str] =
                &[$($crate::index::columns::columns!(@sql $field $($sql)?),)+];
        }
    };
    // In brackets, a name is always a name: in double quotes, SQLite would read a wrong one as a text.
    (@sql $field:ident) => { concat!("[", stringify!($field), "]") };
    (@sql $field:ident $sql:literal) => { $sql };
    (@read $name:ident { $($field:ident $(= $sql:literal)?),+ $(,)? }) => {
        impl $name<usize> {
            /// The places of the columns in a SELECT in which they follow this many others.
            pub(in crate::index) const fn after(others: usize) -> Self {
                #[expect(non_camel_case_types, reason = "named like the columns")]
                enum Place { $($field,)+ }
                Self { $($field: others + Place::$field as usize,)+ }
            }
        }
    };
    (@write $name:ident { $($field:ident),+ $(,)? }) => {
        impl<'v> $name<$crate::index::columns::Value<'v>> {
            /// The values, in the order of the columns.
            pub(in crate::index) fn values(
                self,
            ) -> [$crate::index::columns::Value<'v>; $name::<()>::SQL.len()] {
                [$(self.$field,)+]
            }
        }
    };
}

pub(super) use columns;

columns! {
    /// A file.
    read write: FileColumns { path, size, mtime_ns, ctime_ns, inode, sha256, doubtful, unread }
}

columns! {
    /// Where a record is defined, and whether this definition of its id applies.
    write: PlaceColumns { file, stands }
}

columns! {
    /// The core of an article.
    read write: ArticleCoreColumns { id, publisher }
}

columns! {
    /// The words of an article.
    read write: ArticleWordsColumns { title, author, url, published, accessed, language, archive, local_file, line }
}

columns! {
    /// The core of a party.
    read write: PartyCoreColumns { id, name, aliases, part_of, reliability, interests }
}

columns! {
    /// The words of a party.
    read write: PartyWordsColumns { kind, confidential, line }
}

columns! {
    /// A name of a party, folded.
    write: PartyNameColumns { name, party }
}

columns! {
    /// The core of a source, without what it derives from.
    read write: SourceCoreColumns { id, publisher, kind, voice, own_reporting, interests, retracted }
}

columns! {
    /// The words of a source.
    read write: SourceWordsColumns {
        title, author, url, published, accessed, archive, local_file, sha256, language, confidential, note, line,
    }
}

columns! {
    /// A source that a source repeats.
    write: DerivationColumns { source, position, parent }
}

columns! {
    /// The core of a claim, without its lists.
    read write: ClaimCoreColumns { id, speaker, kind, needs_origins }
}

columns! {
    /// What both readers of claims need beside the core.
    read write: ClaimContextColumns { article, said_on }
}

columns! {
    /// The words of a claim, without its lists.
    read write: ClaimWordsColumns {
        text, attribution, caveat, evidence_offered, section, paragraph, quote, recheck_by, short, confidential, line,
    }
}

columns! {
    /// The full text of a claim.
    write: ClaimTextColumns { rowid, text, quote, attribution, caveat, speaker }
}

columns! {
    /// Which claim a row belongs to, and its place among its like.
    write: ItemColumns { claim, position }
}

columns! {
    /// A tag.
    read write: TagColumns { tag }
}

columns! {
    /// A party with a stake in a claim.
    read write: StakeColumns { kind, party }
}

columns! {
    /// A link from one claim to another.
    read write: RelationColumns { kind, target }
}

columns! {
    /// The core of an evidence row, without the parents that it names.
    read write: EvidenceCoreColumns { source, stance, about, credibility, added }
}

columns! {
    /// The words of an evidence row.
    read write: EvidenceWordsColumns { quote, locator, translation, note, by, line }
}

columns! {
    /// A parent that an evidence row names.
    write: ViaColumns { place, parent }
}

columns! {
    /// The core of a ruling.
    read write: RulingCoreColumns { status, on }
}

columns! {
    /// The words of a ruling.
    read write: RulingWordsColumns { by, reason, rating, line }
}

columns! {
    /// A question put to a party.
    read write: AskedColumns { of, on, due, outcome, note, line }
}

columns! {
    /// A search.
    read write: SearchedColumns { place, on, by, terms, line }
}

columns! {
    /// An exception to the linter.
    read write: ExceptionColumns { code, reason }
}

columns! {
    /// What the evidence gives for a claim.
    read write: AssessmentColumns {
        derived_status, contested_by, attribution_status, flags,
        support_possible, support_established, support_items, support_at_least,
        refute_possible, refute_established, refute_items, refute_at_least,
    }
}

columns! {
    /// What is written beside that, so that listings can filter and sort by it.
    write: VerdictColumns { claim, status, contested, speaker, ruling, changed, changed_from, changed_to }
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

    /// Adds a row: the values of each list of columns, in the order of the lists.
    pub(super) fn run<'v>(
        &mut self,
        values: impl IntoIterator<Item = Value<'v>>,
    ) -> Result<(), IndexError> {
        let mut bound = 0;
        for value in values {
            bound += 1;
            self.statement.raw_bind_parameter(bound, value)?;
        }
        debug_assert_eq!(bound, self.statement.parameter_count());
        self.statement.raw_execute()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Insert, TagColumns, Value, selected};
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

    fn pear<'v>(weight: &'v i64, on: &'v &str) -> PearColumns<Value<'v>> {
        PearColumns { weight, on }
    }

    #[test]
    fn values_land_in_the_columns_of_their_name_whatever_the_order_of_the_table() {
        let connection = orchard();
        let mut insert = Insert::into(&connection, "pear", &[PearColumns::SQL]).unwrap();
        insert.run(pear(&3, &"a").values()).unwrap();
        insert.run(pear(&4, &"b").values()).unwrap();
        let sql = format!(
            "SELECT 7, {} FROM pear ORDER BY 2",
            selected(&[PearAnswer::SQL])
        );
        let at = PearAnswer::<usize>::after(1);
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
        insert.run(pear(&3, &"a").values()).unwrap();
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
        lenient.run(pear(&3, &"a").values()).unwrap();
        lenient.run(pear(&3, &"b").values()).unwrap();
        let mut strict = Insert::into(&connection, "pear", &columns).unwrap();
        assert!(strict.run(pear(&3, &"c").values()).is_err());
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
        assert!(Insert::into(&connection, "pear", &[TagColumns::SQL]).is_err());
        assert!(
            connection
                .prepare(&format!(
                    "SELECT {} FROM pear",
                    selected(&[TagColumns::SQL])
                ))
                .is_err()
        );
    }

    #[test]
    fn lists_follow_one_another_without_a_gap() {
        assert_eq!(
            selected(&[PearColumns::SQL, PearAnswer::SQL]),
            "[weight], [on], weight * 2, [on]"
        );
        let at = PearAnswer::<usize>::after(PearColumns::SQL.len());
        assert_eq!((at.double, at.on), (2, 3));
        let values = pear(&1, &"x").values();
        assert_eq!(values.len(), PearColumns::SQL.len());
    }
}
