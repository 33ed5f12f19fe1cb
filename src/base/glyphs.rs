//! Which characters may be drawn, and what is drawn instead of the others.
//!
//! A terminal and a program must agree on how many columns a character takes, or every column right
//! of it is wrong. They disagree about thousands: East Asian Width «Ambiguous» is one column here and
//! two there, emoji and joined sequences differ from version to version, combining marks differ from
//! terminal to terminal, and right-to-left scripts are reordered by some. So this module holds a list
//! of what is *certain* (an allow list, because new characters appear every year and a list of bad
//! ones would be out of date), and a readable stand-in for the rest.
//!
//! Certain are: printable ASCII; Latin letters whose width is «Neutral» (accented ones in GB 2312 are
//! not: they are «Ambiguous»); half-width katakana; CJK ideographs with all extensions up to J, kana,
//! bopomofo, Hangul syllables, Yi, full-width forms and CJK punctuation. Each is one code point that
//! takes one or two columns in every Unicode version since 5.2 (the newest ideographs: see
//! [`is_settled`]). Left out although «Wide»: Yijing hexagrams (narrow before Unicode 16), emoji,
//! conjoining jamo, invisible fillers.
//!
//! Not derived from `unicode-width` as `width() != width_cjk()`: that comparison overlooks the
//! ambiguous *letters* (Greek, Cyrillic, pinyin tones), which its `width_cjk` deliberately calls
//! narrow while terminals set to wide ambiguity draw them wide. `tests/glyphs.rs` checks that what is
//! allowed here is never called ambiguous there.
//!
//! It refuses to change data: stand-ins are for the eye alone, what is stored stays as it came.
//! Only `base::width` and the terminal backend call it.

/// One-column characters beyond ASCII: Latin letters of neutral width, half-width katakana.
const NARROW: [(char, char); 42] = [
    ('\u{a2}', '\u{a3}'),
    ('\u{a5}', '\u{a5}'),
    ('\u{c0}', '\u{c5}'),
    ('\u{c7}', '\u{cf}'),
    ('\u{d1}', '\u{d6}'),
    ('\u{d9}', '\u{dd}'),
    ('\u{e2}', '\u{e5}'),
    ('\u{e7}', '\u{e7}'),
    ('\u{eb}', '\u{eb}'),
    ('\u{ee}', '\u{ef}'),
    ('\u{f1}', '\u{f1}'),
    ('\u{f4}', '\u{f6}'),
    ('\u{fb}', '\u{fb}'),
    ('\u{fd}', '\u{fd}'),
    ('\u{ff}', '\u{100}'),
    ('\u{102}', '\u{110}'),
    ('\u{112}', '\u{112}'),
    ('\u{114}', '\u{11a}'),
    ('\u{11c}', '\u{125}'),
    ('\u{128}', '\u{12a}'),
    ('\u{12c}', '\u{130}'),
    ('\u{134}', '\u{137}'),
    ('\u{139}', '\u{13e}'),
    ('\u{143}', '\u{143}'),
    ('\u{145}', '\u{147}'),
    ('\u{14c}', '\u{14c}'),
    ('\u{14e}', '\u{151}'),
    ('\u{154}', '\u{165}'),
    ('\u{168}', '\u{16a}'),
    ('\u{16c}', '\u{1ba}'),
    ('\u{1bc}', '\u{1bf}'),
    ('\u{1c4}', '\u{1cd}'),
    ('\u{1cf}', '\u{1cf}'),
    ('\u{1d1}', '\u{1d1}'),
    ('\u{1d3}', '\u{1d3}'),
    ('\u{1d5}', '\u{1d5}'),
    ('\u{1d7}', '\u{1d7}'),
    ('\u{1d9}', '\u{1d9}'),
    ('\u{1db}', '\u{1db}'),
    ('\u{1dd}', '\u{24f}'),
    ('\u{1e00}', '\u{1eff}'),
    ('\u{ff61}', '\u{ff9d}'),
];

