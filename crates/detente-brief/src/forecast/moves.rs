//! The moves of the round models in words: who made whom move, and with whose votes.

use super::joint::{Joint, Traded};
use super::report::Forecast;
use crate::words::{capital, list, party_short, plural};
use detente_bargain::{ChallengeRun, OfferKind, SpatialChallenge, SpatialRun, SpatialTurn};
use detente_model::Model;

/// The part of the line below which a step is not told.
const STEP: f64 = 1e-3;
/// Sentences of one round are listed up to this many; the answer for machines has all.
const MOST_MOVES: usize = 12;

/// What the votes beside a move of the challenge model are.
const VOTES: &str = "Third parties vote for whoever is nearer; weighed, and with the votes of the two themselves, that makes the chances. What is expected decides, so that somebody may give way who has more votes.";

/// The rounds of the challenge model, one heading and sentences for each.
pub(crate) fn rounds(
    model: &Model,
    forecast: &Forecast,
    point: &dyn Fn(f64) -> String,
) -> Vec<(String, Vec<String>)> {
    let Some(run) = &forecast.challenge else { return Vec::new() };
    let name = |party: usize| party_short(model, party);
    let mut out = Vec::new();
    for (number, round) in run.rounds.iter().enumerate().skip(1) {
        let before = &run.rounds[number - 1].positions;
        let told = |own: usize, other: usize| {
            let (with, against) = camps(run, before, own, other);
            let names = |of: Vec<usize>| some(&of.into_iter().map(name).collect::<Vec<String>>());
            format!("votes for it: {}; for {}: {}", names(with), name(other), names(against))
        };
        let sentences = round.moves.iter().filter(|made| (made.to - made.from).abs() > 0.0);
        let sentences: Vec<String> = sentences
            .map(|made| {
                let offer = &made.offers[made.taken];
                let why = match offer.kind {
                    OfferKind::Confrontation => format!(
                        "both expect to gain by a challenge, and {} more",
                        name(offer.other)
                    ),
                    OfferKind::Compromise => format!(
                        "it expects to lose by challenging {0}, which expects to gain more than that, and meets {0} part of the way",
                        name(offer.other)
                    ),
                };
                format!(
                    "{} moves from {} to {}, because {why} ({}; it had {}).",
                    capital(&name(made.party)),
                    point(made.from),
                    point(made.to),
                    told(made.party, offer.other),
                    plural(made.offers.len(), "offer"),
                )
            })
            .collect();
        let head = format!("Challenge model, round {number}: median {}", point(round.median));
        let mut sentences = shortened(sentences, "Nobody moves.");
        if number == 1 {
            sentences.insert(0, VOTES.to_owned());
        }
        out.push((head, sentences));
    }
    out
}

/// The third parties that would vote for a party of the challenge model, and for another: those whose
/// position before the round is nearer to its. With their weights they make its chances, and do not decide
/// alone.
pub(super) fn camps(
    run: &ChallengeRun,
    before: &[f64],
    own: usize,
    other: usize,
) -> (Vec<usize>, Vec<usize>) {
    let seat = |party: usize| run.parties.iter().position(|known| *known == party);
    let (Some(own), Some(other)) = (seat(own), seat(other)) else {
        return (Vec::new(), Vec::new());
    };
    let nearer = |to: usize, than: usize| -> Vec<usize> {
        let far = |seat: usize, from: usize| (before[seat] - before[from]).abs();
        let third = (0..run.parties.len()).filter(|&seat| seat != own && seat != other);
        third
            .filter(|&seat| far(seat, to) < far(seat, than))
            .map(|seat| run.parties[seat])
            .collect()
    };
    (nearer(own, other), nearer(other, own))
}

