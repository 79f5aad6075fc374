//! What a search finds, in many scripts and in all places that are searched.

use crate::domain::claim::{Appearance, Claim};
use crate::domain::evidence::Stance;
use crate::domain::filter::{Filter, Like, Search};
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Status;
use crate::index::rows::ClaimRow;
use crate::index::tests::books::{
    built, cite, claim, listed, of_claims, of_parties, of_sources, party, rule, some, source,
};
use crate::index::tests::refresh::refreshed;
use crate::index::{Index, Order};
use std::ops::ControlFlow;

fn search(words: &str, any: bool) -> Search {
    Search {
        words: words.to_owned(),
        any,
    }
}

fn found(index: &Index, words: &str, any: bool) -> String {
    let filter = Filter {
        search: Some(search(words, any)),
        ..Filter::default()
    };
    let claims = listed(index, &filter, Order::Rank);
    let ids: Vec<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
    ids.join(" ")
}

fn saying(id: &str, text: &str) -> Claim {
    let mut claim = claim(id);
    text.clone_into(&mut claim.words.text);
    claim
}

/// Texts in many scripts, with words that find them.
const SCRIPTS: [(&str, [&str; 4]); 16] = [
    (
        "中国外交部否认了这一说法。",
        ["外交部", "否认", "说法", "一说"],
    ),
    (
        "食藥署公布COVID-19疫苗數據",
        ["食藥署", "covid", "COVID-19", "疫苗"],
    ),
    (
        "厚生労働省はワクチンの接種を",
        ["労働", "ワクチン", "クチ", "ﾜｸﾁﾝ"],
    ),
    (
        "정부는 백신 접종을 시작했다",
        ["정부", "백신", "접종을", "시작했"],
    ),
    (
        "กระทรวงสาธารณสุขปฏิเสธข่าว",
        ["สาธารณสุข", "ข่าว", "ปฏิเสธ", "กระทรวง"],
    ),
    ("ກະຊວງສາທາລະນະສຸກ", ["ກະຊວງ", "ສາທາ", "ສຸກ", "ລະນະ"]),
    ("ក្រសួងសុខាភិបាលបដិសេធ", ["ក្រសួង", "សុខា", "បដិសេធ", "ភិបាល"]),
    ("ကျန်းမာရေးဝန်ကြီးဌာန", ["ကျန်းမာရေး", "ဝန်ကြီး", "ဌာန", "ရေး"]),
    ("نفى مُحَمَّد الخَبَرَ أمس", ["محمد", "الخبر", "امس", "أمس"]),
    (
        "وزیر خارجه گفت که نمی\u{200c}آید",
        ["وزير", "خارجه", "نمیآید", "گفت"],
    ),
    (
        "שָׁלוֹם לעולם",
        ["שלום", "שלום לעולם", "\"שלום לעולם\"", "לעול*"],
    ),
    (
        "Министр опроверг: ёлка упала",
        ["министр", "елка", "ЁЛКА", "опроверг*"],
    ),
    (
        "Η Αθήνα το διαψεύδει",
        ["αθηνα", "ΑΘΗΝΑ", "διαψευδει", "Αθή*"],
    ),
    (
        "मंत्रालय ने खंडन किया",
        ["मंत्रालय", "खंडन", "\"खंडन किया\"", "मंत्रा*"],
    ),
    (
        "Die Regie\u{ad}rung hält die Straße für sicher",
        ["regierung", "STRASSE", "halt", "straße"],
    ),
    (
        "Bộ Y tế Việt Nam bác bỏ",
        ["việt nam", "viet", "Bo y te", "bac"],
    ),
];

#[test]
fn texts_in_every_script_are_found_by_any_part_that_is_a_word() {
    for (text, words) in SCRIPTS {
        let index = built(vec![of_claims(
            "claims/a.toml",
            vec![saying("c", text), saying("other", "text")],
        )]);
        for words in words {
            assert_eq!(found(&index, words, false), "c", "{words} in {text}");
        }
    }
}

#[test]
fn parts_that_are_apart_are_no_phrase() {
    let index = built(vec![of_claims(
        "claims/a.toml",
        vec![saying("c", "食品安全署"), saying("d", "toll road")],
    )]);
    assert_eq!(found(&index, "食署", false), "");
    assert_eq!(found(&index, "食 署", false), "c");
    assert_eq!(found(&index, "\"road toll\"", false), "");
    assert_eq!(found(&index, "tol", false), "");
}

