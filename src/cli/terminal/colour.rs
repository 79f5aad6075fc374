//! Whether to use colour. The first of these that decides wins: `--color`, `NO_COLOR`, `CLICOLOR_FORCE` or `FORCE_COLOR`,
//! `TERM=dumb` or `CLICOLOR=0`, and whether the stream is a terminal.

use clap::ValueEnum;

/// The value of `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// Colour on a terminal, unless the environment turns it off
    #[default]
    Auto,
    /// Colour everywhere
    Always,
    /// No colour
    Never,
}

impl Colour {
    /// Whether to use colour on a stream.
    pub(crate) fn on(self, is_terminal: bool) -> bool {
        self.decide(is_terminal, |name| std::env::var(name).ok())
    }

    fn decide(self, is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let forced =
            |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
        let is = |name: &str, value: &str| variable(name).as_deref() == Some(value);
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if set("NO_COLOR") => false,
            Self::Auto if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") => true,
            Self::Auto => is_terminal && !is("TERM", "dumb") && !is("CLICOLOR", "0"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[track_caller]
    fn check(colour: Colour, is_terminal: bool, environment: &[(&str, &str)], expected: bool) {
        let variable = |name: &str| {
            environment
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(
            colour.decide(is_terminal, variable),
            expected,
            "{colour:?} {is_terminal} {environment:?}"
        );
    }

    #[test]
    fn the_flag_wins_over_the_environment_and_that_over_the_terminal() {
        check(Colour::Always, false, &[("NO_COLOR", "1")], true);
        check(Colour::Never, true, &[("FORCE_COLOR", "1")], false);
        check(
            Colour::Auto,
            true,
            &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")],
            false,
        );
        check(Colour::Auto, true, &[("NO_COLOR", "")], true);
        check(
            Colour::Auto,
            false,
            &[("FORCE_COLOR", "1"), ("TERM", "dumb")],
            true,
        );
        check(Colour::Auto, false, &[("CLICOLOR_FORCE", "0")], false);
        check(Colour::Auto, true, &[("TERM", "dumb")], false);
        check(Colour::Auto, true, &[("CLICOLOR", "0")], false);
        check(Colour::Auto, true, &[("TERM", "xterm")], true);
        check(Colour::Auto, false, &[], false);
    }
}
