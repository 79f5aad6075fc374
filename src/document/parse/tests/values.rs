//! Each kind of field: what it accepts, and what it says about everything else.

use crate::document::parse::text::parse;

/// What claimbook says about a value of a field, or nothing if it accepts the value.
fn said(table: &str, field: &str, value: &str) -> String {
    let required = match table {
        "source" => "title = \"T\"\n",
        "party" => "name = \"N\"\n",
        _ => "text = \"T\"\n",
    };
    let id = if field == "id" { "" } else { "id = \"a\"\n" };
    let text = format!("[[{table}]]\n{id}{required}{field} = {value}\n");
    let problems = parse(&text, "stem").problems;
    let words = problems.iter().map(|problem| {
        let label = problem.label.as_deref().unwrap_or("-");
        format!("{} ({label}) {}", problem.message, problem.help.join("; "))
    });
    words.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn accepts(table: &str, field: &str, values: &[&str]) {
    for value in values {
        assert_eq!(said(table, field, value), "", "{value}");
    }
}

#[track_caller]
fn rejects(table: &str, field: &str, cases: &[(&str, &str)]) {
    for (value, words) in cases {
        let expected = format!("`{field}` {words}");
        assert_eq!(said(table, field, value).trim_end(), expected, "{value}");
    }
}

#[test]
fn an_id_is_lower_case_words() {
    accepts("claim", "id", &["\"a\"", "\"toll-2025\"", "'é-3'"]);
    let words = "must be lower-case words joined by `-` (-)";
    rejects(
        "claim",
        "id",
        &[
            ("\"Toll 2025\"", &format!("{words} for example `toll-2025`")),
            ("\"…\"", words),
            (
                "3",
                "must be text (this is a whole number) put it in double quotes",
            ),
        ],
    );
}

#[test]
fn a_text_must_not_be_blank_but_a_note_can() {
    accepts("claim", "speaker", &["\"x\"", "'''\nx'''"]);
    accepts("claim", "caveat", &["\"x\"", "\" \""]);
    rejects(
        "claim",
        "speaker",
        &[
            ("\" \"", "is blank (-) write something, or delete the field"),
            (
                "true",
                "must be text (this is `true` or `false`) put it in double quotes",
            ),
            (
                "2026-03-02",
                "must be text (this is a date) put it in double quotes",
            ),
        ],
    );
    rejects(
        "claim",
        "caveat",
        &[(
            "1.5",
            "must be text (this is a decimal number) put it in double quotes",
        )],
    );
    let blank = said("party", "id = \"b\"\nname", "\"\"");
    assert!(!blank.is_empty());
}

#[test]
fn a_path_cannot_contain_control_characters() {
    accepts("source", "file", &["\"evidence/a.pdf\"", "'a\\b'"]);
    rejects(
        "source",
        "file",
        &[(
            "\"a\\nb\"",
            "contains a control character, which a path cannot have (-) a backslash begins an escape in double quotes: write `/` between the parts of a path",
        )],
    );
}

#[test]
fn a_list_contains_texts_that_are_not_blank() {
    accepts("claim", "tags", &["[]", "[\"x\", 'y']"]);
    rejects(
        "claim",
        "tags",
        &[
            ("[\"x\", \"\"]", "contains a blank entry (-)"),
            (
                "[1]",
                "must be a list of texts (this is a whole number) put each entry in double quotes",
            ),
            (
                "\"x\"",
                "must be a list of texts (this is text) write `tags = [\"x\"]`",
            ),
            (
                "1",
                "must be a list of texts (this is a whole number) write `tags = [\"…\", \"…\"]`",
            ),
        ],
    );
}

#[test]
fn a_number_stays_within_its_bounds() {
    accepts("claim", "needs_origins", &["1", "9", "0x2", "0b11"]);
    accepts("claim", "paragraph", &["1", "4294967295"]);
    let range = "must be a whole number from 1 to 9 (-)";
    let wrong = |what: &str, help: &str| format!("must be a whole number (this is {what}) {help}");
    let meant = "write 2: a whole number from 1 to 9";
    let unclear = "write a whole number from 1 to 9, without quotes";
    rejects(
        "claim",
        "needs_origins",
        &[
            ("0", range),
            ("10", range),
            ("-1", range),
            ("2.0", &wrong("a decimal number", meant)),
            ("2.5", &wrong("a decimal number", unclear)),
            ("\"2\"", &wrong("text", meant)),
            ("\"two\"", &wrong("text", unclear)),
            ("\"10\"", &wrong("text", unclear)),
            ("[2]", &wrong("a list", unclear)),
        ],
    );
    let bound = "must be a whole number from 1 to 4294967295 (-)";
    rejects(
        "claim",
        "paragraph",
        &[
            ("0", bound),
            ("4294967296", bound),
            ("99999999999999999999", bound),
        ],
    );
}

#[test]
fn a_flag_is_true_or_false() {
    accepts("claim", "confidential", &["true", "false"]);
    let wrong =
        |what: &str, help: &str| format!("must be `true` or `false` (this is {what}) {help}");
    let unclear = "write true or false, without quotes";
    rejects(
        "claim",
        "confidential",
        &[
            ("1", &wrong("a whole number", "write true")),
            ("0", &wrong("a whole number", "write false")),
            ("\"true\"", &wrong("text", "write true")),
            ("\"Yes\"", &wrong("text", "write true")),
            ("\"no\"", &wrong("text", "write false")),
            ("\"perhaps\"", &wrong("text", unclear)),
            ("2026-03-01", &wrong("a date", unclear)),
        ],
    );
}

#[test]
fn a_word_is_one_of_a_closed_list() {
    accepts("source", "kind", &["\"wire\"", "'media'"]);
    let list = "one of: report, wire, document, dataset, statement, interview, observation, media, analysis";
    rejects(
        "source",
        "kind",
        &[
            (
                "\"wires\"",
                &format!("cannot be `wires` (-) did you mean `wire`?; {list}"),
            ),
            ("\"song\"", &format!("cannot be `song` (-) {list}")),
            (
                "3",
                &format!("must be a word in double quotes (this is a whole number) {list}"),
            ),
        ],
    );
    let long = "x".repeat(60);
    let shown = format!("cannot be `{}…` (-) {list}", "x".repeat(40));
    rejects("source", "kind", &[(&format!("\"{long}\""), &shown)]);
}

#[test]
fn a_digest_is_64_hexadecimal_digits() {
    let digits = "0123456789abcdef".repeat(4);
    let quoted = |digits: &str| format!("\"{digits}\"");
    accepts(
        "source",
        "sha256",
        &[&quoted(&digits), &quoted(&digits.to_uppercase())],
    );
    let words = "must be a SHA-256 digest: 64 hexadecimal digits (-) `sha256sum FILE` prints it";
    for wrong in [
        &digits[1..],
        &format!("{digits}0"),
        &digits.replace('f', "g"),
    ] {
        rejects("source", "sha256", &[(&quoted(wrong), words)]);
    }
}

#[test]
fn a_date_is_as_exact_as_it_is_known() {
    accepts(
        "claim",
        "said_on",
        &[
            "2026",
            "\"2026\"",
            "\"2026-03\"",
            "2026-03-02",
            "'2026-03-02'",
        ],
    );
    let known = "write what you know: 2026, \"2026-03\" or 2026-03-02";
    let no_date = format!("is not a date (-) {known}");
    rejects(
        "claim",
        "said_on",
        &[
            ("\"March\"", no_date.as_str()),
            ("\"2026-13\"", &no_date),
            ("\"2026-02-30\"", &no_date),
            ("26", &no_date),
            ("0x7ea", &no_date),
            (
                "12:30:00",
                &format!("must be a date, not a time of day (-) {known}"),
            ),
            (
                "2026-03-02T12:30:00",
                "must be a date without a time (-) write only the day: 2026-03-02",
            ),
            (
                "true",
                &format!("must be a date (this is `true` or `false`) {known}"),
            ),
        ],
    );
}

#[test]
fn tables_and_lists_of_tables_say_how_to_write_them() {
    rejects(
        "claim",
        "evidence",
        &[
            (
                "\"s\"",
                "must be a list of tables (this is text) write one `[[claim.evidence]]` for each",
            ),
            (
                "[\"s\"]",
                "must be a list of tables (this is text) each entry looks like `{ source = …, stance = … }`",
            ),
        ],
    );
    let ruling = "[[claim]]\nid = \"a\"\ntext = \"T\"\n[[claim.ruling]]\nstatus = \"open\"\non = 2026\nby = \"b\"\nreason = \"r\"\nrating = 5\n";
    let parsed = parse(ruling, "stem");
    let problem = &parsed.problems[0];
    assert_eq!(problem.message, "`rating` must be a table");
    assert_eq!(
        problem.help,
        ["write `rating = { value = …, best = …, worst = … }`"]
    );
    assert_eq!(parsed.records.claims[0].words.rulings.len(), 1);
}

#[test]
fn a_record_that_lacks_something_names_all_of_it() {
    for (text, message) in [
        ("[[claim]]\n", "this claim has no `id` and no `text`"),
        ("[[claim]]\nid = \"a\"\n", "claim `a` has no `text`"),
        ("[article]\n", "this article has no `title`"),
        ("[[party]]\nname = \"N\"\n", "this party has no `id`"),
    ] {
        let problems = parse(text, "stem").problems;
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].message, message);
        assert!(problems[0].help[0].starts_with("add it; without it, claimbook leaves out the "));
    }
    // A required field that is there but wrong is one problem, not two.
    assert_eq!(
        parse("[[claim]]\nid = \"A\"\ntext = \"T\"\n", "stem")
            .problems
            .len(),
        1
    );
}