/// The turns of the spatial model.
pub(crate) fn turns(
    model: &Model,
    joint: &Joint,
    point: &dyn Fn(usize, f64) -> String,
) -> Vec<(String, Vec<String>)> {
    let Ok((run, _)) = &joint.result else { return Vec::new() };
    let teller = Teller { model, joint, run, point };
    let mut out = Vec::new();
    for (number, turn) in run.turns.iter().enumerate() {
        let mut small = 0;
        let sentences = turn.moves.iter().filter_map(|made| {
            let chosen = &made.queue[made.chosen];
            let bargain = &turn.bargains[chosen.bargain?];
            let mine = bargain.initiator == made.party;
            let (other, to) = if mine {
                (bargain.receiver, &bargain.initiator_to)
            } else {
                (bargain.initiator, &bargain.receiver_to)
            };
            let dimensions = joint.issues.len();
            let from = &run.states[number].positions[made.party * dimensions..][..dimensions];
            // What a word would show as no step at all is none.
            let far = |step: f64| from.iter().zip(to).any(|(from, to)| (from - to).abs() > step);
            if !far(STEP) {
                small += usize::from(far(0.0));
                return None;
            }
            Some(teller.sentence(number, turn, (made.party, mine), other, to, chosen.probability))
        });
        let means: Vec<String> = run.states[number + 1]
            .means
            .iter()
            .enumerate()
            .map(|(dimension, &mean)| point(dimension, joint.on_line(dimension, mean)))
            .collect();
        let head = format!("Spatial model, turn {}: mean {}", number + 1, list(&means, "and"));
        let mut sentences: Vec<String> = sentences.collect();
        if small > 0 {
            let parties = plural(small, "party");
            let verb = if small == 1 { "moves" } else { "move" };
            sentences.push(format!("{parties} {verb} by less than a thousandth of the line."));
        }
        out.push((head, shortened(sentences, "Nobody moves.")));
    }
    out
}

struct Teller<'a> {
    model: &'a Model,
    joint: &'a Joint,
    run: &'a SpatialRun,
    point: &'a dyn Fn(usize, f64) -> String,
}

impl Teller<'_> {
    fn name(&self, seat: usize) -> String {
        party_short(self.model, self.joint.parties[seat])
    }

    fn places(&self, row: &[f64]) -> String {
        let each = row.iter().enumerate().map(|(dimension, &place)| {
            (self.point)(dimension, self.joint.on_line(dimension, place))
        });
        list(&each.collect::<Vec<String>>(), "and")
    }

    fn sentence(
        &self,
        number: usize,
        turn: &SpatialTurn,
        (party, mine): (usize, bool),
        other: usize,
        to: &[f64],
        probability: f64,
    ) -> String {
        let dimensions = self.joint.issues.len();
        let from = &self.run.states[number].positions[party * dimensions..][..dimensions];
        let initiator = if mine { party } else { other };
        let challenge = turn.challenges.iter().find(|made| made.initiator == initiator);
        let why = if mine {
            format!("in the bargain it proposes to {}", self.name(other))
        } else {
            format!("in the bargain {} proposes to it", self.name(other))
        };
        let votes = challenge.map_or_else(String::new, |made| self.votes(made));
        format!(
            "{} moves from {} to {}, {why}, which wins its queue with a weight of {probability:.2}{votes}.",
            capital(&self.name(party)),
            self.places(from),
            self.places(to),
        )
    }

    /// Who would vote for and against the challenge behind a bargain.
    fn votes(&self, made: &SpatialChallenge) -> String {
        let with = |sign: f64| -> Vec<String> {
            let of = made.votes.iter().filter(|vote| !vote.principal && vote.vote * sign > 0.0);
            of.map(|vote| self.name(vote.party)).collect()
        };
        format!(
            "; in a challenge {} would expect {} on its side and {} against it, and to win with {:.0} chances in 100",
            self.name(made.initiator),
            some(&with(1.0)),
            some(&with(-1.0)),
            100.0 * made.probability,
        )
    }
}

fn some(names: &[String]) -> String {
    if names.is_empty() { "nobody else".to_owned() } else { list(names, "and") }
}

/// The exchanges of the exchange model.
pub(crate) fn exchanges(
    model: &Model,
    traded: &Traded,
    point: &dyn Fn(usize, f64) -> String,
) -> Vec<String> {
    let half = |shift: &detente_bargain::Shift| {
        let issue = traded.issues[shift.issue];
        format!(
            "{} moves to {} on ‘{}’ for {}",
            capital(&party_short(model, shift.supplier)),
            point(issue, traded.on_line(shift.issue, shift.to)),
            model.issues[issue].question,
            party_short(model, shift.demander),
        )
    };
    let told = traded.run.exchanges.iter();
    let told = told.map(|made| format!("{}; {}.", half(&made.first), half(&made.second)));
    shortened(told.collect(), "Nobody gains by an exchange.")
}

fn shortened(mut sentences: Vec<String>, none: &str) -> Vec<String> {
    if sentences.is_empty() {
        return vec![none.to_owned()];
    }
    let more = sentences.len().saturating_sub(MOST_MOVES);
    sentences.truncate(MOST_MOVES);
    if more > 0 {
        sentences.push(format!("And {more} more, which --json lists."));
    }
    sentences
}
