//! The views of `schema.sql` say what the engine says: over random books, and in the examples that their comments give.

use chrono::NaiveDate;
use claimbook::answer;
use claimbook::answer::evidence::Overlap;
use claimbook::answer::report::Question;
use claimbook::answer::{ClaimFacts, EvidenceAccount};
use claimbook::domain::corroboration::{RootLack, RowConflict};
use claimbook::domain::filter::Filter;
use claimbook::index::{Index, Listing, Order, SqlValue};
use claimbook::view::report::bands::BandSide;
use claimbook::view::report::{Heading, Report, ReportLayout, report};
use claimbook::view::words;
use claimbook::workspace::{Silent, Workspace};
use proptest::prelude::{Strategy, any};
use proptest::proptest;
use proptest::sample::subsequence;
use proptest::test_runner::{Config, TestCaseError};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

fn answers(index: &Index, sql: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let word = |value: &SqlValue| match value {
        SqlValue::Null => String::new(),
        SqlValue::Integer(number) => number.to_string(),
        SqlValue::Real(number) => number.to_string(),
        SqlValue::Text(text) => text.clone(),
    };
    let mut each = |row: Vec<SqlValue>| {
        rows.push(row.iter().map(word).collect());
        ControlFlow::Continue(())
    };
    index
        .sql(sql, Duration::MAX, &mut |_| {}, &mut each)
        .unwrap();
    rows
}

#[test]
fn every_view_has_an_example_that_answers_from_the_sample_book() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("claims")).unwrap();
    for entry in fs::read_dir(here.join("claims")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(
            entry.path(),
            copy.path().join("claims").join(entry.file_name()),
        )
        .unwrap();
    }
    let workspace =
        Workspace::open(copy.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap();
    let schema = fs::read_to_string(here.join("schema.sql")).unwrap();
    let examples: Vec<&str> = schema
        .lines()
        .filter_map(|line| line.strip_prefix("-- Example: "))
        .collect();
    for example in &examples {
        assert!(!answers(workspace.index(), example).is_empty(), "{example}");
    }
    let views: Vec<&str> = schema
        .lines()
        .filter_map(|line| line.strip_prefix("CREATE VIEW "))
        .collect();
    assert_eq!(examples.len(), views.len());
    for (view, example) in views
        .iter()
        .filter_map(|line| line.split(' ').next())
        .zip(examples)
    {
        assert!(
            example.contains(&format!("FROM {view}")),
            "the example of {view}: {example}"
        );
    }
}

/// Names of sources: four that may be defined, an article, and one that never is.
const NAMES: [&str; 6] = ["s0", "s1", "s2", "s3", "a0", "lost"];

/// How publishers and voices are named: by id, by name, and free in two spellings.
const WHO: [&str; 6] = ["p0", "Party  1", "P2", "p3", "Élan  Vital", "élan vital"];

#[derive(Clone, Debug)]
struct Source {
    publisher: Option<usize>,
    voice: Option<usize>,
    parents: Vec<&'static str>,
    own: bool,
    kind: &'static str,
}

#[derive(Clone, Debug)]
struct Item {
    source: &'static str,
    stance: &'static str,
    about: &'static str,
    via: Vec<&'static str>,
    voice: Option<usize>,
}

#[derive(Clone, Debug)]
struct Book {
    /// Whose part each party is.
    parties: Vec<Option<usize>>,
    sources: Vec<Option<Source>>,
    publisher: Option<usize>,
    kind: &'static str,
    speaker: Option<usize>,
    quoted: Option<usize>,
    items: Vec<Item>,
}

fn who() -> impl Strategy<Value = Option<usize>> {
    (0..9_usize).prop_map(|who| (who < WHO.len()).then_some(who))
}

fn names(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(NAMES.to_vec(), 0..=most)
}

