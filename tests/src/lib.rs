//! Nothing: the package holds tests that cross slices. See `it/main.rs`.
