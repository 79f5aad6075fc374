//! A derived status in a sentence, by the rule that gave it.

use crate::answer::reason;
use crate::domain::corroboration::Count;
use crate::domain::corroboration::Explanation;
use crate::domain::status::ContestedBy;
use crate::domain::status::Derived;
use crate::domain::status::Flag;

/// Why the evidence gives what it gives.
#[must_use]
pub(super) fn sentence(explanation: &Explanation) -> String {
    let assessment = &explanation.assessment;
    let (support, refute) = (&assessment.support, &assessment.refute);
    let needs = explanation.needs_origins;
    let opposed = if assessment.flags.contains(Flag::Opposed) {
        "; something still stands against it"
    } else {
        ""
    };
    match assessment.derived {
        Derived::NotCheckable => "opinions and predictions are kept, not checked.".to_owned(),
        Derived::Unverified => {
            "nothing that counts supports it, and nothing stands against it.".to_owned()
        }
        Derived::SingleSource => {
            format!("one independent origin supports it, and it needs {needs} established ones.")
        }
        Derived::MultiReport => multi_report(explanation, support, needs),
        Derived::Corroborated => {
            format!(
                "{} support it, and it needs {needs}{opposed}.",
                established(support)
            )
        }
        Derived::Refuted => format!(
            "{} refute it, and that takes {needs}{opposed}.",
            established(refute)
        ),
        Derived::Doubtful => {
            format!(
                "only evidence against it: {} of the {needs} established origins that refute.",
                refute.established
            )
        }
        Derived::Contested => contested(explanation.assessment.contested_by, support, refute),
    }
}

fn established(count: &Count) -> String {
    reason::count(count.established, "established independent origin")
}

fn multi_report(explanation: &Explanation, support: &Count, needs: u8) -> String {
    let origins = reason::count(support.possible, "independent origin");
    if explanation.assessment.flags.contains(Flag::AllInterested) {
        format!("{origins} support it, but every established one has a stake.")
    } else {
        format!(
            "{origins} support it, but only {} of the {needs} that it needs are established.",
            support.established
        )
    }
}

fn contested(by: Option<ContestedBy>, support: &Count, refute: &Count) -> String {
    let sides = format!(
        "{} for it, {} against it",
        reason::count(support.possible, "independent origin"),
        reason::count(refute.possible, "origin")
    );
    match by {
        Some(ContestedBy::Evidence) => format!("there is evidence on both sides: {sides}."),
        Some(ContestedBy::Denial) => {
            format!("{sides}, and its denial keeps it open: a denial is not a refutation.")
        }
        Some(ContestedBy::Interpretation) => {
            format!("{sides}, and somebody reads the same facts otherwise.")
        }
        None => format!("{sides}."),
    }
}
