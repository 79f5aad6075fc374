//! Reads `claimbook.toml`, the book's settings.

use crate::document::parse::fields::{ReadValue, TableFields};
use crate::document::parse::problem::Problem;
use crate::document::parse::text::read;
use crate::document::settings;
use crate::domain::ruling::{HouseRating, RulingStatus};
use std::collections::BTreeMap;

pub use crate::document::settings::{Level, RegistryLayout};

/// The book's settings. Those that the file does not give have their defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The book's name, for the titles of reports.
    pub name: Option<String>,
    /// How many independent origins corroborate a claim that does not give its own number: 1 to 9.
    pub needs_origins: u8,
    /// After how many days without new evidence or a ruling a claim is stale.
    pub stale_after_days: Option<u32>,
    /// Levels of diagnostics, by code. Parsing does not check that the codes exist.
    pub levels: BTreeMap<String, Level>,
    /// Where the book keeps its sources.
    pub sources: Option<RegistryLayout>,
    /// Where the book keeps its parties.
    pub parties: Option<RegistryLayout>,
    /// The name to record with rulings and evidence.
    pub user: Option<String>,
    /// The address where published reviews are.
    pub publish_url: Option<String>,
    /// The name of the organisation that publishes them.
    pub organisation: Option<String>,
    /// Where readers can report mistakes.
    pub corrections: Option<String>,
    /// Whether reports may print the texts of articles; by default only those that are not for the public.
    pub publish_text: Option<bool>,
    /// What the organisation calls each ruling, and its number.
    pub ratings: BTreeMap<RulingStatus, HouseRating>,
    /// English words that the rules know beside their own, by list.
    pub words: BTreeMap<String, Vec<String>>,
    /// The defaults of `claimbook publish`.
    pub server: ServerSettings,
}

/// Where to publish to: the defaults of `claimbook publish`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerSettings {
    /// The address of the server.
    pub to: Option<String>,
    /// The schema that holds the tables.
    pub schema: Option<String>,
    /// The key of the book on the server.
    pub book_key: Option<String>,
    /// The role that may read the views.
    pub read_role: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: None,
            needs_origins: 2,
            stale_after_days: None,
            levels: BTreeMap::new(),
            sources: None,
            parties: None,
            user: None,
            publish_url: None,
            organisation: None,
            corrections: None,
            publish_text: None,
            ratings: BTreeMap::new(),
            server: ServerSettings::default(),
            words: BTreeMap::new(),
        }
    }
}

/// Reads the text of `claimbook.toml`. Returns the settings, with the default for each that could not be read, and the
/// problems.
#[must_use]
pub fn parse(text: &str) -> (Config, Vec<Problem>) {
    let mut config = Config::default();
    let problems = read(text, &settings::CONFIG, &mut |reading| match reading {
        ReadValue::Table(fields) => config.take(*fields),
        ReadValue::Levels(levels) => {
            let known = levels
                .into_iter()
                .filter_map(|(code, word)| Some((code, Level::parse(word)?)));
            config.levels = known.collect();
        }
        _ => {}
    });
    (config, problems)
}

impl Config {
    fn take(&mut self, mut fields: TableFields) {
        match fields.shape.name {
            "book" => self.name = fields.text("name"),
            "policy" => {
                self.needs_origins = fields.number("needs_origins").unwrap_or(self.needs_origins);
                self.stale_after_days = fields.number("stale_after_days");
            }
            "lexicon" => {
                let words = fields.table("en");
                self.words = words.map(book_words).unwrap_or_default();
            }
            "layout" => {
                self.sources = fields.word("sources", RegistryLayout::parse);
                self.parties = fields.word("parties", RegistryLayout::parse);
            }
            "user" => self.user = fields.text("name"),
            "publish" => {
                self.publish_url = fields.text("url");
                self.organisation = fields.text("organisation");
                self.corrections = fields.text("corrections");
                self.publish_text = fields.choice("text");
                self.ratings = fields.table("ratings").map(ratings).unwrap_or_default();
                self.server = fields.table("postgres").map(server).unwrap_or_default();
            }
            _ => {}
        }
    }
}

fn server(mut fields: TableFields) -> ServerSettings {
    ServerSettings {
        to: fields.text("to"),
        schema: fields.text("schema"),
        book_key: fields.text("book_key"),
        read_role: fields.text("read_role"),
    }
}

