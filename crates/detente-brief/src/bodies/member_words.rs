//! The words about single members: what each decides, and what holds where they stand.

use super::members::{MemberPower, Spatial};
use super::table::BodyReport;
use super::words::{decimal, plain, rule_name, seat_name};
use crate::document::{Block, Inline, Row, Table};
use crate::words::{capital, list};
use detente_bodies::Exactness;
use detente_case::Case;

/// Members listed in a table.
const MOST_MEMBERS: usize = 40;

/// What each member of the body as it stands decides.
pub(super) fn member_blocks(case: &Case, report: &BodyReport<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let found: Vec<&MemberPower<'_>> =
        report.members.iter().filter_map(|found| found.as_ref().ok()).collect();
    if let Some(first) = found.first() {
        // A rule that asks another body has more voters; each has its own table then.
        let alike = found.iter().filter(|other| other.voters == first.voters);
        let alike: Vec<&MemberPower<'_>> = alike.copied().collect();
        blocks.push(Block::Table(member_table(case, &alike)));
        for other in found.iter().filter(|other| other.voters != first.voters) {
            blocks.push(Block::Table(member_table(case, &[other])));
        }
        blocks.push(Block::Paragraph(vec![Inline::text(
            "As it stands, every member for itself: in how many votes of the others it decides (swings, Banzhaf), its share of them, and its Shapley–Shubik index.",
        )]));
        let acts: Vec<Vec<Inline>> =
            found.iter().map(|of| vec![Inline::text(acts_sentence(of))]).collect();
        blocks.push(Block::List(acts));
        let places: Vec<Vec<Inline>> = found
            .iter()
            .filter_map(|of| Some(vec![Inline::text(places_sentence(case, of)?)]))
            .collect();
        if !places.is_empty() {
            blocks.push(Block::List(places));
        }
        let inexact: Vec<Vec<Inline>> =
            found.iter().filter_map(|of| Some(vec![Inline::text(inexact(of)?)])).collect();
        if !inexact.is_empty() {
            blocks.push(Block::List(inexact));
        }
    }
    let reasons = report.members.iter().filter_map(|found| found.as_ref().err());
    let reasons: Vec<Vec<Inline>> = reasons
        .map(|none| {
            let (rule, reason) = (plain(&none.rule), &none.reason);
            vec![Inline::text(format!("Power under {rule} not told: {reason}."))]
        })
        .collect();
    if !reasons.is_empty() {
        blocks.push(Block::List(reasons));
    }
    blocks
}

/// What holds where members stand, each liking points the better the nearer they are.
fn places_sentence(case: &Case, of: &MemberPower<'_>) -> Option<String> {
    let rule = capital(&plain(&of.rule.name));
    let names = |ids: &[String]| -> String {
        let names: Vec<String> = ids.iter().map(|id| seat_name(case, id)).collect();
        list(&names, "and")
    };
    let told = match of.spatial.as_ref()? {
        Spatial::Line { core, stands } => {
            let core = match core {
                Some((from, to)) if (from - to).abs() < f64::EPSILON => {
                    format!("no winning set would leave {from} (the core)")
                }
                Some((from, to)) => {
                    format!("no winning set would leave {from} to {to} (the core)")
                }
                None => "every point would be left by some winning set (no core)".to_owned(),
            };
            let moves = stands.map(|(at, down, up)| match (down, up) {
                (None, None) => format!("; where things stand, {at}, they stay"),
                (down, up) => {
                    let from = down.unwrap_or(at);
                    let to = up.unwrap_or(at);
                    format!("; from where things stand, {at}, a winning set would go anywhere between {from} and {to} (the win-set)")
                }
            });
            format!("{core}{}", moves.unwrap_or_default())
        }
        Spatial::Plane { core, stands } => {
            let core = if core.is_empty() {
                "no member stands where no winning set would leave".to_owned()
            } else {
                format!("no winning set would leave the place of {} (the core)", names(core))
            };
            let moves = stands.as_ref().map(|((x, y), leave)| match leave {
                None => format!("; where things stand, [{x}, {y}], they stay"),
                Some(who) => {
                    format!("; {} would leave where things stand, [{x}, {y}]", names(who))
                }
            });
            format!("{core}{}", moves.unwrap_or_default())
        }
    };
    Some(format!("{rule}, by where members stand: {told}."))
}

