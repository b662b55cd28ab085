//! Plans: what is to happen after what, and when.
//!
//! What lives here: schedules, networks of steps with dates between which they can take place. What
//! does not: calendars, names and words; days are whole numbers counted from anywhere.

pub mod schedule;
