//! The rules of `check`.

use crate::diagnostic::codes;

/// A rule: what a code means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleView {
    /// Its code.
    pub code: String,
    /// Its usual severity; `None` if `check` says nothing by default.
    pub level: Option<String>,
    /// The first sentence of its page.
    pub title: String,
    /// Its page.
    pub text: String,
}

/// Every rule, in the order of the documentation.
#[must_use]
pub fn rules() -> Vec<RuleView> {
    let rule = |code: &'static str| {
        let page = codes::page(code).unwrap_or_default();
        // The page begins with the level, which has its own field here.
        let text = page.split_once(".* ").map_or(page, |(_, text)| text);
        let level = codes::usual_level(code).map(|severity| severity.as_str().to_owned());
        RuleView {
            code: code.to_owned(),
            level,
            title: title(text),
            text: text.to_owned(),
        }
    };
    codes::all().map(rule).collect()
}

/// The first sentence, or the part before its colon.
fn title(text: &str) -> String {
    let ends = [". ", ".\n", ": ", ":\n"]
        .iter()
        .filter_map(|end| text.find(end));
    text.get(..ends.min().unwrap_or(text.len()))
        .unwrap_or_default()
        .replace('\n', " ")
}
