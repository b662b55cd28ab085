//! The document of `detente views`: who sees what, what holds when each acts on it, who is surprised,
//! and what follows from the present state.

use crate::analysis::Limits;
use crate::document::{Block, Document, Inline};
use crate::engine::EngineError;
use crate::explain::story;
use crate::explanation::{reading_line, told_line};
use crate::grid::{Grid, GridGroup, GridKind, GridRow, grid_table, option_groups};
use crate::notes::Notes;
use crate::views::Views;
use crate::words::{
    capital, concept_title, concept_words, list, move_words, mover_name, party_name, party_short,
    state_words,
};
use detente_case::Case;
use detente_model::{Model, View};
use detente_stability::{Concept, Hypergame, Mover, Solution, State, StateSet, Verdict, verdict};
use std::collections::BTreeSet;

/// Outcomes in the table.
const MOST_OUTCOMES: usize = 9;
/// Surprises told one by one.
const MOST_TOLD: usize = 6;

/// Writes who sees what, and what follows, under one concept.
///
/// # Errors
/// If the engine refuses, or was not asked for the concept.
pub fn views_document(
    case: &Case,
    views: &Views<'_>,
    concept: Concept,
    limits: &Limits<'_>,
) -> Result<Document, EngineError> {
    let model = &case.model;
    let Some(game) = views.game(concept) else { return Ok(Document::default()) };
    let mut writer = Writer { case, views, game, concept, limits, notes: Notes::new(case) };
    let states = writer.states();
    let mut blocks =
        vec![Block::Lead(vec![vec![Inline::Strong(views_line(game, writer.as_it_is()))]])];
    blocks.push(Block::Heading("Who sees it otherwise".into()));
    blocks.extend(writer.who());
    blocks.push(Block::Heading("What holds".into()));
    blocks.extend(writer.table(&states));
    blocks.push(Block::Heading("Who is surprised".into()));
    blocks.push(writer.surprises(&states)?);
    if let Some(now) = model.status_quo {
        blocks.push(Block::Heading("From the present state".into()));
        blocks.push(writer.moves(now)?);
    }
    let title = format!("{}: who sees what", model.title);
    Ok(Document::answer(
        title,
        reading_line(model, &views.real().choice),
        blocks,
        writer.notes.finish(),
    ))
}

pub(crate) struct Writer<'a> {
    pub(crate) case: &'a Case,
    views: &'a Views<'a>,
    game: &'a Hypergame,
    concept: Concept,
    limits: &'a Limits<'a>,
    pub(crate) notes: Notes<'a>,
}

impl<'a> Writer<'a> {
    pub(crate) fn viewers(&self) -> impl Iterator<Item = &'a View> + use<'a> {
        self.case.model.views.iter()
    }

    fn state(&self, index: usize) -> State {
        self.views.real().space().state(index)
    }

