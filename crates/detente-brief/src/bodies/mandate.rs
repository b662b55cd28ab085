//! The mandate grid: which body may deal with what, in which class of question, and what that leaves
//! open; and what changes if an issue is counted in another category.

use super::blocs;
use super::filling::{of_case, standing};
use super::trial::chamber;
use super::words::{bloc_name, body_name, body_title, plain, voter_name};
use crate::document::{Block, Inline, Row, Table};
use crate::notes::Notes;
use crate::words::{capital, list, plural};
use detente_bodies::planner::{Need, Seating};
use detente_case::Case;
use detente_model::{Body, Category, Mandate, Model, Reach, Voter};

/// What a case says of the mandates of its bodies.
#[derive(Clone, Debug)]
pub struct Mandates<'a> {
    /// Everything that some body may or may not deal with: clauses first, then issues.
    pub subjects: Vec<Subject<'a>>,
    /// The bodies that have a mandate, or at least rules.
    pub bodies: Vec<&'a Body>,
    /// What is open.
    pub holes: Vec<Hole<'a>>,
    /// What a change of category would do.
    pub shifts: Vec<Shift<'a>>,
}

/// A clause or an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// Its name.
    pub id: &'a str,
    /// What it says or asks.
    pub text: &'a str,
    /// Whose business it is.
    pub category: Option<Category>,
    /// Whether it is a clause.
    pub clause: bool,
}

/// Something a mandate leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hole<'a> {
    /// No body may deal with a clause or an issue between countries.
    NoVerifier(Subject<'a>),
    /// Several bodies may deal with one thing in one class of question.
    Shared(Subject<'a>, Vec<&'a str>),
    /// A body that has rules and nothing to deal with.
    NoClause(&'a str),
    /// A class of question that nothing can set off: no vote passes, and nobody can ask.
    NoTrigger(&'a str, String),
    /// A subject on request of somebody who is no party of the case and so never asks.
    NobodyAsks(&'a str, Subject<'a>, Vec<Voter>),
    /// Nothing is said of what a body may see.
    NoAccess(&'a str),
    /// Nothing is said of to whom a body reports.
    NoAddressee(&'a str),
}

/// What a change of category does to the reach of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift<'a> {
    /// The issue.
    pub subject: Subject<'a>,
    /// The body.
    pub body: &'a str,
    /// Its category now, and whether the body deals with that.
    pub now: (Category, bool),
    /// Another category that differs in that.
    pub then: Category,
}

impl Mandates<'_> {
    /// Says how much is open, in one line.
    pub(crate) fn lead(&self) -> Option<String> {
        let open = self.holes.len();
        (open > 0).then(|| format!("The mandates leave {} open.", plural(open, "thing")))
    }
}

/// Collects the mandates of a case; nothing if no body has any.
pub fn mandates(model: &Model) -> Option<Mandates<'_>> {
    let any = model.bodies.iter().any(|body| !body.mandate.is_empty() || body.handles.is_some());
    if !any && model.clauses.is_empty() {
        return None;
    }
    let clauses = model.clauses.iter().map(|clause| Subject {
        id: &clause.id,
        text: &clause.text,
        category: clause.category,
        clause: true,
    });
    let issues = model.issues.iter().map(|issue| Subject {
        id: &issue.id,
        text: &issue.question,
        category: issue.category,
        clause: false,
    });
    let named = |subject: &Subject<'_>| {
        model.bodies.iter().any(|body| body.mandate.iter().any(|line| line.on == subject.id))
    };
    // How to talk is nobody's to watch over; what is between countries is, though no body is named.
    let all = clauses.chain(issues).filter(|subject| {
        named(subject)
            || subject.clause
            || matches!(subject.category, Some(Category::International | Category::Both))
    });
    let subjects: Vec<Subject<'_>> = all.collect();
    let bodies: Vec<&Body> = model
        .bodies
        .iter()
        .filter(|body| !body.rules.is_empty() || !body.mandate.is_empty())
        .collect();
    let holes = holes(model, &subjects, &bodies);
    let shifts = shifts(model, &bodies);
    Some(Mandates { subjects, bodies, holes, shifts })
}

/// The lines of a mandate that are about a subject in a class.
fn lines<'a>(body: &'a Body, subject: &str, class: Option<&str>) -> Vec<&'a Mandate> {
    let about = |line: &&Mandate| {
        line.on == subject
            && class.is_none_or(|class| {
                line.classes.is_empty() || line.classes.iter().any(|known| known == class)
            })
    };
    body.mandate.iter().filter(about).collect()
}

