//! Names and terms that no dictionary holds, told by how one article repeats them.
//!
//! A text is cut into words by a dictionary that is older than it: 云计算 becomes 云 and 计算. What an article repeats
//! side by side, each time among other words, and seldom apart, is one word in it. Of single articles many such are chance; the
//! lexicon counts how many articles say the same.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;
use std::sync::LazyLock;

/// What parts the pieces of a compound as it is told.
pub const JOINT: char = '\u{1}';
/// Pieces of a compound, and its characters.
const PIECES: usize = 3;
const CHARACTERS: std::ops::RangeInclusive<usize> = 3..=6;

/// Characters that are no piece of a name where they are cut off as a word: they are grammar, measures or common verbs.
const GRAMMAR: &str = "的了是在和与及或也都就还又被把对为从到向以而但并于之其这那该此每各某很更最已将要能会可不没有无所等年月日原族类他她它我你您们个种些次位说称时\
中上下前后里间让给由因如若则吧呢吗啊着过得地岁名想看做去来却只再才便即叫使令跟按比据经自当至像谁哪啥何么本场件条支张块台款部座篇首项句份期批颗\
枚滴根届轮季度元倍米克两几万亿好吃用买穿写走带找应须均需竟曾常另整共约近超仅尚仍同起边第话人内外";
/// The same of words.
const COMMON: &str = "我们 你们 他们 她们 它们 自己 大家 这个 那个 一个 这些 那些 一些 这样 那样 这种 那种 什么 怎么 如何 没有 可以 可能 能够 应该 \
需要 必须 因为 所以 但是 而且 如果 虽然 不过 只是 就是 还是 也是 不是 都是 已经 正在 曾经 通过 根据 关于 对于 由于 以及 或者 并且 目前 现在 今天 \
昨天 明天 时候 之后 之前 以后 以前 其中 其他 其它 进行 成为 表示 认为 觉得 知道 看到 出现 得到 获得 非常 比较 特别 更加 越来越 很多 许多 不少 更多 最大 \
最好 主要 重要 记者 时间 问题 情况 方面 以上 以下 左右 一样 一直 一定 一种 这次 本次 此次 每个 各种 不同 同时 当时 同样 包括 介绍 发现 开始 继续 所有 \
任何 其实 甚至 尤其 只有 只要 不要 不能 不会 还有 也有 都有 具有 拥有 提供 使用 作为 存在 为了 除了 随着 来说 来看 而言 之间 之一 告诉 指出 透露 \
发布 带来 达到 超过 增加 提高 下午 上午 晚上 简称 显示 本场 这场 那场 两场 一场 首场 最后 一次 一句 一位 有关 相关 下列 参加 帮助 选择 整个 另外 全场 \
一款 这款 两家 一家 这家 这支 这部 这件 填写 约合 尚未 不再 不予 除外 大多 一般 并未 均可 不得 符合 一起 进入 这么 那么 有些 三个 两个 几个 本人 当年 广大 期间";

/// Keys of all of these.
static SAID_OF_ANYTHING: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let mut buffer = [0; 4];
    let characters = GRAMMAR.chars().map(|c| key(c.encode_utf8(&mut buffer)));
    characters.chain(COMMON.split_whitespace().map(key)).collect()
});

/// The words of one article in their order, and what of them is repeated side by side.
#[derive(Debug, Default)]
pub struct Compounds<'t> {
    words: Vec<Placed<'t>>,
}

/// A word in its place.
#[derive(Debug, Clone, Copy)]
struct Placed<'t> {
    word: &'t str,
    /// The same for the same word; 0 for what is no word, a mark or a number.
    key: u64,
    /// Whether it may be a piece.
    joins: bool,
}

/// A run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    key: u64,
    pieces: usize,
    at: usize,
}

impl<'t> Compounds<'t> {
    /// Takes the next word, or mark, of the article.
    pub fn note(&mut self, word: &'t str) {
        let is_word = word.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        let key = if is_word { key(word) } else { 0 };
        let joins = is_word && !SAID_OF_ANYTHING.contains(&key);
        self.words.push(Placed { word, key, joins });
    }

