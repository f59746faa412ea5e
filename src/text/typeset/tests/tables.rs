//! Tables side by side and stacked, and plain text.

use super::super::{PlainSetter, Typesetter, Typography, typeset_plain};
use crate::text::{SetLine, WidthProfile};
use proptest::prelude::*;

fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
    cells.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
}

fn plain(lines: &[SetLine]) -> Vec<String> {
    lines.iter().map(SetLine::to_plain).collect()
}

#[test]
fn cells_stand_side_by_side() {
    let profile = WidthProfile::narrow();
    let setter = Typesetter::new(&profile, Typography::default());
    let cells = rows(&[&["指标", "数值"], &["项目数", "219个"], &["增长", "27.3%"]]);
    assert_eq!(
        plain(&setter.table_with_header(&cells, 40)),
        ["指标    数值", "╌╌╌╌╌╌╌╌╌╌╌╌╌", "项目数  219个", "增长    27.3%"]
    );
    assert_eq!(plain(&setter.table(&cells[1..], 40)), ["项目数  219个", "增长    27.3%"]);
    assert!(setter.table(&[], 40).is_empty());
}

#[test]
fn long_cells_wrap_within_their_column() {
    let profile = WidthProfile::narrow();
    let setter = Typesetter::new(&profile, Typography::default());
    let cells = rows(&[&["甲", "一二三四五六七八九十", "乙"]]);
    assert_eq!(plain(&setter.table(&cells, 20)), ["甲  一二三四五六  乙", "    七八九十"]);
}

#[test]
fn narrow_tables_are_stacked() {
    let profile = WidthProfile::narrow();
    let setter = Typesetter::new(&profile, Typography::default());
    let cells = rows(&[&["指标", "数值说明"], &["重大项目数量", "二百一十九个项目"], &["增长", ""]]);
    assert_eq!(
        plain(&setter.table_with_header(&cells, 16)),
        ["指标：重大项目", "  数量", "数值说明：二百一", "  十九个项目", "", "指标：增长"]
    );
    assert_eq!(
        plain(&setter.table(&rows(&[&["重大项目数量", "二百一十九个项目"]]), 12)),
        ["重大项目数量", "二百一十九个", "  项目"]
    );
}

#[test]
fn plain_paragraphs_are_indented_as_articles() {
    let profile = WidthProfile::narrow();
    let set: Vec<String> = typeset_plain(
        "标题一行\r\n\r\n　　正文,有缩进\n正文没有缩进。\nEnglish only.\n- 列表\n\n",
        20,
        &profile,
    )
    .collect();
    assert_eq!(
        set,
        ["标题一行", "", "    正文，有缩进", "    正文没有缩进。", "English only.", "- 列表", ""]
    );
    assert_eq!(typeset_plain("", 20, &profile).count(), 0);
}

#[test]
fn one_endless_paragraph_is_set_in_stretches() {
    let profile = WidthProfile::narrow();
    let text = "版面清楚，排字的人省一半力气；".repeat(20_000);
    let set: Vec<String> = typeset_plain(&text, 40, &profile).collect();
    assert_eq!(set.iter().map(|line| line.trim_start()).collect::<String>(), text);
    assert!(set.iter().skip(1).all(|line| !line.starts_with(['，', '；', ' '])));
    assert!(
        set.iter().rev().skip(1).all(|line| line.chars().count() >= 17),
        "a stretch ended in a short line"
    );
}

#[test]
fn hostile_pieces_do_not_pile_up() {
    let profile = WidthProfile::narrow();
    let mut setter = PlainSetter::new(Typesetter::new(&profile, Typography::default()), 40);
    for filler in ["\u{301}", "\u{200b}", " ", "\u{3000}"] {
        for _ in 0..8 {
            assert!(setter.push(&filler.repeat(30_000)).is_empty());
            assert!(setter.waiting.len() < 200_000, "{filler:?} piles up");
        }
    }
    assert_eq!(setter.finish(), [""]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tables_fit(
        cells in prop::collection::vec(prop::collection::vec("[一-十a-c 。，]{0,12}", 0..6), 0..6),
        columns in 1_u16..=120,
    ) {
        let profile = WidthProfile::wide();
        let setter = Typesetter::new(&profile, Typography::default());
        for lines in [setter.table(&cells, columns), setter.table_with_header(&cells, columns)] {
            for line in &lines {
                prop_assert!(line.columns() <= columns, "{:?}", line.to_plain());
            }
            if columns > 1 {
                let shown: String = lines.iter().map(SetLine::to_plain).collect();
                let count = |text: &str| text.chars().filter(|c| ('一'..='鿿').contains(c)).count();
                prop_assert!(count(&shown) >= cells.iter().flatten().map(|cell| count(cell)).sum());
            }
        }
    }

    #[test]
    fn pieces_of_any_size_give_the_same_lines(text in "([一-十，。]{0,30}(\r\n|\n|\r|　　)){0,8}", cut in 1_usize..20) {
        let profile = WidthProfile::narrow();
        let whole: Vec<String> = typeset_plain(&text, 16, &profile).collect();
        let mut setter = PlainSetter::new(Typesetter::new(&profile, Typography::default()), 16);
        let mut set = Vec::new();
        let characters: Vec<char> = text.chars().collect();
        for piece in characters.chunks(cut) {
            set.extend(setter.push(&piece.iter().collect::<String>()));
        }
        set.extend(setter.finish());
        prop_assert_eq!(set, whole);
    }
}
