//! Pages to where they are read.

use super::format::PageFormat;
use super::output::Manner;
use super::output::Output;
use claimbook::render::markdown;
use claimbook::render::terminal;
use claimbook::view::page::Page;
use std::io;
use std::io::Write;

/// Writes pages, one after another: as text through the pager where there is a terminal, or as Markdown.
pub(crate) fn write(manner: Manner, format: PageFormat, pages: &[Page]) -> io::Result<()> {
    let is_markdown = format == PageFormat::Markdown;
    let mut out = if is_markdown {
        Output::stdout()
    } else {
        manner.paged()
    };
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        if is_markdown {
            markdown::page(&mut out, page)?;
        } else {
            terminal::page(&mut out, page, manner.screen())?;
        }
    }
    out.finish()
}
