//! Compares the words that claims quote with the texts of their article and of their sources' kept copies, for `check`.

use crate::domain::article::Article;
use crate::domain::check::context::{PassageWords, QuoteFact, SourceQuote, TextFacts};
use crate::domain::claim::Claim;
use crate::domain::passage::{OpenUnit, PassagePlace, QuotedPassage};
use crate::domain::source::Source;
use crate::extract::{OriginalKind, PagePart, extract};
use crate::files::FileTree;
use crate::text::anchor::{SoughtQuote, nearest, passages};
use crate::text::attribution::Cast;
use crate::text::coverage::{Cover, skipped};
use crate::text::lexicon::Lexicon;
use crate::text::manuscript::Manuscript;
use crate::text::prepared::PreparedText;
use crate::text::said::{is_near, missing_part, words_of};
use crate::text::tone::OwnWords;
use crate::text::units::{speakers, units};
use crate::workspace::passages::{has_ending, is_text, prepared, text_of};
use std::collections::BTreeMap;

/// What the texts say about the claims of files.
pub(super) struct QuotedTexts<'a> {
    /// The book.
    pub(super) files: FileTree<'a>,
    /// The sources that the claims rest on.
    pub(super) sources: &'a BTreeMap<String, Source>,
    /// The words of the rules.
    pub(super) lexicon: &'a Lexicon,
    /// Who may speak. `None`: nobody asks for what is in no claim.
    pub(super) cast: Option<&'a Cast>,
}

/// What the texts say about the records of a file.
pub(super) struct FileTexts {
    /// About each claim, in the order of the file.
    pub(super) claims: Vec<TextFacts>,
    /// The units of the article's text that are in no claim, in the order of the text.
    pub(super) open: Vec<OpenUnit>,
}

impl QuotedTexts<'_> {
    /// What the texts say about the claims of a file and its article.
    pub(super) fn of_file(&self, article: Option<&Article>, claims: &[&Claim]) -> FileTexts {
        let text = article.and_then(|article| Some((article, text_of(self.files, article)?)));
        let mut facts = match &text {
            Some((article, text)) => {
                let read = ReadArticle::new(article, text, self.lexicon);
                let anchored = read.anchored(claims);
                let open = |cast: &Cast| read.open(claims, &anchored, cast);
                FileTexts {
                    claims: read.facts(claims, &anchored),
                    open: self.cast.map_or_else(Vec::new, open),
                }
            }
            None => FileTexts {
                claims: vec![TextFacts::default(); claims.len()],
                open: Vec::new(),
            },
        };
        let mut copies: BTreeMap<&str, Option<PreparedText>> = BTreeMap::new();
        for (facts, claim) in facts.claims.iter_mut().zip(claims) {
            for (position, row) in claim.evidence().enumerate() {
                let source = self.sources.get(&row.core.source);
                let (Some(quote), Some(source)) = (&row.words.quote, source) else {
                    continue;
                };
                let copy = copies
                    .entry(source.core.id.as_str())
                    .or_insert_with(|| text_of_source(self.files, source));
                let fact = copy
                    .as_ref()
                    .and_then(|copy| in_source(copy, position, quote));
                facts.source_quotes.extend(fact);
            }
        }
        facts
    }
}

/// The text of a source's kept copy. None if it is a kind of file that we do not read, or cannot be read: other rules report that.
fn text_of_source(files: FileTree<'_>, source: &Source) -> Option<PreparedText> {
    let path = source.words.file.as_deref()?;
    let language = source.words.language.as_deref();
    if is_text(path) {
        return Some(prepared(path, &files.read(path).ok()?.text, language));
    }
    let ending = DOCUMENTS.iter().find(|ending| has_ending(path, ending))?;
    let most = OriginalKind::Word.largest() as u64;
    let bytes = files.bytes(path, most).ok()?;
    let kind = OriginalKind::of(&bytes, ending).ok()?;
    // A PDF under the name of a document would need another program.
    let kind = Some(kind).filter(|kind| *kind != OriginalKind::Pdf)?;
    let document = extract(&bytes, kind, &PagePart::default()).ok()?;
    Some(PreparedText::new(&Manuscript::read(
        &document.text,
        language,
    )))
}

/// The endings of documents whose words we can read.
const DOCUMENTS: [&str; 2] = ["docx", "odt"];

/// The text of an article, read.
struct ReadArticle<'t> {
    article: &'t Article,
    manuscript: Manuscript<'t>,
    prepared: PreparedText,
    lexicon: &'t Lexicon,
}

