//! Reads the mapping of an import: which column of a table becomes which field.

use crate::document::edit::Value;
use crate::document::format::{CLAIM, EVIDENCE, PARTY, SOURCE};
use crate::document::nearest::nearest;
use crate::document::shape::{FieldShape, Kind, TableShape};
use crate::domain::evidence::Stance;
use crate::domain::name::fold;
use crate::domain::ruling::RulingStatus;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::{Table, Value as Toml};

/// A mapping.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// How to read the file.
    pub import: ImportSettings,
    /// The fields of a claim.
    pub claim: Vec<FieldRule>,
    /// The evidence of a claim: one row for each rule.
    pub evidence: Vec<EvidenceRule>,
    /// The fields of a source that a row is.
    pub source: Vec<FieldRule>,
    /// The fields of a party that a row is.
    pub party: Vec<FieldRule>,
    /// Rows to leave out.
    pub skip: Vec<SkipRule>,
    /// Columns to leave out.
    pub ignored: Vec<String>,
    /// What the words of other people's verdicts mean, folded.
    pub ratings: BTreeMap<String, RatingWord>,
}

/// `[import]`: how to read the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportSettings {
    /// The name of the import, and of its ledger.
    pub name: Option<String>,
    /// The format of the file.
    pub format: Option<String>,
    /// What separates the cells.
    pub delimiter: Option<char>,
    /// The encoding of the file.
    pub encoding: Option<String>,
    /// How dates are written, as strftime has it.
    #[serde(default)]
    pub dates: Vec<String>,
    /// The columns that identify a row.
    #[serde(default, deserialize_with = "one_or_many")]
    pub id: Vec<String>,
    /// The language of the texts that do not say theirs.
    pub language: Option<String>,
}

/// Where the value of a field comes from.
#[derive(Clone, Debug)]
pub struct FieldRule {
    /// The field.
    pub field: &'static FieldShape,
    /// The column, or the same text for every row.
    pub from: CellSource,
    /// What becomes of values, folded.
    pub map: BTreeMap<String, String>,
    /// What becomes of the values that `map` does not have.
    pub otherwise: Otherwise,
    /// What separates the entries of a list.
    pub split: Option<String>,
}

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellSource {
    /// A column, by its title.
    Column(String),
    /// The mapping itself.
    Fixed(String),
}

/// What becomes of a value that the mapping does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// It is taken as it is.
    Keep,
    /// The field stays empty.
    Skip,
    /// The import stops.
    Stop,
    /// It becomes this one.
    Word(String),
}

/// A row of evidence: its source and its own fields.
#[derive(Clone, Debug, Default)]
pub struct EvidenceRule {
    /// The fields of the source.
    pub source: Vec<FieldRule>,
    /// The fields of the row.
    pub fields: Vec<FieldRule>,
}

/// Rows to leave out: those with one of these values in a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkipRule {
    /// The column.
    pub column: String,
    /// The values.
    #[serde(deserialize_with = "one_or_many")]
    pub is: Vec<String>,
}

/// What a word of a verdict means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingWord {
    /// For others' reviews: where their evidence points.
    Stance(Stance),
    /// For our own reviews: the ruling.
    Ruling(RulingStatus),
}

/// A mapping that cannot be used. The message follows the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MappingError(String);

