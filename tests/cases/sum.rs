//! An amount written as a sum in yuan: + - * / parentheses, and the names of the roundings.

use hecha::domain::{
    money::{Fen, Rounding},
    rational::Rational,
};

/// What a sum comes to; it must be whole fen or be rounded by name.
pub fn evaluate(text: &str) -> Fen {
    let mut sum = Sum { text, at: 0 };
    let yuan = sum.terms();
    assert_eq!(sum.at, text.len(), "read to the end: {text}");
    let fen = yuan.checked_mul(Rational::whole(100)).unwrap();
    Rounding::Fen.apply(fen).unwrap()
}

struct Sum<'a> {
    text: &'a str,
    at: usize,
}

impl Sum<'_> {
    fn next(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let yes = self.next() == Some(wanted);
        self.at += usize::from(yes);
        yes
    }

    fn terms(&mut self) -> Rational {
        let mut sum = self.factors();
        loop {
            if self.take('+') {
                sum = sum.checked_add(self.factors()).unwrap();
            } else if self.take('-') {
                sum = sum.checked_sub(self.factors()).unwrap();
            } else {
                return sum;
            }
        }
    }

    fn factors(&mut self) -> Rational {
        let mut product = self.value();
        loop {
            if self.take('*') {
                product = product.checked_mul(self.value()).unwrap();
            } else if self.take('/') {
                product = product.checked_div(self.value()).unwrap();
            } else {
                return product;
            }
        }
    }

    fn value(&mut self) -> Rational {
        if self.take('(') {
            let inner = self.terms();
            assert!(self.take(')'), "a bracket is closed");
            return inner;
        }
        self.next();
        let rest = &self.text[self.at..];
        let digits = |one: char| one.is_ascii_digit() || one == '.';
        let number = &rest[..rest.find(|one| !digits(one)).unwrap_or(rest.len())];
        if let Some(value) = Rational::parse(number) {
            self.at += number.len();
            return value;
        }
        let word = &rest[..rest.find('(').expect("a rounding has brackets")];
        let rounding = Rounding::by_name(word).expect("a rounding");
        self.at += word.len() + 1;
        let inner = self.terms();
        assert!(self.take(')'), "a bracket is closed");
        let fen = inner.checked_mul(Rational::whole(100)).unwrap();
        Rational::of(rounding.apply(fen).unwrap())
            .checked_div(Rational::whole(100))
            .unwrap()
    }
}
