//! The start screen: how far the book has come, and what to do next.

use crate::answer::Tallies;
use crate::domain::queue::Matter;
use crate::view::group::{StatusGroup, counts};
use crate::view::page::{Block, Line, Page};
use crate::view::queue::QueueEntry;
use crate::view::role::Role;
use crate::view::table::{Cell, Fit, Table};
use crate::view::{queue, words};

/// How many characters wide the bar of the statuses is.
const BAR: u64 = 60;

/// What the screen shows.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The book's name, or its folder.
    pub name: String,
    /// The counts that the index keeps.
    pub tallies: Tallies,
    /// How many claims that claimbook proposed nobody has read.
    pub drafts: u64,
    /// How many claims need a person, by the most pressing matter of each.
    pub waiting: Vec<(Matter, u64)>,
    /// The first of them.
    pub queue: Vec<QueueEntry>,
}

/// The screen.
#[must_use]
pub fn page(overview: &Overview) -> Page {
    let claims = overview.tallies.claims;
    let title = Line::new(&overview.name, Role::Heading)
        .then(format!("  {}", words::count(claims, "claim")));
    let mut page = Page(vec![Block::Title(title)]);
    if claims == 0 {
        page.0.push(Block::Paragraph(Line::plain(
            "No claims yet. Write them in `claims/`, one TOML file for each article.",
        )));
        return page;
    }
    let groups = counts(overview.tallies.status.iter().copied());
    page.paragraph(bar(&groups, claims));
    page.paragraph(legend(&groups));
    page.0.push(Block::Heading(Line::plain("To do")));
    match waiting(&overview.waiting) {
        Some(waiting) => page.paragraph(waiting),
        None => page.paragraph(Line::plain(queue::NOTHING_WAITS)),
    }
    if !overview.queue.is_empty() {
        page.0.push(Block::Table(to_do(&overview.queue)));
    }
    if overview.drafts > 0 {
        let drafts = words::count(overview.drafts, "draft");
        let line = Line::plain(format!("{drafts} that nobody has read: "));
        page.paragraph(line.and("claimbook list --flag draft", Role::Command));
    }
    let next = Line::plain("Next: ")
        .and("claimbook why ID", Role::Command)
        .then(" for a claim’s status, ")
        .and("claimbook list --contested", Role::Command)
        .then(" for both sides, ");
    page.paragraph(
        next.and("claimbook help status", Role::Command)
            .then(" for the words"),
    );
    page
}

/// A bar of all claims, in which each group that occurs has a sign at least once.
fn bar(groups: &[(StatusGroup, u64)], claims: u64) -> Line {
    groups.iter().fold(Line::default(), |line, (group, of)| {
        let width = (of * BAR / claims.max(1)).max(1);
        let signs = std::iter::repeat_n(group.sign(), usize::try_from(width).unwrap_or(1));
        line.and(signs.collect::<String>(), group.role())
    })
}

/// What the signs of the bar mean, with the counts.
fn legend(groups: &[(StatusGroup, u64)]) -> Line {
    let mut line = Line::default();
    for (group, claims) in groups {
        if !line.0.is_empty() {
            line = line.then(" · ");
        }
        line = line
            .and(group.sign().to_string(), group.role())
            .then(format!(" {claims} {}", group.in_words()));
    }
    line
}

/// How many claims need a person, and why; `None` if there are none.
fn waiting(counts: &[(Matter, u64)]) -> Option<Line> {
    let all: u64 = counts.iter().map(|(_, claims)| claims).sum();
    let matters = counts
        .iter()
        .map(|(matter, claims)| format!("{claims} {}", queue::matter(*matter)));
    let matters: Vec<String> = matters.collect();
    (all > 0).then(|| {
        Line::plain(format!(
            "{}: {}.",
            words::count(all, "claim"),
            words::and(&matters)
        ))
    })
}

fn to_do(queue: &[QueueEntry]) -> Table {
    let columns = [
        ("claim", Fit::Content),
        ("why", Fit::Wrap),
        ("begin with", Fit::Under),
    ];
    let rows = queue.iter().map(|entry| {
        let why: Vec<&str> = entry
            .reasons
            .iter()
            .map(|reason| reason.why.as_str())
            .collect();
        vec![
            Cell::new(&entry.claim, Role::Id),
            Cell::plain(format!(
                "{} {}",
                entry.text,
                words::sentence(&why.join("; "))
            )),
            Cell::new(&entry.command, Role::Command),
        ]
    });
    Table::new(columns, rows)
}

#[cfg(test)]
mod tests {
    use super::{BAR, Overview, bar, page, waiting};
    use crate::domain::queue::Matter;
    use crate::domain::status::Status;
    use crate::view::group::StatusGroup;
    use crate::view::page::Line;

    #[test]
    fn the_bar_shows_every_group_however_small() {
        let groups = [(StatusGroup::Disputed, 1), (StatusGroup::Unverified, 9_999)];
        let text = bar(&groups, 10_000).text();
        assert!(text.starts_with("⇄○"));
        assert!(text.chars().count() as u64 <= BAR + 1);
    }

    #[test]
    fn the_screen_counts_each_claim_once() {
        let counts = [(Matter::Contested, 9), (Matter::NoEvidence, 31)];
        let line = waiting(&counts).unwrap().text();
        assert_eq!(
            line,
            "40 claims: 9 contested without a ruling and 31 without evidence."
        );
        assert_eq!(waiting(&[]), None::<Line>);
    }

    #[test]
    fn a_book_without_claims_says_how_to_begin() {
        let mut overview = Overview::default();
        assert_eq!(page(&overview).0.len(), 2);
        overview.tallies.claims = 1;
        overview.tallies.status = vec![(Status::Unverified, 1)];
        assert!(page(&overview).0.len() > 3);
    }
}
