//! The first screen: the verdict in a sentence, every statement as a mark, and what to change before publication.

use crate::domain::status::{Derived, Status};
use crate::view::group::{StatusGroup, counts};
use crate::view::report::accusations::Accusation;
use crate::view::report::{ReportClaim, Share};
use crate::view::words;

/// The first screen.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// What is wrong or disputed, in a sentence.
    pub verdict: String,
    /// How much is solid, in a sentence; empty if nothing can be checked.
    pub rest: String,
    /// Every statement in the article's order, by paragraph.
    pub strip: Vec<StripParagraph>,
    /// How many claims each group has.
    pub legend: Vec<Share>,
    /// What to change before publication: the places of the claims in the report, the gravest first.
    pub changes: Vec<usize>,
    /// The places of the claims that are disputed.
    pub disputed: Vec<usize>,
    /// The places of the accusations that nobody answered, among the report's accusations.
    pub unanswered: Vec<usize>,
    /// The places of the claims without any evidence.
    pub bare: Vec<usize>,
}

/// The marks of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripParagraph {
    /// The place of its first claim in the report.
    pub first: usize,
    /// The groups of its claims.
    pub marks: Vec<StatusGroup>,
}

/// The gravest rulings first: what they say of a claim, one and several.
const GRAVE: [(Status, &str, &str); 5] = [
    (Status::Refuted, "is wrong", "are wrong"),
    (Status::Misleading, "is misleading", "are misleading"),
    (Status::Doubtful, "is doubtful", "are doubtful"),
    (
        Status::Unverifiable,
        "cannot be verified",
        "cannot be verified",
    ),
    (Status::Contested, "is disputed", "are disputed"),
];

/// The rulings after which an article should change, the gravest first.
const CHANGES: [Status; 5] = [
    Status::Refuted,
    Status::Misleading,
    Status::Unverifiable,
    Status::Outdated,
    Status::Withdrawn,
];

/// The first screen of these claims.
#[must_use]
pub(super) fn front(claims: &[ReportClaim], accusations: &[Accusation]) -> Front {
    let places = |has: &dyn Fn(&ReportClaim) -> bool| -> Vec<usize> {
        let claims = claims.iter().enumerate();
        claims
            .filter(|(_, claim)| has(claim))
            .map(|(place, _)| place)
            .collect()
    };
    let rank = |place: &usize| {
        let status = claims.get(*place).map(|claim| claim.claim.status);
        CHANGES.iter().position(|grave| Some(*grave) == status)
    };
    let mut changes =
        places(&|claim| claim.ruled().is_some() && CHANGES.contains(&claim.claim.status));
    changes.sort_by_key(rank);
    let statuses = claims.iter().map(|claim| (claim.claim.status, 1));
    let legend = counts(statuses).into_iter();
    Front {
        verdict: verdict(claims),
        rest: rest(claims),
        strip: strip(claims),
        legend: legend
            .map(|(group, claims)| Share { group, claims })
            .collect(),
        changes,
        disputed: places(&|claim| claim.claim.status == Status::Contested),
        unanswered: (accusations.iter().enumerate())
            .filter(|(_, accusation)| accusation.answers.is_empty())
            .map(|(place, _)| place)
            .collect(),
        bare: places(&|claim| {
            claim.is_bare() && claim.claim.derived_status != Derived::NotCheckable
        }),
    }
}

fn verdict(claims: &[ReportClaim]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (status, one, many) in GRAVE {
        let number = claims
            .iter()
            .filter(|claim| claim.claim.status == status)
            .count();
        let verb = if number == 1 { one } else { many };
        let noun = match (parts.is_empty(), number) {
            (false, _) => String::new(),
            (true, 1) => " statement".to_owned(),
            (true, _) => " statements".to_owned(),
        };
        if number > 0 {
            parts.push(format!("{number}{noun} {verb}"));
        }
    }
    match (parts.as_slice(), claims.len()) {
        (_, 0) => "No claim of the book is in this report.".to_owned(),
        ([], 1) => "Nothing in the book speaks against this statement.".to_owned(),
        ([], _) => "Nothing in the book speaks against any of these statements.".to_owned(),
        (parts, _) => format!("{}.", words::and(parts)),
    }
}

