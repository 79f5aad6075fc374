//! The columns of a table, and the rules of a mapping with their columns.

use crate::document::format::{CLAIM, FieldShape, Kind};
use crate::document::mapping::{CellSource, FieldRule, Mapping};
use crate::document::nearest::nearest;
use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use crate::exchange::import::ReadingError;
use std::collections::BTreeSet;

/// The columns of a table, by their titles.
pub(super) struct Columns {
    pub(super) titles: Vec<String>,
}

/// A rule with the position of its column.
pub(super) struct PlacedRule<'m> {
    pub(super) rule: &'m FieldRule,
    pub(super) at: Option<usize>,
}

/// The rules of a mapping with their columns.
pub(super) struct ColumnLayout<'m> {
    pub(super) records: Vec<(RecordKind, Vec<PlacedRule<'m>>)>,
    pub(super) evidence: Vec<(Vec<PlacedRule<'m>>, Vec<PlacedRule<'m>>)>,
    pub(super) skip: Vec<(usize, BTreeSet<String>)>,
    pub(super) id: Vec<usize>,
    /// The columns that nothing takes.
    pub(super) unused: Vec<usize>,
}

impl Columns {
    pub(super) fn find(&self, title: &str) -> Option<usize> {
        let exact = self.titles.iter().position(|known| known == title.trim());
        exact.or_else(|| {
            let wanted = fold(title);
            self.titles.iter().position(|known| fold(known) == wanted)
        })
    }

    fn at(&self, title: &str) -> Result<usize, ReadingError> {
        self.find(title).ok_or_else(|| ReadingError::NoColumn {
            column: title.to_owned(),
            nearest: nearest(title, self.titles.iter().map(String::as_str)).map(str::to_owned),
        })
    }

    /// The mapping of a table with our own titles.
    pub(super) fn own(&self) -> Mapping {
        let takes = |field: &&FieldShape| {
            !matches!(field.kind, Kind::Id | Kind::Tables(_)) && self.find(field.name).is_some()
        };
        let fields = CLAIM.fields.iter().filter(takes);
        Mapping {
            claim: fields
                .map(|field| FieldRule::of_column(field, field.name))
                .collect(),
            ..Mapping::default()
        }
    }

    /// The rules of a mapping with the columns of this table.
    pub(super) fn compiled<'m>(
        &self,
        mapping: &'m Mapping,
    ) -> Result<ColumnLayout<'m>, ReadingError> {
        let mut placing = Placing {
            columns: self,
            used: BTreeSet::new(),
        };
        let records = placing.records(mapping)?;
        let evidence = mapping.evidence.iter();
        let evidence =
            evidence.map(|rule| Ok((placing.rules(&rule.source)?, placing.rules(&rule.fields)?)));
        let evidence = evidence.collect::<Result<Vec<_>, ReadingError>>()?;
        let skip = placing.skip(mapping)?;
        let id = mapping.import.id.iter().map(|column| self.at(column));
        let id: Vec<usize> = id.collect::<Result<_, ReadingError>>()?;
        placing.used.extend(&id);
        let ignored = mapping
            .ignored
            .iter()
            .filter_map(|column| self.find(column));
        placing.used.extend(ignored);
        let used = placing.used;
        Ok(ColumnLayout {
            records,
            evidence,
            skip,
            id,
            unused: (0..self.titles.len())
                .filter(|at| !used.contains(at))
                .collect(),
        })
    }
}

/// Finds the column of each rule, and remembers which columns are used.
struct Placing<'c> {
    columns: &'c Columns,
    used: BTreeSet<usize>,
}

impl Placing<'_> {
    fn rules<'m>(&mut self, rules: &'m [FieldRule]) -> Result<Vec<PlacedRule<'m>>, ReadingError> {
        let place = |rule: &'m FieldRule| {
            let at = match &rule.from {
                CellSource::Column(column) => Some(self.columns.at(column)?),
                CellSource::Fixed(_) => None,
            };
            self.used.extend(at);
            Ok(PlacedRule { rule, at })
        };
        rules.iter().map(place).collect()
    }

    fn records<'m>(
        &mut self,
        mapping: &'m Mapping,
    ) -> Result<Vec<(RecordKind, Vec<PlacedRule<'m>>)>, ReadingError> {
        let records = [
            (RecordKind::Party, &mapping.party),
            (RecordKind::Source, &mapping.source),
            (RecordKind::Claim, &mapping.claim),
        ];
        let records = records.into_iter().filter(|(_, rules)| !rules.is_empty());
        records
            .map(|(kind, rules)| Ok((kind, self.rules(rules)?)))
            .collect()
    }

    fn skip(&mut self, mapping: &Mapping) -> Result<Vec<(usize, BTreeSet<String>)>, ReadingError> {
        let skip = mapping.skip.iter().map(|rule| {
            let at = self.columns.at(&rule.column)?;
            self.used.insert(at);
            Ok((at, rule.is.iter().map(|one| fold(one)).collect()))
        });
        skip.collect()
    }
}
