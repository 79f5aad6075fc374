//! Rulings: a person's judgement, append-only.

use crate::domain::date::Date;
use crate::domain::words::words;
use chrono::NaiveDate;

words! {
    /// What a person may rule.
    RulingStatus {
        /// It is so.
        Confirmed = "confirmed",
        /// It is not so.
        Refuted = "refuted",
        /// It is disputed.
        Contested = "contested",
        /// Its words give a wrong picture.
        Misleading = "misleading",
        /// It was so, and no longer is.
        Outdated = "outdated",
        /// Nobody can check it with what is available.
        Unverifiable = "unverifiable",
        /// Whoever made it took it back.
        Withdrawn = "withdrawn",
        /// The claim is handed back to its evidence.
        Open = "open",
    }
}

/// A numeric rating, only for ClaimReview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Rating {
    /// The rating given.
    pub value: i64,
    /// The best that could be given.
    pub best: i64,
    /// The worst that could be given.
    pub worst: i64,
}

impl Rating {
    /// Whether ClaimReview can show it: the worst is 1 or more, the best is greater, and the value lies between them.
    #[must_use]
    pub fn is_scale(self) -> bool {
        self.worst >= 1 && self.best > self.worst && (self.worst..=self.best).contains(&self.value)
    }
}

/// What an organisation calls a ruling, and its number on its scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseRating {
    /// Its number.
    pub value: Option<i64>,
    /// Its name.
    pub name: Option<String>,
}

/// A person's judgement of a claim: its two halves, side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling<'a> {
    /// What the rules of corroboration see.
    pub core: &'a RulingCore,
    /// Everything else.
    pub words: &'a RulingWords,
}

/// The part of a ruling that the rules of corroboration see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulingCore {
    /// The verdict.
    pub status: RulingStatus,
    /// When it was given.
    pub on: Date,
    /// The claim's text has changed since: it no longer has the wording that the ruling names.
    pub reworded: bool,
    /// It is dated after today, so it has no effect yet. The index says so; a file cannot.
    pub pending: bool,
}

/// Whether a date is after today. A coarse date counts from its first day.
#[must_use]
pub fn is_pending(on: Date, today: NaiveDate) -> bool {
    on.first_day() > today
}

/// The part of a ruling that no count depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulingWords {
    /// Who ruled.
    pub by: String,
    /// Why.
    pub reason: String,
    /// A digest of the claim's text as the person read it.
    pub wording: Option<String>,
    /// Where the house published it.
    pub url: Option<String>,
    /// The house's own words for it.
    pub verdict: Option<String>,
    /// The language of these words, as a BCP 47 tag.
    pub language: Option<String>,
    /// A number for `ClaimReview`.
    pub rating: Option<Rating>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// The ruling that applies: the newest that is not pending; of equal dates, the last.
#[must_use]
pub fn standing(rulings: &[RulingCore]) -> Option<&RulingCore> {
    rulings.get(standing_position(rulings)?)
}

/// The place of the ruling that applies.
#[must_use]
pub fn standing_position(rulings: &[RulingCore]) -> Option<usize> {
    let in_effect = rulings.iter().enumerate();
    let in_effect = in_effect.filter(|(_, ruling)| !ruling.pending);
    let newest = in_effect.max_by_key(|(at, ruling)| (ruling.on, *at));
    newest.map(|(at, _)| at)
}
