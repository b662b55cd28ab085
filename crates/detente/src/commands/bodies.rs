//! `detente bodies`: who can make a commission act, who can stop it, and which seats and rule keep it
//! able to act; what it may deal with.

use super::{flag_fault, load_case, unknown};
use crate::cli::BodiesArgs;
use crate::output::{Failure, Output, check_files, put_document};
use detente::brief::bodies::{
    BodiesOutput, BodyAsked, BodyReport, FAMILIES, Filling, MOST_SEATS, RuleTried, blocs,
    bodies_document, body_report, class_rule, family, fillings, mandates, rules_of, search_rows,
    seat_counts, with_seats, written,
};
use detente::case::Case;
use detente::expr::parse;
use detente::model::{Body, Support, VoteModel};
use detente::text::closest;
use std::process::ExitCode;

pub(crate) fn run(args: &BodiesArgs, output: &mut Output) -> Result<ExitCode, Failure> {
    check_files(&args.files, &args.case)?;
    let case = load_case(&args.case, output)?;
    let chosen = bodies(&case, args, output)?;
    let mut reports = Vec::new();
    for body in chosen {
        reports.push(body_report(&case.model, asked(body, args)?));
    }
    let found = if asks(args) { None } else { mandates(&case.model) };
    if reports.is_empty() && found.is_none() {
        return Err(Failure::input(
            "no body of this case has a rule",
            "write how it decides: `rules.CLASS = \"majority(ALL)\"` in [bodies.NAME]",
        ));
    }
    if args.json {
        let version = env!("CARGO_PKG_VERSION");
        let (reports, mandates) = (reports.as_slice(), found.as_ref());
        output.json(&BodiesOutput { case: &case, reports, mandates, version })?;
    } else {
        let document = bodies_document(&case, &reports, found.as_ref());
        put_document(&document, &args.files, output)?;
    }
    // What could not be computed at all is no answer.
    let told = |report: &BodyReport<'_>| {
        !report.rows.is_empty() || report.members.iter().any(Result::is_ok)
    };
    let computed = reports.iter().any(told) || found.is_some();
    Ok(if computed { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Whether compositions or rules are asked for that need one body.
fn asks(args: &BodiesArgs) -> bool {
    !args.compare.is_empty()
        || !args.rules.is_empty()
        || !args.rule.is_empty()
        || args.search.is_some()
}

fn bodies<'a>(
    case: &'a Case,
    args: &BodiesArgs,
    output: &mut Output,
) -> Result<Vec<&'a Body>, Failure> {
    let all = &case.model.bodies;
    let names = || all.iter().map(|body| body.id.as_str()).collect::<Vec<_>>().join(", ");
    if all.is_empty() {
        return Err(Failure::input(
            "this case has no bodies",
            "describe one: [bodies.NAME] with `members` and `rules`",
        ));
    }
    if let Some(name) = &args.body {
        let known = all.iter().map(|body| body.id.as_str());
        return match all.iter().find(|body| body.id == *name) {
            Some(body) => Ok(vec![body]),
            None => Err(unknown(["body", "bodies"], name, known)),
        };
    }
    if !asks(args) {
        return Ok(all.iter().filter(|body| !rules_of(body).is_empty()).collect());
    }
    let rival: Vec<&Body> = all.iter().filter(|body| !body.compositions.is_empty()).collect();
    match (all.as_slice(), rival.as_slice()) {
        ([one], _) => Ok(vec![one]),
        (_, [first, rest @ ..]) => {
            if !rest.is_empty() {
                output.message(&format!("of `{}`; --body chooses another\n", first.id));
            }
            Ok(vec![*first])
        }
        _ => Err(Failure::input(
            "this case has several bodies",
            format!("name one with --body: {}", names()),
        )),
    }
}

