//! What cannot break a paper: names that mean harm, and placeholders that were renamed or lost.

use hecha::documents::{self, Paper, PaperFault};

use super::{
    Sheet,
    again::{assert_well_formed, paragraphs, parts},
    paragraph, served, template,
};

/// What somebody could be called who means harm.
const HARMFUL: [&str; 6] = [
    "李<w:t>&amp;\"'才",
    "]]></w:t></w:r></w:p><w:p>",
    "&#0;&lt;&bogus; & &",
    "李\u{0}\u{1b}[31m\u{7}\u{85}才\u{202e}\u{fffe}",
    "«户主证件号»{{案号}}",
    "<!-- <![CDATA[ ?> %>",
];

#[test]
fn no_name_address_or_note_can_break_a_paper() {
    let (office, case) = served();
    for harmful in HARMFUL {
        let mut view = office.view(case);
        view.village = harmful.into();
        view.township = harmful.into();
        for (_, name) in &mut view.staff {
            *name = harmful.into();
        }
        let mut sheet = Sheet::of(view);
        sheet.names = vec![harmful.into()];
        for paper in Paper::ALL {
            let facts = sheet.ready_for(paper);
            let text = documents::text(paper, &facts).unwrap();
            let docx = documents::docx(paper, &facts, None).unwrap();
            for (name, xml) in parts(&docx) {
                assert_well_formed(&format!("{paper:?} {name}"), &xml);
            }
            assert!(
                text.chars().all(|ch| ch == '\n' || !ch.is_control()),
                "{paper:?}: {text:?}"
            );
            assert!(!text.contains('\u{202e}'), "{paper:?}");
            // A name that looks like a placeholder is a name: it stands there as it is.
            if harmful.starts_with('«') {
                assert!(text.contains(harmful), "{paper:?}: {text}");
            }
        }
    }
}

#[test]
fn every_placeholder_of_every_template_is_refused_by_name_once_it_is_renamed_or_lost() {
    let (office, case) = served();
    let mut sheet = Sheet::of(office.view(case));
    for paper in Paper::ALL {
        let facts = sheet.ready_for(paper);
        let blank = documents::blank(paper).unwrap();
        let parts = parts(&blank);
        let body = &parts
            .iter()
            .find(|(name, _)| name == "word/document.xml")
            .unwrap()
            .1;
        let foot = &parts
            .iter()
            .find(|(name, _)| name == "word/footer1.xml")
            .unwrap()
            .1;
        let whole = format!("{body}{foot}");
        let names: Vec<&str> = whole
            .split('«')
            .skip(1)
            .filter_map(|rest| rest.split_once('»'))
            .map(|(name, _)| name)
            .collect();
        assert!(names.len() > 5, "{paper:?}: {names:?}");
        for name in names {
            let wrong = format!("{name}号码");
            let renamed = paragraphs(&whole).replace(&format!("«{name}»"), &format!("«{wrong}»"));
            let renamed = template(&paragraph(&[&renamed.replace(['&', '<', '>'], "")]));
            let fault = documents::docx(paper, &facts, Some(&renamed)).unwrap_err();
            let PaperFault::UnknownField { name: said, .. } = &fault else {
                panic!("{paper:?} {name}: {fault:?}")
            };
            assert_eq!(said, &wrong);
            assert!(
                fault.message().what.contains(&wrong),
                "{}",
                fault.message().what
            );
        }
        for name in paper.required() {
            let lost = paragraphs(&whole).replace(&format!("«{name}»"), "");
            let lost = template(&paragraph(&[&lost.replace(['&', '<', '>'], "")]));
            let fault = documents::docx(paper, &facts, Some(&lost)).unwrap_err();
            assert_eq!(fault, PaperFault::MissingField { name }, "{paper:?}");
            assert!(
                fault.message().what.contains(name),
                "{}",
                fault.message().what
            );
        }
    }
}
