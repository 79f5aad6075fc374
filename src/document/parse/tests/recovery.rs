//! What is left of a text that is not TOML: the sound records, and nothing of the broken ones.

use crate::document::parse::problem::Code;
use crate::document::parse::tests::told;
use crate::document::parse::text::parse;

fn claim(id: &str) -> String {
    format!("[[claim]]\nid = \"{id}\"\ntext = \"T\"\n")
}

fn row(source: &str) -> String {
    format!("[[claim.evidence]]\nsource = \"{source}\"\nstance = \"denies\"\n")
}

/// The ids of the claims that are read, each with the sources of its evidence.
fn read(text: &str) -> Vec<String> {
    let claims = parse(text, "stem").records.claims;
    let shown = claims.iter().map(|claim| {
        let sources: Vec<&str> = claim
            .core
            .evidence
            .iter()
            .map(|row| row.source.as_str())
            .collect();
        format!("{} {}", claim.core.id, sources.join(","))
    });
    shown.collect()
}

#[test]
fn a_broken_row_takes_its_claim_with_it_and_no_other() {
    let text = format!(
        "{}{}{}{}oops\n{}{}",
        claim("a"),
        row("s"),
        claim("b"),
        row("t"),
        claim("c"),
        row("u")
    );
    assert_eq!(read(&text), ["a s", "c u"]);
}

#[test]
fn the_rows_of_a_broken_claim_do_not_go_to_the_claim_before() {
    let source = "[[source]]\nid = \"s\"\ntitle = \"S\"\n";
    let text = format!(
        "{}{}oops\n{source}{}{}",
        claim("a"),
        claim("b"),
        row("t"),
        claim("c")
    );
    assert_eq!(read(&text), ["a ", "c "]);
    assert_eq!(parse(&text, "stem").records.sources.len(), 1);
}

#[test]
fn a_broken_row_far_from_its_claim_takes_the_claim_with_it() {
    let source = "[[source]]\nid = \"s\"\ntitle = \"S\"\n";
    let text = format!("{}{}{source}{}oops\n", claim("a"), claim("b"), row("t"));
    assert_eq!(read(&text), ["a "]);
}

#[test]
fn each_broken_section_has_its_problem_and_each_line_only_one() {
    let text = format!(
        "{}x y z\n{}a = b = c\n= =\n{}",
        claim("a"),
        claim("b"),
        claim("c")
    );
    assert_eq!(read(&text), ["c "]);
    let problems = parse(&text, "stem").problems;
    let lines: Vec<usize> = problems
        .iter()
        .map(|problem| text[..problem.span.start].matches('\n').count() + 1)
        .collect();
    assert_eq!(lines, [4, 8, 9]);
}

#[test]
fn a_list_without_a_bracket_is_one_problem() {
    let text = format!(
        "{}tags = [\"x\",\n\"y\"\nkind = \"event\"\n{}",
        claim("a"),
        claim("b")
    );
    let found = told(&text);
    let expected = "[ | this list has no closing bracket | close the list with `]`, and separate its entries with commas";
    assert_eq!(found, [expected]);
    assert_eq!(read(&text), ["b "]);
}

#[test]
fn a_text_of_several_lines_that_runs_over_a_header_is_one_problem() {
    for quotes in ["\"\"\"", "'''"] {
        let text = format!("[[claim]]\nid = \"a\"\ntext = {quotes}\nT\n{}", claim("b"));
        let found = told(&text);
        let expected = format!(
            "{quotes} | this text of several lines runs over the header on line 5 | close it with `{quotes}`"
        );
        assert_eq!(found, [expected]);
        let text = format!("{}caveat = {quotes}\nT\n", claim("a"));
        let found = told(&text);
        let expected = format!(
            "{quotes} | this text of several lines has no closing quotes | close it with `{quotes}`"
        );
        assert_eq!(found, [expected]);
    }
}

#[test]
fn an_unfinished_merge_takes_its_record_and_no_other() {
    let merge = "<<<<<<< HEAD\ncaveat = \"x\"\n=======\ncaveat = \"y\"\n>>>>>>> other\n";
    let text = format!("{}{}{merge}{}", claim("a"), claim("b"), claim("c"));
    let problems = parse(&text, "stem").problems;
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code, Code::MergeMarker);
    assert_eq!(
        problems[0].message,
        "this merge is unfinished: line 8 against line 10"
    );
    assert_eq!(read(&text), ["a ", "c "]);
}

#[test]
fn a_merge_marker_in_a_sound_text_is_just_text() {
    let text = format!("{}caveat = \"\"\"\n=======\n\"\"\"\n", claim("a"));
    assert_eq!(parse(&text, "stem").problems, []);
}

#[test]
fn a_broken_article_costs_only_the_article() {
    let text = format!("[article]\ntitle = oops\n{}{}", claim("a"), row("s"));
    let parsed = parse(&text, "stem");
    assert_eq!(parsed.records.article, None);
    assert_eq!(read(&text), ["a s"]);
}

#[test]
fn errors_beyond_the_bound_are_counted() {
    let text = |count: usize| "a = b\n".repeat(count);
    assert_eq!(parse(&text(20), "stem").problems.len(), 20);
    let problems = parse(&text(23), "stem").problems;
    assert_eq!(problems.len(), 21);
    assert_eq!(
        problems[20].message,
        "3 more errors like these in this file"
    );
}

#[test]
fn other_problems_beyond_the_bound_are_counted() {
    let text = |count: usize| {
        let lines: Vec<String> = (0..count).map(|at| format!("a{at} = 1")).collect();
        lines.join("\n")
    };
    assert_eq!(parse(&text(100), "stem").problems.len(), 100);
    let problems = parse(&text(102), "stem").problems;
    assert_eq!(problems.len(), 101);
    let last = &problems[100];
    assert_eq!(
        (last.message.as_str(), last.count),
        ("2 more problems in this file", 2)
    );
}

#[test]
fn only_the_problems_of_a_claim_name_it() {
    let text = format!(
        "[[party]]\nid = \"P\"\nname = \"P\"\n{}kind = \"x\"\n{}",
        claim("a"),
        claim("b")
    );
    let problems = parse(&text, "stem").problems;
    let claims: Vec<Option<&str>> = problems
        .iter()
        .map(|problem| problem.claim.as_deref())
        .collect();
    assert_eq!(claims, [None, Some("a")]);
}
