//! Which of several bodies no other beats both in what it can do and in what can be done to us.

/// Returns the places of the pairs (ability, risk) that no other pair beats: more ability without more
/// risk, or less risk without less ability. Equal pairs all stay.
///
/// ```
/// use detente_bodies::planner::frontier;
///
/// let found = frontier(&[(0.4, 0.07), (0.8, 0.70), (0.3, 0.20), (0.8, 0.18)]);
/// assert_eq!(found, [0, 3]);
/// ```
pub fn frontier(points: &[(f64, f64)]) -> Vec<usize> {
    let beats = |a: (f64, f64), b: (f64, f64)| a.0 >= b.0 && a.1 <= b.1 && a != b;
    (0..points.len())
        .filter(|&place| !points.iter().any(|&other| beats(other, points[place])))
        .collect()
}
