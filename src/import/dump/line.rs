//! The lines of a page rendered to text: what was written, a folded copy to match patterns on, indent and block.
//!
//! Two families (blank lines between blocks, or none at all) become one shape here.

use super::furniture::debris::{without_markup, without_runs};
use super::join;
use super::recall;
use crate::text::pattern::pattern;
use regex::Regex;
use std::borrow::Cow;
use std::cell::Cell;
use std::sync::LazyLock;

/// One line that is not blank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// As written, blanks and list mark taken off.
    pub raw: String,
    /// The same characters, one for one: full-width ASCII and blanks narrow, words of page furniture simplified.
    pub folded: String,
    /// Columns of blank before it.
    pub indent: usize,
    /// Lines of one block stand together without a blank line.
    pub block: usize,
    /// The mark of a list item before it.
    pub mark: Mark,
    /// What was told of it.
    pub verdicts: Verdicts,
}

/// What is asked of a line by head, body and tail, and told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Furniture = 1,
    EndsBody = 2,
    Declares = 4,
}

/// What was told of a line of an indent and a length in bytes; a line that was changed is told of anew.
#[derive(Debug, Clone, Default)]
pub struct Verdicts(Cell<(usize, usize, u8, u8)>);

impl PartialEq for Verdicts {
    /// They follow from the line, and whether they were asked for makes no other line of it.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Verdicts {}

/// Whether a line is an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mark {
    /// Running text.
    #[default]
    None,
    /// `•` or `-`.
    Bullet,
    /// `1.`
    Number(u32),
}

/// Longest line of letter-spaced labels, characters.
const SPACED: usize = 80;
/// Longest line, bytes; a paragraph is cut shorter in the end.
const LONGEST: usize = 512 * 1024;

/// Traditional characters of page furniture, and their simplified forms, in pairs.
const SIMPLER: &str = "縮缩帳帐兩两測测試试諮咨擇择語语換换暫暂準准陸陆賽赛獎奖勵励獻献議议義义濟济稅税習习隊队繪绘級级討讨頂顶護护訪访單单錄录當当現现發发佈布來来處处記记責责編编輯辑評评論论點点擊击瀏浏覽览閱阅閲阅驗验滿满歲岁將将進进讀读關关鍵键詞词標标籤签鏈链連连結结轉转載载請请註注聲声權权時时間间類类別别欄栏題题為为薦荐熱热門门員员頁页網网內内檢检視视導导隨随後后響响應应體体號号蹤踪複复製制總总數数紙纸報报貼贴臉脸書书訂订閉闭繼继續续無无沒没條条個个僅仅須须經经許许專专區区際际國国財财經经臺台灣湾電电話话郵邮機机構构審审核核廣广備备證证圖图訊讯聯联掃扫碼码維维贊赞讚赞歡欢攝摄傳传選选輕轻觸触這这裡里裏里視视聽听節节許许網网絡络檔档專专題题導导聞闻會会絲丝團团頻频譯译採采寫写週周歷历獨独變变動动態态資资綜综藝艺學学術术軍军農农業业產产車车遊游戲戏環环過过還还說说麼么對对開开長长萬万億亿實实統统籌筹監监終终設设計计劃划購购買买賣卖務务協协從从們们東东讓让衛卫觀观創创見见詳详細细隱隐獲获於于與与質质認认識识誤误糾纠錯错訴诉問问樓楼運运營营違违預预線线參参風风險险據据場场簡简詢询紹绍戶户頭头賞赏願愿給给謝谢樂乐鄉乡鎮镇縣县園园顯显樹树狀状舊旧較较項项層层樣样則则壇坛興兴難难輸输廠厂價价顧顾雜杂黨党尋寻並并冊册雲云積积氣气廳厅館馆誌志稱称貓猫緊紧繫系溫温絕绝娛娱鐘钟";

