//! Builds the domain's records from the fields that were read.

use crate::document::parse::fields::TableFields;
use crate::domain::address::host_of;
use crate::domain::article::{Article, ArticleCore, ArticleState, ArticleWords, Skip};
use crate::domain::claim::{
    Appearance, Asked, Claim, ClaimCore, ClaimKind, ClaimWords, EvidenceOffered, Exception,
    Outcome, Searched,
};
use crate::domain::evidence::{About, EvidenceCore, EvidenceWords, Stance};
use crate::domain::id::Id;
use crate::domain::name::composed;
use crate::domain::party::{Party, PartyCore, PartyKind, PartyWords, Reliability};
use crate::domain::records::Records;
use crate::domain::ruling::{Rating, RulingCore, RulingStatus, RulingWords};
use crate::domain::source::{Source, SourceCore, SourceKind, SourceWords};
use crate::domain::wording::wording;

/// Adds a record to those of its file. An article that gives no id takes `stem` as its id.
///
/// We can always build the record, because its fields hold everything that their shape requires.
pub(crate) fn add(records: &mut Records, fields: TableFields, stem: &str) {
    match fields.shape.name {
        "article" => records.article = article(fields, stem),
        "party" => records.parties.extend(party(fields)),
        "source" => records.sources.extend(source(fields)),
        "claim" => records.claims.extend(claim(fields)),
        _ => {}
    }
}

fn all<T>(tables: Vec<TableFields>, record: fn(TableFields) -> Option<T>) -> Vec<T> {
    let mut records = Vec::with_capacity(tables.len());
    records.extend(tables.into_iter().filter_map(record));
    records
}

fn id(fields: &mut TableFields) -> Option<Id> {
    Id::parse(&fields.text("id")?)
}

/// A list of ids of other records, in the form that ids have.
fn ids(fields: &mut TableFields, field: &str) -> Vec<String> {
    let ids = fields.texts(field);
    ids.iter().map(|id| composed(id).into_owned()).collect()
}

/// The host that stands for the publisher, if a record names none.
fn host(
    publisher: Option<&String>,
    url: Option<&String>,
    archive: Option<&String>,
) -> Option<String> {
    if publisher.is_some() {
        return None;
    }
    host_of(url.map(String::as_str), archive.map(String::as_str))
}

fn article(mut fields: TableFields, stem: &str) -> Option<Article> {
    let publisher = fields.text("publisher");
    let (url, archive) = (fields.text("url"), fields.text("archive"));
    Some(Article {
        core: ArticleCore {
            id: id(&mut fields)
                .or_else(|| Id::parse(stem))
                .or_else(|| Id::from_words(stem))
                // The file's name has neither letters nor digits.
                .or_else(|| Id::parse("article"))?,
            host: host(publisher.as_ref(), url.as_ref(), archive.as_ref()),
            publisher,
        },
        words: ArticleWords {
            title: fields.text("title")?,
            author: fields.text("author"),
            url,
            published: fields.date("published"),
            accessed: fields.date("accessed"),
            language: fields.text("language"),
            archive,
            file: fields.text("file"),
            original: fields.text("original"),
            sha256: fields.text("sha256"),
            state: fields
                .word("state", ArticleState::parse)
                .unwrap_or_default(),
            skip: all(fields.tables("skip"), skip),
            line: fields.line,
        },
    })
}

fn skip(mut fields: TableFields) -> Option<Skip> {
    Some(Skip {
        quote: fields.text("quote")?,
        reason: fields.text("reason")?,
        line: fields.line,
    })
}

fn party(mut fields: TableFields) -> Option<Party> {
    Some(Party {
        core: PartyCore {
            id: id(&mut fields)?,
            name: fields.text("name")?,
            aliases: fields.texts("aliases"),
            domains: fields.texts("domains"),
            kind: fields.word("kind", PartyKind::parse),
            part_of: fields.text("part_of"),
            reliability: fields.word("reliability", Reliability::parse),
            interests: fields.texts("interests"),
        },
        words: PartyWords {
            refs: fields.texts("refs"),
            confidential: fields.flag("confidential"),
            line: fields.line,
        },
    })
}

fn source(mut fields: TableFields) -> Option<Source> {
    let publisher = fields.text("publisher");
    let (url, archive) = (fields.text("url"), fields.text("archive"));
    Some(Source {
        core: SourceCore {
            id: id(&mut fields)?,
            host: host(publisher.as_ref(), url.as_ref(), archive.as_ref()),
            publisher,
            kind: fields.word("kind", SourceKind::parse),
            voice: fields.text("voice"),
            derived_from: ids(&mut fields, "derived_from"),
            own_reporting: fields.flag("own_reporting"),
            interests: fields.texts("interests"),
            retracted: fields.date("retracted"),
            retraction_pending: false,
        },
        words: SourceWords {
            title: fields.text("title")?,
            author: fields.text("author"),
            url,
            published: fields.date("published"),
            accessed: fields.date("accessed"),
            archive,
            file: fields.text("file"),
            sha256: fields.text("sha256"),
            language: fields.text("language"),
            confidential: fields.flag("confidential"),
            note: fields.text("note"),
            refs: fields.texts("refs"),
            line: fields.line,
        },
    })
}

