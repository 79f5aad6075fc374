//! A progress bar on stderr for work that takes longer than half a second. Only a terminal shows it.

use crate::cli::terminal::output::Console;
use claimbook::workspace::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long to wait before the bar appears.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that appears only if the work takes long.
pub(crate) struct WorkBar {
    drawn: ProgressBar,
    /// What the program does, in front of the bar.
    doing: &'static str,
    shown: bool,
    console: Console,
    started: Mutex<Option<Instant>>,
}

impl WorkBar {
    /// A bar for an index build. It stays hidden if stderr is not a terminal or the user wants no messages.
    pub(crate) fn new(console: Console) -> Self {
        Self::of("reading claims", console)
    }

    /// A bar for other work.
    pub(crate) fn of(doing: &'static str, console: Console) -> Self {
        Self {
            doing,
            drawn: ProgressBar::hidden(),
            console,
            shown: !console.quiet && std::io::stderr().is_terminal(),
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

    fn waited_for(&self, holder: &str) {
        let text = format!("{holder} is using the index: this answer comes from one in memory");
        self.console.tell("waiting", &text);
    }

    fn who(&self) -> String {
        format!("claimbook (process {})", std::process::id())
    }
}

fn style(doing: &str) -> ProgressStyle {
    ProgressStyle::with_template(&format!("{doing} {{bar:30}} {{pos}}/{{len}}"))
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