fn holes<'a>(model: &'a Model, subjects: &[Subject<'a>], bodies: &[&'a Body]) -> Vec<Hole<'a>> {
    let mut holes = Vec::new();
    for &subject in subjects {
        let dealing = |body: &Body, class: Option<&str>| {
            lines(body, subject.id, class).iter().any(|line| line.reach != Reach::Out)
        };
        let domestic = subject.category == Some(Category::Domestic);
        if !domestic && !bodies.iter().any(|body| dealing(body, None)) {
            holes.push(Hole::NoVerifier(subject));
        }
        let mut classes: Vec<&str> = Vec::new();
        for rule in bodies.iter().flat_map(|body| &body.rules) {
            if !classes.contains(&rule.class.as_str()) {
                classes.push(&rule.class);
            }
        }
        let shared = classes.into_iter().find_map(|class| {
            let has = |body: &&&Body| {
                body.rules.iter().any(|rule| rule.class == class) && dealing(body, Some(class))
            };
            let both: Vec<&str> = bodies.iter().filter(has).map(|body| body.id.as_str()).collect();
            (both.len() > 1).then_some(both)
        });
        holes.extend(shared.map(|both| Hole::Shared(subject, both)));
    }
    for &body in bodies {
        if body.mandate.is_empty() && body.handles.is_none() {
            holes.push(Hole::NoClause(&body.id));
        } else {
            if body.access.is_none() {
                holes.push(Hole::NoAccess(&body.id));
            }
            if body.reports_to.is_none() {
                holes.push(Hole::NoAddressee(&body.id));
            }
        }
        for rule in &body.rules {
            if rule.requests.is_empty() && never_acts(model, body, &rule.class) {
                holes.push(Hole::NoTrigger(&body.id, rule.class.clone()));
            }
        }
        for line in &body.mandate {
            let Reach::OnRequest(of) = &line.reach else { continue };
            let silent = of.iter().filter(|voter| matches!(voter, Voter::Other(_)));
            let silent: Vec<Voter> = silent.cloned().collect();
            let subject = subjects.iter().find(|subject| subject.id == line.on);
            if let (false, Some(&subject)) = (silent.is_empty(), subject) {
                holes.push(Hole::NobodyAsks(&body.id, subject, silent));
            }
        }
    }
    holes
}

/// Tells whether a rule passes with nobody's, or with everybody's, vote.
fn never_acts(model: &Model, body: &Body, class: &str) -> bool {
    let Some(rule) = body.rules.iter().find(|rule| rule.class == class) else { return true };
    let mut known = blocs(body);
    let filling = standing(body);
    let tried = of_case(rule, true);
    let Ok(made) = chamber(model, &filling, &tried, &mut known) else { return false };
    let acts = |yes: u64| made.acts(yes);
    made.seating(&acts).is_ok_and(|seating| seating.winning() == 0)
}

/// For every issue and every body with categories of its own: the categories that would move the issue
/// in or out of its reach.
fn shifts<'a>(model: &'a Model, bodies: &[&'a Body]) -> Vec<Shift<'a>> {
    const OTHERS: [Category; 3] = [Category::Domestic, Category::International, Category::Both];
    let mut shifts = Vec::new();
    for &body in bodies {
        let Some(handles) = &body.handles else { continue };
        for issue in &model.issues {
            let Some(now) = issue.category.filter(|now| OTHERS.contains(now)) else { continue };
            let inside = handles.value.contains(&now);
            let subject = Subject {
                id: &issue.id,
                text: &issue.question,
                category: Some(now),
                clause: false,
            };
            let then = OTHERS.into_iter().filter(|then| handles.value.contains(then) != inside);
            shifts.extend(then.map(|then| Shift {
                subject,
                body: &body.id,
                now: (now, inside),
                then,
            }));
        }
    }
    shifts
}

/// The grid, what is open, and what a change of category does.
pub(crate) fn mandate_blocks(
    case: &Case,
    mandates: &Mandates<'_>,
    notes: &mut Notes<'_>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !mandates.subjects.is_empty() && !mandates.bodies.is_empty() {
        blocks.push(Block::Heading("Mandates".into()));
        blocks.push(Block::Table(grid(case, mandates, notes)));
    }
    if !mandates.holes.is_empty() {
        blocks.push(Block::Heading("What the mandates leave open".into()));
        let unwatched = mandates.holes.iter().filter_map(|hole| match hole {
            Hole::NoVerifier(subject) => Some(format!("‘{}’", subject.text)),
            _ => None,
        });
        let unwatched: Vec<String> = unwatched.collect();
        let mut items = Vec::new();
        if !unwatched.is_empty() {
            items.push(format!("No verifier: no body may deal with {}", list(&unwatched, "or")));
        }
        let others = mandates.holes.iter().filter(|hole| !matches!(hole, Hole::NoVerifier(_)));
        items.extend(others.map(|hole| hole_words(case, hole)));
        let items = items.into_iter().map(|item| vec![Inline::text(format!("{item}."))]);
        blocks.push(Block::List(items.collect()));
    }
    blocks.extend(jurisdiction(case, mandates, notes));
    blocks
}