fn book() -> impl Strategy<Value = Book> {
    let source = (who(), who(), names(2), any::<bool>(), 0..4_usize).prop_map(
        |(publisher, voice, parents, own, kind)| Source {
            publisher,
            voice,
            parents,
            own,
            kind: ["report", "interview", "interview", "observation"][kind],
        },
    );
    let via = proptest::prop_oneof![2 => proptest::strategy::Just(Vec::new()), 1 => names(2)];
    let item = (
        0..NAMES.len(),
        0..4_usize,
        0..5_usize,
        via,
        who(),
        0..3_usize,
    )
        .prop_map(|(source, stance, about, via, voice, voiced)| Item {
            source: NAMES[source],
            stance: ["supports", "supports", "refutes", "denies"][stance],
            about: if about == 0 { "attribution" } else { "content" },
            via,
            voice: voice.filter(|_| voiced == 0),
        });
    let parties = proptest::collection::vec(proptest::option::of(0..4_usize), 4);
    let sources = proptest::collection::vec(proptest::option::weighted(0.9, source), 4);
    let kind = (0..4_usize).prop_map(|kind| ["event", "quotation", "position", "act"][kind]);
    (
        parties,
        sources,
        who(),
        (kind, who(), who()),
        proptest::collection::vec(item, 0..6),
    )
        .prop_map(
            |(parties, sources, publisher, (kind, speaker, quoted), items)| Book {
                parties,
                sources,
                publisher,
                kind,
                speaker,
                quoted,
                items,
            },
        )
}

impl Book {
    fn text(&self) -> String {
        let named = |field: &str, who: Option<usize>| {
            who.map_or(String::new(), |who| format!("{field} = {:?}\n", WHO[who]))
        };
        let mut text = format!(
            "[article]\nid = \"a0\"\ntitle = \"A\"\n{}",
            named("publisher", self.publisher)
        );
        for (party, whole) in self.parties.iter().enumerate() {
            let whole = named("part_of", *whole);
            writeln!(text, "[[party]]\nid = \"p{party}\"\nname = \"Party {party}\"\naliases = [\"P{party}\"]\n{whole}")
                .unwrap();
        }
        for (id, source) in self.sources.iter().enumerate() {
            let Some(source) = source else { continue };
            let (publisher, voice) = (
                named("publisher", source.publisher),
                named("voice", source.voice),
            );
            writeln!(
                text,
                "[[source]]\nid = \"s{id}\"\ntitle = \"S\"\n{publisher}{voice}"
            )
            .unwrap();
            writeln!(
                text,
                "derived_from = {:?}\nown_reporting = {}\nkind = {:?}",
                source.parents, source.own, source.kind
            )
            .unwrap();
        }
        writeln!(
            text,
            "[[claim]]\nid = \"c\"\ntext = \"C.\"\nkind = \"{}\"\n{}{}",
            self.kind,
            named("speaker", self.speaker),
            named("quoted", self.quoted)
        )
        .unwrap();
        for item in &self.items {
            writeln!(
                text,
                "[[claim.evidence]]\nsource = \"{}\"\nstance = \"{}\"",
                item.source, item.stance
            )
            .unwrap();
            writeln!(text, "about = \"{}\"\nvia = {:?}", item.about, item.via).unwrap();
            text.push_str(&named("voice", item.voice));
        }
        text
    }

    fn source(&self, name: &str) -> Option<&Source> {
        NAMES
            .iter()
            .position(|other| *other == name)
            .and_then(|place| self.sources.get(place)?.as_ref())
    }

    fn parents(&self, name: &str) -> &[&'static str] {
        self.source(name)
            .filter(|source| !source.own)
            .map_or(&[], |source| &source.parents)
    }

