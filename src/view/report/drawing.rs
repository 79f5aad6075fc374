//! Puts the rows of a claim's evidence into bands.

use crate::answer::evidence::{OriginGroup, Overlap, by_origin};
use crate::answer::sides::Bearing;
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::view::report::bands::{BandBlock, BandRow, BandSide, OriginBand, OriginBands};
use crate::view::report::caption::caption;
use crate::view::report::evidence::row_of;
use crate::view::report::names::SourceTitles;
use crate::view::words;
use std::collections::BTreeSet;

/// The picture of a claim. `named` are the same facts in names.
#[must_use]
pub(super) fn bands(
    facts: &ClaimFacts,
    named: &ClaimFacts,
    titles: &SourceTitles<'_>,
) -> OriginBands {
    let drawing = Drawing {
        facts,
        named,
        titles,
    };
    let block = |side: &BandSide| BandBlock {
        side: *side,
        bands: drawing.bands(*side),
    };
    let blocks = BandSide::ALL.iter().map(block);
    OriginBands {
        caption: caption(facts),
        blocks: blocks.filter(|block| !block.bands.is_empty()).collect(),
    }
}

struct Drawing<'a> {
    facts: &'a ClaimFacts,
    named: &'a ClaimFacts,
    titles: &'a SourceTitles<'a>,
}

