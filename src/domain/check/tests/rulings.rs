//! People's judgements: against the evidence, before it, without news, and too old.

use crate::domain::check::tests::book::{TestBook, book, claim, count, finds, others, row, ruling};

#[test]
fn a_ruling_against_the_evidence_is_reported() {
    let against = |status: &str| {
        claim(&(row("supports", "harbour-story", "") + &ruling(status, "2026-03-01")))
    };
    let message = "toll ruling[0].status: ruled refuted, but the evidence gives single-source";
    finds(&against("refuted"), "ruling-differs", &[message]);
    assert_eq!(count(&against("confirmed"), "ruling-differs"), 0);
    assert_eq!(count(&claim(""), "ruling-differs"), 0);
}

#[test]
fn a_refutation_needs_proof_as_a_confirmation_does() {
    let ruled =
        |status: &str, rows: &str| claim(&format!("{rows}{}", ruling(status, "2026-03-01")));
    for status in ["refuted", "misleading"] {
        let message = format!("toll ruling[0].status: ruled {status} without evidence on file");
        finds(&ruled(status, ""), "ruling-without-evidence", &[&message]);
        let said = row("supports", "harbour-story", "about = \"attribution\"");
        assert_eq!(count(&ruled(status, &said), "ruling-without-evidence"), 1);
        let content = row("context", "harbour-story", "");
        assert_eq!(
            count(&ruled(status, &content), "ruling-without-evidence"),
            0
        );
    }
    for status in [
        "confirmed",
        "contested",
        "outdated",
        "unverifiable",
        "withdrawn",
        "open",
    ] {
        assert_eq!(
            count(&ruled(status, ""), "ruling-without-evidence"),
            0,
            "{status}"
        );
    }
    let said = "speaker = \"Northland\"\nkind = \"quotation\"\n".to_owned()
        + &row("refutes", "harbour-story", "about = \"attribution\"");
    assert_eq!(
        count(&ruled("refuted", &said), "ruling-without-evidence"),
        0
    );
}

#[test]
fn a_refutation_against_nothing_or_a_contest_differs() {
    let refuted = |rows: &str| claim(&format!("{rows}{}", ruling("refuted", "2026-03-01")));
    let contested = row("supports", "harbour-story", "") + &row("denies", "valley-story", "");
    assert_eq!(count(&refuted(&contested), "ruling-differs"), 1);
    assert_eq!(count(&refuted(""), "ruling-differs"), 1);
    let doubtful = row("refutes", "harbour-story", "");
    assert_eq!(count(&refuted(&doubtful), "ruling-differs"), 0);
}

#[test]
fn the_first_evidence_after_the_newest_ruling_is_named() {
    let rows = row("supports", "harbour-story", "added = 2026-03-01")
        + &row("supports", "valley-story", "added = 2026-03-04")
        + &row("context", "hill-story", "added = 2026-03-03")
        + &row("context", "hill-story", "");
    let book = claim(&(rows + &ruling("open", "2026-03-09") + &ruling("confirmed", "2026-03-02")));
    assert_eq!(count(&book, "reopened"), 0, "the newest ruling is `open`");
    let rows = row("supports", "harbour-story", "added = 2026-03-01")
        + &row("supports", "valley-story", "added = 2026-03-04")
        + &row("context", "hill-story", "added = 2026-03-03");
    let book = claim(&(rows + &ruling("confirmed", "2026-03-02")));
    let message =
        "toll evidence[2].added: evidence was added on 2026-03-03, after the ruling of 2026-03-02";
    finds(&book, "reopened", &[message]);
    assert_eq!(others(&book, "reopened"), ["toll ruling[0].on"]);
}

#[test]
fn evidence_of_the_same_day_or_month_does_not_reopen_a_claim() {
    for added in ["2026-03-02", "2026-03", "2026"] {
        let rows = row("supports", "harbour-story", &format!("added = \"{added}\""));
        let book = claim(&(rows + &ruling("confirmed", "2026-03-02")));
        assert_eq!(count(&book, "reopened"), 0, "{added}");
    }
}

/// A claim with these rows, ruled confirmed on 2026-03-02 and misleading on 2026-03-08.
fn reversed(rows: &str) -> TestBook {
    claim(&format!(
        "{rows}{}{}",
        ruling("misleading", "2026-03-08"),
        ruling("confirmed", "2026-03-02")
    ))
}

#[test]
fn a_reversal_without_news_is_reported_at_the_later_ruling() {
    let book = reversed(&row("supports", "harbour-story", "added = 2026-03-01"));
    let message = "toll ruling[0].status: the ruling went from confirmed to misleading, but nothing new is on file";
    finds(&book, "ruling-without-news", &[message]);
    assert_eq!(
        others(&book, "ruling-without-news"),
        ["toll ruling[1].status"]
    );
}

