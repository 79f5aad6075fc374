//! Random merges of two edit scripts. An oracle that works on values says what must come out.

use super::{claim, evidence, record, source};
use crate::document::edit::{Edit, NewFields, Position, RecordField, Value, apply};
use crate::document::merge::merge;
use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::{prop_oneof, proptest, sample};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value as Toml};

/// What a person does.
#[derive(Clone, Debug)]
enum Act {
    Retitle(usize, u8),
    Reword(usize, u8),
    Tag(usize, u8),
    Untag(usize, u8),
    Cite(usize, u8, bool),
    Rule(usize, u8, u8),
    AddSource(u8),
    AddClaim(u8),
    RemoveSource(usize),
    RemoveClaim(usize),
    RenameSource(usize, u8),
    RenameClaim(usize, u8),
    Comment(usize),
}

const SOURCES: [&str; 3] = ["s", "t", "u"];
const CLAIMS: [&str; 3] = ["a", "b", "c"];

fn act() -> impl Strategy<Value = Act> {
    let (one, two) = (0..3_usize, 0..3_u8);
    prop_oneof![
        1 => (one.clone(), two.clone()).prop_map(|(at, to)| Act::Retitle(at, to)),
        1 => (one.clone(), two.clone()).prop_map(|(at, to)| Act::Reword(at, to)),
        1 => (one.clone(), two.clone()).prop_map(|(at, to)| Act::Tag(at, to)),
        1 => (one.clone(), two.clone()).prop_map(|(at, to)| Act::Untag(at, to)),
        3 => (one.clone(), two.clone(), sample::select(vec![true, false])).prop_map(|(at, to, quotes)| Act::Cite(at, to, quotes)),
        2 => (one.clone(), 0..2_u8, two.clone()).prop_map(|(at, status, day)| Act::Rule(at, status, day)),
        2 => two.clone().prop_map(Act::AddSource),
        2 => two.clone().prop_map(Act::AddClaim),
        1 => one.clone().prop_map(Act::RemoveSource),
        1 => one.clone().prop_map(Act::RemoveClaim),
        1 => (one.clone(), two.clone()).prop_map(|(at, to)| Act::RenameSource(at, to)),
        1 => (one.clone(), two).prop_map(|(at, to)| Act::RenameClaim(at, to)),
        1 => one.prop_map(Act::Comment),
    ]
}

fn base() -> String {
    let sources = SOURCES.map(|id| source(id).replace("\"T\"", &format!("\"Title of {id}\"")));
    let claims = CLAIMS.map(|id| claim(id, &format!("tags = [\"x\"]\n{}", evidence("s"))));
    format!(
        "# The story.\n\n{}\n# --- claims ---\n\n{}",
        sources.join("\n"),
        claims.join("\n")
    )
}

/// One person's text, and which record each new id is.
#[derive(Clone, Debug)]
struct Side {
    text: String,
    name: &'static str,
    /// Ids now, by the ids in the base.
    now: BTreeMap<String, String>,
    reworded: BTreeSet<String>,
}

impl Side {
    fn of(name: &'static str, acts: &[Act]) -> Self {
        let now = SOURCES
            .iter()
            .chain(&CLAIMS)
            .map(|id| ((*id).to_owned(), (*id).to_owned()));
        let mut side = Self {
            text: base(),
            name,
            now: now.collect(),
            reworded: BTreeSet::new(),
        };
        for act in acts {
            side.act(act);
        }
        side
    }

    fn edit(&mut self, edits: &[Edit]) -> bool {
        match apply(&self.text, "story", edits) {
            Ok(text) => {
                self.text = text;
                true
            }
            Err(_) => false,
        }
    }

    fn place(&self, kind: &'static str, id: &str, field: &'static str) -> RecordField {
        RecordField {
            kind,
            id: self.now[id].clone(),
            field,
        }
    }

    /// Whether the id of a record changed: then its title stays, so that the merge can find it.
    fn is_renamed(&self, id: &str) -> bool {
        self.now[id] != id
    }

