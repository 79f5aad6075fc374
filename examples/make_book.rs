//! Makes a large book for the benchmarks: `cargo run --release --example make_book -- CLAIMS FOLDER [SEED]`.
//!
//! Forty claims a file and a hundred files a folder. Words follow Zipf's law; texts, speakers and tags vary; a claim has up
//! to eight evidence rows; sources are shared, and many are copies of wires. At every size fifty claims are ruled contested
//! under the tag `harbor-bridge`, and twenty speak of a "desalination subsidy".

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a tool for benchmarks: it ends where it cannot go on"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

const CLAIMS_A_FILE: usize = 40;
const FILES_A_FOLDER: usize = 100;
const PARTIES: usize = 676;
const STORIES: usize = 80;
const VOCABULARY: usize = 20_000;
const SOURCES_A_FILE: usize = 16;
const WIRES: usize = 2_000;
const BRIDGE: usize = 50;
const SUBSIDY: usize = 20;

/// `SplitMix64`: small, and the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap_or(0)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// A rank below `n`, small ones far more often, as words are used.
    fn zipf(&mut self, n: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let rank = (n as f64).powf(uniform) - 1.0;
        (rank as usize).min(n - 1)
    }
}

/// A made-up word for each number, short for small ones.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 32] = [
        "ba", "den", "ko", "ri", "sal", "tu", "mo", "ven", "la", "per", "is", "ta", "nor", "eli",
        "ga", "sor", "um", "che", "di", "fa", "hol", "in", "jas", "ke", "lor", "mi", "ne", "os",
        "pra", "qui", "ro", "se",
    ];
    let mut text = String::new();
    let mut rest = number + 1;
    while rest > 0 {
        text.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    text
}

fn sentence(dice: &mut Dice, words: usize) -> String {
    let mut text = String::new();
    for at in 0..words {
        let next = word(dice.zipf(VOCABULARY));
        if at == 0 {
            let mut letters = next.chars();
            text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            text.push_str(letters.as_str());
        } else {
            text.push(' ');
            text.push_str(&next);
        }
    }
    text
}

fn date(dice: &mut Dice) -> String {
    format!(
        "{}-{:02}-{:02}",
        2019 + dice.below(7),
        1 + dice.below(12),
        1 + dice.below(28)
    )
}