impl<'t> ReadArticle<'t> {
    fn new(article: &'t Article, text: &'t str, lexicon: &'t Lexicon) -> Self {
        let manuscript = Manuscript::read(text, article.words.language.as_deref());
        Self {
            article,
            prepared: PreparedText::new(&manuscript),
            manuscript,
            lexicon,
        }
    }

    /// The passage of each claim; none for a claim without a quote.
    fn anchored(&self, claims: &[&Claim]) -> Vec<Option<QuotedPassage>> {
        let sought = claims.iter().map(|claim| SoughtQuote::of(&claim.words));
        let sought: Vec<Option<SoughtQuote<'_>>> = sought.collect();
        let quotes: Vec<SoughtQuote<'_>> = sought.iter().flatten().copied().collect();
        let mut found = passages(&self.prepared, &quotes).into_iter();
        let of_claim = |quote: &Option<SoughtQuote<'_>>| quote.as_ref().and_then(|_| found.next());
        sought.iter().map(of_claim).collect()
    }

    fn facts(&self, claims: &[&Claim], anchored: &[Option<QuotedPassage>]) -> Vec<TextFacts> {
        let text = &self.prepared;
        let own_words = OwnWords::read(&self.manuscript, self.lexicon);
        let of_claim = |(claim, passage): (&&Claim, &Option<QuotedPassage>)| {
            let quote = claim.words.quote.as_deref();
            let Some((quote, passage)) = quote.zip(passage.as_ref()) else {
                return TextFacts::default();
            };
            let place = passage.place.as_ref();
            TextFacts {
                absent: place.map_or_else(Vec::new, |place| absent(text, place, claim)),
                words: place.and_then(|place| words_around(own_words.as_ref()?, place, claim)),
                source_quotes: Vec::new(),
                quote: Some(quote_fact(text, quote, passage.clone())),
            }
        };
        claims.iter().zip(anchored).map(of_claim).collect()
    }

    /// The units that are in no claim, in the order of the text.
    fn open(
        &self,
        claims: &[&Claim],
        anchored: &[Option<QuotedPassage>],
        cast: &Cast,
    ) -> Vec<OpenUnit> {
        let skips = self.article.words.skip.iter();
        let skipped = skipped(&self.prepared, skips.map(|skip| skip.quote.as_str()));
        let cover = Cover::new(claims, anchored, skipped);
        let mut units = units(&self.manuscript);
        units.extend(speakers(&self.manuscript, self.lexicon, cast));
        cover.open(&units)
    }
}

/// How sure the article sounds around the passage of a claim. Nobody has read a draft, so nobody has compared it.
fn words_around(
    own_words: &OwnWords<'_>,
    place: &PassagePlace,
    claim: &Claim,
) -> Option<PassageWords> {
    let words = &claim.words;
    let attribution = words.attribution.as_deref().unwrap_or_default();
    let found = || own_words.around(place, &[&words.text, attribution]);
    (!claim.core.is_draft()).then(found)
}

fn quote_fact(text: &PreparedText, quote: &str, passage: QuotedPassage) -> QuoteFact {
    let words = match &passage.place {
        Some(place) => words_of(text, place).to_owned(),
        None => missing_part(text, quote).unwrap_or_else(|| quote.to_owned()),
    };
    QuoteFact { passage, words }
}

/// Which of the words that attribute or doubt a claim are not near its passage.
fn absent(text: &PreparedText, place: &PassagePlace, claim: &Claim) -> Vec<&'static str> {
    let words = &claim.words;
    let fields = [
        ("attribution", &words.attribution),
        ("caveat", &words.caveat),
    ];
    let is_absent = |words: &Option<String>| {
        let words = words.as_deref();
        words.is_some_and(|words| !is_near(text, place, words))
    };
    let absent = fields.into_iter().filter(|(_, words)| is_absent(words));
    absent.map(|(field, _)| field).collect()
}

/// What a source's copy has instead of the words that a row quotes from it. None if it has them.
fn in_source(copy: &PreparedText, position: usize, quote: &str) -> Option<SourceQuote> {
    let missing = missing_part(copy, quote)?;
    let passage = nearest(copy, &missing);
    let near = passage.place.map(|place| words_of(copy, &place).to_owned());
    Some(SourceQuote {
        position,
        missing,
        near,
        changes: passage.changes,
    })
}

