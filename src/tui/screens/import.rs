//! Importing a roster: a file is chosen, what was recognised is shown and can be corrected, what would be written is
//! shown, and only then it is written.
//!
//! The work itself is done elsewhere and comes back as values; here is where the person is. Esc leads back one step
//! from everything but work under way, which it stops.

pub mod view;

use crate::tui::{
    action::Context,
    effect::{Effect, EffectId},
    event::Key,
    model::{
        Model, Screen, Size, Wanted,
        import::{Busy, Columns, Ended, ImportScreen, Previewed, Stage},
        line::Folding,
    },
    widgets::list::{self, Motion},
    work::{Coverage, FileEntry, Pointed, Preview, Progress, Roster, Sheet, Written},
};

/// Where in the import the person is, for the keymap.
pub fn context(screen: &ImportScreen) -> Context {
    if screen.busy.is_some() {
        return Context::ImportBusy;
    }
    match screen.stage {
        Stage::Files if screen.typing => Context::ImportPath,
        Stage::Files => Context::ImportFiles,
        Stage::Columns(_) => Context::ImportColumns,
        Stage::Fields(..) => Context::ImportFields,
        Stage::Preview(_) => Context::ImportPreview,
        Stage::Ended(_) => Context::ImportEnded,
    }
}

/// The import on the screen.
pub fn top(model: &Model) -> Option<&ImportScreen> {
    model.screens.iter().rev().find_map(|screen| match screen {
        Screen::Import(import) => Some(&**import),
        _other_screen => None,
    })
}

fn top_mut(model: &mut Model) -> Option<&mut ImportScreen> {
    model
        .screens
        .iter_mut()
        .rev()
        .find_map(|screen| match screen {
            Screen::Import(import) => Some(&mut **import),
            _other_screen => None,
        })
}

/// Opens the import.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.screens.push(Screen::Import(Box::default()));
    refresh(model)
}

/// Looks for files anew.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    if model.awaits(&Wanted::Files) {
        return Vec::new();
    }
    vec![Effect::ListFiles {
        id: model.await_reply(Wanted::Files),
    }]
}

/// Goes between the list and the path.
pub fn switch_path(model: &mut Model) {
    if let Some(screen) = top_mut(model) {
        screen.typing = !screen.typing;
    }
}

/// A key in the path.
pub fn key(model: &mut Model, key: Key) {
    if let Some(screen) = top_mut(model) {
        screen.path.key(key, Folding::Text);
    }
}

/// A paste into the path.
pub fn paste(model: &mut Model, text: &str) {
    if let Some(screen) = top_mut(model) {
        screen.path.insert(text.trim(), Folding::Text);
    }
}

/// What Enter does: opens the file, the choice of a field, or takes the chosen field.
pub fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(screen) = top_mut(model) else {
        return Vec::new();
    };
    match &screen.stage {
        Stage::Files => {
            let path = if screen.typing {
                Some(screen.path.text.trim().as_bytes().to_vec())
            } else {
                let files = screen.files.as_ref();
                files.and_then(|files| files.get(screen.selected).map(|file| file.path.clone()))
            };
            match path.filter(|path| !path.is_empty()) {
                Some(path) => recognise(model, path, None, None),
                None => Vec::new(),
            }
        }
        Stage::Columns(columns) => {
            let field = columns.sheet.columns.get(columns.selected);
            let field = field.and_then(|column| column.field.as_ref());
            let fields = &columns.sheet.fields;
            let place = fields.iter().position(|(name, _)| Some(name) == field);
            screen.stage = Stage::Fields(columns.clone(), place.map_or(0, |place| place + 1));
            Vec::new()
        }
        Stage::Fields(columns, place) => {
            let Columns {
                path,
                sheet,
                selected,
                coverage: _,
            } = (**columns).clone();
            let chosen = place
                .checked_sub(1)
                .and_then(|place| sheet.fields.get(place));
            let chosen = chosen.map(|(name, _)| name.clone());
            let mut pointed = sheet.pointed.clone();
            pointed.retain(|(column, _)| *column != selected);
            pointed.push((selected, chosen));
            screen.stage = Stage::Columns(columns.clone());
            recognise(model, path, sheet.sheet, Some(pointed))
        }
        Stage::Preview(_) | Stage::Ended(_) => Vec::new(),
    }
}

