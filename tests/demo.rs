//! The demo played through the real engine: nothing is refused, the desk shows what it promises, sums tie.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::sync::{Arc, Mutex, MutexGuard};

use hecha::{
    base::clock::FixedClock,
    desk::{Draft, Place},
    domain::{
        calendar::Day,
        case::Programme,
        ids::CaseId,
        queue::{QueueId, RankReason},
        review::Status,
    },
    engine::{
        answer::{Answer, CaseView, Desk, Receipt},
        command::Request,
        query::Query,
        refusal::Trouble,
    },
    exchange::demo::{self, CASEWORKER, play::play},
    session::{
        Session,
        local::{Chair, Local},
    },
};

/// One data directory whose chair anybody of the staff can take.
struct Chairs(Mutex<Local>);

struct Seated<'a>(&'a Chairs, String);

impl Seated<'_> {
    fn local(&self) -> MutexGuard<'_, Local> {
        let mut local = self.0.0.lock().unwrap();
        local.take_chair(&self.1).unwrap();
        local
    }
}

impl Session for Seated<'_> {
    fn execute(&self, request: Request) -> Result<Receipt, Trouble> {
        self.local().execute(request)
    }
    fn execute_batch(
        &self,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
        self.local().execute_batch(requests)
    }
    fn ask(&self, query: Query) -> Result<Answer, Trouble> {
        self.local().ask(query)
    }
    fn save_draft(&self, draft: &Draft) -> Result<(), Trouble> {
        self.local().save_draft(draft)
    }
    fn load_draft(&self, case: CaseId) -> Result<Option<Draft>, Trouble> {
        self.local().load_draft(case)
    }
    fn drop_draft(&self, case: CaseId) -> Result<(), Trouble> {
        self.local().drop_draft(case)
    }
    fn save_place(&self, place: &Place) -> Result<(), Trouble> {
        self.local().save_place(place)
    }
    fn write_sheet(&self, stem: &str, text: &str) -> Result<String, Trouble> {
        self.local().write_sheet(stem, text)
    }
    fn load_place(&self) -> Result<Option<Place>, Trouble> {
        self.local().load_place()
    }
}

struct Demo {
    _dir: tempfile::TempDir,
    chairs: Chairs,
}

impl Demo {
    fn of(households: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let day = Day::new(2026, 11, 23).unwrap();
        let clock = Arc::new(FixedClock::at_nine(day.0));
        let chair = Chair::Named(CASEWORKER.to_owned());
        let (local, _) = Local::open(dir.path(), clock, chair, &mut |_| {}).unwrap();
        let demo = Self {
            _dir: dir,
            chairs: Chairs(Mutex::new(local)),
        };
        let session = |name: &str| -> Result<Box<dyn Session + '_>, Trouble> {
            Ok(Box::new(Seated(&demo.chairs, name.to_owned())))
        };
        let played = play(demo::district(1, households, day), &session, &mut |_| {}).unwrap();
        assert_eq!(played.cases, households);
        demo
    }

    fn ask(&self, query: Query) -> Answer {
        Seated(&self.chairs, CASEWORKER.to_owned())
            .ask(query)
            .unwrap()
    }

    fn desk(&self) -> Desk {
        match self.ask(Query::Desk) {
            Answer::Desk(desk) => *desk,
            other => panic!("{other:?}"),
        }
    }

    fn case(&self, case: u64) -> CaseView {
        match self.ask(Query::Case { case: CaseId(case) }) {
            Answer::Case(view) => *view,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_district_of_three_thousand_opens_on_the_desk_of_the_sketch() {
    let demo = Demo::of(3000);
    let desk = demo.desk();
    let (queue, first) = desk.next.clone().unwrap();
    assert_eq!(queue, QueueId::Dibao);
    assert_eq!(first.head.reveal(), "李国才");
    assert_eq!(first.village, "前进村");
    assert!(
        first.reasons.contains(&RankReason::Overdue { days: 13 }),
        "{:?}",
        first.reasons
    );
    let counts = |queue| *desk.queues.iter().find(|it| it.queue == queue).unwrap();
    let dibao = counts(QueueId::Dibao);
    assert!((9..=16).contains(&dibao.overdue), "{dibao:?}");
    assert!((2..=9).contains(&dibao.today), "{dibao:?}");
    assert!((20..=45).contains(&dibao.week), "{dibao:?}");
    assert!((60..=120).contains(&dibao.month), "{dibao:?}");
    assert!((3..=14).contains(&counts(QueueId::Alerts).total));
    assert_eq!(counts(QueueId::Returned).total, 1);
    assert_eq!(counts(QueueId::Held).total, 2);
    assert!(
        desk.hints
            .iter()
            .any(|hint| hint.name == "db.standard.rural")
    );

    let li = demo.case(1);
    assert_eq!(li.case.benefit.unwrap().month.grouped(), "1,381.00");
    let finding = li.assessment.finding.unwrap();
    assert_eq!(finding.month.unwrap().grouped(), "1,381.00");
    assert_eq!(demo.case(2).case.review.status, Status::Returned);
    assert_eq!(demo.case(3).case.review.status, Status::Held);
    assert_eq!(demo.case(4).case.review.status, Status::Proposed);

    sums_tie(&demo);
}

/// For most households what is paid is what the rules come to.
fn sums_tie(demo: &Demo) {
    let (mut same, mut all) = (0, 0);
    let mut off = Vec::new();
    for number in (6..1000).step_by(3) {
        let Ok(Answer::Case(view)) = Seated(&demo.chairs, CASEWORKER.to_owned()).ask(Query::Case {
            case: CaseId(number),
        }) else {
            continue;
        };
        if view.case.programme != Programme::Dibao {
            continue;
        }
        all += 1;
        let month = view
            .assessment
            .finding
            .as_ref()
            .ok()
            .and_then(|it| it.month);
        if month == view.case.benefit.map(|it| it.month) {
            same += 1;
        } else {
            off.push((number, month, view.case.benefit));
        }
    }
    assert!(all > 50, "{all}");
    assert!(same * 100 >= all * 95, "{same} of {all}: {off:?}");
}
