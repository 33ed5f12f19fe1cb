//! How a screen or a verb reaches the engine, in this process or another.
