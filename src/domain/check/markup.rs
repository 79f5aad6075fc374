//! The words of a kept web page: HTML without its markup, as far as looking for quotes in it goes.

/// Elements whose content nobody reads.
const UNREAD: [&str; 2] = ["script", "style"];

/// Character references by name; the numbered ones are worked out.
const NAMED: [(&str, &str); 16] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("shy", ""),
    ("lsquo", "'"),
    ("rsquo", "'"),
    ("ldquo", "\""),
    ("rdquo", "\""),
    ("laquo", "\""),
    ("raquo", "\""),
    ("ndash", "-"),
    ("mdash", "-"),
    ("hellip", "…"),
];

/// The longest character reference, in bytes.
const LONGEST: usize = 12;

/// The text of a page: tags, comments, scripts and styles taken out, character references put in.
#[must_use]
pub fn words_of_page(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        rest = if from.starts_with('<') {
            after_tag(from, &mut words)
        } else {
            after_reference(from, &mut words)
        };
    }
    words.push_str(rest);
    words
}

/// Passes over a tag, a comment, or an element that nobody reads.
fn after_tag<'h>(from: &'h str, words: &mut String) -> &'h str {
    if let Some(comment) = from.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, after)| after);
    }
    let name: String = from
        .chars()
        .skip(1)
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase();
    let after = from.split_once('>').map_or("", |(_, after)| after);
    if UNREAD.contains(&name.as_str()) {
        let end = format!("</{name}");
        return find_ignoring_case(after, &end)
            .and_then(|at| after.get(at..))
            .unwrap_or_default();
    }
    // Emphasis within a word or a sentence parts nothing; a block does.
    if ![
        "a", "b", "i", "em", "strong", "span", "q", "sup", "sub", "mark", "u", "cite",
    ]
    .contains(&name.as_str())
        && !from.starts_with("</")
    {
        words.push(' ');
    }
    after
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// Puts in what a character reference stands for; an `&` that begins none stands for itself.
fn after_reference<'h>(from: &'h str, words: &mut String) -> &'h str {
    // A name is short: a page full of `&` is not searched to its end for each.
    let head = from
        .get(1..from.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    let reference = head
        .split_once(';')
        .and_then(|(name, _)| Some((name, from.get(name.len() + 2..)?)));
    if let Some((name, after)) = reference {
        let numbered = || {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number
                .strip_prefix(['x', 'X'])
                .map(|digits| u32::from_str_radix(digits, 16));
            hexadecimal
                .unwrap_or_else(|| number.parse())
                .ok()
                .and_then(char::from_u32)
                .map(String::from)
        };
        let named = NAMED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| (*text).to_owned());
        if let Some(text) = named.or_else(numbered) {
            words.push_str(&text);
            return after;
        }
    }
    words.push('&');
    from.get(1..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::words_of_page;

    #[test]
    fn markup_goes_and_words_stay() {
        let page = "<p>The <em>min</em>istry&rsquo;s<br>count<!-- <b> --></p><script>var x = '<p>';</script><p>A &amp; B &#8220;C&#x201d; & D &x;";
        let words = words_of_page(page);
        assert_eq!(
            words.split_whitespace().collect::<Vec<_>>().join(" "),
            "The ministry's count A & B “C” & D &x;"
        );
    }

    #[test]
    fn a_page_that_ends_in_the_middle_of_anything_is_read_to_its_end() {
        for page in [
            "<",
            "&",
            "<!--",
            "<script>",
            "a<b",
            "&#x110000;",
            "&amp",
            "<p",
            "é&é;",
        ] {
            let _ = words_of_page(page);
        }
    }
}
