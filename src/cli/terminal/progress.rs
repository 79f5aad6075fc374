//! The progress of a long index build: a bar on stderr, only on a terminal and only after half a second.

use claimbook::workspace::Progress;
use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;
use std::time::Instant;

/// How long to wait before a bar is worth showing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that shows itself once the work turns out to be long.
pub(crate) struct WorkBar {
    drawn: ProgressBar,
    /// What is done, before the bar.
    doing: &'static str,
    shown: bool,
    started: Mutex<Option<Instant>>,
}

impl WorkBar {
    /// A bar; one that is never seen where stderr is no terminal, or messages are not wanted.
    pub(crate) fn new(quiet: bool) -> Self {
        Self::of("reading claims", quiet)
    }

    /// The same for other work.
    pub(crate) fn of(doing: &'static str, quiet: bool) -> Self {
        Self {
            doing,
            drawn: ProgressBar::hidden(),
            shown: !quiet && std::io::stderr().is_terminal(),
            started: Mutex::new(None),
        }
    }
}

impl Progress for WorkBar {
    fn begin(&self, files: u64) {
        self.drawn.set_length(files);
        if let Ok(mut started) = self.started.lock() {
            *started = Some(Instant::now());
        }
    }

    fn advance(&self, files: u64) {
        self.drawn.inc(files);
        let waited = self
            .started
            .lock()
            .ok()
            .and_then(|started| *started)
            .is_some_and(|start| start.elapsed() > PATIENCE);
        if self.shown && waited && self.drawn.is_hidden() {
            self.drawn.set_style(style(self.doing));
            self.drawn.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn end(&self) {
        self.drawn.finish_and_clear();
    }
}

fn style(doing: &str) -> ProgressStyle {
    ProgressStyle::with_template(&format!("{doing} {{bar:30}} {{pos}}/{{len}}"))
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
