//! What is shown in place of what is stored.

use super::super::{Gap, Marks, Measure, Punctuation, Script, Typesetter, Typography};
use super::lines;
use crate::text::{SetLine, WidthProfile};
use std::ops::Range;

fn shown(text: &str, profile: &WidthProfile, typography: Typography) -> String {
    let glyphs = Typesetter::new(profile, typography).glyphs(text);
    glyphs.iter().map(|glyph| glyph.symbol.as_str()).collect()
}

#[track_caller]
fn check_repair(stored: &str, expected: &str) {
    assert_eq!(shown(stored, &WidthProfile::narrow(), Typography::default()), expected);
    let as_stored = Typography { punctuation: Punctuation::AsStored, ..Typography::default() };
    assert_eq!(shown(stored, &WidthProfile::narrow(), as_stored), stored);
}

#[test]
fn marks_beside_hanzi_are_chinese() {
    check_repair("排得清楚,读得省力;要快!好吗?是:的", "排得清楚，读得省力；要快！好吗？是：的");
    check_repair("增长5%,3%,其中", "增长5%，3%，其中");
    check_repair("2020年,面对", "2020年，面对");
    check_repair("增长27.3%、64.5%,其中", "增长27.3%、64.5%，其中");
    check_repair("中国(China)和f(x)是(甲)", "中国（China）和f(x)是（甲）");
    check_repair("1)第一,2)第二", "1）第一，2）第二");
    check_repair("他说: \"你好\" , 走了", "他说：“你好”，走了");
    check_repair("中国 (China) 和", "中国（China）和");
    check_repair("说'实事求是'吧", "说‘实事求是’吧");
    check_repair("好!!!真的??", "好！！！真的？？");
}

#[test]
fn dots_and_dashes_are_two_hanzi_long() {
    check_repair("等等...后来", "等等……后来");
    check_repair("等等......", "等等……");
    check_repair("等等。。。", "等等……");
    check_repair("本--坚持---好", "本——坚持——好");
    check_repair("北京—上海", "北京—上海");
    check_repair("第一章..........12", "第一章..........12");
    check_repair("----------", "----------");
}

#[test]
fn addresses_times_numbers_and_latin_stay() {
    for stored in [
        "见http://a.com/b?c=1,2;d(e)!",
        "www.abc.cn:80/x",
        "信箱a.b@c.cn",
        "下午12:30比分3:2共1,000元",
        "Hello, world! (really?) it's \"fine\"...",
        "I like tea, 茶 is good",
        "屏27\"大",
        "C:\\dir",
        "a.com/b?c=1、后文",
    ] {
        check_repair(stored, stored);
    }
    check_repair("网址:http://a.com/b,请看", "网址：http://a.com/b，请看");
    check_repair("看(www.a.cn)吧", "看（www.a.cn）吧");
}

fn bytes_of<'a>(stored: &'a str, source: &Range<u32>) -> &'a str {
    stored.get(source.start as usize..source.end as usize).unwrap()
}

#[test]
fn every_glyph_knows_its_bytes() {
    let stored = "等...他\u{200b}说: e\u{301}";
    let profile = WidthProfile::narrow();
    let glyphs = Typesetter::new(&profile, Typography::default()).glyphs(stored);
    let pairs: Vec<_> =
        glyphs.iter().map(|glyph| (glyph.symbol.as_str(), bytes_of(stored, &glyph.source))).collect();
    assert_eq!(
        pairs,
        [
            ("等", "等"),
            ("…", "."),
            ("…", ".."),
            ("他", "他\u{200b}"),
            ("说", "说"),
            ("：", ": "),
            ("é", "e\u{301}")
        ]
    );
}

#[test]
fn scripts() {
    let script = |script| Typography { script, ..Typography::default() };
    let narrow = WidthProfile::narrow();
    assert_eq!(shown("头发发展,皇后后来", &narrow, script(Script::Traditional)), "頭髮發展，皇后後來");
    assert_eq!(shown("頭髮發展，皇后後來", &narrow, script(Script::Simplified)), "头发发展，皇后后来");
    assert_eq!(shown("頭髮發展，皇后後來", &narrow, script(Script::Traditional)), "頭髮發展，皇后後來");
}

