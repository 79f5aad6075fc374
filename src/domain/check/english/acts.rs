//! What is done by saying or signing it, and what is done otherwise and then announced.

use crate::domain::check::english::phrase::Phrases;
use crate::domain::check::english::tokens::{Token, tokens};
use std::ops::Range;
use std::sync::LazyLock;

static DEEDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(DEED));
static ACTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(ACT));

/// What nobody does by saying it.
const DEED: &[&str] = &[
    "arrest|arrests|arrested|arresting|detain|detains|detained|detaining|abduct|abducts|abducted|kidnap|kidnaps|kidnapped",
    "kill|kills|killed|killing|murder|murders|murdered|assassinate|assassinates|assassinated|execute|executes|executed|shoot|shoots|shot",
    "capture|captures|captured|capturing|recapture|recaptures|recaptured|seize|seizes|seized|seizing",
    "take|takes|took|taken * prisoner|hostage",
    "destroy|destroys|destroyed|destroying|demolish|demolishes|demolished|burn|burns|burnt|burned|sink|sinks|sank|sunk|downed|downs",
    "shoot|shoots|shot|shooting|bring|brings|brought|blow|blows|blew|blown * down|up",
    "shell|shells|shelled|shelling|bomb|bombs|bombed|bombing|bombard|bombards|bombarded|attack|attacks|attacked|attacking|raid|raids|raided|invade|invades|invaded|occupy|occupies|occupied",
    "free|frees|freed|freeing|rescue|rescues|rescued|liberate|liberates|liberated|evacuate|evacuates|evacuated",
    "find|finds|found|finding|discover|discovers|discovered|uncover|uncovers|uncovered|recover|recovers|recovered|intercept|intercepts|intercepted",
    "wound|wounds|wounded|injure|injures|injured|beat|beats|beaten|torture|tortures|tortured|hit|hits|repel|repels|repelled|foil|foils|foiled|thwart|thwarts|thwarted",
    "fire|fires|fired|launch|launches|launched * missile|missiles|rocket|rockets|shots|shells|tear|drones|attack|attacks|offensive|operation|strike|strikes|raid",
    "carry|carries|carried|carrying out * strike|strikes|attack|attacks|raid|raids|operation|bombing|airstrike|airstrikes",
    "announce|announces|announced|report|reports|reported|confirm|confirms|confirmed the|an arrest|arrests|capture|killing|seizure|destruction|death|rescue|release|discovery",
    "confiscate|confiscates|confiscated|smuggle|smuggles|smuggled|hack|hacks|hacked|loot|loots|looted|steal|steals|stole|stolen|poison|poisons|poisoned",
];

/// What somebody does by saying or signing it.
const ACT: &[&str] = &[
    "recogni~|convict~|appoint~|dissolv~|sanction~|pardon~|acquit~|sentenc~|annul~|approv~|adopt~|ratif~|veto~|declar~|nominat~|authori~|revok~|outlaw~|designat~|repeal~|enact~|proclaim~|condemn~|pledg~|promis~|apologi~|indict~|impos~|cancel~|prohibit~|resign~|endors~|decre~|deplor~|pledg~|expel~|abolish~|legali~",
    "ban|bans|banned|banning|sign|signs|signed|signing|sue|sues|sued|suing|order|orders|ordered|ordering|pass|passes|passed|grant|grants|granted|reject|rejects|rejected|refuse|refuses|refused|suspend|suspends|suspended|fine|fines|fined|charge|charges|charged|rule|rules|ruled|name|names|named|accept|accepts|accepted|award|awards|awarded|agree|agrees|agreed|dismiss|dismisses|dismissed|demand|demands|demanded|invite|invites|invited|lift|lifts|lifted|recall|recalls|recalled|extend|extends|extended|permit|permits|permitted|accuse|accuses|accused|vote|votes|voted",
    "call|calls|called on|for",
    "strike|strikes|struck down",
    "kill|kills|killed * bill|motion|amendment|proposal|plan|law|project",
    "court|judge|judges|jury|tribunal|commission|chamber|ombudsman * find|finds|found|free|frees|freed|release|releases|released",
    "find|finds|found * guilty|liable|that|against|innocent|responsible",
    "seize|seizes|seized|free|frees|freed * by decree|order|law",
];

/// The words of a text that tell of a deed, if the first thing that the text tells is a deed and not an act.
#[must_use]
pub fn deed(text: &str) -> Option<&str> {
    let tokens = tokens(text);
    let deed = DEEDS
        .every(&tokens)
        .find(|found| !is_noun(&tokens, found))?;
    let act = ACTS
        .every(&tokens)
        .find(|found| found.len() > 1 || !is_noun(&tokens, found));
    if act.is_some_and(|act| act.start <= deed.start) {
        return None;
    }
    let words = tokens.get(deed)?;
    text.get(words.first()?.at.start..words.last()?.at.end)
}

/// Whether the word names something here: "the arrests", "a raid".
fn is_noun(tokens: &[Token], found: &Range<usize>) -> bool {
    const BEFORE_NOUNS: &[&str] = &[
        "the", "a", "an", "any", "all", "its", "his", "her", "their", "this", "that", "these",
        "those", "of", "for", "on", "against", "after", "air", "mass", "to-be", "no",
    ];
    let before = found
        .start
        .checked_sub(1)
        .and_then(|before| tokens.get(before));
    before.is_some_and(|before| BEFORE_NOUNS.contains(&before.text.as_str()))
}
