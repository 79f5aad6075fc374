//! Words that judge the statement that they are part of: "reportedly", "False: …", "it is untrue that".
//!
//! What somebody else says is a statement, not a judgement: "The ministry called the report baseless."

use crate::domain::check::english::phrase::{Phrases, is_start};
use crate::domain::check::english::tokens::{DASH, Token, tokens};
use std::ops::Range;
use std::sync::LazyLock;

static HEDGES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(HEDGING));
static HEDGES_OF_OTHERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(HEDGING_SOMETHING_ELSE));
static JUDGEMENTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(JUDGING));
static ASIDES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(JUDGING_ASIDE));
static STATEMENTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(JUDGING_A_STATEMENT));
static SAYINGS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(SAYING));
static NOT_SAYINGS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NOT_SAYING));
static VERDICTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(VERDICT));

/// Doubts about the statement.
const HEDGING: &[&str] = &[
    "allegedly|reportedly|supposedly|purportedly",
    "is|are|was|were widely? alleged|rumoured|rumored|purported|claimed to",
    "is|are|was|were said|reported to have",
];

/// Doubts about something else: an accusation, or a property of somebody in the statement.
const HEDGING_SOMETHING_ELSE: &[&str] = &[
    "accused|charged|arrested|indicted|sued|convicted|detained|fined|jailed|tried|investigated|prosecuted|sanctioned|suspended|dismissed|sacked|questioned|wanted \
     * for|of|with|over|after|on * allegedly|reportedly|supposedly|purportedly",
    "charges|accusations|allegations|suspicion|trial|lawsuit|suit|complaint * of|that|for|over|against * allegedly|reportedly|supposedly|purportedly",
    "who|which|that * had|has|have? allegedly|reportedly|supposedly|purportedly",
];

/// Judgements of the statement, in the checker's own words.
const JUDGING: &[&str] = &[
    "it's|is|was|isn't|wasn't * false|untrue|true|wrong|incorrect|unproven|unverified|unconfirmed|baseless|misleading|fake|nonsense|disinformation|misinformation that",
    "it's|is|was a|an|pure|complete|total|outright * lie|myth|hoax|fabrication|falsehood that",
    "it's|is|was not the case that",
    "it has been debunked|refuted|disproved|disproven that",
    "there is|was no truth|substance|basis to|in|for",
    "^ this|that|it is|was * false|untrue|baseless|unfounded :|-",
    "^ contrary to * claims|reports|rumours|rumors|allegations",
    "falsely|wrongly|incorrectly|mistakenly|erroneously|misleadingly \
     claims|claim|claimed|claiming|says|say|said|saying|states|state|stated|reports|report|reported|alleges|allege|alleged|suggests|suggest|suggested|asserts|assert|asserted|writes|wrote|insists|insist|insisted|asserting|stating|reporting|alleging|attributes|attribute|attributed|links|link|linked|blames|blame|blamed|quotes|quote|quoted|implies|implied",
    "^ falsely|wrongly|incorrectly",
    "says|said|claims|claimed|stated|states|reported|reports|wrote|writes|alleged|alleges falsely|wrongly|incorrectly",
    "falsely !accused|accusing|accuse|accuses|imprisoned|convicted|arrested|charged|detained|jailed|labelled|labeled|labels|marketed|advertised|advertises|advertising|registered|signed|certified|declared|declaring|identified|prosecuted|sentenced|sold|billed|invoiced|dated|sworn|swore|testified|testifying|confessed|confessing|pleaded|named|recorded|entered|presented|represented|posed|posing",
    "baseless|unfounded|groundless|untrue !in|rumours|rumors",
    "baseless|unfounded|groundless|untrue rumours|rumors that",
    "the|a|an|this|that|these|those|its|long|widely|already|now|previously|been|was|were|is|are debunked !by",
    "^ * false|misleading|fake claims|claim|reports|report|rumours|rumors|allegations|posts|stories|narrative that|say|claim|says|of|about|is|was|are",
    // The statement itself is unverified: it is the subject of the sentence, or comes right after the word.
    "^ the|an|a|this|these|some|several|new|online|viral|old|still? still|as|yet? \
     unverified|unconfirmed|unproven|unsubstantiated|uncorroborated claim~|report~|toll|tolls|figure~|number~|count|death|footage|video~|image~|photo~|post~|rumour~|rumor~|allegation~|information|statement~|account|story|stories|estimate~|data|testimony|assertion~|casualty|message~|audio|recording~",
    "amid|to|there|are|is|were * unverified|unconfirmed|unsubstantiated|uncorroborated|unproven claim~|report~|rumour~|rumor~|allegation~",
    "^ unverified|unconfirmed|unproven|unsubstantiated|uncorroborated is|are|remains|remain|:",
    "this|it|claim|report|toll|figure|number|account|allegation|rumour|rumor|statement|story|video|footage|image|claims|reports|figures|allegations|rumours|rumors * is|was|are|were|remains|remain|has|have not|been|as|still|yet? yet|been? \
     unverified|unconfirmed|unproven|unsubstantiated|uncorroborated|verified|confirmed !by",
];

