//! Who speaks, who is quoted, and what is done by speaking.

use crate::domain::check::tests::book::{TestBook, book, count, finds, row};

const PARTIES: &str = r#"
[[party]]
id = "ann"
name = "Ann Rival"

[[party]]
id = "bob"
name = "Bob Other"
aliases = ["Minister Other"]

[[party]]
id = "office"
name = "Office of Bob Other"
part_of = "bob"

[[source]]
id = "anns-page"
title = "Page"
publisher = "ann"
kind = "statement"

[[source]]
id = "paper"
title = "Paper"
publisher = "Harbour Post"
own_reporting = true
"#;

fn claim(text: &str, fields: &str) -> TestBook {
    book(&format!(
        "[[claim]]\nid = \"toll\"\ntext = \"{text}\"\n{fields}\n{PARTIES}"
    ))
}

#[test]
fn a_party_that_says_so_in_the_text_may_be_the_speaker() {
    let text = "Ann Rival says that 310 people died.";
    let message = "toll text “Ann Rival”: the text says that Ann Rival says so, but the claim names no speaker";
    finds(&claim(text, ""), "speaker-in-text", &[message]);
    for text in [
        "According to Minister Other, 310 people died.",
        "310 people died, the Office of Bob Other announced.",
        "ann has said that 310 people died.",
    ] {
        assert_eq!(count(&claim(text, ""), "speaker-in-text"), 1, "{text}");
    }
    assert_eq!(
        count(&claim(text, "speaker = \"bob\""), "speaker-in-text"),
        0
    );
    for text in [
        "Carol New says that 310 people died.",
        "Ann Rival attacked the town.",
        "The friends of Ann Rival say so.",
    ] {
        assert_eq!(count(&claim(text, ""), "speaker-in-text"), 0, "{text}");
    }
}

#[test]
fn who_is_quoted_is_asked_if_the_text_says_that_another_said_it() {
    let of = |text: &str, fields: &str| {
        claim(
            text,
            &format!("kind = \"quotation\"\nspeaker = \"ann\"\n{fields}"),
        )
    };
    let text = "Bob Other said that it is too much.";
    let message = "toll text “Bob Other”: who is quoted? the speaker is ann, but the text says that Bob Other said it";
    finds(&of(text, ""), "who-is-quoted", &[message]);
    assert_eq!(
        count(
            &of("Carol New said that it is too much.", ""),
            "who-is-quoted"
        ),
        1
    );
    for (text, fields) in [
        (text, "quoted = \"bob\""),
        (text, "quoted = \"ann\""),
        ("Ann Rival said that it is too much.", ""),
        ("Ms Rival said that it is too much.", ""),
        ("She said that it is too much.", ""),
        ("It is too much.", ""),
    ] {
        assert_eq!(
            count(&of(text, fields), "who-is-quoted"),
            0,
            "{text} {fields}"
        );
    }
    let office = claim(text, "kind = \"position\"\nspeaker = \"office\"");
    assert_eq!(count(&office, "who-is-quoted"), 0, "one house");
    let event = claim(text, "kind = \"event\"\nspeaker = \"ann\"");
    assert_eq!(count(&event, "who-is-quoted"), 0);
}

#[test]
fn who_is_quoted_is_asked_if_the_status_rests_on_the_speaker() {
    let of = |fields: &str, rows: &str| {
        claim(
            "It is too much.",
            &format!("kind = \"quotation\"\n{fields}\n{rows}"),
        )
    };
    let own = row("supports", "anns-page", "");
    let message =
        "toll speaker: who is quoted? without what ann says, the evidence gives unverified";
    finds(&of("speaker = \"ann\"", &own), "who-is-quoted", &[message]);
    for (fields, rows) in [
        ("speaker = \"ann\"\nquoted = \"ann\"", own.clone()),
        ("speaker = \"bob\"", own.clone()),
        ("", own),
        ("speaker = \"ann\"", row("supports", "paper", "")),
    ] {
        assert_eq!(
            count(&of(fields, &rows), "who-is-quoted"),
            0,
            "{fields} {rows}"
        );
    }
}

#[test]
fn a_deed_is_not_an_act() {
    let text = "Ann Rival arrested the killer.";
    let message = "toll text “arrested”: “arrested” is not done by saying or signing it: this is an event, not an act";
    finds(&claim(text, "kind = \"act\""), "act-or-event", &[message]);
    assert_eq!(count(&claim(text, "kind = \"event\""), "act-or-event"), 0);
    assert_eq!(
        count(
            &claim("Ann Rival banned the party.", "kind = \"act\""),
            "act-or-event"
        ),
        0
    );
}

#[test]
fn quoted_has_an_effect_on_three_kinds() {
    let of = |kind: &str| claim("It is too much.", &format!("quoted = \"bob\"\n{kind}"));
    let message = "toll quoted: `quoted` has no effect on a claim of kind `figure`";
    finds(&of("kind = \"figure\""), "field-without-effect", &[message]);
    let message = "toll quoted: `quoted` has no effect on a claim without `kind`";
    finds(&of(""), "field-without-effect", &[message]);
    for kind in ["quotation", "position", "act"] {
        assert_eq!(
            count(&of(&format!("kind = \"{kind}\"")), "field-without-effect"),
            0,
            "{kind}"
        );
    }
    assert_eq!(
        count(&claim("It is.", "kind = \"event\""), "field-without-effect"),
        0
    );
}