#[test]
fn gaps() {
    let gap = Typography { gap: Gap::One, ..Typography::default() };
    let narrow = WidthProfile::narrow();
    assert_eq!(shown("用AI做3个,和 C++（x）", &narrow, gap), "用 AI 做 3 个，和 C++（x）");
    let setter = Typesetter::new(&narrow, gap);
    let set = setter.paragraph("中文字AI", Measure { columns: 6, ..Measure::default() });
    assert_eq!(set.iter().map(SetLine::to_plain).collect::<Vec<_>>(), ["中文字", "AI"]);
}

#[test]
fn full_marks_take_two_columns() {
    let full = Typography { marks: Marks::Full, ..Typography::default() };
    assert_eq!(shown("说“好”——it’s", &WidthProfile::narrow(), full), "说 “好” ────it’s");
    assert_eq!(shown("说“好”——", &WidthProfile::wide(), full), "说“好”——");
    let narrow = WidthProfile::narrow();
    assert_eq!(Typesetter::new(&narrow, full).columns("“好”——"), 10);
}

#[test]
fn avoiding_shows_nothing_of_ambiguous_width() {
    let avoiding = WidthProfile::avoiding();
    assert_eq!(shown("“好”——等……①→5℃é·", &avoiding, Typography::default()), "〝好〞－－等......(1)->5度e・");
    let setter = Typesetter::new(&avoiding, Typography::default());
    assert_eq!(setter.glyphs("①").iter().map(|glyph| glyph.source.len()).collect::<Vec<_>>(), [3, 0, 0]);
}

#[test]
fn what_the_terminal_cannot_show_is_a_missing_sort() {
    let narrow = WidthProfile::narrow();
    assert_eq!(shown("䷀甲\u{31350}\u{e000}", &narrow, Typography::default()), "〓甲〓〓");
    let kitty = crate::text::width::recorded::RecordedTerminal::Kitty.profile();
    assert_eq!(shown("䷀甲\u{31350}\u{e000}", &kitty, Typography::default()), "䷀甲\u{31350}〓");
}

#[test]
fn one_line_is_cut_with_a_mark() {
    let narrow = WidthProfile::narrow();
    let setter = Typesetter::new(&narrow, Typography::default());
    let cut = |text: &str, columns| setter.line(text, columns).to_plain();
    assert_eq!(cut("版面清楚", 8), "版面清楚");
    assert_eq!(cut("版面清楚", 7), "版面清⋯");
    assert_eq!(cut("版面清楚", 6), "版面⋯");
    assert_eq!(cut("ab cd ef", 7), "ab cd⋯");
    assert_eq!(cut("春\n光", 8), "春 光");
    assert_eq!(cut("版面", 1), "⋯");
    assert_eq!(cut("版面", 0), "");
    assert_eq!(cut(&"春".repeat(1_000_000), 10), "春春春春⋯");
    assert_eq!(cut(&format!("{}版面", "\u{200b}".repeat(10_000)), 4), "版面");
}

#[test]
fn preformatted_text_keeps_its_blanks() {
    let narrow = WidthProfile::narrow();
    let setter = Typesetter::new(&narrow, Typography::default());
    let set =
        |text, columns| setter.preformatted(text, columns).iter().map(SetLine::to_plain).collect::<Vec<_>>();
    assert_eq!(set("a\tb\n  c,中\n\nd\n", 20), ["a   b", "  c,中", "", "d"]);
    assert_eq!(set("中文中文", 5), ["中文", "中文"]);
    assert_eq!(set("\tx", 2), ["  ", "x"]);
    assert_eq!(set("", 5), [""]);
}

#[test]
fn indents() {
    let narrow = WidthProfile::narrow();
    let setter = Typesetter::new(&narrow, Typography::default());
    let set = |text, columns| {
        let measure = Measure { columns, first_indent: 4, hanging_indent: 0 };
        setter.paragraph(text, measure).iter().map(SetLine::to_plain).collect::<Vec<_>>()
    };
    assert_eq!(set("　　一二三四五六七八九十", 16), ["    一二三四五六", "七八九十"]);
    assert_eq!(set("abcdefghijklmno x", 16), [" abcdefghijklmno", "x"]);
    assert_eq!(set("", 16), ["    "]);
    assert_eq!(lines("甲", 1), ["⋯"]);
}
