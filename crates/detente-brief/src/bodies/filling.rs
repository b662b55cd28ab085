//! Ways to fill a body, and rules for it: those of the case, and those that are asked for by short
//! names such as `2-2-1` and `two-thirds`.

use detente_expr::{Expr, parse};
use detente_model::{Body, BodyRule, Composition, Group, Member, Support, Voter, WeightList};

/// One way to fill a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Filling<'a> {
    /// Its name in the case; nothing if it was asked for by its seats.
    pub id: Option<&'a str>,
    /// Seats of each bloc: `2-2-1`.
    pub seats: String,
    /// What it is, in words.
    pub text: Option<&'a str>,
    /// The members.
    pub members: Vec<Member>,
    /// The member in the chair, by place.
    pub chair: Option<usize>,
    /// Groups of members beside their blocs.
    pub groups: Vec<Group>,
    /// Lists of weights, in the order of the members.
    pub weights: Vec<WeightList>,
    /// Rules of its own.
    pub rules: &'a [BodyRule],
    /// What it rests on.
    pub support: Option<&'a Support>,
}

/// A rule that is tried.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleTried<'a> {
    /// Its name: a class of question, the name of a rival, a short name, or the rule itself.
    pub name: String,
    /// The rule as written.
    pub source: String,
    /// The rule.
    pub rule: Expr,
    /// Those at whose request alone the body acts.
    pub requests: &'a [Voter],
    /// Whether the body acts unless those against fulfil the rule.
    pub default_act: bool,
    /// Whether members may abstain.
    pub abstain: bool,
    /// Whether it is the rule of a class of question.
    pub class: bool,
    /// What it rests on.
    pub support: Option<&'a Support>,
}

/// The names of the blocs of a body: those of the body as it stands, then those of its compositions.
/// A member without a bloc is its own.
pub fn blocs(body: &Body) -> Vec<String> {
    let mut blocs: Vec<String> = Vec::new();
    let rivals = body.compositions.iter().flat_map(|composition| &composition.members);
    for member in body.members.iter().chain(rivals) {
        let bloc = bloc_of(member);
        if !blocs.iter().any(|known| known == bloc) {
            blocs.push(bloc.to_owned());
        }
    }
    blocs
}

/// The bloc of a member.
pub(crate) fn bloc_of(member: &Member) -> &str {
    member.group.as_deref().unwrap_or(&member.id)
}

/// Every way to fill a body that its case gives; the body as it stands comes first, unless one of its
/// compositions is the same.
pub fn fillings(body: &Body) -> Vec<Filling<'_>> {
    let blocs = blocs(body);
    let mut all: Vec<Filling<'_>> = Vec::new();
    if !body.compositions.iter().any(|composition| composition.members == body.members) {
        all.push(standing(body));
    }
    all.extend(body.compositions.iter().map(|composition| rival(body, composition, &blocs)));
    all
}

/// The body as it stands.
pub(crate) fn standing(body: &Body) -> Filling<'_> {
    Filling {
        id: None,
        seats: seats(&blocs(body), &body.members),
        text: Some("As it stands"),
        members: body.members.clone(),
        chair: body.chair,
        groups: body.groups.clone(),
        weights: body.weights.clone(),
        rules: &[],
        support: Some(&body.support),
    }
}

/// A composition takes the chair and the weights of the body where its members have the same names.
fn rival<'a>(body: &'a Body, composition: &'a Composition, blocs: &[String]) -> Filling<'a> {
    let members = &composition.members;
    let chair = body.chair.map(|chair| &body.members[chair].id);
    let chair = chair.and_then(|chair| members.iter().position(|member| member.id == *chair));
    let groups = body.groups.iter().map(|group| {
        let sits = |id: &&String| members.iter().any(|member| member.id == **id);
        Group {
            id: group.id.clone(),
            members: group.members.iter().filter(sits).cloned().collect(),
        }
    });
    let own = &composition.weights;
    let inherited = body.weights.iter().filter(|list| own.iter().all(|other| other.id != list.id));
    let inherited = inherited.map(|list| {
        let weight = |member: &Member| {
            let place = body.members.iter().position(|known| known.id == member.id);
            place.map_or(0, |place| list.weights[place])
        };
        WeightList { id: list.id.clone(), weights: members.iter().map(weight).collect() }
    });
    Filling {
        id: Some(&composition.id),
        seats: seats(blocs, members),
        text: composition.text.as_deref(),
        members: members.clone(),
        chair,
        groups: groups.collect(),
        weights: own.iter().cloned().chain(inherited).collect(),
        rules: &composition.rules,
        support: Some(&composition.support),
    }
}

