//! Words by what a change of them means. Every list is data that a person can read and correct.
//!
//! We know English. In other languages we can tell figures, currencies and, where there are capitals, names.

use crate::domain::check::english::numerals::{is_number_word, small_number};
use crate::domain::check::english::units::{MONTHS, unit};
use crate::domain::search::stands_alone;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a word does in a statement, if a change of it changes the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordClass {
    /// Digits, number words, percent, currencies.
    Figure,
    /// *Not*, *never*, *denied*.
    Negation,
    /// *May*, *reportedly*, *about*.
    Hedge,
    /// *All*, *most*, *more*.
    Quantifier,
    /// *Rose*, *before*, *lower*.
    Direction,
    /// *Kilometres*, *hours*.
    Unit,
    /// A word with a capital letter, or one of a script without capitals.
    Name,
}

const NEGATIONS: &str = "no not never none nobody nothing neither nor nowhere cannot without non hardly barely scarcely \
    seldom unable deny denies denied denying denial refuse refuses refused refusing refusal fail fails failed failing failure \
    lack lacks lacked lacking reject rejects rejected rejecting rejection decline declines declined declining dispute disputes \
    disputed disputing false falsely untrue wrong wrongly prevent prevents prevented avoid avoided stop stops stopped cease \
    ceased ban bans banned oppose opposes opposed contradict contradicts contradicted refute refutes refuted absence absent \
    ain't";

const HEDGES: &str = "may might can could would should shall will must ought likely unlikely possibly possible perhaps maybe \
    probably probable reportedly allegedly alleged allege alleges apparently apparent seemingly seem seems seemed appear \
    appears appeared suspected suspect suspects claimed claim claims claiming unconfirmed unverified believed believe believes \
    thought think thinks estimated estimate estimates expected expect expects suggest suggests suggested if unless whether \
    rumoured rumored rumours rumors purported purportedly supposedly supposed presumably presumed potentially potential partly \
    partially largely mostly mainly about around approximately roughly nearly almost some circa accused assumed doubt doubts \
    doubtful uncertain unclear confirmed confirm confirms confirming proven proved prove proves indicate indicates indicated \
    certainly certain definitely clearly virtually practically arguably essentially somewhat tentatively conceivably \
    considered feared hopes hoped plan plans planned intend intends intended want wants wanted try tries tried attempt \
    attempts attempted need needs needed";

const QUANTIFIERS: &str = "all every each any some most many much few several both either half majority minority only always \
    often sometimes rarely usually frequently occasionally more less fewer least fewest another little entire entirely whole \
    wholly full fully part dozens scores hundreds thousands millions billions tens numerous various single sole couple handful \
    pair everybody everyone everything somebody someone anybody anyone countless multiple double doubled triple tripled twice \
    thrice once halved quadrupled maximum minimum total exactly precisely";

const DIRECTIONS: &str = "first last above below over under up down before after since until till between during within rise \
    rises rose risen rising fall falls fell fallen falling increase increases increased increasing decrease decreases decreased \
    decreasing grow grows grew grown gain gains gained loss losses drop drops dropped won lost win lose higher lower highest \
    lowest larger smaller largest smallest greater bigger better worse best worst longer shorter earlier later early late \
    average exceed exceeds exceeded temporarily permanently still yet already again";

const MORE_FIGURES: &str =
    "percent percentage percentages percentile lakh crore dozen score gross quarter nil";

const MORE_UNITS: &str = "second minute hour day night week month year decade century centuries kilometre mile metre inch \
    inches feet foot yard acre hectare litre liter litres liters gallon gallons barrel barrels ounce ounces gram grams pound \
    pounds stone tonne degree degrees celsius fahrenheit knot knots mph kph kmh watt watts kilowatt kilowatts megawatt megawatts \
    gigawatt gigawatts mw gw kw volt volts bushel bushels cent cents dollar euro franc francs peso pesos real reais rouble \
    roubles ruble rubles lira dinar dinars riyal riyals dirham dirhams rand krona kronor krone kroner zloty baht won ringgit \
    afghani afghanis taka naira shilling shillings nautical square cubic am pm nights";

/// Words that hold a sentence together. They tell nothing about what it is about, and a capital letter on one is that of the
/// beginning of a sentence.
const FUNCTION_WORDS: &str = "a an the this that these those it its he his him she her hers they them their theirs we us our \
    ours you your i me my mine who whom whose which what when where why how there here then than and or but so as at by for \
    from in into of off on onto out to toward towards with within without upon via per is are was were be been being am has \
    have had having do does did done doing not no nor if while because although though since until also however meanwhile \
    moreover furthermore instead indeed thus therefore yet still just even both either neither such same other others own \
    very too about after before between through during against among across along behind beyond despite except near over \
    under above below up down again once may might can could would should shall will must all any each every some most more \
    few only said says say saying told according added whether like unlike amid amidst following earlier later today yesterday \
    tomorrow now soon ago next last new many much several another anyone everyone someone nobody nothing something one two \
    three four five six seven eight nine ten eleven twelve twenty thirty forty fifty";

