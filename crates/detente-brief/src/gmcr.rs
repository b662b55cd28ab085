//! Writing a case for GMCR+: one reading, as a `.gmcr` file.
//!
//! Reading such files is the case crate's; writing needs the engine, which finds the few patterns
//! that a condition becomes.

use crate::analysis::{Limits, ReadingResult};
use crate::engine::EngineError;
use crate::words::party_name;
use detente_expr::Formula;
use detente_model::{Change, Model, Moves, Preference, View};
use detente_stability::{Context, OptionSpec, StateSet, StateSpace, Structure, describe};
use serde_json::{Value, json};

/// Why a case cannot be written for GMCR+.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GmcrError {
    /// Options held jointly, by name: GMCR+ gives every option to one decision maker.
    Joint(Vec<String>),
    /// A condition over more options than can be spelt out, as written.
    TooWide(String),
    /// The engine refuses.
    Engine(EngineError),
}

/// A condition that mentions more options than this is not spelt out.
const MOST_OPTIONS: u32 = 16;

/// Writes the game of one combination of readings as GMCR+ saves conflicts.
///
/// What a party does not see goes with it, as far as the format has a place for it: states, and no
/// beliefs about what others want; [`not_in_gmcr`] lists the rest.
///
/// # Errors
/// If an option is held jointly, a condition cannot be spelt out, or the engine refuses.
pub fn gmcr(
    model: &Model,
    result: &ReadingResult,
    limits: &Limits<'_>,
) -> Result<Value, GmcrError> {
    let joint: Vec<String> = model
        .options
        .iter()
        .filter(|option| option.is_joint())
        .map(|option| option.id.clone())
        .collect();
    if !joint.is_empty() {
        return Err(GmcrError::Joint(joint));
    }
    // GMCR+ numbers states with the options regrouped by decision maker; they are written so.
    let mut order: Vec<usize> = (0..model.options.len()).collect();
    order.sort_by_key(|&option| (model.options[option].owners[0], option));
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, &old)| place[old] = new);
    let writer = Writer { model, place, context: limits.context() };

    let options = order.iter().map(|&option| {
        let direction = match result.assumptions.moves[option] {
            Moves::Both => "both",
            Moves::Once => "fwd",
            Moves::Withdraw => "back",
        };
        // What was read from such a file goes back under the name it had.
        let text = &model.options[option].text;
        let name = text.strip_prefix("take ‘").and_then(|rest| rest.strip_suffix("’"));
        json!({ "name": name.unwrap_or(text), "permittedDirection": direction })
    });
    let options: Vec<Value> = options.collect();
    let infeasibles =
        result.assumptions.impossible.iter().map(|formula| writer.condition(formula, "a rule"));
    let infeasibles: Vec<Value> = infeasibles.collect::<Result<_, _>>()?;
    let numbers = writer.numbers(result.space());
    let mut makers = Vec::new();
    let mut manual = false;
    for (party, definition) in model.parties.iter().enumerate() {
        let own: Vec<usize> =
            (0..order.len()).filter(|&new| model.options[order[new]].owners[0] == party).collect();
        let preference = &result.assumptions.preferences[party];
        manual |= matches!(preference, Preference::Ranking(..));
        let wishes = preference.statements().iter();
        let wishes: Vec<Value> = wishes
            .map(|wish| writer.condition(&wish.formula, &wish.source))
            .collect::<Result<_, _>>()?;
        let tiers = result.game.rankings()[party].best_first().into_iter().map(|tier| {
            let mut tier: Vec<usize> = tier.into_iter().map(|state| numbers[state]).collect();
            tier.sort_unstable();
            if let [only] = tier[..] { json!(only) } else { json!(tier) }
        });
        let ranking: Vec<Value> = tiers.collect();
        let unseen = model.view(party).map(|view| writer.unseen(view)).transpose()?;
        makers.push(json!({
            "name": definition.name,
            "options": own,
            "preferences": wishes,
            "preferenceRanking": ranking,
            "misperceptions": unseen.unwrap_or_default(),
        }));
    }
    let grouped = |party: &usize| model.coalitions.iter().any(|group| group.contains(party));
    let alone = (0..model.parties.len()).filter(|party| !grouped(party)).map(|party| json!(party));
    let coalitions: Vec<Value> =
        alone.chain(model.coalitions.iter().map(|group| json!(group))).collect();
    Ok(json!({
        "program": "detente",
        "options": options,
        "decisionMakers": makers,
        "infeasibles": infeasibles,
        "useManualPreferenceRanking": manual,
        "coalitions": coalitions,
    }))
}