fn member_table(case: &Case, found: &[&MemberPower<'_>]) -> Table {
    let mut head = vec!["Member".to_owned()];
    head.extend(found.iter().map(|of| capital(&rule_name(&of.rule))));
    let voters = found.first().map_or(0, |of| of.voters.len());
    let cell = |of: &MemberPower<'_>, voter: usize| {
        let own = &of.power.each[voter];
        if own.dummy {
            return "decides nothing".to_owned();
        }
        // A drawn figure below its own uncertainty says no more than that it is small.
        let off = of.power.how.exactness.bound();
        if own.swings.is_none() && own.banzhaf.approx.max(own.shapley.approx) < off {
            return format!("below {}", decimal(off));
        }
        let share = own
            .banzhaf_share
            .as_ref()
            .map_or_else(String::new, |share| format!(" ({})", decimal(share.approx)));
        let veto = if own.veto { "; veto" } else { "" };
        let shapley = own.shapley.to_string();
        // A fraction that fills a line says less than a decimal.
        let shapley = if shapley.len() > 9 { decimal(own.shapley.approx) } else { shapley };
        let abstaining = of.ternary.as_ref().map_or_else(String::new, |ternary| {
            format!("; with abstention {}", decimal(ternary.shapley[voter].approx))
        });
        let counted = own.swings.as_ref().filter(|swings| swings.bits() <= 64);
        let decides = counted.map_or_else(|| decimal(own.banzhaf.approx), ToString::to_string);
        format!("{decides}{share}, {shapley}{veto}{abstaining}")
    };
    let shown = voters.min(MOST_MEMBERS);
    let mut order: Vec<usize> = (0..voters).collect();
    if voters > shown {
        // Of many those who decide most.
        let power = |voter: usize| found[0].power.each[voter].shapley.approx;
        order.sort_by(|&a, &b| power(b).total_cmp(&power(a)).then(a.cmp(&b)));
    }
    let mut rows: Vec<Row> = order[..shown]
        .iter()
        .map(|&voter| {
            let name = capital(&seat_name(case, &found[0].voters[voter]));
            let cells = found.iter().map(|of| cell(of, voter));
            let cells = std::iter::once(name).chain(cells);
            Row::Cells(cells.map(|cell| vec![Inline::text(cell)]).collect())
        })
        .collect();
    if voters > shown {
        let more = format!("and {} more, which --json lists", voters - shown);
        rows.push(Row::Group(more));
    }
    Table { caption: "Power of single members".into(), head, rows }
}

/// How able to act the body as it stands is, every member for itself.
fn acts_sentence(of: &MemberPower<'_>) -> String {
    let rule = capital(&plain(&of.rule.name));
    if let Some(always) = of.constant {
        return if always {
            format!("{rule} passes whoever votes for it.")
        } else {
            format!("{rule} never passes.")
        };
    }
    let act = decimal(of.power.act.approx);
    let mut text = format!("{rule}: {act} of all ways to vote pass");
    if let Some(splits) = &of.splits {
        let (conflicts, deadlocks) = splits.shares();
        text.push_str(&format!(
            "; of all splits in two camps {} end in deadlock",
            decimal(deadlocks)
        ));
        if !splits.proper() {
            text.push_str(&format!(
                ", and in {} both camps pass what they want",
                decimal(conflicts)
            ));
        }
    }
    if of.rule.abstain {
        text.push_str(". Members may abstain under it");
    }
    text.push('.');
    text
}

/// How far the figures of members can be off, if they are not exact.
fn inexact(of: &MemberPower<'_>) -> Option<String> {
    let rule = plain(&of.rule.name);
    match (of.power.how.exactness, of.power.ordering.exactness) {
        (Exactness::Exact, Exactness::Exact) => None,
        (Exactness::Sampled { n, seed, bound }, _) => Some(format!(
            "Under {rule}: drawn at random, not computed; {n} draws from seed {seed}, with chance .99 no figure is off by more than {bound:.4}."
        )),
        (_, ordering) => Some(format!(
            "Under {rule}: swings are exact; Shapley–Shubik indices by {} are off by {:.0e} at most.",
            of.power.ordering.method.name(),
            ordering.bound()
        )),
    }
}
