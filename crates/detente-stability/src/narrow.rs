//! Words just wide enough for what they hold: the search is bound by memory, not by arithmetic.

/// A word for ranks or for places within a cell.
pub(crate) trait Narrow: Copy + Ord + Send + Sync {
    /// Narrows a value, which must fit.
    fn of(value: u32) -> Self;
    /// Widens to an index.
    fn index(self) -> usize;
}

macro_rules! narrow {
    ($($word:ty),*) => {$(
        impl Narrow for $word {
            #[inline]
            fn of(value: u32) -> $word {
                value as $word
            }
            #[inline]
            fn index(self) -> usize {
                self as usize
            }
        }
    )*};
}

narrow!(u8, u16, u32);