fn recognise(
    model: &mut Model,
    path: Vec<u8>,
    sheet: Option<String>,
    pointed: Option<Pointed>,
) -> Vec<Effect> {
    let id = begin(model, Wanted::Recognised(path.clone()));
    vec![Effect::Recognise {
        id,
        path,
        sheet,
        pointed,
    }]
}

/// Notes that work begins.
fn begin(model: &mut Model, wanted: Wanted) -> EffectId {
    let id = model.await_reply(wanted);
    if let Some(screen) = top_mut(model) {
        screen.busy = Some(Busy {
            id,
            progress: None,
            stopping: false,
        });
    }
    id
}

/// Looks at the next sheet of the workbook.
pub fn next_sheet(model: &mut Model) -> Vec<Effect> {
    let Some(Stage::Columns(columns)) = top(model).map(|screen| &screen.stage) else {
        return Vec::new();
    };
    let Sheet { sheets, sheet, .. } = &columns.sheet;
    let now = sheets.iter().position(|name| Some(name) == sheet.as_ref());
    let next = now.map_or(0, |now| (now + 1) % sheets.len().max(1));
    let (path, next) = (columns.path.clone(), sheets.get(next).cloned());
    recognise(model, path, next, None)
}

/// Judges the file as it was recognised.
pub fn judge(model: &mut Model) -> Vec<Effect> {
    let Some(Stage::Columns(columns)) = top(model).map(|screen| &screen.stage) else {
        return Vec::new();
    };
    let Columns {
        path,
        sheet,
        selected: _,
        coverage,
    } = (**columns).clone();
    let id = begin(model, Wanted::Judged);
    let roster = Box::new(Roster {
        path,
        sheet: sheet.sheet,
        pointed: sheet.pointed,
        fingerprint: sheet.fingerprint,
        own_columns: sheet.own_columns,
        coverage,
    });
    vec![Effect::Judge { id, roster }]
}

/// Says that the list names some of the households, or all of them.
pub fn switch_coverage(model: &mut Model) {
    let Some(Stage::Columns(columns)) = top_mut(model).map(|screen| &mut screen.stage) else {
        return;
    };
    columns.coverage = match columns.coverage {
        Coverage::Part => Coverage::Whole,
        Coverage::Whole => Coverage::Part,
    };
}

/// Writes what was judged.
pub fn write(model: &mut Model) -> Vec<Effect> {
    let Some(Stage::Preview(previewed)) = top(model).map(|screen| &screen.stage) else {
        return Vec::new();
    };
    let plan = previewed.plan;
    let id = begin(model, Wanted::Imported);
    vec![Effect::WriteImport { id, plan }]
}

/// Stops what is under way; it answers once it has.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    let Some(busy) = top_mut(model).and_then(|screen| screen.busy.as_mut()) else {
        return Vec::new();
    };
    busy.stopping = true;
    vec![Effect::Stop { of: busy.id }]
}

/// One step back; says whether the import is left.
pub fn back(model: &mut Model) -> bool {
    let Some(screen) = top_mut(model) else {
        return true;
    };
    let stage = std::mem::take(&mut screen.stage);
    match stage {
        Stage::Files if screen.typing => screen.typing = false,
        Stage::Files | Stage::Ended(_) => return true,
        Stage::Columns(_) => {}
        Stage::Fields(columns, _) => screen.stage = Stage::Columns(columns),
        Stage::Preview(previewed) => screen.stage = Stage::Columns(Box::new(previewed.columns)),
    }
    false
}

/// Moves within the list on the screen.
pub fn motion(model: &mut Model, motion: Motion) {
    let size = model.size;
    let Some(screen) = top_mut(model) else {
        return;
    };
    let rows = view::page_rows(size, &screen.stage);
    let turned = |page: usize, pages: usize| list::moved(page, pages, 1, paging(motion));
    match &mut screen.stage {
        Stage::Files => {
            let count = screen.files.as_ref().map_or(0, Vec::len);
            screen.selected = list::moved(screen.selected, count, rows, motion);
        }
        Stage::Columns(columns) => {
            let count = columns.sheet.columns.len();
            columns.selected = list::moved(columns.selected, count, rows, motion);
        }
        Stage::Fields(columns, place) => {
            let count = columns.sheet.fields.len() + 1;
            *place = list::moved(*place, count, rows, motion);
        }
        Stage::Preview(previewed) => {
            let Preview { summary, lines, .. } = &previewed.preview;
            let pages = view::Pages::of(size, summary, lines).count();
            previewed.page = turned(previewed.page, pages);
        }
        Stage::Ended(ended) => {
            let Written { summary, lines } = &ended.written;
            let pages = view::Pages::of(size, summary, lines).count();
            ended.page = turned(ended.page, pages);
        }
    }
}

