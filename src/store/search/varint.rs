//! SQLite's numbers of variable length: big-endian, seven bits a byte, all eight of the ninth
//! (sqlite.org/fileformat2.html#varint).

/// Bits of a number that take eight bytes; more take nine.
const EIGHT: u32 = 56;

/// Appends a number.
#[inline]
pub fn push(bytes: &mut Vec<u8>, number: u64) {
    let bits = u64::BITS - number.leading_zeros();
    if bits > EIGHT {
        bytes.extend((0..8).rev().map(|group| (number >> (8 + 7 * group)) as u8 | 0x80));
        bytes.push(number as u8);
        return;
    }
    for group in (1..bits.div_ceil(7)).rev() {
        bytes.push((number >> (7 * group)) as u8 | 0x80);
    }
    bytes.push((number & 0x7f) as u8);
}

/// The number that `bytes` begin with, and what follows it.
#[inline]
pub fn pop(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    let mut rest = bytes;
    for _ in 0..8 {
        let (&byte, after) = rest.split_first()?;
        rest = after;
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, rest));
        }
    }
    let (&byte, rest) = rest.split_first()?;
    Some((number << 8 | u64::from(byte), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_pushed_is_popped(number: u64, shift in 0_u32..64, after in prop::collection::vec(any::<u8>(), 0..3)) {
            let number = number >> shift;
            let mut bytes = Vec::new();
            push(&mut bytes, number);
            prop_assert_eq!(bytes.len() as u32, (u64::BITS - number.leading_zeros()).div_ceil(7).clamp(1, 9));
            bytes.extend(&after);
            prop_assert_eq!(pop(&bytes), Some((number, after.as_slice())));
        }
    }
}