    /// The names and all that they derive from.
    fn ancestors(&self, starts: &[&'static str]) -> BTreeSet<&'static str> {
        let mut met: BTreeSet<&'static str> = starts.iter().copied().collect();
        loop {
            let next: BTreeSet<&'static str> = met
                .iter()
                .flat_map(|name| self.parents(name))
                .copied()
                .collect();
            let before = met.len();
            met.extend(next);
            if met.len() == before {
                return met;
            }
        }
    }

    /// The smallest members of the sink components among some names that are closed under derivation.
    fn roots(&self, names: &BTreeSet<&'static str>) -> BTreeSet<&'static str> {
        let sink = |name: &&&'static str| {
            let above = self.ancestors(&[name]);
            above.first() == Some(*name)
                && above
                    .iter()
                    .all(|other| self.ancestors(&[other]).contains(**name))
        };
        names.iter().filter(sink).copied().collect()
    }

    /// The top of a chain of parties; of a circle the smallest; the fifth and sixth way to name somebody mean one stranger.
    fn house(&self, who: usize) -> usize {
        let mut chain = vec![who.min(4)];
        while let Some(whole) = self.parties.get(chain[chain.len() - 1]).copied().flatten() {
            if let Some(met) = chain.iter().position(|party| *party == whole) {
                return chain[met..].iter().copied().min().unwrap();
            }
            chain.push(whole);
        }
        chain[chain.len() - 1]
    }

    fn publisher(&self, name: &str) -> Option<usize> {
        if name == "a0" {
            self.publisher
        } else {
            self.source(name)?.publisher
        }
    }

    /// The house that is quoted or acts.
    fn quoted_house(&self) -> Option<usize> {
        let looks = self.kind != "event";
        let quoted = self.quoted.or(self.speaker).filter(|_| looks)?;
        Some(self.house(quoted))
    }

    fn is_speech(&self) -> bool {
        self.quoted_house().is_some() && self.kind != "act"
    }

    /// Whether a row speaks for the content: all do if one house speaks and is quoted.
    fn is_content(&self, item: &Item) -> bool {
        let speaker = self.speaker.or(self.publisher).map(|who| self.house(who));
        item.about == "content" || speaker.is_some() && speaker == self.quoted_house()
    }

    /// The house of a row's voice, if it says something new.
    fn new_voice(&self, item: &Item) -> Option<usize> {
        let house = self.house(item.voice?);
        let voice = self.source(item.source).and_then(|source| source.voice);
        let before = voice.or(self.publisher(item.source));
        let old = before.map(|who| self.house(who)) == Some(house);
        let quoted = self.is_speech() && self.quoted_house() == Some(house);
        (!old && !quoted).then_some(house)
    }

    /// The houses whose voice is stated under a row.
    fn voices(&self, item: &Item) -> BTreeSet<usize> {
        let stated = |name: &str, house: usize| {
            let publisher = self.publisher(name).map(|who| self.house(who));
            let aside = self.is_speech() && self.quoted_house() == Some(house);
            (publisher != Some(house) && !aside).then_some(house)
        };
        let of_source = |name: &str| {
            let voice = self.source(name)?.voice?;
            stated(name, self.house(voice))
        };
        let rests_on = self.rests_on(item);
        let mut voices: BTreeSet<usize> =
            rests_on.iter().filter_map(|name| of_source(name)).collect();
        if let Some(house) = self.new_voice(item) {
            voices.extend(stated(item.source, house));
            voices.extend(of_source(item.source));
        }
        voices
    }

    /// The publisher of a row that is own reporting in its own words, and its witness.
    fn reporter(&self, item: &Item) -> Option<(usize, Option<usize>)> {
        let source = self.source(item.source).filter(|source| source.own)?;
        let publisher = source.publisher?;
        if !item.via.is_empty() || self.new_voice(item).is_some() {
            return None;
        }
        let desk = self.house(publisher);
        let other = source.voice.filter(|voice| self.house(*voice) != desk);
        let witness = match source.kind {
            "interview" => other
                .filter(|voice| *voice < 4)
                .map(|voice| self.house(voice)),
            "observation" => other.is_none().then_some(desk),
            _ => None,
        };
        Some((publisher.min(4), witness))
    }

    fn rests_on(&self, item: &Item) -> BTreeSet<&'static str> {
        if item.via.is_empty() && item.stance == "denies" && self.new_voice(item).is_some() {
            BTreeSet::new()
        } else if item.via.is_empty() {
            self.ancestors(&[item.source])
        } else {
            self.ancestors(&item.via)
        }
    }

    /// Every pair of rows that are not independent, by the words of the rule.
    fn conflicts(&self) -> BTreeSet<(usize, usize, &'static str)> {
        let mut found = BTreeSet::new();
        for (b, later) in self.items.iter().enumerate() {
            for (a, earlier) in self.items.iter().enumerate().take(b) {
                if earlier.stance == later.stance
                    && self.is_content(earlier)
                    && self.is_content(later)
                {
                    found.extend(self.ways(earlier, later).into_iter().map(|how| (a, b, how)));
                }
            }
        }
        found
    }

    fn ways(&self, one: &Item, other: &Item) -> Vec<&'static str> {
        let [ours, theirs] = [one, other].map(|item| self.rests_on(item));
        let [our_voices, their_voices] = [one, other].map(|item| self.voices(item));
        let [our_house, their_house] = [&ours, &theirs].map(|names| -> BTreeSet<usize> {
            let publishers = names.iter().filter_map(|name| self.publisher(name));
            publishers.map(|who| self.house(who)).collect()
        });
        let apart = match (self.reporter(one), self.reporter(other)) {
            (Some((a, _)), Some((b, _))) if a != b => true,
            (Some((_, Some(a))), Some((_, Some(b)))) => a != b,
            _ => false,
        };
        let mut ways = Vec::new();
        if !ours.is_disjoint(&theirs) {
            ways.push("origin");
        }
        if !our_voices.is_disjoint(&their_voices)
            || !our_voices.is_disjoint(&their_house)
            || !their_voices.is_disjoint(&our_house)
        {
            ways.push("voice");
        }
        if !apart && !our_house.is_disjoint(&their_house) {
            ways.push("family");
        }
        ways
    }
}