impl Drawing<'_> {
    fn bands(&self, side: BandSide) -> Vec<OriginBand> {
        let rows = self.facts.evidence.iter().enumerate();
        let rows: Vec<(usize, &EvidenceAccount)> =
            rows.filter(|(_, row)| BandSide::of(row) == side).collect();
        match side {
            BandSide::For | BandSide::Against => self.counted(&rows),
            BandSide::Word => {
                let mut bands = self.alone(&rows);
                bands.extend(self.other_claims());
                bands
            }
            BandSide::Beside | BandSide::Said | BandSide::LeftOut => self.alone(&rows),
        }
    }

    /// A band for each row that counts, with the rows that are not independent of it. Rows that were too many to compare
    /// have bands of their own.
    fn counted(&self, rows: &[(usize, &EvidenceAccount)]) -> Vec<OriginBand> {
        let (counted, others): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, row)| row.counted);
        let mut bands: Vec<OriginBand> = Vec::with_capacity(counted.len());
        let mut homes: Vec<usize> = Vec::with_capacity(counted.len());
        for (place, row) in counted {
            let mut band = self.band(place, row);
            band.number = Some(bands.len() + 1);
            band.is_established = row.established;
            bands.push(band);
            homes.push(place);
        }
        for (place, row) in others {
            let home = match &row.overlap {
                Some(Overlap::With { row: home, .. }) => {
                    homes.iter().position(|place| place == home)
                }
                _ => None,
            };
            match home.and_then(|home| bands.get_mut(home)) {
                Some(band) => {
                    let is_origin = band.sources.as_slice() == [row.source.as_str()];
                    band.rows.push(self.row(place, is_origin));
                }
                None => bands.push(self.band(place, row)),
            }
        }
        for band in &mut bands {
            band.rows
                .sort_by_key(|row| (!row.is_origin, !row.row.counted));
        }
        bands
    }

    /// One band for all rows of a voice or, if they have none, of a source.
    fn alone(&self, rows: &[(usize, &EvidenceAccount)]) -> Vec<OriginBand> {
        let mut bands: Vec<(String, OriginBand)> = Vec::new();
        for (place, row) in rows {
            let key = match row.speaks() {
                Some(voice) => format!("voice {} {}", voice.name, row.stance),
                None => format!("source {} {}", row.source, row.stance),
            };
            match bands.iter_mut().find(|(known, _)| *known == key) {
                Some((_, band)) => band.rows.push(self.row(*place, false)),
                None => bands.push((key, self.spoken(*place, row))),
            }
        }
        bands.into_iter().map(|(_, band)| band).collect()
    }

    /// A band that is headed by who speaks, not by an origin.
    fn spoken(&self, place: usize, row: &EvidenceAccount) -> OriginBand {
        let who = row.speaks().map(|voice| voice.name.as_str());
        let stance = if BandSide::of(row) == BandSide::LeftOut {
            row.stance.as_str()
        } else {
            words::says(row.stance)
        };
        OriginBand {
            number: None,
            is_established: false,
            name: who
                .unwrap_or_else(|| self.titles.short(&row.source))
                .to_owned(),
            what: stance.to_owned(),
            sources: Vec::new(),
            claim: None,
            rows: vec![self.row(place, false)],
        }
    }

    /// The band of a row's origin, with the row in it.
    fn band(&self, place: usize, row: &EvidenceAccount) -> OriginBand {
        let group = by_origin([row]).into_iter().next();
        let is_origin = group.as_ref().is_some_and(|group| group.is_origin(&row));
        let sources: Vec<String> = group
            .iter()
            .flat_map(OriginGroup::sources)
            .cloned()
            .collect();
        let (name, what) =
            self.described(row, &sources, group.is_some_and(|group| group.has_circle()));
        OriginBand {
            number: None,
            is_established: false,
            name,
            what,
            sources,
            claim: None,
            rows: vec![self.row(place, is_origin)],
        }
    }

    /// Who an origin is, and what.
    fn described(
        &self,
        row: &EvidenceAccount,
        sources: &[String],
        has_circle: bool,
    ) -> (String, String) {
        let names: Vec<String> = sources
            .iter()
            .map(|id| self.titles.short(id).to_owned())
            .collect();
        let all = || words::and(&distinct(&names));
        match sources {
            [] => (
                row.speaks().map_or_else(
                    || self.titles.short(&row.source).to_owned(),
                    |who| who.name.clone(),
                ),
                "a bare word".to_owned(),
            ),
            [one] => (
                self.titles.short(one).to_owned(),
                self.titles.title(one).to_owned(),
            ),
            several if has_circle => (
                all(),
                format!(
                    "these {} cite one another",
                    words::in_words(words::number(several.len()))
                ),
            ),
            _ => (all(), "a mixture of these".to_owned()),
        }
    }

    fn row(&self, place: usize, is_origin: bool) -> BandRow {
        BandRow {
            place,
            is_origin,
            row: row_of(self.facts.row(place), self.named, place),
        }
    }

    /// The claims of others that speak against this one.
    fn other_claims(&self) -> impl Iterator<Item = OriginBand> {
        let relations = self.facts.relations.iter();
        let against = relations.filter_map(|other| Some((other, Bearing::of_relation(other)?)));
        against.map(|(other, how)| OriginBand {
            number: None,
            is_established: false,
            name: words::speaker(other.speaker.as_ref()).to_owned(),
            what: format!(
                "{}: {}",
                words::bearing(how),
                other
                    .text
                    .as_deref()
                    .unwrap_or("a claim that is not in the book")
            ),
            sources: Vec::new(),
            claim: Some(other.claim.clone()),
            rows: Vec::new(),
        })
    }
}

