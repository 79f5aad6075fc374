//! Rules about the exceptions that a claim makes (`allow`).

use crate::domain::check::context::Exceptions;
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, UnknownName, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::claim::Exception;

pub(super) static RULES: &[&dyn AnyRule] = &[&UNKNOWN_CODE, &UNUSED_ALLOW];

/// A claim makes an exception from a rule that does not exist, or that allows no exception.
pub static UNKNOWN_CODE: Rule<String> = Rule {
    code: "unknown-code",
    level: Some(Severity::Warning),
    find: Find::Exceptions(unknown_code),
    words: |found| {
        let code = &found.fact;
        Words::new(format!("`{code}` is not a code that you can except"))
            .unknown(UnknownName::Code(code.clone()))
            .help("`claimbook check --explain all` lists the codes")
    },
};

fn unknown_code(exceptions: &Exceptions<'_>) -> Vec<Hit<String>> {
    codes_where(exceptions, |exception| {
        !(exceptions.can_be_excepted)(&exception.code)
    })
}

/// A claim makes an exception from a rule that finds nothing in it.
static UNUSED_ALLOW: Rule<String> = Rule {
    code: "unused-allow",
    level: Some(Severity::Warning),
    find: Find::Exceptions(unused_allow),
    words: |found| {
        Words::new(format!(
            "the exception from `{}` is no longer needed",
            found.fact
        ))
        .help("remove it, so that it does not hide a later finding")
    },
};

fn unused_allow(exceptions: &Exceptions<'_>) -> Vec<Hit<String>> {
    codes_where(exceptions, |exception| {
        let code = exception.code.as_str();
        (exceptions.can_be_excepted)(code)
            && exceptions.found.iter().all(|finding| finding.code != code)
    })
}

fn codes_where(
    exceptions: &Exceptions<'_>,
    is_wrong: impl Fn(&Exception) -> bool,
) -> Vec<Hit<String>> {
    let rows = exceptions.claim.words.allow.iter().enumerate();
    rows.filter(|(_, exception)| is_wrong(exception))
        .map(|(position, exception)| {
            let row = RecordPart::claim(exceptions.claim).row(RowKind::Allow, position);
            Hit::new(row.field("code"), exception.code.clone())
        })
        .collect()
}
