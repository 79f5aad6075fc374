//! The parts of a quote that leaves words out or puts words in.

/// The parts of a quote, split where it leaves words out (`…`, `...`, `[…]`) or puts words in (`[It]`).
#[must_use]
pub fn parts(quote: &str) -> Vec<String> {
    let mut marked = String::with_capacity(quote.len());
    let mut depth = 0_usize;
    for c in quote.replace("...", "…").chars() {
        match c {
            '[' => {
                depth += 1;
                marked.push('\n');
            }
            ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '…' => marked.push('\n'),
            c => marked.push(if c == '\n' { ' ' } else { c }),
        }
    }
    marked
        .split('\n')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
