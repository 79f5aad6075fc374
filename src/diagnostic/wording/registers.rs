//! The words of findings about ids, names, sources and their copies, and about exceptions.

use crate::diagnostic::wording::Words;
use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;

/// The words, if the finding is one of these.
pub(super) fn of(finding: &Finding, meant: Option<&str>) -> Option<Words> {
    let id = &finding.subject.id;
    let words = match &finding.fact {
        Fact::DuplicateId => Words::new(format!("the id `{id}` is given twice"))
            .label("given again here")
            .other("first given here")
            .help("claims, sources, parties and articles share one set of ids: give one of the two another id"),
        Fact::UnknownSource(id) => Words::new(format!("no source in this book has the id `{id}`"))
            .meant(meant)
            .help(format!("add the source: `claimbook source add {id} …`")),
        Fact::UnknownClaim(id) => Words::new(format!("no claim in this book has the id `{id}`"))
            .meant(meant)
            .help("name a claim that is there, or take the name out"),
        Fact::UnknownParty(name) => Words::new(format!("no party in this book is called `{name}`"))
            .meant(meant)
            .help(format!("add it (`claimbook party add …`), or give `{name}` to a party that is there as an alias")),
        Fact::CircularSourcing(circle) => circular(circle),
        Fact::DuplicateSource(url) => Words::new(format!("another source has the same address: {url}"))
            .label("the same page")
            .other("first named here")
            .help("keep one of them and use its id wherever the other is named")
            .help("if one page carries several voices, let the one source be `derived_from` the other"),
        Fact::InvalidAddress(url) => Words::new(format!("`{url}` is no web address"))
            .help("an address begins with http:// or https:// and has no blanks; leave it out for a source that is not on the web"),
        Fact::FileMissing(path, outside) => missing(path, *outside),
        Fact::CopyUnreadable(path, why) => Words::new(format!("the kept copy `{path}` could not be looked into: {why}"))
            .label("nothing in it was checked")
            .help("an article's local copy has to be plain text or a web page, in UTF-8; a source's may be any file that can be opened"),
        Fact::DigestDiffers(digest) => Words::new("the kept copy is not the file that this digest was taken of")
            .label("the digest in the book")
            .help(format!("the file's digest is {digest}"))
            .help("find out who changed the file; if the change is meant, put the new digest here"),
        Fact::ArchiveMissing(_) => Words::new(format!("no copy of `{id}` is kept"))
            .label("this page may change or go")
            .help("name an archived copy (`archive = \"https://…\"`) or keep one in the book (`file = \"…\"`)"),
        Fact::ConfidentialExposed(secret) => Words::new(format!("these words give away `{secret}`, which is confidential"))
            .label("this would be published")
            .help("write around the name, or mark this record confidential as well"),
        Fact::UnknownCode(code) => Words::new(format!("no finding that can be excepted is called `{code}`"))
            .meant(meant)
            .help("`claimbook check --explain all` lists them"),
        Fact::UnusedAllow(code) => Words::new(format!("the exception from `{code}` is not needed any more"))
            .help("take it out, so that it does not hide what may come later"),
        _ => return None,
    };
    Some(words)
}

fn circular(circle: &[String]) -> Words {
    let message = match circle {
        [only] => format!("`{only}` names itself as its origin"),
        circle => format!(
            "these sources name one another as their origin: {}",
            circle.join(", ")
        ),
    };
    Words::new(message)
        .other("and this one")
        .help("find out which of them was first, and take its `derived_from` out; until then they count as one origin, and never as established")
}

fn missing(path: &str, outside: bool) -> Words {
    if outside {
        return Words::new(format!(
            "`{path}` leads out of the book, where nothing is looked at"
        ))
        .help("put the file into the book's folder and give its path from there");
    }
    Words::new(format!("there is no file `{path}` in this book"))
        .help("the path counts from the book's folder; put the file back, or take the field out")
}
