//! Finds quotes in texts, for `scripts/anchor_bench.py`: reads JSON lines `{"text": "…", "claims": [{"quote": "…"}]}` and
//! prints a list of passages for each. With `--time` it prints how long reading, preparing and finding took.

#![expect(
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a tool for benchmarks, which measures time; a JSON value without a field is null"
)]

use claimbook::text::anchor::{SoughtQuote, passages};
use claimbook::text::manuscript::Manuscript;
use claimbook::text::prepared::PreparedText;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let timed = std::env::args().any(|argument| argument == "--time");
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        let text = asked["text"].as_str().unwrap_or_default();
        let claims = asked["claims"].as_array().into_iter().flatten();
        let sought: Vec<SoughtQuote<'_>> = claims.map(sought).collect();
        let start = Instant::now();
        let read = Manuscript::read(text, Some("en"));
        let was_read = start.elapsed();
        let prepared = PreparedText::new(&read);
        let was_prepared = start.elapsed();
        let found = passages(&prepared, &sought);
        let was_found = start.elapsed();
        if timed {
            let prepared = was_prepared.saturating_sub(was_read);
            let found = was_found.saturating_sub(was_prepared);
            writeln!(
                out,
                "read {was_read:.0?}, prepared {prepared:.0?}, anchored {found:.0?}"
            )?;
            continue;
        }
        let found: Vec<Value> = found
            .iter()
            .map(|passage| {
                let place = passage.place.as_ref();
                json!({
                    "how": passage.how,
                    "start": place.map(|place| place.start),
                    "end": place.map(|place| place.end),
                    "score": place.map(|place| place.score),
                })
            })
            .collect();
        writeln!(out, "{}", Value::Array(found))?;
    }
    Ok(())
}

fn sought(claim: &Value) -> SoughtQuote<'_> {
    SoughtQuote {
        quote: claim["quote"].as_str().unwrap_or_default(),
        prefix: claim["prefix"].as_str(),
        suffix: claim["suffix"].as_str(),
        paragraph: claim["paragraph"]
            .as_u64()
            .and_then(|number| u32::try_from(number).ok()),
    }
}
