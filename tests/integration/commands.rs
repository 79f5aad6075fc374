//! The program as people run it: transcripts in `tests/cli`. `TRYCMD=overwrite` writes them anew.

#[test]
fn the_program_answers_as_its_transcripts_say() {
    trycmd::TestCases::new()
        .env("CLAIMBOOK_TODAY", "2026-03-10")
        .env("NO_COLOR", "1")
        .env("RUST_BACKTRACE", "0")
        .case("tests/cli/*.trycmd");
}
