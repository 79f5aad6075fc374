//! The pass file, which holds passwords for servers: `~/.pgpass`, as libpq reads it.

/// The text of a pass file. It never appears in a message.
pub struct PassFile(pub String);

/// The connection for which a password is looked up.
pub(super) struct Login<'a> {
    pub(super) host: &'a str,
    pub(super) port: u16,
    pub(super) database: &'a str,
    pub(super) user: &'a str,
}

impl PassFile {
    /// The password of the first line that fits: `host:port:database:user:password`, where `*` fits everything and a
    /// backslash makes the next character an ordinary one.
    pub(super) fn password(&self, login: &Login<'_>) -> Option<String> {
        let port = login.port.to_string();
        let wanted = [login.host, &port, login.database, login.user];
        let lines = self.0.lines().filter(|line| !line.starts_with('#'));
        lines.map(fields).find_map(|fields| {
            let (password, names) = fields.split_last()?;
            let fits = names.len() == wanted.len()
                && names
                    .iter()
                    .zip(wanted)
                    .all(|(name, wanted)| name.fits(wanted));
            fits.then(|| password.text.clone())
        })
    }
}

/// One field of a line.
#[derive(Default)]
struct PassField {
    text: String,
    /// It is a bare `*`.
    is_any: bool,
}

impl PassField {
    fn fits(&self, wanted: &str) -> bool {
        self.is_any || self.text == wanted
    }
}

/// The fields of a line, without their backslashes. The fifth is the rest of the line.
fn fields(line: &str) -> Vec<PassField> {
    let mut fields = vec![PassField::default()];
    let mut raw = String::new();
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        let is_last = fields.len() == 5;
        let Some(field) = fields.last_mut() else {
            break;
        };
        match c {
            ':' if !is_last => {
                raw.clear();
                fields.push(PassField::default());
                continue;
            }
            '\\' => {
                raw.push(c);
                field.text.extend(characters.next());
            }
            c => {
                raw.push(c);
                field.text.push(c);
            }
        }
        field.is_any = raw == "*";
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::{Login, PassFile};

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let login = Login {
            host: "db.example.org",
            port: 5432,
            database: "news",
            user: "desk",
        };
        let found = PassFile(text.to_owned()).password(&login);
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn the_first_line_that_fits_gives_the_password() {
        check(
            "db.example.org:5432:news:desk:one\n*:*:*:*:two",
            Some("one"),
        );
        check("other:5432:news:desk:one\n*:*:*:*:two\n", Some("two"));
        check("db.example.org:5433:news:desk:one", None);
        check("db.example.org:5432:*:amina:one", None);
        check("", None);
    }

    #[test]
    fn comments_and_broken_lines_are_skipped() {
        check(
            "#*:*:*:*:no\ndb.example.org:5432:news\n\n*:*:*:desk:yes",
            Some("yes"),
        );
    }

    #[test]
    fn a_backslash_makes_the_next_character_an_ordinary_one() {
        check(r"*:*:*:*:a\:b\\c", Some(r"a:b\c"));
        check(r"\*:*:*:*:no", None);
        check(r"db\.example.org:5432:news:desk:x:y", Some("x:y"));
    }
}
