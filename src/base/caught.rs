//! Panics that are expected and answered: of libraries on foreign bytes or damaged files.
//!
//! The panic hook asks here, so that what is caught and becomes a plain «this file is damaged» is not
//! told as a failure of the program. The mark is one of the few globals: a hook can reach nothing else.

use std::{
    any::Any,
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Runs `work`; a panic in it comes back as an error instead of going on.
///
/// What `work` held when it panicked must not be used again; the callers drop it.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    DEPTH.set(DEPTH.get() + 1);
    let ended = catch_unwind(AssertUnwindSafe(work));
    DEPTH.set(DEPTH.get() - 1);
    ended
}

/// Whether a panic of this thread would be caught and answered.
pub fn is_caught() -> bool {
    DEPTH.get() > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_comes_back_as_an_error_and_the_mark_is_gone_afterwards() {
        assert!(!is_caught());
        let inner = caught(|| {
            assert!(is_caught());
            assert_eq!(caught(|| 7).ok(), Some(7));
            assert!(is_caught());
            std::panic::resume_unwind(Box::new("broken"));
        });
        assert_eq!(inner.unwrap_err().downcast_ref::<&str>(), Some(&"broken"));
        assert!(!is_caught());
    }
}
