//! Posts as people write them: what of them is text.

/// The pieces of a post that are text, in order: without addresses, and with hashtags and handles taken apart into words.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for piece in text.split_whitespace() {
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric() && !"@#".contains(c));
        if is_address(bare) {
            continue;
        }
        if piece.contains(['#', '@', '＃', '＠']) {
            pieces.extend(apart(piece));
        } else {
            pieces.push(piece.to_owned());
        }
    }
    pieces
}

fn is_address(piece: &str) -> bool {
    let piece = piece.to_lowercase();
    let begins = ["www.", "pic.twitter.com/", "t.co/", "bit.ly/"];
    piece.contains("://") || begins.iter().any(|begin| piece.starts_with(begin))
}

/// The words of a hashtag: each begins where a capital follows a small letter, or a figure begins or ends.
fn apart(tag: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    let mut chars = tag.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let last_capital = c.is_uppercase() && before.is_uppercase() && after.is_lowercase();
        let begins = !before.is_alphanumeric()
            || (c.is_uppercase() && before.is_lowercase())
            || last_capital
            || c.is_numeric() != before.is_numeric();
        if c.is_alphanumeric() {
            match words.last_mut() {
                Some(word) if !begins => word.push(c),
                _ => words.push(c.to_string()),
            }
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(pieces(text), expected, "{text}");
    }

    #[test]
    fn addresses_are_no_text() {
        check(
            "Look: https://t.co/abc (http://x.example/y), www.x.example",
            &["Look:"],
        );
        check("no pic.twitter.com/AbC way", &["no", "way"]);
    }

    #[test]
    fn hashtags_and_handles_are_words() {
        check(
            "#StopTheSteal2020, now",
            &["Stop", "The", "Steal", "2020", "now"],
        );
        check(
            "(@realDonaldTrump) #COVIDVaccine",
            &["real", "Donald", "Trump", "COVID", "Vaccine"],
        );
        check("#covid19 #食藥署 .@WHO:", &["covid", "19", "食藥署", "WHO"]);
        check("# @ !", &["!"]);
    }
}
