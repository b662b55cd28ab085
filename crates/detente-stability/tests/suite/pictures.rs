//! Parties who see different games, against the definition and its laws.

use crate::models::{Random, SINGLE, random_game, random_ranking};
use crate::reference::Reference;
use detente_stability::{
    Concept, Context, Game, Mover, Pattern, Picture, RefusalCode, StateSpace, hypergame, solve,
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

#[test]
fn random_hypergames_are_solved_as_defined() {
    let mut random = Random(0x9e37);
    let (mut outcomes, mut surprises, mut blind) = (0, 0, 0);
    for _ in 0..300 {
        let real = random_game(&mut random, SINGLE);
        let parties = real.structure().parties();
        let drawn: Vec<_> = (0..parties).map(|_| random_picture(&mut random, &real)).collect();
        let pictures: Vec<Picture> = drawn.iter().map(|(picture, ..)| picture.clone()).collect();
        let references: Vec<Reference> =
            pictures.iter().map(|picture| Reference::new(picture.game())).collect();
        for concept in Concept::ALL {
            let found = hypergame(real.space(), &pictures, concept, &Context::default()).unwrap();
            for (at, state) in real.space().states().iter().enumerate() {
                let seen: Vec<Option<usize>> = drawn
                    .iter()
                    .map(|(picture, unseen, fixed)| {
                        let seen = state & !unseen | fixed;
                        picture.game().space().states().iter().position(|&s| s == seen)
                    })
                    .collect();
                let stays = |viewer: usize, party: usize| {
                    seen[viewer].is_some_and(|index| {
                        references[viewer].is_stable(concept, Mover::Party(party), index)
                    })
                };
                let outcome = (0..parties).all(|party| stays(party, party));
                assert_eq!(found.outcomes().contains(at), outcome);
                outcomes += usize::from(outcome);
                let mut steady = outcome;
                for (viewer, seen) in seen.iter().enumerate() {
                    assert_eq!(found.stable(viewer).unwrap().contains(at), stays(viewer, viewer));
                    assert_eq!(found.unseen(viewer).unwrap().contains(at), seen.is_none());
                    let surprised = outcome && !(0..parties).all(|party| stays(viewer, party));
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
}

#[test]
fn parties_who_see_the_conflict_as_it_is_are_never_surprised() {
    let mut random = Random(0x51ed);
    for _ in 0..200 {
        let real = random_game(&mut random, SINGLE);
        let pictures = vec![Picture::of(real.clone()); real.structure().parties()];
        for concept in Concept::ALL {
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

    let joint = loop {
        let game = random_game(&mut random, crate::models::JOINT);
        if game.structure().has_joint_options() {
            break game;
        }
    };
    let pictures = vec![Picture::of(joint.clone()); joint.structure().parties()];
    let refused = hypergame(joint.space(), &pictures, Concept::Seq, &context).unwrap_err();
    assert_eq!(refused.code, RefusalCode::JointOptions);
}