    fn act(&mut self, act: &Act) {
        let text = |text: String| Value::Text(text);
        match act {
            Act::Retitle(at, to) => self.reword("source", SOURCES[*at], "title", *to),
            Act::Reword(at, to) => self.reword("claim", CLAIMS[*at], "text", *to),
            Act::Tag(at, to) => {
                let place = self.place("claim", CLAIMS[*at], "tags");
                self.edit(&[Edit::AddEntry(place, format!("tag-{to}"))]);
            }
            Act::Untag(at, to) => {
                let entry = if *to == 0 {
                    "x".to_owned()
                } else {
                    format!("tag-{to}")
                };
                let place = self.place("claim", CLAIMS[*at], "tags");
                self.edit(&[Edit::RemoveEntry(place, entry)]);
            }
            Act::Cite(at, to, quotes) => {
                let mut fields = NewFields::from([
                    ("source", text(format!("new-{to}"))),
                    ("stance", text("supports".to_owned())),
                ]);
                if *quotes {
                    fields.insert("quote", text("Q".to_owned()));
                }
                self.row(CLAIMS[*at], "evidence", fields);
            }
            Act::Rule(at, status, day) => {
                let status = ["confirmed", "refuted"][usize::from(*status)];
                let on =
                    crate::domain::date::Date::parse(&format!("2026-03-0{}", day + 1)).unwrap();
                let fields = NewFields::from([
                    ("status", text(status.to_owned())),
                    ("on", Value::Date(on)),
                    ("by", text(self.name.to_owned())),
                    ("reason", text("R".to_owned())),
                ]);
                self.row(CLAIMS[*at], "ruling", fields);
            }
            Act::AddSource(to) => self.add("source", &format!("new-{to}"), "title", Position::ById),
            Act::AddClaim(to) => self.add("claim", &format!("more-{to}"), "text", Position::Last),
            Act::RemoveSource(at) => self.remove("source", SOURCES[*at]),
            Act::RemoveClaim(at) => self.remove("claim", CLAIMS[*at]),
            Act::RenameSource(at, to) => self.rename("source", SOURCES[*at], *to),
            Act::RenameClaim(at, to) => self.rename("claim", CLAIMS[*at], *to),
            Act::Comment(at) => {
                let header = format!("id = \"{}\"\n", self.now[CLAIMS[*at]]);
                let line = format!("{header}# {} looks at it\n", self.name);
                if !self.text.contains(&line) {
                    self.text = self.text.replacen(&header, &line, 1);
                }
            }
        }
    }

    fn reword(&mut self, kind: &'static str, id: &str, field: &'static str, to: u8) {
        if !self.is_renamed(id) {
            let value = Value::Text(format!("Words {to} of {id}"));
            self.edit(&[Edit::Set(self.place(kind, id, field), value)]);
            self.reworded.insert(id.to_owned());
        }
    }

    fn row(&mut self, claim: &str, key: &'static str, fields: NewFields) {
        let is_there = {
            let row = Toml::Table(
                fields
                    .iter()
                    .map(|(key, value)| ((*key).to_owned(), plain(value)))
                    .collect(),
            );
            let id = &self.now[claim];
            model(&self.text, &BTreeMap::new())
                .get(&("claim".to_owned(), id.clone()))
                .is_some_and(|record| {
                    let rows = record.get(key).and_then(Toml::as_array);
                    rows.is_some_and(|rows| rows.iter().any(|other| same(other, &row)))
                })
        };
        // `cite` and `rule` refuse what is there.
        if !is_there {
            self.edit(&[Edit::AddRow {
                claim: self.now[claim].clone(),
                key,
                fields,
            }]);
        }
    }

    fn add(&mut self, kind: &'static str, id: &str, field: &'static str, position: Position) {
        if !self.text.contains(&format!("id = \"{id}\"")) {
            let fields = NewFields::from([
                ("id", Value::Text(id.to_owned())),
                (field, Value::Text(format!("{id} of {}", self.name))),
            ]);
            self.edit(&[Edit::AddRecord {
                kind,
                fields,
                position,
            }]);
        }
    }

    fn remove(&mut self, kind: &'static str, id: &str) {
        let id = self.now[id].clone();
        let record = Edit::RemoveRecord {
            kind,
            id: id.clone(),
        };
        if self.edit(&[record]) {
            self.edit(&[Edit::Forget { kind, id }]);
        }
    }

    fn rename(&mut self, kind: &'static str, id: &str, to: u8) {
        let new = format!("{id}-renamed-{to}");
        if self.reworded.contains(id) || self.is_renamed(id) {
            return;
        }
        let set = Edit::Set(self.place(kind, id, "id"), Value::Text(new.clone()));
        if self.edit(&[set]) {
            let redirect = Edit::Redirect {
                kind,
                from: id.to_owned(),
                to: new.clone(),
            };
            self.edit(&[redirect]);
            self.now.insert(id.to_owned(), new);
        }
    }
}

fn plain(value: &Value) -> Toml {
    match value {
        Value::Text(text) => Toml::String(text.clone()),
        Value::Date(date) => Toml::String(date.to_string()),
        _ => Toml::Boolean(true),
    }
}

