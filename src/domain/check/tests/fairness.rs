//! Who is heard, and which sides are on file.

use crate::domain::check::tests::book::{TestBook, claim, count, finds, row, ruling};

const PARTIES: &str = r#"
[[party]]
id = "northland"
name = "Northland"

[[party]]
id = "northland-army"
name = "Northland's army"
part_of = "northland"
"#;

fn accusing(rest: &str) -> TestBook {
    claim(&format!(
        "accuses = [\"northland\", \"Hill clan\"]\n{rest}{PARTIES}"
    ))
}

#[test]
fn each_accused_party_that_nobody_heard_is_reported() {
    finds(
        &accusing(""),
        "unanswered-accusation",
        &[
            "toll accuses “northland”: `northland` is accused here, but not heard",
            "toll accuses “Hill clan”: `Hill clan` is accused here, but not heard",
        ],
    );
    assert_eq!(count(&claim(""), "unanswered-accusation"), 0);
}

#[test]
fn a_party_is_heard_in_many_ways() {
    let own = "[[source]]\nid = \"own\"\ntitle = \"Own\"\npublisher = \"Northland\"\n";
    let voice =
        "[[source]]\nid = \"own\"\ntitle = \"Own\"\npublisher = \"Post\"\nvoice = \"Northland\"\n";
    let copy = "[[source]]\nid = \"copy\"\ntitle = \"Copy\"\nderived_from = [\"own\"]\n";
    let heard = "toll accuses “Hill clan”: `Hill clan` is accused here, but not heard";
    for rest in [
        "[[claim.asked]]\nof = \"northland-army\"\n".to_owned(),
        "speaker = \"northland-army\"\n".to_owned(),
        row("denies", "own", "") + own,
        row("context", "own", "") + voice,
        row("context", "copy", "") + copy + own,
        row("context", "harbour-story", "via = [\"own\"]") + own,
    ] {
        finds(&accusing(&rest), "unanswered-accusation", &[heard]);
    }
    let mut denied = accusing("");
    denied.opponents = vec!["Northland"];
    finds(&denied, "unanswered-accusation", &[heard]);
}

#[test]
fn a_publisher_is_not_heard_in_what_it_prints_for_others() {
    let others =
        "[[source]]\nid = \"own\"\ntitle = \"Own\"\npublisher = \"Northland\"\nvoice = \"Post\"\n";
    let book = accusing(&(row("context", "own", "") + others));
    assert_eq!(count(&book, "unanswered-accusation"), 2);
    let own = "[[source]]\nid = \"own\"\ntitle = \"Own\"\npublisher = \"Northland\"\n";
    let stops = "[[source]]\nid = \"copy\"\ntitle = \"Copy\"\nown_reporting = true\nderived_from = [\"own\"]\n";
    let book = accusing(&(row("context", "copy", "") + stops + own));
    assert_eq!(
        count(&book, "unanswered-accusation"),
        2,
        "own reporting ends the path"
    );
}

#[test]
fn an_answer_is_overdue_on_the_day_after_it_was_due() {
    let asked = |fields: &str| claim(&format!("[[claim.asked]]\nof = \"Northland\"\n{fields}\n"));
    let message = "toll asked[0].due: the answer of `Northland` was due on 2026-03-09";
    finds(&asked("due = 2026-03-09"), "reply-overdue", &[message]);
    finds(
        &asked("due = 2026-03-09\noutcome = \"pending\""),
        "reply-overdue",
        &[message],
    );
    for sound in [
        "",
        "due = 2026-03-10",
        "due = \"2026-03\"",
        "due = 2026-03-09\noutcome = \"no-reply\"",
        "due = 2026-03-09\noutcome = \"declined\"",
        "due = 2026-03-09\noutcome = \"replied\"",
    ] {
        assert_eq!(count(&asked(sound), "reply-overdue"), 0, "{sound}");
    }
}

fn contested(rows: &str) -> TestBook {
    claim(&format!("{rows}{}", ruling("contested", "2026-03-01")))
}

#[test]
fn a_contested_claim_needs_both_sides() {
    let support = row("supports", "harbour-story", "");
    let against = "toll ruling[0].status: ruled contested, but nothing on file speaks against it";
    let for_it = "toll ruling[0].status: ruled contested, but nothing on file supports it";
    finds(&contested(""), "one-sided-contest", &[against]);
    finds(&contested(&support), "one-sided-contest", &[against]);
    for stance in ["refutes", "denies", "disputes"] {
        let other = row(stance, "valley-story", "");
        finds(&contested(&other), "one-sided-contest", &[for_it]);
        assert_eq!(
            count(&contested(&(support.clone() + &other)), "one-sided-contest"),
            0
        );
    }
    for stance in ["qualifies", "context"] {
        let other = row(stance, "valley-story", "");
        finds(
            &contested(&(support.clone() + &other)),
            "one-sided-contest",
            &[against],
        );
    }
}

#[test]
fn a_counter_claim_is_a_side_and_evidence_about_the_attribution_is_not() {
    let support = row("supports", "harbour-story", "");
    let mut opposed = contested(&support);
    opposed.opponents = vec!["Northland"];
    assert_eq!(count(&opposed, "one-sided-contest"), 0);
    let about = "about = \"attribution\"";
    let book = contested(&(support + &row("denies", "valley-story", about)));
    assert_eq!(count(&book, "one-sided-contest"), 1);
    let book =
        contested(&(row("supports", "harbour-story", about) + &row("denies", "valley-story", "")));
    assert_eq!(count(&book, "one-sided-contest"), 1);
    assert_eq!(
        count(&claim(&ruling("open", "2026-03-01")), "one-sided-contest"),
        0
    );
}

#[test]
fn no_evidence_offered_asks_for_a_search() {
    let message = "toll evidence_offered: the claim says that its speaker offered no evidence, but no search is on file";
    finds(
        &claim("evidence_offered = \"none\""),
        "unsearched-absence",
        &[message],
    );
    let searched = "evidence_offered = \"none\"\n[[claim.searched]]\nwhere = \"archive\"\n";
    for sound in [
        "",
        "evidence_offered = \"cited\"",
        "evidence_offered = \"unknown\"",
        searched,
    ] {
        assert_eq!(count(&claim(sound), "unsearched-absence"), 0, "{sound}");
    }
}
