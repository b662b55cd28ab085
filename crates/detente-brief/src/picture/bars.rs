//! Hinge bars: how many answers change when one assumption does.

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is changed.
    pub label: String,
    /// How many answers change.
    pub value: usize,
}

/// Draws bars, longest first as given; `most` is the number of answers there are.
pub fn bars(_title: &str, _bars: &[Bar], _most: usize) -> String {
    String::new()
}
