//! Campaigns over HTTP, on the real campaign of Decision 1297/QĐ-UBND.

mod reading;
