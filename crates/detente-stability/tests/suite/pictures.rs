//! Parties who see different games, against the definition and its laws.

use crate::models::{JOINT, Random, SINGLE, random_game, random_ranking};
use crate::reference::Reference;
use detente_stability::{
    Concept, Context, Game, Mover, OptionSpec, Pattern, Picture, Ranking, RefusalCode, StateSpace,
    Structure, hypergame, solve,
};
use std::sync::Arc;

/// Makes the picture of a party that sees not every option, holds some combination impossible and
/// is wrong about what others want.
fn random_picture(random: &mut Random, real: &Game) -> (Picture, u64, u64) {
    let structure = real.structure();
    let all = structure.all_options();
    loop {
        let mask = |random: &mut Random| random.below(64) as u64 & random.below(64) as u64 & all;
        let unseen = mask(random);
        let fixed = mask(random) & unseen;
        let mut impossible: Vec<Pattern> = (0..structure.options().len())
            .map(|option| 1_u64 << option)
            .filter(|bit| unseen & bit != 0)
            .map(|bit| Pattern { care: bit, yes: !fixed & bit })
            .collect();
        if random.chance(50) {
            let care = all & (random.below(64) as u64);
            impossible.push(Pattern { care, yes: mask(random) & care });
        }
        let impossible: Vec<_> = impossible.iter().map(|pattern| pattern as _).collect();
        let Ok(space) = StateSpace::enumerate(structure, &impossible, &Context::default()) else {
            continue;
        };
        let rankings =
            (0..structure.parties()).map(|_| random_ranking(random, space.len())).collect();
        let game = Game::new(Arc::new(structure.clone()), Arc::new(space), rankings).unwrap();
        return (Picture::without(game, unseen, fixed).unwrap(), unseen, fixed);
    }
}

/// The same conflict with other rankings.
fn other_wishes(random: &mut Random, real: &Game) -> Game {
    let structure = Arc::new(real.structure().clone());
    let space = Arc::new(real.space().clone());
    let own = (0..structure.parties()).map(|party| {
        // Half of the rankings are as they are, so that there is something to agree on.
        if random.chance(50) {
            real.rankings()[party].clone()
        } else {
            random_ranking(random, space.len())
        }
    });
    let rankings = own.collect();
    Game::new(structure, space, rankings).unwrap()
}

