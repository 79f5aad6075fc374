//! How evidence, claims and rulings bear on a claim, in words.

use crate::answer::sides::{Bearing, Standpoint};
use crate::domain::evidence::Stance;
use crate::view::words::and;

/// How something bears on a claim, to follow its name.
#[must_use]
pub fn bearing(how: Bearing) -> &'static str {
    match how {
        Bearing::Evidence(stance) => stance.as_str(),
        Bearing::DeniedBy => "denies",
        Bearing::Contradicts => "contradicts",
        Bearing::Ruled(_) => "ruled",
    }
}

/// How somebody's word in the papers of others bears on a claim, to follow that somebody's name.
#[must_use]
pub fn in_papers(how: Bearing, papers: &[String]) -> String {
    format!(" ({}, in {})", bearing(how), and(papers))
}

/// Whether the heading of its side already says how something bears on a claim.
#[must_use]
pub fn goes_without_saying(how: Bearing) -> bool {
    matches!(
        how,
        Bearing::Evidence(Stance::Supports | Stance::Refutes) | Bearing::Ruled(_)
    )
}

/// Somebody on a side of a claim, in a phrase: `Quarry Survey (refutes: survey-2025)`, or
/// `Delta Tankers (denies, in Maritime Executive)`.
#[must_use]
pub fn standpoint(point: &Standpoint) -> String {
    let ids = point.ids.join(", ");
    let what = match point.how {
        Bearing::Ruled(status) => format!("ruled {status}"),
        _ if point.left_out => format!("left out: {ids}"),
        Bearing::Evidence(Stance::Supports) => ids,
        how => format!("{}: {ids}", bearing(how)),
    };
    if let (Some(who), Some(paper), false) = (&point.who, &point.paper, point.left_out) {
        let word = in_papers(point.how, std::slice::from_ref(paper));
        return format!("{who}{word}");
    }
    match (&point.who, point.how) {
        (Some(who), Bearing::Ruled(_)) => format!("{what} by {who}"),
        (Some(who), _) => format!("{who} ({what})"),
        (None, _) => what,
    }
}
