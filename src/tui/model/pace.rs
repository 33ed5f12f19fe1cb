//! How fast cases are signed.

use serde::{Deserialize, Serialize};

/// Seconds between two signatures beyond which somebody was away, and the time is nobody's pace.
const AWAY_SECONDS: i64 = 1_800;

/// Signatures after each other from which an average says something.
const PACE_MIN: u32 = 3;

/// How fast cases are signed, by the times of the receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pace {
    /// Second of the last signature.
    last: Option<i64>,
    /// Seconds between signatures, as far as nobody was away.
    seconds: i64,
    /// How many times that is.
    count: u32,
}

impl Pace {
    /// Notes a signature by the time on its receipt.
    pub fn signed(&mut self, at: &str) {
        let Ok(at) = chrono::DateTime::parse_from_rfc3339(at) else {
            return;
        };
        let now = at.timestamp();
        if let Some(gap) = self.last.map(|last| now.saturating_sub(last))
            && (0..=AWAY_SECONDS).contains(&gap)
        {
            self.seconds = self.seconds.saturating_add(gap);
            self.count = self.count.saturating_add(1);
        }
        self.last = Some(now);
    }

    /// Seconds a case takes on average, once there are enough to say.
    pub fn average(&self) -> Option<i64> {
        (self.count >= PACE_MIN).then(|| self.seconds / i64::from(self.count))
    }
}
