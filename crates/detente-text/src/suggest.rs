//! "Did you mean": the nearest of the names that would have been right.

/// Returns the candidate nearest to what was typed, if one is near enough to be worth offering.
///
/// Near means one edit for short names, growing to a third of the name's length; transposed
/// neighbours count as one edit, and case is ignored. Ties go to the candidate listed first.
///
/// ```
/// assert_eq!(detente_text::closest("blocade", ["sign", "blockade"]), Some("blockade"));
/// assert_eq!(detente_text::closest("treaty", ["sign", "blockade"]), None);
/// ```
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody means a name forty times as long as any we know; comparing is quadratic in length.
    const LONGEST: usize = 64;
    if typed.len() > LONGEST {
        return None;
    }
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    // A name of one letter is near to every other of one letter, and meant by none.
    let allowed = (length / 3).max(1).min(length.saturating_sub(1));
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| {
            (strsim::damerau_levenshtein(&typed, &candidate.to_lowercase()), candidate)
        })
        .filter(|&(distance, _)| distance <= allowed)
        .filter(|&(distance, candidate)| distance < candidate.chars().count().max(1))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
