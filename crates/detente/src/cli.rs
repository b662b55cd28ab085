//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Analyses negotiations and conflicts: from the records to a settlement that can be tested.
#[derive(Debug, Parser)]
#[command(name = "detente", version, about, long_about = None, max_term_width = 80, disable_help_subcommand = true)]
#[command(
    after_help = "Start with `detente new DIR`, or read a case that is there: `detente brief cases/korea-1953`."
)]
pub(crate) struct Cli {
    /// When to use colour; it is decoration only.
    #[arg(long, value_enum, default_value_t = Colour::Auto, global = true, value_name = "WHEN")]
    pub(crate) color: Colour,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints everything wrong with a case, each thing at its place.
    Check(CheckArgs),
    /// Prints two pages: what holds, what it hangs on, what it rests on.
    Brief(BriefArgs),
    /// Prints which outcomes hold, per reading and way of looking ahead.
    Stability(StabilityArgs),
    /// Says why an outcome holds or breaks; or what a diagnostic code means.
    ///
    /// Ends with exit code 1 if no outcome with the condition holds.
    Explain(ExplainArgs),
    /// Prints what the answers hang on, what to ask next, and what it takes to overturn them.
    Hinges(HingesArgs),
    /// Prints how to get from the present state to outcomes that hold, or to some condition.
    Paths(PathsArgs),
    /// Counts the orders of a party's wishes, or rankings, under which it would stay at an outcome.
    Inverse(InverseArgs),
    /// Says whether threats would be carried out and promises kept, reading by reading.
    Threats(ThreatsArgs),
    /// Says which outcomes would get the consent that parties need, and who binds.
    ///
    /// Ends with exit code 1 if no possible outcome satisfies the condition.
    Ratify(RatifyArgs),
    /// Says what each bloc can force and stop in a commission, and which seats and rule keep it able to act.
    ///
    /// Compares the compositions and rules of the case, or those asked for; shows what each body may deal
    /// with, and what that leaves open.
    Bodies(BodiesArgs),
    /// Prints what is asked, how far each party would go, what a refusal leads to, and what stays open.
    Agenda(AgendaArgs),
    /// Prints where each issue with positions comes out, by several models, and who pulls it there.
    Forecast(ForecastArgs),
    /// Says what became of what a case predicts, from its `outcome.toml`.
    Score(ScoreArgs),
    /// Says what to watch for: what, if seen, changes a judgement, and what plans wait for.
    Watch(WatchArgs),
    /// Says what a contingent plan leads to, what it hangs on, and which of its threats are empty.
    Plan(PlanArgs),
    /// Prints the figures of the records, what they leave possible, and where they contradict each other.
    Ledger(LedgerArgs),
    /// Prints who is bound to what, what is left open, how drafts differ, and who may sit for whom.
    Commitments(CommitmentsArgs),
    /// Prints what happens when, what hangs on what, and what a late step moves.
    Schedule(ScheduleArgs),
    /// Prints which outcomes hold though parties act together, and which groups would leave them.
    Coalitions(CoalitionsArgs),
    /// Says who could wreck an outcome, what holds them back, and what would stop them.
    ///
    /// Ends with exit code 1 if no possible outcome satisfies the condition.
    Spoilers(SpoilersArgs),
    /// Lets each party act on the game it sees, and says who is surprised by what follows.
    Views(ViewsArgs),
    /// Lists which sentences of the records the case uses.
    Coverage(CoverageArgs),
    /// Writes down where every quotation was found.
    Lock(LockArgs),
    /// Writes one reading of a case in the format of another program.
    Export(ExportArgs),
    /// Writes a small commented case to start from.
    New(NewArgs),
    /// Prints the completion script of a shell.
    Completions(CompletionArgs),
}

/// A case and where its records lie.
#[derive(Debug, Args)]
pub(crate) struct CaseArgs {
    /// The folder of the case, or a file saved by GMCR+ (FILE.gmcr); `bodies` also reads a file of bodies
    /// alone (FILE.toml), `forecast` a file of positions (FILE.csv, FILE.xml),
    /// `plan` a game saved by Gambit (FILE.efg).
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// A folder of records, beside CASE/records and those in `DETENTE_RECORDS`; may be repeated.
    #[arg(long, value_name = "DIR")]
    pub(crate) records: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Also prints notes, such as wishes known from another's mouth.
    #[arg(long)]
    pub(crate) notes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BriefArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Prints the annex too: the graph, issues, commissions, doubts. Files always have it.
    #[arg(long)]
    pub(crate) full: bool,
    #[command(flatten)]
    pub(crate) files: FileArgs,
}

