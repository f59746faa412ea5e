//! Single lines behind the last sentence that the page has set, told by what they are: plates of papers and accounts, rows of
//! the menu, links behind an arrow, a tag.

use super::{MENU, NAME, WORD, WORDS};
use crate::import::dump::facts::{is_medium, is_person};
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::signature::is_office;

/// Longest plate.
const PLATE: usize = 28;
/// Longest tag.
const TAG: usize = 8;

/// Marks before a plate or a link.
const MARKS: [char; 17] =
    ['◎', '●', '○', '■', '□', '◆', '▌', '▍', '|', '·', '-', '—', '*', '【', '】', '[', ']'];

/// `◎《某某日报》某某融媒体`: names of papers, stations and accounts, and nothing else.
pub fn is_plate(line: &Line) -> bool {
    const ENDS: [&str; 14] = [
        "融媒体",
        "融媒",
        "全媒体",
        "新媒体",
        "融媒体中心",
        "客户端",
        "公众号",
        "视频号",
        "音视频部",
        "报社",
        "日报",
        "晚报",
        "电视台",
        "广播电视台",
    ];
    if line.len() > PLATE || line.folded.contains(['。', ',', ':', '、']) {
        return false;
    }
    let bare = line.folded.trim_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
    let signed = bare.len() < line.folded.len() || bare.contains('《');
    let bare = bare.strip_suffix("制作").or_else(|| bare.strip_suffix("出品")).unwrap_or(bare);
    let mut parts =
        bare.split(|c: char| c.is_whitespace() || "《》|·/".contains(c)).filter(|part| !part.is_empty());
    let known = |part: &str| {
        (2..=12).contains(&part.chars().count())
            && (ENDS.iter().any(|end| part.ends_with(end)) || is_medium(part))
            && part.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    };
    (signed || bare.ends_with("融媒体") || bare.ends_with("音视频部"))
        && parts.next().is_some_and(known)
        && parts.all(known)
}

/// `关于某某 RSS 隐私权政策 人才招募`: words in a row, most of them a menu's.
pub fn is_menu_row(line: &Line) -> bool {
    let text = line.folded.as_str();
    if line.len() > MENU * 4 || text.contains(['。', ',', ':', '、', '“', '《', '!', '?']) {
        return false;
    }
    let words: Vec<&str> = text.split([' ', '|', '\t', '·']).filter(|word| !word.is_empty()).collect();
    let short = words.len() >= 3 && words.iter().all(|word| word.chars().count() <= NAME + 2);
    let known = |word: &&&str| word.starts_with("关于") || WORDS.makes(word);
    short && words.iter().filter(known).count() * 2 >= words.len()
}

/// Who owns the site, below a text that does not speak of it.
pub fn is_owner(line: &Line, text: &[Line]) -> bool {
    const OWN: [&str; 6] = ["我公司", "本公司", "特此", "公告", "启事", "我司"];
    let name = line.folded.as_str();
    line.len() <= MENU
        && name.ends_with("有限公司")
        && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || "()".contains(c))
        && !text
            .iter()
            .any(|line| line.folded.contains(name) || OWN.iter().any(|word| line.folded.contains(word)))
}

/// What a page says to its visitor in English, below a text that has no line without Chinese.
pub fn speaks_english(line: &Line, text: &[Line]) -> bool {
    const SAYS: [&str; 12] = [
        "this article",
        "full story",
        "click",
        "read ",
        "subscribe",
        "share",
        "comment",
        "follow",
        "cookie",
        "sign ",
        "displayed",
        "recommend",
    ];
    let foreign = |text: &str| !text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    let lower = || line.folded.to_lowercase();
    foreign(&line.folded)
        && line.folded.contains(' ')
        && SAYS.iter().any(|word| lower().contains(word))
        && !text.iter().any(|line| line.len() >= NAME && foreign(&line.folded))
}

