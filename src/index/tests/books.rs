//! Small books, made record by record.

use crate::domain::article::{Article, ArticleCore, ArticleWords};
use crate::domain::claim::{Claim, ClaimCore, ClaimWords};
use crate::domain::date::Date;
use crate::domain::evidence::{About, EvidenceCore, EvidenceWords, Stance};
use crate::domain::filter::Filter;
use crate::domain::id::Id;
use crate::domain::party::{Party, PartyCore, PartyWords};
use crate::domain::records::Records;
use crate::domain::ruling::{RulingCore, RulingStatus, RulingWords};
use crate::domain::source::{Source, SourceCore, SourceWords};
use crate::index::rows::ClaimRow;
use crate::index::{Change, FileRecord, FileState, Index, Listing, Order, SqlValue, Terms};
use chrono::NaiveDate;
use std::ops::ControlFlow;
use std::time::Duration;

pub(super) fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "an optional field is what it is for"
)]
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(super) fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 20).unwrap()
}

/// Two independent origins corroborate a claim.
pub(super) fn terms() -> Terms {
    Terms {
        needs_origins: 2,
        today: today(),
    }
}

pub(super) fn article(name: &str) -> Article {
    Article {
        core: ArticleCore {
            host: None,
            id: id(name),
            publisher: None,
        },
        words: ArticleWords {
            title: name.to_uppercase(),
            line: 1,
            ..ArticleWords::default()
        },
    }
}

pub(super) fn party(name: &str) -> Party {
    Party {
        core: PartyCore {
            id: id(name),
            name: name.to_uppercase(),
            aliases: Vec::new(),
            domains: Vec::new(),
            kind: None,
            part_of: None,
            reliability: None,
            interests: Vec::new(),
        },
        words: PartyWords {
            refs: Vec::new(),
            confidential: false,
            line: 1,
        },
    }
}

/// Own reporting of a publisher.
pub(in crate::index) fn source(name: &str, publisher: &str) -> Source {
    Source {
        core: SourceCore {
            host: None,
            id: id(name),
            publisher: some(publisher),
            kind: None,
            voice: None,
            derived_from: Vec::new(),
            own_reporting: true,
            interests: Vec::new(),
            retracted: None,
            retraction_pending: false,
        },
        words: SourceWords {
            title: name.to_uppercase(),
            line: 1,
            ..SourceWords::default()
        },
    }
}

/// A source that repeats others.
pub(super) fn copy(name: &str, of: &[&str]) -> Source {
    let mut copy = source(name, name);
    copy.core.own_reporting = false;
    copy.core.derived_from = of.iter().map(|&parent| parent.to_owned()).collect();
    copy
}

pub(super) fn claim(name: &str) -> Claim {
    Claim {
        core: ClaimCore {
            id: id(name),
            speaker: None,
            quoted: None,
            kind: None,
            accuses: Vec::new(),
            concerns: Vec::new(),
            needs_origins: None,
            draft: false,
            evidence: Vec::new(),
            rulings: Vec::new(),
        },
        words: ClaimWords {
            text: format!("The text of {name}."),
            line: 1,
            ..ClaimWords::default()
        },
    }
}

/// A claim with one evidence row for each of these sources.
pub(super) fn resting(name: &str, stance: Stance, sources: &[&str]) -> Claim {
    let mut claim = claim(name);
    for source in sources {
        cite(&mut claim, stance, source);
    }
    claim
}

pub(super) fn cite(claim: &mut Claim, stance: Stance, source: &str) {
    claim.core.evidence.push(EvidenceCore {
        source: source.to_owned(),
        stance,
        about: About::Content,
        via: Vec::new(),
        voice: None,
        credibility: None,
        added: None,
    });
    claim.words.evidence.push(EvidenceWords {
        quote: None,
        locator: None,
        translation: None,
        note: None,
        by: None,
        line: 1,
    });
}

pub(super) fn rule(claim: &mut Claim, status: RulingStatus, on: &str) {
    claim.core.rulings.push(RulingCore {
        status,
        on: date(on),
        reworded: false,
        pending: false,
    });
    claim.words.rulings.push(RulingWords {
        by: "desk".to_owned(),
        reason: "because".to_owned(),
        wording: None,
        url: None,
        verdict: None,
        language: None,
        rating: None,
        line: 1,
    });
}

/// A file that holds these records, with a stamp of its own.
pub(super) fn file(path: &str, records: Records) -> FileRecord {
    FileRecord {
        path: path.to_owned(),
        state: FileState {
            size: 10,
            mtime_ns: 20,
            ctime_ns: 30,
            inode: 40,
            sha256: Some([7; 32]),
            doubtful: false,
            unread: 0,
        },
        records,
    }
}

pub(super) fn of_claims(path: &str, claims: Vec<Claim>) -> FileRecord {
    file(
        path,
        Records {
            claims,
            ..Records::default()
        },
    )
}

pub(super) fn of_sources(path: &str, sources: Vec<Source>) -> FileRecord {
    file(
        path,
        Records {
            sources,
            ..Records::default()
        },
    )
}

pub(super) fn of_parties(path: &str, parties: Vec<Party>) -> FileRecord {
    file(
        path,
        Records {
            parties,
            ..Records::default()
        },
    )
}

/// An index of these files. Two independent origins corroborate a claim.
pub(super) fn built(files: Vec<FileRecord>) -> Index {
    let mut index = Index::in_memory().unwrap();
    index
        .build(
            std::iter::once(files),
            &|_| "whole".to_owned(),
            terms(),
            &|_| {},
        )
        .unwrap();
    index
}

/// A change that takes these files out and puts those in.
pub(super) fn change(removed: &[&str], added: Vec<FileRecord>) -> Change {
    Change {
        removed: removed.iter().map(|&path| path.to_owned()).collect(),
        added,
        restamped: Vec::new(),
        fingerprint: "changed".to_owned(),
        terms: terms(),
    }
}

/// The claims that a filter picks, in this order.
pub(super) fn listed(index: &Index, filter: &Filter, order: Order) -> Vec<ClaimRow> {
    let listing = Listing {
        order,
        reverse: false,
        limit: None,
        today: today(),
    };
    let mut claims = Vec::new();
    index
        .claims(filter, &listing, &mut |claim| {
            claims.push(claim);
            ControlFlow::Continue(())
        })
        .unwrap();
    claims
}

/// The ids of all claims and their derived statuses, as `id:status`.
pub(super) fn statuses(index: &Index) -> Vec<String> {
    listed(index, &Filter::default(), Order::Id)
        .iter()
        .map(|claim| format!("{}:{}", claim.id, claim.derived_status))
        .collect()
}

/// The answer to a statement, one text for each row.
pub(super) fn rows(index: &Index, sql: &str) -> Vec<String> {
    let mut rows = Vec::new();
    index
        .sql(sql, Duration::MAX, &mut |_| {}, &mut |row| {
            let row: Vec<String> = row
                .iter()
                .map(|value| match value {
                    SqlValue::Null => "-".to_owned(),
                    SqlValue::Integer(number) => number.to_string(),
                    SqlValue::Real(number) => number.to_string(),
                    SqlValue::Text(text) => text.clone(),
                })
                .collect();
            rows.push(row.join(" "));
            ControlFlow::Continue(())
        })
        .unwrap();
    rows
}
