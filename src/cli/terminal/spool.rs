//! The answer on its way to a reader who may be slow.
//!
//! Somebody may leave `claimbook list | less` open for an hour. If the answer went from the index straight to its reader,
//! the index would stay open all that time, and nobody could change it. So an answer waits in memory until its command has
//! ended. If it grows large, a thread passes it on, and what the reader does not take goes into a temporary file.
//!
//! Nothing is printed before an answer is complete or large. Until then, claimbook can take it back.

use crate::cli::terminal::pager::Pager;
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::io::{IsTerminal, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// How many bytes wait in memory.
const IN_MEMORY: usize = 8 * 1024 * 1024;

/// How much to read from the temporary file at a time.
const CHUNK: u64 = 1024 * 1024;

/// The answer of this run. A process has one stdout, so it has one answer.
static ANSWER: Mutex<Answer> = Mutex::new(Answer {
    waiting: Vec::new(),
    is_paged: false,
    carrier: None,
    messages: Vec::new(),
});

struct Answer {
    /// What is not on its way yet.
    waiting: Vec<u8>,
    /// Whether the answer goes to a pager.
    is_paged: bool,
    /// Who passes it on, since it is large.
    carrier: Option<Carrier>,
    /// What stderr gets when the answer is out, because it was said later.
    messages: Vec<u8>,
}

/// Adds to the answer. `is_paged` says whether a pager shows it.
pub(super) fn write(bytes: &[u8], is_paged: bool) -> io::Result<()> {
    let mut answer = answer();
    answer.is_paged |= is_paged;
    if let Some(carrier) = &answer.carrier {
        return carrier.write(bytes);
    }
    answer.waiting.extend_from_slice(bytes);
    if answer.waiting.len() > IN_MEMORY {
        let carrier = Carrier::start(answer.reader());
        let waiting = std::mem::take(&mut answer.waiting);
        answer.carrier.insert(carrier).write(&waiting)?;
    }
    Ok(())
}

/// Says something on stderr: now, or after the answer if that has begun.
pub(super) fn say(message: &[u8]) {
    let mut answer = answer();
    if answer.waiting.is_empty() && answer.carrier.is_none() {
        tell(message);
    } else {
        answer.messages.extend_from_slice(message);
    }
}

/// Shows what a terminal can show now, so that it comes before later messages.
pub(super) fn show() -> io::Result<()> {
    let mut answer = answer();
    if answer.carrier.is_none() && !answer.is_paged && io::stdout().is_terminal() {
        let waiting = std::mem::take(&mut answer.waiting);
        write_all(&mut io::stdout(), &waiting)?;
    }
    Ok(())
}

/// Takes the answer back; `false` if a part of it is already printed.
pub(crate) fn take_back() -> bool {
    let mut answer = answer();
    if answer.carrier.is_none() {
        answer.waiting.clear();
        answer.messages.clear();
    }
    answer.carrier.is_none()
}

/// Passes the rest of the answer on, and waits until its reader has taken it or left.
pub(crate) fn settle() -> io::Result<()> {
    let mut answer = answer();
    let settled = match answer.carrier.take() {
        Some(carrier) => carrier.finish(),
        None if answer.waiting.is_empty() => Ok(()),
        None => {
            let waiting = std::mem::take(&mut answer.waiting);
            write_all(&mut answer.reader(), &waiting)
        }
    };
    tell(&std::mem::take(&mut answer.messages));
    settled
}

fn tell(message: &[u8]) {
    // If stderr is closed, there is nowhere to report it.
    let _ = io::stderr().write_all(message);
}

fn answer() -> MutexGuard<'static, Answer> {
    ANSWER.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Answer {
    /// The pager, or stdout if it cannot start.
    fn reader(&self) -> Box<dyn Write + Send> {
        let pager = self.is_paged.then(Pager::start).flatten();
        match pager {
            Some(pager) => Box::new(pager),
            None => Box::new(io::stdout()),
        }
    }
}

fn write_all(reader: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    reader.write_all(bytes)?;
    reader.flush()
}

/// Passes a large answer on in a thread.
struct Carrier {
    load: Arc<Load>,
    thread: JoinHandle<()>,
}

/// What the thread still has to pass on: first the pieces in memory, then those in the file.
#[derive(Default)]
struct State {
    pieces: VecDeque<Vec<u8>>,
    in_memory: usize,
    file: Option<File>,
    /// How many bytes went into the file, and how many of them are passed on.
    filed: u64,
    carried: u64,
    is_complete: bool,
    /// Why the reader takes nothing more.
    stopped: Option<io::Error>,
}

#[derive(Default)]
struct Load {
    state: Mutex<State>,
    changed: Condvar,
}

impl Carrier {
    fn start(mut reader: Box<dyn Write + Send>) -> Self {
        let load = Arc::<Load>::default();
        let shared = Arc::clone(&load);
        let thread = std::thread::spawn(move || {
            let carried = shared.carry(&mut *reader);
            shared.state().stopped = carried.err();
            shared.changed.notify_all();
            // A pager ends here. Waiting for it under the lock would hold up the writer.
            drop(reader);
        });
        Self { load, thread }
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        self.load.add(bytes)
    }

    fn finish(self) -> io::Result<()> {
        self.load.state().is_complete = true;
        self.load.changed.notify_all();
        // The thread does not panic, and if it did, it would have said why.
        let _ = self.thread.join();
        match self.load.state().stopped.take() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

impl Load {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        if let Some(error) = &state.stopped {
            return Err(error.kind().into());
        }
        let is_filed = state.is_behind() && state.add_to_file(bytes).is_ok();
        if !is_filed {
            // If the temporary folder is full, too, we have to wait for the reader.
            state = self
                .changed
                .wait_while(state, |state| state.is_behind() && state.stopped.is_none())
                .unwrap_or_else(PoisonError::into_inner);
            state.in_memory += bytes.len();
            state.pieces.push_back(bytes.to_vec());
        }
        self.changed.notify_all();
        Ok(())
    }

    fn carry(&self, reader: &mut dyn Write) -> io::Result<()> {
        while let Some(piece) = self.next()? {
            reader.write_all(&piece)?;
            self.changed.notify_all();
        }
        reader.flush()
    }

    /// Waits for the next piece of the answer; `None` at its end.
    fn next(&self) -> io::Result<Option<Vec<u8>>> {
        let has_nothing = |state: &mut State| {
            state.pieces.is_empty() && state.filed == state.carried && !state.is_complete
        };
        let mut state = self
            .changed
            .wait_while(self.state(), has_nothing)
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(piece) = state.pieces.pop_front() {
            state.in_memory -= piece.len();
            return Ok(Some(piece));
        }
        state.take_from_file()
    }
}

impl State {
    /// Whether the reader is slower than the command: memory is full, or there is still something in the file.
    fn is_behind(&self) -> bool {
        self.in_memory > IN_MEMORY || self.filed > self.carried
    }

    fn add_to_file(&mut self, bytes: &[u8]) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.filed))?;
        file.write_all(bytes)?;
        self.filed += bytes.len() as u64;
        Ok(())
    }

    fn take_from_file(&mut self) -> io::Result<Option<Vec<u8>>> {
        let count = (self.filed - self.carried).min(CHUNK);
        let Some(file) = self.file.as_mut().filter(|_| count > 0) else {
            return Ok(None);
        };
        let mut chunk = Vec::new();
        file.seek(SeekFrom::Start(self.carried))?;
        file.take(count).read_to_end(&mut chunk)?;
        self.carried += count;
        Ok(Some(chunk))
    }
}

