//! Small values for the tests of `answer` and `view`, and the tests of `answer`.

mod confidential;
mod evidence;
mod names;
mod sides;
mod stats;

use crate::answer::facts::{ClaimExtras, Reasoning};
use crate::answer::report::SourceFacts;
use crate::answer::{
    ClaimFacts, ClaimRow, EvidenceAccount, PartyName, RelationAnswer, RelationKind, RulingAnswer,
    Side,
};
use crate::domain::claim::EvidenceOffered;
use crate::domain::corroboration::{Assessment, Count, Needs, RULES, Root, RootLack};
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::RulingStatus;
use crate::domain::status::{Derived, Flags, Status};
use std::collections::BTreeMap;

/// A claim without anything beside its id and text.
pub(crate) fn row(id: &str) -> ClaimRow {
    ClaimRow {
        row: 1,
        id: id.to_owned(),
        text: format!("The text of {id}."),
        article: None,
        speaker: None,
        quoted: None,
        attribution: None,
        caveat: None,
        evidence_offered: EvidenceOffered::Unknown,
        kind: None,
        section: None,
        paragraph: None,
        quote: None,
        prefix: None,
        suffix: None,
        said_on: None,
        tags: Vec::new(),
        refs: Vec::new(),
        note: None,
        assigned: None,
        draft: false,
        appearances: Vec::new(),
        status: Status::Unverified,
        derived_status: Derived::Unverified,
        contested_by: None,
        attribution_status: None,
        flags: Vec::new(),
        support: Side::default(),
        refute: Side::default(),
        ruling: None,
        rules: RULES,
        file: "claims/a.toml".to_owned(),
        line: 1,
        likeness: None,
    }
}

/// The facts of such a claim with this evidence.
pub(crate) fn facts(id: &str, evidence: Vec<EvidenceAccount>) -> ClaimFacts {
    ClaimFacts {
        claim: row(id),
        extras: ClaimExtras::default(),
        evidence,
        reasoning: Reasoning {
            assessment: Assessment {
                derived: Derived::Unverified,
                contested_by: None,
                attribution: None,
                flags: Flags::default(),
                support: Count::default(),
                refute: Count::default(),
            },
            needs_origins: 2,
            needs: Needs::Policy(None),
            attribution: None,
            stakes: BTreeMap::new(),
            interest_applies: true,
            rivals: Vec::new(),
            counter_claims: Vec::new(),
            fragile_on: Vec::new(),
            next_steps: Vec::new(),
        },
        rulings: Vec::new(),
        accuses: Vec::new(),
        asked: Vec::new(),
        searched: Vec::new(),
        relations: Vec::new(),
    }
}

/// An origin of these sources: a circle if there are several.
pub(crate) fn root(sources: &[&str]) -> Root {
    Root {
        sources: sources.iter().map(|id| (*id).to_owned()).collect(),
        lack: Some(if sources.len() > 1 {
            RootLack::Circle
        } else {
            RootLack::NotOwnReporting
        }),
    }
}

/// A row of this source on the content, which rests on these origins.
pub(crate) fn item(source: &str, stance: Stance, origins: &[&[&str]]) -> EvidenceAccount {
    EvidenceAccount {
        source: source.to_owned(),
        title: Some(format!("Title of {source}")),
        publisher: None,
        url: None,
        published: None,
        stance,
        about: About::Content,
        on_content: true,
        via: Vec::new(),
        voice: None,
        credibility: None,
        quote: None,
        locator: None,
        translation: None,
        note: None,
        by: None,
        added: None,
        origins: origins.iter().map(|sources| root(sources)).collect(),
        line: 1,
        left_out: None,
        counted: false,
        established: false,
        overlap: None,
        lacks: Vec::new(),
        interest: None,
        stated: None,
        source_voice: None,
        accused: Vec::new(),
        beside: None,
        publisher_from_address: false,
    }
}

/// A supporting row that is its own origin.
pub(crate) fn own(source: &str) -> EvidenceAccount {
    item(source, Stance::Supports, &[&[source]])
}

pub(crate) fn party(name: &str) -> PartyName {
    PartyName {
        id: Some(name.to_lowercase()),
        name: name.to_owned(),
    }
}

pub(crate) fn ruling(status: RulingStatus) -> RulingAnswer {
    RulingAnswer {
        status,
        on: "2026-03-01".to_owned(),
        by: "amina".to_owned(),
        reason: "Two records agree".to_owned(),
        pending: false,
        wording: None,
        url: None,
        verdict: None,
        language: None,
        rating: None,
    }
}

/// A relation of this kind to `other`, which `Eastmark` says.
pub(crate) fn relation(kind: &str, claim: &str) -> RelationAnswer {
    RelationAnswer {
        kind: RelationKind::parse(kind).unwrap(),
        claim: claim.to_owned(),
        text: Some("It never happened.".to_owned()),
        speaker: Some(party("Eastmark")),
        status: Some(Status::Contested),
    }
}

/// A source that the book defines only by its title.
pub(crate) fn source(id: &str) -> SourceFacts {
    SourceFacts {
        record: None,
        id: id.to_owned(),
        title: format!("Title of {id}"),
        publisher: None,
        voice: None,
        interests: Vec::new(),
        derived_from: Vec::new(),
        repeated_by: Vec::new(),
        cited: Vec::new(),
        withheld: false,
    }
}
