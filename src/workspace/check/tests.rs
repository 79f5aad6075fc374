//! Checking whole books: which files are reported, in which order, and with which places.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::Levels;
use crate::document::config::Level;
use crate::domain::filter::Filter;
use crate::workspace::check::{CheckError, CheckOptions, Extent, FileFindings, NEAREST};
use crate::workspace::{Silent, Workspace};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const CLAIM: &str = "[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n";

fn book(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn options() -> CheckOptions {
    CheckOptions {
        levels: Levels::default(),
        filter: None,
        today: "2026-03-10".parse().unwrap(),
    }
}

fn check(book: &TempDir, options: &CheckOptions) -> (Vec<FileFindings>, Extent) {
    let workspace =
        Workspace::open(book.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap();
    let mut files = Vec::new();
    let extent = workspace.check(options, &mut |file| {
        files.push(file);
        Ok::<(), ()>(())
    });
    (files, extent.unwrap())
}

/// What is reported: `FILE:LINE CODE`, a line each.
fn reported(book: &TempDir, options: &CheckOptions) -> Vec<String> {
    let (files, _) = check(book, options);
    let diagnostics = files.iter().flat_map(|file| &file.diagnostics);
    diagnostics
        .map(|one| format!("{}:{} {}", one.place.file, one.place.line, one.code))
        .collect()
}

#[test]
fn files_are_reported_in_the_order_of_their_paths() {
    let book = book(&[
        ("claims/b.toml", CLAIM),
        (
            "claims/a.toml",
            "id = 1\n[[party]]\nid = \"p\"\nname = \"P\"\n",
        ),
        ("claims/c.toml", "[[party]]\nid = \"q\"\nname = \"Q\"\n"),
        ("claimbook.toml", "[check]\nunsourced = \"warn\"\n"),
    ]);
    assert_eq!(
        reported(&book, &options()),
        [
            "claimbook.toml:2 unknown-code",
            "claims/a.toml:1 unknown-field",
            "claims/b.toml:2 unsourced-claim",
        ]
    );
}

#[test]
fn the_extent_counts_all_files_and_the_picked_claims() {
    let other = CLAIM.replace("toll", "toll-2024");
    let book = book(&[
        ("claims/a.toml", &format!("{CLAIM}{other}")),
        ("claims/b.toml", ""),
    ]);
    let (_, extent) = check(&book, &options());
    assert_eq!((extent.files, extent.claims), (2, 2));
    let filter = Filter {
        ids: vec!["toll".to_owned()],
        ..Filter::default()
    };
    let picked = CheckOptions {
        filter: Some(filter),
        ..options()
    };
    let (files, extent) = check(&book, &picked);
    assert_eq!((extent.files, extent.claims), (2, 1));
    let claims: Vec<Option<&str>> = files
        .iter()
        .flat_map(|file| &file.diagnostics)
        .map(|one| one.claim.as_deref())
        .collect();
    assert_eq!(claims, [Some("toll")]);
}

#[test]
fn with_a_filter_only_claims_are_checked() {
    let source = "[[source]]\nid = \"paper\"\ntitle = \"Paper\"\nurl = \"paper\"\n";
    let book = book(&[("claims/a.toml", &format!("{CLAIM}{source}"))]);
    assert!(reported(&book, &options()).contains(&"claims/a.toml:7 invalid-address".to_owned()));
    let picked = CheckOptions {
        filter: Some(Filter::default()),
        ..options()
    };
    assert_eq!(
        reported(&book, &picked),
        ["claims/a.toml:2 unsourced-claim"]
    );
}

#[test]
fn the_options_win_over_the_settings_of_the_book() {
    let settings = "[check]\nunsourced-claim = \"allow\"\nstatus-in-text = \"warn\"\n";
    let claim = CLAIM.replace("It happened", "It allegedly happened");
    let book = book(&[("claims/a.toml", &claim), ("claimbook.toml", settings)]);
    assert_eq!(
        reported(&book, &options()),
        ["claims/a.toml:3 status-in-text"]
    );
    let mut levels = Levels::default();
    levels.set("status-in-text", Level::Allow).unwrap();
    levels.set("unsourced-claim", Level::Deny).unwrap();
    let other = CheckOptions {
        levels,
        ..options()
    };
    assert_eq!(reported(&book, &other), ["claims/a.toml:2 unsourced-claim"]);
}

#[test]
fn a_file_without_findings_is_not_reported() {
    let book = book(&[("claims/a.toml", "[[party]]\nid = \"p\"\nname = \"P\"\n")]);
    let (files, extent) = check(&book, &options());
    assert!(files.is_empty());
    assert_eq!(
        extent,
        Extent {
            files: 1,
            claims: 0,
            records: 1,
        }
    );
}

#[test]
fn another_place_is_found_in_its_own_file() {
    let book = book(&[
        ("claims/a.toml", CLAIM),
        ("claims/b.toml", &format!("\n{CLAIM}")),
    ]);
    let (files, _) = check(&book, &options());
    let second = files
        .iter()
        .find(|file| file.path == "claims/b.toml")
        .unwrap();
    let duplicate = second
        .diagnostics
        .iter()
        .find(|one| one.code == "duplicate-id")
        .unwrap();
    assert_eq!(duplicate.place.line, 3);
    let (place, label) = &duplicate.secondary[0];
    assert_eq!((place.file.as_str(), place.line), ("claims/a.toml", 2));
    assert_eq!(label, "first defined here");
    assert!(
        second.texts.contains_key("claims/a.toml"),
        "its text is there to show"
    );
}

#[test]
fn only_the_first_unknown_names_get_a_suggestion() {
    let rows: String = (0..=NEAREST)
        .map(|_| "[[claim.evidence]]\nsource = \"papr\"\nstance = \"context\"\n")
        .collect();
    let source = "[[source]]\nid = \"paper\"\ntitle = \"Paper\"\n";
    let book = book(&[("claims/a.toml", &format!("{CLAIM}{rows}{source}"))]);
    let (files, _) = check(&book, &options());
    let unknown: Vec<bool> = files[0]
        .diagnostics
        .iter()
        .filter(|one| one.code == "unknown-source")
        .map(|one| one.help[0] == "did you mean `paper`?")
        .collect();
    let suggested = unknown.iter().filter(|suggested| **suggested).count();
    assert_eq!((unknown.len(), suggested), (NEAREST + 1, NEAREST));
}

#[test]
fn a_misspelt_code_gets_a_suggestion() {
    let allow = "allow = [{ code = \"unsourced-clam\", reason = \"why\" }]\n";
    let book = book(&[("claims/a.toml", &format!("{CLAIM}{allow}"))]);
    let (files, _) = check(&book, &options());
    let unknown = files[0]
        .diagnostics
        .iter()
        .find(|one| one.code == "unknown-code")
        .unwrap();
    assert_eq!(unknown.help[0], "did you mean `unsourced-claim`?");
}

#[test]
fn a_file_that_cannot_be_decoded_is_unread() {
    let book = book(&[("claims/b.toml", CLAIM)]);
    fs::write(book.path().join("claims/a.toml"), b"\xff").unwrap();
    let (files, _) = check(&book, &options());
    let unread: Vec<(&str, bool)> = files
        .iter()
        .map(|file| (file.path.as_str(), file.unread))
        .collect();
    assert_eq!(unread, [("claims/a.toml", true), ("claims/b.toml", false)]);
    assert_eq!(files[0].diagnostics[0].code, "not-utf8");
}

#[test]
fn settings_that_cannot_be_decoded_are_unread_and_the_book_is_still_checked() {
    let book = book(&[("claims/a.toml", CLAIM)]);
    fs::write(book.path().join("claimbook.toml"), b"\xff").unwrap();
    let reported = reported(&book, &options());
    assert_eq!(
        reported,
        [
            "claimbook.toml:1 not-utf8",
            "claims/a.toml:2 unsourced-claim"
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_that_are_not_followed_are_reported_in_their_place() {
    let book = book(&[("claims/a.toml", CLAIM), ("claims/c.toml", CLAIM)]);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("o.toml"), "").unwrap();
    let link = |target: &Path, name: &str| {
        std::os::unix::fs::symlink(target, book.path().join(name)).unwrap();
    };
    link(&outside.path().join("o.toml"), "claims/b.toml");
    link(&book.path().join("nowhere.toml"), "claims/d.toml");
    let reported = reported(&book, &options());
    let files: Vec<&str> = reported
        .iter()
        .map(String::as_str)
        .filter(|line| line.contains("link-outside") || line.contains("unreadable"))
        .collect();
    assert_eq!(
        files,
        ["claims/b.toml:1 link-outside", "claims/d.toml:1 unreadable"]
    );
    let at = |file: &str| reported.iter().position(|line| line.starts_with(file));
    assert!(at("claims/a.toml") < at("claims/b.toml") && at("claims/b.toml") < at("claims/c.toml"));
}

#[test]
fn checking_stops_when_the_caller_cannot_go_on() {
    let book = book(&[("claims/a.toml", CLAIM), ("claims/b.toml", CLAIM)]);
    let workspace =
        Workspace::open(book.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap();
    let mut calls = 0;
    let result = workspace.check(&options(), &mut |_| {
        calls += 1;
        Err("full")
    });
    assert!(matches!(result, Err(CheckError::Report("full"))));
    assert_eq!(calls, 1);
}

/// Claims that the rest of the book says something about: shared ids and texts, near names, denials, secrets, unknown names.
const ENTANGLED: &str = r#"
[[claim]]
id = "toll"
text = "Jo Deep said that 310 people died."
speaker = "Defence Ministry"
contradicts = ["other", "nobody"]
evidence = [
  { source = "wire", stance = "supports" },
  { source = "copy", stance = "supports", via = ["elsewhere"] },
  { source = "copy", stance = "supports", via = ["elsewhere"] },
  { source = "gone", stance = "denies", voice = "Ann Rival" },
]

[[claim]]
id = "other"
text = "310 people died, Jo Deep said that."
speaker = "Defense Ministry"
denies = ["toll"]
accuses = ["Northland"]

[[claim]]
id = "again"
text = "jo deep said that 310 people died"
speaker = "northland"

[[claim]]
id = "echo"
text = "Jo Deep said that 310 people died!"
repeats = ["toll"]

[[claim]]
id = "unsaid"
text = "…"

[[claim]]
id = "silent"
text = "—"

[[party]]
id = "northland"
name = "Northland"

[[party]]
id = "insider"
name = "Jo Deep"
confidential = true

[[source]]
id = "wire"
title = "Wire"
publisher = "A. Rival"

[[source]]
id = "copy"
title = "Copy"
publisher = "Coast Times"
derived_from = ["wire"]

[[source]]
id = "elsewhere"
title = "Elsewhere"
publisher = "Coast Time"
"#;

/// Each claim alone gives the findings that it gives in a check of the whole book.
#[track_caller]
fn each_alone_as_in_the_whole(root: &Path) {
    let today = "2100-01-01".parse().unwrap();
    let workspace = Workspace::open(root, None, today, &Silent).unwrap();
    let check = |filter: Option<Filter>| {
        let options = CheckOptions {
            filter,
            ..options()
        };
        let mut of_claims: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        let extent = workspace.check(&options, &mut |file| {
            for one in file.diagnostics {
                let claim = one.claim.clone().unwrap_or_default();
                of_claims.entry(claim).or_default().push(one);
            }
            Ok::<(), ()>(())
        });
        (of_claims, extent.unwrap())
    };
    let (whole, extent) = check(None);
    assert!(whole.len() > 1, "the book has findings");
    for id in workspace.index().statuses().unwrap().into_keys() {
        let filter = Filter {
            ids: vec![id.clone()],
            ..Filter::default()
        };
        let (mut alone, alone_extent) = check(Some(filter));
        assert_eq!(alone.remove(&id), whole.get(&id).cloned(), "{id}");
        assert!(alone.is_empty(), "{id}: {alone:?}");
        assert_eq!(
            alone_extent,
            Extent {
                claims: 1,
                ..extent
            },
            "{id}"
        );
    }
}

#[test]
fn a_claim_that_the_book_says_much_about_gives_the_same_findings_alone() {
    let settings = "[check]\nunknown-party = \"warn\"\n";
    let book = book(&[("claims/a.toml", ENTANGLED), ("claimbook.toml", settings)]);
    each_alone_as_in_the_whole(book.path());
}

#[test]
fn each_claim_of_the_sample_book_gives_the_same_findings_alone() {
    each_alone_as_in_the_whole(Path::new(env!("CARGO_MANIFEST_DIR")));
}