fn grid(case: &Case, mandates: &Mandates<'_>, notes: &mut Notes<'_>) -> Table {
    let mut head = vec!["Clause or issue".to_owned()];
    let with: Vec<&&Body> =
        mandates.bodies.iter().filter(|body| !body.mandate.is_empty()).collect();
    head.extend(with.iter().map(|body| body_title(body)));
    let mut rows = Vec::new();
    for subject in &mandates.subjects {
        let category = subject.category.map_or(String::new(), |of| format!(" ({})", of.word()));
        let mut cells = vec![vec![Inline::text(format!("{}{category}", capital(subject.text)))]];
        for body in &with {
            let found = lines(body, subject.id, None);
            let mut cell = Vec::new();
            for (place, line) in found.iter().enumerate() {
                if place > 0 {
                    cell.push(Inline::text("; "));
                }
                cell.push(Inline::text(reach_words(case, line)));
                notes.mark(&line.support, &mut cell);
            }
            if cell.is_empty() {
                cell.push(Inline::text("–"));
            }
            cells.push(cell);
        }
        rows.push(Row::Cells(cells));
    }
    Table { caption: "Which body may deal with what; – where nothing is said".into(), head, rows }
}

fn reach_words(case: &Case, line: &Mandate) -> String {
    let reach = match &line.reach {
        Reach::In => "in".to_owned(),
        Reach::Out => "out".to_owned(),
        Reach::OnRequest(of) => {
            let of: Vec<String> = of.iter().map(|voter| voter_name(case, voter)).collect();
            format!("on request of {}", list(&of, "and"))
        }
    };
    if line.classes.is_empty() {
        return reach;
    }
    let classes: Vec<String> = line.classes.iter().map(|class| plain(class)).collect();
    format!("{reach} ({})", list(&classes, "and"))
}

fn name_of(model: &Model, id: &str) -> String {
    let body = model.bodies.iter().find(|body| body.id == id);
    body.map_or_else(|| id.to_owned(), body_name)
}

fn hole_words(case: &Case, hole: &Hole<'_>) -> String {
    let model = &case.model;
    let name = |id: &str| name_of(model, id);
    match hole {
        Hole::NoVerifier(subject) => {
            format!("No verifier: no body may deal with ‘{}’", subject.text)
        }
        Hole::Shared(subject, bodies) => {
            let bodies: Vec<String> = bodies.iter().map(|id| name(id)).collect();
            format!("Two bodies on one thing: {} on ‘{}’", list(&bodies, "and"), subject.text)
        }
        Hole::NoClause(body) => {
            format!(
                "A body without a mandate: nothing says what is to be dealt with by {}",
                name(body)
            )
        }
        Hole::NoTrigger(body, class) => {
            format!(
                "Nobody can set it off: no vote of {} passes for ‘{class}’, and nobody may ask for it",
                name(body)
            )
        }
        Hole::NobodyAsks(body, subject, silent) => {
            let who: Vec<String> = silent.iter().map(|voter| voter_name(case, voter)).collect();
            let is = if who.len() == 1 { "is no party" } else { "are no parties" };
            format!(
                "A request that may never come: {} deals with ‘{}’ only if {} ask for it, who {is} of this case",
                name(body),
                subject.text,
                list(&who, "and"),
            )
        }
        Hole::NoAccess(body) => format!("No access: nothing says what {} may see", name(body)),
        Hole::NoAddressee(body) => {
            format!("No addressee: nothing says to whom {} reports", name(body))
        }
    }
}