/// Two-column characters.
const WIDE: [(char, char); 37] = [
    ('\u{2e80}', '\u{2e99}'),
    ('\u{2e9b}', '\u{2ef3}'),
    ('\u{2f00}', '\u{2fd5}'),
    ('\u{2ff0}', '\u{2ffb}'),
    ('\u{3000}', '\u{3029}'),
    ('\u{3031}', '\u{303c}'),
    ('\u{303e}', '\u{303e}'),
    ('\u{3041}', '\u{3096}'),
    ('\u{309b}', '\u{30ff}'),
    ('\u{3105}', '\u{312f}'),
    ('\u{3131}', '\u{3163}'),
    ('\u{3165}', '\u{318e}'),
    ('\u{3190}', '\u{31e3}'),
    ('\u{31f0}', '\u{321e}'),
    ('\u{3220}', '\u{3247}'),
    ('\u{3250}', '\u{3296}'),
    ('\u{3298}', '\u{3298}'),
    ('\u{329a}', '\u{4dbf}'),
    ('\u{4e00}', '\u{a48c}'),
    ('\u{a490}', '\u{a4c6}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{f900}', '\u{fa6d}'),
    ('\u{fa70}', '\u{fad9}'),
    ('\u{fe10}', '\u{fe19}'),
    ('\u{fe30}', '\u{fe52}'),
    ('\u{fe54}', '\u{fe66}'),
    ('\u{fe68}', '\u{fe6b}'),
    ('\u{ff01}', '\u{ff60}'),
    ('\u{ffe0}', '\u{ffe6}'),
    ('\u{20000}', '\u{2a6df}'),
    ('\u{2a700}', '\u{2b81d}'),
    ('\u{2b820}', '\u{2cead}'),
    ('\u{2ceb0}', '\u{2ebe0}'),
    ('\u{2ebf0}', '\u{2ee5d}'),
    ('\u{2f800}', '\u{2fa1d}'),
    ('\u{30000}', '\u{3134a}'),
    ('\u{31350}', '\u{33479}'),
];

/// Tells whether every terminal gives `ch` the same number of columns, so that it may be drawn.
pub fn is_unambiguous(ch: char) -> bool {
    matches!(ch, ' '..='~') || listed(&NARROW, ch) || listed(&WIDE, ch)
}

/// Tells whether terminals old and new agree on the width of a drawable character.
///
/// Beyond the Basic Multilingual Plane (𠮷, 𬎆) old terminals and the Linux console draw a one-column
/// replacement where newer ones draw two columns. Such a character may be drawn, but the place of
/// the cursor after it is not known.
pub fn is_settled(ch: char) -> bool {
    ch <= '\u{ffff}'
}

/// Finds `ch` in a sorted list of ranges.
fn listed(ranges: &[(char, char)], ch: char) -> bool {
    let after = ranges.partition_point(|&(first, _)| first <= ch);
    after
        .checked_sub(1)
        .and_then(|index| ranges.get(index))
        .is_some_and(|&(_, last)| ch <= last)
}

/// Appends what is drawn for a character that may not be drawn itself.
///
/// Signs people do write get the nearest certain sign: `·` becomes `・`, `“` becomes `「`, `Ⅱ`
/// becomes `II`, `①` becomes `(1)`. Everything else, above all what a terminal might obey or hide,
/// becomes its code point in angle brackets: an escape is `<1B>`, a zero-width space `<200B>`.
pub(super) fn push_stand_in(ch: char, out: &mut String) {
    if let Some(text) = sign(ch).or_else(|| letter(ch)) {
        out.push_str(text);
    } else if let Some((before, number, after)) = numbered(ch) {
        out.push_str(before);
        out.push_str(&number.to_string());
        out.push_str(after);
    } else {
        let hex = format!("<{:02X}>", u32::from(ch));
        out.push_str(&hex);
    }
}

/// The stand-in of punctuation, units and shapes.
fn sign(ch: char) -> Option<&'static str> {
    Some(match ch {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => " ",
        '·' | '\u{387}' | '•' | '․' | '‧' | '∙' | '⋅' => "・",
        '‐'..='―' | '−' | '\u{2043}' => "-",
        '‖' | '∥' => "||",
        '‘' | '’' | '‛' | '′' | '´' => "'",
        '“' => "「",
        '”' => "」",
        '„' | '‟' | '″' => "\"",
        '‥' => "..",
        '…' | '⋯' => "...",
        '※' | '★' | '●' | '◆' | '▲' | '▼' | '◎' => "*",
        '☆' | '◇' | '△' | '▽' => "o",
        '○' | '◯' => "〇",
        '□' | '☐' => "[ ]",
        '■' => "[#]",
        '√' | '✓' | '✔' | '☑' => "[v]",
        '✗' | '✘' | '☒' => "[x]",
        '×' => "x",
        '÷' | '∕' => "/",
        '±' => "+-",
        '≤' | '≦' => "<=",
        '≥' | '≧' => ">=",
        '≠' => "!=",
        '≈' | '≒' | '∽' => "~",
        '∶' => ":",
        '←' => "<-",
        '→' => "->",
        '↑' => "^",
        '↓' => "v",
        '°' | '℃' => "度",
        '‰' => "o/oo",
        '€' => "EUR",
        '№' => "No.",
        '™' => "TM",
        '®' => "(R)",
        '©' => "(C)",
        '¹' => "1",
        '²' => "2",
        '³' => "3",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '═' => "-",
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '║' | '¦' => "|",
        '┌'..='╏' | '╒'..='╿' => "+",
        '▀'..='▐' | '▒'..='▕' => "#",
        '░' => ".",
        _ => return None,
    })
}

