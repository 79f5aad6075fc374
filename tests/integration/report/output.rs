//! Where a report goes, and that it is the same each time.

use super::{FORMATS, book, printed, run};
use std::fs;
use std::path::Path;

const BOOK: &str = "[[claim]]\nid = \"toll\"\ntext = \"Attacks killed 310 people.\"\n";

#[test]
fn the_same_book_on_the_same_day_gives_the_same_bytes() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    for format in FORMATS {
        let once = printed(sample, &["report", "--format", format]);
        assert_eq!(
            once,
            printed(sample, &["report", "--format", format]),
            "{format}"
        );
    }
}

#[test]
fn the_ending_names_the_format_and_a_report_is_written_over_but_nothing_else_is() {
    let book = book(&[("town.toml", BOOK)]);
    for ending in ["html", "md", "json", "csv", "txt"] {
        let name = format!("report.{ending}");
        let file = book.path().join(&name);
        for _ in 0..2 {
            assert!(
                run(book.path(), &["report", "-o", &name]).status.success(),
                "{ending}"
            );
        }
        let report = fs::read(&file).unwrap();
        fs::write(&file, "my notes").unwrap();
        let refused = run(book.path(), &["report", "-o", &name]);
        assert_eq!(refused.status.code(), Some(2), "{ending}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"));
        assert_eq!(fs::read(&file).unwrap(), b"my notes");
        assert!(
            run(book.path(), &["report", "-o", &name, "--force"])
                .status
                .success()
        );
        assert_eq!(fs::read(&file).unwrap(), report, "{ending}");
    }
}

#[test]
fn a_claims_file_is_never_taken_for_a_report_and_an_unknown_ending_is_refused() {
    let book = book(&[("town.toml", BOOK)]);
    let over = run(
        book.path(),
        &["report", "--format", "text", "-o", "claims/town.toml"],
    );
    assert_eq!(over.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(book.path().join("claims/town.toml")).unwrap(),
        BOOK
    );
    let unknown = run(book.path(), &["report", "-o", "report.docx"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(!book.path().join("report.docx").exists());
}

#[test]
fn a_text_left_blank_is_as_if_it_were_not_there() {
    let blank = "[[claim]]\nid = \"toll\"\ntext = \"Attacks killed 310 people.\"\nattribution = \"\"\ncaveat = \" \"\nsection = \"\"
        quote = \"\"\n[[claim.evidence]]\nsource = \"count\"\nstance = \"supports\"\nquote = \"\"\nlocator = \"\"\ntranslation = \"\"
        note = \"\"\n[[source]]\nid = \"count\"\ntitle = \"Count\"\nurl = \"\"\nnote = \"\"\n";
    let book = book(&[("town.toml", blank)]);
    for format in FORMATS {
        let report = printed(book.path(), &["report", "--format", format]);
        for trace in [
            "“”",
            "“ ”",
            "In translation",
            "note:",
            "<blockquote",
            "attributed as",
        ] {
            assert!(
                format == "csv" || !report.contains(trace),
                "{format}: {trace}\n{report}"
            );
        }
    }
}

#[test]
fn many_contested_claims_are_listed_each_with_its_own_sides() {
    let claim = |number: usize| {
        format!(
            "[[claim]]\nid = \"c{number}\"\ntext = \"Claim.\"\n[[claim.ruling]]\nstatus = \"contested\"\non = 2026-03-01\nby = \"b{number}\"\nreason = \"So.\"\n"
        )
    };
    let book = book(&[("many.toml", &(0..600).map(claim).collect::<String>())]);
    let listed = printed(book.path(), &["list", "--contested", "--format", "csv"]);
    assert_eq!(listed.lines().count(), 601);
    for (number, line) in listed.lines().skip(1).enumerate() {
        assert!(
            line.starts_with(&format!("c{number},"))
                && line.contains(&format!("ruled contested by b{number}")),
            "{line}"
        );
    }
}

#[test]
fn a_report_of_a_book_that_could_not_be_read_whole_says_so_first() {
    let book = book(&[
        ("town.toml", BOOK),
        ("broken.toml", "[[claim]]\nid = \"lost\ntext = \"Lost.\"\n"),
    ]);
    for format in ["text", "markdown", "html", "json"] {
        let output = run(book.path(), &["report", "--format", format]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        let report = String::from_utf8(output.stdout).unwrap();
        let incomplete = report
            .find("Incomplete: claimbook could not read all of 1 file of the book")
            .unwrap();
        assert!(
            incomplete < report.rfind("Attacks killed 310 people.").unwrap(),
            "{format}"
        );
        if format == "json" {
            let report: serde_json::Value = serde_json::from_str(&report).unwrap();
            assert_eq!(report["summary"]["unread"], 1);
        }
    }
}

#[test]
fn what_the_rules_leave_out_is_not_called_support_without_a_word() {
    let book = book(&[
        (
            "town.toml",
            "[[source]]\nid = \"own\"\ntitle = \"Own word\"\nvoice = \"Northland\"\n
[[claim]]\nid = \"toll\"\ntext = \"Attacks killed 310 people.\"\nspeaker = \"Northland\"
[[claim.evidence]]\nsource = \"own\"\nstance = \"supports\"
[[claim.ruling]]\nstatus = \"misleading\"\non = 2026-03-01\nby = \"desk\"\nreason = \"So.\"\n",
        ),
        (
            "claimbook.toml",
            "[publish]\nurl = \"https://example.org/\"\n",
        ),
    ]);
    let why = "it is the word of “Northland”, who makes the claim";
    let report: serde_json::Value =
        serde_json::from_str(&printed(book.path(), &["report", "--format", "json"])).unwrap();
    assert_eq!(report["contested"][0]["supports"][0]["left_out"], why);
    let text = printed(book.path(), &["report"]);
    assert!(
        text.contains(&format!("Own word, through Own word (not counted: {why})")),
        "{text}"
    );
    let reviews = printed(book.path(), &["export", "--format", "claimreview"]);
    assert!(!reviews.contains("Own word"), "{reviews}");
}