/// The pair of rows that an account names, if the row adds nothing because of another.
fn named(place: usize, row: &EvidenceAccount) -> Option<(usize, usize, &'static str)> {
    let Some(Overlap::With { row: other, shared }) = &row.overlap else {
        return None;
    };
    let how = match shared {
        RowConflict::Origin(_) | RowConflict::Page(_) => "origin",
        RowConflict::Voice(_)
        | RowConflict::VoiceOfPublisher(_)
        | RowConflict::PublisherOfVoice(_) => "voice",
        RowConflict::Family(_) | RowConflict::Desk(..) => "family",
    };
    Some((place.min(*other), place.max(*other), how))
}

fn lineage_agrees(book: &Book, index: &Index) -> Result<(), TestCaseError> {
    let mut ancestors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in answers(index, "SELECT source, ancestor FROM source_ancestor") {
        let new = ancestors
            .entry(row[0].clone())
            .or_default()
            .insert(row[1].clone());
        proptest::prop_assert!(new, "{row:?} comes twice");
    }
    let mut roots: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in answers(index, "SELECT source, root, circle FROM source_root") {
        let circle = row[2] == "1";
        proptest::prop_assert_eq!(
            circle,
            NAMES
                .iter()
                .any(|name| *name == row[1] && !book.parents(name).is_empty())
        );
        proptest::prop_assert!(
            roots
                .entry(row[0].clone())
                .or_default()
                .insert(row[1].clone())
        );
    }
    let texts = |names: BTreeSet<&str>| -> BTreeSet<String> {
        names.into_iter().map(ToOwned::to_owned).collect()
    };
    for name in NAMES.iter().filter(|name| ancestors.contains_key(**name)) {
        let expected = book.ancestors(&[name]);
        proptest::prop_assert_eq!(&roots[*name], &texts(book.roots(&expected)));
        proptest::prop_assert_eq!(&ancestors[*name], &texts(expected));
    }
    let referred = (book.items.iter()).flat_map(|item| item.via.iter().chain([&item.source]));
    let defined = NAMES
        .iter()
        .filter(|name| **name == "a0" || book.source(name).is_some());
    proptest::prop_assert!(
        referred
            .chain(defined)
            .all(|name| ancestors.contains_key(*name))
    );
    Ok(())
}

