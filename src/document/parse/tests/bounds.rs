//! What a text may cost: how far it is read, and how much is said about it.

use crate::document::parse::problem::{Code, Problem};
use crate::document::parse::reach::{Limits, Reach};
use crate::document::parse::text::parse;
use toml::de::DeTable;

const MOST: usize = 4 * 1024 * 1024;

const CLAIM: &str = "[[claim]]\nid = \"c\"\ntext = \"T\"\n";

/// A text of many units that differ in a number.
fn numbered(start: &str, count: usize, unit: impl Fn(usize) -> String) -> String {
    let text = start.to_owned() + &(0..count).map(unit).collect::<String>();
    assert!(text.len() <= MOST);
    text
}

/// A thousandth of the usual limits.
const LITTLE: Limits = Limits {
    small: 100,
    tokens: 2_000,
    tables: 300,
    headers: 200,
    token: 3_000,
    errors: 10,
};

#[test]
fn what_is_read_of_a_dense_text_is_bounded() {
    for unit in [
        "=\n", "[", "[\n", "\"\n", "a=1\n", "a.", "{a=1},", "[]\n", "\\\n", "]\n", "a = b\n", "\r",
        "[a]\n", "[a.b]\n", "1,\n", "a.a=1\n", "#\n",
    ] {
        let text = unit.repeat(4_000 / unit.len());
        let reach = Reach::within(&text, &LITTLE);
        assert!(reach.problem.is_some(), "{unit:?}");
        let (_, errors) = DeTable::parse_recoverable(&text[..reach.end]);
        assert!(errors.len() <= 600, "{unit:?}: {}", errors.len());
        assert!(reach.end == 0 || text[..reach.end].ends_with('\n'));
    }
    let sound = "a = \"= = [ { . # \\u0020\" # [[[[[[\n".repeat(100);
    assert!(Reach::within(&sound, &LITTLE).problem.is_none());
}

#[test]
fn reading_stops_at_the_thousandth_error() {
    let text = CLAIM.to_owned() + &"a = “b”\n".repeat(20_000);
    let parsed = parse(&text, "stem");
    let reach = Reach::of(&text);
    assert_eq!(text[..reach.end].matches('“').count(), 999);
    assert_eq!(parsed.problems.len(), 22, "{:?}", parsed.problems);
    let last = parsed.problems.last().unwrap();
    assert_eq!(last.code, Code::TooLarge);
    assert_eq!(last.span, reach.end..reach.end + "a = “b”".len());
}

#[test]
fn errors_within_one_text_count_too() {
    let text = format!("a = \"{}\"\n", "\\q".repeat(100_000));
    assert!(Reach::of(&text).end == 0);
    assert_eq!(parse(&text, "stem").problems.len(), 1);
}

#[test]
fn large_texts_that_people_write_are_read_whole() {
    let rows = numbered(&format!("{CLAIM}evidence=["), 100_000, |at| {
        format!("{{source=\"s{at}\",stance=\"denies\"}},")
    }) + "]\n";
    let tags = numbered(&format!("{CLAIM}tags=["), 200_000, |at| {
        format!("\"t{at}\",")
    }) + "]\n";
    let comments = "# a [b] = {c}\n".repeat(200_000);
    for text in [&rows, &tags, &comments] {
        let reach = Reach::of(text);
        assert!(reach.problem.is_none() && reach.end == text.len());
    }
}

#[test]
fn a_record_that_is_read_only_in_part_is_not_read() {
    // Enough headers that the text is cut within the second claim.
    let rows = "[[claim.evidence]]\n".repeat(110_000);
    let text = format!("{CLAIM}{}{rows}", CLAIM.replace("\"c\"", "\"d\""));
    let reach = Reach::of(&text);
    assert!(reach.problem.is_some() && reach.end < text.len());
    let claims = parse(&text, "stem").records.claims;
    let ids: Vec<String> = claims
        .iter()
        .map(|claim| claim.core.id.to_string())
        .collect();
    assert_eq!(ids, ["c"]);
}

#[test]
fn a_small_text_is_read_whole_however_broken_it_is() {
    let text = "=\n".repeat(60_000);
    let reach = Reach::of(&text);
    assert!(reach.problem.is_none() && reach.end == text.len());
}

#[test]
fn a_problem_is_short_however_long_the_text_is() {
    let huge = "x".repeat(1_000_000);
    for text in [
        format!("{CLAIM}kind = \"{huge}\"\n"),
        format!("{CLAIM}{huge} = 1\n"),
        format!("a = {huge}\n"),
        format!("[[claim]]\nid = \"{huge}\"\ntext = 1\n"),
        format!("{huge} = 1\n"),
        format!("{huge} = 1\n{huge} = 2\n"),
        format!("a = '{huge}'s {huge}'\n"),
        "<<<<<<<\n".to_owned() + &"=======\n".repeat(1_000),
    ] {
        let problems = parse(&text, "stem").problems;
        assert!(!problems.is_empty());
        for problem in problems {
            let size = format!("{problem:?}").len();
            assert!(size < 5_000, "{size} bytes: {}", problem.message);
        }
    }
}

#[test]
fn a_long_message_keeps_its_beginning_and_its_end() {
    let message = format!("`{}` appears twice", "é".repeat(1_000));
    let problem = Problem::new(Code::Syntax, 0..0, message).shortened();
    assert!(problem.message.starts_with("`éé") && problem.message.contains('…'));
    assert!(problem.message.ends_with("éé` appears twice"));
    let short = "a".repeat(600);
    let problem = Problem::new(Code::Syntax, 0..0, short.clone()).shortened();
    assert_eq!(problem.message, short);
}

#[test]
fn a_text_that_never_ends_is_not_read() {
    let begun = "[[claim]]\nid = \"c\"\ntext = \"T\"\nshort = \"\"\"\n";
    for (lines, is_read) in [(1_400, true), (1_600, false)] {
        let text = format!("{begun}{}", "x\n".repeat(lines));
        let reach = Reach::within(&text, &LITTLE);
        assert_eq!(reach.problem.is_none(), is_read, "{lines}");
        assert_eq!(reach.end == text.len(), is_read, "{lines}");
    }
}
