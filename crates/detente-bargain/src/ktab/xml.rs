//! KTAB's XML format, `smpSchema.xsd`, and the spellings its own samples use.

use super::{CAPABILITY, KtabActor, KtabFile, PERCENT, Place, shortened};
use crate::spatial::{SpatialOptions, Transition};
use roxmltree::{Document, Error, Node, ParsingOptions};
use std::collections::BTreeMap;

/// So many elements, attributes and texts are read at most.
const MAX_NODES: u32 = 1 << 22;

/// Reads a KTAB scenario in XML.
///
/// Read as documented by KTAB's schema and reader, and also what the reader rejects in its own samples:
/// `Prop` and `Proportional`, `None` and `No`, and a name for each option in any case. Missing model
/// parameters are KTAB's defaults; a missing `IdealAdjustment` is the identity. A blank number is a
/// fault with its line, and leaves the actor out.
///
/// ```
/// let text = "<Scenario><name>Duty</name><Dimensions><dName>Rate</dName></Dimensions><Actors>
///     <Actor><name>North</name><capability>50</capability>
///       <Position><dCoord>10</dCoord></Position><Salience><dSal>80</dSal></Salience></Actor>
///     </Actors></Scenario>";
/// let file = detente_bargain::read_ktab_xml(text);
/// assert!(!file.is_broken());
/// assert_eq!(file.scenario()?.scenario.positions(), [0.1]);
/// # Ok::<(), detente_bargain::Refusal>(())
/// ```
pub fn read_ktab_xml(text: &str) -> KtabFile {
    let mut file = KtabFile::empty();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => {
            let line = match error {
                Error::UnexpectedEndOfStream | Error::UnclosedRootNode => {
                    text.lines().count().max(1)
                }
                _ => error.pos().row as usize,
            };
            let message = format!("this is no well-formed XML: {}", shortened(&error.to_string()));
            file.error(line, message, "mend the markup; nothing was read");
            return file;
        }
    };
    let root = document.root_element();
    let lines = Lines::new(text);
    if !root.has_tag_name("Scenario") {
        let message = format!("it begins with <{}>", shortened(root.tag_name().name()));
        file.error(lines.of(root), message, "a KTAB scenario begins with <Scenario>");
        return file;
    }
    file.name = child(root, "name").map(content).unwrap_or_default();
    file.description = child(root, "desc").map(content).unwrap_or_default();
    read_seed(root, &lines, &mut file);
    read_options(root, &lines, &mut file);
    let dimensions = child(root, "Dimensions").map(|list| children(list, "dName"));
    file.dimensions = dimensions.into_iter().flatten().map(content).collect();
    if file.dimensions.is_empty() {
        file.error(lines.of(root), "there are no dimensions", "name each in <Dimensions><dName>");
    }
    let actors: Vec<Node<'_, '_>> =
        child(root, "Actors").map(|list| children(list, "Actor").collect()).unwrap_or_default();
    if actors.is_empty() {
        file.error(lines.of(root), "there are no actors", "describe each in <Actors><Actor>");
    }
    for actor in actors {
        read_actor(actor, &lines, &mut file);
    }
    read_accommodation(root, &lines, &mut file);
    file.finish()
}

/// Where the lines begin: finding each line by counting would take long in a large file.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Lines {
        Lines(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    fn of(&self, node: Node<'_, '_>) -> usize {
        let start = node.range().start;
        self.0.partition_point(|&end| end < start) + 1
    }
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name(name))
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name(name))
}

/// Returns the text of an element; comments may part it.
fn content(node: Node<'_, '_>) -> String {
    let texts = node.children().filter(Node::is_text).filter_map(|text| text.text());
    texts.collect::<String>().trim().to_owned()
}

fn read_seed(root: Node<'_, '_>, lines: &Lines, file: &mut KtabFile) {
    let Some(seed) = child(root, "prngSeed") else { return };
    let text = content(seed);
    match text.parse() {
        Ok(seed) => file.seed = Some(seed),
        Err(_) => {
            let message = format!("the seed is `{}`", shortened(&text));
            file.error(lines.of(seed), message, "give a whole number below 2⁶⁴");
        }
    }
}