fn same(one: &Toml, other: &Toml) -> bool {
    said(one) == said(other)
}

/// What a value says, with the order of rows and of names left out.
fn said(value: &Toml) -> String {
    match value {
        Toml::Array(items) => {
            let mut items: Vec<String> = items.iter().map(said).collect();
            items.sort();
            format!("{items:?}")
        }
        Toml::Table(table) => {
            let fields: BTreeMap<&String, String> = table
                .iter()
                .map(|(key, value)| (key, said(value)))
                .collect();
            format!("{fields:?}")
        }
        Toml::String(text) => text.clone(),
        other => other.to_string().trim_matches('"').to_owned(),
    }
}

type Model = BTreeMap<(String, String), Table>;

/// The records of a text by kind and id. Ids are those of the base: `before` gives them by the ids now.
fn model(text: &str, before: &BTreeMap<String, String>) -> Model {
    let root: Table = text
        .parse()
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    let old = |id: &str| before.get(id).cloned().unwrap_or_else(|| id.to_owned());
    let mut model = Model::new();
    for (kind, records) in root {
        for record in records.as_array().unwrap() {
            let mut record = record.as_table().unwrap().clone();
            let id = record["id"].as_str().unwrap().to_owned();
            for rows in record
                .get_mut("evidence")
                .and_then(Toml::as_array_mut)
                .into_iter()
                .flatten()
            {
                let source = rows["source"].as_str().map(old).unwrap();
                rows.as_table_mut()
                    .unwrap()
                    .insert("source".to_owned(), Toml::String(source));
            }
            let said = comments(text, &id);
            if !said.is_empty() {
                record.insert("comments".to_owned(), Toml::Array(said));
            }
            let known = model.insert((kind.clone(), old(&id)), record);
            assert!(known.is_none(), "`{id}` is there twice:\n{text}");
        }
    }
    model
}

/// The comment lines below the id of a record.
fn comments(text: &str, id: &str) -> Vec<Toml> {
    let mut lines = text
        .lines()
        .skip_while(|line| *line != format!("id = \"{id}\""));
    lines.next();
    let lines = lines.take_while(|line| line.starts_with('#'));
    lines.map(|line| Toml::String(line.to_owned())).collect()
}

/// The merge of three models, or `None` if the sides contradict each other.
fn expected(base: &Model, ours: &Model, theirs: &Model) -> Option<Model> {
    let keys: BTreeSet<_> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    let mut merged = Model::new();
    for key in keys {
        let (base, ours, theirs) = (base.get(key), ours.get(key), theirs.get(key));
        let record = match (base, ours, theirs) {
            (Some(base), Some(one), None) | (Some(base), None, Some(one)) => {
                if !same(&Toml::Table(base.clone()), &Toml::Table(one.clone())) {
                    return None;
                }
                continue;
            }
            (_, None, None) => continue,
            (None, Some(one), None) | (None, None, Some(one)) => one.clone(),
            (base, Some(ours), Some(theirs)) => {
                fields(base.unwrap_or(&Table::new()), ours, theirs)?
            }
        };
        merged.insert(key.clone(), record);
    }
    Some(merged)
}

fn fields(base: &Table, ours: &Table, theirs: &Table) -> Option<Table> {
    let keys: BTreeSet<&String> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    let mut merged = Table::new();
    for key in keys {
        let [old, mine, other] = [base, ours, theirs].map(|table| table.get(key));
        let value = if matches!(key.as_str(), "tags" | "evidence" | "ruling" | "comments") {
            let [old, mine, other] = [old, mine, other].map(entries);
            let new = |side: &BTreeMap<String, Toml>| {
                let new: BTreeMap<String, Toml> = side
                    .iter()
                    .filter(|(said, _)| !old.contains_key(*said))
                    .map(|(said, entry)| (said.clone(), entry.clone()))
                    .collect();
                new
            };
            if key == "ruling" && contradict(&new(&mine), &new(&other)) {
                return None;
            }
            let kept = mine
                .iter()
                .filter(|(said, _)| other.contains_key(*said) || !old.contains_key(*said));
            let mut all: BTreeMap<String, Toml> = kept
                .map(|(said, entry)| (said.clone(), entry.clone()))
                .collect();
            all.extend(new(&other));
            (!all.is_empty()).then(|| Toml::Array(all.into_values().collect()))
        } else if mine.map(said) == other.map(said) || old.map(said) == other.map(said) {
            mine.cloned()
        } else if old.map(said) == mine.map(said) {
            other.cloned()
        } else {
            return None;
        };
        merged.extend(value.map(|value| (key.clone(), value)));
    }
    Some(merged)
}

