//! Reads Rust source well enough to see what it names: paths, words and string literals.
//!
//! Not a parser: it knows comments, strings, characters and lifetimes, expands `use` trees and
//! resolves `self` and `super`. That is all a test of the map needs.

/// A piece of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// An identifier or a keyword.
    Word(String),
    /// `::`
    Colons,
    /// Any other single character.
    Mark(char),
    /// A string literal, with its escapes resolved.
    Text(String),
}

/// A token and the line it begins on.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The token.
    pub token: Token,
    /// Line, from 1.
    pub line: usize,
}

/// Cuts `source` into tokens; comments are left out.
pub fn tokens(source: &str) -> Vec<Placed> {
    let chars: Vec<char> = source.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    let mut line = 1;
    while at < chars.len() {
        let start_line = line;
        let (token, next) = one(&chars, at);
        line += chars[at..next].iter().filter(|&&ch| ch == '\n').count();
        at = next;
        if let Some(token) = token {
            out.push(Placed {
                token,
                line: start_line,
            });
        }
    }
    out
}

/// One token at `at` and where the next one begins.
fn one(chars: &[char], at: usize) -> (Option<Token>, usize) {
    let peek = |ahead: usize| chars.get(at + ahead).copied();
    match chars[at] {
        '/' if peek(1) == Some('/') => (None, end_of_line(chars, at)),
        '/' if peek(1) == Some('*') => (None, end_of_block(chars, at)),
        '"' => text(chars, at + 1),
        '\'' => quote(chars, at),
        ':' if peek(1) == Some(':') => (Some(Token::Colons), at + 2),
        ch if ch == '_' || ch.is_alphanumeric() => word(chars, at),
        ch if ch.is_whitespace() => (None, at + 1),
        ch => (Some(Token::Mark(ch)), at + 1),
    }
}

fn end_of_line(chars: &[char], at: usize) -> usize {
    (at..chars.len())
        .find(|&i| chars[i] == '\n')
        .unwrap_or(chars.len())
}

