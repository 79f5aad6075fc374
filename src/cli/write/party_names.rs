//! Edits of a party's names never change a count silently. A name that means somebody else afterwards is a reason to stop,
//! unless the user says what becomes of it.

use crate::cli::failure::Failure;
use crate::cli::paths::shown_path;
use crate::cli::write::book::WritableBook;
use claimbook::answer::VerdictChange;
use claimbook::document::edit::{Edit, Reference};
use claimbook::domain::corroboration::Registry;
use claimbook::domain::name::{composed, fold};
use claimbook::view::words;
use clap::Args;
use std::collections::BTreeSet;
use std::sync::Mutex;

/// How many lines and claims a refusal names. The rest are counted.
const SHOWN: usize = 20;

/// What becomes of names that would mean somebody else.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct PartyNames {
    /// If references to the party would mean somebody else: give them its id (after `rm`: its name)
    #[arg(long)]
    pub(crate) rewrite: bool,
    /// If free text is a name of the party now: let it mean the party
    #[arg(long)]
    pub(crate) capture: bool,
}

/// The party that a draft changes: its id before and after. It has none before `party add`, and none after `rm`.
struct Renaming<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
    /// What references to a removed party become.
    heir: String,
    before: Registry,
    after: Registry,
}

/// What a name means: a party, or the folded name itself.
#[derive(PartialEq, Eq)]
enum Meaning<'r> {
    Party(&'r str),
    Name(String),
}

fn meaning<'r>(registry: &'r Registry, name: &str) -> Meaning<'r> {
    let party = registry.party_id(name).map(Meaning::Party);
    party.unwrap_or_else(|| Meaning::Name(fold(name)))
}

impl Renaming<'_> {
    /// Whether a name means somebody else after the change.
    fn moves(&self, name: &str) -> bool {
        let is_old_id = self.from.is_some_and(|from| composed(name) == from);
        let followed = match self.to {
            _ if !is_old_id => name,
            Some(to) => to,
            None => &self.heir,
        };
        let before = match (meaning(&self.before, name), self.from, self.to) {
            (Meaning::Party(id), Some(from), Some(to)) if id == from => Meaning::Party(to),
            (Meaning::Party(id), Some(from), None) if id == from => Meaning::Name(fold(&self.heir)),
            (before, ..) => before,
        };
        before != meaning(&self.after, followed)
    }

    /// Whether a name is free text now.
    fn is_free(&self, name: &str) -> bool {
        self.before.party_id(name).is_none()
    }
}

/// Stops a draft that changes a count because names mean somebody else, unless the flags say what becomes of them.
pub(crate) fn guard(
    book: &mut WritableBook<'_>,
    from: Option<&str>,
    to: Option<&str>,
    flags: PartyNames,
) -> Result<(), Failure> {
    let party = from
        .map(|id| book.workspace.index().party(id))
        .transpose()?;
    let renaming = Renaming {
        from,
        to,
        heir: party.flatten().map_or_else(String::new, |party| party.name),
        before: book.workspace.parties(None)?,
        after: book.workspace.parties(Some(&book.draft))?,
    };
    let moved = Mutex::new(BTreeSet::new());
    let lines = book.naming("party", from.or(to).unwrap_or_default(), &|name| {
        let is_moved = renaming.moves(name);
        if is_moved && let Ok(mut moved) = moved.lock() {
            moved.insert(name.to_owned());
        }
        is_moved
    })?;
    let moved = moved.into_inner().unwrap_or_default();
    // Whoever removes a party also removes its rating and its owner.
    if moved.is_empty() && to.is_some() {
        return Ok(());
    }
    let changes = book.workspace.would_change(&book.draft)?;
    let is_captured = !moved.is_empty() && moved.iter().all(|name| renaming.is_free(name));
    if !(changes.is_empty() || flags.rewrite || flags.capture && is_captured) {
        return Err(refusal(book, &renaming, &lines, &changes, is_captured));
    }
    if flags.rewrite {
        return rewrite(book, &moved, &lines, to.unwrap_or(&renaming.heir));
    }
    if is_captured {
        let count: usize = lines.iter().map(|(_, found)| found.len()).sum();
        let now = if count == 1 { "means" } else { "mean" };
        let text = format!(
            "{} now {now} `{}`",
            words::count(count as u64, "reference"),
            to.unwrap_or_default()
        );
        book.tell("note", &text);
    }
    Ok(())
}

fn rewrite(
    book: &mut WritableBook<'_>,
    moved: &BTreeSet<String>,
    lines: &[(String, Vec<Reference>)],
    to: &str,
) -> Result<(), Failure> {
    for (path, _) in lines {
        for name in moved {
            let redirect = Edit::Redirect {
                kind: "party",
                from: name.clone(),
                to: to.to_owned(),
            };
            book.edit(path, &[redirect])?;
        }
    }
    Ok(())
}

/// Names the lines whose names would mean somebody else, and the claims that this changes.
fn refusal(
    book: &mut WritableBook<'_>,
    renaming: &Renaming<'_>,
    lines: &[(String, Vec<Reference>)],
    changes: &[VerdictChange],
    is_captured: bool,
) -> Failure {
    let count: usize = lines.iter().map(|(_, found)| found.len()).sum();
    let references = words::count(count as u64, "reference");
    let claims = words::count(changes.len() as u64, "claim");
    let mut failure = Failure::unknown(if lines.is_empty() {
        format!("without this party, {claims} would change")
    } else {
        format!("{references} would mean somebody else, and that would change {claims}")
    });
    let mut shown = 0;
    for (path, found) in lines {
        let Ok(text) = book.original(path) else {
            continue;
        };
        for reference in found.iter().take(SHOWN - shown.min(SHOWN)) {
            shown += 1;
            let before = text.get(..reference.span.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let written = text.get(reference.span.clone()).unwrap_or_default();
            let place = shown_path(book.workspace.root(), path);
            failure = failure.hint(format!("{place}:{line}: {} = {written}", reference.field));
        }
    }
    if count > shown {
        failure = failure.hint(format!("and {} more lines", count - shown));
    }
    for VerdictChange { claim, from, to } in changes.iter().take(SHOWN) {
        failure = failure.hint(if from == to {
            format!("the counts of `{claim}` would change")
        } else {
            format!("`{claim}` would change: {from} → {to}")
        });
    }
    let advice = match renaming.to {
        None => "`--rewrite` removes it, and writes its name wherever it is named".to_owned(),
        Some(to) if is_captured => {
            format!("`--capture` lets this free text mean `{to}`, `--rewrite` also writes `{to}`")
        }
        Some(to) => format!("`--rewrite` writes `{to}` in these lines"),
    };
    failure.hint(format!("nothing was written: {advice}"))
}
