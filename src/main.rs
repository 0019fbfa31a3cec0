//! thidua's command line.

fn main() {}
