//! The plug-in: parameters, state, and the wiring of the threads.
