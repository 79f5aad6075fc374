//! Evidence rows that may be coded wrong.

use crate::domain::check::tests::book::{TestBook, claim, count, finds, others, place, row};

/// A wire, two papers that reprint it, and a party with an alias.
const WIRE: &str = r#"
[[source]]
id = "wire"
title = "Wire"
publisher = "Coast Wire"
own_reporting = true

[[source]]
id = "reprint"
title = "Reprint"
publisher = "Dale Times"
derived_from = ["wire"]

[[source]]
id = "second-reprint"
title = "Second reprint"
publisher = "Vale Times"
derived_from = ["reprint"]

[[source]]
id = "voiced"
title = "Voiced"
publisher = "Moor Times"
voice = "northland"
kind = "statement"
derived_from = ["wire"]

[[party]]
id = "northland"
name = "Northland"
aliases = ["The North"]
"#;

fn rows(fields: &str, rows: &[(&str, &str, &str)]) -> TestBook {
    let rows: String = rows
        .iter()
        .map(|(stance, source, fields)| row(stance, source, fields))
        .collect();
    claim(&format!("{fields}\n{rows}{WIRE}"))
}

#[test]
fn a_row_that_is_there_twice_is_reported_at_the_second() {
    let twice = rows(
        "",
        &[
            ("supports", "wire", ""),
            ("supports", "wire", "note = \"again\""),
        ],
    );
    let message = "toll evidence[1].source: `wire` is cited twice for the same thing";
    finds(&twice, "same-row", &[message]);
    assert_eq!(others(&twice, "same-row"), ["toll evidence[0].source"]);
}

#[test]
fn spelling_does_not_make_another_row() {
    for (one, other) in [
        ("quote = \"It’s over\"", "quote = \"it's  over.\""),
        ("voice = \"northland\"", "voice = \"The North\""),
        ("voice = \"Ann Rival\"", "voice = \"ANN RIVAL\""),
        ("via = [\"a\", \"b\"]", "via = [\"b\", \"a\"]"),
        ("locator = \"p. 4\"", "locator = \"P 4\""),
        ("credibility = 2", "credibility = 3"),
        ("about = \"content\"", ""),
    ] {
        let book = rows(
            "",
            &[("supports", "wire", one), ("supports", "wire", other)],
        );
        assert_eq!(count(&book, "same-row"), 1, "{one} / {other}");
    }
}

#[test]
fn another_passage_stance_question_path_or_voice_makes_another_row() {
    for (one, other) in [
        ("quote = \"a\"", "quote = \"b\""),
        ("quote = \"a\"", ""),
        ("locator = \"page 4\"", "locator = \"page 5\""),
        ("voice = \"northland\"", "voice = \"Southland\""),
        ("voice = \"northland\"", ""),
        ("via = [\"a\"]", ""),
        ("about = \"attribution\"", ""),
    ] {
        let book = rows(
            "",
            &[("supports", "wire", one), ("supports", "wire", other)],
        );
        assert_eq!(count(&book, "same-row"), 0, "{one} / {other}");
    }
    let stances = rows("", &[("supports", "wire", ""), ("context", "wire", "")]);
    assert_eq!(count(&stances, "same-row"), 0);
}

#[test]
fn a_passage_rests_on_what_its_source_derives_from() {
    let via =
        |source: &str, via: &str| rows("", &[("supports", source, &format!("via = [\"{via}\"]"))]);
    let elsewhere = via("reprint", "harbour-story");
    let message =
        "toll evidence[0].via “harbour-story”: `reprint` does not derive from `harbour-story`";
    finds(&elsewhere, "via-elsewhere", &[message]);
    assert_eq!(
        count(&via("reprint", "reprint"), "via-elsewhere"),
        1,
        "itself"
    );
    assert_eq!(
        count(&via("wire", "reprint"), "via-elsewhere"),
        1,
        "backwards"
    );
    for (source, parent) in [
        ("reprint", "wire"),
        ("second-reprint", "wire"),
        ("second-reprint", "reprint"),
    ] {
        assert_eq!(
            count(&via(source, parent), "via-elsewhere"),
            0,
            "{source} {parent}"
        );
    }
    assert_eq!(
        count(&via("reprint", "gone"), "via-elsewhere"),
        0,
        "an unknown source"
    );
    assert_eq!(
        count(&via("gone", "wire"), "via-elsewhere"),
        0,
        "an unknown source"
    );
}

