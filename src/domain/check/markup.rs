//! The words of a kept web page: HTML without its markup, well enough to look for quotes in it.

/// Elements whose content nobody reads.
const UNREAD: [&str; 2] = ["script", "style"];

/// Elements that may start within a word.
const INLINE: [&str; 12] = [
    "a", "b", "i", "em", "strong", "span", "q", "sup", "sub", "mark", "u", "cite",
];

/// Character references by name.
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

/// The text of a page, without tags, comments, scripts and styles, and with character references
/// replaced by their characters.
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

/// What follows a tag, a comment, or an element whose content nobody reads.
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
        // Without its end tag the element hides the rest of the page, as in a browser.
        return find_ignoring_case(after, &end).map_or("", |at| after.split_at(at).1);
    }
    // An inline element may sit within a word; any other separates words.
    if !INLINE.contains(&name.as_str()) && !from.starts_with("</") {
        words.push(' ');
    }
    after
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// Adds the character of a reference, or the `&` itself if no reference starts here. Returns what
/// follows.
fn after_reference<'h>(from: &'h str, words: &mut String) -> &'h str {
    let (_, after_mark) = from.split_at(1);
    // A reference is short: a page full of `&` is not searched to its end for each of them.
    let (head, _) = after_mark.split_at(after_mark.floor_char_boundary(LONGEST - 1));
    let reference = head
        .split_once(';')
        .and_then(|(name, _)| Some((name, character(name)?)));
    if let Some((name, character)) = reference {
        words.push_str(&character);
        after_mark.split_at(name.len() + 1).1
    } else {
        words.push('&');
        after_mark
    }
}

/// The text of a named or numbered character reference.
fn character(reference: &str) -> Option<String> {
    if let Some(number) = reference.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).map(String::from);
    }
    let named = NAMED.iter().find(|(name, _)| *name == reference);
    named.map(|(_, text)| (*text).to_owned())
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