#[cfg(test)]
mod tests {
    use super::{Carrier, IN_MEMORY};
    use std::io;
    use std::io::Write;
    use std::sync::mpsc;
    use std::time::{Duration, Instant};

    /// A reader who waits for a sign before each piece, and passes on what it reads.
    struct Slow {
        sign: mpsc::Receiver<()>,
        read: mpsc::Sender<Vec<u8>>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // Without a sender, the reader reads on at once.
            let _ = self.sign.recv();
            self.read.send(bytes.to_vec()).unwrap();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_who_takes_nothing_keeps_no_command_waiting_and_gets_all_in_order() {
        let (go, sign) = mpsc::channel();
        let (read, pieces) = mpsc::channel();
        let carrier = Carrier::start(Box::new(Slow { sign, read }));
        let begun = Instant::now();
        let mut written = Vec::new();
        for number in 0..40_u8 {
            let piece = vec![number; IN_MEMORY / 10];
            carrier.write(&piece).unwrap();
            written.extend(piece);
        }
        assert!(begun.elapsed() < Duration::from_secs(20));
        assert!(carrier.load.state().filed > 0);
        drop(go);
        carrier.finish().unwrap();
        let read: Vec<u8> = pieces.iter().flatten().collect();
        assert!(read == written);
    }

    #[test]
    fn memory_is_used_again_once_the_reader_has_caught_up() {
        let (read, pieces) = mpsc::channel();
        let (go, sign) = mpsc::channel();
        drop(go);
        let carrier = Carrier::start(Box::new(Slow { sign, read }));
        for number in 0..100_u8 {
            carrier.write(&[number; 10]).unwrap();
        }
        assert_eq!(carrier.load.state().filed, 0);
        carrier.finish().unwrap();
        let read: Vec<u8> = pieces.iter().flatten().collect();
        assert_eq!(read.len(), 1000);
        assert!(read.is_sorted());
    }

    /// A reader who has left.
    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_who_left_stops_the_command_soon() {
        let carrier = Carrier::start(Box::new(Gone));
        let error = (0..1_000_000).find_map(|_| carrier.write(&[0; 100]).err());
        assert_eq!(error.unwrap().kind(), io::ErrorKind::BrokenPipe);
        let error = carrier.finish().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