#[test]
fn own_reporting_may_rest_on_the_parents_that_it_names() {
    let own = "[[source]]\nid = \"own\"\ntitle = \"Own\"\nown_reporting = true\nderived_from = [\"wire\"]\n";
    let book = claim(&(row("supports", "own", "via = [\"wire\"]") + own + WIRE));
    assert_eq!(count(&book, "via-elsewhere"), 0);
}

#[test]
fn a_source_on_both_sides_must_say_whose_word_the_denial_is() {
    let both = rows(
        "",
        &[("supports", "reprint", ""), ("denies", "reprint", "")],
    );
    let message = "toll evidence[1].stance: whose word is this? `reprint` denies the claim, and it or its origin also supports it";
    finds(&both, "whose-word", &[message]);
    assert_eq!(others(&both, "whose-word"), ["toll evidence[0].stance"]);
    for (supports, against) in [
        ("reprint", "second-reprint"),
        ("wire", "reprint"),
        ("second-reprint", "wire"),
    ] {
        for stance in ["denies", "disputes", "refutes"] {
            let book = rows("", &[("supports", supports, ""), (stance, against, "")]);
            assert_eq!(
                count(&book, "whose-word"),
                1,
                "{supports} {stance} {against}"
            );
        }
    }
}

#[test]
fn a_voice_another_origin_and_another_question_answer_whose_word_it_is() {
    for rows_of in [
        [
            ("supports", "reprint", ""),
            ("denies", "reprint", "voice = \"Northland\""),
        ],
        [("supports", "reprint", ""), ("denies", "voiced", "")],
        [("supports", "reprint", ""), ("denies", "valley-story", "")],
        [("supports", "reprint", ""), ("qualifies", "reprint", "")],
        [
            ("supports", "reprint", "about = \"attribution\""),
            ("denies", "reprint", ""),
        ],
        [("context", "reprint", ""), ("denies", "reprint", "")],
        [
            ("supports", "harbour-story", ""),
            ("denies", "second-reprint", "via = [\"reprint\"]"),
        ],
    ] {
        assert_eq!(count(&rows("", &rows_of), "whose-word"), 0, "{rows_of:?}");
    }
}

#[test]
fn a_bare_word_refutes_nothing_unless_it_is_the_speakers() {
    let word = rows("", &[("refutes", "valley-story", "voice = \"The North\"")]);
    let message = "toll evidence[0].stance: this refutes the claim with the bare word of The North";
    finds(&word, "whose-word", &[message]);
    assert_eq!(
        count(&rows("", &[("refutes", "voiced", "")]), "whose-word"),
        1
    );
    let own = rows("speaker = \"northland\"", &[("refutes", "voiced", "")]);
    assert_eq!(count(&own, "whose-word"), 0, "the speaker refutes himself");
    let denies = rows("", &[("denies", "valley-story", "voice = \"Northland\"")]);
    assert_eq!(count(&denies, "whose-word"), 0);
    let own_voice = rows(
        "",
        &[("refutes", "valley-story", "voice = \"Valley News\"")],
    );
    assert_eq!(count(&own_voice, "whose-word"), 0, "the source's own word");
    assert_eq!(
        count(&rows("", &[("refutes", "valley-story", "")]), "whose-word"),
        0
    );
}

#[test]
fn beyond_a_hundred_findings_of_a_level_one_stands_for_the_rest() {
    let alike = |count| rows("", &vec![("supports", "wire", ""); count]).found("same-row");
    assert!(alike(101).iter().all(|finding| finding.count == 1));
    let found = alike(104);
    let last = &found[100];
    assert_eq!(
        (found.len(), last.words.message.as_str(), last.count),
        (101, "3 more of `same-row` in `toll`", 3)
    );
    assert_eq!(place(&last.part), "toll evidence[101].source");
}