impl Line {
    /// A line out of its text; `None` for a blank one.
    pub fn read(text: &str, block: usize) -> Option<Self> {
        let clean: Cow<'_, str> = if text.contains(is_invisible) {
            text.chars().filter(|c| !is_invisible(*c)).collect::<String>().into()
        } else {
            text.into()
        };
        let row = cells(clean.trim());
        let mut rest = row.as_deref().unwrap_or(unbarred(clean.trim()));
        let indent = clean.chars().take_while(|c| c.is_whitespace()).map(columns).sum();
        let mut mark = Mark::None;
        if let Some((found, tail)) = list_mark(rest, indent) {
            (mark, rest) = (found, tail.trim_start());
        }
        let mut folded = String::with_capacity(rest.len());
        rest.chars().for_each(|c| folded.push(fold(c)));
        let verdicts = Verdicts::default();
        (!rest.is_empty()).then(|| Self { raw: rest.to_owned(), folded, indent, block, mark, verdicts })
    }

    /// A line of a block that was read from markup.
    pub fn of_block(text: &str, block: usize, indent: usize, listed: bool) -> Option<Self> {
        let line = Self::read(text, block)?;
        Some(Self { indent, mark: if listed { Mark::Bullet } else { line.mark }, ..line })
    }

    /// Characters.
    pub fn len(&self) -> usize {
        self.raw.chars().count()
    }

    /// What was written at bytes of the folded copy.
    pub fn raw_at(&self, from: usize, to: usize) -> String {
        let count = |to: usize| self.folded.get(..to).map_or(0, |text| text.chars().count());
        let (skip, end) = (count(from), count(to));
        self.raw.chars().skip(skip).take(end.saturating_sub(skip)).collect()
    }

    /// The folded copy with labels and names set close that were letter-spaced: `一 审:张 三`.
    pub fn closed(&self) -> Cow<'_, str> {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"(?P<mark>: {0,4})(?P<family>\p{Han}) {1,4}(?P<name>\p{Han})(?P<end> |$)")
        });
        static LABEL: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"(?:^|[ (\[【])(?:\p{Han} {1,4}){1,3}\p{Han} {0,4}:"));
        let text = self.folded.as_str();
        if !(text.contains(':') && text.contains(' ')) || self.len() > SPACED {
            return Cow::Borrowed(text);
        }
        let named = NAME.replace_all(text, "$mark$family$name$end");
        let close = |found: &regex::Captures<'_>| {
            let whole = found.get(0).map_or("", |whole| whole.as_str());
            let parted = if whole.starts_with(' ') { " " } else { "" };
            format!("{parted}{}", whole.replace(' ', ""))
        };
        Cow::Owned(LABEL.replace_all(&named, close).into_owned())
    }

    /// Words of the folded copy as the page has them.
    pub fn written(&self, words: &str) -> String {
        as_written(&self.raw, &self.folded, words)
    }

    /// A sentence, rather than a title, a name or a button.
    pub fn is_prose(&self) -> bool {
        let length = self.len();
        let ends = self.folded.contains(['。', '!', '?', ';', '！', '？', '；']);
        self.folded.contains('。') && length >= 16 || (ends && length >= 40) || length >= 70
    }

    /// Whether two lines say the same, whatever their blanks and widths.
    pub fn says(&self, other: &str) -> bool {
        close(&self.folded).eq(close(other))
    }

    /// What was told of this line before, or is told now.
    pub fn told(&self, verdict: Verdict, tell: impl FnOnce(&Self) -> bool) -> bool {
        let bit = verdict as u8;
        let known = || match self.verdicts.0.get() {
            (indent, length, known, holds) if (indent, length) == (self.indent, self.folded.len()) => {
                (known, holds)
            }
            _ => (0, 0),
        };
        let (asked, holds) = known();
        if asked & bit != 0 {
            return holds & bit != 0;
        }
        let told = recall::told(self, bit, tell);
        // Telling may have asked for others.
        let (asked, holds) = known();
        let holds = holds | if told { bit } else { 0 };
        self.verdicts.0.set((self.indent, self.folded.len(), asked | bit, holds));
        told
    }
}

/// The lines of a page in order. Without any blank line every line is a block of its own.
pub fn lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{c}'], "\n");
    let text = without_readings(&text);
    let text = without_runs(&text);
    let text = without_markup(&text);
    let is_blank = |line: &str| line.chars().all(|c| c.is_whitespace() || is_invisible(c));
    let parted = text.trim().lines().any(is_blank);
    let mut block = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let line = line.get(..line.floor_char_boundary(LONGEST)).unwrap_or(line);
        match Line::read(line, block) {
            Some(line) => {
                lines.push(line);
                block += usize::from(!parted);
            }
            None => block += 1,
        }
    }
    join::bylines(&mut lines);
    lines
}