/// Judgements whose subject is a statement: "the claim that … is false".
const JUDGING_A_STATEMENT: &[&str] = &[
    "claim|claims|allegation|allegations|rumour|rumours|rumor|rumors|report|reports|story|stories|statement|assertion|theory|narrative … \
     is|are|was|were|remains|remain simply|completely|entirely|plainly|also|still|as? yet? false|untrue|baseless|unfounded|groundless|fake|unproven|unverified|unconfirmed|debunked !by",
];

/// Judgements that a text adds to what somebody says: "…, which is untrue".
const JUDGING_ASIDE: &[&str] = &[
    ",|-|; which|this|that|but|and|a|it|claim|statement * is|was|are|has|been * false|untrue|wrong|incorrect|baseless|unfounded|debunked|misleading|unproven|unverified|unconfirmed|refuted",
    ",|(|- falsely|wrongly|incorrectly ,|)|-",
];

/// The judgement after these words is somebody's, and that somebody said so is the statement.
const SAYING: &[&str] = &[
    "say|says|said|saying|tell|tells|told|call|calls|called|calling|describe|describes|described|describing",
    "dismiss|dismisses|dismissed|dismissing|reject|rejects|rejected|rejecting|deny|denies|denied|denying|denounce|denounces|denounced",
    "declare|declares|declared|rule|rules|ruled|find|finds|found|conclude|concludes|concluded|decide|decides|decided",
    "state|states|stated|insist|insists|insisted|argue|argues|argued|claim|claims|claimed|report|reports|reported|allege|alleges|alleged",
    "regard|regards|regarded|see|sees|saw|view|views|viewed|consider|considers|considered|deem|deems|deemed|think|thinks|thought|believe|believes|believed|hold|holds|held",
    "according to !unverified|unconfirmed|unsubstantiated|uncorroborated|unproven|baseless",
    "criticise|criticises|criticised|criticize|criticizes|criticized|deplore|deplores|deplored|rebuke|rebukes|rebuked|blame|blames|blamed|retract|retracts|retracted",
    "tweet|tweets|tweeted|post|posts|posted",
    "label|labels|labelled|labeled|brand|brands|branded|slam|slams|slammed|condemn|condemns|condemned|complain|complains|complained|accuse|accuses|accused",
    "write|writes|wrote|testify|testifies|testified|warn|warns|warned|admit|admits|admitted|concede|concedes|conceded|acknowledge|acknowledges|acknowledged|rate|rates|rated|announce|announces|announced|maintain|maintains|maintained|protest|protests|protested|respond|responds|responded|reply|replies|replied|answer|answers|answered|confirm|confirms|confirmed|prove|proves|proved|show|shows|showed",
];

/// Words that look like a saying and are not: "the claim", "viral claims that", "officials' reports".
const NOT_SAYING: &[&str] = &[
    "^ posts|claims|reports|claim|report|state|states|view|views|call|calls|rules|rates",
    "the|a|an|this|that|these|those|its|their|his|her|our|any|such|no|many|several|some|other|all|both|more|most|viral|online|recent|new|old|false|untrue|baseless|debunked|unfounded|widespread|persistent|media|press|news|internet|earlier|previous|official|common|popular|repeated|conspiracy|misleading|fake|wild|absurd|unverified|unconfirmed \
     claim|claims|report|reports|post|posts|state|states|view|views|call|calls|rule|rules|rate|rates|hold|holds|label|labels|brand|brands|reply|replies|answer|answers|protest|protests|response",
    "~'s claim|claims|report|reports|call|calls|view|views|reply|answer|state|rule",
];

/// Words that judge a text which they open, which they close, or in which they stand in brackets.
const VERDICT: &[&str] = &[
    "mostly|mainly|largely|partly|partially|half|likely|probably|completely|entirely|still|not? \
     true|false|misleading|unproven|disputed|contested|refuted|confirmed|fake|wrong|incorrect|untrue|unverified|unconfirmed|debunked|baseless|unfounded|corroborated|verified|rumour|rumor|hoax|misinformation|disinformation|alleged|altered|satire|outdated|unverifiable",
    "mostly|mainly|largely|partly|partially|half true|false",
    "pants on fire",
    "fact check|checked|checking|checks",
    "factcheck|factchecked|verdict|debunking|rating|status|ruling|conclusion|finding",
];

