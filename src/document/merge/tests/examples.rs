//! What people do, side by side.

use super::{check, claim, clash, evidence, merged, record, ruling, source};

/// A claims file as people keep it.
const STORY: &str = "\
# What the desk checks.

[article]
title = \"The harbour counts its boats\"

[[source]]
id = \"register\"
title = \"Register\"   # of boats

# --- the first part ---

[[claim]]
id = \"boats\"
text = \"The harbour has 40 boats.\"
tags = [\"sea\"]

  [[claim.evidence]]
  source = \"register\"
  stance = \"supports\"
  credibility = 2

# about the fee
[[claim]]
id = \"fee\"
text = \"The fee doubled.\"
";

fn with(old: &str, new: &str) -> String {
    assert!(STORY.contains(old), "{old}");
    STORY.replacen(old, new, 1)
}

#[test]
fn two_people_cite_on_one_claim() {
    let anchor = "  credibility = 2\n";
    check(
        STORY,
        &with(anchor, &format!("{anchor}{}", evidence("wire"))),
        &with(anchor, &format!("{anchor}{}", evidence("almanac"))),
        &with(
            anchor,
            &format!("{anchor}{}{}", evidence("wire"), evidence("almanac")),
        ),
    );
}

#[test]
fn both_cite_the_same_and_it_is_there_once() {
    let anchor = "  credibility = 2\n";
    let ours = with(
        anchor,
        &format!("{anchor}{}  by = \"amina\"\n", evidence("wire")),
    );
    let theirs = with(
        anchor,
        &format!("{anchor}{}  note = \"N\"\n", evidence("wire")),
    );
    let found = merged(STORY, &ours, &theirs);
    assert_eq!(found.clashes, []);
    assert_eq!(found.text.matches("\"wire\"").count(), 1);
    assert!(found.text.contains("by = \"amina\"") && found.text.contains("note = \"N\""));
}

#[test]
fn two_people_add_a_source_and_a_party_at_the_end_of_one_file() {
    let (a, c) = (source("a"), source("c"));
    check(
        &source("0"),
        &[source("0"), c.clone()].join("\n"),
        &[source("0"), a.clone()].join("\n"),
        &[source("0"), a.clone(), c.clone()].join("\n"),
    );
    let base = "# parties\n";
    check(
        base,
        &format!("{base}\n{c}"),
        &format!("{base}\n{a}"),
        &format!("{base}\n{a}\n{c}"),
    );
    check("", &c, &a, &format!("{a}\n{c}"));
}

#[test]
fn two_people_add_claims_in_one_place() {
    let end = "text = \"The fee doubled.\"\n";
    check(
        STORY,
        &with(end, &format!("{end}\n{}", claim("x", ""))),
        &with(end, &format!("{end}\n{}", claim("y", ""))),
        &with(
            end,
            &format!("{end}\n{}\n{}", claim("x", ""), claim("y", "")),
        ),
    );
}

#[test]
fn a_new_row_and_a_new_field_of_the_last_claim_do_not_meet() {
    let end = "text = \"The fee doubled.\"\n";
    check(
        STORY,
        &with(end, &format!("{end}{}", evidence("wire"))),
        &with(end, &format!("{end}quote = \"twice as much\"\n")),
        &with(
            end,
            &format!("{end}quote = \"twice as much\"\n{}", evidence("wire")),
        ),
    );
}

#[test]
fn fields_of_one_record_merge_one_by_one() {
    let ours =
        with("40 boats", "41 boats").replace("title = \"Register\"", "title = \"The register\"");
    let theirs = with(
        "tags = [\"sea\"]\n",
        "quote = \"forty\"\ntags = [\"sea\"]\n",
    )
    .replace("# of boats", "# of all boats");
    check(
        STORY,
        &ours,
        &theirs,
        &theirs
            .replace("40 boats", "41 boats")
            .replace("title = \"Register\"", "title = \"The register\""),
    );
}

#[test]
fn lists_of_names_merge_as_sets() {
    let tags = |list: &str| with("tags = [\"sea\"]\n", list);
    check(
        STORY,
        &tags("tags = [\"sea\", \"a\"]\n"),
        &tags("tags = [\"b\", \"sea\"]\n"),
        &tags("tags = [\"sea\", \"a\", \"b\"]\n"),
    );
    check(
        STORY,
        &tags("tags = [\"a\"]\n"),
        &tags("tags = [\"sea\", \"b\"]\n"),
        &tags("tags = [\"a\", \"b\"]\n"),
    );
    check(
        STORY,
        &tags("tags = [\"a\", \"sea\"]\n"),
        &tags(""),
        &tags("tags = [\"a\"]\n"),
    );
    check(
        STORY,
        &tags(""),
        &tags("tags = [\"Sea\", \"a\"]\n"),
        &tags("tags = [\"a\"]\n"),
    );
    check(
        STORY,
        &tags("tags = [\"sea\", \"X\"]\n"),
        &tags("tags = [\"sea\", \"x\"]\n"),
        &tags("tags = [\"sea\", \"X\"]\n"),
    );
    let lines = "tags = [\n  \"sea\", # s\n  \"a\", # ours\n]\n";
    check(
        STORY,
        &tags(lines),
        &tags("tags = [\"sea\", \"b\", \"c\"]\n"),
        &tags("tags = [\n  \"sea\", # s\n  \"a\", # ours\n  \"b\",\n  \"c\",\n]\n"),
    );
}

#[test]
fn rows_between_braces_merge_row_by_row() {
    let rows = |rows: &str| claim("a", &format!("evidence = [{rows}]\n"));
    let row = |source: &str| format!("{{ source = \"{source}\", stance = \"supports\" }}");
    let (s, t, u) = (row("s"), row("t"), row("u"));
    check(
        &rows(&s),
        &rows(&[s.clone(), t.clone()].join(", ")),
        &rows(&[s.clone(), u.clone()].join(", ")),
        &rows(&[s.clone(), t.clone(), u].join(", ")),
    );
    let noted = s.replace(" }", ", note = \"N\" }");
    check(
        &rows(&s),
        &rows(&[s.clone(), t.clone()].join(", ")),
        &rows(&noted),
        &rows(&[noted.clone(), t].join(", ")),
    );
    let other = s.replace(" }", ", note = \"M\" }");
    assert_eq!(
        merged(&rows(&s), &rows(&noted), &rows(&other)).clashes[0].what,
        "claim `a`: both sides changed `evidence`"
    );
}

#[test]
fn one_field_with_two_values_is_a_conflict_around_its_line_only() {
    clash(
        STORY,
        &with("40 boats", "41 boats"),
        &with("40 boats", "42 boats").replace("stance = \"supports\"", "stance = \"context\""),
        "claim `boats`: both sides changed `text`",
        &with(
            "text = \"The harbour has 40 boats.\"\n",
            "<<<<<<< ours\ntext = \"The harbour has 41 boats.\"\n=======\ntext = \"The harbour has 42 boats.\"\n>>>>>>> theirs\n",
        )
        .replace("stance = \"supports\"", "stance = \"context\""),
    );
    let row = |value: u8| with("  credibility = 2\n", &format!("  credibility = {value}\n"));
    clash(
        STORY,
        &row(3),
        &row(4),
        "claim `boats`: evidence row `register`: both sides changed `credibility`",
        &with(
            "  credibility = 2\n",
            "<<<<<<< ours\n  credibility = 3\n=======\n  credibility = 4\n>>>>>>> theirs\n",
        ),
    );
}

#[test]
fn a_date_or_text_written_in_another_way_is_the_same() {
    let base = claim("a", "said_on = 2026-03-01\n");
    let ours = claim("a", "said_on = \"2026-03-01\"\n");
    let theirs = claim("a", "said_on = 2026-03-02\n");
    check(&base, &ours, &theirs, &theirs);
    check(&base, &theirs, &ours, &theirs);
}

#[test]
fn what_one_side_removes_goes_unless_the_other_changed_it() {
    let fee = "\n# about the fee\n[[claim]]\nid = \"fee\"\ntext = \"The fee doubled.\"\n";
    let without = with(fee, "");
    let other = with("40 boats", "41 boats");
    check(
        STORY,
        &without,
        &other,
        &without.replace("40 boats", "41 boats"),
    );
    check(
        STORY,
        &other,
        &without,
        &without.replace("40 boats", "41 boats"),
    );
    let changed = with("doubled", "tripled");
    let new = fee.replace("doubled", "tripled");
    let lines = new.strip_prefix('\n').unwrap();
    clash(
        STORY,
        &without,
        &changed,
        "ours removed claim `fee`, theirs changed it",
        &with(
            fee,
            &format!("\n<<<<<<< ours\n=======\n{lines}>>>>>>> theirs\n"),
        ),
    );
    clash(
        STORY,
        &changed,
        &without,
        "theirs removed claim `fee`, ours changed it",
        &with(
            fee,
            &format!("\n<<<<<<< ours\n{lines}=======\n>>>>>>> theirs\n"),
        ),
    );
    clash(
        STORY,
        &with("  credibility = 2\n", ""),
        &with("  credibility = 2\n", "  credibility = 3\n"),
        "claim `boats`: evidence row `register`: ours removed `credibility`, theirs changed it",
        &with(
            "  credibility = 2\n",
            "<<<<<<< ours\n=======\n  credibility = 3\n>>>>>>> theirs\n",
        ),
    );
}

#[test]
fn rulings_come_in_the_order_of_their_dates() {
    let base = claim("a", "");
    let rule = |rulings: &[(&str, &str)]| {
        let rulings: String = rulings
            .iter()
            .map(|(status, on)| ruling(status, on))
            .collect();
        format!("{base}{rulings}")
    };
    let (early, late) = (("confirmed", "2026-03-01"), ("confirmed", "2026-03-05"));
    check(
        &base,
        &rule(&[late]),
        &rule(&[early]),
        &rule(&[early, late]),
    );
    check(
        &base,
        &rule(&[early]),
        &rule(&[late]),
        &rule(&[early, late]),
    );
    check(&base, &rule(&[early]), &rule(&[early]), &rule(&[early]));
    let old = rule(&[("open", "2026-02-01")]);
    check(
        &old,
        &format!("{old}{}", ruling("open", "2026-03-01")),
        &format!("{old}{}", ruling("open", "2026-03-02")),
        &format!(
            "{old}{}{}",
            ruling("open", "2026-03-01"),
            ruling("open", "2026-03-02")
        ),
    );
}

#[test]
fn two_people_who_rule_differently_are_a_conflict() {
    let base = claim("a", "");
    let (ours, theirs) = (
        ruling("confirmed", "2026-03-05"),
        ruling("refuted", "2026-03-01"),
    );
    let what = "claim `a`: the two sides ruled differently";
    let expect = format!(
        "{base}\n<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n",
        &ours[1..],
        &theirs[1..]
    );
    clash(
        &base,
        &format!("{base}{ours}"),
        &format!("{base}{theirs}"),
        what,
        &expect,
    );
    let both = format!("{}{ours}", ruling("refuted", "2026-03-02"));
    let expect = format!(
        "{base}\n<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n",
        &both[1..],
        &theirs[1..]
    );
    clash(
        &base,
        &format!("{base}{both}"),
        &format!("{base}{theirs}"),
        what,
        &expect,
    );
}

#[test]
fn two_people_who_record_one_answer_change_one_question() {
    let asked = |more: &str| {
        claim(
            "a",
            &format!(
                "\n  [[claim.asked]]\n  of = \"p\"\n  on = 2026-03-01\n  due = 2026-03-03\n{more}"
            ),
        )
    };
    let (base, ours, theirs) = (
        asked(""),
        asked("  outcome = \"replied\"\n"),
        asked("  note = \"N\"\n"),
    );
    let found = merged(&base, &ours, &theirs);
    assert_eq!(
        (found.text.matches("claim.asked").count(), found.clashes),
        (1, Vec::new())
    );
    assert!(found.text.contains("replied") && found.text.contains("note = \"N\""));
}

#[test]
fn a_renamed_record_and_an_edit_of_it_meet() {
    let ours = STORY.replace("\"register\"", "\"boat-register\"");
    let theirs = with("title = \"Register\"", "title = \"The register\"").replace(
        "  credibility = 2\n",
        &format!(
            "  credibility = 3\n{}",
            "\n  [[claim.evidence]]\n  source = \"register\"\n  stance = \"context\"\n"
        ),
    );
    // `rename` cannot follow a title that changed with it, so the title stays here.
    let theirs = theirs
        .replace("title = \"The register\"", "title = \"Register\"")
        .replace("# of boats", "# of all boats");
    check(
        STORY,
        &ours,
        &theirs,
        &theirs.replace("\"register\"", "\"boat-register\""),
    );
    check(
        STORY,
        &theirs,
        &ours,
        &theirs.replace("\"register\"", "\"boat-register\""),
    );
    let renamed = STORY.replace("\"boats\"", "\"forty-boats\"");
    let cited = with(
        "  credibility = 2\n",
        &format!("  credibility = 2\n{}", evidence("wire")),
    );
    check(
        STORY,
        &renamed,
        &cited,
        &cited.replace("\"boats\"", "\"forty-boats\""),
    );
}

#[test]
fn two_people_who_rename_one_record_differently_are_a_conflict() {
    let found = merged(&source("a"), &source("b"), &source("c"));
    let told: Vec<&str> = found
        .clashes
        .iter()
        .map(|clash| clash.what.as_str())
        .collect();
    assert_eq!(told, ["source `b`: both sides changed `id`"]);
}

#[test]
fn comments_of_both_sides_stay() {
    let ours = with("# about the fee\n", "# about the fee\n# ask the port\n")
        .replace("# of boats", "# of boats, see wire");
    let theirs =
        with("# about the fee\n", "# about the fee\n# it is old\n").replace("40 boats", "41 boats");
    check(
        STORY,
        &ours,
        &theirs,
        &ours
            .replace("# ask the port\n", "# ask the port\n# it is old\n")
            .replace("40 boats", "41 boats"),
    );
    let parts = with(
        "# --- the first part ---\n\n",
        &format!("{}\n# --- the first part ---\n\n", source("wire")),
    );
    let more = with(
        "# --- the first part ---\n\n",
        &format!("# --- the first part ---\n\n{}\n", claim("early", "")),
    );
    let found = merged(STORY, &parts, &more);
    assert_eq!(found.text.matches("first part").count(), 1);
    assert!(found.text.contains("\"wire\"") && found.text.contains("\"early\""));
}

#[test]
fn the_order_of_one_side_stays() {
    let all = |ids: &[&str]| {
        ids.iter()
            .map(|id| source(id))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let texts = [
        all(&["a", "b", "c"]),
        all(&["c", "a", "b"]),
        all(&["a", "b", "c", "d"]),
    ];
    let ids = |text: &str| {
        text.lines()
            .filter_map(|line| line.strip_prefix("id = "))
            .collect::<Vec<_>>()
            .join("")
    };
    let found = merged(&texts[0], &texts[1], &texts[2]);
    assert_eq!(ids(&found.text), "\"c\"\"d\"\"a\"\"b\"");
    let found = merged(&texts[0], &texts[2], &texts[1]);
    assert_eq!(ids(&found.text), "\"c\"\"d\"\"a\"\"b\"");
}

#[test]
fn both_added_one_file() {
    let ours = claim("a", &evidence("s"));
    let theirs = format!("{}\n{}", claim("a", "speaker = \"p\"\n"), claim("b", ""));
    check(
        "",
        &ours,
        &theirs,
        &format!(
            "{}\n{}",
            claim("a", &format!("speaker = \"p\"\n{}", evidence("s"))),
            claim("b", "")
        ),
    );
}

#[test]
fn settings_merge_field_by_field() {
    let base = "[policy]\nneeds_origins = 2 # at least\n\n[check]\nsourcing = \"warn\"\n";
    let ours = base.replace("= 2", "= 3");
    let theirs = format!(
        "{}\n[user]\nname = \"amina\"\n",
        base.replace("\"warn\"", "\"deny\"")
    );
    check(base, &ours, &theirs, &theirs.replace("= 2", "= 3"));
    clash(
        base,
        &ours,
        &base.replace("= 2", "= 4"),
        "`[policy]`: both sides changed `needs_origins`",
        &base.replace("needs_origins = 2 # at least\n", "<<<<<<< ours\nneeds_origins = 3 # at least\n=======\nneeds_origins = 4 # at least\n>>>>>>> theirs\n"),
    );
}

#[test]
fn tables_that_the_format_does_not_have_merge_like_others() {
    let base = record(
        "source",
        "a",
        "title = \"T\"\n[source.extra]\npage = 1\n[extra]\nx = 1\n",
    );
    let ours = base.replace("page = 1", "page = 2");
    let theirs = base
        .replace("x = 1", "x = 1\ny = [1, 2]")
        .replace("page = 1", "page = 1\nshelf = \"s\"");
    check(
        &base,
        &ours,
        &theirs,
        &theirs.replace("page = 1", "page = 2"),
    );
}
