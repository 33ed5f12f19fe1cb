//! The nouns of the desk as pure values: no files, no network, no clock.
