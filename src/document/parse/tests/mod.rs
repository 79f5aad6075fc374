//! What a text becomes: records, or problems in plain words.

mod bounds;
mod format;
mod recovery;
mod slips;
mod values;
mod whole;

use crate::document::parse::problem::Problem;
use crate::document::parse::text::parse;

/// The problems of a text as lines: the text they point at, the message, and the help.
fn told(text: &str) -> Vec<String> {
    parse(text, "stem")
        .problems
        .into_iter()
        .map(|problem| line(text, &problem))
        .collect()
}

fn line(text: &str, problem: &Problem) -> String {
    let shown = &text[problem.span.clone()];
    let message = &problem.message;
    let help = problem.help.join("; ");
    format!("{shown} | {message} | {help}")
}
