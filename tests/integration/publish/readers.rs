//! What readers see, and what they must never see.

use super::desk::{BOOK, TestDesk, failed, table};
use super::server::{SERVER, program};
use postgres::NoTls;
use std::process::Command;

/// A book in which every word that must stay at home begins with `hush`.
const SECRETS: &str = r#"
[article]
id = "town"
title = "Town"
publisher = "hush-house"
file = "hush-article.txt"
[[party]]
id = "hush-house"
name = "Hush House"
aliases = ["The Hush"]
domains = ["hush.example"]
confidential = true
[[party]]
id = "open"
name = "Open Office"
part_of = "hush-house"
interests = ["hush-house"]
[[source]]
id = "hush-source"
title = "Hush title"
author = "Hush author"
publisher = "open"
url = "https://example.org/hush"
published = 2026-01-17
note = "hush note"
confidential = true
[[source]]
id = "hush-published"
title = "Hush published"
publisher = "the hush"
[[source]]
id = "hush-domain"
title = "Hush domain"
url = "https://hush.example/page"
[[source]]
id = "hush-voiced"
title = "Hush voiced"
publisher = "open"
voice = "hush-house"
[[source]]
id = "open-source"
title = "Open source"
publisher = "open"
author = "not hush but private: hush"
derived_from = ["hush-source"]
interests = ["hush-house"]
file = "hush/kept.pdf"
note = "hush"
[[claim]]
id = "hush-claim"
text = "Hush claim."
confidential = true
[[claim.evidence]]
source = "open-source"
stance = "supports"
quote = "hush of a claim"
[[claim]]
id = "open-claim"
text = "Open claim."
speaker = "Hush House"
accuses = ["hush-house"]
note = "hush"
assigned = "hush person"
tags = ["hush-tag"]
contradicts = ["hush-claim"]
denies = ["hush-claim"]
[[claim.evidence]]
source = "hush-source"
stance = "supports"
quote = "hush quote"
translation = "hush translation"
locator = "hush page"
note = "hush"
by = "hush colleague"
[[claim.evidence]]
source = "hush-published"
stance = "supports"
quote = "hush quote"
[[claim.evidence]]
source = "hush-domain"
stance = "refutes"
quote = "hush quote"
[[claim.evidence]]
source = "hush-voiced"
stance = "context"
quote = "hush quote"
[[claim.evidence]]
source = "open-source"
stance = "denies"
via = ["hush-source"]
voice = "the Hush"
quote = "hush quote"
note = "hush"
[[claim.evidence]]
source = "open-source"
stance = "qualifies"
quote = "an open quote"
[[claim.evidence]]
source = "town"
stance = "context"
quote = "hush quote"
[[claim.asked]]
of = "hush-house"
on = 2026-03-01
note = "hush"
[[claim.searched]]
where = "hush archive"
on = 2026-03-01
by = "hush"
terms = "hush"
[[claim.appearance]]
url = "https://hush.example/else"
publisher = "hush-house"
quote = "hush"
"#;

fn dump(database: &str) -> String {
    let output = Command::new(program("pg_dump"))
        .args(["--dbname", &SERVER.address(database), "--inserts"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn nothing_confidential_is_in_a_dump() {
    let desk = TestDesk::with(SECRETS);
    let output = desk.run(&[]);
    let said = super::desk::succeeded(&output);
    assert!(said.starts_with("wrote 1 claim of 1"), "{said}");
    let note = String::from_utf8(output.stderr).unwrap();
    assert!(note.contains("left out 1 confidential claim"), "{note}");
    let dump = dump(&desk.database);
    for word in [
        "Open claim.",
        "an open quote",
        "a source known to the desk",
        "a party known to the desk",
        "Open Office",
    ] {
        assert!(dump.contains(word), "{word}");
    }
    let leaks: Vec<&str> = dump
        .lines()
        .filter(|line| line.to_lowercase().contains("hush"))
        .collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    assert!(!dump.contains("2026-01-17"), "the date of a hidden source");
}

#[test]
fn a_record_that_becomes_confidential_leaves_the_server() {
    let desk = TestDesk::with(&SECRETS.replace("confidential = true", "confidential = false"));
    desk.publish(&[]);
    assert!(dump(&desk.database).contains("hush"));
    desk.write("claims/a.toml", SECRETS);
    desk.publish(&[]);
    assert!(!dump(&desk.database).to_lowercase().contains("hush"));
}

#[test]
fn a_hidden_row_keeps_its_part_in_the_counts_alone() {
    let desk = TestDesk::with(SECRETS);
    desk.publish(&[]);
    let rows = "SELECT position, stance, source, title, publisher, voice, url, published, quote FROM claimbook.public_evidence
                ORDER BY position";
    let hidden = |place: usize, stance: &str| {
        format!("\"{place}\" \"{stance}\" ∅ \"a source known to the desk\" ∅ ∅ ∅ ∅ ∅ \n")
    };
    let expected = [
        hidden(0, "supports"),
        hidden(1, "supports"),
        hidden(2, "refutes"),
        hidden(3, "context"),
        "\"4\" \"denies\" \"open-source\" \"Open source\" \"Open Office\" \"a party known to the desk\" ∅ ∅ ∅ \n".to_owned(),
        "\"5\" \"qualifies\" \"open-source\" \"Open source\" \"Open Office\" ∅ ∅ ∅ \"an open quote\" \n".to_owned(),
        hidden(6, "context"),
    ];
    assert_eq!(table(&mut desk.admin(), rows), expected.concat());
}

#[test]
fn a_read_role_sees_the_views_and_nothing_else() {
    let desk = TestDesk::with(BOOK);
    let mut admin = desk.admin();
    let role = format!("reader \"{}", desk.database);
    let quoted = format!("\"{}\"", role.replace('"', "\"\""));
    failed(
        &desk.run(&["--read-role", &role]),
        2,
        &["the server has no role `reader"],
    );
    admin
        .batch_execute(&format!("CREATE ROLE {quoted} LOGIN"))
        .unwrap();
    desk.publish(&["--read-role", &role]);
    // Somebody was too generous; the next run takes it back.
    admin
        .batch_execute(&format!("GRANT ALL ON claimbook.claim TO {quoted}"))
        .unwrap();
    desk.publish(&["--read-role", &role]);
    let mut reader = SERVER
        .address(&desk.database)
        .parse::<postgres::Config>()
        .unwrap()
        .user(&role)
        .connect(NoTls)
        .unwrap();
    let relations = "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'claimbook' ORDER BY 1";
    let seen = table(&mut reader, relations);
    let views = [
        "public_book",
        "public_claim",
        "public_claim_context",
        "public_evidence",
        "public_published",
    ];
    let expected: Vec<String> = views
        .iter()
        .map(|view| format!("\"{view}\" \"VIEW\" \n"))
        .collect();
    assert_eq!(seen, expected.concat());
    for view in views {
        assert!(
            !table(&mut reader, &format!("SELECT * FROM claimbook.{view}")).is_empty(),
            "{view}"
        );
        let write = format!("DELETE FROM claimbook.{view}");
        assert!(reader.batch_execute(&write).is_err(), "{write}");
    }
    for relation in ["book", "published", "claim", "evidence"] {
        let error = reader
            .batch_execute(&format!("SELECT * FROM claimbook.{relation}"))
            .unwrap_err();
        let denied = error.code() == Some(&postgres::error::SqlState::INSUFFICIENT_PRIVILEGE);
        assert!(denied, "{relation}: {error}");
    }
}