fn book_words(mut fields: TableFields) -> BTreeMap<String, Vec<String>> {
    let lists = fields.shape.fields.iter().map(|field| field.name);
    let lists = lists.map(|list| (list.to_owned(), fields.texts(list)));
    lists.filter(|(_, words)| !words.is_empty()).collect()
}

fn ratings(mut fields: TableFields) -> BTreeMap<RulingStatus, HouseRating> {
    let statuses = fields.shape.fields.iter().map(|field| field.name);
    let rated = statuses.filter_map(|word| Some((RulingStatus::parse(word)?, fields.table(word)?)));
    rated
        .map(|(status, mut rating)| {
            let value = rating.number("value");
            let name = rating.text("name");
            (status, HouseRating { value, name })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Config, Level, RegistryLayout, ServerSettings, parse};
    use crate::domain::ruling::{HouseRating, RulingStatus};

    fn house(value: Option<i64>, name: &str) -> HouseRating {
        let name = Some(name.to_owned());
        HouseRating { value, name }
    }

    #[test]
    fn every_setting_is_read() {
        let (config, problems) = parse(
            "[book]\nname = \"Border desk\"\n[policy]\nneeds_origins = 3\nstale_after_days = 90\n\
             [check]\nunsourced-claim = \"deny\"\n[layout]\nsources = \"each\"\nparties = \"one-file\"\n[user]\nname = \"amina\"\n\
             [publish]\nurl = \"https://example.org\"\norganisation = \"Desk\"\ncorrections = \"desk@example.org\"\ntext = false\n\
             ratings = { refuted = { value = 1, name = \"False\" }, withdrawn = { name = \"Taken back\" } }\n\
             [publish.postgres]\nto = \"postgres://db/news\"\nschema = \"s\"\nbook_key = \"k\"\nread_role = \"r\"\n\
             [lexicon.en]\nsay = [\"opine opines opined opining\"]\n",
        );
        assert!(problems.is_empty(), "{problems:?}");
        let expect = Config {
            name: Some("Border desk".to_owned()),
            needs_origins: 3,
            stale_after_days: Some(90),
            levels: [("unsourced-claim".to_owned(), Level::Deny)].into(),
            sources: Some(RegistryLayout::Each),
            parties: Some(RegistryLayout::OneFile),
            user: Some("amina".to_owned()),
            publish_url: Some("https://example.org".to_owned()),
            organisation: Some("Desk".to_owned()),
            corrections: Some("desk@example.org".to_owned()),
            publish_text: Some(false),
            ratings: [
                (RulingStatus::Refuted, house(Some(1), "False")),
                (RulingStatus::Withdrawn, house(None, "Taken back")),
            ]
            .into(),
            server: ServerSettings {
                to: Some("postgres://db/news".to_owned()),
                schema: Some("s".to_owned()),
                book_key: Some("k".to_owned()),
                read_role: Some("r".to_owned()),
            },
            words: [(
                "say".to_owned(),
                vec!["opine opines opined opining".to_owned()],
            )]
            .into(),
        };
        assert_eq!(config, expect);
    }

    #[test]
    fn every_setting_is_optional() {
        assert_eq!(parse(""), (Config::default(), Vec::new()));
    }

    #[test]
    fn a_broken_setting_is_reported_and_the_others_are_read() {
        let (config, problems) = parse(
            "needs_origins = 3\n[policy]\nneeds_origin = 3\nstale_after_days = 0\n[check]\na = \"forbid\"\nb = \"warn\"\n\
             [user]\nname = amina\n",
        );
        let told: Vec<String> = problems
            .iter()
            .map(|one| format!("{} {}", one.message, one.help.join("; ")))
            .collect();
        assert_eq!(
            told,
            [
                "`needs_origins` is above every header, so it belongs to nothing it is a field of `policy`",
                "`policy` has no field `needs_origin` did you mean `needs_origins`?",
                "`stale_after_days` must be a whole number from 1 to 4294967295 ",
                "`a` cannot be `forbid` one of: deny, warn, allow",
                "a text needs quotes write \"amina\"",
            ]
        );
        assert_eq!(config.levels, [("b".to_owned(), Level::Warn)].into());
        assert_eq!(config.needs_origins, 2);
    }
}
