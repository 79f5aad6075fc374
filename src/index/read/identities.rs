//! What every record of a book can be recognised by.

use crate::domain::records::RecordKind;
use crate::index::columns::{columns, selected};
use crate::index::query::each_row;
use crate::index::rows::RecordIdentity;
use crate::index::value::List;
use crate::index::{Index, IndexError};
use rusqlite::Row;

columns! {
    /// What a [`RecordIdentity`] is made from.
    read: IdentityColumns {
        id = "k.id", file = "f.path", refs = "k.refs", name = "k.name", names = "k.names", url = "k.url",
        archive = "k.archive", publisher = "k.publisher", published = "k.published", article = "k.article",
    }
}

/// Each kind with the columns in which it has these things.
const KINDS: [(RecordKind, &str); 4] = [
    (
        RecordKind::Party,
        "SELECT id, file, line, stands, refs, name, aliases AS names, NULL AS url, NULL AS archive, NULL AS publisher, NULL AS published, NULL AS article FROM party",
    ),
    (
        RecordKind::Source,
        "SELECT id, file, line, stands, refs, title AS name, '[]' AS names, url, archive, coalesce(publisher, publisher_key) AS publisher, published, NULL AS article FROM source",
    ),
    (
        RecordKind::Article,
        "SELECT id, file, line, stands, '[]' AS refs, title AS name, '[]' AS names, url, archive, publisher, published, NULL AS article FROM article",
    ),
    (
        RecordKind::Claim,
        "SELECT id, file, line, stands, refs, text AS name, '[]' AS names, NULL AS url, NULL AS archive, NULL AS publisher, NULL AS published, article FROM claim",
    ),
];

impl Index {
    /// Hands over every record that applies, by kind, in the order of ids.
    pub fn identities(&self, each: &mut dyn FnMut(RecordIdentity)) -> Result<(), IndexError> {
        for (kind, records) in KINDS {
            let columns = selected(&[IdentityColumns::SQL]);
            let sql = format!(
                "SELECT {columns} FROM ({records}) k JOIN file f ON f.row = k.file WHERE k.stands ORDER BY k.id"
            );
            each_row(self.connection(), &sql, [], |row| {
                each(identity(kind, row)?);
                Ok(())
            })?;
        }
        Ok(())
    }
}

fn identity(kind: RecordKind, row: &Row<'_>) -> Result<RecordIdentity, IndexError> {
    const AT: IdentityColumns = IdentityColumns::after(0);
    Ok(RecordIdentity {
        kind,
        id: row.get(AT.id)?,
        file: row.get(AT.file)?,
        refs: row.get::<_, List>(AT.refs)?.0,
        name: row.get(AT.name)?,
        names: row.get::<_, List>(AT.names)?.0,
        url: row.get(AT.url)?,
        archive: row.get(AT.archive)?,
        publisher: row.get(AT.publisher)?,
        published: row.get(AT.published)?,
        article: row.get(AT.article)?,
    })
}
