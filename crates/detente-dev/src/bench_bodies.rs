//! Figures on decision bodies: how long the power of known bodies takes, by which method.

use detente_bodies::{
    Body, Context, Method, Power, Refusal, Rule, counts, minimal, power, ternary_power,
};
use std::fmt::Write as _;
use std::time::Instant;

/// States of the United States with their electors from 2024 to 2028.
const ELECTORS: [i64; 51] = [
    54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12, 11, 11, 11, 11, 10, 10, 10, 10, 10, 9, 9,
    8, 8, 8, 7, 7, 6, 6, 6, 6, 6, 6, 5, 5, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3,
];
/// Populations of the members of the European Union and of the United Kingdom in 2019, in tens of
/// thousands.
const PEOPLE: [i64; 28] = [
    8312, 6744, 6779, 5897, 4895, 3784, 1919, 1761, 1157, 1038, 1057, 1075, 1037, 973, 893, 692,
    583, 553, 542, 501, 404, 280, 211, 192, 133, 90, 63, 52,
];
/// Votes of 27 members under the treaty of Nice, in the order of their populations.
const NICE: [i64; 27] = [
    29, 29, 29, 29, 27, 27, 14, 13, 12, 12, 12, 12, 10, 12, 10, 10, 7, 7, 7, 7, 7, 4, 4, 4, 4, 4, 3,
];

/// Runs every body and prints its line.
pub(crate) fn run() -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<42} {:>8} {:>10} {:>9}  {:<9} {:>9}  first digits",
        "body", "voters", "ms", "nodes", "method", "kB"
    );
    let context = Context::default();
    let bodies: Vec<(&str, Option<Rule>)> = vec![
        ("UN Security Council", council(&[&[1; 5][..], &[0; 10]].concat(), 5, &[1; 15], 9)),
        ("EU Council of 28, Lisbon", lisbon(&PEOPLE)),
        ("EU Council of 27, Lisbon", lisbon(&without_uk())),
        ("EU Council of 27, Nice", nice()),
        ("US Electoral College", Rule::weighted(270, &ELECTORS).ok()),
        ("24 free members, irregular", irregular(24)),
        ("190 members, 5 million votes, majority", fund(50)),
        ("190 members, 5 million votes, 85 per cent", fund(85)),
    ];
    for (name, rule) in bodies {
        let Some(rule) = rule else { continue };
        let start = Instant::now();
        let found = power(&rule, &context);
        let _ = writeln!(out, "{}", line(name, &rule, start.elapsed().as_secs_f64(), &found));
        if let Ok(found) = &found
            && found.ordering.method == Method::Quadrature
        {
            let start = Instant::now();
            let counted = counts(&rule, &context).is_ok();
            let ms = start.elapsed().as_secs_f64() * 1e3;
            let bound = found.ordering.exactness.bound();
            let _ = writeln!(
                out,
                "{:<42} {:>8} {ms:>10.1}  counted: {counted}; Shapley–Shubik within {bound:.1e}",
                "  of it swings alone, for Banzhaf", ""
            );
        }
    }
    if let Some(rule) = abstaining() {
        let start = Instant::now();
        let found = ternary_power(&rule, &context);
        let digits =
            found.map_or_else(|refusal| refusal.reason, |found| found.shapley[0].to_string());
        let ms = start.elapsed().as_secs_f64() * 1e3;
        println!(
            "{:<42} {:>8} {ms:>10.1} {:>9}  {:<9} {:>9}  {digits}",
            "UN Security Council, with abstention", 15, "", "types", ""
        );
    }
    let start = Instant::now();
    let nested: usize = (0..100)
        .filter_map(nested)
        .filter(|rule| power(rule, &context).is_ok() && minimal(rule, &context).is_ok())
        .count();
    let ms = start.elapsed().as_secs_f64() * 1e3;
    println!(
        "{:<42} {:>8} {ms:>10.1}",
        format!("{nested} nested bodies, power and minimal sets"),
        9
    );
    out
}

