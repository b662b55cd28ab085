//! The syntax tree of a condition, and its printing.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

/// A node of the syntax tree with the bytes it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What the node is.
    pub kind: ExprKind,
    /// Bytes of the condition's text, end exclusive.
    pub span: Range<usize>,
}

/// The comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// The arithmetic operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arith {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
}

/// What a node of the syntax tree is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A name.
    Name(String),
    /// A whole number.
    Int(i64),
    /// `not A`.
    Not(Box<Expr>),
    /// `A and B and …`.
    And(Vec<Expr>),
    /// `A or B or …`.
    Or(Vec<Expr>),
    /// `A if B`: the first is required whenever the second holds.
    If(Box<Expr>, Box<Expr>),
    /// `A iff B`.
    Iff(Box<Expr>, Box<Expr>),
    /// A comparison of two numbers.
    Compare(Compare, Box<Expr>, Box<Expr>),
    /// Arithmetic on two numbers.
    Arith(Arith, Box<Expr>, Box<Expr>),
    /// A function with its arguments.
    Call {
        /// The function's name.
        name: String,
        /// Where the name stands.
        name_span: Range<usize>,
        /// The arguments.
        args: Vec<Expr>,
    },
    /// A part that could not be read; a fault has been reported for it.
    Broken,
}

impl Expr {
    /// Returns the parts of the node, in the order of the text.
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Not(inner) => vec![inner],
            ExprKind::And(items) | ExprKind::Or(items) => items.iter().collect(),
            ExprKind::If(left, right)
            | ExprKind::Iff(left, right)
            | ExprKind::Compare(_, left, right)
            | ExprKind::Arith(_, left, right) => vec![left, right],
            ExprKind::Call { args, .. } => args.iter().collect(),
            ExprKind::Name(_) | ExprKind::Int(_) | ExprKind::Broken => vec![],
        }
    }

    /// Visits the node and every part below it, in the order of the text.
    pub fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        let mut left = vec![self];
        while let Some(expr) = left.pop() {
            visit(expr);
            left.extend(expr.children().into_iter().rev());
        }
    }

    /// How tightly the node binds: a child that binds less than its parent needs parentheses.
    fn binding(&self) -> u8 {
        match self.kind {
            ExprKind::If(..) | ExprKind::Iff(..) => 0,
            ExprKind::Or(_) => 1,
            ExprKind::And(_) => 2,
            ExprKind::Not(_) => 3,
            ExprKind::Compare(..) => 4,
            ExprKind::Arith(Arith::Add | Arith::Subtract, ..) => 5,
            ExprKind::Arith(Arith::Multiply, ..) => 6,
            ExprKind::Int(value) if value < 0 => 5,
            ExprKind::Name(_) | ExprKind::Int(_) | ExprKind::Call { .. } | ExprKind::Broken => 7,
        }
    }
}

/// Prints the condition so that parsing it again gives the same tree.
impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let child = |f: &mut Formatter<'_>, child: &Self, least: u8| {
            if child.binding() < least { write!(f, "({child})") } else { write!(f, "{child}") }
        };
        let joined = |f: &mut Formatter<'_>, items: &[Self], word: &str, least: u8| {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    write!(f, " {word} ")?;
                }
                child(f, item, least)?;
            }
            Ok(())
        };
        match &self.kind {
            ExprKind::Name(name) => f.write_str(name),
            ExprKind::Int(value) => write!(f, "{value}"),
            ExprKind::Not(inner) => {
                f.write_str("not ")?;
                child(f, inner, 3)
            }
            ExprKind::And(items) => joined(f, items, "and", 3),
            ExprKind::Or(items) => joined(f, items, "or", 2),
            ExprKind::If(left, right) | ExprKind::Iff(left, right) => {
                child(f, left, 1)?;
                f.write_str(if matches!(self.kind, ExprKind::If(..)) { " if " } else { " iff " })?;
                child(f, right, 1)
            }
            ExprKind::Compare(op, left, right) => {
                child(f, left, 5)?;
                write!(f, " {} ", op.symbol())?;
                child(f, right, 5)
            }
            ExprKind::Arith(op, left, right) => {
                let least = self.binding();
                child(f, left, least)?;
                write!(f, " {} ", op.symbol())?;
                child(f, right, least + 1)
            }
            ExprKind::Call { name, args, .. } => {
                write!(f, "{name}(")?;
                joined_args(f, args)?;
                f.write_str(")")
            }
            ExprKind::Broken => f.write_str("?"),
        }
    }
}

fn joined_args(f: &mut Formatter<'_>, args: &[Expr]) -> fmt::Result {
    for (index, arg) in args.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{arg}")?;
    }
    Ok(())
}

impl Compare {
    /// Returns the sign as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}

impl Arith {
    /// Returns the sign as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
        }
    }
}
