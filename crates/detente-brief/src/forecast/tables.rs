//! Tables about one issue: who pulls, what would move it, what draws give.

use super::document::Writer;
use super::lineup::standing;
use super::model::Model;
use super::spreads::Spreads;
use super::stake::ends;
use super::told::{number, point, quantile, signed};
use crate::document::{Inline, Row, Table};
use crate::words::{capital, party_short};
use detente_bargain::{Influence, Mean};
use detente_model::Issue;

impl Writer<'_> {
    /// Who pulls how far, and where it would come out without each.
    pub(super) fn pulls(&mut self, issue: &Issue, mean: &Mean) -> Table {
        let mut rows = Vec::new();
        for pull in &mean.pulls {
            let position = issue.positions.iter().find(|position| position.party == pull.party);
            let mut who = vec![Inline::text(capital(&party_short(&self.case.model, pull.party)))];
            if let Some(position) = position {
                self.notes.add(&position.support.because, &mut who);
            }
            let without = mean.without(pull.party);
            let half = mean.reweighed(pull.party, pull.weight / 2.0);
            let stands = position
                .map_or_else(|| point(issue, pull.position), |position| standing(issue, position));
            let cells = [
                stands,
                format!("{:.0}%", 100.0 * pull.share),
                signed(issue, pull.pull),
                without.map_or_else(|| "–".into(), |at| point(issue, at)),
                half.map_or_else(|| "–".into(), |at| number(issue, at)),
            ];
            let cells = cells.into_iter().map(|cell| vec![Inline::text(cell)]);
            rows.push(Row::Cells(std::iter::once(who).chain(cells).collect()));
        }
        Table {
            caption: "Who pulls the weighted mean, how far, and where it would be without the party and with half its weight; a step of one by a party moves it by its share".into(),
            head: ["Party", "Position", "Share", "Pull", "Without", "Halved"].map(String::from).into(),
            rows,
        }
    }

    /// What each party would have to change to bring the weighted mean to a point.
    pub(super) fn levers(&self, issue: &Issue, mean: &Mean, to: f64) -> Table {
        let bounds = ends(issue);
        let least = mean.least_move(to, bounds);
        let rows = mean.levers(to).into_iter().map(|lever| {
            let inside = |at: &f64| bounds.is_none_or(|(low, high)| (low..=high).contains(at));
            let position = match lever.position {
                Some(at) if inside(&at) => point(issue, at),
                Some(at) => format!("{at:.2}, off the line"),
                None => "cannot".into(),
            };
            let first = least.is_some_and(|(party, _)| party == lever.party);
            let weight =
                match (lever.weight, mean.pulls.iter().find(|own| own.party == lever.party)) {
                    (Some(weight), Some(own)) if own.weight > 0.0 => {
                        format!("{:.2} times its own", weight / own.weight)
                    }
                    (Some(weight), _) => format!("{weight:.3}"),
                    (None, _) => "no weight does".into(),
                };
            let name = capital(&party_short(&self.case.model, lever.party));
            let name = if first { format!("{name} (least)") } else { name };
            Row::Cells([name, position, weight].map(|cell| vec![Inline::text(cell)]).into())
        });
        Table {
            caption: format!("What alone would bring the weighted mean to {}", point(issue, to)),
            head: ["Party", "Its position", "Or its weight"].map(String::from).into(),
            rows: rows.collect(),
        }
    }

    /// What draws of roughly known numbers give.
    pub(super) fn spreads(&self, issue: &Issue, spreads: &[Spreads]) -> Table {
        let rows = spreads.iter().map(|own| {
            let at = |share: f64| quantile(issue, own.draws.quantile(share));
            let alone = if own.model == Model::Spatial { ", this issue alone" } else { "" };
            let first = format!("{}{alone}", capital(own.model.words()));
            let drawn = own.draws.outcomes.len().to_string();
            let cells = [first, drawn, at(0.05), at(0.5), at(0.95), self.strongest(issue, own)];
            Row::Cells(cells.into_iter().map(|cell| vec![Inline::text(cell)]).collect())
        });
        Table {
            caption: "With what is only roughly known drawn again and again: nine of ten forecasts lie between low and high. The forecasts above take the likeliest of each, or the middle. The last column: whose interval makes most of the variance, alone and together with others (total index of Sobol', ± two standard errors). It is how the forecast varies with its inputs, no probability of the event".into(),
            head: ["Model", "Draws", "Low", "Half", "High", "Most hangs on"].map(String::from).into(),
            rows: rows.collect(),
        }
    }

    /// The input that moves a forecast most, or those that cannot be told apart.
    fn strongest(&self, issue: &Issue, spreads: &Spreads) -> String {
        if ends(issue).is_none() {
            return "words have no variance".into();
        }
        let Some(found) = &spreads.influences else { return "not computed".into() };
        let Some(strongest) = found.strongest().filter(|own| own.total > 0.0) else {
            return "nothing".into();
        };
        let name = |own: &Influence| {
            format!("{} of {}", own.input.which, party_short(&self.case.model, own.input.party))
        };
        // What lies within twice the error of the difference may as well be the other way round.
        let near = |own: &&Influence| {
            let error = own.error.hypot(strongest.error);
            own.input != strongest.input && strongest.total - own.total <= 2.0 * error
        };
        let rivals: Vec<&Influence> = found.inputs.iter().filter(near).collect();
        let share = if found.exact || strongest.error <= 0.0 {
            format!("{:.0}%", 100.0 * strongest.total)
        } else {
            format!("{:.0}% ± {:.0}", 100.0 * strongest.total, 200.0 * strongest.error)
        };
        let rivals = match rivals.as_slice() {
            [] => String::new(),
            [one] if !found.exact => format!(", or {}: not told apart", name(one)),
            several if !found.exact => {
                format!(", or one of {} others: not told apart", several.len())
            }
            _ => String::new(),
        };
        format!("{}, {share}{rivals}", name(strongest))
    }
}