/// Files a document is written to instead of the terminal.
#[derive(Debug, Args)]
pub(crate) struct FileArgs {
    /// Writes it as one self-contained HTML page; `-` prints it.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Writes it as Markdown; `-` prints it.
    #[arg(long, value_name = "FILE")]
    pub(crate) md: Option<PathBuf>,
}

impl FileArgs {
    /// Whether no file is asked for.
    pub(crate) fn to_terminal(&self) -> bool {
        self.html.is_none() && self.md.is_none()
    }
}

#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
pub(crate) struct StabilityArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
    /// Prints the answer as CSV: reading, concept, for whom the state is stable, state.
    #[arg(long, conflicts_with_all = ["json", "patterns"])]
    pub(crate) csv: bool,
    /// The solution concepts: nash, gmr, smr, seq, symseq, sim.
    ///
    /// Those are computed if none is named. Further ones, for small cases: cnash, cgmr, csmr, cseq
    /// (groups of parties that coordinate); nonmyopic, limited:2, limited:3 … (two parties who move
    /// by turns); strong-gmr, strong-smr, strong-seq, strong-symseq (only a reply that leaves the
    /// mover greatly worse off deters: see `vital`).
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(crate) concept: Vec<String>,
    /// The readings to show, as READING or MATTER=READING; all if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// With --json or --csv, leaves out what is stable for each party.
    #[arg(long)]
    pub(crate) equilibria: bool,
    /// Lists everything, however much it is.
    #[arg(long)]
    pub(crate) all: bool,
    /// Takes what the readings disagree on as unknown, instead of computing each: a, b, c or d.
    ///
    /// a: what is unknown tempts, and only what is known to be no better deters. b: neither. c: it
    /// tempts and deters. d: it does not tempt, and deters.
    #[arg(long, value_name = "EXTENSION", value_parser = ["a", "b", "c", "d"])]
    pub(crate) unknown: Option<String>,
    /// Describes the outcomes that hold by few patterns, so that a million of them can be read.
    #[arg(long, conflicts_with = "json")]
    pub(crate) patterns: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The folder of a case, or a diagnostic code such as E021.
    #[arg(value_name = "CASE|CODE")]
    pub(crate) subject: PathBuf,
    /// The outcomes to explain, as a condition: "sign and pact".
    #[arg(long, value_name = "CONDITION")]
    pub(crate) at: Option<String>,
    /// Only this party.
    #[arg(long, value_name = "PARTY")]
    pub(crate) party: Option<String>,
    /// The reading, as READING or MATTER=READING; the base if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// How far the parties look ahead: nash, gmr, smr, seq, symseq, sim.
    #[arg(long, value_name = "NAME", default_value = "seq")]
    pub(crate) concept: String,
    /// A folder of records, beside CASE/records and those in `DETENTE_RECORDS`; may be repeated.
    #[arg(long, value_name = "DIR")]
    pub(crate) records: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct HingesArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// For which way of looking ahead to count how many changes it takes to overturn an answer.
    #[arg(long, value_name = "NAME", default_value = "seq")]
    pub(crate) concept: String,
    /// Only what changes the answer to this question: one of the case, or any condition.
    #[arg(long, value_name = "NAME|CONDITION")]
    pub(crate) question: Option<String>,
    /// Only the smallest changes: neighbours swapped, a wish dropped or reversed, a rule dropped,
    /// another reading or view.
    #[arg(long)]
    pub(crate) smallest: bool,
    /// The most pairs of changes to try, under all readings together; 0 to try none.
    #[arg(long, value_name = "COUNT", default_value_t = 20_000)]
    pub(crate) most_pairs: usize,
    /// Where a case leaves too many orders of wishes open to count: the seed with which some are drawn.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Tells every assumption that something hangs on.
    #[arg(long)]
    pub(crate) all: bool,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PathsArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Where to: a condition; the outcomes that hold, if left out.
    #[arg(long, value_name = "CONDITION")]
    pub(crate) to: Option<String>,
    /// From where: a condition that holds in one possible outcome; the present state, if left out.
    #[arg(long, value_name = "CONDITION")]
    pub(crate) from: Option<String>,
    /// By any moves, not only by steps that pay those who take them.
    #[arg(long)]
    pub(crate) any_moves: bool,
    /// The reading, as READING or MATTER=READING; the base if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// How far the parties look ahead, for which outcomes hold.
    #[arg(long, value_name = "NAME", default_value = "seq")]
    pub(crate) concept: String,
    /// Prints the graph of outcomes and moves for Graphviz (dot) or as GraphML.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) graph: Option<GraphFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct InverseArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The outcomes asked about, as a condition: "sign and not wreck".
    #[arg(long, value_name = "CONDITION")]
    pub(crate) at: String,
    /// The party whose wishes are put in order.
    #[arg(long, value_name = "PARTY")]
    pub(crate) party: String,
    /// Asks about strict rankings of the outcomes, not orders of the wishes.
    ///
    /// So it is always done for a party that has a ranking.
    #[arg(long)]
    pub(crate) rankings: bool,
    /// The reading, as READING or MATTER=READING; the base if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// How far the parties look ahead: nash, gmr, smr, seq, symseq.
    #[arg(long, value_name = "NAME", default_value = "seq")]
    pub(crate) concept: String,
}

