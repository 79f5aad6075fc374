//! The report as CSV. Its records are written a part of the claims at a time, so that memory stays flat however large the book is.

use crate::cli::failure::Failure;
use crate::cli::read::file;
use crate::cli::read::filter::tell_unmatched;
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer::report::{Question, gather_in_parts};
use claimbook::index::{Index, IndexError};
use claimbook::render::report::{ReportRecords, is_ours};
use claimbook::view::report::{Heading, report};
use std::io;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

/// How many claims are in memory at a time.
const PART: usize = 500;

/// Writes the records to a file, or to stdout. `heading` is what a report of any part of them has above it.
pub(super) fn write(
    session: &Session,
    index: &Index,
    question: &Question<'_>,
    heading: &Heading,
    output: Option<(&Path, bool)>,
) -> Result<(), Failure> {
    let mut written = Written::default();
    let result = if let Some((path, force)) = output {
        file::write(path, force, is_ours, |out| {
            written.write(out, index, question, heading)
        })
    } else {
        let mut out = Output::stdout();
        let result = written.write(&mut out, index, question, heading);
        result.and_then(|()| out.finish()).map_err(Failure::from)
    };
    if let Some(error) = written.failed {
        return Err(error.into());
    }
    result?;
    if written.claims == 0 {
        tell_unmatched(session, index, question.filter)?;
    }
    Ok(())
}

/// How far the writing came.
#[derive(Default)]
struct Written {
    claims: usize,
    /// Why the index could not answer.
    failed: Option<IndexError>,
}

impl Written {
    fn write(
        &mut self,
        out: &mut dyn Write,
        index: &Index,
        question: &Question<'_>,
        heading: &Heading,
    ) -> io::Result<()> {
        let mut records = ReportRecords::new(out)?;
        let mut added = Ok(());
        let gathered = gather_in_parts(index, question, PART, &mut |part| {
            self.claims += part.claims.len();
            added = records.add(&report(part, heading.clone()));
            match added {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        added?;
        if let Err(error) = gathered {
            self.failed = Some(error);
            return Err(io::Error::other("the index could not answer"));
        }
        records.finish()
    }
}
