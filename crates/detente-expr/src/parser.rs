//! The parser: operator precedence by hand. It always returns a tree and never a panic.

use crate::ast::{Arith, Expr, ExprKind};
use crate::fault::{Fault, FaultKind};
use crate::lexer::{Spanned, Token, lex};
use std::ops::Range;

/// How deeply a condition may be nested. A person's condition is not ten deep.
pub const MAX_DEPTH: usize = 128;

/// How long a condition may be, in bytes.
pub const MAX_LENGTH: usize = 64 * 1024;

/// Reads a condition. What cannot be read becomes [`ExprKind::Broken`] and a fault.
///
/// ```
/// let (expr, faults) = detente_expr::parse("a and (b or not c) if d");
/// assert!(faults.is_empty());
/// assert_eq!(expr.to_string(), "a and (b or not c) if d");
/// ```
pub fn parse(text: &str) -> (Expr, Vec<Fault>) {
    if text.len() > MAX_LENGTH {
        let fault = Fault::new(
            FaultKind::TooDeep,
            0..text.len(),
            format!(
                "a condition of {} bytes is longer than the {MAX_LENGTH} that are read",
                text.len()
            ),
            "too long",
        )
        .help("split it into several conditions");
        return (Expr { kind: ExprKind::Broken, span: 0..text.len() }, vec![fault]);
    }
    let (tokens, faults) = lex(text);
    let mut parser = Parser { tokens, at: 0, depth: 0, gave_up: !faults.is_empty(), faults };
    let expr = parser.whole();
    let mut faults = parser.faults;
    // A foreign sign is reported by the lexer first; keep the reader's order.
    faults.sort_by_key(|fault| fault.span.start);
    (expr, faults)
}