fn rows_agree(index: &Index, facts: &ClaimFacts) -> Result<(), TestCaseError> {
    let mut origins: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for row in answers(
        index,
        "SELECT position, origin FROM claim_origin WHERE claim = 'c'",
    ) {
        proptest::prop_assert!(
            origins
                .entry(row[0].parse().unwrap())
                .or_default()
                .insert(row[1].clone())
        );
    }
    for (position, row) in facts.evidence.iter().enumerate() {
        let roots: BTreeSet<String> = row
            .origins
            .iter()
            .map(|root| root.sources[0].clone())
            .collect();
        proptest::prop_assert_eq!(
            origins.remove(&position),
            (row.on_content && !roots.is_empty()).then_some(roots)
        );
        let circles = format!(
            "SELECT DISTINCT r.root FROM evidence_start s JOIN source_root r ON r.source = s.source
             WHERE s.claim = 'c' AND s.position = {position} AND r.circle"
        );
        let circles: BTreeSet<String> = answers(index, &circles).into_iter().flatten().collect();
        let expected = row
            .origins
            .iter()
            .filter(|root| root.lack == Some(RootLack::Circle))
            .map(|root| root.sources[0].clone())
            .collect();
        proptest::prop_assert_eq!(circles, expected);
    }
    proptest::prop_assert!(origins.is_empty());
    Ok(())
}

fn conflicts_agree(book: &Book, index: &Index, facts: &ClaimFacts) -> Result<(), TestCaseError> {
    let sql = "SELECT a, b, how, stance, a_source, b_source FROM claim_conflict WHERE claim = 'c'";
    let rows = answers(index, sql);
    let found: BTreeSet<(usize, usize, &str)> = rows
        .iter()
        .map(|row| {
            (
                row[0].parse().unwrap(),
                row[1].parse().unwrap(),
                row[2].as_str(),
            )
        })
        .collect();
    proptest::prop_assert_eq!(rows.len(), found.len());
    proptest::prop_assert_eq!(&found, &book.conflicts());
    for row in &rows {
        let [one, other] =
            [&row[0], &row[1]].map(|place| &book.items[place.parse::<usize>().unwrap()]);
        proptest::prop_assert_eq!(
            [one.stance, one.source, other.source],
            [row[3].as_str(), &row[4], &row[5]]
        );
    }
    let rows = facts.evidence.iter().enumerate();
    for conflict in rows.filter_map(|(place, row)| named(place, row)) {
        proptest::prop_assert!(
            found.contains(&conflict),
            "{conflict:?} is not among {found:?}"
        );
    }
    Ok(())
}

/// The report for readers on a book.
fn report_of(index: &Index) -> Report {
    let filter = Filter::default();
    let listing = Listing {
        order: Order::Place,
        reverse: false,
        limit: None,
        today: NaiveDate::MIN,
    };
    let question = Question {
        filter: &filter,
        listing,
        internal: true,
    };
    let heading = Heading {
        title: None,
        book: "B".to_owned(),
        today: NaiveDate::MIN,
        revision: None,
        digest: String::new(),
        internal: true,
        for_readers: true,
        layout: ReportLayout::default(),
        texts: BTreeMap::new(),
        selection: Vec::new(),
        unread: 0,
    };
    report(answer::report::gather(index, &question).unwrap(), heading)
}

