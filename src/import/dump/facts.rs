//! What bylines and tails say about an article, gathered from several lines; the first word on a matter stands.

use super::furniture::closing::without_buttons;
use super::line::{Line, as_written, fold, folded};
use super::section::is_section;
use crate::import::fields::means_unknown;
use crate::news::{Article, Moment};
use crate::text::pattern::{Matcher, matcher, pattern};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

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

/// The commonest family names: a short name that begins with one is a person's.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝井亓仝逄逯蔺荆郜郗郦晁栗谌谯鄢鞠濮阙阚燕季阎匡胥邸訾邰芮郇庹笪冼赖欧洪祖楼冀尉隗钮茹";

/// Words that stand for an author where there is none.
const NOBODY: &str = "博客 论坛 网络 互联网 网上 网络整理 网络转载 本站 本站整理 本站原创 本站编辑 网站管理员 综合 整理 匿名 无名 无名氏 博客佚名 \
    佚名博客 网络佚名 未署名 建立 创建 系统 系统管理员 超级管理员 转帖 网摘 原文 原文出处 最后 最新 最近 最新修订 最后修改";

/// Whether a word stands for an author where there is none.
pub fn is_nobody(name: &str) -> bool {
    NOBODY.split_whitespace().any(|word| word == name)
}

/// Words that begin as names do.
const WORDS: &str = "方法 方案 方式 方向 方面 高端 高级 高手 高温 高速 高层 高清 高效 金牌 金额 金价 石油 石材 白酒 白色 黄金 黄色 黄河 马上 马路 \
    江湖 江山 江南 江北 江河 万能 万元 万人 安装 安排 安静 安心 常见 常规 常识 文明 文章 文字 文件 文本 温度 温馨 温泉 程序 程度 时间 时代 时候 时刻 时期 \
    关于 关注 关键 关联 关系 关闭 关心 毛病 游客 路线 水果 花园 成功 成为 成员 成本 成绩 成长 何时 何为 何处 应对 应用 应该 全文 全面 全国 全部 全新 全民 明天 明年 明确 和平 和谐 连续 连线 连载 连接 车主 车辆 车展 项目 解决 解析 解密 解放 房价 房屋 强调 经典 包装 包括 尚未 师生 师傅 谢谢 严重 严格 左右 向上 单位 单独 毕业 盛大 盛会 台湾 司机 盘点 都是 沙滩 党员 党委 党旗 党建 党史 党课 董事 常务 常委 司令 司法 司长 师长 师生 农业 农村 查看 查询 查阅 查收 连日 时值 时下 金秋 秋日 秋季 秋收 夏日 夏季 夏天 夏粮 游人 全市 全县 全省 全年 全镇 全村 全校 全区 \
    施工 麦收 麦田 车站 温暖 雷雨 阳光 路边 路上 路面 水稻 花海 花开 童年 商场 商家 商店 古镇 古城 古村 石板 江边 江水 向来 巩固 单日 边境 苗族 农民 农历 景区 景点 井冈 井下 井然 荆州 荆楚 季后 季度 季节 季风";

/// Traditional family names and their simplified forms, in pairs.
const FAMILIES: &str = "張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马鄭郑謝谢許许韓韩馮冯鄧邓蕭萧葉叶蘇苏呂吕盧卢鍾钟譚谭陸陆賈贾韋韦鄒邹龍龙賀贺顧顾龔龚萬万錢钱嚴严湯汤溫温齊齐喬乔莊庄聶聂魯鲁蘭兰紀纪單单駱骆藍蓝羅罗蔣蒋閻阎賴赖龐庞寧宁應应鞏巩饒饶藺蔺欒栾鄔邬關关闞阚畢毕項项婁娄竇窦衛卫鄺邝歐欧範范於于時时麥麦練练連连閔闵陰阴樓楼車车談谈陽阳戰战";