#[derive(Debug, Args)]
pub(crate) struct ThreatsArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The readings to look at, as READING or MATTER=READING; all if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// How far the parties look ahead: nash, gmr, smr, seq, symseq, sim.
    #[arg(long, value_name = "NAME", default_value = "seq")]
    pub(crate) concept: String,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RatifyArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The outcomes asked about, as a condition: "sign and not wreck".
    ///
    /// If left out, those in which some joint option of the party is taken.
    #[arg(long, value_name = "CONDITION")]
    pub(crate) at: Option<String>,
    /// Only this party.
    #[arg(long, value_name = "PARTY")]
    pub(crate) party: Option<String>,
    /// The readings to look at, as READING or MATTER=READING; all if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// How far the parties look ahead: nash, gmr, smr, seq, symseq, sim.
    #[arg(long, value_name = "NAME", default_value = "seq")]
    pub(crate) concept: String,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BodiesArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Only this body.
    #[arg(long, value_name = "BODY")]
    pub(crate) body: Option<String>,
    /// The compositions to compare: names of the case, or seats of each bloc such as 2-2-1.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) compare: Vec<String>,
    /// The rules to compare: classes or rival rules of the case, or majority, two-thirds, three-quarters,
    /// all-but-one, unanimity, majority-both-sides, two-thirds-both-sides, all-but-one-both-sides,
    /// both-sides-whole.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) rules: Vec<String>,
    /// One more rule, written out: "yes(ALL) >= 4 and any(east)"; may be given several times.
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Vec<String>,
    /// Tries every composition of up to so many seats that treats the sides alike, under every rule with a
    /// short name, and shows those that no other beats.
    #[arg(long, value_name = "SEATS", conflicts_with_all = ["compare", "rules", "rule"])]
    pub(crate) search: Option<usize>,
    /// The bloc whose side to take, if not as in the case.
    #[arg(long, value_name = "BLOC")]
    pub(crate) ours: Option<String>,
    /// The bloc on the other side, if not as in the case.
    #[arg(long, value_name = "BLOC")]
    pub(crate) theirs: Option<String>,
    /// The chance that a member departs from its line, 0 to 1.
    #[arg(long, value_name = "CHANCE")]
    pub(crate) departure: Option<f64>,
    /// The chance that a whole bloc takes one line, 0 to 1.
    #[arg(long, value_name = "CHANCE")]
    pub(crate) cohesion: Option<f64>,
    /// Chances that the line of those of neither side is yes, each tried in turn.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) leanings: Vec<f64>,
    /// The chance of a yes where all sides want a thing, 0 to 1.
    #[arg(long, value_name = "CHANCE")]
    pub(crate) common: Option<f64>,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A variant of the challenge model.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum VariantArg {
    /// What reproduces the published tables.
    AsComputed,
    /// The formulas as printed.
    AsPrinted,
}