/// The stand-in of letters: pinyin without its tone, Greek spelt out, Roman numerals.
fn letter(ch: char) -> Option<&'static str> {
    const ROMAN: [&str; 12] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    const ROMAN_SMALL: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    const GREEK: [&str; 25] = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
        "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon",
        "phi", "chi", "psi", "omega",
    ];
    Some(match ch {
        'à' | 'á' | 'ā' | 'ǎ' => "a",
        'è' | 'é' | 'ê' | 'ē' | 'ě' => "e",
        'ì' | 'í' | 'ī' | 'ǐ' | 'ı' => "i",
        'ò' | 'ó' | 'ō' | 'ǒ' | 'ø' => "o",
        'ù' | 'ú' | 'ū' | 'ǔ' | 'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => "u",
        'ń' | 'ň' => "n",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "AE",
        'Ø' => "O",
        'µ' => "u",
        'Α'..='Ω' | 'α'..='ω' => nth(&GREEK, ch, if ch < 'α' { 'Α' } else { 'α' })?,
        'Ⅰ'..='Ⅻ' => nth(&ROMAN, ch, 'Ⅰ')?,
        'ⅰ'..='ⅹ' => nth(&ROMAN_SMALL, ch, 'ⅰ')?,
        _ => return None,
    })
}

/// The entry of `names` for `ch` in an alphabet that begins with `first`.
fn nth(names: &[&'static str], ch: char, first: char) -> Option<&'static str> {
    let index = u32::from(ch).checked_sub(u32::from(first))?;
    names.get(usize::try_from(index).ok()?).copied()
}

/// Circled, bracketed and dotted numbers, taken apart: what stands before, the number, what follows.
fn numbered(ch: char) -> Option<(&'static str, u32, &'static str)> {
    let (first, before, after) = match ch {
        '①'..='⑳' => ('①', "(", ")"),
        '⑴'..='⒇' => ('⑴', "(", ")"),
        '❶'..='❿' => ('❶', "(", ")"),
        '⒈'..='⒛' => ('⒈', "", "."),
        _ => return None,
    };
    Some((before, u32::from(ch) - u32::from(first) + 1, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand_in(ch: char) -> String {
        let mut out = String::new();
        push_stand_in(ch, &mut out);
        out
    }

    #[test]
    fn the_lists_are_sorted_and_do_not_overlap() {
        for ranges in [&NARROW[..], &WIDE[..]] {
            assert!(ranges.iter().all(|(first, last)| first <= last));
            assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn rare_names_keep_their_characters() {
        for ch in "𠮷䶮㛃𬎆龘々〇李".chars() {
            assert!(is_unambiguous(ch), "{ch}");
        }
    }

    #[test]
    fn ambiguous_signs_and_letters_are_not_drawn() {
        for ch in "·—…“”‘’①Ⅱ─│●→✓°×αяáǚ℃½※□■√".chars() {
            assert!(!is_unambiguous(ch), "{ch}");
        }
    }

    #[test]
    fn every_character_that_may_not_be_drawn_has_a_drawable_stand_in() {
        for ch in ('\0'..=char::MAX).filter(|&ch| !is_unambiguous(ch)) {
            let text = stand_in(ch);
            assert!(!text.is_empty());
            assert!(text.chars().all(is_unambiguous), "{ch:?} {text}");
        }
    }

    #[test]
    fn stand_ins_read_as_people_would_write_them() {
        for (ch, expected) in [
            ('·', "・"),
            ('“', "「"),
            ('…', "..."),
            ('①', "(1)"),
            ('⑳', "(20)"),
            ('⒛', "20."),
            ('Ⅻ', "XII"),
            ('ⅲ', "iii"),
            ('β', "beta"),
            ('ω', "omega"),
            ('Ω', "omega"),
            ('\u{1b}', "<1B>"),
            ('\u{9b}', "<9B>"),
            ('\u{7f}', "<7F>"),
            ('\u{202e}', "<202E>"),
            ('\u{200d}', "<200D>"),
            ('\u{1f600}', "<1F600>"),
            ('\u{e863}', "<E863>"),
        ] {
            assert_eq!(stand_in(ch), expected);
        }
    }
}
