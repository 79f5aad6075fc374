//! Moves records between texts.

use crate::document::edit::{
    CarvedRecord, Edit, EditRefusal, NewFields, Position, Value, apply, carve, put_in,
};
use proptest::prelude::{Just, Strategy};
use proptest::proptest;

const STORY: &str = "\
# The harbour story.

[article]
title = \"A\"

# from the wire
[[source]]
id = \"wire\"   # its own
title = \"W\"
# checked

[[claim]]
id = \"c\"
text = \"C\"

  [[claim.evidence]]
  source = \"wire\"
  stance = \"supports\"

[[source]]
id = \"count\"
title = \"N\"
[source.extra]
page = 3

[[party]]
id = \"desk\"
name = \"D\"
";

#[test]
fn records_are_taken_out_with_their_comments_and_nothing_else_moves() {
    let carved = carve(STORY, "a", &|kind, _| kind == "source").unwrap();
    let texts: Vec<&str> = carved.records.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "# from the wire\n[[source]]\nid = \"wire\"   # its own\ntitle = \"W\"\n# checked\n",
            "[[source]]\nid = \"count\"\ntitle = \"N\"\n[source.extra]\npage = 3\n",
        ]
    );
    assert_eq!(
        carved.rest,
        "# The harbour story.\n\n[article]\ntitle = \"A\"\n\n[[claim]]\nid = \"c\"\ntext = \"C\"\n\n  \
         [[claim.evidence]]\n  source = \"wire\"\n  stance = \"supports\"\n\n[[party]]\nid = \"desk\"\nname = \"D\"\n"
    );
    let none = carve(STORY, "a", &|_, _| false).unwrap();
    assert_eq!((none.rest.as_str(), none.records.len()), (STORY, 0));
}

#[test]
fn a_text_of_which_nothing_is_left_is_empty() {
    let text = "\u{feff}[[source]]\r\nid = \"a\"\r\ntitle = \"A\"";
    let carved = carve(text, "a", &|_, _| true).unwrap();
    assert_eq!(carved.rest, "");
    assert_eq!(
        carved.records[0].text,
        "[[source]]\r\nid = \"a\"\r\ntitle = \"A\""
    );
}

#[test]
fn a_record_that_is_not_in_one_place_stays_and_is_refused() {
    for text in [
        "source = [{ id = \"a\", title = \"A\" }]\n",
        "[[source]]\nid = \"a\"\ntitle = \"A\"\n[[party]]\nid = \"p\"\nname = \"P\"\n[source.extra]\nx = 1\n",
    ] {
        let refused = carve(text, "a", &|kind, _| kind == "source").unwrap_err();
        assert!(matches!(refused, EditRefusal::ByHand(_)), "{refused:?}");
    }
    let broken = carve("[[source]\n", "a", &|_, _| true).unwrap_err();
    assert!(matches!(broken, EditRefusal::Broken(_)));
}

fn source(id: &str) -> CarvedRecord {
    CarvedRecord {
        kind: "source".to_owned(),
        id: id.to_owned(),
        text: format!("[[source]]\nid = \"{id}\"\ntitle = \"T\"\n"),
    }
}

#[test]
fn records_are_put_in_by_their_ids() {
    let mut two = [source("c"), source("a")];
    let text = put_in("# all\n", "a", &mut two).unwrap();
    assert_eq!(
        text,
        "# all\n\n[[source]]\nid = \"a\"\ntitle = \"T\"\n\n[[source]]\nid = \"c\"\ntitle = \"T\"\n"
    );
    let text = put_in(&text, "a", &mut [source("b")]).unwrap();
    let text = put_in(&text, "a", &mut [source("0")]).unwrap();
    let ids: Vec<&str> = text.lines().filter(|line| line.starts_with("id")).collect();
    assert_eq!(
        ids,
        ["id = \"0\"", "id = \"a\"", "id = \"b\"", "id = \"c\""]
    );
    assert!(!text.contains("\n\n\n") && text.starts_with("# all\n\n[[source]]"));
    let unended = put_in(
        "[[source]]\nid = \"a\"\ntitle = \"T\"",
        "a",
        &mut [source("b")],
    );
    assert_eq!(
        unended.unwrap(),
        "[[source]]\nid = \"a\"\ntitle = \"T\"\n\n[[source]]\nid = \"b\"\ntitle = \"T\"\n"
    );
}

#[test]
fn a_new_record_goes_after_the_last_one_with_a_smaller_id() {
    let ids = |text: &str| {
        let ids = text.lines().filter_map(|line| line.strip_prefix("id = "));
        ids.map(|id| id.trim_matches('"').to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let add = |there: &str, id: &str| {
        let there = there.split_whitespace();
        let text: Vec<String> = there.map(|id| source(id).text).collect();
        let fields = ["id", "title"].map(|key| (key, Value::Text(id.to_owned())));
        let edit = Edit::AddRecord {
            kind: "source",
            fields: NewFields::from(fields),
            position: Position::ById,
        };
        ids(&apply(&text.join("\n"), "a", &[edit]).unwrap())
    };
    assert_eq!(add("", "b"), "b");
    assert_eq!(add("a c", "b"), "a b c");
    assert_eq!(add("b c", "a"), "a b c");
    assert_eq!(add("a b", "c"), "a b c");
    assert_eq!(add("z a c m b", "d"), "z a c m b d");
    assert_eq!(add("z a c m", "d"), "z a c d m");
    assert_eq!(add("z y", "d"), "d z y");
}

#[test]
fn a_list_between_brackets_takes_a_new_record_at_its_end() {
    let fields = ["id", "title"].map(|key| (key, Value::Text("a".to_owned())));
    let edit = Edit::AddRecord {
        kind: "source",
        fields: NewFields::from(fields),
        position: Position::ById,
    };
    let text = "source = [{ id = \"b\", title = \"B\" }]\n";
    assert_eq!(
        apply(text, "a", &[edit]).unwrap(),
        "source = [{ id = \"b\", title = \"B\" }, { id = \"a\", title = \"a\" }]\n"
    );
}

proptest! {
    /// Whatever order and layout a file has, taking all of its records out and putting them back loses no byte of them.
    #[test]
    fn records_go_out_and_come_back(
        ids in proptest::sample::subsequence(vec!["a", "b", "c", "d"], 0..=4).prop_shuffle(),
        feed in proptest::sample::select(vec!["\n", "\r\n"]),
        blank in proptest::bool::ANY,
        lead in proptest::sample::select(vec!["", "# one\n", "# one\n\n# two\n"]),
        is_ended in Just(true).boxed().prop_union(Just(false).boxed()),
    ) {
        let between = if blank { "\n" } else { "" };
        let texts: Vec<String> = ids.iter().map(|id| format!("{lead}{}", source(id).text)).collect();
        let mut text = texts.join(between).replace('\n', feed);
        if !is_ended {
            text.truncate(text.trim_end().len());
        }
        let mut carved = carve(&text, "a", &|_, _| true).unwrap();
        let taken = carved.records.clone();
        let back = put_in(&carved.rest, "a", &mut carved.records).unwrap();
        for record in taken {
            assert!(back.contains(&record.text), "{:?} not in {back:?}", record.text);
        }
        let parsed = |text: &str| text.parse::<toml::Table>().unwrap().get("source").map_or(0, |list| list.as_array().unwrap().len());
        assert_eq!(parsed(&back), ids.len());
    }
}
