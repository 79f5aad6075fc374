//! The page of a claim, the rows of lists, and the report as a page.

use crate::answer::report::Answer;
use crate::answer::tests::{facts, item, own, party, relation, ruling, source};
use crate::answer::{
    AskedAnswer, EvidenceAccount, LogEntry, LogMatter, PartyRow, SearchedAnswer, Side,
};
use crate::domain::claim::{EvidenceOffered, Outcome};
use crate::domain::corroboration::LeftOutReason;
use crate::domain::evidence::{About, Stance};
use crate::domain::party::{PartyKind, Reliability};
use crate::domain::ruling::RulingStatus;
use crate::domain::status::{ContestedBy, Derived, Status};
use crate::view::report::{Heading, ReportLayout, report};
use crate::view::table::TableRow;
use crate::view::tests::text;
use crate::view::{claim, claims, log, party as party_view, report as report_view};
use chrono::NaiveDate;
use std::collections::BTreeMap;

fn cells(row: &TableRow) -> Vec<&str> {
    row.iter().map(|cell| cell.text.as_str()).collect()
}

fn side(possible: u32, established: u32, at_least: bool) -> Side {
    Side {
        possible,
        established,
        items: possible,
        at_least,
    }
}

#[test]
fn the_page_of_a_claim_shows_each_row_once_under_its_side() {
    let heard = EvidenceAccount {
        about: About::Attribution,
        on_content: false,
        ..item("film", Stance::Supports, &[&["film"]])
    };
    let struck = EvidenceAccount {
        left_out: Some(LeftOutReason::Retracted),
        ..own("leaflet")
    };
    let rows = vec![
        own("wire"),
        item("survey", Stance::Refutes, &[&["survey"]]),
        item("speech", Stance::Denies, &[&["speech"]]),
        item("memo", Stance::Context, &[&["memo"]]),
        heard,
        struck,
    ];
    let mut facts = facts("c", rows);
    facts.claim.support = side(2, 1, false);
    facts.claim.refute = side(1, 1, true);
    facts.claim.speaker = Some(party("Northland"));
    let page = text(&claim::page(&facts));
    let parts = "\
# For  2 independent origins (1 established) in 2 items
wire  Title of wire
leaflet  Title of leaflet
# Against  at least 1 independent origin (1 established) in 1 item
survey  Title of survey
# Denied or disputed
denies speech  Title of speech
# Qualifications and context
context memo  Title of memo
# Did they say it?
supports film  Title of film
# Left out of the count
- leaflet  supports: it is retracted
";
    assert!(page.contains(parts), "{page}");
    assert!(page.contains("said by: Northland (northland)\n"), "{page}");
    assert!(page.contains("origins: 2 (1 established) for, at least 1 against\n"));
    assert!(page.ends_with("claims/a.toml:1\n"));
}

#[test]
fn the_page_of_a_claim_says_what_the_desk_did() {
    let mut facts = facts("c", Vec::new());
    let asked = |name: &str, outcome| AskedAnswer {
        of: party(name),
        on: Some("2026-03-01".to_owned()),
        due: Some("2026-03-08".to_owned()),
        outcome,
        note: Some("by mail".to_owned()),
    };
    facts.asked = vec![
        asked("Harbour", None),
        asked("Quarry", Some(Outcome::Replied)),
    ];
    facts.searched = vec![SearchedAnswer {
        place: "the register".to_owned(),
        on: Some("2026-03-02".to_owned()),
        by: Some("amina".to_owned()),
        terms: Some("toll".to_owned()),
    }];
    facts.relations = vec![relation("denied-by", "rival"), relation("repeats", "gone")];
    facts.relations[1].text = None;
    facts.relations[1].status = None;
    facts.rulings = vec![ruling(RulingStatus::Confirmed)];
    let page = text(&claim::page(&facts));
    let parts = "\
# Related claims
- denied by rival  contested  Eastmark: It never happened.
- repeats gone  not in the book
# Asked for their answer
- Harbour (harbour), asked 2026-03-01, due 2026-03-08: no answer yet (by mail)
- Quarry (quarry), asked 2026-03-01: replied (by mail)
# Searched
- the register, for “toll”, 2026-03-02, by amina
# Rulings
- 2026-03-01  confirmed, by amina: Two records agree
";
    assert!(page.contains(parts), "{page}");
    assert!(page.contains("said by: the article, in its own voice\n"));
}

#[test]
fn the_status_of_a_claim_says_where_it_comes_from() {
    let mut facts = facts("c", Vec::new());
    let status = |facts: &_| {
        let page = text(&claim::page(facts));
        let found = page.lines().find(|line| line.starts_with("status: "));
        found.unwrap().to_owned()
    };
    assert_eq!(
        status(&facts),
        "status: unverified, from its evidence; no ruling yet"
    );
    facts.claim.ruling = Some(ruling(RulingStatus::Open));
    assert_eq!(
        status(&facts),
        "status: unverified, from its evidence; reopened by amina on 2026-03-01"
    );
    facts.claim.ruling = Some(ruling(RulingStatus::Confirmed));
    facts.claim.status = Status::Confirmed;
    assert_eq!(
        status(&facts),
        "status: confirmed, ruled by amina on 2026-03-01: Two records agree"
    );
    facts.claim.derived_status = Derived::Contested;
    facts.claim.contested_by = Some(ContestedBy::Evidence);
    let page = text(&claim::page(&facts));
    assert!(page.contains("by its evidence: contested, by evidence on both sides\n"));
}

