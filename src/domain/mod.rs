//! The nouns of the desk as pure values: no files, no network, no clock.
//!
//! Every type carries its Chinese term once, in its doc comment. What is serialised here stands in the
//! journal for decades: fields are added with a default, never renamed or given a new meaning.

pub mod alert;
pub mod appeal;
pub mod area;
pub mod asset;
pub mod batch;
pub mod batch_totals;
pub mod benefit;
pub mod calendar;
pub mod care;
pub mod case;
pub mod change;
pub mod citation;
pub mod closing;
pub mod contradiction;
pub mod evidence;
pub mod finding;
pub mod household;
pub mod identity;
pub mod ids;
pub mod income;
pub mod linshi;
pub mod matter;
pub mod money;
pub mod notice;
pub mod outcome;
pub mod parameter;
pub mod person;
pub mod price;
pub mod queue;
pub mod rational;
pub mod recovery;
pub mod referral;
pub mod review;
pub mod staff;
pub mod step;
pub mod transfer;
pub mod work_offer;
pub mod workdays;
