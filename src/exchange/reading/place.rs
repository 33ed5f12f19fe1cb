//! Where in a text one stands, counted in rows and columns as a person sees them.

/// How rows and columns show in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// By line ends and separators; line ends within quotes do not begin a row.
    Delimited,
    /// By the tags of rows and cells.
    Markup,
}

impl Form {
    /// The byte after which a text may be cut: it stands for itself in every encoding but UTF-16.
    pub(super) const fn end(self) -> u8 {
        match self {
            Self::Delimited => b'\n',
            Self::Markup => b'>',
        }
    }
}

/// Letters of a tag that are looked at.
const TAG_BYTES: usize = 12;

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    form: Form,
    row: u32,
    column: u32,
    quoted: bool,
    last: u8,
    crlf: bool,
    /// The tag that is being read, and how many of its letters.
    tag: Option<([u8; TAG_BYTES], usize)>,
}

impl Place {
    /// The beginning.
    pub(super) const fn new(form: Form) -> Self {
        let first = match form {
            Form::Delimited => 1,
            Form::Markup => 0,
        };
        Self {
            form,
            row: first,
            column: first,
            quoted: false,
            last: 0,
            crlf: false,
            tag: None,
        }
    }

    /// Row and column from 1.
    pub(super) fn here(&self) -> (u32, u32) {
        (self.row.max(1), self.column.max(1))
    }

    /// Whether the first line ends in CR LF.
    pub(super) const fn crlf(&self) -> bool {
        self.crlf
    }

    /// Goes on over some bytes.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match self.form {
                Form::Delimited => self.pass_delimited(*byte),
                Form::Markup => self.pass_markup(*byte),
            }
            self.last = *byte;
        }
    }

    /// Row and column after some more bytes.
    pub(super) fn after(mut self, bytes: &[u8]) -> (u32, u32) {
        self.pass(bytes);
        self.here()
    }

    /// The bytes that end a cell here.
    pub(super) const fn is_edge(&self, byte: u8) -> bool {
        match self.form {
            Form::Delimited => matches!(byte, b',' | b'\t' | b';' | b'\n' | b'\r' | b'"'),
            Form::Markup => matches!(byte, b'<' | b'>' | b'"'),
        }
    }

    fn pass_delimited(&mut self, byte: u8) {
        match byte {
            b'"' => self.quoted = !self.quoted,
            b'\n' if !self.quoted => {
                self.crlf |= self.row == 1 && self.last == b'\r';
                self.row = self.row.saturating_add(1);
                self.column = 1;
            }
            b',' | b'\t' | b';' if !self.quoted => {
                self.column = self.column.saturating_add(1);
            }
            _ => {}
        }
    }

    fn pass_markup(&mut self, byte: u8) {
        if byte == b'<' {
            self.tag = Some(([0; TAG_BYTES], 0));
            return;
        }
        let Some((letters, count)) = &mut self.tag else {
            return;
        };
        if byte == b':' {
            *count = 0;
        } else if byte.is_ascii_alphabetic() {
            if let Some(letter) = letters.get_mut(*count) {
                *letter = byte.to_ascii_lowercase();
            }
            *count += 1;
        } else {
            let name = letters.get(..*count).unwrap_or_default();
            match name {
                b"table" | b"worksheet" => (self.row, self.column) = (0, 0),
                b"tr" | b"row" => (self.row, self.column) = (self.row.saturating_add(1), 0),
                b"td" | b"th" | b"cell" => self.column = self.column.saturating_add(1),
                _ => {}
            }
            self.tag = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_by_separators_or_by_tags() {
        let text = Place::new(Form::Delimited);
        assert_eq!(text.after(b"a,b\n\"x\ny\",c;"), (2, 3));
        let page = Place::new(Form::Markup);
        assert_eq!(page.after(b"<html>"), (1, 1));
        assert_eq!(
            page.after(b"<TABLE><tr><th>a</th><th>b</th></tr><tr class=a><td>x"),
            (2, 1)
        );
        assert_eq!(
            page.after(b"<ss:Row><ss:Cell><Data>x</Data></ss:Cell><ss:Cell>"),
            (1, 2)
        );
    }
}
