//! The number of an article in the index: numbers in order of their days, however articles come in.
//!
//! FTS5 answers in order of its row numbers and stops when told; with the day in the high bits, "the newest fifty"
//! reads fifty rows. Small steps between numbers keep the index small, so a day holds [`PER_DAY`] numbers,
//! and a day that has more goes on in the next *layer*: the same days once again, above. Articles without a
//! date stand below all days.

use std::ops::RangeInclusive;

/// Bits for the articles of a day within one layer.
const SLOT_BITS: u32 = 10;
/// Bits for the days: from 1800-01-01 to 2158.
const DAY_BITS: u32 = 17;
/// Numbers of a day within one layer.
pub const PER_DAY: i64 = 1 << SLOT_BITS;
/// 1800-01-01 in days since 1970-01-01.
const FIRST_DAY: i32 = -62_091;
const LAYER: i64 = 1 << (SLOT_BITS + DAY_BITS);

/// A row number of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Docid(pub i64);

/// What results are ordered by before times of the day are known: the day, then the number.
pub type DayOrder = (Option<i32>, i64);

impl Docid {
    /// The day it was published on, in days since 1970-01-01; earlier ones count as the first of 1800.
    pub fn day(self) -> Option<i32> {
        let slot_day = (self.0 >> SLOT_BITS) & ((1 << DAY_BITS) - 1);
        (self.0 >= LAYER).then(|| slot_day as i32 + FIRST_DAY)
    }

    /// Its layer; 0 holds the undated ones and, for nearly all libraries, all others.
    pub fn layer(self) -> i64 {
        ((self.0 >> (SLOT_BITS + DAY_BITS)) - 1).max(0)
    }

    /// Newest last.
    pub fn order(self) -> DayOrder {
        (self.day(), self.0)
    }
}

/// Numbers for an article of this day, in layers from the first on. Undated ones have one endless range.
pub fn slots(day: Option<i32>) -> impl Iterator<Item = RangeInclusive<i64>> {
    let layers = if day.is_some() { i64::MAX / LAYER - 1 } else { 1 };
    (0..layers).map(move |layer| match day {
        None => 1..=LAYER - 1,
        Some(day) => {
            let first = first_of(layer, day);
            first..=first + PER_DAY - 1
        }
    })
}

/// All numbers of one layer on the days given. Without a lower end the first layer begins with the undated.
pub fn span(layer: i64, from: Option<i32>, to: Option<i32>) -> RangeInclusive<i64> {
    let first = match from {
        None if layer == 0 => 1,
        None => (layer + 1) * LAYER,
        Some(day) => first_of(layer, day),
    };
    let last = to.map_or((layer + 2) * LAYER - 1, |day| first_of(layer, day) + PER_DAY - 1);
    first..=last
}

fn first_of(layer: i64, day: i32) -> i64 {
    let day = i64::from(day.saturating_sub(FIRST_DAY)).clamp(0, (1 << DAY_BITS) - 1);
    (layer + 1) * LAYER + (day << SLOT_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn undated_stand_below_all_days() {
        let undated = slots(None).next().unwrap();
        let oldest = slots(Some(i32::MIN)).next().unwrap();
        assert!(undated.end() < oldest.start());
        assert_eq!(Docid(*undated.end()).day(), None);
        assert_eq!(Docid(*oldest.start()).day(), Some(FIRST_DAY));
        assert_eq!(span(0, None, None), 1..=2 * LAYER - 1);
    }

    proptest! {
        #[test]
        fn a_number_tells_its_day_and_layer(day in FIRST_DAY..60_000, layer in 0_usize..50, slot in 0..PER_DAY) {
            let range = slots(Some(day)).nth(layer).unwrap();
            let docid = Docid(range.start() + slot);
            prop_assert!(range.contains(&docid.0));
            prop_assert_eq!((docid.day(), docid.layer()), (Some(day), layer as i64));
            prop_assert!(span(layer as i64, Some(day), Some(day)).contains(&docid.0));
            prop_assert!(!span(layer as i64, Some(day + 1), None).contains(&docid.0));
            prop_assert!(!span(layer as i64, None, Some(day - 1)).contains(&docid.0));
        }
    }
}
