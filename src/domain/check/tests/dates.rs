//! Dates that cannot both be right.

use crate::domain::check::tests::book::{TestBook, book, claim, count, finds, row, ruling};

fn source(id: &str, fields: &str) -> String {
    format!("[[source]]\nid = \"{id}\"\ntitle = \"{id}\"\n{fields}\n")
}

#[test]
fn evidence_is_not_older_than_its_source() {
    let added = |on: &str| {
        let rows = row("supports", "paper", &format!("added = \"{on}\""));
        claim(&(rows + &source("paper", "published = 2026-03-02")))
    };
    let message = "toll evidence[0].added: added on 2026-03-01, but its source was published later, on 2026-03-02";
    finds(&added("2026-03-01"), "date-order", &[message]);
    for sound in ["2026-03-02", "2026-03", "2026", "2026-03-03"] {
        assert_eq!(count(&added(sound), "date-order"), 0, "{sound}");
    }
    let unknown = claim(&row("supports", "gone", "added = 2026-03-01"));
    assert_eq!(count(&unknown, "date-order"), 0);
}

/// A claim ruled so on this day, with supporting and refuting sources published on these days.
fn ruled(status: &str, on: &str, supporting: &[&str], refuting: &[&str]) -> TestBook {
    let (mut rows, mut sources) = (String::new(), String::new());
    for (stance, dates) in [("supports", supporting), ("refutes", refuting)] {
        for (at, date) in dates.iter().enumerate() {
            let id = format!("{stance}-{at}");
            rows += &row(stance, &id, "");
            sources += &source(&id, date);
        }
    }
    claim(&(rows + &ruling(status, on) + &sources))
}

#[test]
fn a_ruling_is_not_older_than_every_source_on_its_side() {
    let [second, third] = ["published = 2026-03-02", "published = 2026-03-03"];
    let message = "toll ruling[0].on: ruled on 2026-03-01, but the first source for it was published later, on 2026-03-02";
    let on = "2026-03-01";
    finds(
        &ruled("confirmed", on, &[third, second], &[]),
        "date-order",
        &[message],
    );
    finds(
        &ruled("refuted", on, &[], &[second, third]),
        "date-order",
        &[message],
    );
    let silent = [
        ruled("confirmed", "2026-03-02", &[third, second], &[]),
        ruled("confirmed", on, &[second, ""], &[]),
        ruled("confirmed", on, &[], &[second]),
        ruled("refuted", on, &[second], &[]),
        ruled("misleading", on, &[second], &[second]),
        ruled("confirmed", on, &[], &[]),
    ];
    for (at, book) in silent.iter().enumerate() {
        assert_eq!(count(book, "date-order"), 0, "{at}");
    }
}

fn in_article(article: &str, claim: &str) -> TestBook {
    book(&format!(
        "[article]\ntitle = \"Border town\"\n{article}\n[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n{claim}\n"
    ))
}

#[test]
fn a_ruling_is_not_older_than_the_article() {
    let ruled = |on: &str| {
        let rulings = ruling("open", "2026-03-05") + &ruling("confirmed", on);
        in_article("published = 2026-03-02", &rulings)
    };
    let message = "toll ruling[1].on: ruled on 2026-03-01, but the article was published later, on 2026-03-02";
    finds(&ruled("2026-03-01"), "date-order", &[message]);
    assert_eq!(count(&ruled("2026-03-02"), "date-order"), 0);
}

#[test]
fn one_ruling_is_reported_once() {
    let rows = row("supports", "paper", "") + &ruling("confirmed", "2026-03-01");
    let book = in_article(
        "published = 2026-03-02",
        &(rows + &source("paper", "published = 2026-03-03")),
    );
    assert_eq!(count(&book, "date-order"), 1);
}

#[test]
fn a_claim_is_not_said_after_the_article_that_reports_it() {
    let said = |on: &str| in_article("published = 2026-03-02", &format!("said_on = \"{on}\""));
    let message = "toll said_on: said on 2026-03-03, but the article that reports it was published before, on 2026-03-02";
    finds(&said("2026-03-03"), "date-order", &[message]);
    assert_eq!(count(&said("2026-03-02"), "date-order"), 0);
    assert_eq!(count(&said("2026-03"), "date-order"), 0);
    assert_eq!(
        count(&in_article("", "said_on = 2026-03-03"), "date-order"),
        0
    );
}

#[test]
fn nothing_is_read_before_it_is_published() {
    let dates = |read: &str| format!("published = 2026-03-02\naccessed = \"{read}\"");
    let paper = |read: &str| book(&source("paper", &dates(read)));
    let message =
        "paper accessed: the source was read on 2026-03-01, but published later, on 2026-03-02";
    finds(&paper("2026-03-01"), "date-order", &[message]);
    assert_eq!(count(&paper("2026-03-02"), "date-order"), 0);
    let message = "border-town accessed: the article was read on 2026-03-01, but published later, on 2026-03-02";
    finds(
        &in_article(&dates("2026-03-01"), ""),
        "date-order",
        &[message],
    );
}

#[test]
fn an_answer_is_not_due_before_the_question() {
    let asked = |due: &str| {
        claim(&format!(
            "[[claim.asked]]\nof = \"Northland\"\non = 2026-03-02\ndue = \"{due}\"\n"
        ))
    };
    let message =
        "toll asked[0].due: the answer was due on 2026-03-01, but asked for later, on 2026-03-02";
    finds(&asked("2026-03-01"), "date-order", &[message]);
    assert_eq!(count(&asked("2026-03-02"), "date-order"), 0);
}