fn end_of_block(chars: &[char], at: usize) -> usize {
    let mut depth = 0;
    let mut i = at;
    while i + 1 < chars.len() {
        match (chars[i], chars[i + 1]) {
            ('/', '*') => {
                depth += 1;
                i += 2;
            }
            ('*', '/') => {
                depth -= 1;
                i += 2;
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    chars.len()
}

/// A string literal whose opening quote stands before `at`.
fn text(chars: &[char], mut at: usize) -> (Option<Token>, usize) {
    let mut out = String::new();
    while at < chars.len() && chars[at] != '"' {
        if chars[at] != '\\' {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let (ch, next) = escape(chars, at + 1);
        out.extend(ch);
        at = next;
    }
    (Some(Token::Text(out)), at + 1)
}

/// The character of an escape whose backslash stands before `at`; none for a broken line.
fn escape(chars: &[char], at: usize) -> (Option<char>, usize) {
    match chars[at] {
        'n' => (Some('\n'), at + 1),
        'r' => (Some('\r'), at + 1),
        't' => (Some('\t'), at + 1),
        '0' => (Some('\0'), at + 1),
        'x' => {
            let hex: String = chars[at + 1..at + 3].iter().collect();
            (char::from_u32(number(&hex)), at + 3)
        }
        'u' => {
            let end = (at..chars.len()).find(|&i| chars[i] == '}').unwrap();
            let hex: String = chars[at + 2..end].iter().filter(|&&c| c != '_').collect();
            (char::from_u32(number(&hex)), end + 1)
        }
        '\n' => {
            let next = (at..chars.len()).find(|&i| !chars[i].is_whitespace());
            (None, next.unwrap_or(chars.len()))
        }
        other => (Some(other), at + 1),
    }
}

fn number(hex: &str) -> u32 {
    u32::from_str_radix(hex, 16).unwrap()
}

/// A character literal, which is left out, or the mark of a lifetime.
fn quote(chars: &[char], at: usize) -> (Option<Token>, usize) {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => {
            let (_, next) = escape(chars, at + 2);
            (None, next + 1)
        }
        (Some(_), Some('\'')) => (None, at + 3),
        _ => (Some(Token::Mark('\'')), at + 1),
    }
}

/// An identifier, a number, or a literal with a prefix (`r"…"`, `b'…'`).
fn word(chars: &[char], at: usize) -> (Option<Token>, usize) {
    let end = (at..chars.len())
        .find(|&i| chars[i] != '_' && !chars[i].is_alphanumeric())
        .unwrap_or(chars.len());
    let word: String = chars[at..end].iter().collect();
    let raw = matches!(word.as_str(), "r" | "br" | "cr");
    match chars.get(end) {
        Some('"') if raw => raw_text(chars, end),
        Some('#') if raw && matches!(chars.get(end + 1), Some('"' | '#')) => raw_text(chars, end),
        Some('"') if matches!(word.as_str(), "b" | "c") => text(chars, end + 1),
        Some('\'') if word == "b" => quote(chars, end),
        _ => (Some(Token::Word(word)), end),
    }
}

/// A raw string whose hashes or quote stand at `at`.
fn raw_text(chars: &[char], at: usize) -> (Option<Token>, usize) {
    let hashes = chars[at..].iter().take_while(|&&ch| ch == '#').count();
    let start = at + hashes + 1;
    let closes = |i: usize| {
        chars[i] == '"'
            && chars[i + 1..]
                .iter()
                .take(hashes)
                .filter(|&&ch| ch == '#')
                .count()
                == hashes
    };
    let end = (start..chars.len()).find(|&i| closes(i)).unwrap();
    let out = chars[start..end].iter().collect();
    (Some(Token::Text(out)), end + 1 + hashes)
}

/// The tokens outside `mod tests { … }`.
pub fn without_tests(tokens: &[Placed]) -> Vec<&Placed> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = word_at(tokens, at) == Some("mod")
            && word_at(tokens, at + 1) == Some("tests")
            && is(tokens, at + 2, &Token::Mark('{'));
        if begins {
            at = after_block(tokens, at + 2);
        } else {
            out.push(&tokens[at]);
            at += 1;
        }
    }
    out
}

/// Where the block that opens at `at` has ended.
fn after_block(tokens: &[Placed], at: usize) -> usize {
    let mut depth = 0;
    for (index, placed) in tokens.iter().enumerate().skip(at) {
        match placed.token {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

/// A path that source names, resolved from the crate's root or from another crate's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// `crate` or the other crate, then the segments.
    pub path: Vec<String>,
    /// Line, from 1.
    pub line: usize,
}

/// Every path of at least two segments in `tokens` of the module `module`, `use` trees expanded.
pub fn paths(tokens: &[Placed], module: &[String]) -> Vec<Named> {
    let mut out = Vec::new();
    let mut here = module.to_vec();
    let mut open: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at].token {
            Token::Mark('{') => {
                let inline = at >= 2 && word_at(tokens, at - 2) == Some("mod");
                if let (true, Some(name)) = (inline, word_at(tokens, at - 1)) {
                    here.push(name.to_owned());
                }
                open.push(inline);
                at += 1;
            }
            Token::Mark('}') => {
                if open.pop() == Some(true) {
                    here.pop();
                }
                at += 1;
            }
            Token::Word(_) if is(tokens, at + 1, &Token::Colons) => {
                let mut found = Vec::new();
                let next = tree(tokens, at, &mut Vec::new(), &mut found);
                let line = tokens[at].line;
                out.extend(found.into_iter().map(|path| Named {
                    path: resolve(path, &here),
                    line,
                }));
                at = next;
            }
            _ => at += 1,
        }
    }
    out
}

fn is(tokens: &[Placed], at: usize, token: &Token) -> bool {
    tokens.get(at).is_some_and(|placed| placed.token == *token)
}

fn word_at(tokens: &[Placed], at: usize) -> Option<&str> {
    match tokens.get(at).map(|placed| &placed.token) {
        Some(Token::Word(word)) => Some(word),
        _ => None,
    }
}

/// Expands the tree at `at` behind `prefix`; returns where it ends.
fn tree(
    tokens: &[Placed],
    mut at: usize,
    prefix: &mut Vec<String>,
    out: &mut Vec<Vec<String>>,
) -> usize {
    let depth = prefix.len();
    loop {
        match tokens.get(at).map(|placed| &placed.token) {
            Some(Token::Word(word)) => {
                prefix.push(word.clone());
                at += 1;
            }
            Some(Token::Mark('*')) => {
                prefix.push("*".to_owned());
                at += 1;
            }
            Some(Token::Mark('{')) => {
                at += 1;
                while at < tokens.len() && !is(tokens, at, &Token::Mark('}')) {
                    at = tree(tokens, at, prefix, out);
                    while at < tokens.len()
                        && !is(tokens, at, &Token::Mark(','))
                        && !is(tokens, at, &Token::Mark('}'))
                    {
                        at += 1;
                    }
                    if is(tokens, at, &Token::Mark(',')) {
                        at += 1;
                    }
                }
                prefix.truncate(depth);
                return at + 1;
            }
            _ => break,
        }
        let goes_on = is(tokens, at, &Token::Colons)
            && (word_at(tokens, at + 1).is_some()
                || is(tokens, at + 1, &Token::Mark('{'))
                || is(tokens, at + 1, &Token::Mark('*')));
        if !goes_on {
            break;
        }
        at += 1;
    }
    out.push(prefix.clone());
    prefix.truncate(depth);
    at
}

/// Resolves `self` and `super` against the module the path stands in.
fn resolve(path: Vec<String>, module: &[String]) -> Vec<String> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let own = path.first().is_some_and(|part| part == "self");
    if ups == 0 && !own {
        return path;
    }
    let mut out = vec!["crate".to_owned()];
    out.extend_from_slice(&module[..module.len().saturating_sub(ups)]);
    out.extend(path.into_iter().skip(ups.max(1)));
    out
}
