//! The text of a PDF, by `pdftotext`. What it does with a hostile file is bounded in time and size.

use crate::cli::failure::Failure;
use claimbook::extract::LARGEST_TEXT;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{io, thread};

/// How long the program may take.
const LONGEST: Duration = Duration::from_secs(30);

/// The text of a PDF, in UTF-8.
pub(super) fn text(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut child = Command::new("pdftotext")
        .args(["-q", "-enc", "UTF-8", "-nopgbrk", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| missing(&error))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let child = Arc::new(Mutex::new(child));
    let (done, is_done) = channel::<()>();
    let watched = Arc::clone(&child);
    let watch = thread::spawn(move || {
        let in_time = is_done.recv_timeout(LONGEST).is_ok();
        if !in_time {
            end(&watched);
        }
        in_time
    });
    let mut text = Vec::new();
    let read = thread::scope(|scope| {
        // The program can end before it has read everything.
        scope.spawn(|| input.map(|mut input| input.write_all(bytes)));
        let largest = LARGEST_TEXT as u64 + 1;
        let read = output.map(|output| output.take(largest).read_to_end(&mut text));
        if text.len() > LARGEST_TEXT {
            end(&child);
        }
        read.transpose()
    });
    let _ = done.send(());
    let in_time = watch.join().unwrap_or(false);
    let status = lock(&child).wait();
    if !in_time {
        return Err(refused("pdftotext took longer than 30 s"));
    }
    if text.len() > LARGEST_TEXT {
        return Err(refused("its text is larger than 4 MiB"));
    }
    match (read, status) {
        (Ok(_), Ok(status)) if status.success() => Ok(text),
        _ => Err(refused("pdftotext cannot read it")),
    }
}

fn lock(child: &Mutex<Child>) -> std::sync::MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the program. It may have ended by itself.
fn end(child: &Mutex<Child>) {
    let _ = lock(child).kill();
}

fn refused(why: &str) -> Failure {
    Failure::new(format!("cannot take this PDF: {why}"))
        .hint("nothing was written: save its text as a plain text file, and take that")
}

fn missing(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        return Failure::new("cannot take a PDF: the program `pdftotext` is not installed").hint(
            "install it (package `poppler-utils`), or save the text as a plain text file, and take that",
        );
    }
    Failure::because("cannot run `pdftotext`", error)
}
