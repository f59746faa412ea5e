//! What bylines and tails say about an article, gathered from several lines; the first word on a matter stands.

use super::folding::{as_written, fold, folded};
use super::furniture::closing::without_buttons;
use super::line::Line;
use crate::import::fields::means_unknown;
use crate::news::{Article, Moment};
use crate::text::pattern::{Matcher, matcher, pattern};
use regex::Regex;
use std::sync::LazyLock;

mod persons;

pub use persons::{family, is_common, is_person, is_place, is_province};

/// Facts of an article, apart from its text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Date of publication with the words it was read from.
    pub date: Option<(Moment, String)>,
    /// The date is only a day with its weekday, as a clock on the page shows it.
    pub clock: bool,
    /// The date is that of an update.
    pub updated: bool,
    /// Headline, where a table of the page names it.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What is known only by where a bare word stands.
    pub guessed: Guessed,
    /// The paper or site.
    pub source: Option<String>,
    /// Responsible editor.
    pub editor: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// Times read.
    pub views: Option<u64>,
    /// Digits of views and comments run together.
    pub views_raw: Option<String>,
    /// Comments.
    pub comments: Option<u64>,
    /// Tags.
    pub tags: Vec<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Summary.
    pub summary: Option<String>,
}

/// Facts that a better word replaces: a bare word beside a date may be anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Guessed {
    /// The author.
    pub author: bool,
    /// The category.
    pub category: bool,
}

static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\p{Han}{0,10}(?:记者|通讯员|评论员|撰稿人|专栏作者|特约作者|本文作者|文章作者)|编辑|实习生|作者|撰文|采写|[Bb]y|©)\s*[:：/丨|]?\s*|^(?:文\s*[/／、]\s*图|图\s*[/／、]\s*文|图文|文|图)(?:\s*[:：/丨|]\s*|\s+)",
    )
});
static INNER_ROLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\s+(?:实习生|通讯员|(?:实习|见习|特约)?记者)\s*[:：]?\s*"));
static DEED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s*[/／].{0,12}(?:报导|報導|报道|电|電)$|\s*[丨|]\s*文$|\s+\p{Han}{2,6}(?:报道|报导|報導|報道)$|\s*发自\s*\p{Han}{2,8}$|\s*(?:[/(（]?(?:文图|图文|文/图|摄影报道|报道|报导|報導|報道|摄影|摄|整理|综合|整合|编译|供稿|传真|傳真|专电|專電)[)）]?|等)$|\s*(?:发表|发布|更新|编辑|写)(?:于|在)$",
    )
});
static MEDIUM: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"(?:网|报|社|新闻|在线|电视台|电台|广播|频道|客户端|周刊|杂志|月刊|财经|发布|传媒|融媒|媒体|资讯|通讯|之声|卫视|公众号|[局委厅办部处科台院校馆所]|政府|中心|集团|公司|大学|学院|学校|医院|协会|学会|商会|联合会|银行|证券|视点|壹点|视界|观察|快讯|科技|云|头条|号|TV|[Nn]ews|\.com|\.cn)(?:\s*[(（].{0,12}[)）])?$",
    )
});

/// Words that stand for an author where there is none.
const NOBODY: &str = "博客 论坛 网络 互联网 网上 网络整理 网络转载 本站 本站整理 本站原创 本站编辑 网站管理员 综合 整理 本台 本台综合 本网 本网综合 本报综合 本站综合 date Date 匿名 无名 无名氏 博客佚名 \
    佚名博客 网络佚名 未署名 建立 创建 系统 系统管理员 超级管理员 转帖 网摘 原文 原文出处 最后 最新 最近 最新修订 最后修改";

/// Whether a word stands for an author where there is none.
pub fn is_nobody(name: &str) -> bool {
    NOBODY.split_whitespace().any(|word| word == name)
}

impl Facts {
    /// Takes from later lines what is not yet known. A clock gives way to any other date, an update to a publication.
    pub fn add(&mut self, later: Self) {
        let better = (self.clock && !later.clock) || (self.updated && !later.updated);
        if later.date.is_some() && (self.date.is_none() || better) {
            (self.date, self.clock, self.updated) = (later.date, later.clock, later.updated);
        }
        let fill = |slot: &mut Option<String>, value: Option<String>| {
            if slot.is_none() {
                *slot = value;
            }
        };
        let author = later.author.filter(|name| !is_nobody(name));
        let surer = |known: bool, guess: bool, later: Option<&String>| guess && !known && later.is_some();
        if surer(later.guessed.author, self.guessed.author, author.as_ref()) {
            self.author = None;
        }
        if surer(later.guessed.category, self.guessed.category, later.category.as_ref()) {
            self.category = None;
        }
        self.guessed.author = if self.author.is_none() { later.guessed.author } else { self.guessed.author };
        self.guessed.category =
            if self.category.is_none() { later.guessed.category } else { self.guessed.category };
        fill(&mut self.title, later.title);
        fill(&mut self.author, author);
        fill(&mut self.source, later.source);
        fill(&mut self.editor, later.editor);
        fill(&mut self.category, later.category);
        fill(&mut self.url, later.url);
        fill(&mut self.summary, later.summary);
        if self.views.is_none() && self.views_raw.is_none() {
            (self.views, self.views_raw) = (later.views, later.views_raw);
        }
        self.comments = self.comments.or(later.comments);
        if self.tags.is_empty() {
            self.tags = later.tags;
        }
    }