#[test]
fn random_hypergames_are_solved_as_defined() {
    let mut random = Random(0x9e37);
    let (mut outcomes, mut surprises, mut blind, mut agreed, mut at_odds) = (0, 0, 0, 0, 0);
    for round in 0..600 {
        let real = random_game(&mut random, if round % 2 == 0 { SINGLE } else { JOINT });
        let parties = real.structure().parties();
        // In some rounds the parties differ in what they want only, so that joint steps are agreed.
        let drawn: Vec<_> = (0..parties)
            .map(|_| match round % 4 {
                3 => (Picture::of(other_wishes(&mut random, &real)), 0, 0),
                _ => random_picture(&mut random, &real),
            })
            .collect();
        let pictures: Vec<Picture> = drawn.iter().map(|(picture, ..)| picture.clone()).collect();
        let references: Vec<Reference> =
            pictures.iter().map(|picture| Reference::new(picture.game())).collect();
        let joint: Vec<Mover> = references[0].movers()[parties..].to_vec();
        for concept in Concept::ALL {
            if concept == Concept::Sim && !joint.is_empty() {
                continue;
            }
            let found = hypergame(real.space(), &pictures, concept, &Context::default()).unwrap();
            for (at, state) in real.space().states().iter().enumerate() {
                let seen: Vec<Option<usize>> = drawn
                    .iter()
                    .map(|(picture, unseen, fixed)| {
                        let seen = state & !unseen | fixed;
                        picture.game().space().states().iter().position(|&s| s == seen)
                    })
                    .collect();
                let stays = |viewer: usize, mover: Mover| {
                    seen[viewer]
                        .is_some_and(|index| references[viewer].is_stable(concept, mover, index))
                };
                // The joint steps from here that a member would take, as changes of seen options.
                let steps = |viewer: usize, mover: Mover| -> Vec<u64> {
                    let Some(seen) = seen[viewer] else { return Vec::new() };
                    let (reference, unseen) = (&references[viewer], drawn[viewer].1);
                    let wanted = reference.improvements(mover, seen).into_iter();
                    let unanswered =
                        wanted.filter(|&s1| !reference.is_answered(concept, mover, seen, s1));
                    let space = pictures[viewer].game().space();
                    unanswered.map(|s1| space.state(s1) & !unseen | state & unseen).collect()
                };
                let together = |&mover: &Mover| {
                    let mut members = mover.members().iter();
                    let first = steps(members.next().unwrap(), mover);
                    let rest: Vec<Vec<u64>> = members.map(|party| steps(party, mover)).collect();
                    let leave = first.iter().any(|step| rest.iter().all(|r| r.contains(step)));
                    assert_eq!(found.stable(mover).unwrap().contains(at), !leave);
                    (!leave, !first.is_empty() && rest.iter().all(|r| !r.is_empty()))
                };
                let together: Vec<(bool, bool)> = joint.iter().map(together).collect();
                agreed += together.iter().filter(|(stay, _)| !stay).count();
                at_odds += together.iter().filter(|(stay, all)| *stay && *all).count();
                let outcome = (0..parties).all(|party| stays(party, Mover::Party(party)))
                    && together.iter().all(|(stay, _)| *stay);
                assert_eq!(found.outcomes().contains(at), outcome);
                outcomes += usize::from(outcome);
                let mut steady = outcome;
                for (viewer, seen) in seen.iter().enumerate() {
                    let own = Mover::Party(viewer);
                    assert_eq!(found.stable(own).unwrap().contains(at), stays(viewer, own));
                    assert_eq!(found.unseen(viewer).unwrap().contains(at), seen.is_none());
                    let expected =
                        references[viewer].movers().iter().all(|&mover| stays(viewer, mover));
                    assert_eq!(found.expected(viewer).unwrap().contains(at), expected);
                    let surprised = outcome && !expected;
                    assert_eq!(
                        found.disappointments(viewer).unwrap().contains(at),
                        expected && !outcome
                    );
                    assert_eq!(found.surprises(viewer).unwrap().contains(at), surprised);
                    surprises += usize::from(surprised);
                    blind += usize::from(seen.is_none());
                    steady &= !surprised;
                }
                assert_eq!(found.steady().contains(at), steady);
            }
        }
    }
    assert!(outcomes > 1000 && surprises > 1000 && blind > 1000, "{outcomes} {surprises} {blind}");
    assert!(agreed > 100 && at_odds > 10, "{agreed} {at_odds}");
}

#[test]
fn parties_who_see_the_conflict_as_it_is_are_never_surprised() {
    let mut random = Random(0x51ed);
    for round in 0..400 {
        let real = random_game(&mut random, if round % 2 == 0 { SINGLE } else { JOINT });
        let pictures = vec![Picture::of(real.clone()); real.structure().parties()];
        for concept in Concept::ALL {
            if concept == Concept::Sim && real.structure().has_joint_options() {
                continue;
            }
            let context = Context::default();
            let found = hypergame(real.space(), &pictures, concept, &context).unwrap();
            let solved = solve(&real, concept, &context).unwrap();
            assert_eq!(found.outcomes(), solved.equilibria());
            assert_eq!(&found.steady(), solved.equilibria());
        }
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut random = Random(7);
    let context = Context::default();
    let real = random_game(&mut random, SINGLE);
    let parties = real.structure().parties();
    let pictures = vec![Picture::of(real.clone()); parties];
    let code = |pictures: &[Picture]| {
        hypergame(real.space(), pictures, Concept::Seq, &context).unwrap_err().code
    };
    assert_eq!(code(&[]), RefusalCode::Mismatch);
    assert_eq!(code(&pictures[1..]), RefusalCode::Mismatch);
    let moved = real.structure().all_options();
    assert!(real.space().len() > 1, "some option is changed in some state");
    assert_eq!(Picture::without(real.clone(), moved, 0).unwrap_err().code, RefusalCode::Mismatch);

    // The same options, otherwise owned.
    let owned = |first: usize, second: usize| {
        let options =
            vec![OptionSpec::of(first), OptionSpec::joint([0, second].into_iter().collect())];
        let structure = Structure::new(3, options).unwrap();
        let space = StateSpace::enumerate(&structure, &[], &context).unwrap();
        let rankings = vec![Ranking::from_values(&[0; 4]); 3];
        Picture::of(Game::new(Arc::new(structure), Arc::new(space), rankings).unwrap())
    };
    let pictures = [owned(0, 1), owned(0, 1), owned(0, 2)];
    let real = pictures[0].game().space();
    let refused = hypergame(real, &pictures, Concept::Seq, &context).unwrap_err();
    assert_eq!(refused.code, RefusalCode::Mismatch);
}
