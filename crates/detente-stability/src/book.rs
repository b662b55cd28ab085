//! Compiles and runs the examples of the book.

#[doc = include_str!("../../../docs/engines/stability.md")]
struct Engine;

#[doc = include_str!("../../../docs/concepts/README.md")]
struct Concepts;
#[doc = include_str!("../../../docs/concepts/nash.md")]
struct Nash;
#[doc = include_str!("../../../docs/concepts/gmr.md")]
struct Gmr;
#[doc = include_str!("../../../docs/concepts/smr.md")]
struct Smr;
#[doc = include_str!("../../../docs/concepts/seq.md")]
struct Seq;
#[doc = include_str!("../../../docs/concepts/symseq.md")]
struct SymSeq;
#[doc = include_str!("../../../docs/concepts/sim.md")]
struct Sim;
#[doc = include_str!("../../../docs/concepts/limited.md")]
struct Limited;
#[doc = include_str!("../../../docs/concepts/nonmyopic.md")]
struct Nonmyopic;
#[doc = include_str!("../../../docs/concepts/coalitions.md")]
struct Coalitions;
#[doc = include_str!("../../../docs/concepts/strength.md")]
struct Strength;
#[doc = include_str!("../../../docs/concepts/unknown.md")]
struct Unknown;
#[doc = include_str!("../../../docs/concepts/fuzzy.md")]
struct Fuzzy;
#[doc = include_str!("../../../docs/concepts/joint.md")]
struct Joint;
#[doc = include_str!("../../../docs/concepts/hypergame.md")]
struct Hypergame;