/// What is wrong with evidence that is not a list of tables.
const NEEDS_HEADER: &str = "`evidence` needs the header `[[claim.evidence]]`";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMapping {
    #[serde(default)]
    import: ImportSettings,
    #[serde(default)]
    claim: Table,
    #[serde(default)]
    source: Table,
    #[serde(default)]
    party: Table,
    #[serde(default)]
    skip: RawSkip,
    #[serde(default)]
    ignore: RawIgnore,
    #[serde(default)]
    ratings: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSkip {
    #[serde(default)]
    when: Vec<SkipRule>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIgnore {
    #[serde(default)]
    columns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    column: Option<String>,
    value: Option<String>,
    #[serde(default)]
    map: BTreeMap<String, String>,
    #[serde(rename = "else")]
    otherwise: Option<String>,
    split: Option<String>,
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    match Toml::deserialize(deserializer)? {
        Toml::String(one) => Ok(vec![one]),
        many => many.try_into().map_err(serde::de::Error::custom),
    }
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// If the text is not TOML, or names a field or word that does not exist.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let raw: RawMapping = toml::from_str(text)
            .map_err(|error| MappingError(error.to_string().trim().to_owned()))?;
        let mut claim = raw.claim;
        let evidence = match claim.remove("evidence") {
            None => Vec::new(),
            Some(Toml::Array(rows)) => rows.into_iter().map(evidence).collect::<Result<_, _>>()?,
            Some(_) => return Err(MappingError(NEEDS_HEADER.to_owned())),
        };
        let ratings = raw.ratings.into_iter();
        let ratings = ratings.map(|(word, meaning)| Ok((fold(&word), rating(&word, &meaning)?)));
        Ok(Self {
            import: raw.import,
            claim: rules(&CLAIM, claim)?,
            evidence,
            source: rules(&SOURCE, raw.source)?,
            party: rules(&PARTY, raw.party)?,
            skip: raw.skip.when,
            ignored: raw.ignore.columns,
            ratings: ratings.collect::<Result<_, MappingError>>()?,
        })
    }

    /// Whether it says which columns become which fields.
    #[must_use]
    pub fn has_fields(&self) -> bool {
        !(self.claim.is_empty() && self.source.is_empty() && self.party.is_empty())
    }
}

impl FieldRule {
    /// Takes a column as it is.
    #[must_use]
    pub fn of_column(field: &'static FieldShape, column: &str) -> Self {
        Self {
            field,
            from: CellSource::Column(column.to_owned()),
            map: BTreeMap::new(),
            otherwise: Otherwise::Keep,
            split: None,
        }
    }
}

fn rating(word: &str, meaning: &str) -> Result<RatingWord, MappingError> {
    let stance = Stance::parse(meaning).map(RatingWord::Stance);
    let meant = stance.or_else(|| RulingStatus::parse(meaning).map(RatingWord::Ruling));
    meant.ok_or_else(|| {
        let words: Vec<&str> = [Stance::WORDS, RulingStatus::WORDS].concat();
        MappingError(format!(
            "`{word}` in `[ratings]` must be one of: {}",
            words.join(", ")
        ))
    })
}

fn evidence(row: Toml) -> Result<EvidenceRule, MappingError> {
    let Toml::Table(mut row) = row else {
        return Err(MappingError(
            "`[[claim.evidence]]` must be a table".to_owned(),
        ));
    };
    let Some(Toml::Table(source)) = row.remove("source") else {
        let help = "`[[claim.evidence]]` needs a field of its source: `source.url = \"Link\"`";
        return Err(MappingError(help.to_owned()));
    };
    Ok(EvidenceRule {
        source: rules(&SOURCE, source)?,
        fields: rules(&EVIDENCE, row)?,
    })
}

fn rules(shape: &'static TableShape, table: Table) -> Result<Vec<FieldRule>, MappingError> {
    let rules = table
        .into_iter()
        .map(|(key, value)| rule(shape, &key, value));
    rules.collect()
}

/// The field of a table with this name. The others cannot come from one cell.
fn field(shape: &'static TableShape, key: &str) -> Result<&'static FieldShape, MappingError> {
    let takes = |field: &&FieldShape| !matches!(field.kind, Kind::Tables(_) | Kind::Table(_));
    if let Some(field) = shape.field(key).filter(takes) {
        return Ok(field);
    }
    let names = || shape.fields.iter().filter(takes).map(|field| field.name);
    let meant = nearest(key, names()).map(|name| format!(": did you mean `{name}`?"));
    let all = || format!(", only {}", names().collect::<Vec<_>>().join(", "));
    let help = meant.unwrap_or_else(all);
    Err(MappingError(format!(
        "a {} has no field `{key}`{help}",
        shape.noun
    )))
}

fn rule(shape: &'static TableShape, key: &str, value: Toml) -> Result<FieldRule, MappingError> {
    let field = field(shape, key)?;
    if let Toml::String(column) = value {
        return Ok(FieldRule::of_column(field, &column));
    }
    let wrong = |error: &dyn std::fmt::Display| MappingError(format!("`{key}`: {error}"));
    let raw: RawRule = value.try_into().map_err(|error| wrong(&error))?;
    let from = match (raw.column, raw.value) {
        (Some(column), None) => CellSource::Column(column),
        (None, Some(value)) => CellSource::Fixed(value),
        _ => return Err(wrong(&"give either `column` or `value`")),
    };
    let otherwise = Otherwise::of(raw.otherwise.as_deref());
    if let Some(reason) = impossible(field, raw.map.values().chain(otherwise.word())) {
        return Err(wrong(&reason));
    }
    let map = raw.map.into_iter();
    Ok(FieldRule {
        field,
        from,
        map: map.map(|(from, to)| (fold(&from), to)).collect(),
        otherwise,
        split: raw.split,
    })
}

/// Why a field cannot have one of these values.
fn impossible<'m>(
    field: &FieldShape,
    mut meanings: impl Iterator<Item = &'m String>,
) -> Option<String> {
    if matches!(field.kind, Kind::Date | Kind::Texts) {
        return None;
    }
    meanings.find_map(|meaning| Value::typed(field, meaning, &|_| None).err())
}

impl Otherwise {
    fn of(typed: Option<&str>) -> Self {
        match typed {
            None | Some("keep") => Self::Keep,
            Some("skip") => Self::Skip,
            Some("stop") => Self::Stop,
            Some(word) => Self::Word(word.to_owned()),
        }
    }

    fn word(&self) -> Option<&String> {
        match self {
            Self::Word(word) => Some(word),
            Self::Keep | Self::Skip | Self::Stop => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CellSource, Mapping, Otherwise};

    const DESK: &str = "[import]\nname = 'desk'\ndelimiter = ';'\nid = 'Ref'\n[claim]\ntext = 'Statement'\n\
        speaker = { column = 'Who', map = { 'MoD' = 'ministry' }, else = 'keep' }\n\
        [[claim.evidence]]\nsource.url = 'Link 1'\n\
        stance = { column = 'Verdict', map = { 'OK' = 'supports' }, else = 'context' }\n\
        [skip]\nwhen = [{ column = 'Status', is = ['dup'] }]\n[ratings]\n'Pants on fire' = 'refutes'\n";

    #[test]
    fn a_mapping_says_where_each_field_comes_from() {
        let mapping = Mapping::parse(DESK).unwrap();
        assert_eq!(mapping.import.id, ["Ref"]);
        let speaker = &mapping
            .claim
            .iter()
            .find(|rule| rule.field.name == "speaker")
            .unwrap();
        assert_eq!(speaker.from, CellSource::Column("Who".to_owned()));
        assert_eq!(speaker.map["mod"], "ministry");
        let stance = &mapping.evidence[0].fields[0];
        assert_eq!(stance.otherwise, Otherwise::Word("context".to_owned()));
        assert!(mapping.ratings.contains_key("pants on fire"));
    }

    #[test]
    fn what_a_mapping_gets_wrong_is_named() {
        for (text, expect) in [
            ("[claim]\nspeakr = 'x'\n", "did you mean `speaker`?"),
            ("[claim]\nspeaker = { where = 'x' }\n", "where"),
            (
                "[claim]\nspeaker = { map = {} }\n",
                "either `column` or `value`",
            ),
            (
                "[claim]\nkind = { column = 'x', else = 'thing' }\n",
                "cannot be `thing`: it is one of: event",
            ),
            ("[[claim.evidence]]\nstance = 'x'\n", "source.url"),
            ("[ratings]\nfalse = 'wrong'\n", "must be one of: supports"),
            ("[imports]\n", "unknown field `imports`"),
            ("[claim\n", "line 1"),
        ] {
            let error = Mapping::parse(text).unwrap_err().to_string();
            assert!(error.contains(expect), "{error}");
        }
    }
}
