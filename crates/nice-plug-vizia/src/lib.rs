//! vizia editors for nice-plug.
