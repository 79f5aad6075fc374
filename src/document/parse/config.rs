//! `claimbook.toml`: the book's settings.

use crate::document::parse::fields::Fields;
use crate::document::parse::fields::Reading;
use crate::document::parse::problem::Problem;
use crate::document::parse::text::read;
use crate::document::settings;
use crate::domain::words::words;
use std::collections::BTreeMap;

words! {
    /// What `claimbook check` makes of a diagnostic.
    Level {
        /// An error.
        Deny = "deny",
        /// A warning.
        Warn = "warn",
        /// Nothing.
        Allow = "allow",
    }
}

/// The book's settings, with the defaults for those that it does not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The book's name, for the heads of reports.
    pub name: Option<String>,
    /// How many independent origins corroborate a claim that does not say: 1 to 9.
    pub needs_origins: u8,
    /// After how many days without new evidence or a ruling a claim is due to be looked at again.
    pub stale_after_days: Option<u32>,
    /// Levels of diagnostics, by code. Whether there are such codes is not asked here.
    pub levels: BTreeMap<String, Level>,
    /// The name under which rulings and evidence are entered.
    pub user: Option<String>,
    /// The address that published reviews stand under.
    pub publish_url: Option<String>,
    /// The name of the organisation that publishes them.
    pub organisation: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: None,
            needs_origins: 2,
            stale_after_days: None,
            levels: BTreeMap::new(),
            user: None,
            publish_url: None,
            organisation: None,
        }
    }
}

/// Reads the text of `claimbook.toml`: the settings, and what is wrong with it. What could not be read has its default.
#[must_use]
pub fn parse(text: &str) -> (Config, Vec<Problem>) {
    let mut config = Config::default();
    let problems = read(text, &settings::CONFIG, &mut |reading| match reading {
        Reading::Table(fields) => config.take(*fields),
        Reading::Levels(levels) => {
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
    fn take(&mut self, mut fields: Fields) {
        match fields.shape.name {
            "book" => self.name = fields.text("name"),
            "policy" => {
                self.needs_origins = fields.number("needs_origins").unwrap_or(self.needs_origins);
                self.stale_after_days = fields.number("stale_after_days");
            }
            "user" => self.user = fields.text("name"),
            "publish" => {
                self.publish_url = fields.text("url");
                self.organisation = fields.text("organisation");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use super::Level;
    use super::parse;

    #[test]
    fn every_setting_is_read() {
        let (config, problems) = parse(
            "[book]\nname = \"Border desk\"\n[policy]\nneeds_origins = 3\nstale_after_days = 90\n\
             [check]\nunsourced-claim = \"deny\"\n[user]\nname = \"amina\"\n\
             [publish]\nurl = \"https://example.org\"\norganisation = \"Desk\"\n",
        );
        assert!(problems.is_empty(), "{problems:?}");
        let expect = Config {
            name: Some("Border desk".to_owned()),
            needs_origins: 3,
            stale_after_days: Some(90),
            levels: [("unsourced-claim".to_owned(), Level::Deny)].into(),
            user: Some("amina".to_owned()),
            publish_url: Some("https://example.org".to_owned()),
            organisation: Some("Desk".to_owned()),
        };
        assert_eq!(config, expect);
    }

    #[test]
    fn nothing_need_be_set() {
        assert_eq!(parse(""), (Config::default(), Vec::new()));
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_stands() {
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
                "`needs_origins` stands above every header, so it belongs to nothing it is a field of `policy`",
                "`needs_origin` is no field of `policy` did you mean `needs_origins`?",
                "`stale_after_days` must be a whole number from 1 up ",
                "`a` cannot be `forbid` one of: deny, warn, allow",
                "a text needs quotes write \"amina\"",
            ]
        );
        assert_eq!(config.levels, [("b".to_owned(), Level::Warn)].into());
        assert_eq!(config.needs_origins, 2);
    }
}
