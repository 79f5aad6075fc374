//! `diff` says what changed between two revisions and why.

use super::index_agrees::{FILES, content};
use super::repository::{Repository, contents};
use proptest::proptest;
use proptest::test_runner::Config;
use serde_json::Value;
use std::collections::BTreeMap;

const BEFORE: &str = r#"[article]
id = "border-town"
title = "Border town"
[[party]]
id = "northland-interior"
name = "Northland's interior ministry"
[[source]]
id = "ministry-answer"
title = "Answer"
publisher = "northland-interior"
[[source]]
id = "wire-7"
title = "Wire"
publisher = "agency"
own_reporting = true
[[source]]
id = "own-1"
title = "Own"
publisher = "paper one"
own_reporting = true
[[source]]
id = "courier-4"
title = "Courier"
publisher = "courier"
derived_from = ["wire-7"]
[[source]]
id = "daily-9"
title = "Daily"
publisher = "daily"
derived_from = ["wire-7"]
[[source]]
id = "blog-1"
title = "Blog"
publisher = "blog"
[[claim]]
id = "toll-2025"
text = "Attacks killed 310 people in 2025."
[[claim.evidence]]
source = "own-1"
stance = "supports"
[[claim]]
id = "c-31"
text = "The bridge was closed."
[[claim.evidence]]
source = "own-1"
stance = "supports"
[[claim.evidence]]
source = "courier-4"
stance = "supports"
[[claim.evidence]]
source = "daily-9"
stance = "supports"
[[claim.evidence]]
source = "blog-1"
stance = "supports"
[[claim]]
id = "c-40"
text = "Attacks killed 310 people in March."
[[claim.ruling]]
status = "confirmed"
on = 2026-03-06
by = "amina"
reason = "the ministry's own figures"
[[claim]]
id = "c-52"
text = "All the dead were fighters."
[[claim.evidence]]
source = "own-1"
stance = "supports"
[[claim]]
id = "c-60"
text = "The ferry runs."
"#;

/// What the second edition has in place of the first one's words.
const CHANGES: &[(&str, &str)] = &[
    (
        "text = \"Attacks killed 310 people in 2025.\"\n",
        "text = \"Attacks killed 310 people in 2025.\"\ntags = [\"casualties\"]\n[[claim.evidence]]\nsource = \"ministry-answer\"\nstance = \"denies\"\nadded = 2026-03-06\n",
    ),
    (
        "title = \"Wire\"\n",
        "title = \"Wire\"\nretracted = 2026-03-05\n",
    ),
    ("310 people in March", "210 people in March"),
    (
        "text = \"All the dead were fighters.\"\n",
        "text = \"All the dead were fighters.\"\n[[claim.ruling]]\nstatus = \"misleading\"\non = 2026-03-06\nby = \"amina\"\nreason = \"counts fighters as residents\"\n",
    ),
    (
        "[[claim]]\nid = \"c-60\"\ntext = \"The ferry runs.\"\n",
        "[[claim]]\nid = \"c-61\"\ntext = \"The ferry | ran <b> [x](http://x) @name.\"\n[[source]]\nid = \"new-1\"\ntitle = \"New\"\n",
    ),
    ("title = \"Blog\"", "title = \"A blog\""),
];

fn after() -> String {
    let change = |text: String, (from, to): &(&str, &str)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    };
    CHANGES.iter().fold(BEFORE.to_owned(), change)
}

/// A repository with both editions as the branches `main` and `next`.
fn repository() -> Repository {
    let repository = Repository::new();
    repository.write("claims/a.toml", BEFORE);
    repository.commit("2026-03-01");
    repository.git(&["checkout", "-q", "-b", "next"]);
    repository.write("claims/a.toml", after());
    repository.commit("2026-03-08");
    repository
}

const PAGE: &str = "\
main..next · 4 of 5 claims changed, 1 new, 1 removed, 2 sources changed, 1 source new