fn asked<'a>(body: &'a Body, args: &'a BodiesArgs) -> Result<BodyAsked<'a>, Failure> {
    let blocs = blocs(body);
    let sides = sides(body, args, &blocs)?;
    let votes = votes(body, args)?;
    let pair = sides.as_ref().map(|(ours, theirs)| (ours.as_str(), theirs.as_str()));
    let (fillings, rules) = match args.search {
        Some(most) => {
            let Some(pair) = pair else {
                return Err(Failure::input(
                    format!("a search needs two sides, and `{}` has none", body.id),
                    format!("name them with --ours and --theirs: {}", blocs.join(", ")),
                ));
            };
            if !(2..=MOST_SEATS).contains(&most) {
                return Err(Failure::input(
                    format!("{most} seats cannot be searched"),
                    format!("give a number from 2 to {MOST_SEATS}"),
                ));
            }
            search_rows(&blocs, pair, most)
        }
        None => {
            let fillings = compared(body, args, &blocs)?;
            let rules = rules(body, args, pair, &fillings)?;
            (fillings, rules)
        }
    };
    Ok(BodyAsked {
        body,
        fillings,
        rules,
        sides,
        votes,
        distinct: args.search.is_some(),
        members: args.search.is_none(),
        // Only the answer for machines has them.
        sets: args.json,
    })
}

fn compared<'a>(
    body: &'a Body,
    args: &BodiesArgs,
    blocs: &[String],
) -> Result<Vec<Filling<'a>>, Failure> {
    let known = fillings(body);
    if args.compare.is_empty() {
        return Ok(known);
    }
    let named = |name: &String| {
        if let Some(found) = known.iter().find(|filling| filling.id == Some(name.as_str())) {
            return Ok(found.clone());
        }
        if let Some(found) = known.iter().find(|filling| filling.seats == *name) {
            return Ok(found.clone());
        }
        match seat_counts(name, blocs.len()) {
            Some(counts) => Ok(with_seats(blocs, &counts)),
            None => Err(Failure::input(
                format!("`{name}` is no composition of `{}`", body.id),
                format!(
                    "give seats for {} as in {}, {MOST_SEATS} at most, or one of {}",
                    blocs.join(", "),
                    vec!["1"; blocs.len()].join("-"),
                    known.iter().filter_map(|filling| filling.id).collect::<Vec<_>>().join(", ")
                ),
            )),
        }
    };
    args.compare.iter().map(named).collect()
}

fn rules<'a>(
    body: &'a Body,
    args: &BodiesArgs,
    sides: Option<(&str, &str)>,
    fillings: &[Filling<'_>],
) -> Result<Vec<RuleTried<'a>>, Failure> {
    if args.rules.is_empty() && args.rule.is_empty() {
        let rules = rules_of(body);
        if rules.is_empty() {
            return Err(Failure::input(
                format!("`{}` has no rules", body.id),
                "name some with --rules, for example `--rules majority,unanimity`",
            ));
        }
        return Ok(rules);
    }
    let mut tried = Vec::new();
    for name in &args.rules {
        tried.push(match class_rule(body, name).or_else(|| family(name, sides)) {
            Some(rule) => rule,
            None => return Err(no_rule(body, name, sides)),
        });
    }
    for text in &args.rule {
        let (expr, faults) = parse(text);
        if let Some(fault) = faults.first() {
            return Err(flag_fault("--rule", text, fault, &[]));
        }
        // A rule that fits none of the compositions is a slip, not a finding.
        let groups: Vec<&str> = fillings
            .iter()
            .flat_map(|filling| &filling.members)
            .flat_map(|member| member.group.iter().chain([&member.id]))
            .map(String::as_str)
            .collect();
        let lists = fillings.iter().flat_map(|filling| &filling.weights);
        let lists: Vec<&str> = lists.map(|list| list.id.as_str()).collect();
        let named = fillings.iter().flat_map(|filling| &filling.groups);
        let named: Vec<&str> = named.map(|group| group.id.as_str()).collect();
        let is_group = |name: &str| {
            let mut members = fillings.iter().flat_map(|filling| &filling.members);
            name == "ALL"
                || named.contains(&name)
                || members.any(|member| member.group.as_deref() == Some(name))
        };
        let lookup = |name: &str| {
            use detente::expr::rule::Entity;
            if is_group(name) {
                Some(Entity::Group)
            } else if groups.contains(&name) {
                Some(Entity::Member)
            } else {
                lists.contains(&name).then_some(Entity::Weights)
            }
        };
        if let Some(fault) = detente::expr::rule::check(&expr, &lookup).first() {
            let known: Vec<&str> = groups.iter().chain(&lists).copied().collect();
            return Err(flag_fault("--rule", text, fault, &known));
        }
        tried.push(written(text, text));
    }
    Ok(tried)
}

