//! The words of findings: one sentence of what is wrong, a few words for the place, and what to do about it.

use crate::domain::check::finding::Fact;
use crate::domain::check::finding::Finding;

/// The words of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What is wrong, in one line.
    pub message: String,
    /// A few words for the place itself.
    pub label: Option<String>,
    /// What to do about it, a line each.
    pub help: Vec<String>,
    /// A few words for each other place.
    pub other: &'static str,
}

impl Words {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    fn other(mut self, other: &'static str) -> Self {
        self.other = other;
        self
    }

    fn meant(self, meant: Option<&str>) -> Self {
        match meant {
            Some(meant) => self.help(format!("did you mean `{meant}`?")),
            None => self,
        }
    }
}

/// Finds the words for a finding. `meant` is the known name nearest to one that leads nowhere.
#[must_use]
pub fn of(finding: &Finding, meant: Option<&str>) -> Words {
    match &finding.fact {
        Fact::DuplicateId => Words::new(format!("the id `{}` is there twice", finding.subject.id))
            .label("this one is left out")
            .other("first here")
            .help(
                "ids of claims, sources, parties and articles are unique in the whole book: give one of them another",
            ),
        Fact::UnknownSource(id) => Words::new(format!("no source of the book has the id `{id}`"))
            .meant(meant)
            .help(format!("add it: `claimbook source add {id} …`")),
        Fact::UnknownClaim(id) => Words::new(format!("no claim of the book has the id `{id}`")).meant(meant),
        Fact::UnknownParty(name) => {
            Words::new(format!("no party of the book has the id, name or alias `{name}`")).meant(meant)
        }
        Fact::UnknownCode(code) => Words::new(format!("`{code}` is no diagnostic that an exception can be made from"))
            .meant(meant)
            .help("`claimbook check --explain CODE` tells what each one means"),
        Fact::UnusedAllow(code) => Words::new(format!("nothing here needs the exception from `{code}`"))
            .help("take it out, so that it does not hide what may come"),
    }
}