/// Takes away the readings that bad conversions put behind every other character: `區(qū)委書(shū)記`.
fn without_readings(text: &str) -> Cow<'_, str> {
    static READING: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(\p{Han})[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,7}[)）] ?"));
    if !text.contains(['(', '（']) {
        return Cow::Borrowed(text);
    }
    let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    if READING.find_iter(text).count() * 100 <= han {
        Cow::Borrowed(text)
    } else {
        READING.replace_all(text, "$1")
    }
}

/// A narrow, simplified copy to compare words by.
pub fn folded(text: &str) -> String {
    text.trim().chars().map(fold).collect()
}

/// Without blanks at all.
pub fn squeezed(text: &str) -> String {
    close(text).collect()
}

/// The folded characters that are no blanks.
pub fn close(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(fold).filter(|c| !c.is_whitespace())
}

/// Words of a folded copy, or each of them alone, as the text has them that it was made of, one for one.
pub fn as_written(raw: &str, folded: &str, words: &str) -> String {
    if words.is_empty() || raw.contains(words) {
        return words.to_owned();
    }
    let place = |words: &str| {
        let at = folded.find(words)?;
        let skip = folded.get(..at)?.chars().count();
        Some(raw.chars().skip(skip).take(words.chars().count()).collect::<String>())
    };
    place(words).unwrap_or_else(|| {
        words
            .split(' ')
            .map(|word| place(word).unwrap_or_else(|| word.to_owned()))
            .collect::<Vec<_>>()
            .join(" ")
    })
}

/// One character narrow and, where page furniture uses it, simplified.
pub fn fold(c: char) -> char {
    // Most of what is asked for.
    if c.is_ascii_graphic() {
        return c;
    }
    match c {
        '\u{4e00}'..='\u{9fff}' => simpler(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\t' => c,
        '\u{2571}' | '\u{2215}' | '\u{2044}' | '\u{29f8}' => '/',
        '\u{fe30}' | '\u{fe55}' | '\u{2236}' => ':',
        '\u{258f}' | '\u{2595}' | '\u{2502}' | '\u{fe31}' => '|',
        '\u{fe5d}' => '〔',
        '\u{fe5e}' => '〕',
        '\u{fe59}' => '(',
        '\u{fe5a}' => ')',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn simpler(c: char) -> char {
    /// The characters that are not the same, by their distance from the first of the block.
    static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut table: Vec<char> = ('\u{4e00}'..='\u{9fff}').collect();
        let characters: Vec<char> = SIMPLER.chars().collect();
        for pair in characters.chunks_exact(2) {
            if let [from, to] = *pair
                && let Some(slot) = table.get_mut((from as usize).wrapping_sub(0x4e00))
            {
                *slot = to;
            }
        }
        table
    });
    TABLE.get((c as usize).wrapping_sub(0x4e00)).copied().unwrap_or(c)
}

/// Marks of direction and width that show nothing, and controls.
fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}')
}

fn columns(c: char) -> usize {
    match c {
        '\u{3000}' | '\u{2003}' | '\t' => 2,
        _ => 1,
    }
}

/// A line without the bar of a table that a rendering left on one of its sides.
fn unbarred(text: &str) -> &str {
    let bare = text.strip_suffix('|').or_else(|| text.strip_prefix('|')).map(str::trim);
    bare.filter(|bare| !bare.is_empty() && !bare.contains('|')).unwrap_or(text)
}

/// A row of a table between bars, its cells parted by two tabs as the other family of renderings parts them.
fn cells(text: &str) -> Option<String> {
    let inner = text.strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    let rule = |cell: &&str| cell.chars().all(|c| "-: ".contains(c));
    Some(if cells.iter().all(rule) { String::new() } else { cells.join("\t\t") })
}

