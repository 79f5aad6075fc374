//! The kinds of records, and what one file brings to the book.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::id::Id;
use crate::domain::party::Party;
use crate::domain::source::Source;
use crate::domain::words::words;

words! {
    /// The kind of a record, spelled as its table in a file.
    RecordKind {
        /// An article.
        Article = "article",
        /// A party.
        Party = "party",
        /// A source.
        Source = "source",
        /// A claim.
        Claim = "claim",
    }
}

/// What one file brings to the book, in the file's order.
///
/// If the file has an article, its claims appear in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// The article that the file's claims appear in.
    pub article: Option<Article>,
    /// The parties that it defines.
    pub parties: Vec<Party>,
    /// The sources that it defines.
    pub sources: Vec<Source>,
    /// The claims that it holds.
    pub claims: Vec<Claim>,
}

/// A record with an id, on a line of a file.
pub trait Placed {
    /// Its id.
    fn id(&self) -> &Id;

    /// The line of its header.
    fn line(&self) -> u32;

    /// Moves it down by this many lines, with everything that it holds.
    fn move_by(&mut self, lines: i32);
}

macro_rules! placed {
    ($($record:ident),+) => {
        $(impl Placed for $record {
            fn id(&self) -> &Id {
                &self.core.id
            }

            fn line(&self) -> u32 {
                self.words.line
            }

            fn move_by(&mut self, lines: i32) {
                self.words.line = self.words.line.wrapping_add_signed(lines);
            }
        })+
    };
}

placed! { Party, Source }

impl Placed for Article {
    fn id(&self) -> &Id {
        &self.core.id
    }

    fn line(&self) -> u32 {
        self.words.line
    }

    fn move_by(&mut self, lines: i32) {
        let skips = self.words.skip.iter_mut().map(|skip| &mut skip.line);
        for line in skips.chain([&mut self.words.line]) {
            *line = line.wrapping_add_signed(lines);
        }
    }
}

impl Placed for Claim {
    fn id(&self) -> &Id {
        &self.core.id
    }

    fn line(&self) -> u32 {
        self.words.line
    }

    fn move_by(&mut self, lines: i32) {
        let words = &mut self.words;
        let evidence = words.evidence.iter_mut().map(|row| &mut row.line);
        let appearances = words.appearances.iter_mut().map(|row| &mut row.line);
        let asked = words.asked.iter_mut().map(|row| &mut row.line);
        let searched = words.searched.iter_mut().map(|row| &mut row.line);
        let rulings = words.rulings.iter_mut().map(|row| &mut row.line);
        let rows = evidence.chain(appearances).chain(asked);
        let rows = rows.chain(searched).chain(rulings);
        for line in rows.chain([&mut words.line]) {
            *line = line.wrapping_add_signed(lines);
        }
    }
}
