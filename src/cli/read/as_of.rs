//! `--as-of`: answers as the book was at a revision or on a day.

use crate::cli::failure::Failure;
use crate::cli::read::format;
use crate::cli::read::format::{Shape, TableStyle};
use crate::cli::session::Session;
use claimbook::view::page::{Line, Page};
use claimbook::view::role::Role;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use std::io::Write;

/// The revision or day of an answer.
#[derive(Args, Debug)]
pub(crate) struct AsOfArgument {
    /// Answer as the book was at a revision of git, or on a date: at the last commit until then
    #[arg(long = "as-of", value_name = "REV|DATE", allow_hyphen_values = true, value_parser = NonEmptyStringValueParser::new(), help_heading = "Output")]
    as_of: Option<String>,
}

impl AsOfArgument {
    /// What was typed.
    pub(crate) fn typed(&self) -> Option<&str> {
        self.as_of.as_deref()
    }
}

/// Says which revision a list of this shape is of: above a table for a person. A program that reads the list finds only the
/// list.
pub(crate) fn above_list(session: &Session, shape: Option<Shape>) -> Result<(), Failure> {
    let Some(name) = session.as_of() else {
        return Ok(());
    };
    if let Some(Shape::Rows(style @ (TableStyle::Table | TableStyle::Markdown))) = shape {
        let mut out = format::open(session.console, style);
        writeln!(out, "as of {name}\n")?;
        out.finish()?;
    } else {
        session.console.tell("as of", &name.to_string());
    }
    Ok(())
}

/// Says on the first page which revision the pages are of; on stderr if there are no pages, but JSON for a program.
pub(crate) fn above_pages(session: &Session, pages: &mut [Page]) {
    let Some(name) = session.as_of() else {
        return;
    };
    match pages.first_mut() {
        Some(page) => page.headed(Line::new(format!("as of {name}"), Role::Quiet)),
        None => session.console.tell("as of", &name.to_string()),
    }
}
