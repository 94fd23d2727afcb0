//! Lock-free channels between the threads of the plug-in.
