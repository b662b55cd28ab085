//! The machine-readable answer of `detente commitments`.

use super::drafts::{Comparison, Conflict, Hunk, Verdict};
use super::open::Gap;
use super::report::CommitmentsReport;
use crate::json::head;
use detente_case::Case;
use detente_model::{Strength, Support, Timing, Voter};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The name and major version of the answer.
pub const COMMITMENTS_SCHEMA: &str = "detente.commitments/1";

/// Writes instruments, commitments, clauses, drafts and delegations with what is found of them.
#[derive(Clone, Copy, Debug)]
pub struct CommitmentsOutput<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was found.
    pub report: &'a CommitmentsReport,
    /// The version of the program.
    pub version: &'a str,
}

impl Serialize for CommitmentsOutput<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Commitments", 14)?;
        out.serialize_field("schema", COMMITMENTS_SCHEMA)?;
        head(&mut out, self.case, self.version)?;
        out.serialize_field("instruments", &self.instruments())?;
        let forms = self.report.forms.iter().map(|group| self.instrument_ids(group));
        out.serialize_field("forms", &forms.collect::<Vec<_>>())?;
        out.serialize_field("commitments", &self.commitments())?;
        out.serialize_field("clauses", &self.clauses())?;
        out.serialize_field("drafts", &self.drafts())?;
        let comparisons = self.report.comparisons.iter().map(|found| self.comparison(found));
        out.serialize_field("comparisons", &comparisons.collect::<Vec<_>>())?;
        out.serialize_field("delegations", &self.delegations())?;
        let typed = self.report.typed.iter();
        let typed = typed.map(|(text, gaps)| json!({ "text": text, "left_open": gaps_out(gaps) }));
        out.serialize_field("typed", &typed.collect::<Vec<_>>())?;
        out.end()
    }
}