fn rest(claims: &[ReportClaim]) -> String {
    let checkable = claims
        .iter()
        .filter(|claim| claim.claim.derived_status != Derived::NotCheckable);
    let checkable = checkable.count();
    if checkable == 0 {
        return String::new();
    }
    let of = |groups: &[StatusGroup]| {
        let has = |claim: &&ReportClaim| groups.contains(&StatusGroup::of(claim.claim.status));
        claims.iter().filter(has).count()
    };
    let (solid, weak, none) = (
        of(&[StatusGroup::Solid]),
        of(&[StatusGroup::OneOrigin, StatusGroup::Reported]),
        of(&[StatusGroup::Unverified]),
    );
    if checkable == 1 {
        let solid = if solid == 1 { "solid" } else { "not solid yet" };
        return format!("The one checkable statement is {solid}.");
    }
    let is = if solid == 1 { "is" } else { "are" };
    let mut rest = format!("{solid} of the {checkable} checkable statements {is} solid");
    let rests = if weak == 1 { "rests" } else { "rest" };
    let has = if none == 1 { "has" } else { "have" };
    if weak > 0 {
        rest = format!("{rest}; {weak} {rests} on one origin or several weak ones");
    }
    if none > 0 {
        rest = format!("{rest}; {none} {has} no evidence that counts");
    }
    format!("{rest}.")
}

fn strip(claims: &[ReportClaim]) -> Vec<StripParagraph> {
    let mut strip: Vec<StripParagraph> = Vec::new();
    let mut last = None;
    for (place, claim) in claims.iter().enumerate() {
        let here = (
            &claim.claim.article,
            &claim.claim.section,
            claim.claim.paragraph,
        );
        let group = StatusGroup::of(claim.claim.status);
        match strip.last_mut() {
            Some(paragraph) if last == Some(here) => paragraph.marks.push(group),
            _ => strip.push(StripParagraph {
                first: place,
                marks: vec![group],
            }),
        }
        last = Some(here);
    }
    strip
}

#[cfg(test)]
mod tests {
    use super::front;
    use crate::answer::ClaimFacts;
    use crate::answer::report::Answer;
    use crate::answer::tests::{facts, ruling};
    use crate::domain::ruling::RulingStatus;
    use crate::domain::status::Status;
    use crate::view::report::tests::report_of;

    fn claim(id: &str, status: Status, paragraph: u32) -> ClaimFacts {
        let mut facts = facts(id, Vec::new());
        facts.claim.status = status;
        facts.claim.paragraph = Some(paragraph);
        let ruled = RulingStatus::ALL
            .iter()
            .find(|ruled| ruled.as_str() == status.as_str());
        facts.claim.ruling = ruled.map(|status| ruling(*status));
        facts
    }

    #[test]
    fn the_verdict_names_the_gravest_first_and_counts_the_rest() {
        let claims = vec![
            claim("a", Status::Contested, 1),
            claim("b", Status::Unverifiable, 1),
            claim("c", Status::Misleading, 2),
            claim("d", Status::Corroborated, 2),
            claim("e", Status::Unverified, 3),
        ];
        let report = report_of(Answer {
            claims,
            ..Answer::default()
        });
        let front = front(&report.claims, &[]);
        assert_eq!(
            front.verdict,
            "1 statement is misleading, 1 cannot be verified and 1 is disputed."
        );
        assert_eq!(
            front.rest,
            "1 of the 5 checkable statements is solid; 1 has no evidence that counts."
        );
        assert_eq!(front.changes, [2, 1]);
        assert_eq!(front.disputed, [0]);
        let strip: Vec<(usize, usize)> = front
            .strip
            .iter()
            .map(|p| (p.first, p.marks.len()))
            .collect();
        assert_eq!(strip, [(0, 2), (2, 2), (4, 1)]);
    }

    #[test]
    fn a_report_of_nothing_grave_says_so() {
        let verdict = |claims: Vec<ClaimFacts>| {
            let report = report_of(Answer {
                claims,
                ..Answer::default()
            });
            front(&report.claims, &[]).verdict
        };
        assert_eq!(
            verdict(Vec::new()),
            "No claim of the book is in this report."
        );
        assert_eq!(
            verdict(vec![claim("a", Status::Unverified, 1)]),
            "Nothing in the book speaks against this statement."
        );
    }
}
