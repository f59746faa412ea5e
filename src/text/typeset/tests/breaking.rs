//! Where lines may end: the pieces of a text that are never parted, and whole paragraphs.

use super::super::atom::{Treatment, atoms};
use super::super::breaks::{Break, breaks};
use super::super::{Flavour, Punctuation, Typesetter, Typography};
use super::lines;
use crate::text::WidthProfile;

/// The text with `|` at every place where a line may end, in a measure of 40 columns.
fn pieces(text: &str) -> String {
    let profile = WidthProfile::narrow();
    let typography = Typography { punctuation: Punctuation::AsStored, ..Typography::default() };
    let atoms = atoms(&Typesetter::new(&profile, typography), text, Treatment::Prose(Flavour::Line), 0);
    let mut shown = String::new();
    for (atom, end) in atoms.iter().zip(breaks(&atoms, 40)) {
        if matches!(end, Break::Allowed(_)) {
            shown.push('|');
        }
        shown.push_str(&atom.glyph.symbol);
    }
    shown
}

#[track_caller]
fn check(expected: &str) {
    assert_eq!(pieces(&expected.replace('|', "")), expected);
}

#[test]
fn quotes_belong_to_what_they_hold() {
    check("他|说|“你|好”|啊");
    check("“‘甲’|乙”|丙");
    check("《书》、|“引”|与|‘单’");
    check("在|“GDP”|中");
    check("let's |go|去|it’s |ok");
    check("说|\"你|好\"|啊");
    check("\"quoted |words\" |and |more");
}

#[test]
fn no_mark_begins_a_line() {
    check("让·|雅|克·|卢|梭");
    check("40%～|50%");
    check("好！？”|他");
    check("（甲）、|（乙）");
    check("等|等……|后|来");
    check("以|人|为|本——|坚|持");
    check("人|们|常|々|说".replace("常|々", "常々").as_str());
    check("スー|パー|マー|ケッ|ト");
    check("和/或|两|者");
    check("他,|2020年|来");
}

#[test]
fn numbers_stay_whole() {
    check("2020年|6月|15日");
    check("约|￥9,999元");
    check("增|长|27.3%、|64.5%。");
    check("12:30|到");
    check("24-26日|到");
    check("是|-5.5%|的");
    check("温|度|25℃|高");
    check("占|地|100㎡|和|5㎞。");
    check("３．５％|和|１２：３０");
    check("第219个|项|目");
    check("投|资|30亿元|的");
    check("共 3 个|项|目".replace("共 3", "共 |3").as_str());
    check("北|京-|上|海");
    check("“3·15”|晚|会");
}

#[test]
fn western_text_stays_in_words() {
    check("C++|语|言");
    check("http://a.com/b?c=1、|后|文");
    check("the |state-of-the-art |thing");
    check("He |said, |“Hello |world”.");
    check("use |(or |not) |this");
    check("5G|网|络|和|AI|芯|片");
    check("①第|一".replace("①第", "①|第").as_str());
}

#[track_caller]
fn check_lines(text: &str, columns: u16, expected: &[&str]) {
    assert_eq!(lines(text, columns), expected);
}

#[test]
fn lines_are_even_and_whole() {
    check_lines("一二三四五六七八九十甲", 20, &["一二三四五六七八九", "十甲"]);
    check_lines("", 10, &[""]);
    check_lines("  　甲乙  ", 10, &["甲乙"]);
    check_lines("甲乙\n丙\n\n丁\n", 10, &["甲乙", "丙", "", "丁"]);
    check_lines("一二三四五六七八，九十", 16, &["一二三四五六七", "八，九十"]);
    check_lines("abc def ghi", 7, &["abc def", "ghi"]);
}

#[test]
fn what_is_longer_than_a_line_is_cut_as_mildly_as_can_be() {
    check_lines("http://abc.de/fgh/ijk", 12, &["http://abc.", "de/fgh/ijk"]);
    check_lines("abcdefghij", 4, &["abcd", "efgh", "ij"]);
    check_lines("好，", 3, &["好", "，"]);
    check_lines("“好”", 4, &["“好”"]);
    check_lines("甲乙", 1, &["⋯", "⋯"]);
    check_lines("甲，乙", 2, &["甲", "，", "乙"]);
    check_lines("为本”——坚持", 4, &["为", "本”", "——", "坚持"]);
    check_lines("（1234567）", 8, &["（", "1234567", "）"]);
}