fn read_options(root: Node<'_, '_>, lines: &Lines, file: &mut KtabFile) {
    let Some(list) = child(root, "ModelParameters") else { return };
    let mut options = file.options;
    // Our own option is none of the file's.
    for &name in SpatialOptions::NAMES.iter().filter(|&&name| name != "KtabFaults") {
        let Some(element) = child(list, name) else {
            let message = format!("<{name}> is missing; its default is used");
            file.warn(lines.of(list), message, "add it");
            continue;
        };
        if let Err(unknown) = options.set(name, &content(element)) {
            let (word, known) = (shortened(&unknown.word), unknown.known.join(", "));
            let message = format!("`{word}` is no value of {name}; there are {known}");
            let help = "use one of these; until then the default is used";
            file.error(lines.of(element), message, help);
        }
    }
    if let Transition::Stochastic { seed } = &mut options.transition {
        *seed = file.seed.unwrap_or(0);
        if file.seed.is_none() {
            let message = "the transitions are stochastic, but there is no seed; 0 is used";
            file.warn(lines.of(list), message, "give one in <prngSeed>");
        }
    }
    file.options = options;
}

fn read_actor(actor: Node<'_, '_>, lines: &Lines, file: &mut KtabFile) {
    let line = lines.of(actor);
    let name = child(actor, "name").map(content).unwrap_or_default();
    let description = child(actor, "description").map(content).unwrap_or_default();
    if name.is_empty() {
        file.error(line, "an actor has no name", "write it in <name>");
    }
    let capability = match child(actor, "capability") {
        Some(element) => {
            let place = Place { line: lines.of(element), which: "the capability", actor: &name };
            file.number(&content(element), &place, CAPABILITY)
        }
        None => file.number("", &Place { line, which: "the capability", actor: &name }, CAPABILITY),
    };
    let mut list = |outer: &'static str, inner: &'static str, which: &str| {
        let parts: Vec<Node<'_, '_>> =
            child(actor, outer).map(|list| children(list, inner).collect()).unwrap_or_default();
        let wanted = file.dimensions.len();
        if parts.len() != wanted {
            let message = format!("{} has {} of {wanted} {which}s", shortened(&name), parts.len());
            let help = "give one for each dimension; until then the actor is left out";
            file.error(child(actor, outer).map_or(line, |list| lines.of(list)), message, help);
            return Vec::new();
        }
        let read = |(at, &part): (usize, &Node<'_, '_>)| {
            let which = format!("{which} {}", at + 1);
            let place = Place { line: lines.of(part), which: &which, actor: &name };
            file.number(&content(part), &place, PERCENT)
        };
        parts.iter().enumerate().map(read).collect()
    };
    let position = list("Position", "dCoord", "position");
    let salience = list("Salience", "dSal", "salience");
    file.actors.push(KtabActor { name, description, capability, position, salience, line });
}

fn read_accommodation(root: Node<'_, '_>, lines: &Lines, file: &mut KtabFile) {
    let Some(list) = child(root, "IdealAdjustment") else { return };
    if let Some(second) = children(root, "IdealAdjustment").nth(1) {
        let message = "there is a second <IdealAdjustment>, which is passed over";
        file.error(lines.of(second), message, "put all pairs in one");
    }
    for other in list.children().filter(|other| other.is_element() && !other.has_tag_name("iaPair"))
    {
        let message = format!("<{}> is no pair", shortened(other.tag_name().name()));
        file.error(lines.of(other), message, "write <iaPair>; it is passed over");
    }
    // Of actors with one name the first counts; that there are two is a fault of its own.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (number, actor) in file.actors.iter().enumerate() {
        numbers.entry(actor.name.clone()).or_insert(number);
    }
    let mut given: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for pair in children(list, "iaPair") {
        let line = lines.of(pair);
        let mut who = |element: &'static str| {
            let name = child(pair, element).map(content).unwrap_or_default();
            let number = numbers.get(&name).copied();
            if number.is_none() {
                let message = format!("<{element}> names {}, no actor", shortened(&name));
                file.error(line, message, "use the name of an actor; the pair is passed over");
            }
            number
        };
        let (whose, towards) = (who("adjustingIdeal"), who("referencePos"));
        let text = child(pair, "adjust").map(content).unwrap_or_default();
        let (Some(whose), Some(towards)) = (whose, towards) else { continue };
        let name = file.actors[whose].name.clone();
        let place = Place { line, which: "the adjustment", actor: &name };
        let Some(share) = file.number(&text, &place, (0.0, 1.0)) else { continue };
        if let Some(&first) = given.get(&(whose, towards)) {
            let message = format!(
                "the adjustment of {} is already on line {first}; this one is passed over",
                shortened(&name)
            );
            file.error(line, message, "remove one of the two");
            continue;
        }
        given.insert((whose, towards), line);
        file.accommodation.push((whose, towards, share));
    }
}