fn parties() -> String {
    let mut text = String::new();
    for party in 0..PARTIES {
        let kind = [
            "state",
            "institution",
            "group",
            "outlet",
            "agency",
            "person",
        ][party % 6];
        let name = format!(
            "{} {}",
            capital(&word(party * 7)),
            capital(&word(party * 13 + 3))
        );
        write!(
            text,
            "[[party]]\nid = \"party-{party}\"\nname = \"{name} {party}\"\nkind = \"{kind}\"\n"
        )
        .unwrap();
        if party % 3 == 1 {
            writeln!(text, "part_of = \"party-{}\"", party / 3).unwrap();
        }
        text.push('\n');
    }
    text
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn wires(dice: &mut Dice) -> String {
    let mut text = String::new();
    for wire in 0..WIRES {
        source(&mut text, dice, &format!("wire-{wire}"), None);
    }
    text
}

fn source(text: &mut String, dice: &mut Dice, id: &str, parent: Option<String>) {
    let words = 6 + dice.below(6);
    let title = sentence(dice, words);
    let kind = [
        "report",
        "wire",
        "document",
        "dataset",
        "statement",
        "analysis",
    ][dice.below(6)];
    let publisher = dice.below(PARTIES);
    writeln!(
        text,
        "[[source]]\nid = \"{id}\"\ntitle = \"{title}\"\npublisher = \"party-{publisher}\""
    )
    .unwrap();
    writeln!(
        text,
        "url = \"https://example.org/{id}\"\npublished = {}\nkind = \"{kind}\"",
        date(dice)
    )
    .unwrap();
    match parent {
        Some(parent) => writeln!(text, "derived_from = [\"{parent}\"]").unwrap(),
        None => writeln!(text, "own_reporting = {}", dice.below(3) > 0).unwrap(),
    }
    text.push('\n');
}

fn claim(text: &mut String, dice: &mut Dice, number: usize, file: usize) {
    let words = 10 + dice.below(17);
    let mut statement = sentence(dice, words);
    if number < SUBSIDY {
        statement.push_str(" desalination subsidy");
    }
    writeln!(
        text,
        "[[claim]]\nid = \"claim-{number}\"\ntext = \"{statement}.\""
    )
    .unwrap();
    if !dice.one_in(6) {
        writeln!(text, "speaker = \"party-{}\"", dice.zipf(PARTIES)).unwrap();
        writeln!(text, "attribution = \"{}\"", sentence(dice, 3)).unwrap();
    }
    let kind = [
        "event",
        "figure",
        "quotation",
        "position",
        "relation",
        "cause",
        "prediction",
        "opinion",
    ][dice.zipf(8)];
    writeln!(
        text,
        "kind = \"{kind}\"\nsaid_on = {}\nparagraph = {}",
        date(dice),
        1 + number % CLAIMS_A_FILE
    )
    .unwrap();
    let mut tags: Vec<String> = (0..=dice.below(3))
        .map(|_| format!("\"story-{}\"", dice.zipf(STORIES)))
        .collect();
    if number < BRIDGE {
        tags.push("\"harbor-bridge\"".to_owned());
    }
    writeln!(text, "tags = [{}]", tags.join(", ")).unwrap();
    if dice.one_in(12) {
        writeln!(
            text,
            "contradicts = [\"claim-{}\"]",
            number.saturating_sub(1 + dice.below(CLAIMS_A_FILE))
        )
        .unwrap();
    }
    let rows = [0, 0, 1, 1, 1, 2, 2, 3, 4, 8][dice.below(10)];
    for _ in 0..rows {
        evidence(text, dice, file);
    }
    if number < BRIDGE || dice.one_in(10) {
        ruling(text, dice, number);
    }
    text.push('\n');
}

fn ruling(text: &mut String, dice: &mut Dice, number: usize) {
    let status = if number < BRIDGE {
        "contested"
    } else {
        ["confirmed", "refuted", "misleading"][dice.below(3)]
    };
    let reason = sentence(dice, 9);
    let on = date(dice);
    let by = "by = \"desk\"";
    writeln!(text, "\n  [[claim.ruling]]\n  status = \"{status}\"\n  on = {on}\n  {by}\n  reason = \"{reason}\"")
        .unwrap();
}

fn evidence(text: &mut String, dice: &mut Dice, file: usize) {
    let source = if dice.one_in(4) {
        format!("wire-{}", dice.zipf(WIRES))
    } else {
        format!("s-{file}-{}", dice.below(SOURCES_A_FILE))
    };
    let stance = [
        "supports",
        "supports",
        "supports",
        "supports",
        "refutes",
        "denies",
        "qualifies",
        "context",
    ][dice.below(8)];
    writeln!(
        text,
        "\n  [[claim.evidence]]\n  source = \"{source}\"\n  stance = \"{stance}\""
    )
    .unwrap();
    if dice.one_in(3) {
        writeln!(text, "  note = \"{}\"", sentence(dice, 8)).unwrap();
    }
    writeln!(text, "  by = \"desk\"\n  added = {}", date(dice)).unwrap();
}

fn article(dice: &mut Dice, file: usize, claims: std::ops::Range<usize>) -> String {
    let publisher = dice.below(PARTIES);
    let title = sentence(dice, 8);
    let mut text = format!(
        "[article]\nid = \"article-{file}\"\ntitle = \"{title}\"\npublisher = \"party-{publisher}\"\npublished = {}\n\n",
        date(dice)
    );
    for number in 0..SOURCES_A_FILE {
        let parent = match dice.below(3) {
            0 => Some(format!("wire-{}", dice.zipf(WIRES))),
            1 if number > 0 => Some(format!("s-{file}-{}", dice.below(number))),
            _ => None,
        };
        source(&mut text, dice, &format!("s-{file}-{number}"), parent);
    }
    for number in claims {
        claim(&mut text, dice, number, file);
    }
    text
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, claims, folder, seed @ ..] = arguments.as_slice() else {
        panic!("usage: make_book CLAIMS FOLDER [SEED]");
    };
    let claims: usize = claims.parse().expect("a number of claims");
    let seed = seed.first().map_or(1, |seed| seed.parse().expect("a seed"));
    let top = Path::new(folder).join("claims");
    fs::create_dir_all(&top).expect("a folder that can be made");
    let mut dice = Dice(seed);
    fs::write(top.join("parties.toml"), parties()).expect("a folder that can be written");
    fs::write(top.join("wires.toml"), wires(&mut dice)).expect("a folder that can be written");
    for (file, first) in (0..claims).step_by(CLAIMS_A_FILE).enumerate() {
        let within = top.join(format!("{:04}", file / FILES_A_FOLDER));
        if file % FILES_A_FOLDER == 0 {
            fs::create_dir_all(&within).expect("a folder that can be made");
        }
        let text = article(&mut dice, file, first..claims.min(first + CLAIMS_A_FILE));
        fs::write(within.join(format!("{file:06}.toml")), text)
            .expect("a folder that can be written");
    }
}
