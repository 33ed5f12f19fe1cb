//! The `hecha` program: hands its arguments to the library and ends with the status it returns.

use std::process::ExitCode;

fn main() -> ExitCode {
    hecha::cli::run(std::env::args_os())
}