    /// What holds as the case is.
    fn as_it_is(&self) -> Option<&'a StateSet> {
        let solutions = &self.views.real().solutions;
        solutions.iter().find(|s| s.concept() == self.concept).map(Solution::equilibria)
    }

    /// The outcomes worth a column: those that hold, then those that somebody expects.
    fn states(&self) -> Vec<usize> {
        let mut states: Vec<usize> = self.game.outcomes().iter().collect();
        let mut known: BTreeSet<usize> = states.iter().copied().collect();
        let expected = self.viewers().filter_map(|view| self.game.expected(view.party));
        for state in self.as_it_is().into_iter().chain(expected).flat_map(StateSet::iter) {
            if known.insert(state) {
                states.push(state);
            }
        }
        states
    }

    fn table(&self, states: &[usize]) -> Vec<Block> {
        let model = &self.case.model;
        let shown = &states[..states.len().min(MOST_OUTCOMES)];
        let patterns: Vec<State> = shown.iter().map(|&index| self.state(index)).collect();
        let row = |label: String, set: &StateSet| GridRow {
            label,
            technical: String::new(),
            cells: shown.iter().map(|&state| set.contains(state)).collect(),
        };
        let mut rows = vec![row("each acts on what it sees".to_owned(), self.game.outcomes())];
        rows.extend(self.as_it_is().map(|set| row("all see the case as it is".to_owned(), set)));
        let mut groups = option_groups(model, &patterns);
        let kind = GridKind::Holds;
        groups.push(GridGroup { heading: "Holds, if".into(), kind, rows });
        let expecting = self.viewers().filter_map(|view| {
            let set = self.game.expected(view.party)?;
            Some(row(capital(&party_name(model, view.party)), set))
        });
        groups.push(GridGroup { heading: "Expected by".into(), kind, rows: expecting.collect() });
        let grid = Grid {
            status_quo: patterns.iter().position(|state| Some(*state) == model.status_quo),
            states: patterns,
            total: states.len(),
            groups,
        };
        let caption = format!(
            "Outcomes, looking at {} ({}, {})",
            concept_words(self.concept),
            self.concept.name(),
            concept_title(self.concept)
        );
        if shown.is_empty() {
            let text = "Nothing holds, and nobody expects anything to.";
            return vec![Block::Paragraph(vec![Inline::text(text)])];
        }
        let mut blocks = vec![Block::Table(grid_table(&grid, &caption))];
        if states.len() > shown.len() {
            blocks.push(Block::Paragraph(vec![Inline::text(format!(
                "{} more outcomes hold or are expected; --json lists them.",
                states.len() - shown.len()
            ))]));
        }
        blocks
    }

    /// Outcomes that hold against expectation, and expected ones that do not hold. Those with one
    /// reason are told together.
    fn surprises(&mut self, states: &[usize]) -> Result<Block, EngineError> {
        let mut told: Vec<(usize, bool, Vec<usize>, Vec<Inline>)> = Vec::new();
        let mut more = 0;
        for view in self.viewers() {
            for (place, &index) in states.iter().enumerate() {
                let expects = self.game.expected(view.party).is_some_and(|set| set.contains(index));
                let holds = self.game.outcomes().contains(index);
                if expects == holds {
                    continue;
                }
                if place >= MOST_OUTCOMES {
                    more += 1;
                    continue;
                }
                let reason =
                    if holds { self.surprise(view, index)? } else { self.let_down(index)? };
                let same = told.iter_mut().find(|(party, held, _, known)| {
                    *party == view.party && *held == holds && *known == reason
                });
                match same {
                    Some((_, _, places, _)) => places.push(place + 1),
                    None => told.push((view.party, holds, vec![place + 1], reason)),
                }
            }
        }
        if told.is_empty() && more == 0 {
            let text = "Nobody: what holds is what everybody expects.";
            return Ok(Block::Paragraph(vec![Inline::text(text)]));
        }
        let left = told.len().saturating_sub(MOST_TOLD);
        more +=
            told.drain(told.len() - left..).map(|(_, _, places, _)| places.len()).sum::<usize>();
        let mut items: Vec<Vec<Inline>> = Vec::new();
        for (party, holds, places, reason) in told {
            let name = party_name(&self.case.model, party);
            let numbers: Vec<String> = places.iter().map(ToString::to_string).collect();
            let (plural, holding) = if places.len() == 1 { ("", "holds") } else { ("s", "hold") };
            let which = format!("utcome{plural} {}", list(&numbers, "and"));
            let text = match (holds, places.len()) {
                (true, _) => format!("O{which} {holding}, unexpected by {name}."),
                (false, 1) => format!("O{which}, which {name} would count on, does not hold."),
                (false, _) => format!("O{which}, which {name} would count on, do not hold."),
            };
            items.push(std::iter::once(Inline::text(text)).chain(reason).collect());
        }
        if more > 0 {
            items.push(vec![Inline::text(format!("And {more} more; --json lists them."))]);
        }
        Ok(Block::List(items))
    }

    /// Whom a party thought to leave an outcome that holds.
    fn surprise(&mut self, view: &View, index: usize) -> Result<Vec<Inline>, EngineError> {
        let model = &self.case.model;
        let seen = self.views.seen_by(view.party, model);
        let Some(at) = self.views.sees(view.party, self.state(index)) else {
            return Ok(vec![Inline::text(" It was held impossible.")]);
        };
        for &mover in seen.game.movers() {
            let told = story(model, seen, self.concept, mover, at, self.limits)?;
            if let (false, Some(line)) = (told.stays, told.lines.first()) {
                let mut inlines = vec![Inline::text(" The belief was: ")];
                inlines.extend(told_line(self.case, line, &mut self.notes));
                return Ok(inlines);
            }
        }
        Ok(Vec::new())
    }

    /// Who leaves an outcome that somebody counts on.
    fn let_down(&mut self, index: usize) -> Result<Vec<Inline>, EngineError> {
        let leaver = self.game.movers().find(|(_, stable)| !stable.contains(index));
        let Some((mover, _)) = leaver else { return Ok(Vec::new()) };
        let mut inlines = vec![Inline::text(" ")];
        inlines.extend(self.departure(mover, self.state(index))?);
        Ok(inlines)
    }

    /// Why a mover leaves a state, as it sees it.
    fn departure(&mut self, mover: Mover, state: State) -> Result<Vec<Inline>, EngineError> {
        let model = &self.case.model;
        let name = capital(&mover_name(model, mover));
        if let Mover::Party(party) = mover {
            let Some(at) = self.views.sees(party, state) else {
                let text =
                    format!("{name} holds that outcome impossible and is not prepared for it.");
                return Ok(vec![Inline::text(text)]);
            };
            let seen = self.views.seen_by(party, model);
            let told = story(model, seen, self.concept, mover, at, self.limits)?;
            return Ok(match told.lines.first() {
                Some(line) => told_line(self.case, line, &mut self.notes),
                None => Vec::new(),
            });
        }
        let step = self.views.step(mover, state, self.concept, self.limits)?;
        let acts = step.map(|to| move_words(model, state, to)).unwrap_or_default();
        Ok(vec![Inline::text(format!("{name} would {acts}, which each of them thinks pays all."))])
    }

    /// Who would do what now, what it expects of the others, and where it is wrong.
    fn moves(&mut self, now: State) -> Result<Block, EngineError> {
        let model = &self.case.model;
        let Some(index) = self.views.real().space().index_of(now) else {
            let text = "The present state is impossible under this reading.";
            return Ok(Block::Paragraph(vec![Inline::text(text)]));
        };
        let mut items: Vec<Vec<Inline>> = Vec::new();
        let movers: Vec<(Mover, bool)> =
            self.game.movers().map(|(mover, stable)| (mover, stable.contains(index))).collect();
        for &(mover, stays) in &movers {
            if stays {
                items.extend(self.imagined(mover, now)?);
                continue;
            }
            let mut inlines = self.departure(mover, now)?;
            let step = self.views.step(mover, now, self.concept, self.limits)?;
            if let Some(to) = step {
                for words in self.mistaken(mover, to, &movers)? {
                    inlines.push(Inline::text(format!(" {words}")));
                }
            }
            items.push(inlines);
        }
        let name = format!("Now: {}.", state_words(model, now));
        if items.is_empty() {
            let text = format!("{name} Everybody stays.");
            return Ok(Block::Paragraph(vec![Inline::text(text)]));
        }
        items.insert(0, vec![Inline::text(name)]);
        Ok(Block::List(items))
    }

    /// What a mover is wrong about where it has gone.
    fn mistaken(
        &self,
        mover: Mover,
        to: State,
        movers: &[(Mover, bool)],
    ) -> Result<Vec<String>, EngineError> {
        let model = &self.case.model;
        let mut found = Vec::new();
        let members = mover.members();
        let Some(viewer) = members.iter().next() else { return Ok(found) };
        for &(other, _) in movers {
            if other == mover || other.members().iter().any(|party| members.contains(party)) {
                continue;
            }
            let believed =
                self.views.believed_step(viewer, other, to, self.concept, self.limits)?;
            let blind = other.members().iter().find(|&party| self.views.sees(party, to).is_none());
            let name = mover_name(model, other);
            if let Some(party) = blind {
                found.push(format!(
                    "That comes as a surprise to {}, to whom it was impossible.",
                    party_name(model, party)
                ));
                continue;
            }
            let real = self.views.step(other, to, self.concept, self.limits)?;
            match (believed, real) {
                (None, Some(next)) => found.push(format!(
                    "The surprise: after that, {name} would {}.",
                    move_words(model, to, next)
                )),
                (Some(next), None) => found.push(format!(
                    "The belief is that {name} would then {}; in fact {name} would leave it at that.",
                    move_words(model, to, next)
                )),
                (Some(one), Some(two)) if one != two => found.push(format!(
                    "The belief is that {name} would then {}; in fact {name} would {}.",
                    move_words(model, to, one),
                    move_words(model, to, two)
                )),
                _ => {}
            }
        }
        Ok(found)
    }

    /// Replies that hold a party back and that those who are to give them would not want to give.
    fn imagined(&self, mover: Mover, now: State) -> Result<Option<Vec<Inline>>, EngineError> {
        // Only where replies are those that others want can one be imagined.
        if !matches!(self.concept, Concept::Seq | Concept::SymSeq) {
            return Ok(None);
        }
        let Mover::Party(party) = mover else { return Ok(None) };
        let model = &self.case.model;
        let seen = self.views.seen_by(party, model);
        let Some(at) = self.views.sees(party, now) else { return Ok(None) };
        let context = self.limits.context();
        let found = verdict(&seen.game, self.concept, mover, at, &context)?;
        let Verdict::Stable { answered } = found else { return Ok(None) };
        let unseen = |state: usize| seen.space().state(state);
        for answer in &answered {
            let mut from = answer.improvement;
            for step in &answer.steps {
                let (here, there) = (unseen(from), unseen(step.to));
                if !self.views.pays(step.mover, here, there) {
                    let who = mover_name(model, step.mover);
                    // The words a party acts on are those of the game it sees.
                    return Ok(Some(vec![Inline::text(format!(
                        "{} would {} but for the belief that {who} would then {}; in fact {who} would gain nothing by \
                         that.",
                        capital(&mover_name(model, mover)),
                        move_words(model, unseen(at), unseen(answer.improvement)),
                        move_words(model, here, there),
                    ))]));
                }
                from = step.to;
            }
        }
        Ok(None)
    }
}

