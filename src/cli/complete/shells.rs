//! bash and zsh, with scripts of our own: clap's scripts take `kind=fig` apart, or put a space behind `kind=`.

use clap::Command;
use clap_complete::env::EnvCompleter;
use std::ffi::OsString;
use std::io;
use std::io::Write;
use std::path::Path;

/// bash. It splits words at `=` and `:`, so the script puts them together again.
pub(super) struct Bash;

/// zsh. It puts a space behind a word, and the script keeps it away from `kind=`.
pub(super) struct Zsh;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
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
        out.write_all(include_bytes!("claimbook.bash"))
    }

    fn write_complete(
        &self,
        program: &mut Command,
        words: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        clap_complete::env::Bash.write_complete(program, words, here, out)
    }
}

impl EnvCompleter for Zsh {
    fn name(&self) -> &'static str {
        "zsh"
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
        out.write_all(include_bytes!("claimbook.zsh"))
    }

    fn write_complete(
        &self,
        program: &mut Command,
        words: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        clap_complete::env::Zsh.write_complete(program, words, here, out)
    }
}
