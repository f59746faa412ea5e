//! Few colours for a picture of many: median cut (Heckbert 1982) over a histogram of 32,768 colours.

use crate::news::Colour;

/// Colours of a picture at most: what terminals have registers for, and what does not make it twice as many bytes.
const MOST: usize = 128;
/// Colours that are told apart: five bits of each part.
const TOLD: usize = 1 << 15;

/// Pixels of nearly one colour: how many, and the sums of their parts.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    count: u64,
    sums: [u64; 3],
}

/// The palette, and the colour of each pixel in it.
pub(super) fn reduce(pixels: &[Colour]) -> (Vec<Colour>, Vec<u8>) {
    let mut bins = vec![Bin::default(); TOLD];
    for pixel in pixels {
        if let Some(bin) = bins.get_mut(index(*pixel)) {
            bin.count += 1;
            for (sum, part) in bin.sums.iter_mut().zip(pixel) {
                *sum += u64::from(*part);
            }
        }
    }
    let used: Vec<usize> = (0..TOLD).filter(|at| bins.get(*at).is_some_and(|bin| bin.count > 0)).collect();
    let palette: Vec<Colour> =
        parted(used.clone(), &bins).iter().map(|members| mean(members, &bins)).collect();
    // A group of few pixels may be wide: another's colour may be nearer to some of them.
    let mut place = vec![0_u8; TOLD];
    for member in used {
        let own = mean(&[member], &bins);
        let nearest = (0..).zip(&palette).min_by_key(|(_, other)| distance(own, **other));
        if let (Some(place), Some((number, _))) = (place.get_mut(member), nearest) {
            *place = number;
        }
    }
    let chosen = pixels.iter().map(|pixel| place.get(index(*pixel)).copied().unwrap_or(0)).collect();
    (palette, chosen)
}

/// The colour in the middle of a group.
fn mean(members: &[usize], bins: &[Bin]) -> Colour {
    let mut whole = Bin::default();
    for bin in members.iter().filter_map(|member| bins.get(*member)) {
        whole.count += bin.count;
        for (sum, part) in whole.sums.iter_mut().zip(bin.sums) {
            *sum += part;
        }
    }
    whole.sums.map(|sum| (sum / whole.count.max(1)) as u8)
}

fn distance(one: Colour, other: Colour) -> u32 {
    one.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// Parts the colours until there are as many groups as may be, always the one with the widest spread of many pixels.
fn parted(used: Vec<usize>, bins: &[Bin]) -> Vec<Vec<usize>> {
    let count = |members: &[usize]| -> u64 {
        members.iter().filter_map(|at| bins.get(*at)).map(|bin| bin.count).sum()
    };
    let mut boxes: Vec<(u64, usize, Vec<usize>)> = vec![weighed(used, &count)];
    while boxes.len() < MOST {
        let widest = boxes.iter().enumerate().max_by_key(|(_, (weight, ..))| *weight);
        let Some((at, _)) = widest.filter(|(_, (weight, ..))| *weight > 0) else { break };
        let (_, part, mut members) = boxes.swap_remove(at);
        members.sort_unstable_by_key(|member| five_bits(*member, part));
        let half = count(&members) / 2;
        let mut sum = 0;
        let middle = members.iter().position(|member| {
            sum += bins.get(*member).map_or(0, |bin| bin.count);
            sum > half
        });
        let upper = members.split_off(middle.unwrap_or(0).clamp(1, members.len() - 1));
        boxes.extend([weighed(members, &count), weighed(upper, &count)]);
    }
    boxes.into_iter().map(|(_, _, members)| members).collect()
}

/// A group with how much it is worth to part it, and by which of red, green and blue.
fn weighed(members: Vec<usize>, count: &impl Fn(&[usize]) -> u64) -> (u64, usize, Vec<usize>) {
    let spread = |part: usize| {
        let values = members.iter().map(|member| five_bits(*member, part));
        values.clone().max().unwrap_or(0) - values.min().unwrap_or(0)
    };
    let part = (0..3).max_by_key(|part| spread(*part)).unwrap_or(0);
    (spread(part) as u64 * count(&members), part, members)
}

fn index([red, green, blue]: Colour) -> usize {
    usize::from(red >> 3) << 10 | usize::from(green >> 3) << 5 | usize::from(blue >> 3)
}

fn five_bits(member: usize, part: usize) -> usize {
    member >> (10 - 5 * part) & 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_stay_what_they_are() {
        let pixels = [[250, 10, 10], [10, 10, 250], [250, 10, 10], [0, 0, 0]];
        let (palette, chosen) = reduce(&pixels);
        assert_eq!(palette.len(), 3);
        let shown: Vec<Colour> = chosen.iter().map(|at| palette[usize::from(*at)]).collect();
        assert_eq!(shown, pixels);
        assert_eq!(reduce(&[[7, 7, 7]]), (vec![[7, 7, 7]], vec![0]));
    }

    #[test]
    fn many_become_near_ones() {
        let pixels: Vec<Colour> = (0..=255).flat_map(|x| (0..=255).map(move |y| [x, y, 128])).collect();
        let (palette, chosen) = reduce(&pixels);
        assert_eq!(palette.len(), MOST);
        for (pixel, at) in pixels.iter().zip(chosen) {
            let near = palette[usize::from(at)].iter().zip(pixel).all(|(a, b)| a.abs_diff(*b) <= 32);
            assert!(near, "{pixel:?} as {:?}", palette[usize::from(at)]);
        }
    }
}
