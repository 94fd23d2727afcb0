//! SPDX licence expressions: `MIT OR Apache-2.0 WITH LLVM-exception`.

use std::collections::BTreeSet;

/// Whether a choice exists that needs only allowed licences; `None` when the expression is malformed.
///
/// `WITH` binds closest, then `AND`, then `OR` (SPDX 2.3, annex D). A licence with an exception must be allowed as a
/// whole. The slash of old manifests means `OR`.
#[must_use]
pub fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> Option<bool> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let mut parser = Parser {
        tokens: spaced.split_whitespace().collect(),
        at: 0,
        allowed,
    };
    let answer = parser.any_of()?;
    (parser.at == parser.tokens.len()).then_some(answer)
}

struct Parser<'a> {
    tokens: Vec<&'a str>,
    at: usize,
    allowed: &'a BTreeSet<String>,
}

impl<'a> Parser<'a> {
    fn any_of(&mut self) -> Option<bool> {
        let mut answer = self.all_of()?;
        while self.skip("OR") {
            // Both sides are read in any case: the parser must get past them.
            let other = self.all_of()?;
            answer = answer || other;
        }
        Some(answer)
    }

    fn all_of(&mut self) -> Option<bool> {
        let mut answer = self.one()?;
        while self.skip("AND") {
            let other = self.one()?;
            answer = answer && other;
        }
        Some(answer)
    }

    fn one(&mut self) -> Option<bool> {
        if self.skip("(") {
            let answer = self.any_of()?;
            return self.skip(")").then_some(answer);
        }
        let licence = self.name()?;
        if self.skip("WITH") {
            let exception = self.name()?;
            return Some(
                self.allowed
                    .contains(&format!("{licence} WITH {exception}")),
            );
        }
        Some(self.allowed.contains(licence))
    }

    fn name(&mut self) -> Option<&'a str> {
        let token = *self.tokens.get(self.at)?;
        self.at += 1;
        (!["OR", "AND", "WITH", "(", ")"].contains(&token)).then_some(token)
    }

    fn skip(&mut self, token: &str) -> bool {
        let is_next = self.tokens.get(self.at) == Some(&token);
        self.at += usize::from(is_next);
        is_next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expression: &str, expected: Option<bool>) {
        let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        assert_eq!(
            is_allowed(expression, &BTreeSet::from(allowed)),
            expected,
            "{expression}"
        );
    }

    #[test]
    fn one_allowed_choice_is_enough() {
        check("MIT", Some(true));
        check("GPL-3.0-only", Some(false));
        check("GPL-3.0-only OR MIT", Some(true));
        check("Zlib/MIT", Some(true));
    }

    #[test]
    fn all_parts_of_a_conjunction_are_needed() {
        check("MIT AND GPL-3.0-only", Some(false));
        check("(MIT OR GPL-3.0-only) AND Apache-2.0", Some(true));
        check("MIT OR Apache-2.0 AND GPL-3.0-only", Some(true));
        check("(MIT OR Apache-2.0) AND GPL-3.0-only", Some(false));
    }

    #[test]
    fn an_exception_is_allowed_as_a_whole() {
        check("Apache-2.0 WITH LLVM-exception", Some(true));
        check("MIT WITH LLVM-exception", Some(false));
    }

    #[test]
    fn nonsense_is_not_taken_for_an_answer() {
        for expression in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "OR MIT", "MIT)"] {
            check(expression, None);
        }
    }
}