/// What holds when each acts on what it sees, beside what would if all saw the case as it is.
pub(crate) fn views_line(game: &Hypergame, real: Option<&StateSet>) -> String {
    let outcomes = game.outcomes();
    let all = outcomes.len();
    let surprising = all - game.steady().len();
    let plural = if all == 1 { "outcome holds" } else { "outcomes hold" };
    let held = match all {
        0 => "When each party acts on what it sees, nothing holds".to_owned(),
        n => format!("When each party acts on what it sees, {n} {plural}"),
    };
    let known = match real {
        Some(real) if real == outcomes => ", the same as if all saw the case as it is".to_owned(),
        Some(real) => {
            let lost = real.iter().filter(|&state| !outcomes.contains(state)).count();
            let new = outcomes.iter().filter(|&state| !real.contains(state)).count();
            let of = real.len();
            let lost = match lost {
                0 => String::new(),
                n => format!(
                    "; of the {of} that would if all saw the case as it is, {n} no longer do"
                ),
            };
            let new = match new {
                0 => String::new(),
                1 => "; 1 of them would not if all saw the case as it is".to_owned(),
                n => format!("; {n} of them would not if all saw the case as it is"),
            };
            format!("{lost}{new}")
        }
        None => String::new(),
    };
    let surprise = match (all, surprising) {
        (0, _) => String::new(),
        (1, 0) => " It surprises nobody.".to_owned(),
        (_, 0) => " They surprise nobody.".to_owned(),
        (1, 1) => " Somebody did not expect it.".to_owned(),
        (_, n) => format!(" Somebody did not expect {n} of them."),
    };
    let mut vain = game.counted_on();
    vain.subtract(outcomes);
    let vain = match vain.len() {
        0 => String::new(),
        1 => " One outcome that somebody counts on does not hold.".to_owned(),
        n => format!(" {n} outcomes that somebody counts on do not hold."),
    };
    format!("{held}{known}.{surprise}{vain}")
}

/// The view as a sentence that names the party.
pub(crate) fn view_sentence(model: &Model, view: &View) -> String {
    let text = view.text.trim_end_matches('.');
    let names = [party_name(model, view.party), party_short(model, view.party)];
    if names.iter().any(|name| text.to_lowercase().contains(&name.to_lowercase())) {
        return format!("{text}.");
    }
    capital(&format!("{}: {text}.", names[0]))
}
