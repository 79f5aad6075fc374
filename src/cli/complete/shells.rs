//! bash and zsh, with scripts of our own: clap's scripts take `kind=fig` apart, or put a space behind `kind=`.

use clap::Command;
use clap_complete::env::EnvCompleter;
use std::ffi::OsString;
use std::io;
use std::io::Write;
use std::path::Path;

/// A shell with a script of our own. clap completes for it.
pub(super) struct OwnScript {
    shell: &'static dyn EnvCompleter,
    script: &'static str,
}

/// bash. It splits words at `=` and `:`, so the script puts them together again.
pub(super) const BASH: OwnScript = OwnScript {
    shell: &clap_complete::env::Bash,
    script: include_str!("claimbook.bash"),
};

/// zsh. It puts a space behind a word, and the script keeps it away from `kind=`.
pub(super) const ZSH: OwnScript = OwnScript {
    shell: &clap_complete::env::Zsh,
    script: include_str!("claimbook.zsh"),
};

impl EnvCompleter for OwnScript {
    fn name(&self) -> &'static str {
        self.shell.name()
    }

    fn is(&self, name: &str) -> bool {
        name == self.name()
    }

    fn write_registration(
        &self,
        _var: &str,
        _name: &str,
        _bin: &str,
        _completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        out.write_all(self.script.as_bytes())
    }

    fn write_complete(
        &self,
        program: &mut Command,
        words: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.shell.write_complete(program, words, here, out)
    }
}
