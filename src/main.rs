//! The `hecha` program: hands its arguments to the library and ends with the status it returns.

fn main() {}