fn no_rule(body: &Body, name: &str, sides: Option<(&str, &str)>) -> Failure {
    let short = FAMILIES.iter().map(|(name, _)| *name);
    if sides.is_none() && short.clone().any(|known| known == name) {
        return Failure::input(
            format!("the rule `{name}` needs two sides"),
            "name them with --ours and --theirs",
        );
    }
    let own = body.rules.iter().chain(&body.rivals).map(|rule| rule.class.as_str());
    let known: Vec<&str> = own.chain(short).collect();
    let help = match closest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("name one of {}, or write it out with --rule", known.join(", ")),
    };
    Failure::input(format!("there is no rule `{name}`"), help)
}

fn sides(
    body: &Body,
    args: &BodiesArgs,
    blocs: &[String],
) -> Result<Option<(String, String)>, Failure> {
    let pick = |given: &Option<String>, own: &Option<String>| {
        let Some(name) = given.as_ref().or(own.as_ref()) else { return Ok(None) };
        if blocs.contains(name) {
            return Ok(Some(name.clone()));
        }
        let help = match closest(name, blocs.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the blocs of `{}` are {}", body.id, blocs.join(", ")),
        };
        Err(Failure::input(format!("there is no bloc `{name}`"), help))
    };
    let (ours, theirs) = (pick(&args.ours, &body.ours)?, pick(&args.theirs, &body.theirs)?);
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours == theirs => Err(Failure::input(
            format!("`{ours}` cannot be on both sides"),
            "name two blocs with --ours and --theirs",
        )),
        (Some(ours), Some(theirs)) => Ok(Some((ours, theirs))),
        (None, None) => Ok(None),
        _ => Err(Failure::input(
            "one side alone is no dispute",
            format!("name both with --ours and --theirs: {}", blocs.join(", ")),
        )),
    }
}

/// How members vote: as in the case, with what the command line says otherwise.
fn votes(body: &Body, args: &BodiesArgs) -> Result<Option<VoteModel>, Failure> {
    let given = args.departure.is_some()
        || args.cohesion.is_some()
        || args.common.is_some()
        || !args.leanings.is_empty();
    if !given {
        return Ok(body.votes.clone());
    }
    let base = body.votes.as_ref();
    let missing = |name: &str| {
        Failure::input(
            format!("how members vote is not stated whole: --{name} is missing"),
            "give --departure, --cohesion, --leanings and --common, or state them in the case as `votes`",
        )
    };
    let chance = |name: &str, given: Option<f64>, own: Option<f64>| {
        let value = given.or(own).ok_or_else(|| missing(name))?;
        if (0.0..=1.0).contains(&value) {
            Ok(value)
        } else {
            Err(Failure::input(
                format!("--{name} {value} is no chance"),
                "give a number from 0 to 1",
            ))
        }
    };
    let leanings = if args.leanings.is_empty() {
        base.map(|votes| votes.leanings.clone()).ok_or_else(|| missing("leanings"))?
    } else {
        args.leanings.clone()
    };
    let leanings: Result<Vec<f64>, Failure> =
        leanings.into_iter().map(|lean| chance("leanings", Some(lean), None)).collect();
    Ok(Some(VoteModel {
        departure: chance("departure", args.departure, base.map(|votes| votes.departure))?,
        cohesion: chance("cohesion", args.cohesion, base.map(|votes| votes.cohesion))?,
        common: chance("common", args.common, base.map(|votes| votes.common))?,
        leanings: leanings?,
        support: Support::default(),
    }))
}
