//! Words for people that nobody can ask: officials, people familiar with the matter, reports.

use crate::domain::check::english::phrase::Phrases;
use crate::domain::check::english::tokens::{Token, tokens};
use std::ops::Range;
use std::sync::LazyLock;

static NOBODY: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(VAGUE));

/// Words that name nobody, in the words of an article that attribute a statement.
const VAGUE: &[&str] = &[
    // Several people of a kind. A name after them says who is meant: "officials Ann Rival and Bob Other".
    "officials|diplomats|sources|insiders|experts|analysts|observers|critics|commentators|aides !Name",
    "advisers|advisors|staffers|executives|employees|specialists|scholars|economists|historians !Name",
    "scientists|researchers|activists|campaigners|opponents|supporters|detractors|pundits !Name",
    "skeptics|sceptics|witnesses|eyewitnesses|residents|locals|bystanders|lawmakers|officers !Name",
    "source|sources close to",
    // One of them, who stays without a name.
    "a|an|one|another|some * official|diplomat|source|insider|expert|analyst|observer|critic \
     !report|statement|document|documents|letter|figure|figures|count|panel|committee|commission|body|group|spokesman|spokeswoman|spokesperson|website|gazette|order|decree|notice|communique|communiqué|account|witness|opinion|transcript|code|review|study|inquiry|Name",
    "a|an|one|another * aide|adviser|advisor|staffer|executive|commentator|insider|envoy|lawmaker|eyewitness|witness|resident|bystander|officer|commander \
     !statement|Name",
    "the source|official|diplomat|insider|aide|eyewitness|witness said|says|added|told|claimed|warned|explained",
    "high|top|senior ranking|level? official|officials|figure|figures !Name",
    // People known only by what they know.
    "person|people|persons|individual|individuals|someone|somebody|those|official|officer directly? familiar|briefed|acquainted|conversant with|on|about",
    "person|people|persons|individual|individuals|someone|somebody|those|anyone close|near|privy to",
    "person|people|persons|individual|individuals|someone|somebody|those|anyone with|having * knowledge",
    "person|people|persons|individual|individuals|someone|somebody|those who * asked|requested|spoke|declined|refused|know|knows|knew",
    "person|people|persons|individual|individuals|someone|somebody|those who|that was|were|had|have|has|is|are been? briefed|told|seen|knowledge",
    "familiar with the|these|their|its|his|her matter|issue|case|talks|discussions|negotiations|thinking|situation|plans|investigation|operation|deal",
    // Nobody at all.
    "it is|was|has|had widely|generally|commonly|often|now|also|long|been? \
     believed|said|thought|understood|reported|alleged|claimed|rumoured|rumored|assumed|suspected|feared|known|held|been !by",
    "is|are|was|were widely|generally|commonly|often|now|also? believed|thought|understood|rumoured|rumored|said|alleged|reported|assumed|suspected|feared to",
    "is|are|was|were widely|generally|commonly|often believed|thought|understood|assumed|known !by",
    "^ believed|thought|understood|rumoured|rumored to",
    "as|so it|the is|was|story|rumour|rumor said|goes|has",
    "some|many|most|others|several|few|people|everyone|everybody \
     say|said|says|believe|believed|believes|argue|argued|think|thought|thinks|claim|claimed|fear|feared|suggest|suggested|suspect|suspected|know|knows|allege|alleged|maintain",
    "word|rumour|rumor is|has that|it",
    "rumours|rumors|hearsay|gossip",
    "conventional|received wisdom",
    // Reports of nobody in particular.
    "reports|reporting suggest|suggests|suggested|say|said|indicate|indicates|indicated|claim|claimed|allege|alleged|have|had|emerged|that|show|showed|point|pointed|of",
    "according to * reports",
    "media|press|news|local|some|several|various|multiple|numerous|unconfirmed|unverified|early|initial|online|recent reports|outlets|accounts",
    "media|press|newspapers|outlets reported|report|say|said|have|claimed",
    // Names withheld.
    "anonymously|anonymity|unnamed|unidentified|nameless|undisclosed",
    "anonymous !letter|letters|email|emails|call|calls|donation|donations|donor|tip|survey|note|post|posts|account",
    "not|never to|wish|want|wanting|wishing * named|identified|quoted|attributed|cited|disclosed",
    "to|who remain|stay|remained|stayed|remains|stays nameless|anonymous|unnamed|unidentified",
    "declined|refused|declining|refusing to * named|identified|name|identity|names|identities|quoted",
    "did|does|would|do|could|not|cannot|can't|didn't|couldn't|wouldn't * be named|identified|quoted",
    "off the record",
    "on|not|under|speaking deep? background|condition|attribution|conditions",
    // Services and circles.
    "western|allied|foreign|european|regional|arab intelligence !chief|minister|committee",
    "us|uk|american|british|israeli|french|german|russian|ukrainian|turkish|iranian|saudi|indian|pakistani|afghan|chinese intelligence \
     !agency|agencies|service|services|chief|minister|committee|officer|bureau|directorate",
    "intelligence officials|sources|assessments|reports|circles|estimates|officers|insiders|analysts",
    "intelligence says|said|suggests|suggested|indicates|indicated|shows|showed|believes|has|points",
    "government|military|security|diplomatic|political|business|industry|police|hospital|court|banking|army|intelligence|official|western circles|quarters",
];

/// The words of an attribution that name nobody, if there are any.
#[must_use]
pub fn vague_words(attribution: &str) -> Option<String> {
    let tokens = tokens(attribution);
    let found = NOBODY
        .every(&tokens)
        .find(|found| !is_beside_a_name(&tokens, found))?;
    let from = tokens.get(found.start)?.at.start;
    let to = tokens.get(found.end.checked_sub(1)?)?.at.end;
    attribution.get(from..to).map(str::to_lowercase)
}

/// Whether the words belong to somebody with a name: "a senior official, Ann Rival, said", "its reports suggest".
fn is_beside_a_name(tokens: &[Token], found: &Range<usize>) -> bool {
    let after = tokens.get(found.end..).unwrap_or_default();
    let mut before = tokens.get(..found.start).unwrap_or_default();
    let owner = before.last().map_or("", |token| token.text.as_str());
    let is_report = tokens
        .get(found.start)
        .is_some_and(|token| token.text.starts_with("report"));
    if is_report
        && (owner.ends_with("'s") || ["its", "their", "his", "her", "our"].contains(&owner))
    {
        return true;
    }
    if ["a", "an", "the"].contains(&owner) {
        before = before.split_last().map_or(before, |(_, rest)| rest);
    }
    let is_comma = |token: &Token| token.text == ",";
    let is_after = matches!(after, [comma, one, two, ..] if is_comma(comma) && one.is_capital && two.is_capital);
    let is_before = matches!(before, [.., one, two, comma] if is_comma(comma) && one.is_capital && two.is_capital);
    is_after || is_before
}