/// Where a text judges itself: the words in lower case, and their bytes in the text.
#[must_use]
pub fn judging_words(text: &str) -> Option<(String, Range<usize>)> {
    let tokens = tokens(text);
    let found = verdict(&tokens)
        .or_else(|| hedge(&tokens))
        .or_else(|| ASIDES.find(&tokens).map(|found| found.start + 1..found.end))
        .or_else(|| judgement(&tokens))?;
    let words = tokens.get(found)?;
    let words: Vec<&Token> = words.iter().filter(|token| token.is_word).collect();
    let at = words.first()?.at.start..words.last()?.at.end;
    let shown: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    Some((shown.join(" "), at))
}

/// A verdict that opens the text, closes it, or stands in brackets.
fn verdict(tokens: &[Token]) -> Option<Range<usize>> {
    let mark = |at: Option<usize>| {
        let token = at.and_then(|at| tokens.get(at));
        token
            .filter(|token| !token.is_word)
            .map(|token| token.text.as_str())
    };
    let is_verdict = |found: &Range<usize>| {
        let before = mark(found.start.checked_sub(1));
        let after = mark(Some(found.end));
        let is_bracketed = matches!(
            (before, after),
            (Some("("), Some(")")) | (Some("["), Some("]"))
        );
        let opens = is_start(tokens, found.start)
            && matches!(after, Some(":" | DASH | "!" | "|" | "." | "?"))
            && found.end + 1 < tokens.len();
        let ends_text = tokens
            .get(found.end..)
            .is_some_and(|rest| rest.iter().all(Token::ends_sentence));
        let closes = found.start > 0 && ends_text && matches!(before, Some(DASH | ":" | "." | "|"));
        is_bracketed || opens || closes
    };
    VERDICTS.every(tokens).find(is_verdict)
}

/// A doubt about the statement itself.
fn hedge(tokens: &[Token]) -> Option<Range<usize>> {
    let is_of_the_statement = |found: &Range<usize>| {
        !is_part_of_a_name(tokens, found) && !ends_at(&HEDGES_OF_OTHERS, tokens, found.end)
    };
    HEDGES.every(tokens).find(is_of_the_statement)
}

/// Whether the word only qualifies another: "the allegedly corrupt minister".
fn is_part_of_a_name(tokens: &[Token], found: &Range<usize>) -> bool {
    const ARTICLES: &[&str] = &[
        "the", "a", "an", "his", "her", "its", "their", "this", "that", "these",
    ];
    let before = found
        .start
        .checked_sub(1)
        .and_then(|before| tokens.get(before));
    found.len() == 1 && before.is_some_and(|before| ARTICLES.contains(&before.text.as_str()))
}

/// A judgement that nobody in the text makes.
fn judgement(tokens: &[Token]) -> Option<Range<usize>> {
    let is_open = |found: &Range<usize>| !is_said(tokens, found) && !is_of_a_deed(tokens, found);
    let of_statement = |found: &Range<usize>| {
        let inside = found.start..found.end;
        !is_said(tokens, found) && !inside.into_iter().any(|at| is_saying(tokens, at))
    };
    let judgement = JUDGEMENTS.every(tokens).find(is_open);
    judgement.or_else(|| STATEMENTS.every(tokens).find(of_statement))
}

/// Whether the word tells what somebody does, in a sentence about that: "those who falsely claim benefits".
fn is_of_a_deed(tokens: &[Token], found: &Range<usize>) -> bool {
    const BEFORE: &[&str] = &[
        "who", "whoever", "for", "of", "to", "by", "after", "against", "over", "from",
    ];
    let before = found
        .start
        .checked_sub(1)
        .and_then(|before| tokens.get(before));
    let is_adverb = tokens
        .get(found.start)
        .is_some_and(|token| token.text.ends_with("ly"));
    is_adverb && before.is_some_and(|before| BEFORE.contains(&before.text.as_str()))
}

/// Whether the word says that somebody says something.
fn is_saying(tokens: &[Token], at: usize) -> bool {
    SAYINGS.at(tokens, at).is_some() && !ends_at(&NOT_SAYINGS, tokens, at + 1)
}

/// Whether one of the phrases ends before this token. Phrases that end at a word of ours are short.
fn ends_at(phrases: &Phrases, tokens: &[Token], end: usize) -> bool {
    const LONGEST: usize = 10;
    let mut starts = end.saturating_sub(LONGEST)..end;
    starts.any(|start| phrases.at(tokens, start) == Some(end))
}

/// Whether somebody in the sentence says what these words say: before them, or after them behind a comma.
fn is_said(tokens: &[Token], found: &Range<usize>) -> bool {
    let before = (0..found.start)
        .rev()
        .take_while(|at| !tokens.get(*at).is_some_and(Token::ends_sentence));
    let mut after = (found.end..tokens.len())
        .take_while(|at| !tokens.get(*at).is_some_and(Token::ends_sentence));
    let comma = after.find(|at| tokens.get(*at).is_some_and(|token| token.text == ","));
    let mut last = comma.into_iter().flat_map(|comma| comma..tokens.len());
    before.into_iter().any(|at| is_saying(tokens, at)) || last.any(|at| is_saying(tokens, at))
}
