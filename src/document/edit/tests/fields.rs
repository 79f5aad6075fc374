//! Fields: where a new one goes, how values are written, and what only a person can edit.

use crate::document::edit::tests::{CLAIM, by_hand, check, place, text};
use crate::document::edit::{Edit, EditRefusal, Value, apply};
use crate::domain::date::Date;

fn set(field: &'static str, value: Value) -> Edit {
    Edit::Set(place("claim", "a", field), value)
}

fn unset(field: &'static str) -> Edit {
    Edit::Unset(place("claim", "a", field))
}

fn add(field: &'static str, entry: &str) -> Edit {
    Edit::AddEntry(place("claim", "a", field), entry.to_owned())
}

fn remove(field: &'static str, entry: &str) -> Edit {
    Edit::RemoveEntry(place("claim", "a", field), entry.to_owned())
}

#[test]
fn a_field_without_predecessor_goes_below_the_header() {
    let article = "[article] # c\ntitle = \"T\"\n";
    let id = Edit::Set(place("article", "", "id"), text("x"));
    check(article, id, "[article] # c\nid = \"x\"\ntitle = \"T\"\n");
}

#[test]
fn a_record_of_dotted_keys_takes_dotted_fields() {
    let set = |field, to: &str| Edit::Set(place("article", "", field), text(to));
    let unset = |field| Edit::Unset(place("article", "", field));
    let article = "# top\narticle.id = \"a\"\narticle.title = \"T\" # t\n\n[[claim]]\n";
    check(article, set("id", "b"), &article.replace("\"a\"", "\"b\""));
    let longer = article.replace("# t\n", "# t\narticle.language = \"en\"\n");
    check(article, set("language", "en"), &longer);
    check(&longer, unset("language"), article);
    let named = "\"article\" . title = \"T\"\n";
    let longer = format!("{named}\"article\".language = \"en\"\n");
    check(named, set("language", "en"), &longer);
}

#[test]
fn a_field_goes_after_the_last_one_before_it_in_the_reference() {
    let before = "[[claim]]\nkind = \"event\"\ntags = [\n  \"x\",\n]\nid = \"a\"\ntext = \"A\"\n";
    let after = before.replace("  \"x\",\n]\n", "  \"x\",\n]\naccuses = [\"p\"]\n");
    let accuses = Value::Texts(vec!["p".to_owned()]);
    check(before, set("accuses", accuses), &after);
    let after = before.replace("\"A\"\n", "\"A\"\nspeaker = \"p\"\n");
    check(before, set("speaker", text("p")), &after);
}

#[test]
fn a_new_field_is_indented_like_its_siblings() {
    let before = "[[claim]]\n\tid = \"a\"\n\ttext = \"A\"\n";
    let after = format!("{before}\tparagraph = 3\n");
    check(before, set("paragraph", Value::Number(3)), &after);
    let title = Edit::Set(place("article", "", "title"), text("T"));
    check("  [article]\n", title, "  [article]\n  title = \"T\"\n");
}

#[test]
fn a_text_without_a_last_line_feed_stays_without_one() {
    let before = "[[claim]]\r\nid = \"a\"\r\ntext = \"A\"";
    let after = format!("{before}\r\nkind = \"event\"");
    check(before, set("kind", text("event")), &after);
    check(&after, unset("kind"), before);
}

#[test]
fn fields_between_braces_come_and_go_with_their_commas() {
    let claim = |fields: &str| format!("claim = [{{ {fields} }}]\n");
    let plain = claim("id = \"a\", text = \"A\"");
    let last = claim("id = \"a\", text = \"A\", kind = \"event\"");
    check(&plain, set("kind", text("event")), &last);
    check(&last, unset("kind"), &plain);
    let middle = claim("id = \"a\", text = \"A\", speaker = \"p\", kind = \"event\"");
    check(&last, set("speaker", text("p")), &middle);
    check(&middle, unset("speaker"), &last);
    let swapped = claim("kind = \"event\", id = \"a\", text = \"A\"");
    check(&swapped, unset("kind"), &plain);
    let no_id = "article = { title = \"T\" }\n";
    let with_id = "article = { id = \"x\", title = \"T\" }\n";
    let id = place("article", "", "id");
    check(no_id, Edit::Set(id.clone(), text("x")), with_id);
    check(with_id, Edit::Unset(id), no_id);
}

#[test]
fn an_empty_pair_of_braces_takes_its_first_field() {
    let title = || Edit::Set(place("article", "", "title"), text("T"));
    let after = "article = { title = \"T\" }\n";
    check("article = {}\n", title(), after);
    check("article = { }\n", title(), after);
}