#[derive(Debug, Args)]
pub(crate) struct ForecastArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Which models, by name: weighted-mean, weighted-median, nash, kalai-smorodinsky, challenge, spatial,
    /// exchange.
    #[arg(long, value_name = "MODEL", value_delimiter = ',')]
    pub(crate) model: Vec<String>,
    /// An option of the spatial model by the names of the KAPSARC toolkit, such as `VotingRule=Cubic`; may
    /// be repeated.
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Turns of the spatial model at most.
    #[arg(long, value_name = "N")]
    pub(crate) turns: Option<usize>,
    /// Rounds of the challenge model.
    #[arg(long, value_name = "N")]
    pub(crate) rounds: Option<usize>,
    /// Which of the two published variants of the challenge model.
    #[arg(long, value_name = "VARIANT")]
    pub(crate) variant: Option<VariantArg>,
    /// Where random draws start; the same seed gives the same answer.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Draws of what is only roughly known; 0 for none.
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(crate) draws: usize,
    /// Puts every move of the round models in words.
    #[arg(long)]
    pub(crate) moves: bool,
    /// What alone would bring the weighted mean of an issue to a point: ISSUE=POINT; may be repeated.
    #[arg(long, value_name = "ISSUE=POINT")]
    pub(crate) reach: Vec<String>,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// How far parties look ahead.
    #[arg(long, value_name = "CONCEPT", default_value = "seq")]
    pub(crate) concept: String,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// One plan of the case.
    #[arg(long, value_name = "NAME")]
    pub(crate) plan: Option<String>,
    /// Prints the plan as a game for Gambit (.efg).
    #[arg(long, conflicts_with = "json")]
    pub(crate) efg: bool,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AgendaArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// A party that is refused: ISSUE or ISSUE=PARTY, once for each time; without a party the one whose
    /// assessment the case is.
    #[arg(long, value_name = "ISSUE", value_delimiter = ',')]
    pub(crate) refuse: Vec<String>,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentsArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Says what a text of your own would leave open as a clause; may be given more than once.
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LedgerArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Prints a table for spreadsheets: one line per figure.
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ScheduleArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// A step that is late, and by how many days: reply=4d; may be given several times, each for itself.
    #[arg(long, value_name = "STEP=DAYS", value_delimiter = ',')]
    pub(crate) slip: Vec<String>,
    #[command(flatten)]
    pub(crate) files: FileArgs,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CoalitionsArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The reading, as READING or MATTER=READING; the base if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// How far parties and groups look ahead: nash, gmr, smr, seq.
    #[arg(long, value_name = "NAME", default_value = "seq")]
    pub(crate) concept: String,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SpoilersArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The outcomes asked about, as a condition: "sign and not wreck".
    #[arg(long, value_name = "CONDITION")]
    pub(crate) at: String,
    /// What is to be kept, and is wrecked if it no longer holds; the condition of --at if left out.
    ///
    /// Where --at names a single outcome nobody could offer anything without leaving it; then say
    /// here what matters in it.
    #[arg(long, value_name = "CONDITION")]
    pub(crate) keep: Option<String>,
    /// Only this party, and what it can do with others.
    #[arg(long, value_name = "PARTY")]
    pub(crate) party: Option<String>,
    /// The readings, as READING or MATTER=READING; all if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// How far the parties look ahead: nash, gmr, smr, seq, symseq, sim.
    #[arg(long, value_name = "NAME", default_value = "seq")]
    pub(crate) concept: String,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ViewsArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The reading, as READING or MATTER=READING; the base if left out, with --json all.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
    /// How far the parties look ahead; seq if left out, with --json all.
    #[arg(long, value_name = "NAME")]
    pub(crate) concept: Option<String>,
    /// Prints the machine-readable answer.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The formats in which a graph can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// The language of Graphviz.
    Dot,
    /// GraphML.
    Graphml,
}

#[derive(Debug, Args)]
pub(crate) struct CoverageArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// Lists every sentence, not only the unused ones.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    /// The file to write for GMCR+; `-` prints it.
    #[arg(long, value_name = "FILE")]
    pub(crate) gmcr: PathBuf,
    /// The reading, as READING or MATTER=READING; the base if left out.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) reading: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionArgs {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