/// A claim with another word in each place that is searched.
fn everywhere() -> Index {
    let mut whole = saying("whole", "intext");
    let mut speaker = party("mil");
    speaker.core.name = "Military of Northland".to_owned();
    speaker.core.aliases = vec!["Ispr Office".to_owned()];
    whole.core.speaker = some("mil");
    whole.core.quoted = some("min");
    whole.words.short = some("inshort");
    whole.words.quote = some("inquote");
    whole.words.attribution = some("inattribution");
    whole.words.caveat = some("incaveat");
    whole.words.section = some("insection");
    whole.words.note = some("indesk");
    whole.words.tags = vec!["intag".to_owned()];
    cite(&mut whole, Stance::Supports, "s1");
    whole.words.evidence[0].quote = some("inevidence");
    whole.words.evidence[0].note = some("innote");
    whole.words.evidence[0].translation = some("intranslation");
    whole.core.evidence[0].voice = some("Witness  of it");
    whole.words.appearances = vec![Appearance {
        url: "https://inaddress.org/x".to_owned(),
        publisher: some("inpaper"),
        on: None,
        archive: None,
        quote: None,
        line: 1,
    }];
    rule(&mut whole, RulingStatus::Confirmed, "2026-03-01");
    whole.words.rulings[0].reason = "inreason".to_owned();
    let mut of = source("s1", "x");
    of.words.title = "Intitle of a source".to_owned();
    let mut quoted = party("min");
    quoted.core.name = "Inquoted Minister".to_owned();
    let mut voice = party("eye");
    voice.core.name = "Invoice".to_owned();
    voice.core.aliases = vec!["witness of it".to_owned()];
    built(vec![
        of_parties("claims/parties.toml", vec![speaker, quoted, voice]),
        of_sources("claims/sources.toml", vec![of]),
        of_claims("claims/z.toml", vec![whole, saying("other", "text")]),
    ])
}

#[test]
fn a_claim_is_found_by_everything_that_a_person_would_expect() {
    let index = everywhere();
    for words in [
        "inquoted",
        "min",
        "invoice",
        "eye",
        "indesk",
        "intranslation",
        "inaddress",
        "inpaper",
        "intext",
        "inshort",
        "inquote",
        "inattribution",
        "incaveat",
        "insection",
        "intag",
        "inevidence",
        "innote",
        "inreason",
        "intitle",
        "mil",
        "military",
        "northland",
        "ispr",
        "\"ispr office\"",
        "northl*",
    ] {
        assert_eq!(found(&index, words, false), "whole", "{words}");
    }
}

#[test]
fn all_words_may_come_from_several_places() {
    let index = everywhere();
    assert_eq!(
        found(&index, "military intext intitle innote", false),
        "whole"
    );
    assert_eq!(found(&index, "military text", false), "");
    assert_eq!(found(&index, "military text nowhere", true), "other whole");
    assert_eq!(found(&index, "nowhere military", false), "");
}

#[test]
fn no_phrase_runs_from_one_text_into_another() {
    let index = everywhere();
    for words in [
        "\"intext inshort\"",
        "\"northland ispr\"",
        "\"inattribution incaveat\"",
        "\"innote inreason\"",
    ] {
        assert_eq!(found(&index, words, false), "", "{words}");
    }
}

#[test]
fn the_text_of_a_claim_weighs_more_than_its_notes() {
    let mut noted = saying("a-noted", "text");
    noted.words.section = some("toll");
    let index = built(vec![of_claims(
        "claims/a.toml",
        vec![noted, saying("b-said", "toll")],
    )]);
    assert_eq!(found(&index, "toll", false), "b-said a-noted");
}

#[test]
fn a_party_with_another_name_finds_its_claims_by_that_alone() {
    let mut renamed = party("mil");
    renamed.core.name = "Army".to_owned();
    let index = refreshed(
        everywhere(),
        &["claims/parties.toml"],
        vec![of_parties("claims/parties.toml", vec![renamed])],
    );
    assert_eq!(found(&index, "army intext", false), "whole");
    assert_eq!(found(&index, "military", false), "");
}

