//! A tree is its text.

use crate::document::merge::tree;
use crate::document::merge::tree::{Node, What};
use proptest::proptest;

/// The text that the parts of a tree make.
fn written(node: &Node<'_>) -> String {
    let own = format!("{}{}{}", node.lead, node.own, node.tail);
    let below: String = node.children.iter().map(written).collect();
    let whole = format!("{own}{below}");
    if node.what != What::Text {
        assert_eq!(node.whole, whole);
    }
    whole
}

/// The names of the parts of a tree.
fn names(node: &Node<'_>) -> String {
    let own = match &node.what {
        What::Text => String::new(),
        What::Comment => "#".to_owned(),
        What::Field(key) => format!("{}={}", key.join("."), node.value()),
        What::Section(path, _) => path.join("."),
    };
    let below: Vec<String> = node.children.iter().map(names).collect();
    if below.is_empty() {
        own
    } else {
        format!("{own}({})", below.join(" "))
    }
}

#[track_caller]
fn check(text: &str, expect: &str) {
    let tree = tree::read(text).unwrap();
    assert_eq!(written(&tree), text);
    assert_eq!(names(&tree), expect);
}

#[test]
fn a_text_is_read_as_a_tree_of_its_lines() {
    check("", "");
    check("a = 1\n", "(a=1)");
    check("\n\n", "(#)");
    check("# only\n\n# two\n", "(# #)");
    check(
        "a.b = [\n  1, # x\n  [2],\n]  # y\n\"c d\" = { e = 1, f = [{}] }\n",
        "(a.b=[\n  1, # x\n  [2],\n] c d={ e = 1, f = [{}] })",
    );
    check(
        "# top\n\n# about a\n[[claim]]\nid = \"a\"\n# below a\n\n# free\n\n  [[claim.evidence]] # row\n  x = 1\n[claim.extra]\n\n[[claim]]\nid = '''\nb'''\n\n# end\n",
        "(# claim(id=\"a\" # claim.evidence(x=1) claim.extra) claim(id='''\nb''') #)",
    );
    check("[a.b]\nx = 1\n[a]\ny = 2\n", "(a.b(x=1) a(y=2))");
}

#[test]
fn a_comment_belongs_to_what_it_touches() {
    let tree = tree::read("# top\n\n# about a\n[a]\nx = 1\n# below x\n\n# free\n\n# about b\n[b]\ny = 1\n# about z\nz = 1\n").unwrap();
    let parts: Vec<(&str, &str)> = tree
        .children
        .iter()
        .map(|node| (node.lead, node.tail))
        .collect();
    assert_eq!(
        parts,
        [
            ("", ""),
            ("\n# about a\n", ""),
            ("\n", ""),
            ("\n# about b\n", "")
        ]
    );
    assert_eq!(tree.children[1].children[0].tail, "# below x\n");
    assert_eq!(tree.children[3].children[1].lead, "# about z\n");
}

#[test]
fn rows_apart_from_their_record_and_broken_texts_have_no_tree() {
    assert_eq!(
        tree::read("[[claim]]\n[[source]]\n[[claim.evidence]]\n"),
        None
    );
    assert_eq!(tree::read("[[claim]\n"), None);
    assert_eq!(tree::read("<<<<<<< ours\n"), None);
}

proptest! {
    #[test]
    fn the_parts_of_a_tree_are_its_text(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "\n", "# c\n", "  # d\n", "[[claim]]\n", "[[claim.evidence]] # e\n", "[extra]\n", "a = 1\n", "b = \"\"\"\n# no\n\"\"\"\n", "c = [\n\n# yes\n1]\n", " d.e = {x = 1}   # f\n", "\t\n", "[[source]]\n",
            ]),
            0..12,
        ),
    ) {
        let text = pieces.concat();
        if let Some(tree) = tree::read(&text) {
            assert_eq!(written(&tree), text);
        }
    }
}
