//! The signatures of a library laid out by term, to find the articles nearest to one in a fraction of a millisecond.
//!
//! Built in two passes ([`Census`] counts, then [`Nearest`] is filled), so that nothing but the result is held: four
//! bytes for each term of each article. Articles have places here, 0 and on; which rows they are the caller knows.

use super::{Signature, TOPIC_WEIGHT, Term, TopicVector};

/// Of those with the most words in common, how many are looked at for their topics, for each that is wanted.
const LOOKED_AT: usize = 3;

/// How many articles have each term: the first pass.
#[derive(Debug)]
pub struct Census {
    ends: Vec<u32>,
    articles: usize,
}

/// Articles by their terms.
#[derive(Debug)]
pub struct Nearest {
    /// Where the postings of each term end; those of the term before end where they begin.
    ends: Vec<u32>,
    /// Place in the upper 24 bits, weight in the lower 8.
    postings: Vec<u32>,
    /// One over the length of each signature.
    scales: Vec<f32>,
    topics: Vec<TopicVector>,
}

/// An article found near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its place.
    pub place: u32,
    /// Cosine of the signatures, 0 to 1.
    pub cosine: f32,
    /// Cosine with the topics' share added: what the order is by.
    pub score: f32,
}

/// Memory that one query after another can use.
#[derive(Debug, Default)]
pub struct Scratch {
    sums: Vec<u32>,
}

impl Default for Census {
    fn default() -> Self {
        Self { ends: vec![0; Term::COUNT], articles: 0 }
    }
}

impl Census {
    /// Counts an article.
    pub fn count(&mut self, signature: &Signature) {
        self.articles += 1;
        for (term, _) in signature.iter() {
            if let Some(count) = self.ends.get_mut(term.number() as usize) {
                *count += 1;
            }
        }
    }

    /// Room for all that was counted, to be filled with the same articles.
    pub fn laid_out(mut self) -> Nearest {
        let mut total = 0;
        for end in &mut self.ends {
            // While it is being filled, an end says where the next posting goes.
            (*end, total) = (total, total + *end);
        }
        Nearest {
            ends: self.ends,
            postings: vec![0; total as usize],
            scales: Vec::with_capacity(self.articles),
            topics: Vec::with_capacity(self.articles),
        }
    }
}

impl Nearest {
    /// Puts in the next article; its place is the number of those before it.
    pub fn push(&mut self, signature: &Signature, topic: TopicVector) {
        let place = self.scales.len() as u32;
        for (term, weight) in signature.iter() {
            let Some(end) = self.ends.get_mut(term.number() as usize) else { continue };
            if let Some(posting) = self.postings.get_mut(*end as usize) {
                *posting = place << 8 | u32::from(weight);
                *end += 1;
            }
        }
        self.scales.push(1.0 / signature.length().max(1.0));
        self.topics.push(topic);
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// The `wanted` articles nearest to one, nearest first; the article itself is among them where it was put in.
    pub fn to(&self, article: (&Signature, TopicVector), wanted: usize, scratch: &mut Scratch) -> Vec<Near> {
        let (signature, topic) = article;
        self.add_up(signature, scratch);
        let mut found = self.most(signature, wanted * LOOKED_AT, scratch);
        for near in &mut found {
            let other = self.topics.get(near.place as usize).copied().unwrap_or_default();
            near.score = near.cosine + TOPIC_WEIGHT * topic.cosine(&other);
        }
        found.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then(one.place.cmp(&other.place)));
        found.truncate(wanted);
        found
    }

    fn add_up(&self, signature: &Signature, scratch: &mut Scratch) {
        scratch.sums.clear();
        scratch.sums.resize(self.len(), 0);
        for (term, weight) in signature.iter() {
            for posting in self.postings_of(term) {
                if let Some(sum) = scratch.sums.get_mut((posting >> 8) as usize) {
                    *sum += (posting & 0xff) * u32::from(weight);
                }
            }
        }
    }

    fn postings_of(&self, term: Term) -> &[u32] {
        let at = term.number() as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(at).copied().unwrap_or_default();
        self.postings.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The articles with the largest cosines, in no order.
    fn most(&self, signature: &Signature, wanted: usize, scratch: &Scratch) -> Vec<Near> {
        let scale = 1.0 / signature.length().max(1.0);
        let mut found: Vec<Near> = Vec::with_capacity(wanted * 2);
        let mut least = 0.0;
        for (place, (sum, own)) in (0..).zip(scratch.sums.iter().zip(&self.scales)) {
            let cosine = *sum as f32 * own * scale;
            if cosine > least {
                found.push(Near { place, cosine, score: cosine });
                if found.len() == wanted * 2 {
                    least = keep_best(&mut found, wanted);
                }
            }
        }
        keep_best(&mut found, wanted);
        found
    }
}

/// Keeps the `wanted` best; says how good the last of them is.
fn keep_best(found: &mut Vec<Near>, wanted: usize) -> f32 {
    if found.len() > wanted && wanted > 0 {
        found.select_nth_unstable_by(wanted - 1, |one, other| {
            other.cosine.total_cmp(&one.cosine).then(one.place.cmp(&other.place))
        });
        found.truncate(wanted);
        return found.last().map_or(0.0, |near| near.cosine);
    }
    0.0
}