/// `►►另一篇的题目`
pub fn is_arrow(line: &Line) -> bool {
    line.folded.starts_with(['►', '▶', '▷', '☛', '➤', '👉', '☞', '➜', '▸', '»'])
        && !line.folded.contains('。')
}

/// An item of a list that is a day and nothing else.
pub fn is_day(line: &Line) -> bool {
    let digits = line.folded.chars().filter(char::is_ascii_digit).count();
    line.mark == Mark::Bullet
        && (6..=14).contains(&digits)
        && line.folded.chars().all(|c| c.is_ascii_digit() || "-/.: 年月日".contains(c))
}

/// A word or two behind the last sentence that the text has in the same words: its tag.
pub fn is_tag(line: &Line, text: &[Line]) -> bool {
    let word = line.folded.as_str();
    let plain = (2..=TAG).contains(&line.len()) && word.chars().all(char::is_alphanumeric);
    let apart = text.last().is_some_and(|last| last.block != line.block && last.is_prose());
    plain
        && apart
        && line.mark == Mark::None
        && !is_office(word)
        && !is_person(word)
        && !word.ends_with(['摄', '文', '图', '讯', '完', '稿'])
        && text.iter().any(|line| line.folded.contains(word))
}

/// `3.26主题党日`, `3.26主题党日2`: names of pictures that differ by a number.
pub fn numbered_alike(a: &Line, b: &Line) -> bool {
    let stem = |line: &Line| {
        line.folded.trim_end_matches(|c: char| c.is_ascii_digit() || "_- ()".contains(c)).to_owned()
    };
    let (first, second) = (stem(a), stem(b));
    first.chars().count() > WORD && first == second && a.len().max(b.len()) <= MENU && a.folded != b.folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::read(text, 0).unwrap()
    }

    #[test]
    fn lines_of_the_page() {
        for text in [
            "◎《某某日报》某某县融媒体",
            "■ 某某晚报 客户端",
            "《某某日报》",
            "某某社音视频部制作",
            "东山融媒体",
        ] {
            assert!(is_plate(&line(text)), "{text}");
        }
        for text in
            ["《版心》", "◎ 版心的大小", "某某县办公室", "《某某日报》登了这件事", "◎《天头》 《地脚》"]
        {
            assert!(!is_plate(&line(text)), "{text}");
        }
        assert!(is_menu_row(&line("關於某台 RSS 隱私權政策 人才招募")));
        assert!(!is_menu_row(&line("版心 天头 地脚 首页")) && !is_menu_row(&line("天头，关于版心 联系我们")));
        assert!(is_arrow(&line("►►►另一篇的题目")) && !is_arrow(&line("▲ 图为版心")));
        assert!(is_day(&line("- 2008-04-16")) && !is_day(&line("2008-04-16")));
        assert!(numbered_alike(&line("版心里的天头地脚"), &line("版心里的天头地脚2")));
        assert!(!numbered_alike(&line("图1"), &line("图2")));
    }

    #[test]
    fn lines_told_by_the_text_above() {
        let text = [line("版心以外是天头和地脚，版心之内排正文。")];
        assert!(speaks_english(&line("Ask about this article"), &text));
        assert!(!speaks_english(&line("Printed in Shanghai"), &text));
        assert!(is_owner(&line("某某国际多媒体科技股份有限公司"), &text));
        assert!(!is_owner(&line("某某印刷有限公司"), &[line("某某印刷有限公司开了一家店。")]));
        assert!(!is_owner(&line("某某印刷有限公司"), &[line("特此通知。")]));
    }

    #[test]
    fn tags_are_words_of_the_text() {
        let text = crate::import::dump::line::lines(
            "版心以外是天头和地脚，版心之内排正文。\n\n先定纸，再算字，一页能排多少行，要看字有多大。",
        );
        let tag = |word: &str| is_tag(&Line::read(word, 9).unwrap(), &text);
        assert!(tag("版心") && !tag("书口") && !tag("版心，天头") && !tag("版心以外是天头和地脚"));
    }
}