/// Each name once, in order.
fn distinct(names: &[String]) -> Vec<String> {
    let mut met = BTreeSet::new();
    names
        .iter()
        .filter(|name| met.insert(name.as_str()))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{BandSide, OriginBands, bands};
    use crate::answer::evidence::Overlap;
    use crate::answer::tests::{facts, item, own, relation, root, source};
    use crate::answer::{ClaimFacts, EvidenceAccount};
    use crate::domain::corroboration::{LeftOutReason, RowConflict};
    use crate::domain::evidence::{About, Stance};
    use crate::view::report::names::{SourceTitles, in_names};

    fn drawn(claim: &ClaimFacts) -> OriginBands {
        let sources: Vec<_> = ["wire", "post", "mail", "blog"].map(source).to_vec();
        let titles = SourceTitles::new(&sources);
        bands(claim, &in_names(claim, &titles), &titles)
    }

    /// Each band on a line: its side, its number, its name and the places of its rows.
    fn lines(drawn: &OriginBands) -> Vec<String> {
        let bands = drawn
            .blocks
            .iter()
            .flat_map(|block| block.bands.iter().map(move |band| (block.side, band)));
        bands
            .map(|(side, band)| {
                let rows: Vec<String> = band.rows.iter().map(|row| row.place.to_string()).collect();
                let number = band
                    .number
                    .map_or_else(|| "-".to_owned(), |number| number.to_string());
                format!("{side} {number} {}: {}", band.name, rows.join(" "))
            })
            .collect()
    }

    fn counted(row: EvidenceAccount) -> EvidenceAccount {
        EvidenceAccount {
            counted: true,
            ..row
        }
    }

    fn copy(source: &str, of: usize) -> EvidenceAccount {
        EvidenceAccount {
            overlap: Some(Overlap::With {
                row: of,
                shared: RowConflict::Origin("wire".to_owned()),
            }),
            ..item(source, Stance::Supports, &[&["wire"]])
        }
    }

    #[test]
    fn copies_are_in_the_band_of_the_row_that_counts_and_the_caption_is_the_finding() {
        let rows = vec![
            counted(item("post", Stance::Supports, &[&["wire"]])),
            copy("mail", 0),
            copy("wire", 0),
        ];
        let mut claim = facts("c", rows);
        claim.reasoning.assessment.support.possible = 1;
        let drawn = drawn(&claim);
        assert_eq!(
            drawn.caption,
            "Three reports, one origin. None is first-hand; it needs two."
        );
        assert_eq!(lines(&drawn), ["for 1 Title of wire: 2 0 1"]);
        let verdicts = drawn.blocks[0].bands[0]
            .rows
            .iter()
            .map(|row| row.verdict().unwrap());
        let verdicts: Vec<String> = verdicts.collect();
        assert_eq!(verdicts[0], "same origin, not counted again");
        assert!(
            verdicts[1].starts_with("counted, not first-hand"),
            "{verdicts:?}"
        );
    }

    #[test]
    fn denials_qualifications_and_what_is_left_out_have_blocks_of_their_own() {
        let mut struck = own("mail");
        struck.left_out = Some(LeftOutReason::Retracted);
        let mut said = own("wire");
        (said.about, said.on_content) = (About::Attribution, false);
        let rows = vec![
            item("post", Stance::Denies, &[&["post"]]),
            item("wire", Stance::Qualifies, &[&["wire"]]),
            struck,
            said,
        ];
        let mut claim = facts("c", rows);
        claim.relations = vec![relation("denied-by", "rival")];
        claim.reasoning.counter_claims = vec!["rival".to_owned()];
        let drawn = drawn(&claim);
        assert_eq!(drawn.caption, "Title of post and Eastmark deny it.");
        assert_eq!(
            lines(&drawn),
            [
                "word - Title of post: 0",
                "word - Eastmark: ",
                "beside - Title of wire: 1",
                "said - Title of wire: 3",
                "left-out - Title of mail: 2",
            ]
        );
        let out = &drawn.blocks.last().unwrap().bands[0].rows[0];
        assert_eq!(out.verdict().unwrap(), "not counted: it is retracted");
    }

    #[test]
    fn a_circle_is_one_band() {
        let mut row = counted(item("post", Stance::Refutes, &[]));
        row.origins = std::iter::once(root(&["blog", "mail", "post"])).collect();
        let mut claim = facts("c", vec![row]);
        claim.reasoning.assessment.refute.possible = 1;
        let drawn = drawn(&claim);
        assert_eq!(drawn.caption, "Against it: one report, one origin.");
        let band = &drawn.blocks[0].bands[0];
        assert_eq!(drawn.blocks[0].side, BandSide::Against);
        assert_eq!(band.what, "these three cite one another");
    }
}