/// Lists, in words, what of the views of a case has no place in a GMCR+ file.
pub fn not_in_gmcr(model: &Model) -> Vec<String> {
    let mut left = Vec::new();
    for view in &model.views {
        let beliefs = view.changes.iter().any(|change| {
            matches!(change, Change::Preference(..) | Change::Moves(..) | Change::Leave(..))
        });
        if view.changes.iter().any(|change| matches!(change, Change::Unseen(_))) {
            left.push(format!("which options {} does not see", party_name(model, view.party)));
        }
        if beliefs || !view.reads.is_empty() {
            left.push(format!(
                "what {} believes of others and of what they can do",
                party_name(model, view.party)
            ));
        }
    }
    left
}

struct Writer<'a> {
    model: &'a Model,
    /// Where each option stands in the file.
    place: Vec<usize>,
    context: Context<'a>,
}

impl Writer<'_> {
    /// The states a party does not see, as conditions.
    fn unseen(&self, view: &View) -> Result<Vec<Value>, GmcrError> {
        let conditions = view.changes.iter().filter_map(|change| match change {
            Change::Impossible(rule) => Some(self.condition(&rule.formula, &rule.source)),
            Change::Unavailable(option) => Some(Ok(json!([[self.place[*option], "Y"]]))),
            // An option that is not seen is not the same as states that are not: in the format nothing
            // says that a party takes a state for another one.
            Change::Unseen(_) | Change::Preference(..) | Change::Moves(..) | Change::Leave(..) => {
                None
            }
        });
        conditions.collect()
    }

    /// A condition as one list of answers, or as a compound of several.
    fn condition(&self, formula: &Formula, source: &str) -> Result<Value, GmcrError> {
        let all = if self.model.options.len() == 64 {
            u64::MAX
        } else {
            (1 << self.model.options.len()) - 1
        };
        let mentioned = formula.options() & all;
        if mentioned.count_ones() > MOST_OPTIONS {
            return Err(GmcrError::TooWide(source.to_owned()));
        }
        let options: Vec<usize> = (0..64).filter(|option| mentioned >> option & 1 == 1).collect();
        let spread = |state: u64| {
            options
                .iter()
                .enumerate()
                .fold(0, |wide, (bit, &option)| wide | (state >> bit & 1) << option)
        };
        let structure =
            Structure::new(1, vec![OptionSpec::of(0); options.len().max(1)]).map_err(engine)?;
        let space = StateSpace::enumerate(&structure, &[], &self.context).map_err(engine)?;
        let mut set = StateSet::empty(space.len());
        for (index, &state) in space.states().iter().enumerate() {
            if formula.eval(spread(state)) {
                set.insert(index);
            }
        }
        let described = describe(&space, &set, &self.context).map_err(engine)?;
        let members: Vec<Value> = described
            .patterns()
            .iter()
            .map(|found| {
                let asked = options
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| found.pattern.care >> bit & 1 == 1);
                let pairs = asked.map(|(bit, &option)| {
                    let answer = if found.pattern.yes >> bit & 1 == 1 { "Y" } else { "N" };
                    json!([self.place[option], answer])
                });
                Value::Array(pairs.collect())
            })
            .collect();
        Ok(match <[Value; 1]>::try_from(members) {
            Ok([only]) => only,
            Err(members) => json!({ "compound": true, "members": members }),
        })
    }

    /// The number of each feasible state in the file's order.
    fn numbers(&self, space: &StateSpace) -> Vec<usize> {
        let moved = |state: u64| {
            self.place
                .iter()
                .enumerate()
                .fold(0u64, |wide, (old, &new)| wide | (state >> old & 1) << new)
        };
        let mut order: Vec<(u64, usize)> = space
            .states()
            .iter()
            .enumerate()
            .map(|(index, &state)| (moved(state), index))
            .collect();
        order.sort_unstable();
        let mut numbers = vec![0; order.len()];
        order.iter().enumerate().for_each(|(number, &(_, index))| numbers[index] = number + 1);
        numbers
    }
}

fn engine(error: impl Into<EngineError>) -> GmcrError {
    GmcrError::Engine(error.into())
}
