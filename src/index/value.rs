//! Domain values at the SQL edge: words, dates and lists go in as text and come out checked.

use crate::domain::address::Address;
use crate::domain::article::{ArticleState, Skip};
use crate::domain::claim::{ClaimKind, EvidenceOffered, LinkKind, Outcome, StakeKind};
use crate::domain::date::Date;
use crate::domain::evidence::{About, Stance};
use crate::domain::id::Id;
use crate::domain::party::{PartyKind, Reliability};
use crate::domain::passage::{AnchorHow, UnitKind};
use crate::domain::records::RecordKind;
use crate::domain::ruling::{Rating, RulingStatus};
use crate::domain::source::SourceKind;
use crate::domain::status::{AttributionStatus, ContestedBy, Derived, Flag, Flags, Status};
use crate::index::rows::LogMatter;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use sha2::{Digest, Sha256};

/// The digest of what the addresses of one page usually share. `None` for what is not a web address.
pub(super) fn near(address: Option<&String>) -> Option<i64> {
    let near = Address::parse(address?).ok()?.near();
    Some(digest(&near))
}

/// A digest of a text: the first eight bytes of its SHA-256.
pub(super) fn digest(text: &str) -> i64 {
    let bytes = Sha256::digest(text.as_bytes());
    let number = bytes
        .iter()
        .take(8)
        .fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
    number.cast_signed()
}

/// The index holds a text that this program never writes there.
#[derive(Debug, thiserror::Error)]
#[error("the index holds `{text}` where a {what} belongs")]
pub(super) struct StrangeText {
    what: &'static str,
    text: String,
}

fn parsed<T>(
    what: &'static str,
    value: ValueRef<'_>,
    parse: impl Fn(&str) -> Option<T>,
) -> FromSqlResult<T> {
    let text = value.as_str()?;
    parse(text).ok_or_else(|| {
        let text = text.to_owned();
        FromSqlError::Other(Box::new(StrangeText { what, text }))
    })
}

/// Reads and writes closed vocabularies as their words.
macro_rules! stored_words {
    ($($name:ty: $what:literal,)+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                parsed($what, value, Self::parse)
            }
        }
    )+};
}

stored_words! {
    About: "question",
    AnchorHow: "way to find a quote",
    UnitKind: "unit",
    ArticleState: "state of an article",
    AttributionStatus: "status of the attribution",
    ClaimKind: "kind of claim",
    ContestedBy: "reason to contest",
    Derived: "derived status",
    EvidenceOffered: "word for evidence offered",
    Flag: "flag",
    RecordKind: "kind of record",
    LinkKind: "relation",
    LogMatter: "entry of the log",
    Outcome: "outcome",
    PartyKind: "kind of party",
    Reliability: "reliability",
    RulingStatus: "ruling",
    SourceKind: "kind of source",
    StakeKind: "stake",
    Stance: "stance",
    Status: "status",
}

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parsed("id", value, Self::parse)
    }
}

impl ToSql for Date {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Date {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parsed("date", value, Self::parse)
    }
}

/// Flags are words with a space between them.
impl ToSql for Flags {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let words: Vec<&str> = self.iter().map(Flag::as_str).collect();
        Ok(words.join(" ").into())
    }
}

impl FromSql for Flags {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parsed("list of flags", value, |text| {
            text.split_whitespace().map(Flag::parse).collect()
        })
    }
}

/// A rating is a JSON object.
impl ToSql for Rating {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let Self { value, best, worst } = self;
        let json = serde_json::json!({ "value": value, "best": best, "worst": worst });
        Ok(json.to_string().into())
    }
}

impl FromSql for Rating {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parsed("rating", value, |text| {
            let object: serde_json::Value = serde_json::from_str(text).ok()?;
            let number = |key: &str| object.get(key)?.as_i64();
            Some(Self {
                value: number("value")?,
                best: number("best")?,
                worst: number("worst")?,
            })
        })
    }
}

/// A list of texts, on its way out of the index, where it is a JSON array.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct List(pub(super) Vec<String>);

impl FromSql for List {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parsed("list", value, |text| match text {
            "[]" => Some(Self(Vec::new())),
            _ => serde_json::from_str(text).ok().map(Self),
        })
    }
}