struct Parser {
    tokens: Vec<Spanned>,
    at: usize,
    depth: usize,
    faults: Vec<Fault>,
    /// One fault, one diagnostic: after the first fault nothing more is guessed.
    gave_up: bool,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].token
    }

    fn span(&self) -> Range<usize> {
        self.tokens[self.at].span.clone()
    }

    /// The end token is never passed.
    fn advance(&mut self) {
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
    }

    fn fault(&mut self, fault: Fault) -> Expr {
        let span = fault.span.clone();
        if !self.gave_up {
            self.gave_up = true;
            self.faults.push(fault);
        }
        Expr { kind: ExprKind::Broken, span }
    }

    fn whole(&mut self) -> Expr {
        if *self.peek() == Token::End && self.faults.is_empty() {
            return self.fault(
                Fault::new(
                    FaultKind::Syntax,
                    0..self.span().end,
                    "an empty condition",
                    "nothing here",
                )
                .help("write a condition such as `sign and not wreck`"),
            );
        }
        let expr = self.clause();
        if *self.peek() != Token::End {
            let fault = self.leftover(&expr);
            self.fault(fault);
        }
        expr
    }

    fn leftover(&self, before: &Expr) -> Fault {
        let span = self.span();
        match self.peek() {
            Token::Close => {
                Fault::new(FaultKind::Syntax, span, "a `)` that closes nothing", "no `(` before it")
                    .help("remove it, or add the `(`")
            }
            Token::Name(name) => {
                let fault = Fault::new(
                    FaultKind::Syntax,
                    span,
                    format!("`{name}` follows a complete condition"),
                    "a word such as `and` is missing before it",
                );
                let lower = name.to_lowercase();
                if crate::lexer::keyword(&lower) {
                    fault.help(format!("write `{lower}` in lower case"))
                } else if matches!(before.kind, ExprKind::Name(_)) {
                    fault.help("join the two with `and` or `or`; a name has no spaces")
                } else {
                    fault.help("join the two with `and`, `or`, `if` or `iff`")
                }
            }
            _ => Fault::new(FaultKind::Syntax, span, "a condition ends before this", "unexpected")
                .help("join conditions with `and`, `or`, `if` or `iff`"),
        }
    }

    /// `or`-level, optionally followed by one `if` or `iff`.
    fn clause(&mut self) -> Expr {
        let left = self.disjunction();
        let conditional = matches!(self.peek(), Token::If);
        if !conditional && !matches!(self.peek(), Token::Iff) {
            return left;
        }
        self.advance();
        let right = self.disjunction();
        if matches!(self.peek(), Token::If | Token::Iff) {
            let span = self.span();
            self.fault(
                Fault::new(
                    FaultKind::Chain,
                    span,
                    "a second `if` or `iff` in one condition can be read in two ways",
                    "which belongs to which?",
                )
                .help("put one of them in parentheses"),
            );
        }
        let span = left.span.start..right.span.end;
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = if conditional { ExprKind::If(left, right) } else { ExprKind::Iff(left, right) };
        Expr { kind, span }
    }

    fn disjunction(&mut self) -> Expr {
        self.list(&Token::Or, Self::conjunction, ExprKind::Or)
    }

    fn conjunction(&mut self) -> Expr {
        self.list(&Token::And, Self::negation, ExprKind::And)
    }

    fn list(
        &mut self,
        word: &Token,
        item: fn(&mut Self) -> Expr,
        kind: fn(Vec<Expr>) -> ExprKind,
    ) -> Expr {
        let first = item(self);
        if self.peek() != word {
            return first;
        }
        let mut items = vec![first];
        while self.peek() == word {
            self.advance();
            items.push(item(self));
        }
        let span = items[0].span.start..items[items.len() - 1].span.end;
        Expr { kind: kind(items), span }
    }

    fn negation(&mut self) -> Expr {
        if *self.peek() != Token::Not {
            return self.comparison();
        }
        let start = self.span().start;
        self.advance();
        let inner = self.nested(Self::negation);
        Expr { span: start..inner.span.end, kind: ExprKind::Not(Box::new(inner)) }
    }

    fn comparison(&mut self) -> Expr {
        let left = self.sum();
        let &Token::Compare(op) = self.peek() else {
            return left;
        };
        self.advance();
        let right = self.sum();
        if matches!(self.peek(), Token::Compare(_)) {
            let span = self.span();
            self.fault(
                Fault::new(
                    FaultKind::Chain,
                    span,
                    "two comparisons in a row",
                    "compare two numbers at a time",
                )
                .help("join two comparisons with `and`"),
            );
        }
        let span = left.span.start..right.span.end;
        Expr { kind: ExprKind::Compare(op, Box::new(left), Box::new(right)), span }
    }

    fn sum(&mut self) -> Expr {
        self.arithmetic(&[Arith::Add, Arith::Subtract], Self::product)
    }

    fn product(&mut self) -> Expr {
        self.arithmetic(&[Arith::Multiply], Self::atom)
    }

    fn arithmetic(&mut self, ops: &[Arith], item: fn(&mut Self) -> Expr) -> Expr {
        let mut left = item(self);
        // The tree leans left, so a long sum is as deep as it is long.
        for _ in 0..MAX_DEPTH {
            let &Token::Arith(op) = self.peek() else {
                return left;
            };
            if !ops.contains(&op) {
                return left;
            }
            self.advance();
            let right = item(self);
            let span = left.span.start..right.span.end;
            left = Expr { kind: ExprKind::Arith(op, Box::new(left), Box::new(right)), span };
        }
        self.too_deep(left.span)
    }

    fn atom(&mut self) -> Expr {
        let span = self.span();
        match self.peek().clone() {
            Token::Int(value) => {
                self.advance();
                Expr { kind: ExprKind::Int(value), span }
            }
            Token::Arith(Arith::Subtract) => {
                self.advance();
                let end = self.span();
                if let &Token::Int(value) = self.peek() {
                    self.advance();
                    return Expr {
                        kind: ExprKind::Int(value.saturating_neg()),
                        span: span.start..end.end,
                    };
                }
                self.missing(end)
            }
            Token::Name(name) => {
                self.advance();
                if *self.peek() == Token::Open {
                    self.call(name, span)
                } else {
                    Expr { kind: ExprKind::Name(name), span }
                }
            }
            Token::Open => {
                self.advance();
                let inner = self.nested(Self::clause);
                let end = self.close(&span);
                Expr { kind: inner.kind, span: span.start..end }
            }
            _ => self.missing(span),
        }
    }

    fn call(&mut self, name: String, name_span: Range<usize>) -> Expr {
        let open = self.span();
        self.advance();
        let mut args = Vec::new();
        if *self.peek() != Token::Close {
            loop {
                args.push(self.nested(Self::clause));
                if *self.peek() != Token::Comma {
                    break;
                }
                self.advance();
            }
        }
        let end = self.close(&open);
        let span = name_span.start..end;
        Expr { kind: ExprKind::Call { name, name_span, args }, span }
    }

    fn close(&mut self, open: &Range<usize>) -> usize {
        let here = self.span();
        if *self.peek() == Token::Close {
            self.advance();
            return here.end;
        }
        self.fault(
            Fault::new(
                FaultKind::Syntax,
                open.clone(),
                "a `(` that is never closed",
                "opened here",
            )
            .help("add the `)`"),
        );
        here.start.max(open.end)
    }

    fn missing(&mut self, span: Range<usize>) -> Expr {
        let (message, label) = match self.peek() {
            Token::End => ("a condition that breaks off", "something is missing here"),
            _ => ("a condition is missing before this", "expected a name, `not` or `(`"),
        };
        let fault = Fault::new(FaultKind::Syntax, span, message, label)
            .help("`and`, `or`, `if` and `iff` need a condition on both sides, `not` one after it");
        self.fault(fault)
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Expr) -> Expr {
        if self.depth >= MAX_DEPTH {
            let span = self.span();
            return self.too_deep(span);
        }
        self.depth += 1;
        let expr = inner(self);
        self.depth -= 1;
        expr
    }

    /// Skips the rest: no second fault follows from giving up.
    fn too_deep(&mut self, span: Range<usize>) -> Expr {
        let fault = Fault::new(
            FaultKind::TooDeep,
            span,
            format!("a condition nested more than {MAX_DEPTH} deep"),
            "too deep here",
        )
        .help("write it with fewer parentheses, or as several conditions");
        self.at = self.tokens.len() - 1;
        self.fault(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, printed: &str) {
        let (expr, faults) = parse(text);
        assert_eq!(faults, [], "{text}");
        assert_eq!(expr.to_string(), printed);
        let (again, _) = parse(printed);
        assert_eq!(again.to_string(), printed);
    }

    #[track_caller]
    fn check_fault(text: &str, kind: FaultKind, at: &str, help: &str) {
        let (_, faults) = parse(text);
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        assert_eq!(faults[0].kind, kind);
        assert_eq!(&text[faults[0].span.clone()], at, "{text}");
        assert!(faults[0].help.as_deref().unwrap_or_default().contains(help), "{:?}", faults[0]);
    }

    #[test]
    fn precedence_runs_from_if_to_times() {
        check("a", "a");
        check("not a and b or c", "not a and b or c");
        check("not (a and b)", "not (a and b)");
        check("a and (b and c)", "a and (b and c)");
        check("wreck iff not pact", "wreck iff not pact");
        check("(a if b) iff c", "(a if b) iff c");
        check("2*yes(ALL) > size(ALL) - 1 - 2", "2 * yes(ALL) > size(ALL) - 1 - 2");
        check("1 - (2 - 3) == -4", "1 - (2 - 3) == -4");
        check("patriotic-front and x_1", "patriotic-front and x_1");
        check("a -1 > 0", "a - 1 > 0");
        check("atleast(2, a, b or c)", "atleast(2, a, b or c)");
    }

    #[test]
    fn faults_point_at_the_exact_characters() {
        use FaultKind::{Chain, Syntax, TooDeep};
        check_fault("", Syntax, "", "write a condition");
        check_fault("a b", Syntax, "b", "no spaces");
        check_fault("a AND b", Syntax, "AND", "lower case");
        check_fault("a and", Syntax, "", "both sides");
        check_fault("a and or b", Syntax, "or", "both sides");
        check_fault("(a", Syntax, "(", "add the `)`");
        check_fault("a)", Syntax, ")", "remove");
        check_fault("a && b", Syntax, "&&", "write `and`");
        check_fault("a -> b", Syntax, "->", "B if A");
        check_fault("a if b iff c", Chain, "iff", "parentheses");
        check_fault("1 < 2 < 3", Chain, "<", "and");
        check_fault("a § b", Syntax, "§", "use names");
        check_fault(
            &format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)),
            TooDeep,
            "(",
            "fewer",
        );
        check_fault(&"not ".repeat(9_000), TooDeep, "not", "fewer");
        check_fault(
            &format!("1{} > 2", " + 1".repeat(5_000)),
            TooDeep,
            &format!("1{}", " + 1".repeat(128)),
            "fewer",
        );
    }

    #[test]
    fn long_flat_conditions_are_fine() {
        let text = vec!["a"; 10_000].join(" and ");
        let (_, faults) = parse(&text);
        assert!(faults.is_empty());
    }
}
