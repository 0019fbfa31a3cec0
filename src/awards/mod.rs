//! What follows: the law's rates and authorities, nominations, and the decisions that reward them.

pub mod policies;