    /// With its names as the line has them that they were read from the folded copy of.
    pub fn spelt_as(mut self, line: &Line) -> Self {
        for name in [&mut self.author, &mut self.source, &mut self.editor, &mut self.category]
            .into_iter()
            .filter_map(Option::as_mut)
        {
            *name = line.written(name);
        }
        self
    }

    /// Nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Moves what is known into an article.
    pub fn tell(self, article: &mut Article) {
        if let Some((moment, raw)) = self.date {
            (article.published, article.published_raw) = (Some(moment), Some(raw));
        }
        article.author = self.author;
        article.source_name = self.source;
        article.editor = self.editor;
        (article.views, article.views_raw, article.comments) = (self.views, self.views_raw, self.comments);
        article.tags = self.tags;
        article.url = self.url;
        article.summary = self.summary;
    }
}

/// A person's or a paper's name out of what a key was followed by; `None` for words that say nothing.
pub fn name(text: &str) -> Option<String> {
    let narrow: String = text.chars().map(fold).collect();
    bare_name(&narrow).map(|name| as_written(text, &narrow, &name))
}

fn bare_name(text: &str) -> Option<String> {
    let edge = |c: char| c.is_whitespace() || "|,，;；:：·-—/、【】[]<>》《\"'#@".contains(c);
    let text = paired(text.trim_matches(edge));
    // `文/图 本报记者 某甲` has two of them.
    let bare = ROLE.replace(text, "");
    let bare = ROLE.replace(&bare, "");
    let bare = DEED.replace(&bare, "");
    let bare = INNER_ROLE.replace_all(&bare, " ");
    let bare = paired(bare.trim_matches(edge));
    let bare = Some(without_buttons(bare)).filter(|name| is_person(name)).unwrap_or(bare);
    // `某甲 台北`: where it was sent from.
    let bare = bare
        .split_once(' ')
        .filter(|(who, place)| is_person(who) && is_place(place))
        .map_or(bare, |(who, _)| who);
    // `某某，头图来自`: names end where something else is named.
    let bare = match bare.split_once([',', '，']) {
        Some((first, rest))
            if is_person(first)
                && !rest.split([',', '，', ' ']).filter(|word| !word.is_empty()).all(is_person) =>
        {
            first
        }
        _ => bare,
    };
    let bare = presented(without_country(bare))?;
    let count = bare.starts_with(|c: char| c.is_ascii_digit()) && bare.is_ascii();
    let broken_off = bare.contains("...") || bare.contains('…');
    let unknown =
        count || broken_off || means_unknown(bare) || super::furniture::is_widget(bare) || is_no_name(bare);
    let length = bare.chars().count();
    (!unknown && (2..=40).contains(&length) && bare.chars().any(char::is_alphabetic)).then(|| bare.to_owned())
}

/// `[美]某某·某某`: the country of a writer stands before the name.
pub fn without_country(text: &str) -> &str {
    let bare = text.trim_start_matches(['(', '[', '【', '〔']);
    let country = bare.split_once([')', ']', '】', '〕']);
    country
        .filter(|(country, _)| matches!(country.chars().count(), 1..=3))
        .map_or(text, |(_, name)| name.trim())
}

/// `王某系某某大学教授`: who somebody is stands behind the name; `None` where it stands alone.
fn presented(text: &str) -> Option<&str> {
    const IS: [&str; 7] = ["系", "为", "是", "现任", "现为", "任职", "就职"];
    let count = text.chars().count();
    if count < 6 || !IS.iter().any(|is| text.contains(is)) {
        return Some(text);
    }
    if ["系", "为", "是", "现"].iter().any(|is| text.starts_with(is)) {
        return None;
    }
    let heads =
        [3, 2].into_iter().filter_map(|length| text.split_at_checked(text.char_indices().nth(length)?.0));
    let mut named =
        heads.filter(|(name, rest)| is_person(name) && IS.iter().any(|is| rest.trim_start().starts_with(is)));
    Some(named.next().map_or(text, |(name, _)| name))
}

/// Words that stand where a name should: a heading, a count, a sentence, a button.
fn is_no_name(text: &str) -> bool {
    static OTHER: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^(?:(?:相关|热门|最新|推荐|精彩)(?:文章|新闻|阅读|推荐|内容|资讯)|复制.*)$|\d+\s*[篇条人次]|(?:原创|优质|创作|领域).{0,4}(?:作者|创作者)$|^(?:图片|文字|摄影|视频|稿件|原创|转载|原创文章|文章图片|新闻图片|限制级|禁止转载|好文|.{0,4}目录|标签|归档|更新|(?:最近|最后|最新)(?:更新|推荐|发布).*)$|^(?:网友|游客|访客|訪客|匿名)(?:[\da-zA-Z: @_]|用户|$)|转载$|^单位\s*[:：]|许可|版权|收录|(?:时间|日期)$|^(?:发表|发布|更新)于$",
        )
    });
    let sentence = text.contains(['，', '。', '！', '？']) || text.contains([':', '：', ',', '!', '?']);
    let asks = text.contains(['?', '？', '!', '！', '你', '您']) || text.starts_with(['“', '「', '"']);
    OTHER.is_match(text) || asks || sentence && text.chars().count() > 14
}