#[test]
fn a_value_keeps_its_quotes_as_far_as_it_can() {
    let with = |value: &str| format!("{CLAIM}caveat = {value} # c\n");
    let change = |old: &str, value: &str, new: &str| {
        check(&with(old), set("caveat", text(value)), &with(new));
    };
    change("'x'", "y", "'y'");
    change("'x'", "it's", "\"it's\"");
    change("\"x\"", "a \"b\"", r#""a \"b\"""#);
    change("\"x\"", "a\nb", "\"\"\"\na\nb\"\"\"");
    change("'''x'''", "y", "\"y\"");
    change("\"\"\"x\"\"\"", "y", "\"y\"");
}

#[test]
fn a_date_keeps_its_quotes_as_far_as_it_can() {
    let with = |value: &str| format!("{CLAIM}said_on = {value}\n");
    let change = |old: &str, value: &str, new: &str| {
        let value = Value::Date(Date::parse(value).unwrap());
        check(&with(old), set("said_on", value), &with(new));
    };
    change("2026-03-01", "2026-04", "\"2026-04\"");
    change("'2026'", "2026-04-01", "'2026-04-01'");
    change("2026", "2026-04-01", "2026-04-01");
    change("2026", "0999", "\"0999\"");
}

#[test]
fn a_text_of_several_lines_takes_the_line_ends_of_the_file() {
    let before = "[[claim]]\r\nid = \"a\"\r\ntext = \"A\"\r\n";
    let after = "[[claim]]\r\nid = \"a\"\r\ntext = \"\"\"\r\nB\r\nC\"\"\"\r\n";
    check(before, set("text", text("B\nC")), after);
    check(after, set("text", text("B\nC")), after);
}

#[test]
fn removing_a_field_removes_all_its_lines() {
    let tags = "tags = [\n  \"x\", # why\n]\n";
    let before = format!("{CLAIM}{tags}kind = \"event\"\n");
    check(
        &before,
        unset("tags"),
        &format!("{CLAIM}kind = \"event\"\n"),
    );
    check(&before, unset("speaker"), &before);
}

#[test]
fn a_list_field_appears_with_its_first_entry_and_goes_with_its_last() {
    let one = format!("{CLAIM}tags = [\"x\"]\n");
    let two = format!("{CLAIM}tags = [\"x\", \"y\"]\n");
    check(CLAIM, add("tags", "x"), &one);
    check(&one, add("tags", "y"), &two);
    check(&two, add("tags", "y"), &two);
    check(&two, remove("tags", "z"), &two);
    check(&two, remove("tags", "y"), &one);
    check(&one, remove("tags", "x"), CLAIM);
    check(CLAIM, remove("tags", "x"), CLAIM);
}

#[test]
fn an_entry_goes_each_time_it_occurs() {
    let before = format!("{CLAIM}tags = [\"x\", \"y\", 'x']\n");
    let after = format!("{CLAIM}tags = [\"y\"]\n");
    check(&before, remove("tags", "x"), &after);
    let only = format!("{CLAIM}tags = [\"x\", 'x']\n");
    check(&only, remove("tags", "x"), CLAIM);
}

#[test]
fn an_empty_list_takes_an_entry() {
    let before = format!("{CLAIM}tags = [] # c\n");
    let after = format!("{CLAIM}tags = [\"x\"] # c\n");
    check(&before, add("tags", "x"), &after);
}

#[test]
fn an_odd_place_is_left_to_a_person() {
    let rows = format!("{CLAIM}[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\n");
    let evidence = set("evidence", Value::Rows(Vec::new()));
    by_hand(&rows, evidence, "is a list of tables");
    let no_list = format!("{CLAIM}tags = \"x\"\n");
    by_hand(&no_list, add("tags", "y"), "is not a list");
    check(&no_list, remove("tags", "x"), &no_list);
}

#[test]
fn a_number_or_a_flag_that_is_there_already_changes_no_byte() {
    let before = format!("{CLAIM}paragraph = 0b100\nconfidential =  true\n");
    check(&before, set("paragraph", Value::Number(4)), &before);
    check(&before, set("confidential", Value::Flag(true)), &before);
    let after = before.replace("0b100", "5");
    check(&before, set("paragraph", Value::Number(5)), &after);
}

#[test]
fn of_two_records_with_one_id_the_first_is_edited() {
    let before = format!("{CLAIM}{CLAIM}");
    let after = format!("{CLAIM}kind = \"event\"\n{CLAIM}");
    check(&before, set("kind", text("event")), &after);
}

#[test]
fn a_record_that_only_another_header_names_is_not_found() {
    let author = Edit::Set(place("article", "", "author"), text("X"));
    let refused = apply("[article.extra]\nx = 1\n", "a", &[author]);
    assert!(matches!(refused, Err(EditRefusal::NoRecord { .. })));
}
