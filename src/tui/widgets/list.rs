//! Lists that turn pages: where a motion leads, and which rows stand on the page.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A movement in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One page back.
    PageUp,
    /// One page on.
    PageDown,
    /// The first row.
    First,
    /// The last row.
    Last,
}

/// The row a motion leads to, in a list of `len` rows with `page` rows a page. Nothing wraps around.
pub const fn moved(selected: usize, len: usize, page: usize, motion: Motion) -> usize {
    let last = len.saturating_sub(1);
    let page = if page == 0 { 1 } else { page };
    let to = match motion {
        Motion::Up => selected.saturating_sub(1),
        Motion::Down => selected.saturating_add(1),
        Motion::PageUp => selected.saturating_sub(page),
        Motion::PageDown => selected.saturating_add(page),
        Motion::First => 0,
        Motion::Last => last,
    };
    if to > last { last } else { to }
}

/// The rows of the page on which `selected` stands.
pub const fn page(selected: usize, len: usize, page: usize) -> Range<usize> {
    let page = if page == 0 { 1 } else { page };
    let first = selected - selected % page;
    let end = first.saturating_add(page);
    first..(if end > len { len } else { end })
}

/// The pages of rows that take different heights: as many whole rows as fit, at least one.
pub fn pages(heights: &[usize], rows: usize) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut first, mut used) = (0, 0);
    for (index, height) in heights.iter().enumerate() {
        if used + height > rows && index > first {
            pages.push(first..index);
            first = index;
            used = 0;
        }
        used += height;
    }
    if first < heights.len() {
        pages.push(first..heights.len());
    }
    pages
}

/// The page on which a row stands from 0, and how many there are.
pub fn place_in(pages: &[Range<usize>], selected: usize) -> (usize, usize) {
    let at = pages
        .iter()
        .position(|page| page.contains(&selected))
        .unwrap_or(0);
    (at, pages.len())
}

/// The row a motion leads to where rows take different heights: a page turned leads to its first row.
pub fn moved_in(pages: &[Range<usize>], selected: usize, motion: Motion) -> usize {
    let len = pages.last().map_or(0, |page| page.end);
    let (now, _) = place_in(pages, selected);
    let first_of = |page: usize| pages.get(page).map_or(selected, |page| page.start);
    match motion {
        Motion::PageUp => first_of(now.saturating_sub(1)),
        Motion::PageDown if now + 1 < pages.len() => first_of(now + 1),
        Motion::PageDown => selected,
        Motion::Up | Motion::Down | Motion::First | Motion::Last => moved(selected, len, 1, motion),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_turn_as_a_whole() {
        assert_eq!(page(0, 17, 5), 0..5);
        assert_eq!(page(4, 17, 5), 0..5);
        assert_eq!(page(5, 17, 5), 5..10);
        assert_eq!(page(16, 17, 5), 15..17);
        assert_eq!(page(0, 0, 5), 0..0);
    }

    #[test]
    fn rows_of_different_heights_stay_whole() {
        let pages = pages(&[1, 2, 3, 1, 9, 1], 4);
        assert_eq!(pages, [0..2, 2..4, 4..5, 5..6]);
        assert_eq!(moved_in(&pages, 1, Motion::PageDown), 2);
        assert_eq!(moved_in(&pages, 5, Motion::PageDown), 5);
        assert_eq!(moved_in(&pages, 5, Motion::PageUp), 4);
        assert_eq!(moved_in(&[], 0, Motion::Last), 0);
    }

    #[test]
    fn a_motion_stops_at_the_ends() {
        assert_eq!(moved(0, 17, 5, Motion::Up), 0);
        assert_eq!(moved(16, 17, 5, Motion::Down), 16);
        assert_eq!(moved(14, 17, 5, Motion::PageDown), 16);
        assert_eq!(moved(3, 0, 5, Motion::Last), 0);
        assert_eq!(moved(3, 17, 0, Motion::PageUp), 2);
    }
}