fn line(name: &str, rule: &Rule, seconds: f64, found: &Result<Power, Refusal>) -> String {
    let mut out = format!("{name:<42} {:>8} {:>10.1}", rule.len(), seconds * 1e3);
    let _ = match found {
        Ok(found) => write!(
            out,
            " {:>9}  {:<9} {:>9}  {:.6}",
            found.how.cost.nodes,
            found.how.method.name(),
            found.how.cost.bytes / 1024,
            found.each[0].shapley.approx
        ),
        Err(refusal) => write!(out, "  refused: {}", refusal.reason),
    };
    out
}

fn council(first: &[i64], least: i64, second: &[i64], enough: i64) -> Option<Rule> {
    let rules = [Rule::weighted(least, first).ok()?, Rule::weighted(enough, second).ok()?];
    Rule::all_of(&rules).ok()
}

/// The Security Council in which a permanent member's abstention is no veto.
fn abstaining() -> Option<Rule> {
    let names: Vec<String> = (1..=15).map(|member| format!("m{member}")).collect();
    let permanent: Vec<&str> = names[..5].iter().map(String::as_str).collect();
    let body = Body::new(names.clone()).ok()?.with_group("P", &permanent).ok()?;
    let (rule, _) = detente::expr::parse("yes(ALL) >= 9 and no(P) == 0");
    Rule::compile(&rule, &body).ok()
}

fn without_uk() -> Vec<i64> {
    PEOPLE.iter().copied().filter(|people| *people != 6779).collect()
}

fn lisbon(people: &[i64]) -> Option<Rule> {
    let n = people.len() as i64;
    let total: i64 = people.iter().sum();
    let ones = vec![1; people.len()];
    let both = [
        Rule::weighted((11 * n + 19) / 20, &ones).ok()?,
        Rule::weighted((65 * total + 99) / 100, people).ok()?,
    ];
    Rule::any_of(&[Rule::all_of(&both).ok()?, Rule::weighted(n - 3, &ones).ok()?]).ok()
}

fn nice() -> Option<Rule> {
    // Croatia, with 4,040,000 people, was not yet a member.
    let people: Vec<i64> = PEOPLE.iter().copied().filter(|people| *people != 404).collect();
    let total: i64 = people.iter().sum();
    let parts = [
        Rule::weighted(255, &NICE).ok()?,
        Rule::weighted(14, &[1; 27]).ok()?,
        Rule::weighted((62 * total + 99) / 100, &people).ok()?,
    ];
    Rule::all_of(&parts).ok()
}

/// Voters that no form of the rule sorts: three thresholds over weights without a pattern.
fn irregular(voters: u64) -> Option<Rule> {
    let mut seed = 0x9e37_79b9_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        i64::try_from(seed >> 40).unwrap_or(1) + 1
    };
    let rules: Vec<Rule> = (0..3)
        .filter_map(|_| {
            let weights: Vec<i64> = (0..voters).map(|_| next()).collect();
            let half = weights.iter().sum::<i64>() / 2;
            Rule::weighted(half, &weights).ok()
        })
        .collect();
    Rule::at_least(2, &rules).ok()
}

/// A fund: 190 members whose votes fall with their rank, five million together.
fn fund(per_cent: i64) -> Option<Rule> {
    let weights: Vec<i64> = (1..=190_i64).map(|rank| 825_000 / rank + 1_200).collect();
    let total: i64 = weights.iter().sum();
    Rule::weighted(total * per_cent / 100 + 1, &weights).ok()
}

/// A body of nine in which two of three committees of three decide, each by its own weights.
fn nested(index: u64) -> Option<Rule> {
    let committees: Vec<Rule> = (0..3_u64)
        .filter_map(|committee| {
            let weights: Vec<i64> = (0..9_u64)
                .map(|member| {
                    let own = member / 3 == committee;
                    if own { i64::try_from((index + member * 7) % 5).unwrap_or(0) + 1 } else { 0 }
                })
                .collect();
            Rule::weighted(weights.iter().sum::<i64>() / 2 + 1, &weights).ok()
        })
        .collect();
    Rule::at_least(2, &committees).ok()
}
