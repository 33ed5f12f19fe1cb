//! Our own templates as documents of a word processor: a few plain parts, placeholders and all.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    fault::PaperFault,
    package::escaped,
    template::{FOOT, Line, lines},
};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A document of the lines of a template, A4, with the foot on every page.
///
/// # Errors
/// [`PaperFault::Broken`].
pub fn made(source: &str) -> Result<Vec<u8>, PaperFault> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        (
            "_rels/.rels",
            format!(
                r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>"#
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/footer" Target="footer1.xml"/></Relationships>"#
            ),
        ),
        ("word/document.xml", document(source)),
        (
            "word/footer1.xml",
            format!(
                r#"{HEAD}<w:ftr xmlns:w="{MAIN}">{}</w:ftr>"#,
                paragraph(FOOT, 14, false, "left")
            ),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())
            .map_err(|_| PaperFault::Broken)?;
        zip.write_all(text.as_bytes())
            .map_err(|_| PaperFault::Broken)?;
    }
    let done = zip.finish().map_err(|_| PaperFault::Broken)?;
    Ok(done.into_inner())
}

fn content_types() -> String {
    format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="{TYPE}.footer+xml"/></Types>"#
    )
}

fn document(source: &str) -> String {
    let mut body = String::new();
    for line in lines(source) {
        body.push_str(&match line {
            Line::Title(text) => paragraph(text, 36, true, "center"),
            Line::Heading(text) => paragraph(text, 24, true, "left"),
            Line::Paragraph(text) => paragraph(text, 24, false, "left"),
        });
    }
    format!(
        r#"{HEAD}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"><w:body>{body}<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    )
}

/// A paragraph in one run; sizes are half points.
fn paragraph(text: &str, size: u32, bold: bool, align: &str) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    format!(
        r#"<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="仿宋" w:hint="eastAsia"/>{bold}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        escaped(text)
    )
}
