//! Posts as people write them: what of them is text.

/// The pieces of a post that are text, in order: without addresses, and with hashtags and handles taken apart into words.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let typed: Vec<&str> = text.split_whitespace().collect();
    for (at, piece) in typed.iter().enumerate() {
        let piece = before_address(piece);
        if piece.is_empty() || signs(typed.get(..=at).unwrap_or_default()) {
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

/// Whether the last of these pieces signs a post that is copied, as in "— Name (@handle) March 6, 2026": an account whose name
/// stands before it, or the day of the date after it.
fn signs(pieces: &[&str]) -> bool {
    let is_account = |piece: &str| piece.starts_with("(@") && piece.ends_with(')');
    let is_day = |piece: &str| {
        let day = piece.trim_end_matches(',');
        day.len() <= 2 && day.chars().all(|c| c.is_ascii_digit())
    };
    match pieces {
        [_, .., account] if is_account(account) => true,
        [.., account, day] | [.., account, _, day] if is_account(account) => is_day(day),
        _ => false,
    }
}

/// What stands before an address. Where posts are copied, nothing may stand between the two.
fn before_address(piece: &str) -> &str {
    let lower = piece.to_ascii_lowercase();
    let inside = ["https://", "http://", "pic.twitter.com/"];
    let inside = inside.iter().filter_map(|begin| lower.find(begin));
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = ["www.", "t.co/", "bit.ly/"];
    let whole = bare.contains("://") || begins.iter().any(|begin| bare.starts_with(begin));
    let end = inside.min().or(whole.then_some(0));
    let before = end.and_then(|end| piece.get(..end));
    before.map_or(piece, |before| {
        before.trim_end_matches(|c: char| !c.is_alphanumeric())
    })
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
        check("ftp://x.example t.co/x", &[]);
        check(
            "#aoc#bridgepic.twitter.com/AbC dams!https://t.co/ab",
            &["aoc", "bridge", "dams"],
        );
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
        check(
            "Dams fail — Ann Example (@AnnEx_1) March 6, 2026",
            &["Dams", "fail", "—", "Ann", "Example", "March", "2026"],
        );
        check("Ann (@AnnEx) 6 March", &["Ann", "March"]);
        check("#covid19 #食藥署 .@WHO:", &["covid", "19", "食藥署", "WHO"]);
        check("# @ !", &["!"]);
    }
}