/// A motion among pages, where a row is a page.
const fn paging(motion: Motion) -> Motion {
    match motion {
        Motion::Up | Motion::PageUp => Motion::Up,
        Motion::Down | Motion::PageDown => Motion::Down,
        Motion::First => Motion::First,
        Motion::Last => Motion::Last,
    }
}

/// Rows of the list on the screen.
pub fn row_count(screen: &ImportScreen) -> usize {
    match &screen.stage {
        Stage::Files => screen.files.as_ref().map_or(0, Vec::len),
        Stage::Columns(columns) => columns.sheet.columns.len(),
        Stage::Fields(columns, _) => columns.sheet.fields.len() + 1,
        Stage::Preview(_) | Stage::Ended(_) => 0,
    }
}

/// The page on the screen from 0, and how many there are.
pub fn page(screen: &ImportScreen, size: Size) -> (usize, usize) {
    let rows = view::page_rows(size, &screen.stage).max(1);
    let of_list = |selected: usize| (selected / rows, row_count(screen).div_ceil(rows));
    match &screen.stage {
        Stage::Files => of_list(screen.selected),
        Stage::Columns(columns) => of_list(columns.selected),
        Stage::Fields(_, place) => of_list(*place),
        Stage::Preview(previewed) => {
            let Preview { summary, lines, .. } = &previewed.preview;
            let count = view::Pages::of(size, summary, lines).count();
            (previewed.page, count)
        }
        Stage::Ended(ended) => {
            let Written { summary, lines } = &ended.written;
            (ended.page, view::Pages::of(size, summary, lines).count())
        }
    }
}

/// Files were found.
pub fn files_found(model: &mut Model, files: Vec<FileEntry>) {
    if let Some(screen) = top_mut(model) {
        screen.selected = screen.selected.min(files.len().saturating_sub(1));
        screen.files = Some(files);
    }
}

/// A file was recognised, or it says why not.
pub fn recognised(model: &mut Model, path: Vec<u8>, found: Result<Box<Sheet>, String>) {
    let Some(screen) = top_mut(model) else {
        return;
    };
    screen.busy = None;
    match found {
        Ok(sheet) => {
            let (selected, coverage) = match &screen.stage {
                Stage::Columns(columns) => (columns.selected, columns.coverage),
                Stage::Files | Stage::Fields(..) | Stage::Preview(_) | Stage::Ended(_) => {
                    (0, Coverage::Part)
                }
            };
            let selected = selected.min(sheet.columns.len().saturating_sub(1));
            screen.stage = Stage::Columns(Box::new(Columns {
                path,
                sheet: *sheet,
                selected,
                coverage,
            }));
        }
        Err(words) => model.object(words),
    }
}

/// A file was judged, or it says why not.
pub fn judged(model: &mut Model, plan: EffectId, found: Result<Box<Preview>, String>) {
    let Some(screen) = top_mut(model) else {
        return;
    };
    screen.busy = None;
    match (found, &screen.stage) {
        (Ok(preview), Stage::Columns(columns)) => {
            screen.stage = Stage::Preview(Box::new(Previewed {
                columns: (**columns).clone(),
                plan,
                preview: *preview,
                page: 0,
            }));
        }
        // Nobody waits for it there any more.
        (Ok(_), _) => {}
        (Err(words), _) => model.object(words),
    }
}

/// A file was written, as far as it was.
pub fn written(model: &mut Model, written: Written) {
    let Some(screen) = top_mut(model) else {
        return;
    };
    screen.busy = None;
    let file = match &screen.stage {
        Stage::Preview(previewed) => previewed.columns.sheet.file.clone(),
        Stage::Files | Stage::Columns(_) | Stage::Fields(..) | Stage::Ended(_) => String::new(),
    };
    screen.stage = Stage::Ended(Box::new(Ended {
        file,
        written,
        page: 0,
    }));
}

/// Work has come so far.
pub fn progress(model: &mut Model, id: EffectId, progress: Progress) {
    let busy = top_mut(model).and_then(|screen| screen.busy.as_mut());
    if let Some(busy) = busy.filter(|busy| busy.id == id) {
        busy.progress = Some(progress);
    }
}
