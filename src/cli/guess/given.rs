//! The command that somebody was giving, with its flags.

use clap::Command;

/// The command that somebody was giving.
pub(super) struct Given<'c> {
    pub(super) command: &'c Command,
    /// Its name without the program's: `source add`. Empty for the program itself.
    pub(super) name: String,
}

impl<'c> Given<'c> {
    /// The command that these words name, the first of which is the program.
    pub(super) fn of(program: &'c Command, words: &[String]) -> Self {
        let mut command = program;
        let mut names = Vec::new();
        for word in words.iter().skip(1).take_while(|word| *word != "--") {
            if let Some(child) = command.find_subcommand(word) {
                command = child;
                names.push(child.get_name());
            }
        }
        Self {
            command,
            name: names.join(" "),
        }
    }

    /// The command as people type it.
    pub(super) fn typed(&self) -> String {
        format!("claimbook {}", self.name).trim_end().to_owned()
    }

    pub(super) fn has_flag(&self, flag: &str) -> bool {
        self.flags().any(|known| known == flag)
    }

    /// All flags of the command: `--limit`.
    pub(super) fn flags(&self) -> impl Iterator<Item = String> {
        let shown = self
            .command
            .get_arguments()
            .filter(|arg| !arg.is_hide_set());
        let names = shown.filter_map(|arg| arg.get_long());
        names.map(|name| format!("--{name}"))
    }
}
