//! Orders of wishes that a case leaves open, against going through all permutations.

mod random;

use detente_brief::{Answer, CONCEPTS, Limits, analyse, robust};
use detente_case::{Case, MemoryWorld, load};
use detente_model::{Model, Preference};
use random::{list_in_force, random_open_case, solved};
use std::collections::BTreeMap;

/// All orders of a list, tried one by one: what is not in an inner list keeps its place, what is stays
/// within its list, and nothing comes before what counts more.
fn orders(preference: &Preference) -> Vec<Vec<usize>> {
    let list = preference.statements();
    let mut found = Vec::new();
    let mut places: Vec<usize> = (0..list.len()).collect();
    permute(&mut places, 0, &mut |order| {
        let legal = order.iter().enumerate().all(|(slot, &place)| {
            let stays = if list[place].open == 0 {
                place == slot
            } else {
                list[slot].open == list[place].open
            };
            let later = |other: &usize| order.iter().position(|p| p == other) > Some(slot);
            stays && list[place].above.iter().all(later)
        });
        if legal {
            found.push(order.to_vec());
        }
    });
    found
}

fn permute(items: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize])) {
    if from == items.len() {
        visit(items);
        return;
    }
    for at in from..items.len() {
        items.swap(from, at);
        permute(items, from + 1, visit);
        items.swap(from, at);
    }
}

/// The answers with every combination of orders, by question and concept.
fn tally(case: &Case, choice: &[usize]) -> (u128, Vec<Vec<BTreeMap<Answer, u128>>>) {
    let mut sums = vec![vec![BTreeMap::new(); CONCEPTS.len()]; case.model.questions.len()];
    let mut parts = vec![(*case.model).clone()];
    for party in 0..case.model.parties.len() {
        let mut next = Vec::new();
        for part in parts {
            let mut probe = part.clone();
            let list = list_in_force(&mut probe, choice, party).clone();
            for order in orders(&list) {
                let mut part = part.clone();
                let own = list_in_force(&mut part, choice, party);
                let items = order.iter().map(|&place| list.statements()[place].clone());
                *own = Preference::Statements(items.collect());
                next.push(part);
            }
        }
        parts = next;
    }
    let count = parts.len() as u128;
    for part in parts {
        let model = Model::new(part).expect("a model");
        let analysis = analyse(&model, &CONCEPTS, &Limits::default()).expect("solved");
        let result = analysis.readings.iter().find(|r| r.choice == choice).expect("a reading");
        for (question, answers) in result.answers.iter().enumerate() {
            for (concept, answer) in answers.iter().enumerate() {
                *sums[question][concept].entry(*answer).or_insert(0) += 1;
            }
        }
    }
    (count, sums)
}

#[test]
fn every_open_order_is_counted_once() {
    let (mut open, mut divided) = (0, 0);
    for seed in 1..=60 {
        let case = random_open_case(seed);
        let analysis = solved(&case.model);
        let found = robust(&case.model, &analysis, 1, &Limits::default()).expect("solved");
        for (scope, result) in found.scopes.iter().zip(&analysis.readings) {
            let (count, answers) = tally(&case, &result.choice);
            assert_eq!((scope.orders, scope.drawn), (count, None), "seed {seed}");
            assert_eq!(scope.answers, answers, "seed {seed}");
            open += usize::from(count > 1);
            divided += answers.iter().flatten().filter(|answers| answers.len() > 1).count();
        }
    }
    assert!(open > 30 && divided > 20, "{open} open, {divided} divided");
}

/// Too many orders to list are drawn, the same ones for the same seed.
#[test]
fn orders_are_drawn_where_they_are_too_many() {
    let wishes: Vec<String> = (0..12).map(|i| format!("\"{}o{i}\"", ["", "not "][i % 2])).collect();
    let options: Vec<String> = (0..12)
        .map(|i| format!("o{i} = {{ by = \"{}\", text = \"do {i}\" }}", ["a", "b"][i % 2]))
        .collect();
    let text = format!(
        "schema = 1\ncase = {{ title = \"T\", question = \"Q?\" }}\nparties = {{ a = \"A\", b = \"B\" }}\n[options]\n{}\n\
         [preferences]\na = [[{}]]\nb = [\"o1 iff o0\", [\"o2\", \"not o3\"]]\n[questions]\nq = \"o0\"\nr = \"o1 and o2\"\n",
        options.join("\n"),
        wishes.join(", ")
    );
    let loaded = load(&MemoryWorld::new().with("case.toml", text.as_str()));
    let case = loaded.case.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let analysis = solved(&case.model);
    let draw = |seed| robust(&case.model, &analysis, seed, &Limits::default()).expect("solved");
    let found = draw(7);
    assert_eq!(found.scopes[0].orders, 479_001_600 * 2);
    assert_eq!(found.scopes[0].drawn, Some(1_000));
    assert_eq!(found, draw(7));
    // Whether the first party takes its option hangs on no order: each wish is of its own option.
    assert_eq!(found.scopes[0].answers[0][0], BTreeMap::from([(Answer::InEvery, 1_000)]));
}
