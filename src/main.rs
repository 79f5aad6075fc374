//! The claimbook program.

#[expect(
    clippy::disallowed_methods,
    reason = "the driver reads the clock and the environment and hands them down as values"
)]
mod cli;

/// Several threads fill and empty memory at once, which the C library's allocator does a page at a time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