/// The skipped passages of an article, on their way out of the index: a JSON array of quote, reason and line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Skips(pub(super) Vec<Skip>);

impl FromSql for Skips {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parsed("list of skipped passages", value, |text| {
            let skips: Vec<(String, String, u32)> = serde_json::from_str(text).ok()?;
            let skip = |(quote, reason, line)| Skip {
                quote,
                reason,
                line,
            };
            Some(Self(skips.into_iter().map(skip).collect()))
        })
    }
}

/// A list of texts as a JSON array.
pub(super) fn json(list: &[String]) -> String {
    serde_json::Value::from(list).to_string()
}

#[cfg(test)]
mod tests {
    use super::{List, json};
    use crate::domain::date::Date;
    use crate::domain::evidence::Stance;
    use crate::domain::id::Id;
    use crate::domain::ruling::Rating;
    use crate::domain::status::{Flag, Flags};
    use crate::index::IndexError;
    use rusqlite::types::FromSql;
    use rusqlite::{Connection, ToSql};

    /// What comes out when SQLite hands over a value.
    fn read<T: FromSql>(value: impl ToSql) -> Result<T, IndexError> {
        let connection = Connection::open_in_memory()?;
        Ok(connection.query_row("SELECT ?1", [value], |row| row.get(0))?)
    }

    fn strange<T: FromSql + std::fmt::Debug>(text: &str) -> String {
        let error = read::<T>(text).unwrap_err();
        assert!(error.is_damage(), "{error}");
        error.to_string()
    }

    #[test]
    fn every_word_comes_back_as_it_went_in() {
        for stance in Stance::ALL {
            assert_eq!(read::<Stance>(stance).unwrap(), *stance);
        }
        assert_eq!(read::<Option<Stance>>(None::<Stance>).unwrap(), None);
    }

    #[test]
    fn a_word_that_nobody_writes_is_damage_and_the_message_says_which() {
        assert_eq!(
            strange::<Stance>("applauds"),
            "the index holds `applauds` where a stance belongs"
        );
        assert_eq!(
            strange::<Option<Stance>>(""),
            "the index holds `` where a stance belongs"
        );
        assert_eq!(
            strange::<Id>("Not An Id"),
            "the index holds `Not An Id` where a id belongs"
        );
    }

    #[test]
    fn a_number_in_place_of_a_word_is_damage() {
        assert!(read::<Stance>(7).unwrap_err().is_damage());
        assert!(read::<List>(1).unwrap_err().is_damage());
    }

    #[test]
    fn dates_keep_how_exact_they_are() {
        for text in ["2026", "2026-03", "2026-03-02"] {
            let date: Date = read(Date::parse(text)).unwrap();
            assert_eq!(date.to_string(), text);
        }
        assert!(strange::<Date>("2026-13").contains("a date belongs"));
    }

    #[test]
    fn flags_are_words_with_a_space_between_them() {
        let flags: Flags = [Flag::Reopen, Flag::Fragile].into_iter().collect();
        assert_eq!(read::<Flags>(flags).unwrap(), flags);
        assert_eq!(read::<Flags>("").unwrap(), Flags::NONE);
        assert!(strange::<Flags>("fragile cracked").contains("a list of flags belongs"));
    }

    #[test]
    fn a_rating_needs_all_three_numbers() {
        let rating = Rating {
            value: -2,
            best: 5,
            worst: -5,
        };
        assert_eq!(read::<Rating>(rating).unwrap(), rating);
        for text in [
            "",
            "{}",
            r#"{"value":1,"best":5}"#,
            r#"{"value":1.5,"best":5,"worst":1}"#,
        ] {
            assert!(
                strange::<Rating>(text).contains("a rating belongs"),
                "{text}"
            );
        }
    }

    #[test]
    fn lists_keep_order_and_any_text() {
        for list in [vec![], vec!["b", "a"], vec!["\"", "[]", ", ", "ä\n"]] {
            let list: Vec<String> = list.into_iter().map(str::to_owned).collect();
            assert_eq!(read::<List>(json(&list)).unwrap(), List(list));
        }
        for text in ["", "[", "[1]", "{}", "null"] {
            assert!(strange::<List>(text).contains("a list belongs"), "{text}");
        }
    }
}
