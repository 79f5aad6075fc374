//! Each slip that TOML makes easy gets its own words.

use crate::document::parse::problem::Code;
use crate::document::parse::tests::told;
use crate::document::parse::text::parse;

/// The one problem of a field in a claim between two sound ones, which must both be read.
#[track_caller]
fn of_field(line: &str) -> String {
    let sound = |id: &str| format!("[[claim]]\nid = \"{id}\"\ntext = \"T\"\n");
    let broken = format!("[[claim]]\nid = \"broken\"\ntext = \"T\"\n{line}\n");
    let text = format!("{}{broken}{}", sound("a"), sound("c"));
    let claims = parse(&text, "stem").records.claims;
    let ids: Vec<String> = claims
        .iter()
        .map(|claim| claim.core.id.to_string())
        .collect();
    assert!(
        ids.contains(&"a".to_owned()) && ids.contains(&"c".to_owned()),
        "{ids:?}"
    );
    match told(&text).as_slice() {
        [one] => one.clone(),
        other => panic!("{other:#?}"),
    }
}

#[test]
fn quotes_have_their_own_words() {
    for (line, expected) in [
        (
            "quote = “x”",
            "“x” | curly quotes cannot enclose a text | use straight quotes: \"…\"",
        ),
        (
            "quote = ‘x’",
            "‘x’ | curly quotes cannot enclose a text | use straight quotes: \"…\"",
        ),
        (
            "quote = 'Kabul's envoy'",
            "'Kabul' | the apostrophe ends a text in single quotes | put the text in double quotes: \"Kabul's envoy\"",
        ),
        ("quote = x", "x | a text needs quotes | write \"x\""),
        (
            "confidential = yes",
            "yes | `yes` is not a value | write true",
        ),
        ("confidential=No", "No | `No` is not a value | write false"),
        (
            "paragraph = three",
            "three | `three` is not a value | write a whole number from 1 to 4294967295, without quotes",
        ),
        (
            "said_on = yesterday",
            "yesterday | `yesterday` is not a value | write what you know: 2026, \"2026-03\" or 2026-03-02",
        ),
        (
            "quote = \"a\" b",
            " | there is something after the value | write one field per line; inside double quotes, write a quote as \\\"",
        ),
    ] {
        assert_eq!(of_field(line), expected);
    }
}

#[test]
fn a_text_without_its_closing_quote_is_shown_from_its_opening_one() {
    for line in ["quote = \"abc", "quote = 'abc"] {
        let found = of_field(line);
        assert!(
            found.contains(" | this text has no closing quote | close it"),
            "{found}"
        );
        assert!(found.starts_with(&line[8..]), "{found}");
    }
}

#[test]
fn every_wrong_escape_is_a_backslash_problem() {
    let help = "put the text in single quotes, or write each backslash twice; in the path of a file, write `/`";
    for (escape, shown) in [
        ("\\d", "\\d"),
        ("\\u12", "\\u"),
        ("\\é", "\\é"),
        ("\\uD800", "\\u"),
    ] {
        let expected = format!("{shown} | a backslash begins an escape in double quotes | {help}");
        assert_eq!(of_field(&format!("quote = \"C:{escape} x\"")), expected);
    }
}

#[test]
fn dates_have_their_own_words() {
    let known = "write what you know: 2026, \"2026-03\" or 2026-03-02";
    for (value, message, help) in [
        ("2026-03", "a month needs quotes", "write \"2026-03\""),
        ("2026-13-45", "this date does not exist", known),
        ("2026-3", "this date does not exist", known),
        ("2026/03/02", "write a date with hyphens", known),
        ("2/3/2026", "write a date with hyphens", known),
    ] {
        let expected = format!("{value} | {message} | {help}");
        assert_eq!(of_field(&format!("said_on = {value}")), expected);
    }
}

#[test]
fn values_that_are_almost_right_have_their_own_words() {
    for (line, expected) in [
        (
            "confidential = True",
            "True | write `true` in lower case | ",
        ),
        (
            "confidential = FALSE",
            "FALSE | write `false` in lower case | ",
        ),
        (
            "paragraph = 04",
            "0 | a number cannot begin with a zero | leave the zero out",
        ),
        (
            "tags = [\"a\" \"b\"]",
            " | there is a comma missing between two entries | separate the entries of a list with commas",
        ),
    ] {
        let found = of_field(line);
        let (_, words) = expected.split_once(" | ").unwrap();
        assert!(found.ends_with(words), "{found}");
    }
}