fn entries(list: Option<&Toml>) -> BTreeMap<String, Toml> {
    let items = list.and_then(Toml::as_array).into_iter().flatten();
    items.map(|item| (said(item), item.clone())).collect()
}

/// Whether the newest new rulings of both sides differ.
fn contradict(ours: &BTreeMap<String, Toml>, theirs: &BTreeMap<String, Toml>) -> bool {
    let own = |one: &BTreeMap<String, Toml>,
               other: &BTreeMap<String, Toml>|
     -> BTreeSet<(String, String)> {
        let own = one.iter().filter(|(said, _)| !other.contains_key(*said));
        own.map(|(_, ruling)| (said(&ruling["on"]), said(&ruling["status"])))
            .collect()
    };
    let newest = |rulings: BTreeSet<(String, String)>| -> BTreeSet<String> {
        let last = rulings.last().map(|(on, _)| on.clone());
        rulings
            .into_iter()
            .filter(|(on, _)| Some(on) == last.as_ref())
            .map(|(_, status)| status)
            .collect()
    };
    let (ours, theirs) = (newest(own(ours, theirs)), newest(own(theirs, ours)));
    !ours.is_empty() && !theirs.is_empty() && ours != theirs
}

/// Ids in the base by the ids now.
fn before(sides: &[&Side]) -> BTreeMap<String, String> {
    let renamed = sides
        .iter()
        .flat_map(|side| side.now.iter().filter(|(old, new)| old != new));
    renamed
        .map(|(old, new)| (new.clone(), old.clone()))
        .collect()
}

/// Whether one person ruled twice on one day: which of the two is the newest depends on the order of lines.
fn is_ambiguous(side: &Side) -> bool {
    let ambiguous = |record: &Table| {
        let rulings = record
            .get("ruling")
            .and_then(Toml::as_array)
            .into_iter()
            .flatten();
        let mut days = BTreeSet::new();
        !rulings
            .map(|ruling| said(&ruling["on"]))
            .all(|day| days.insert(day))
    };
    model(&side.text, &BTreeMap::new()).values().any(ambiguous)
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 1000, ..Default::default() })]

    #[test]
    fn two_edit_scripts_merge_as_the_oracle_says(ours in vec(act(), 0..7), theirs in vec(act(), 0..7)) {
        let (ours, theirs) = (Side::of("amina", &ours), Side::of("bilal", &theirs));
        if is_ambiguous(&ours) || is_ambiguous(&theirs) {
            return Ok(());
        }
        let text = base();
        let found = merge([&text, &ours.text, &theirs.text], 7).unwrap_or_else(|error| panic!("{error}\n{}\n------\n{}", ours.text, theirs.text));
        let old = before(&[&ours, &theirs]);
        let models = [&text, &ours.text, &theirs.text].map(|text| model(text, &old));
        match expected(&models[0], &models[1], &models[2]) {
            None => assert!(!found.clashes.is_empty(), "silent:\n{}\n------\n{}\n------\n{}", ours.text, theirs.text, found.text),
            Some(expected) => {
                assert_eq!(&found.clashes, &[], "\n{}\n------\n{}\n------\n{}", ours.text, theirs.text, found.text);
                let all = |model: &Model| model.iter().map(|(key, record)| (key.clone(), said(&Toml::Table(record.clone())))).collect::<BTreeMap<_, _>>();
                assert_eq!(all(&model(&found.text, &old)), all(&expected), "\n{}\n------\n{}\n------\n{}", ours.text, theirs.text, found.text);
                let named = old.values().find(|id| found.text.contains(&format!("source = \"{id}\"")));
                assert_eq!(named, None, "it has another id now:\n{}", found.text);
                assert_eq!(found.text.matches("# --- claims ---").count(), 1);
                assert!(!found.text.contains("\n\n\n") && found.text.starts_with("# The story.\n\n"), "{}", found.text);
            }
        }
    }

    #[test]
    fn a_script_beside_an_untouched_text_is_that_script(acts in vec(act(), 0..9)) {
        let side = Side::of("amina", &acts);
        let (text, other) = (base(), format!("{}\n{}", base(), record("party", "p", "name = \"P\"\n")));
        let found = merge([&text, &side.text, &other], 7).unwrap();
        assert_eq!(&found.clashes, &[]);
        assert_eq!(found.text.replace("\n[[party]]\nid = \"p\"\nname = \"P\"\n", ""), side.text);
    }
}