#[test]
fn the_log_says_what_somebody_ruled_and_what_evidence_came() {
    let entry = |what, word: &str, source: Option<&str>| LogEntry {
        on: "2026-03-01".to_owned(),
        claim: "c".to_owned(),
        what,
        word: word.to_owned(),
        source: source.map(ToOwned::to_owned),
        by: Some("amina".to_owned()),
        text: None,
        file: "claims/a.toml".to_owned(),
        line: 1,
    };
    let ruled = log::row(&entry(LogMatter::Ruling, "confirmed", None));
    assert_eq!(
        cells(&ruled),
        ["2026-03-01", "c", "ruled confirmed", "", "", "amina"]
    );
    let cited = log::row(&entry(LogMatter::Evidence, "supports", Some("wire")));
    assert_eq!(
        cells(&cited),
        ["2026-03-01", "c", "supports", "wire", "", "amina"]
    );
    assert_eq!(log::columns().len(), ruled.len());
}

#[test]
fn a_party_in_a_list_has_a_cell_for_each_column() {
    let mut row = PartyRow {
        id: "ministry".to_owned(),
        name: "The Ministry".to_owned(),
        aliases: Vec::new(),
        domains: Vec::new(),
        kind: Some(PartyKind::Institution),
        part_of: Some(party("Northland")),
        house: party("Northland"),
        reliability: Some(Reliability::B),
        interests: Vec::new(),
        confidential: false,
        refs: Vec::new(),
        claims: 3,
        sources: 2,
        file: "claims/a.toml".to_owned(),
        line: 1,
    };
    let full = [
        "ministry",
        "The Ministry",
        "institution",
        "Northland",
        "B",
        "3",
        "2",
    ];
    assert_eq!(cells(&party_view::row(&row)), full);
    (row.kind, row.part_of, row.reliability) = (None, None, None);
    let bare = ["ministry", "The Ministry", "", "", "", "3", "2"];
    assert_eq!(cells(&party_view::row(&row)), bare);
    assert_eq!(party_view::columns().len(), full.len());
}

#[test]
fn a_count_that_is_a_lower_bound_has_a_plus() {
    let origins = claims::origins(&side(200, 1, true), &side(1, 0, false));
    assert_eq!(origins, "200+ : 1");
}

/// The report on this answer as a page.
fn report_page(answer: Answer, selection: &[&str]) -> String {
    let heading = Heading {
        title: Some("The toll".to_owned()),
        book: "Desk".to_owned(),
        today: NaiveDate::from_ymd_opt(2026, 3, 10).unwrap(),
        revision: None,
        internal: false,
        digest: String::new(),
        for_readers: true,
        layout: ReportLayout::default(),
        texts: BTreeMap::new(),
        selection: selection.iter().map(|part| (*part).to_owned()).collect(),
        unread: 0,
    };
    text(&report_view::page::page(&report(answer, heading)))
}

#[test]
fn an_empty_report_says_of_each_part_that_it_is_empty() {
    let page = report_page(Answer::default(), &["speaker is x", "status is y"]);
    assert!(
        page.starts_with("# The toll\nDesk, as of 2026-03-10; only: speaker is x; status is y\n")
    );
    for part in [
        "# Disputed, with both sides\nNothing in the book speaks against any claim of this report.\n",
        "# Every claim\nNo claim matches.\n",
        "# Sources\nNo claim of this report has a source.\n",
        "# Parties\nThe report names no party of the book.\n",
    ] {
        assert!(page.contains(part), "{part}{page}");
    }
    let whole = report_page(Answer::default(), &[]);
    assert!(whole.starts_with("# The toll\nDesk, as of 2026-03-10\n"));
}

#[test]
fn a_report_shows_its_claims_and_its_sources() {
    let mut claim = facts("toll", vec![own("wire")]);
    claim.claim.evidence_offered = EvidenceOffered::None;
    claim.relations = vec![relation("contradicts", "rival")];
    let mut wire = source("wire");
    wire.publisher = Some(party("Coast Wire"));
    wire.repeated_by = vec!["post".to_owned(), "mail".to_owned()];
    wire.cited = vec![("toll".to_owned(), Stance::Supports)];
    let answer = Answer {
        claims: vec![claim],
        sources: vec![wire],
        ..Answer::default()
    };
    let page = report_page(answer, &[]);
    for part in [
        "Said by the article itself. The article says that no evidence was offered.\n",
        "# Sources\n[1] Title of wire\n~ published by: Coast Wire\n~ used for: 1 (supports)\n~ id: wire\n",
        "Related claims\n- contradicts rival  contested  Eastmark: It never happened.\n",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn a_report_counts_the_claims_of_each_speaker_by_group() {
    let groups = [
        (Status::Confirmed, "1 solid"),
        (Status::Unverified, "1 without evidence that counts"),
        (Status::Contested, "1 disputed"),
        (Status::Doubtful, "1 wrong or misleading"),
        (Status::Withdrawn, "1 not checkable or closed"),
    ];
    for (status, words) in groups {
        let mut claim = facts("a", Vec::new());
        claim.claim.status = status;
        let answer = Answer {
            claims: vec![claim],
            ..Answer::default()
        };
        let page = report_page(answer, &[]);
        assert!(
            page.contains(&format!("# By speaker\nThe article itself | 1 | {words}\n")),
            "{page}"
        );
    }
}

#[test]
fn a_side_of_a_contested_claim_without_evidence_says_so() {
    let mut claim = facts("toll", vec![item("survey", Stance::Denies, &[&["survey"]])]);
    claim.claim.status = Status::Contested;
    let answer = Answer {
        claims: vec![claim],
        ..Answer::default()
    };
    let page = report_page(answer, &[]);
    let sides = "For it\n  nothing in the book\nAgainst it\n  survey (denies)";
    assert!(page.contains(sides), "{page}");
}