/// The name of a paper, a site or an institution, as written.
pub fn medium_name(text: &str) -> Option<String> {
    let edge = |c: char| c.is_whitespace() || "|,，;；:：·-—/、【】[]\"'#".contains(c);
    let bare = paired(text.trim_matches(edge));
    let unknown = means_unknown(bare) || super::furniture::is_widget(bare) || is_no_name(bare);
    let length = bare.chars().count();
    (!unknown && (2..=40).contains(&length) && bare.chars().any(char::is_alphabetic)).then(|| bare.to_owned())
}

/// Without a bracket whose partner is missing, or brackets around the whole.
fn paired(text: &str) -> &str {
    let (open, close) = (['(', '（'], [')', '）']);
    match (text.matches(open).count(), text.matches(close).count()) {
        (1, 1) if text.starts_with(open) && text.ends_with(close) => {
            text.trim_matches(['(', '（', ')', '）'])
        }
        (opened, closed) if opened < closed => text.trim_end_matches(close),
        (opened, closed) if opened > closed => text.trim_start_matches(open),
        _ => text,
    }
}

/// Whether a word names a paper, a site or an institution.
pub fn is_medium(word: &str) -> bool {
    let word = folded(word);
    // `某台《某某观察》`
    let program = word.strip_suffix('》').and_then(|rest| rest.split_once('《')).is_some_and(|(of, name)| {
        (2..=10).contains(&of.chars().count()) && (2..=12).contains(&name.chars().count())
    });
    program || MEDIUM.is_match(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_roles_and_deeds() {
        for (text, expected) in [
            (" 本报记者 某甲 ", Some("某甲")),
            ("某甲 某乙", Some("某甲 某乙")),
            ("某甲/文", Some("某甲/文")),
            ("某甲】", Some("某甲")),
            ("某甲／某地即時報導", Some("某甲")),
            ("某网记者王小三 台北", Some("王小三")),
            ("王小二，头图", Some("王小二")),
            ("王小二,李四", Some("王小二,李四")),
            ("废止时间", None),
            ("文小春", Some("文小春")),
            ("文/图 本报记者 王小春", Some("王小春")),
            ("王小春丨文", Some("王小春")),
            ("王小春 北京报道", Some("王小春")),
            ("文 王小春", Some("王小春")),
            ("记者 王小二 报导", Some("王小二")),
            ("最近更新", None),
            ("某网(记者某甲)", Some("某网(记者某甲)")),
            ("[美]某某·某甲", Some("某某·某甲")),
            ("王小三系某某大学教授", Some("王小三")),
            ("系某某大学教授", None),
            ("本文作者王小三", Some("王小三")),
            ("未知", None),
            ("佚名", None),
            ("", None),
            ("打印", None),
            ("网友a1b2", None),
            ("訪客 王小二", None),
            ("网友小屋", Some("网友小屋")),
        ] {
            assert_eq!(name(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn papers_and_persons() {
        for word in ["某某日报", "东区办事处", "快科技", "省发改委", "某某网-文化频道"]
        {
            assert!(is_medium(word), "{word}");
        }
        assert!(is_person("王小二") && is_person("李四"));
        assert!(!is_person("方法一") && !is_person("金融") && !is_person("江苏"));
        assert!(!is_person("文化新闻网") && !is_person("admin") && !is_person("镇江"));
    }

    #[test]
    fn what_was_guessed_gives_way() {
        let named = |name: &str, guess| Facts {
            author: Some(name.into()),
            guessed: Guessed { author: guess, category: false },
            ..Facts::default()
        };
        let mut facts = named("甲", true);
        facts.add(named("乙", true));
        assert_eq!(facts.author.as_deref(), Some("甲"));
        facts.add(named("丙", false));
        facts.add(named("丁", false));
        assert_eq!((facts.author.as_deref(), facts.guessed.author), (Some("丙"), false));
    }

    #[test]
    fn the_first_word_stands_except_a_clock() {
        let day = |unix| Some((Moment { unix, precision: crate::news::Precision::Day }, String::new()));
        let mut facts = Facts { date: day(1), clock: true, author: Some("甲".into()), ..Facts::default() };
        facts.add(Facts { date: day(2), author: Some("乙".into()), views: Some(3), ..Facts::default() });
        facts.add(Facts { date: day(3), ..Facts::default() });
        assert_eq!(facts.date.as_ref().map(|(moment, _)| moment.unix), Some(2));
        assert_eq!((facts.author.as_deref(), facts.views), (Some("甲"), Some(3)));
    }
}