/// A filling with the given seats of each bloc.
pub fn with_seats<'a>(blocs: &[String], counts: &[usize]) -> Filling<'a> {
    let mut members = Vec::new();
    for (bloc, &count) in blocs.iter().zip(counts) {
        for seat in 1..=count {
            let id = if count == 1 { format!("{bloc}_seat") } else { format!("{bloc}_{seat}") };
            members.push(Member { id, group: Some(bloc.clone()) });
        }
    }
    Filling {
        id: None,
        seats: seats(blocs, &members),
        text: None,
        members,
        chair: None,
        groups: Vec::new(),
        weights: Vec::new(),
        rules: &[],
        support: None,
    }
}

/// Reads `2-2-1`: one number of seats for each bloc.
pub fn seat_counts(text: &str, blocs: usize) -> Option<Vec<usize>> {
    let counts: Option<Vec<usize>> =
        text.split('-').map(|count| count.trim().parse().ok()).collect();
    counts.filter(|counts| {
        counts.len() == blocs && (1..=MOST_SEATS).contains(&counts.iter().sum::<usize>())
    })
}

/// More blocs than this are not told one by one.
const MOST_BLOCS: usize = 12;

/// The most seats that are filled on demand.
pub const MOST_SEATS: usize = 64;

fn seats(blocs: &[String], members: &[Member]) -> String {
    if blocs.len() > MOST_BLOCS {
        return format!("{} seats", members.len());
    }
    let count = |bloc: &String| members.iter().filter(|member| bloc_of(member) == bloc).count();
    blocs.iter().map(|bloc| count(bloc).to_string()).collect::<Vec<_>>().join("-")
}

/// Short names of rules, each with the rule; `OURS` and `THEIRS` stand for the two sides.
pub const FAMILIES: [(&str, &str); 9] = [
    ("majority", "majority(ALL)"),
    ("two-thirds", "3*yes(ALL) >= 2*size(ALL)"),
    ("three-quarters", "4*yes(ALL) >= 3*size(ALL)"),
    ("all-but-one", "yes(ALL) >= size(ALL) - 1"),
    ("unanimity", "unanimity(ALL)"),
    ("majority-both-sides", "majority(ALL) and any(OURS) and any(THEIRS)"),
    ("two-thirds-both-sides", "3*yes(ALL) >= 2*size(ALL) and any(OURS) and any(THEIRS)"),
    ("all-but-one-both-sides", "yes(ALL) >= size(ALL) - 1 and any(OURS) and any(THEIRS)"),
    ("both-sides-whole", "all(OURS) and all(THEIRS)"),
];

/// The rule of a short name; nothing if there is none, or if it needs two sides and they are not
/// known.
pub fn family<'a>(name: &str, sides: Option<(&str, &str)>) -> Option<RuleTried<'a>> {
    let (_, template) = FAMILIES.iter().find(|(known, _)| *known == name)?;
    let source = match sides {
        Some((ours, theirs)) => template.replace("OURS", ours).replace("THEIRS", theirs),
        None if template.contains("OURS") => return None,
        None => (*template).to_owned(),
    };
    Some(written(name, &source))
}

/// A rule as it is written.
pub fn written<'a>(name: &str, source: &str) -> RuleTried<'a> {
    RuleTried {
        name: name.to_owned(),
        source: source.to_owned(),
        rule: parse(source).0,
        requests: &[],
        default_act: false,
        abstain: false,
        class: false,
        support: None,
    }
}

/// A rule of the case.
pub(crate) fn of_case(rule: &BodyRule, class: bool) -> RuleTried<'_> {
    RuleTried {
        name: rule.class.clone(),
        source: rule.source.clone(),
        rule: rule.rule.clone(),
        requests: &rule.requests,
        default_act: rule.default_act,
        abstain: rule.abstain,
        class,
        support: Some(&rule.support),
    }
}

/// The rules to compare if none are asked for: the rival rules of the body, or its own if it has no
/// rivals.
pub fn rules_of(body: &Body) -> Vec<RuleTried<'_>> {
    let (rules, class) =
        if body.rivals.is_empty() { (&body.rules, true) } else { (&body.rivals, false) };
    rules.iter().map(|rule| of_case(rule, class)).collect()
}

/// A rule of a body by its name: a rival rule, or that of a class of question.
pub fn class_rule<'a>(body: &'a Body, name: &str) -> Option<RuleTried<'a>> {
    let rival = body.rivals.iter().find(|rule| rule.class == name);
    let own = || body.rules.iter().find(|rule| rule.class == name);
    rival.map(|rule| of_case(rule, false)).or_else(|| own().map(|rule| of_case(rule, true)))
}
