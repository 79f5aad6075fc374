//! Exceptions that claims make.

use crate::domain::check::finding::UnknownName;
use crate::domain::check::tests::book::{claim, place};

fn allow(codes: &[&str]) -> String {
    let exceptions: Vec<String> = codes
        .iter()
        .map(|code| format!("{{ code = \"{code}\", reason = \"why\" }}"))
        .collect();
    format!("allow = [{}]\n", exceptions.join(", "))
}

/// The codes that all rules find in a claim, each with its place.
fn found(fields: &str) -> Vec<String> {
    claim(fields)
        .found_by_all()
        .iter()
        .filter(|finding| finding.part.id == "toll" && finding.code != "unknown-party")
        .map(|finding| format!("{} at {}", finding.code, place(&finding.part)))
        .collect()
}

#[test]
fn an_exception_takes_its_finding_away_and_no_other() {
    let fields = "evidence_offered = \"none\"\n";
    assert_eq!(
        found(fields),
        [
            "unsourced-claim at toll -",
            "unsearched-absence at toll evidence_offered"
        ]
    );
    let excepted = fields.to_owned() + &allow(&["unsearched-absence"]);
    assert_eq!(found(&excepted), ["unsourced-claim at toll -"]);
    let both = fields.to_owned() + &allow(&["unsearched-absence", "unsourced-claim"]);
    assert_eq!(found(&both), [""; 0]);
}

#[test]
fn an_exception_without_a_finding_is_unused() {
    let fields = allow(&["unsourced-claim", "stale"]);
    assert_eq!(found(&fields), ["unused-allow at toll allow[1].code"]);
    let message = "the exception from `stale` is no longer needed";
    assert_eq!(claim(&fields).found_by_all()[0].words.message, message);
}

#[test]
fn an_exception_from_an_unknown_or_fixed_code_is_reported() {
    let codes = ["unsourced", "unused-allow", "unknown-code", "syntax"];
    let fields = allow(&codes);
    let reported: Vec<String> = (0..codes.len())
        .map(|at| format!("unknown-code at toll allow[{at}].code"))
        .collect();
    assert_eq!(found(&fields)[1..], reported);
    let findings = claim(&fields).found_by_all();
    let finding = findings
        .iter()
        .find(|finding| finding.code == "unknown-code")
        .unwrap();
    assert_eq!(
        finding.words.message,
        "`unsourced` is not a code that you can except"
    );
    assert_eq!(
        finding.words.unknown,
        Some(UnknownName::Code("unsourced".to_owned()))
    );
}
