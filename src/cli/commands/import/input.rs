//! The file to import and its mapping: their bytes, their format, and the reader for it.

use crate::cli::failure::{Exit, Failure};
use claimbook::document::mapping::Mapping;
use claimbook::domain::name::fold;
use claimbook::exchange::import;
use claimbook::exchange::import::{ForeignFormat, Reading, ReadingError, ReadingTerms};
use claimbook::extract;
use clap::ValueEnum;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;

/// The largest file to import, in bytes.
const LARGEST: u64 = 512 * 1024 * 1024;

/// The formats that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SourceFormat {
    /// A table with commas, semicolons or tabs
    #[value(alias = "tsv")]
    Csv,
    /// Fact-checks: pages, files and feeds with `ClaimReview`, and the answers of Google's Fact Check API
    #[value(name = "claimreview", alias = "google")]
    ClaimReview,
    /// Sources from Zotero and pandoc
    CslJson,
    /// Sources from a `.bib` file
    #[value(name = "bibtex", alias = "biblatex")]
    BibTex,
    /// Sources from any reference manager
    Ris,
    /// Claims with questions and answers
    #[value(name = "averitec")]
    AveriTec,
    /// Annotations of the W3C or of Hypothesis
    #[value(alias = "hypothesis")]
    Annotations,
}

impl From<SourceFormat> for ForeignFormat {
    fn from(format: SourceFormat) -> Self {
        match format {
            SourceFormat::Csv => Self::Table,
            SourceFormat::ClaimReview => Self::ClaimReview,
            SourceFormat::CslJson => Self::CslJson,
            SourceFormat::BibTex => Self::BibTex,
            SourceFormat::Ris => Self::Ris,
            SourceFormat::AveriTec => Self::AveriTec,
            SourceFormat::Annotations => Self::Annotations,
        }
    }
}

/// A file to import.
pub(super) struct Input {
    /// The name of the import.
    pub(super) name: String,
    shown: String,
    bytes: Vec<u8>,
    text: String,
    mapping: Mapping,
}

impl Input {
    /// Reads the file and the mapping.
    pub(super) fn read(path: &Path, map: Option<&Path>) -> Result<Self, Failure> {
        let mapping = match map {
            Some(map) => mapping(map)?,
            None => Mapping::default(),
        };
        let shown = if path == Path::new("-") {
            "stdin".to_owned()
        } else {
            path.display().to_string()
        };
        let bytes = bytes(path)
            .map_err(|error| Failure::because(format!("cannot read `{shown}`"), &error))?;
        let text = extract::text_of(&bytes, mapping.import.encoding.as_deref())
            .map_err(|error| Failure::because(format!("cannot read `{shown}`"), &error))?;
        let name = name(path, &mapping)?;
        Ok(Self {
            name,
            shown,
            bytes,
            text,
            mapping,
        })
    }

    /// A first mapping.
    pub(super) fn sketch(&self) -> Result<String, Failure> {
        import::sketch(&self.text, &self.name).map_err(|error| self.unread(&error))
    }

    /// The records of the file. `own` is our organisation, if its reviews are asked for or not to be taken.
    pub(super) fn reading(
        &self,
        format: Option<SourceFormat>,
        own: (Option<&str>, bool),
        has_article: bool,
    ) -> Result<Reading, Failure> {
        let named = self.mapping.import.format.as_deref();
        let named = named.map(|named| {
            SourceFormat::from_str(named, true)
                .map_err(|_| Failure::new(format!("claimbook cannot import the format `{named}`")))
        });
        let format = match format {
            Some(format) => Some(format),
            None => named.transpose()?,
        };
        let format = format.map_or_else(|| ForeignFormat::guess(&self.text), ForeignFormat::from);
        let organisation = own.0.map(fold);
        let terms = ReadingTerms {
            mapping: &self.mapping,
            name: &self.name,
            has_article,
            own: organisation.as_deref(),
            as_own: own.1,
        };
        import::read(format, (&self.bytes, &self.text), terms).map_err(|error| self.unread(&error))
    }

    fn unread(&self, error: &ReadingError) -> Failure {
        let mut failure = Failure::new(format!("`{}` {error}", self.shown));
        match error {
            ReadingError::NoColumn {
                nearest: Some(nearest),
                ..
            } => failure.hint(format!("did you mean `{nearest}`?")),
            ReadingError::NoMapping => failure.hint(
                "give a mapping with `--map`: `claimbook import FILE --sketch` writes a first one",
            ),
            ReadingError::Stopped { .. } => {
                failure.exit = Exit::Found;
                failure
            }
            ReadingError::NoColumn { .. } | ReadingError::Format { .. } => failure,
        }
    }
}

/// The name of the import, which is also that of a file.
fn name(path: &Path, mapping: &Mapping) -> Result<String, Failure> {
    let stem = path.file_stem();
    let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
    let name = mapping.import.name.clone();
    let name = name.or(stem.filter(|stem| stem != "-"));
    let name = name.unwrap_or_else(|| "stdin".to_owned());
    let is_path = name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']);
    if is_path || name.contains(char::is_control) {
        return Err(
            Failure::new(format!("`{name}` cannot be the name of an import"))
                .hint("give it another `name` in `[import]` of the mapping: it names a file"),
        );
    }
    Ok(name)
}

fn mapping(path: &Path) -> Result<Mapping, Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::because(format!("cannot read `{shown}`"), &error))?;
    Mapping::parse(&text)
        .map_err(|error| Failure::because(format!("`{shown}` is not a mapping"), &error))
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin()
            .lock()
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)?;
    } else {
        File::open(path)?
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other(format!(
            "it is larger than {} MiB",
            LARGEST / 1024 / 1024
        )));
    }
    Ok(bytes)
}