    /// A text ends here: what follows belongs to another one.
    pub fn end(&mut self) {
        self.words.push(Placed { word: "", key: 0, joins: false });
    }

    /// What is repeated, its pieces parted by [`JOINT`], each once.
    pub fn take(&self) -> Vec<String> {
        let mut runs = self.runs();
        runs.sort_unstable();
        let same = |one: &Run, other: &Run| one.key == other.key && one.pieces == other.pieces;
        let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
        for word in self.words.iter().filter(|word| word.joins) {
            *counts.entry(word.key).or_default() += 1;
        }
        let compounds = runs.chunk_by(same).filter(|places| self.is_compound(places, &counts));
        compounds.filter_map(|places| self.told(places)).collect()
    }

    /// Every run of pieces that is as long as a compound.
    fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for at in 0..self.words.len() {
            let (mut whole, mut characters) = (0_u64, 0);
            let following = self.words.iter().skip(at).take(PIECES);
            for (number, piece) in following.take_while(|piece| piece.joins).enumerate() {
                whole = mixed(whole, piece.key);
                characters += piece.word.chars().count();
                if number > 0 && CHARACTERS.contains(&characters) {
                    runs.push(Run { key: whole, pieces: number + 1, at });
                }
            }
        }
        runs
    }

    /// Whether a run stands in several places, among different words, and one of its pieces mostly here; `counts`: how often
    /// each word stands in the article.
    fn is_compound(&self, places: &[Run], counts: &FxHashMap<u64, usize>) -> bool {
        let Some(first) = places.first().filter(|_| places.len() > 1) else { return false };
        let is_free = |beside: &dyn Fn(&Run) -> Option<usize>| {
            let neighbour = |run: &Run| beside(run).and_then(|at| self.words.get(at)).map_or(0, |it| it.key);
            let one = neighbour(first);
            places.iter().any(|run| neighbour(run) == 0 || neighbour(run) != one)
        };
        if !is_free(&|run| run.at.checked_sub(1)) || !is_free(&|run| Some(run.at + run.pieces)) {
            return false;
        }
        let often = |piece: &Placed<'_>| counts.get(&piece.key).copied().unwrap_or(0);
        let seldomest = self.pieces(first).iter().map(often).min();
        seldomest.is_some_and(|often| places.len() * 2 >= often)
    }

    fn told(&self, places: &[Run]) -> Option<String> {
        let mut told = String::new();
        for piece in self.pieces(places.first()?) {
            if !told.is_empty() {
                told.push(JOINT);
            }
            told.push_str(piece.word);
        }
        Some(told)
    }

    fn pieces(&self, run: &Run) -> &[Placed<'t>] {
        self.words.get(run.at..run.at + run.pieces).unwrap_or_default()
    }
}

/// A number for a word; never 0.
fn key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish() | 1
}

fn mixed(one: u64, other: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(one);
    hasher.write_u64(other);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let mut compounds = Compounds::default();
        words.split(' ').for_each(|word| compounds.note(word));
        let mut told: Vec<String> = compounds.take().into_iter().map(|it| it.replace(JOINT, "/")).collect();
        told.sort_unstable();
        assert_eq!(told, expected, "{words}");
    }

    #[test]
    fn what_is_repeated_among_other_words_is_a_compound() {
        check("云 计算 的 账单 ， 雾里 云 计算 先 退 ， 云 计算", &["云/计算"]);
        check("云 计算 的 账单", &[]);
    }

    #[test]
    fn a_piece_of_something_longer_is_none() {
        check("灯 会计 所 。 灯 会计 所 ！ 。 灯 会计 所 ！", &[]);
        check("河 灯会 票 。 买 河 灯会 票 ！", &["河/灯会/票"]);
    }

    #[test]
    fn grammar_and_pieces_that_mostly_stand_apart_make_none() {
        check("。 老桥 的 、 老桥 的 ！", &[]);
        check("。 我们 老桥 、 我们 老桥 ！", &[]);
        check("。 渡口 老桥 、 渡口 老桥 ！ 老桥 。 老桥 。 老桥 渡口 、 渡口 、 渡口 。", &[]);
    }
}
