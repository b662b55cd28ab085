//! Numbers in words: decimals where they end, and the size of what has dozens of digits.

use detente_plans::tree::Fraction;
use num_traits::{Signed, ToPrimitive, Zero};

/// The most digits that are written out.
const DIGITS: usize = 12;
/// The most digits after the point.
const PLACES: u32 = 6;

/// A number as it is told: 2.64 and not 66/25, 1/3, about 10^12.
pub(super) fn number(value: &Fraction) -> String {
    let mut scale = Fraction::from_integer(1.into());
    for places in 0..=PLACES {
        let scaled = value * &scale;
        if scaled.is_integer() {
            let digits = scaled.to_integer().abs().to_string();
            if digits.len() > DIGITS {
                break;
            }
            let sign = if value.is_negative() { "-" } else { "" };
            let digits = format!("{digits:0>width$}", width = places as usize + 1);
            let (whole, part) = digits.split_at(digits.len() - places as usize);
            return if places == 0 {
                format!("{sign}{whole}")
            } else {
                format!("{sign}{whole}.{part}")
            };
        }
        scale *= Fraction::from_integer(10.into());
    }
    let text = value.to_string();
    if text.len() <= DIGITS { text } else { about(value) }
}

/// The size of a number that is too long to be told.
pub(super) fn about(value: &Fraction) -> String {
    let sign = if value.is_negative() { "-" } else { "" };
    let whole = value.abs().to_integer();
    if whole.is_zero() || whole.to_string().len() <= DIGITS {
        return match value.to_f64() {
            Some(near) if near.abs() >= 1e-4 => format!("about {}", (near * 1e6).round() / 1e6),
            Some(near) => format!("about {near:.1e}"),
            None => "about 0".to_owned(),
        };
    }
    let digits = whole.to_string();
    let lead: String = digits.chars().take(2).collect();
    let power = digits.len() - 1;
    match lead.as_str() {
        "10" => format!("about {sign}10^{power}"),
        _ => format!("about {sign}{}.{}·10^{power}", &lead[..1], &lead[1..]),
    }
}

/// Numbers at least and at most.
pub(super) fn range(low: &Fraction, high: &Fraction) -> String {
    if low == high { number(low) } else { format!("{} to {}", number(low), number(high)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_short() {
        let of = |above: i64, below: i64| number(&Fraction::new(above.into(), below.into()));
        let told = [of(66, 25), of(1, 3), of(-41, 5), of(7, 1), of(-1, 8), of(3, 1_000)];
        assert_eq!(told, ["2.64", "1/3", "-8.2", "7", "-0.125", "0.003"]);
        assert_eq!(of(1_000_000_000_000, 1), "about 10^12");
        assert_eq!(of(-3_700_000_000_000_000, 1), "about -3.7·10^15");
        assert_eq!(of(1_234_567_891, 987_654_323), "about 1.25");
    }
}