fn list_mark(text: &str, indent: usize) -> Option<(Mark, &str)> {
    if let Some(rest) = text.strip_prefix('•').or_else(|| text.strip_prefix("- ").filter(|_| indent == 0)) {
        // `- THE END -` and its like are no items.
        return (!text.ends_with(" -")).then_some((Mark::Bullet, rest));
    }
    let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=3).contains(digits))?;
    let (number, rest) = text.split_at_checked(digits)?;
    let rest = rest.strip_prefix(". ").filter(|_| indent >= 2)?;
    Some((Mark::Number(number.parse().ok()?), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_one_for_one() {
        for text in ["您當前的位置：首頁 ＞ 要聞", "　　全角　空白", "a\u{a0}b", "發佈時間：２０２４"]
        {
            let line = Line::read(text, 0).unwrap();
            assert_eq!(line.raw.chars().count(), line.folded.chars().count());
        }
        let line = Line::read("發佈時間：２０２４　來源：某報", 0).unwrap();
        assert_eq!(line.folded, "发布时间:2024 来源:某报");
        assert_eq!(line.raw_at(line.folded.find("某").unwrap(), line.folded.len()), "某報");
        assert_eq!(SIMPLER.chars().count() % 2, 0);
        let line = Line::read("記者 國小三、關小四 報導", 0).unwrap();
        assert_eq!(line.written("国小三"), "國小三");
        assert_eq!(line.written("国小三 关小四"), "國小三 關小四");
    }

    #[test]
    fn a_verdict_is_told_once_and_anew_of_a_changed_line() {
        let mut line = Line::read("版心", 0).unwrap();
        assert!(line.told(Verdict::EndsBody, |line| line.told(Verdict::Declares, |_| true)));
        assert!(line.told(Verdict::EndsBody, |_| unreachable!()));
        assert!(line.told(Verdict::Declares, |_| unreachable!()));
        assert!(!line.told(Verdict::Furniture, |_| false));
        assert!(!line.told(Verdict::Furniture, |_| unreachable!()));
        line.folded.push('。');
        assert!(!line.told(Verdict::EndsBody, |_| false));
        assert!(line.told(Verdict::Furniture, |_| true));
        assert_eq!(line, Line { verdicts: Verdicts::default(), ..line.clone() });
    }

    #[test]
    fn letter_spaced_labels_are_set_close() {
        for (text, expected) in [
            ("一 审：张 三", "一审:张三"),
            ("文　图：王小三 李小四", "文图:王小三 李小四"),
            ("编 辑:张 三  审 核:李小四", "编辑:张三  审核:李小四"),
            ("责 任 編 輯：王小三", "责任编辑:王小三"),
            ("编辑：王小三 李 四", "编辑:王小三 李 四"),
            ("来源:某 报", "来源:某报"),
            ("版心 大小", "版心 大小"),
        ] {
            assert_eq!(Line::read(text, 0).unwrap().closed(), expected, "{text}");
        }
    }

    #[test]
    fn readings_of_bad_conversions_go() {
        let page = lines("區(qū)委書(shū)記 在會(huì)上說(shuō)，版心(排印)的\u{9053}理(PDF)不變。");
        assert_eq!(page[0].raw, "區委書記 在會上說，版心(排印)的道理(PDF)不變。");
        assert_eq!(lines(&format!("{}一(ab)", "字".repeat(200)))[0].raw.len(), 607);
    }

    #[test]
    fn blocks_indents_and_marks() {
        let page = lines("\u{feff}题\n\n  一段\n  二段\n\n  • 甲\n    1. 乙\n\u{200b} \n- THE END -\n");
        let shape: Vec<_> =
            page.iter().map(|line| (line.raw.as_str(), line.indent, line.block, line.mark)).collect();
        assert_eq!(
            shape,
            [
                ("题", 0, 0, Mark::None),
                ("一段", 2, 1, Mark::None),
                ("二段", 2, 1, Mark::None),
                ("甲", 2, 2, Mark::Bullet),
                ("乙", 4, 2, Mark::Number(1)),
                ("- THE END -", 0, 3, Mark::None),
            ]
        );
        let dense = lines("一\n二\n三");
        assert_eq!(dense.iter().map(|line| line.block).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