#[test]
fn sources_and_parties_are_found_in_the_same_way() {
    let mut one = source("s-one", "mil");
    one.words.title = "Toll of the border".to_owned();
    let mut two = source("s-two", "x");
    two.words.title = "Border border".to_owned();
    two.words.note = some("食藥署");
    two.core.voice = some("Military Spokesman");
    let mut publisher = party("mil");
    publisher.core.name = "Military".to_owned();
    let mut voice = party("spokesman");
    voice.core.name = "Military Spokesman".to_owned();
    voice.core.aliases = vec!["Mouthpiece".to_owned()];
    let index = built(vec![
        of_parties(
            "claims/parties.toml",
            vec![publisher, voice, party("other")],
        ),
        of_sources("claims/sources.toml", vec![one, two]),
    ]);
    let sources = |words: &str, any: bool| {
        let mut ids = Vec::new();
        let each = &mut |source: crate::index::rows::SourceRow| {
            ids.push(source.id);
            ControlFlow::Continue(())
        };
        index.sources(Some(&search(words, any)), each).unwrap();
        ids.join(" ")
    };
    assert_eq!(sources("border", false), "s-two s-one");
    assert_eq!(sources("military toll", false), "s-one");
    assert_eq!(sources("mouthpiece", false), "s-two");
    assert_eq!(sources("\"s one\" 藥署", true), "s-one s-two");
    assert_eq!(sources("(", false), "");
    let parties = index.parties(Some(&search("MILITARY", false))).unwrap();
    assert_eq!(parties.len(), 2);
    assert!(
        index
            .parties(Some(&search("nobody", false)))
            .unwrap()
            .is_empty()
    );
}

fn like(index: &Index, text: &str, most: usize, status: &[Status]) -> Vec<ClaimRow> {
    let filter = Filter {
        like: Some(Like {
            text: text.to_owned(),
            most,
        }),
        status: status.to_vec(),
        ..Filter::default()
    };
    listed(index, &filter, Order::Rank)
}

fn ids(claims: &[ClaimRow]) -> String {
    let ids: Vec<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
    ids.join(" ")
}

/// Claims about oil, one of them ruled refuted.
fn oil() -> Index {
    let mut refuted = saying("ruled", "The oil comes from a wreck off the coast.");
    rule(&mut refuted, RulingStatus::Refuted, "2026-03-01");
    built(vec![of_claims(
        "claims/a.toml",
        vec![
            saying("tanker", "A Greek tanker is the source of the oil."),
            saying("sky", "The sky is green."),
            refuted,
            saying("vaccine", "食藥署公布COVID-19疫苗數據"),
            saying("toll", "Zöllner raised 1,200 tolls in Łódź."),
        ],
    )])
}

#[test]
fn a_text_in_other_words_finds_its_claim_first() {
    let index = oil();
    let found = like(
        &index,
        "BREAKING: #OilSpill!! came from that tanker (greek?) https://t.co/x",
        10,
        &[],
    );
    assert_eq!(ids(&found), "tanker ruled");
    let likeness = found[0].likeness.as_ref().unwrap();
    assert_eq!(likeness.matched, ["Oil", "tanker", "greek"]);
    assert!(likeness.score > found[1].likeness.as_ref().unwrap().score);
    assert_eq!(ids(&like(&index, "zollner RAISING toll", 10, &[])), "toll");
    assert_eq!(ids(&like(&index, "疫苗 數據", 10, &[])), "vaccine");
    assert_eq!(ids(&like(&index, "1,200", 10, &[])), "toll");
    assert_eq!(ids(&like(&index, "of the is", 10, &[])), "tanker sky ruled");
}

#[test]
fn a_misspelled_word_finds_the_one_that_is_meant() {
    let index = oil();
    let found = like(&index, "a takner", 10, &[]);
    assert_eq!(ids(&found), "");
    let found = like(&index, "a tankre", 10, &[]);
    assert_eq!(ids(&found), "tanker");
    assert_eq!(found[0].likeness.as_ref().unwrap().matched, ["tankre"]);
}

#[test]
fn likeness_is_asked_of_the_claims_that_meet_the_other_conditions() {
    let index = oil();
    assert_eq!(ids(&like(&index, "oil", 1, &[Status::Refuted])), "ruled");
    assert_eq!(ids(&like(&index, "oil", 1, &[])).split(' ').count(), 1);
    assert_eq!(ids(&like(&index, "oil", 10, &[Status::Confirmed])), "");
    assert_eq!(ids(&like(&index, "nothing known", 10, &[])), "");
}
