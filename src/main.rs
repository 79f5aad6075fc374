//! The claimbook program.

mod cli;

/// Several threads fill and empty memory at once, which the C library's allocator does a page at a time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