fn claim(mut fields: TableFields) -> Option<Claim> {
    let (evidence, evidence_words) = all(fields.tables("evidence"), evidence).into_iter().unzip();
    let (mut rulings, ruling_words): (Vec<RulingCore>, Vec<RulingWords>) =
        all(fields.tables("ruling"), ruling).into_iter().unzip();
    let mut claim = Claim {
        core: ClaimCore {
            id: id(&mut fields)?,
            speaker: fields.text("speaker"),
            quoted: fields.text("quoted"),
            kind: fields.word("kind", ClaimKind::parse),
            accuses: fields.texts("accuses"),
            concerns: fields.texts("concerns"),
            needs_origins: fields.number("needs_origins"),
            draft: fields.flag("draft"),
            evidence,
            rulings: Vec::new(),
        },
        words: ClaimWords {
            text: fields.text("text")?,
            attribution: fields.text("attribution"),
            caveat: fields.text("caveat"),
            evidence_offered: fields
                .word("evidence_offered", EvidenceOffered::parse)
                .unwrap_or(EvidenceOffered::Unknown),
            said_on: fields.date("said_on"),
            section: fields.text("section"),
            paragraph: fields.number("paragraph"),
            quote: fields.text("quote"),
            prefix: fields.text("prefix"),
            suffix: fields.text("suffix"),
            tags: fields.texts("tags"),
            refs: fields.texts("refs"),
            note: fields.text("note"),
            assigned: fields.text("assigned"),
            denies: ids(&mut fields, "denies"),
            contradicts: ids(&mut fields, "contradicts"),
            repeats: ids(&mut fields, "repeats"),
            recheck_by: fields.date("recheck_by"),
            short: fields.text("short"),
            confidential: fields.flag("confidential"),
            allow: all(fields.tables("allow"), exception),
            evidence: evidence_words,
            appearances: all(fields.tables("appearance"), appearance),
            asked: all(fields.tables("asked"), asked),
            searched: all(fields.tables("searched"), searched),
            rulings: ruling_words,
            line: fields.line,
        },
    };
    mark_reworded(&mut rulings, &claim.words);
    claim.core.rulings = rulings;
    Some(claim)
}

/// Marks the rulings that name another wording than the claim has.
fn mark_reworded(rulings: &mut [RulingCore], words: &ClaimWords) {
    let named = rulings.iter_mut().zip(&words.rulings);
    let named = named.filter_map(|(core, ruling)| Some((core, ruling.wording.as_ref()?)));
    let mut now = None;
    for (core, named) in named {
        let now = now.get_or_insert_with(|| wording(&words.text));
        core.reworded = !named.trim().eq_ignore_ascii_case(now);
    }
}

fn exception(mut fields: TableFields) -> Option<Exception> {
    Some(Exception {
        code: fields.text("code")?,
        reason: fields.text("reason")?,
    })
}

fn evidence(mut fields: TableFields) -> Option<(EvidenceCore, EvidenceWords)> {
    let core = EvidenceCore {
        source: composed(&fields.text("source")?).into_owned(),
        stance: fields.word("stance", Stance::parse)?,
        about: fields.word("about", About::parse).unwrap_or(About::Content),
        via: ids(&mut fields, "via"),
        voice: fields.text("voice"),
        credibility: fields.number("credibility"),
        added: fields.date("added"),
    };
    let words = EvidenceWords {
        quote: fields.text("quote"),
        locator: fields.text("locator"),
        translation: fields.text("translation"),
        note: fields.text("note"),
        by: fields.text("by"),
        line: fields.line,
    };
    Some((core, words))
}

fn appearance(mut fields: TableFields) -> Option<Appearance> {
    Some(Appearance {
        url: fields.text("url")?,
        publisher: fields.text("publisher"),
        on: fields.date("on"),
        archive: fields.text("archive"),
        quote: fields.text("quote"),
        line: fields.line,
    })
}

fn asked(mut fields: TableFields) -> Option<Asked> {
    Some(Asked {
        of: fields.text("of")?,
        on: fields.date("on"),
        due: fields.date("due"),
        outcome: fields.word("outcome", Outcome::parse),
        note: fields.text("note"),
        line: fields.line,
    })
}

fn searched(mut fields: TableFields) -> Option<Searched> {
    Some(Searched {
        place: fields.text("where")?,
        on: fields.date("on"),
        by: fields.text("by"),
        terms: fields.text("terms"),
        line: fields.line,
    })
}

fn ruling(mut fields: TableFields) -> Option<(RulingCore, RulingWords)> {
    let core = RulingCore {
        status: fields.word("status", RulingStatus::parse)?,
        on: fields.date("on")?,
        reworded: false,
        pending: false,
    };
    let words = RulingWords {
        by: fields.text("by")?,
        reason: fields.text("reason")?,
        wording: fields.text("wording"),
        url: fields.text("url"),
        verdict: fields.text("verdict"),
        language: fields.text("language"),
        rating: fields.table("rating").and_then(rating),
        line: fields.line,
    };
    Some((core, words))
}

fn rating(mut fields: TableFields) -> Option<Rating> {
    Some(Rating {
        value: fields.number("value")?,
        best: fields.number("best")?,
        worst: fields.number("worst")?,
    })
}