fn set(words: &'static str) -> BTreeSet<&'static str> {
    words.split_whitespace().collect()
}

static NEGATION_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| set(NEGATIONS));
static HEDGE_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| set(HEDGES));
static QUANTIFIER_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| set(QUANTIFIERS));
static DIRECTION_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| set(DIRECTIONS));
static FIGURE_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| set(MORE_FIGURES));
static UNIT_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| set(MORE_UNITS));
static FUNCTION_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| set(FUNCTION_WORDS));

/// What a word does, if a change of it matters. `starts_sentence`: the word may have its capital letter from its place.
#[must_use]
pub fn class(word: &str, starts_sentence: bool) -> Option<WordClass> {
    let lower = word.to_lowercase();
    let lower = lower.strip_suffix("'s").unwrap_or(&lower);
    let is_figure = lower.contains(char::is_numeric)
        || !lower.starts_with(char::is_alphanumeric)
        || is_number_word(lower)
        || FIGURE_SET.contains(lower);
    let is_negation = NEGATION_SET.contains(lower) || lower.ends_with("n't");
    let is_unit = unit(lower).is_some() || UNIT_SET.contains(lower);
    let is_name = word.chars().any(char::is_uppercase)
        && !(starts_sentence && FUNCTION_SET.contains(lower))
        || word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    [
        (is_figure, WordClass::Figure),
        (is_negation, WordClass::Negation),
        (HEDGE_SET.contains(lower), WordClass::Hedge),
        (QUANTIFIER_SET.contains(lower), WordClass::Quantifier),
        (DIRECTION_SET.contains(lower), WordClass::Direction),
        (is_unit, WordClass::Unit),
        (is_name || MONTHS.contains(&lower), WordClass::Name),
    ]
    .into_iter()
    .find_map(|(is_one, class)| is_one.then_some(class))
}

/// What turns a word into its opposite.
const OPPOSITES: &[&str] = &[
    "un", "in", "im", "il", "ir", "dis", "mis", "non", "anti", "de",
];

/// Whether one word is the other with a prefix that turns it round: `confirmed` and `unconfirmed`.
#[must_use]
pub fn are_opposites(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let is_turned = |word: &str, turned: &str| {
        OPPOSITES
            .iter()
            .any(|prefix| turned.strip_prefix(prefix) == Some(word))
    };
    is_turned(&one, &other) || is_turned(&other, &one)
}

/// Whether a word, in lower case, tells what a sentence is about.
#[must_use]
pub fn is_content(word: &str) -> bool {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.contains(char::is_numeric) {
        return true;
    }
    if !word.starts_with(char::is_alphabetic) || FUNCTION_SET.contains(word) {
        return false;
    }
    word.chars().nth(2).is_some() || word.starts_with(stands_alone)
}

/// Whether a word, in lower case, is an English one that holds a sentence together.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_SET.contains(word)
}

/// The one spelling of words that say the same: small numbers as digits, units by one name. Takes a word in lower case.
#[must_use]
pub fn one_spelling(word: &str) -> Cow<'_, str> {
    // Most words are neither, and their first letters tell.
    let may_be = |first: u8| !first.is_ascii() || b"%$bdefhkmnopstuz".contains(&first);
    if word.len() > 11 || !word.bytes().next().is_some_and(may_be) {
        return Cow::Borrowed(word);
    }
    if let Some(number) = small_number(word) {
        return Cow::Owned(number.to_string());
    }
    match word {
        "%" | "percent" => Cow::Borrowed("%"),
        "km" | "kms" | "kilometer" | "kilometers" | "kilometre" => Cow::Borrowed("kilometres"),
        "meter" | "meters" | "metre" => Cow::Borrowed("metres"),
        "hr" | "hrs" | "hour" => Cow::Borrowed("hours"),
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" => Cow::Borrowed("kilograms"),
        "$" | "dollar" | "usd" => Cow::Borrowed("dollars"),
        "€" | "euro" | "eur" => Cow::Borrowed("euros"),
        "bn" => Cow::Borrowed("billion"),
        "mn" | "mln" => Cow::Borrowed("million"),
        word => Cow::Borrowed(word),
    }
}