#[test]
fn lines_that_are_not_fields_have_their_own_words() {
    for (line, message) in [
        ("quote", "this line is not a field, a header or a comment"),
        (
            "said on = 2026",
            "this line is not a field, a header or a comment",
        ),
        (
            "quote: \"x\"",
            "write `=` between a field's name and its value, not `:`",
        ),
        (
            "quöte = \"x\"",
            "a field's name can hold only the letters a to z, digits, `-` and `_`",
        ),
        ("quote =", "this field has no value"),
    ] {
        let found = of_field(line);
        assert!(found.contains(&format!(" | {message} | ")), "{found}");
    }
}

#[test]
fn control_characters_have_their_own_words() {
    let found = of_field("quote = \"a\u{1}b\"");
    assert!(
        found.contains("TOML does not allow the control character U+0001 here"),
        "{found}"
    );
    let found = told("[[claim]]\rid = \"a\"\n");
    assert!(
        found[0].contains("there is a carriage return without a line feed"),
        "{found:?}"
    );
}

#[test]
fn a_repeated_key_shows_both_lines() {
    let text = "[[claim]]\nid = \"a\"\ntext = \"A\"\n 'id' = \"b\"\n";
    let problems = parse(text, "stem").problems;
    assert_eq!(
        problems[0].message,
        "`id` appears twice, on line 2 and on line 4"
    );
    let (first, words) = &problems[0].others[0];
    assert_eq!((&text[first.clone()], words.as_str()), ("id", "first here"));
    let article = "[article]\ntitle = \"A\"\n[article]\ntitle = \"B\"\n";
    let found = told(article);
    let expected = "[article] | `[article]` appears twice, on line 1 and on line 3 | a file has only one of them";
    assert_eq!(found, [expected]);
}

#[test]
fn a_repeated_key_is_looked_for_only_in_its_own_table() {
    let text = "[[claim]]\nid = \"a\"\nkind = \"event\"\ntext = \"A\"\n[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\nsource = \"t\"\n";
    let problem = &parse(text, "stem").problems[0];
    assert_eq!(
        problem.message,
        "`source` appears twice, on line 6 and on line 8"
    );
}

#[test]
fn rows_written_in_both_ways_show_both_lines() {
    let text = "[[claim]]\nid = \"a\"\ntext = \"A\"\nevidence = [{ source = \"s\", stance = \"denies\" }]\n\n  [[claim.evidence]]\n  source = \"t\"\n  stance = \"denies\"\n";
    let expected = "evidence | `evidence` is a list on line 4 and `[[claim.evidence]]` on line 6 | use one of the two ways of writing it";
    assert_eq!(told(text), [expected]);
    assert_eq!(parse(text, "stem").records.claims, []);
}

#[test]
fn brackets_have_their_own_words() {
    let many = "a file can have many of them, so it needs double brackets";
    let one = "a file has only one of them, so it needs single brackets";
    let claim = "id = \"a\"\ntext = \"A\"\n";
    let found = told(&format!("[claim]\n{claim}"));
    assert_eq!(
        found,
        [format!(
            "[claim] | `[claim]` should be `[[claim]]` | {many}"
        )]
    );
    let found = told(&format!("[[claim]]\n{claim}[claim]\n{claim}"));
    assert_eq!(
        found,
        [format!(
            "[claim] | `[claim]` should be `[[claim]]` | {many}"
        )]
    );
    let found = told(&format!(
        "[[claim]]\n{claim}[claim.evidence]\nsource = \"s\"\n"
    ));
    let expected =
        format!("[claim.evidence] | `[claim.evidence]` should be `[[claim.evidence]]` | {many}");
    assert_eq!(found, [expected]);
    let found = told("[[article]]\ntitle = \"A\"\n");
    assert_eq!(
        found,
        [format!(
            "[[article]] | `[[article]]` should be `[article]` | {one}"
        )]
    );
    let found = told("[[claim\nid = \"a\"\n");
    assert!(
        found[0].contains("this header has no closing brackets"),
        "{found:?}"
    );
}

#[test]
fn a_row_before_its_record_says_where_to_move_it() {
    let row = "[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\n";
    let expected = "[[claim.evidence]] | this belongs to a claim, but there is no `[[claim]]` above it | move it below the `[[claim]]` that it belongs to";
    assert_eq!(told(row), [expected]);
    let claim = "[[claim]]\nid = \"a\"\ntext = \"A\"\n";
    assert_eq!(told(&format!("{row}{claim}")), [expected]);
    assert_eq!(
        parse(&format!("{row}{claim}"), "stem").records.claims.len(),
        1
    );
}

