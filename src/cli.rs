//! The command line: what was typed, what it means, and how the answer is printed.
