//! What the words of every finding have in common.

use crate::domain::check::context::KeptCopy;
use crate::domain::check::finding::{Finding, RecordPart};
use crate::domain::check::tests::book::{TestBook, book};
use crate::domain::records::RecordKind;

/// A book that breaks as many rules as one claim can.
fn broken() -> TestBook {
    let text = r#"
[article]
title = "Border town"
published = 2026-03-02
accessed = 2026-03-01
url = "border.example"
file = "../border.txt"

[[claim]]
id = "toll"
text = "Reportedly 301 people died."
attribution = "officials say"
quote = "310 people"
accuses = ["Northland"]
evidence_offered = "none"
recheck_by = 2026-03-01
denies = ["gone"]
allow = [{ code = "unused", reason = "why" }, { code = "one-origin", reason = "why" }]

[[claim.evidence]]
source = "border-town"
stance = "supports"

[[claim.evidence]]
source = "lost"
stance = "supports"
added = 2026-03-09

[[claim.asked]]
of = "Southland"
due = 2026-03-05

[[claim.ruling]]
status = "contested"
on = 2026-03-03
by = "amina"
reason = "why"

[[source]]
id = "paper"
title = "Paper"
url = "https://a.example"
derived_from = ["paper"]
"#;
    let mut book = book(text);
    book.copy = KeptCopy::Outside;
    book.missing_claims = ["gone".to_owned()].into();
    let first = RecordPart::new(RecordKind::Claim, "toll").on_line(1);
    book.shared_ids = [("toll".to_owned(), (first, "claims/a.toml".to_owned()))].into();
    book
}

#[test]
fn every_finding_says_what_is_wrong_and_what_to_do() {
    let found = broken().found_by_all();
    assert!(found.len() >= 18, "{found:#?}");
    let texts = |finding: &Finding| -> Vec<String> {
        let words = finding.words.clone();
        words
            .help
            .into_iter()
            .chain([words.message])
            .chain(words.label)
            .collect()
    };
    for finding in &found {
        assert!(
            !finding.words.help.is_empty(),
            "{} gives no help",
            finding.code
        );
        let is_labelled = finding.others.is_empty() || !finding.words.other.is_empty();
        assert!(
            is_labelled,
            "{} has other places without words",
            finding.code
        );
        for text in texts(finding) {
            let is_one_line = !text.contains('\n') && !text.contains("  ") && !text.ends_with('.');
            assert!(is_one_line, "{}: {text}", finding.code);
        }
    }
}

#[test]
fn a_finding_has_the_level_of_its_rule() {
    for finding in broken().found_by_all() {
        let rule = crate::domain::check::rule(finding.code).unwrap();
        assert_eq!(finding.level, rule.level(), "{}", finding.code);
    }
}
