//! Any bytes: parsing does not panic, problems point into the text, and a sound text keeps its meaning when another
//! program writes it again.

use claimbook::document;
use claimbook::document::config;
use claimbook::document::locate::Document;

/// Runs the target on one input.
pub(crate) fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let parsed = document::parse(&text, "stem");
    for problem in &parsed.problems {
        let others = problem.others.iter().map(|(span, _)| span);
        for span in others.chain([&problem.span]) {
            assert!(text.get(span.clone()).is_some(), "{problem:?}");
        }
        assert!(!problem.message.is_empty());
    }
    let located = Document::of(&text);
    for claim in &parsed.records.claims {
        let place = located.at_line(claim.words.line);
        assert_eq!(
            place.and_then(|place| place.id.as_deref()),
            Some(claim.core.id.as_str())
        );
    }
    let _ = config::parse(&text);
    if parsed.problems.is_empty() {
        let table: toml::Table = text.parse().unwrap();
        let again = document::parse(&toml::to_string(&table).unwrap(), "stem");
        assert_eq!(again.problems, []);
        assert_eq!(
            without_lines(&again.records),
            without_lines(&parsed.records)
        );
    }
}

/// Records as text without the numbers of their lines.
fn without_lines(records: &impl std::fmt::Debug) -> String {
    let all = format!("{records:#?}");
    let kept = all
        .lines()
        .filter(|line| !line.trim_start().starts_with("line: "));
    kept.collect::<Vec<_>>().join("\n")
}
