//! How a table of the format is described: its fields, what each field holds, and which fields a table must have.

/// What a field's value must be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An id: lower-case words joined by `-`.
    Id,
    /// A text that must not be blank.
    Text,
    /// A text. A blank one counts as absent.
    Note,
    /// A path inside the book, with `/` between its parts.
    Path,
    /// A list of texts, none of them blank.
    Texts,
    /// A date, as exact as it is known.
    Date,
    /// A whole number in this range, both ends included.
    Number(i64, i64),
    /// `true` or `false`.
    Flag,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// A SHA-256 digest: 64 hexadecimal digits.
    Digest,
    /// One table.
    Table(&'static TableShape),
    /// A list of tables.
    Tables(&'static TableShape),
    /// A table with any keys. The value of each is one word of a closed list.
    Levels(&'static [&'static str]),
}

/// One field of a table.
#[derive(Clone, Copy, Debug)]
pub struct FieldShape {
    /// Its key.
    pub name: &'static str,
    /// What its value must be.
    pub kind: Kind,
    /// Whether claimbook leaves out a record that lacks it.
    pub required: bool,
    /// What it means, as one line of the reference.
    pub doc: &'static str,
}

/// One table of the format.
#[derive(Debug)]
pub struct TableShape {
    /// The table's path, as in a header: `claim.evidence`.
    pub name: &'static str,
    /// What messages call one such table: `evidence row`.
    pub noun: &'static str,
    /// What it is, as one line of the reference.
    pub doc: &'static str,
    /// Its fields, in the order of the reference.
    pub fields: &'static [FieldShape],
}

impl TableShape {
    /// The last part of its path: its key in the table that holds it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(_, key)| key)
    }

    /// The position of a field among the fields, which is also its slot in a table that was read.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The tables below it, each once, from the top down.
    #[must_use]
    pub fn below(&self) -> Vec<&'static TableShape> {
        let mut found: Vec<&'static TableShape> = Vec::new();
        for field in self.fields {
            if let Kind::Table(shape) | Kind::Tables(shape) = field.kind
                && found.iter().all(|known| known.name != shape.name)
            {
                found.push(shape);
                found.extend(shape.below());
            }
        }
        found
    }

    /// The field with that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldShape> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// What a field holds that takes the numbers between these two.
pub(crate) fn whole_number(least: i64, most: i64) -> String {
    format!("a whole number from {least} to {most}")
}

pub(crate) const fn field(name: &'static str, kind: Kind, doc: &'static str) -> FieldShape {
    FieldShape {
        name,
        kind,
        required: false,
        doc,
    }
}

pub(crate) const fn required(name: &'static str, kind: Kind, doc: &'static str) -> FieldShape {
    FieldShape {
        name,
        kind,
        required: true,
        doc,
    }
}

/// What `refs` means on every record that has it.
pub(super) const REFS: &str = "What other programs call it: `doi:10.1000/182`, `zotero:users/0/ABCD2345`. `import` finds the record again by these.";
