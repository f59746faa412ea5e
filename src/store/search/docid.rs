//! The number of an article in the index: numbers in order of their days, however articles come in.
//!
//! FTS5 answers in order of its row numbers and stops when told; with the day in the high bits, "the newest fifty"
//! reads fifty rows. Numbers have to lie close together, for the index writes down the steps between them, and
//! nobody knows how many articles a day will have. So a day has a few numbers in the first *layer*, and when they
//! are used up it goes on in the next, where every day has as many again as in all layers before. A day's articles
//! lie in few layers, and no layer has many gaps. Articles without a date stand below all layers.

use std::ops::RangeInclusive;

/// Bits for the articles of a day in the first layer, and in the second.
const SLOT_BITS: u32 = 3;
/// Bits for the days: from 1800-01-01 to 2158.
const DAY_BITS: u32 = 17;
/// 1800-01-01 in days since 1970-01-01.
const FIRST_DAY: i32 = -62_091;
/// Numbers below this are of articles without a date.
const DATED: i64 = 1 << 24;
/// More than anybody publishes: the last layer has room for millions a day.
const LAYERS: u32 = 20;

/// A row number of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Docid(pub i64);

/// What results are ordered by before times of the day are known: the day, then the number.
pub type DayOrder = (Option<i32>, i64);

impl Docid {
    /// The day it was published on, in days since 1970-01-01; earlier ones count as the first of 1800.
    pub fn day(self) -> Option<i32> {
        let layer = self.layer();
        (self.0 >= DATED).then(|| ((self.0 - base(layer)) >> slot_bits(layer)) as i32 + FIRST_DAY)
    }

    /// Its layer; the undated count to the first.
    pub fn layer(self) -> u32 {
        let above = self.0.max(DATED) - DATED;
        // The second layer begins where the first ends, and each is as long as all before it.
        (above >> (SLOT_BITS + DAY_BITS)).checked_ilog2().map_or(0, |doublings| doublings + 1)
    }

    /// Newest last.
    pub fn order(self) -> DayOrder {
        (self.day(), self.0)
    }
}

/// Numbers for an article of this day, layer after layer. The undated have one range, all below the first layer.
pub fn slots(day: Option<i32>) -> impl Iterator<Item = RangeInclusive<i64>> {
    (0..if day.is_some() { LAYERS } else { 1 }).map(move |layer| match day {
        None => 1..=DATED - 1,
        Some(_) => span(layer, day, day),
    })
}

/// All numbers of one layer on the days given. Without a lower end the first layer begins with the undated.
pub fn span(layer: u32, from: Option<i32>, to: Option<i32>) -> RangeInclusive<i64> {
    let day = |day: i32| i64::from(day.saturating_sub(FIRST_DAY)).clamp(0, (1 << DAY_BITS) - 1);
    let first = match from {
        None if layer == 0 => 1,
        None => base(layer),
        Some(from) => base(layer) + (day(from) << slot_bits(layer)),
    };
    let after = to.map_or(1 << DAY_BITS, |to| day(to) + 1);
    first..=base(layer) + (after << slot_bits(layer)) - 1
}

fn slot_bits(layer: u32) -> u32 {
    SLOT_BITS + layer.saturating_sub(1)
}

fn base(layer: u32) -> i64 {
    DATED + if layer == 0 { 0 } else { 1 << (slot_bits(layer) + DAY_BITS) }
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
        assert_eq!(span(0, None, None).start(), undated.start());
    }

    #[test]
    fn layers_follow_each_other_without_a_gap() {
        for layer in 0..LAYERS {
            let whole = span(layer, None, None);
            assert_eq!(*span(layer + 1, None, None).start(), whole.end() + 1);
            assert_eq!(Docid(*whole.end()).layer(), layer);
            assert_eq!(Docid(whole.end() + 1).layer(), layer + 1);
        }
        let room: Vec<i64> = slots(Some(0)).take(5).map(|slot| slot.end() - slot.start() + 1).collect();
        assert_eq!(room, [8, 8, 16, 32, 64]);
    }

    proptest! {
        #[test]
        fn a_number_tells_its_day_and_layer(day in FIRST_DAY..60_000, layer in 0..LAYERS, slot in 0.0..1.0) {
            let range = slots(Some(day)).nth(layer as usize).unwrap();
            let docid = Docid(range.start() + ((range.end() - range.start()) as f64 * slot) as i64);
            prop_assert_eq!((docid.day(), docid.layer()), (Some(day), layer));
            prop_assert!(span(layer, Some(day), Some(day)).contains(&docid.0));
            prop_assert!(!span(layer, Some(day + 1), None).contains(&docid.0));
            prop_assert!(!span(layer, None, Some(day - 1)).contains(&docid.0));
        }
    }
}