/// What each side gains if an issue moves in or out of a body's reach.
fn jurisdiction(case: &Case, mandates: &Mandates<'_>, notes: &mut Notes<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for &body in &mandates.bodies {
        let of_body: Vec<&Shift<'_>> =
            mandates.shifts.iter().filter(|shift| shift.body == body.id).collect();
        let Some(handles) = body.handles.as_ref().filter(|_| !of_body.is_empty()) else { continue };
        let words: Vec<&str> = handles.value.iter().map(|category| category.word()).collect();
        let mut lead = vec![Inline::text(format!(
            "{} deals with issues of the categories {}.",
            capital(&body_name(body)),
            list(&words, "and")
        ))];
        notes.mark(&handles.support, &mut lead);
        let gains = gains(case, body);
        let mut rows: Vec<Row> = Vec::new();
        let mut told: Vec<&str> = Vec::new();
        for shift in &of_body {
            if told.contains(&shift.subject.id) {
                continue;
            }
            told.push(shift.subject.id);
            let then: Vec<&str> = of_body
                .iter()
                .filter(|other| other.subject.id == shift.subject.id)
                .map(|other| other.then.word())
                .collect();
            let (now, inside) = shift.now;
            let cells = [
                capital(shift.subject.text),
                format!("{}: {}", now.word(), if inside { "in" } else { "out" }),
                format!("{}: {}", list(&then, "or"), if inside { "out" } else { "in" }),
            ];
            rows.push(Row::Cells(cells.into_iter().map(|cell| vec![Inline::text(cell)]).collect()));
        }
        blocks.push(Block::Heading("Whose business it is".into()));
        blocks.push(Block::Paragraph(lead));
        blocks.push(Block::Table(Table {
            caption: format!(
                "What a change of category moves in or out of the reach of {}",
                body_name(body)
            ),
            head: vec!["Issue".into(), "As it is".into(), "If it were".into()],
            rows,
        }));
        let gains = gains.into_iter().map(|line| vec![Inline::text(format!("{line}."))]);
        blocks.push(Block::List(gains.collect()));
    }
    blocks
}

/// What each bloc gains from an issue being in a body's reach, or out of it, by class of question.
fn gains(case: &Case, body: &Body) -> Vec<String> {
    let model = &case.model;
    let mut known = blocs(body);
    let filling = standing(body);
    let mut out = Vec::new();
    for rule in &body.rules {
        let tried = of_case(rule, true);
        let Ok(made) = chamber(model, &filling, &tried, &mut known) else { continue };
        let acts = |yes: u64| made.acts(yes);
        let Ok(seating) = made.seating(&acts) else { continue };
        if seating.not_monotone().is_some() {
            continue;
        }
        let side = |name: &Option<String>| {
            let name = name.as_ref()?;
            known.iter().position(|bloc| bloc == name)
        };
        let sides: Vec<usize> =
            [side(&body.ours), side(&body.theirs)].into_iter().flatten().collect();
        let [ours, theirs] = sides.as_slice() else { continue };
        let name = |bloc: usize| bloc_name(case, &known[bloc]);
        let class = plain(&rule.class);
        out.push(gain(&class, &seating, &[(*ours, name(*ours)), (*theirs, name(*theirs))]));
    }
    out
}

/// What two sides gain from an issue in reach, under the rule for one class of question.
fn gain(class: &str, seating: &Seating<'_>, sides: &[(usize, String); 2]) -> String {
    let [(x, ours), (y, theirs)] = sides;
    let (force, forced) = (seating.force(&[*x], &[*y]), seating.force(&[*y], &[*x]));
    let votes = |need: Need| match need {
        Need::Others(others) => format!("with {}", plural(others, "vote")),
        Need::Never => "never".to_owned(),
    };
    let class = capital(class);
    match (force, forced) {
        (Need::Never, Need::Never) => format!(
            "{class}: in reach, neither side can push anything through and each has a veto; out of reach, nothing is lost but what both want"
        ),
        (force, forced) if force == forced => format!(
            "{class}: in reach, each side can push things through against the other {} more, and have things pushed through against it; out of reach, neither",
            votes(force)
        ),
        (force, forced) => format!(
            "{class}: in reach, {ours} pushes things through against {theirs} {}, {theirs} against {ours} {}; out of reach, neither does",
            votes(force),
            votes(forced)
        ),
    }
}