#[test]
fn a_field_below_a_row_says_where_to_move_it() {
    let text = "[[claim]]\nid = \"a\"\ntext = \"A\"\n[[claim.asked]]\nof = \"p\"\n[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\nkind = \"event\"\n";
    let problem = &parse(text, "stem").problems[0];
    assert_eq!(problem.code, Code::FieldAfterSubtable);
    assert_eq!(
        problem.message,
        "`kind` belongs to claim `a`, but it is below `[[claim.evidence]]`"
    );
    assert_eq!(
        problem.help,
        ["move it above line 4, where the first table of claim `a` begins"]
    );
    assert_eq!(
        problem.label.as_deref(),
        Some("this puts it in the evidence row above")
    );
    assert_eq!(&text[problem.others[0].0.clone()], "[[claim.evidence]]");
    assert_eq!(problem.claim.as_deref(), Some("a"));
}

#[test]
fn a_field_that_landed_in_another_table_says_in_which() {
    let source = "[[source]]\nid = \"s\"\ntitle = \"S\"\n";
    let claim = "[[claim]]\nid = \"a\"\ntext = \"A\"\n";
    for (text, field, noun, header, home) in [
        (
            source,
            "stance = \"denies\"",
            "source",
            "[[source]]",
            "`claim.evidence`",
        ),
        (source, "text = \"A\"", "source", "[[source]]", "`claim`"),
        (
            claim,
            "archive = \"https://a.example\"",
            "claim",
            "[[claim]]",
            "`article`, `source`",
        ),
        (
            "[article]\ntitle = \"T\"\n",
            "name = \"N\"",
            "article",
            "[article]",
            "`party`",
        ),
    ] {
        let text = format!("{text}{field}\n");
        let problem = parse(&text, "stem").problems.remove(0);
        let label = format!("this puts it in the {noun} above");
        assert_eq!(problem.label, Some(label));
        assert_eq!(&text[problem.others[0].0.clone()], header);
        let help = problem.help.last().unwrap();
        assert!(
            help.starts_with("it is a field of ") && help.contains(home),
            "{help}"
        );
    }
    let rows = "[[claim.ruling]]\nstatus = \"open\"\non = 2026\nby = \"n\"\nreason = \"r\"\n";
    let rating = "[claim.ruling.rating]\nvalue = 1\nbest = 5\nworst = 1\nby = \"m\"\n";
    let problem = parse(&format!("{claim}{rows}{rating}"), "stem")
        .problems
        .remove(0);
    assert_eq!(
        problem.message,
        "`by` belongs to the ruling, but it is below `[claim.ruling.rating]`"
    );
}

#[test]
fn a_byte_order_mark_is_named_wherever_it_is() {
    let claim = "[[claim]]\nid = \"a\"\ntext = \"A\"\n";
    let second =
        "\u{feff} | the file begins with a second byte order mark (U+FEFF), which nobody sees | ";
    let middle =
        "\u{feff} | a byte order mark (U+FEFF), which nobody sees, is in the middle of the file | ";
    for (text, expected) in [
        (format!("\u{feff}\u{feff}{claim}"), second),
        (format!("\u{feff}\u{feff}\u{feff}{claim}"), second),
        (format!("{claim}\u{feff}{claim}"), middle),
        (format!("{claim}\u{feff}quote = \"A\"\n"), middle),
        (format!("{claim}quote = \u{feff}\"A\"\n"), middle),
        (format!("{claim}quote\u{feff} = \"A\"\n"), middle),
    ] {
        let found = told(&text);
        assert!(found[0].starts_with(expected), "{text:?}: {found:?}");
    }
    assert!(told(&format!("\u{feff}{claim}")).is_empty());
}

#[test]
fn an_unknown_name_gets_the_best_help_there_is() {
    let claim = "[[claim]]\nid = \"a\"\ntext = \"A\"\n";
    for (field, help) in [
        ("speeker", "did you mean `speaker`?"),
        ("aliases", "it is a field of `party`"),
        ("interests", "it is a field of `party`, `source`"),
        (
            "colour",
            "you can keep what the format does not have in a table `extra`",
        ),
    ] {
        let found = told(&format!("{claim}{field} = 1\n"));
        assert_eq!(
            found,
            [format!("{field} | `claim` has no field `{field}` | {help}")]
        );
    }
    let found = told("[[clam]]\nid = \"a\"\n");
    assert_eq!(
        found,
        ["clam | the format has no table `clam` | did you mean `claim`?"]
    );
    let found = told("kind = \"event\"\n");
    assert_eq!(
        found,
        [
            "kind | `kind` is above every header, so it belongs to nothing | it is a field of `party`, `source`, `claim`"
        ]
    );
}
