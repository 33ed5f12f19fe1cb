//! Writing the list on the screen into a file. It is done beside everything else: the list stays, keys answer, and
//! Esc stops it.

use crate::{
    text::export as words,
    tui::{
        effect::{Effect, EffectId},
        model::{Model, Notice, Screen, Tone, Wanted, import::Busy},
        work::{Audience, Progress, Selection},
    },
};

/// Exports the list on the screen.
pub fn begin(model: &mut Model, audience: Audience) -> Vec<Effect> {
    let selection = match model.top() {
        Screen::Queue(queue) => Selection::Queue(queue.id),
        Screen::Search(search) => {
            let hits = search.hits.iter().flatten();
            let mut cases: Vec<_> = hits.map(|hit| hit.row.case).collect();
            // A case of which two members were found stands in the list twice.
            cases.sort_unstable();
            cases.dedup();
            Selection::Found(cases)
        }
        _other_screen => return Vec::new(),
    };
    let id = model.await_reply(Wanted::Exported);
    model.exporting = Some(Busy {
        id,
        progress: None,
        stopping: false,
    });
    vec![Effect::Export {
        id,
        selection,
        audience,
    }]
}

/// Stops the export; it answers once it has.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    let Some(busy) = &mut model.exporting else {
        return Vec::new();
    };
    busy.stopping = true;
    vec![Effect::Stop { of: busy.id }]
}

/// It has come so far.
pub fn progress(model: &mut Model, id: EffectId, progress: Progress) {
    if let Some(busy) = model.exporting.as_mut().filter(|busy| busy.id == id) {
        busy.progress = Some(progress);
    }
}

/// It has ended: where the file is, or why there is none.
pub fn ended(model: &mut Model, done: Result<String, String>) {
    model.exporting = None;
    match done {
        Ok(words) => model.say(words),
        Err(words) => model.object(words),
    }
}

/// What is said while it is under way.
pub fn notice(model: &Model) -> Option<Notice> {
    let busy = model.exporting.as_ref()?;
    let (done, total) = busy
        .progress
        .map_or((0, 0), |progress| (progress.done, progress.total));
    Some(Notice {
        tone: Tone::Done,
        text: words::progress(done, total),
    })
}