id         change                       why
toll-2025  single-source → contested    because northland-interior denies it (ministry-answer, 2026-03-06)
toll-2025  fields                       tags: casualties
c-31       corroborated → multi-report  because `wire-7` was retracted: courier-4 and daily-9 rest on it
c-40       text changed                 310 → 210; the ruling of 2026-03-06 by amina is older
c-52       ruled misleading by amina    counts fighters as residents (was single-source)
c-61       new                          unverified: The ferry | ran <b> [x](http://x) @name.
c-60       removed                      The ferry runs.
blog-1     source changed               title: Blog → A blog
new-1      source new                   New
wire-7     source changed               retracted: 2026-03-05
";

#[test]
fn a_page_names_each_change_with_its_cause() {
    let repository = repository();
    let before = contents(&repository.path(""));
    let ran = repository.run(&["diff", "main..next"]);
    assert_eq!((ran.out.as_str(), ran.code), (PAGE, 0));
    assert!(
        contents(&repository.path("")) == before,
        "something touched the repository"
    );
}

#[test]
fn a_comment_on_a_pull_request_is_escaped() {
    let out = repository()
        .run(&["diff", "main..next", "--format", "markdown"])
        .out;
    assert!(
        out.starts_with("# `main..next` · 4 of 5 claims changed"),
        "{out}"
    );
    let new = r"| c-61 | new | unverified: The ferry \| ran &lt;b&gt; \[x\](http:\/\/x) `@name.` |";
    assert!(out.contains(new), "{out}");
}

#[test]
fn json_has_a_record_for_each_change() {
    let out = repository()
        .run(&["diff", "main..next", "--format", "json"])
        .out;
    let all: Vec<Value> = serde_json::from_str(&out).unwrap();
    let keys: Vec<&String> = all[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "kind", "change", "before", "after", "because"]);
    let changes: Vec<_> = all
        .iter()
        .map(|one| {
            (
                one["id"].as_str().unwrap(),
                one["kind"].as_str().unwrap(),
                one["change"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            ("toll-2025", "claim", "status"),
            ("toll-2025", "claim", "fields"),
            ("c-31", "claim", "status"),
            ("c-40", "claim", "text"),
            ("c-52", "claim", "ruling"),
            ("c-61", "claim", "new"),
            ("c-60", "claim", "removed"),
            ("blog-1", "source", "fields"),
            ("new-1", "source", "new"),
            ("wire-7", "source", "fields"),
        ]
    );
    let because = |at: usize| &all[at]["because"][0];
    assert_eq!(
        because(0),
        &serde_json::json!({"table": "evidence", "id": "ministry-answer", "what": "denies"})
    );
    assert_eq!(
        because(2),
        &serde_json::json!({"table": "source", "id": "wire-7", "what": "retracted"})
    );
    assert_eq!(all[4]["before"]["status"], "single-source");
    assert_eq!(
        all[4]["after"]["ruling"]["reason"],
        "counts fighters as residents"
    );
    assert!(all[5]["before"].is_null() && all[6]["after"].is_null());
}

#[test]
fn an_order_that_decides_is_a_cause() {
    let repository = Repository::new();
    let write = |parties: [&str; 2], rulings: [&str; 2]| {
        let parties = parties.map(|party| format!("[[party]]\n{party}aliases = [\"The Paper\"]\n"));
        let rest = "[[source]]\nid = \"s\"\ntitle = \"S\"\npublisher = \"The Paper\"\nown_reporting = true\n\
                    [[claim]]\nid = \"c\"\ntext = \"It rained.\"\n\
                    [[claim.evidence]]\nsource = \"s\"\nstance = \"supports\"\n\
                    [[claim]]\nid = \"d\"\ntext = \"It snowed.\"\n";
        let rulings = rulings.map(|status| {
            format!(
                "[[claim.ruling]]\nstatus = \"{status}\"\non = 2026-03-01\nby = \"a\"\nreason = \"r\"\n"
            )
        });
        let book = format!("{}{rest}{}", parties.concat(), rulings.concat());
        repository.write("claims/a.toml", book);
    };
    let bad = "id = \"bad\"\nname = \"Bad\"\nreliability = \"E\"\n";
    let good = "id = \"good\"\nname = \"Good\"\n";
    write([bad, good], ["confirmed", "refuted"]);
    repository.commit("2026-03-02");
    write([good, bad], ["refuted", "confirmed"]);
    let out = repository.run(&["diff"]).out;
    for because in [
        " moved: of two parties that share a name, the first one has it",
        "because ruled in another order",
    ] {
        assert!(out.contains(because), "{out}");
    }
}

#[test]
fn counts_and_exit_codes_are_for_scripts() {
    let repository = repository();
    let run = |arguments: &[&str]| repository.run(&[&["diff"], arguments].concat());
    assert_eq!(run(&["main..next", "--exit-code"]).code, 1);
    let same = run(&["next..HEAD", "--exit-code"]);
    assert_eq!(
        (same.out.as_str(), same.code),
        ("next..HEAD · nothing changed in 5 claims\n", 0)
    );
    let stat = run(&["main..next", "--stat"]).out;
    assert!(
        stat.contains("\nsingle-source → contested    1\n"),
        "{stat}"
    );
    assert_eq!(run(&["main..next", "--stat", "--format", "json"]).code, 2);
}

#[test]
fn a_range_means_what_it_means_to_git() {
    let repository = repository();
    let first = |range: &str| {
        let out = repository.run(&["diff", range]).out;
        out.lines()
            .next()
            .unwrap_or_default()
            .split(" · ")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(first("main.."), "main..HEAD");
    assert_eq!(first("..main"), "HEAD..main");
    assert_eq!(first("main"), "main..files");
    let short = repository.git(&["rev-parse", "--short=7", "main"]);
    assert_eq!(
        first("2026-03-02..HEAD"),
        format!("2026-03-02 ({short})..HEAD")
    );
    // Another branch that went on does not count as a change of this one.
    repository.git(&["checkout", "-q", "main"]);
    repository.write(
        "claims/b.toml",
        "[[claim]]\nid = \"later\"\ntext = \"Later.\"\n",
    );
    repository.commit("2026-03-09");
    let both = |range: &str| repository.run(&["diff", range]).out.contains("later");
    assert_eq!((both("main..next"), both("main...next")), (true, false));
    for range in [
        "nosuch",
        "main..nosuch",
        "nosuch...main",
        "2020-01-01",
        "c-31",
    ] {
        let said = repository.complaint(&["diff", range]);
        assert!(said.starts_with("error: "), "{said}");
    }
    assert!(
        repository
            .complaint(&["diff", "c-31"])
            .contains("hint: ids come after the revision")
    );
}

#[test]
fn without_a_revision_the_files_are_compared_with_the_last_commit() {
    let repository = repository();
    assert_eq!(
        repository.run(&["diff"]).out,
        "HEAD..files · nothing changed in 5 claims\n"
    );
    repository.write(
        "claims/new.toml",
        "[[claim]]\nid = \"fresh\"\ntext = \"Fresh.\"\n",
    );
    let out = repository.run(&["diff"]).out;
    assert!(
        out.contains("\nfresh  new     unverified: Fresh.\n"),
        "{out}"
    );
}

#[test]
fn filters_and_ids_pick_claims_of_either_side() {
    let repository = repository();
    let ids = |arguments: &[&str]| {
        let out = repository
            .run(&[&["diff", "main..next", "--format", "json"], arguments].concat())
            .out;
        let all: Vec<Value> = serde_json::from_str(&out).unwrap();
        all.iter()
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["c-60", "c-61", "c-3"]), ["c-31", "c-61", "c-60"]);
    assert_eq!(ids(&["--status", "corroborated"]), ["c-31"]);
    assert_eq!(ids(&["--status", "multi-report"]), ["c-31"]);
    assert_eq!(ids(&["--tag", "casualties"]), ["toll-2025", "toll-2025"]);
    let unknown = repository.run(&["diff", "main..next", "nosuch"]);
    assert_eq!(unknown.code, 1);
}

#[test]
fn a_broken_file_of_either_side_is_named_with_its_revision() {
    let repository = repository();
    repository.write("claims/broken.toml", "[[claim]]\nid = ");
    repository.commit("2026-03-09");
    let output = repository.output("", &["diff", "main..HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    let short = repository.git(&["rev-parse", "--short=7", "HEAD"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(&format!("{short}:claims/broken.toml:2")),
        "{said}"
    );
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("toll-2025")
    );
}

/// The statuses of all claims of a revision, by id.
fn statuses(repository: &Repository, revision: &str) -> BTreeMap<String, (Value, Value)> {
    let out = repository
        .run(&["list", "--format", "json", "--as-of", revision])
        .out;
    let all: Vec<Value> = serde_json::from_str(&out).unwrap();
    let mut statuses = BTreeMap::new();
    for one in all {
        let id = one["id"].as_str().unwrap().to_owned();
        let both = (one["status"].clone(), one["derived_status"].clone());
        statuses.entry(id).or_insert(both);
    }
    statuses
}

proptest! {
    #![proptest_config(Config { cases: 8, max_shrink_iters: 20, failure_persistence: None, ..Config::default() })]
    #[test]
    fn every_status_that_differs_between_two_lists_is_told_with_its_cause(
        texts in proptest::collection::vec((0..4_usize, content()), 4..9),
    ) {
        let repository = Repository::new();
        repository.write("claims/kept.txt", "");
        for (number, (file, text)) in texts.iter().enumerate() {
            repository.write(FILES[*file], text);
            if number == texts.len() / 2 {
                repository.commit("2026-03-01");
            }
        }
        repository.commit("2026-03-02");
        let (before, after) = (statuses(&repository, "HEAD~1"), statuses(&repository, "HEAD"));
        let out = repository.run(&["diff", "HEAD~1..HEAD", "--format", "json"]).out;
        let all: Vec<Value> = serde_json::from_str(&out).unwrap();
        for (id, statuses) in &after {
            let told: Vec<&Value> = all.iter().filter(|one| one["id"] == id.as_str() && one["kind"] == "claim").collect();
            match before.get(id) {
                None => assert!(told.len() == 1 && told[0]["change"] == "new", "{id}: {told:?}"),
                Some(then) => {
                    let status = told.iter().find(|one| one["change"] == "status");
                    assert_eq!(status.is_some(), then != statuses, "{id}: {then:?} {statuses:?} {told:?}");
                    if let Some(status) = status {
                        assert_eq!((&status["before"]["status"], &status["after"]["status"]), (&then.0, &statuses.0));
                    }
                }
            }
        }
        for id in before.keys().filter(|id| !after.contains_key(*id)) {
            assert!(all.iter().any(|one| one["id"] == id.as_str() && one["change"] == "removed"), "{id}");
        }
    }
}