/// The picture of a report says what the engine says: as many bands as it counts, every row once, each in the block of its stance.
fn bands_agree(index: &Index, facts: &ClaimFacts) -> Result<(), TestCaseError> {
    let report = report_of(index);
    let Some(bands) = &report.claims[0].bands else {
        proptest::prop_assert!(facts.evidence.is_empty());
        return Ok(());
    };
    let mut places: Vec<usize> = Vec::new();
    for block in &bands.blocks {
        let numbered = block
            .bands
            .iter()
            .filter(|band| band.number.is_some())
            .count();
        let counted = match block.side {
            BandSide::For => facts.claim.support.possible,
            BandSide::Against => facts.claim.refute.possible,
            _ => 0,
        };
        proptest::prop_assert_eq!(numbered, counted as usize);
        for band in &block.bands {
            let counted = band
                .rows
                .iter()
                .filter(|row| facts.evidence[row.place].counted);
            proptest::prop_assert_eq!(counted.count(), usize::from(band.number.is_some()));
            places.extend(band.rows.iter().map(|row| row.place));
            for row in &band.rows {
                proptest::prop_assert_eq!(BandSide::of(&facts.evidence[row.place]), block.side);
                proptest::prop_assert_eq!(
                    row.row.evidence.stance,
                    facts.evidence[row.place].stance
                );
            }
        }
    }
    places.sort_unstable();
    proptest::prop_assert_eq!(places, (0..facts.evidence.len()).collect::<Vec<_>>());
    for side in [&facts.claim.support, &facts.claim.refute] {
        let counted = words::counted_in_words(u64::from(side.possible), "origin");
        let told = bands.caption.contains(&format!(", {counted}."));
        proptest::prop_assert!(
            told || side.possible == 0,
            "{} of {}",
            counted,
            bands.caption
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: 256, ..Config::default() })]

    #[test]
    fn lineage_origins_and_conflicts_are_those_of_the_engine(book in book()) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("claims")).unwrap();
        fs::write(folder.path().join("claims/a.toml"), book.text()).unwrap();
        let workspace = Workspace::open(folder.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap();
        proptest::prop_assert!(workspace.unread().unwrap().is_empty(), "{}", book.text());
        let index = workspace.index();
        let claim: i64 = answers(index, "SELECT row FROM claim")[0][0].parse().unwrap();
        let facts = answer::claim_facts(index, claim, NaiveDate::MIN).unwrap();
        lineage_agrees(&book, index)?;
        rows_agree(index, &facts)?;
        conflicts_agree(&book, index, &facts)?;
        bands_agree(index, &facts)?;
    }
}

#[test]
fn of_a_source_and_an_article_with_one_id_the_article_is_meant_as_the_rules_have_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    let book = "[article]\nid = \"x\"\ntitle = \"A\"\npublisher = \"Harbour Post\"\n
        [[source]]\nid = \"x\"\ntitle = \"S\"\nderived_from = [\"y\"]\nvoice = \"Northland\"\n
        [[source]]\nid = \"y\"\ntitle = \"Y\"\nvoice = \"northland\"\n
        [[source]]\nid = \"z\"\ntitle = \"Z\"\npublisher = \"harbour  post\"\n
        [[claim]]\nid = \"c\"\ntext = \"C.\"\n";
    let items = ["x", "y", "z"]
        .map(|id| format!("[[claim.evidence]]\nsource = \"{id}\"\nstance = \"refutes\"\n"));
    fs::write(
        folder.path().join("claims/a.toml"),
        format!("{book}{}", items.concat()),
    )
    .unwrap();
    let workspace =
        Workspace::open(folder.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap();
    let roots = answers(
        workspace.index(),
        "SELECT DISTINCT root FROM source_root WHERE source = 'x'",
    );
    assert_eq!(roots, [["x"]]);
    let conflicts = answers(
        workspace.index(),
        "SELECT a_source, b_source, how FROM claim_conflict",
    );
    assert_eq!(conflicts, [["x", "z", "family"]]);
}