fn simplified(family: char) -> char {
    let pairs = FAMILIES.chars().zip(FAMILIES.chars().skip(1)).step_by(2);
    let mut known = pairs.filter(|(traditional, _)| *traditional == family);
    known.next().map_or(family, |(_, simple)| simple)
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
            r"^(?:(?:相关|热门|最新|推荐|精彩)(?:文章|新闻|阅读|推荐|内容|资讯)|复制.*)$|\d+\s*[篇条人次]|(?:原创|优质|创作|领域).{0,4}(?:作者|创作者)$|^(?:图片|文字|摄影|视频|稿件|原创|转载|原创文章|禁止转载|好文|.{0,4}目录|标签|归档|更新|(?:最近|最后|最新)(?:更新|推荐|发布).*)$|^(?:网友|游客|访客|訪客|匿名)(?:[\da-zA-Z: @_]|用户|$)|转载$|^单位\s*[:：]|许可|版权|收录|(?:时间|日期)$",
        )
    });
    let sentence = text.contains(['，', '。', '！', '？']) || text.contains([':', '：', ',', '!', '?']);
    let asks = text.contains(['?', '？', '!', '！', '你', '您']);
    OTHER.is_match(text) || asks || sentence && text.chars().count() > 14
}

/// The provinces: behind a date one of them tells from where it was sent, and no more.
const PROVINCES: &str = "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 \
    四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国台湾 中国香港 中国澳门";

/// Cities from which reports are sent.
const CITIES: &str = "台北 臺北 新北 桃园 桃園 台中 臺中 台南 臺南 高雄 基隆 新竹 嘉义 嘉義 宜兰 宜蘭 花莲 花蓮 台东 臺東 苗栗 彰化 南投 云林 雲林 屏东 屏東 澎湖 金门 金門 \
    东京 東京 纽约 紐約 伦敦 倫敦 巴黎 华盛顿 華盛頓 首尔 首爾 新加坡 吉隆坡 广州 深圳 杭州 南京 武汉 成都 西安 沈阳 长沙 郑州 济南 苏州 徐州 常州 温州 金华 黄冈 黄石 安庆 安阳 江门 江阴 许昌 柳州 梅州 贺州 万州 余姚 吕梁 陆丰 龙岩 \
    石家庄 张家口 张家界 秦皇岛 马鞍山 连云港 景德镇 白城 白山 白银 武威 文山 文昌 高邮 高密 常熟 常德 金昌 鄭州 蘇州 溫州 馬公 石家莊";

/// A province or a city, and no person.
pub fn is_place(word: &str) -> bool {
    static PLACES: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| PROVINCES.split_whitespace().chain(CITIES.split_whitespace()).collect());
    PLACES.contains(word)
}

/// Whether a word is the name of a province alone.
pub fn is_province(word: &str) -> bool {
    PROVINCES.split_whitespace().any(|province| province == word)
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
    MEDIUM.is_match(&folded(word))
}

/// How common the family name is that a word begins with.
pub fn family(word: &str) -> Option<usize> {
    static RANKS: LazyLock<FxHashMap<char, usize>> =
        LazyLock::new(|| SURNAMES.chars().rev().zip((0..SURNAMES.chars().count()).rev()).collect());
    RANKS.get(&simplified(word.chars().next()?)).copied()
}

/// Whether a word is a Chinese person's name.
pub fn is_person(word: &str) -> bool {
    let length = word.chars().count();
    let han = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    han && (2..=4).contains(&length)
        // Two characters are oftener a word: only the commonest family names count there.
        && family(word).is_some_and(|rank| length > 2 || rank < 100)
        && (length <= 3 || word.starts_with(['欧', '司', '上', '诸', '夏', '令', '皇', '东', '尉']))
        && !is_medium(word)
        && !is_section(word)
        && !is_place(word)
        && !is_common(word)
}

/// Whether a word begins as a name does and is another.
pub fn is_common(word: &str) -> bool {
    static BEGIN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());
    (2..=4).any(|count| word.get(..count * '字'.len_utf8()).is_some_and(|start| BEGIN.contains(start)))
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