#[cfg(test)]
mod tests {
    use super::QuotedTexts;
    use crate::document;
    use crate::document::lexicon::english;
    use crate::domain::check::context::TextFacts;
    use crate::domain::claim::Claim;
    use crate::domain::passage::AnchorHow;
    use crate::files::FileTree;
    use crate::text::lexicon::{Lexicon, WordLists};
    use std::fs;

    const ARTICLE: &str = "Officials say that 310 people died in the hills. The army walked 40 kilometres to the valley. Nobody counted.";
    const REPORT: &str =
        "<p>The column walked nearly 40 <b>kilometres</b> to the&nbsp;valley, the staff wrote.</p>";

    /// What the texts say about the first claim, which has these fields and an evidence row with this quote.
    fn facts(fields: &str, quote: &str) -> TextFacts {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("a.txt"), ARTICLE).unwrap();
        fs::write(book.path().join("report.html"), REPORT).unwrap();
        fs::write(book.path().join("report.pdf"), REPORT).unwrap();
        let text = format!(
            "[article]\ntitle = \"A\"\nfile = \"a.txt\"\n[[claim]]\nid = \"c\"\ntext = \"T\"\n{fields}\n\
             [[claim.evidence]]\nsource = \"report\"\nstance = \"supports\"\nquote = \"{quote}\"\n\
             [[claim.evidence]]\nsource = \"scan\"\nstance = \"supports\"\nquote = \"nothing like it\"\n\
             [[source]]\nid = \"report\"\ntitle = \"R\"\nfile = \"report.html\"\n\
             [[source]]\nid = \"scan\"\ntitle = \"S\"\nfile = \"report.pdf\"\n"
        );
        let records = document::parse(&text, "a").records;
        let sources = records.sources.iter();
        let sources = sources
            .map(|source| (source.core.id.to_string(), source.clone()))
            .collect();
        let claims: Vec<&Claim> = records.claims.iter().collect();
        let texts = QuotedTexts {
            files: FileTree::Folder(book.path()),
            sources: &sources,
            lexicon: &Lexicon::new(&english(), &WordLists::new()),
            cast: None,
        };
        let found = texts.of_file(records.article.as_ref(), &claims);
        found.claims.into_iter().next().unwrap()
    }

    #[test]
    fn a_claim_has_the_passage_of_its_quote_and_the_words_near_it() {
        let found = facts(
            "quote = \"310 people died\"\nattribution = \"officials say\"\ncaveat = \"in the hills\"",
            "40 kilometres",
        );
        let quote = found.quote.unwrap();
        assert_eq!(
            (quote.passage.how, quote.words.as_str()),
            (AnchorHow::Exact, "310 people died")
        );
        assert!(found.absent.is_empty() && found.source_quotes.is_empty());
        let found = facts(
            "quote = \"Nobody counted\"\nattribution = \"officials say\"\ncaveat = \"walked 40\"",
            "[They] walked … to the valley",
        );
        assert_eq!(found.absent, ["attribution"]);
        assert!(found.source_quotes.is_empty());
        let found = facts("quote = \"310 people … were hurt\"", "nearly 40");
        assert_eq!(found.quote.unwrap().words, "were hurt");
        assert_eq!(facts("", "nearly 40").quote, None);
    }

    #[test]
    fn the_words_around_a_passage_are_read_unless_nobody_has_read_the_claim() {
        let quote = "quote = \"Nobody counted\"\n";
        assert!(facts(quote, "nearly 40").words.is_some());
        let draft = format!("{quote}draft = true\n");
        assert_eq!(facts(&draft, "nearly 40").words, None);
        assert_eq!(facts("", "nearly 40").words, None);
    }

    #[test]
    fn miles_are_not_kilometres() {
        let found = facts("", "The column walked nearly 40 miles to the valley")
            .source_quotes
            .remove(0);
        assert_eq!(found.position, 0);
        assert!(found.near.unwrap().contains("40 kilometres"));
        let change = &found.changes[0];
        assert_eq!(
            (change.from.as_str(), change.to.as_str()),
            ("miles", "kilometres")
        );
        let short = facts("", "40 miles").source_quotes.remove(0);
        assert_eq!(
            (short.missing.as_str(), short.near.as_deref()),
            ("40 miles", Some("40 kilometres"))
        );
        let other = facts("", "three days of rain").source_quotes.remove(0);
        assert_eq!(
            (other.missing.as_str(), other.near),
            ("three days of rain", None)
        );
    }
}