#[test]
fn every_kind_of_news_explains_a_reversal() {
    let old = row("supports", "harbour-story", "added = 2026-03-01");
    let retracted = "[[source]]\nid = \"flash\"\ntitle = \"Flash\"\nretracted = 2026-03-02\n";
    for news in [
        row("context", "hill-story", "added = 2026-03-02"),
        row("context", "hill-story", ""),
        "[[claim.asked]]\nof = \"Northland\"\non = 2026-03-02\n".to_owned(),
        "[[claim.asked]]\nof = \"Northland\"\n".to_owned(),
        "[[claim.searched]]\nwhere = \"archive\"\non = 2026-03-02\n".to_owned(),
        row("context", "flash", "added = 2026-03-01") + retracted,
    ] {
        let (rows, sources) = news.split_once("[[source]]").unwrap_or((&news, ""));
        let sources = if sources.is_empty() {
            String::new()
        } else {
            format!("[[source]]{sources}")
        };
        let rulings = ruling("confirmed", "2026-03-02") + &ruling("misleading", "2026-03-08");
        let book = claim(&format!("{old}{rows}{rulings}{sources}"));
        assert_eq!(count(&book, "ruling-without-news"), 0, "{news}");
    }
    assert_eq!(
        count(&reversed(""), "ruling-without-news"),
        0,
        "nothing on file"
    );
}

#[test]
fn the_same_ruling_and_an_open_one_are_no_reversal() {
    let old = row("supports", "harbour-story", "added = 2026-03-01");
    for (before, after) in [
        ("confirmed", "confirmed"),
        ("open", "refuted"),
        ("refuted", "open"),
    ] {
        let book =
            claim(&(old.clone() + &ruling(before, "2026-03-02") + &ruling(after, "2026-03-08")));
        assert_eq!(count(&book, "ruling-without-news"), 0, "{before} {after}");
    }
}

#[test]
fn a_claim_is_stale_on_the_day_after_its_date() {
    let due = || claim("recheck_by = 2026-03-09");
    let message = "toll recheck_by: this claim was due for another look by 2026-03-09";
    finds(&due().on("2026-03-10"), "stale", &[message]);
    assert_eq!(count(&due().on("2026-03-09"), "stale"), 0);
    assert_eq!(
        count(&claim("recheck_by = \"2026-03\"").on("2026-03-31"), "stale"),
        0
    );
    assert_eq!(
        count(&claim("recheck_by = \"2026-03\"").on("2026-04-01"), "stale"),
        1
    );
}

fn quiet(fields: &str, today: &str) -> TestBook {
    let rows =
        row("supports", "harbour-story", "added = 2026-03-01") + &ruling("open", "2026-02-01");
    let mut book = claim(&format!("{fields}\n{rows}")).on(today);
    book.stale_after_days = Some(30);
    book
}

#[test]
fn a_claim_is_stale_after_more_quiet_days_than_the_book_allows() {
    let message = "toll -: nothing was added to this claim since 2026-03-01, more than 30 days ago";
    finds(&quiet("", "2026-04-01"), "stale", &[message]);
    assert_eq!(count(&quiet("", "2026-03-31"), "stale"), 0);
    assert_eq!(count(&quiet("recheck_by = 2027", "2026-04-01"), "stale"), 0);
    let mut unset = quiet("", "2026-04-01");
    unset.stale_after_days = None;
    assert_eq!(count(&unset, "stale"), 0);
    let mut untouched = claim("").on("2026-04-01");
    untouched.stale_after_days = Some(0);
    assert_eq!(count(&untouched, "stale"), 0);
}

fn prediction(text: &str, fields: &str) -> TestBook {
    book(&format!(
        "[[claim]]\nid = \"toll\"\ntext = \"{text}\"\nkind = \"prediction\"\n{fields}\n"
    ))
}

#[test]
fn a_prediction_is_due_after_its_day() {
    let text = "Prices will double by 2025.";
    let message = "toll text: this predicts what should have happened by 2025";
    finds(&prediction(text, ""), "prediction-due", &[message]);
    let message = "toll recheck_by: this predicts what should have happened by 2026-03-09";
    finds(
        &prediction("Prices will double.", "recheck_by = 2026-03-09"),
        "prediction-due",
        &[message],
    );
    let since = ruling("confirmed", "2025-06-01");
    assert_eq!(
        count(&prediction(text, &since), "prediction-due"),
        1,
        "ruled too early"
    );
}

#[test]
fn a_prediction_that_is_not_due_or_is_ruled_on_passes() {
    let text = "Prices will double by 2025.";
    for (text, fields) in [
        ("Prices will double by 2026.", String::new()),
        ("Prices will double.", String::new()),
        (text, "recheck_by = 2026-03-10".to_owned()),
        (text, ruling("refuted", "2026-01-05")),
        (text, "said_on = 2026-01-01".to_owned()),
    ] {
        assert_eq!(
            count(&prediction(text, &fields), "prediction-due"),
            0,
            "{text} {fields}"
        );
    }
    let open = prediction(text, &ruling("open", "2026-01-05"));
    assert_eq!(count(&open, "prediction-due"), 1);
    let event = claim("recheck_by = 2026-03-09\nkind = \"event\"");
    assert_eq!(count(&event, "prediction-due"), 0);
}