impl CommitmentsOutput<'_> {
    fn ids<'v>(&'v self, voters: &'v [Voter]) -> Vec<&'v str> {
        voters.iter().map(|voter| voter.id(&self.case.model.parties)).collect()
    }

    fn instrument_ids(&self, places: &[usize]) -> Vec<&str> {
        places.iter().map(|&place| self.case.model.instruments[place].id.as_str()).collect()
    }

    fn instruments(&self) -> Vec<Value> {
        let instruments = self.case.model.instruments.iter().map(|instrument| {
            let continues = instrument.continues.as_ref().map(std::slice::from_ref);
            json!({
                "id": instrument.id,
                "kind": instrument.kind.word(),
                "text": instrument.text,
                "binds": self.ids(&instrument.binds),
                "continues": continues.map(|place| self.instrument_ids(place)[0]),
                "rival_of": self.instrument_ids(&instrument.rivals),
                "support": support(&instrument.support),
            })
        });
        instruments.collect()
    }

    fn commitments(&self) -> Vec<Value> {
        let model = &self.case.model;
        let commitments = model.commitments.iter().zip(&self.report.open).map(|(made, gaps)| {
            let when = made.when.as_ref().map(|when| match when {
                Timing::Words(words) => json!({ "text": words }),
                Timing::Step(step) => json!({ "step": model.schedule[*step].id }),
            });
            let clauses = made.clauses.iter().map(|&clause| model.clauses[clause].id.as_str());
            json!({
                "id": made.id,
                "by": self.ids(&made.by),
                "to": self.ids(&made.to),
                "does": made.does,
                "in": self.instrument_ids(&made.instruments),
                "when": when,
                "where": made.place,
                "verified_by": self.ids(&made.verifiers),
                "consequence": made.consequence,
                "strength": made.strength.map(Strength::word),
                "clauses": clauses.collect::<Vec<_>>(),
                "left_open": gaps_out(gaps),
                "support": support(&made.support),
            })
        });
        commitments.collect()
    }

    fn clauses(&self) -> Vec<Value> {
        let model = &self.case.model;
        let clauses = model.clauses.iter().zip(&self.report.guards).map(|(clause, guard)| {
            let commitments = guard.commitments.iter();
            let commitments = commitments.map(|&place| model.commitments[place].id.as_str());
            json!({
                "id": clause.id,
                "text": clause.text,
                "commitments": commitments.collect::<Vec<_>>(),
                "guarded": !guard.is_unguarded(model),
                "rests_on_cannot": guard.rests_on_cannot,
                "left_open": gaps_out(&guard.open),
            })
        });
        clauses.collect()
    }

    fn drafts(&self) -> Vec<Value> {
        let model = &self.case.model;
        let drafts = model.drafts.iter().zip(&self.report.articles).map(|(draft, open)| {
            let articles = draft.articles.iter().zip(open).map(|(article, gaps)| {
                json!({
                    "id": article.id,
                    "text": article.text,
                    "left_open": gaps_out(gaps),
                    "support": support(&article.support),
                })
            });
            json!({
                "id": draft.id,
                "text": draft.text,
                "of": model.instruments[draft.of].id,
                "from": self.ids(&draft.from),
                "articles": articles.collect::<Vec<_>>(),
                "support": support(&draft.support),
            })
        });
        drafts.collect()
    }

    fn comparison(&self, comparison: &Comparison) -> Value {
        let model = &self.case.model;
        let lines = comparison.lines.iter().map(|line| {
            let (word, why, hunks) = match &line.verdict {
                Verdict::Same => ("same", None, None),
                Verdict::Dropped => ("dropped", None, None),
                Verdict::Added => ("added", None, None),
                Verdict::Changed(hunks) => ("changed", None, Some(hunks)),
                Verdict::Conflicting(why, hunks) => ("conflicting", Some(why), Some(hunks)),
            };
            let why = why.map(|why| match why {
                Conflict::Marked => json!({ "rule": "marked" }),
                Conflict::Negated => json!({ "rule": "negation" }),
                Conflict::Numbers(first, second) => {
                    json!({ "rule": "numbers", "first": first, "second": second })
                }
                Conflict::Parties(first, second) => {
                    json!({ "rule": "parties", "first": first, "second": second })
                }
            });
            let hunk = |hunk: &Hunk| json!({ "from": hunk.from, "to": hunk.to });
            json!({
                "article": line.article,
                "verdict": word,
                "conflict": why,
                "changes": hunks.map(|hunks| hunks.iter().map(hunk).collect::<Vec<_>>()),
            })
        });
        json!({
            "of": model.instruments[comparison.of].id,
            "first": model.drafts[comparison.drafts.0].id,
            "second": model.drafts[comparison.drafts.1].id,
            "articles": lines.collect::<Vec<_>>(),
        })
    }

    fn delegations(&self) -> Vec<Value> {
        let model = &self.case.model;
        let found = model.delegations.iter().zip(&self.report.delegations);
        let delegations = found.map(|(delegation, found)| {
            let definitions = delegation.definitions.iter().zip(&found.definitions);
            let definitions = definitions.map(|(definition, found)| {
                let members = definition
                    .seats
                    .iter()
                    .map(|seat| json!({ "who": seat.who, "side": seat.side, "seats": seat.seats }));
                let sides = definition.sides().into_iter();
                let sides =
                    sides.map(|side| json!({ "side": side, "seats": definition.seats_of(side) }));
                json!({
                    "id": definition.id,
                    "text": definition.text,
                    "members": members.collect::<Vec<_>>(),
                    "sides": sides.collect::<Vec<_>>(),
                    "counted": definition.counted,
                    "majority": found.majority,
                    "majority_stated": definition.majority.is_some(),
                    "absent": found.absent,
                    "support": support(&definition.support),
                })
            });
            let sides = found.sides.iter().map(|side| {
                let adverse = side.adverse.iter().map(|(place, why)| {
                    json!({
                        "definition": delegation.definitions[*place].id,
                        "no_seat": why.no_seat,
                        "outvoted_by": why.outvoted_by,
                    })
                });
                json!({ "side": side.side, "adverse": adverse.collect::<Vec<_>>() })
            });
            json!({
                "id": delegation.id,
                "for": delegation.represents.id(&model.parties),
                "definitions": definitions.collect::<Vec<_>>(),
                "sides": sides.collect::<Vec<_>>(),
                "support": support(&delegation.support),
            })
        });
        delegations.collect()
    }
}

fn support(support: &Support) -> Value {
    json!({
        "because": support.because,
        "against": support.against,
        "assumed": support.assumed.as_ref().map(|assumed| &assumed.reason),
    })
}

fn gaps_out(gaps: &[Gap]) -> Value {
    let vague: Vec<&str> = gaps
        .iter()
        .filter_map(|gap| match gap {
            Gap::Vague(term) => Some(*term),
            _ => None,
        })
        .collect();
    json!({
        "actor": gaps.contains(&Gap::Actor),
        "time": gaps.contains(&Gap::Time),
        "verifier": gaps.contains(&Gap::Verifier),
        "consequence": gaps.contains(&Gap::Consequence),
        "vague": vague,
    })
}
