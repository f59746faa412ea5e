//! The words of credits: who somebody is, what somebody did, and how a dateline ends.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What somebody did for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Job {
    /// Wrote it.
    Writes,
    /// Edited it.
    Edits,
    /// Took its pictures.
    Pictures,
    /// Checked it, translated it, spoke.
    Other,
}

/// What a piece of a credit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Of which kind who follows is: `本报`, `首席`, `特约`.
    Sort,
    /// Who somebody is, before the names: `记者`.
    Title(Job),
    /// What somebody did, before the names or behind them: `文`, `摄影`.
    Deed(Job),
    /// `报道`, behind the names.
    Report,
    /// `讯`, `电`, before the names.
    Wire,
    /// `发自`, before a place.
    From,
    /// `来源`, before a medium.
    Source,
    /// A name that is surely a person's.
    Person,
    /// A name that may be one.
    Name,
    /// A medium, an office, a school: for whom somebody writes.
    Office,
    /// From where.
    Place,
    /// When.
    Date,
    /// Words that only their place tells: `某某` before `记者`, `某地` before `报道`, what pictures were taken of.
    Other,
    /// `等`, `和`.
    And,
}

/// Words with what they are, most telling first.
const WORDS: [(Kind, &str); 14] = [
    (
        Kind::Title(Job::Writes),
        "记者 通讯员 通信员 特派员 报道员 评论员 撰稿人 供稿人 执笔人 作者 原作者 本文作者 文章作者 信息员 报送人 报道人 拟稿人 \
         投稿人 撰写人 主笔 实习生 撰稿员 专栏作家 专栏作者 文字作者 图文作者 小记者 编写人 撰文者 撰稿者 采访者 采访人 特约作者 特约撰稿 特约撰稿人 整理者 整理人 供稿者 \
         宣传员 写手 文字记者 采访记者 实习记者 译者按 课题组成员 Author author Reporter by By BY",
    ),
    (
        Kind::Title(Job::Pictures),
        "摄影记者 视频记者 图片记者 摄像记者 摄影作者 图片作者 摄影师 摄影者 拍摄者",
    ),
    (Kind::Title(Job::Other), "译者 主讲人 讲述人 讲述者 口述人 口述者 出品人 总策划人 制作人 摄制人"),
    (
        Kind::Deed(Job::Writes),
        "文 图文 文图 文摄 撰文 撰稿 供稿 来稿 投稿 采写 撰写 采编 采访 采访整理 采访撰文 整理 编写 编译 报送 执笔 文字 文稿 文案 文并摄 并文 \
         特稿 专访 通讯稿 新闻 拟稿 著 编撰 写作 原创 文章 稿件 来函 采制 采录 初稿 综合 综合整理 笔者 撰 写 采访报道 口述整理 文字整理 本文由 记录",
    ),
    (
        Kind::Deed(Job::Edits),
        "编辑 责编 责任编辑 编 文字编辑 值班编辑 新媒体编辑 网络编辑 本网编辑 本期编辑 本版编辑 本文编辑 见习编辑 实习编辑 图文编辑 编发 本版责编 本期责编 执行编辑 \
         责任编辑人 本文责编 内容编辑 助理编辑 当班编辑 微信编辑 网页编辑",
    ),
    (
        Kind::Deed(Job::Pictures),
        "图 摄 图片 摄影 摄像 照片 配图 供图 制图 视频 拍摄 图像 插图 插画 漫画 题图 头图 拍照 影像 航拍 绘图 绘 供片 图片提供 照片提供 摄图 摄制",
    ),
    (
        Kind::Deed(Job::Other),
        "译 翻译 审译 制作 审看 审核 校对 剪辑 排版 美编 设计 海报 统筹 策划 监制 终审 初审 复审 一审 二审 三审 签发 审稿 口述 讲述 校稿 监审 核稿 出品 主编 \
         责校 编校 审校 编审 音频 动画 一审一校 二审二校 三审三校 总监制 值班主任 修改 审定 审阅 审读 复核 初核 核对 审 校 提供 线索 线索提供 值班 审发 \
         责任校对 配音 主播 指导 指导老师 指导教师 总编 副总编 编委 值班编委 运营 朗读 朗诵 视觉 校审 审签 核发 主持 主持人 总策划 总编辑 执行主编 副主编 \
         美工 版式 图编 组版 复检 终校 初校 二校 三校 一校 审批 审订 校译 出镜 版面 统稿 技术 检校 审核人 审稿人 签发人 终审人 初审人 复审人 校对人 审签人 主审 核校 责审",
    ),
    (Kind::Report, "报道 报导 文图报道"),
    (Kind::Wire, "讯 电 消息 快讯 专电 特讯 专讯 电讯 简讯 信息"),
    (Kind::From, "发自"),
    (
        Kind::Source,
        "来源 本文来源 消息来源 稿件来源 文章来源 信息来源 新闻来源 图片来源 来源于 稿源 转自 供稿单位 出处 单位 图源",
    ),
    (
        Kind::Sort,
        "本报 本网 本刊 本台 本社 本站 本院 全媒体 融媒体 融媒 首席 特约 特派 见习 实习 资深 高级 专职 驻站 驻地 学生 校园 青年 财经 体育 新媒体 主任 \
         优秀 一线 专刊 文字 采访 摄影 视频 外派 责任 专题 调查 院内 校内 基层 县域 本期 本版 本文 随军 随团 随队",
    ),
    (
        Kind::And,
        "等 和 与 及 由 暨 等人 教授 副教授 研究员 副研究员 院长 副院长 律师 博士 讲师 主任医师 副主任医师 医师 所长 学者 作家 诗人",
    ),
    (Kind::Place, "中国 全国"),
];

/// What a report may be.
const REPORTS: &str = "综合 联合 专题 即时 现场 采访 整理 摄影 图文 特稿 独家 编译 连线 特别 专访 实习 通讯 摄影综合 直击 跟踪 撰文 连续 专电 新闻 采访摄影 图片 文图 外电";

/// Longest word, characters.
pub const LONGEST: usize = 6;

/// What a word is.
pub fn kinds(word: &str) -> &'static [Kind] {
    static TABLE: LazyLock<FxHashMap<String, Vec<Kind>>> = LazyLock::new(|| {
        let mut table: FxHashMap<String, Vec<Kind>> = FxHashMap::default();
        let words = WORDS.iter().flat_map(|(kind, words)| words.split_whitespace().map(|word| (*kind, word)));
        for (kind, word) in words {
            table.entry(word.to_owned()).or_default().push(kind);
        }
        for sort in REPORTS.split_whitespace() {
            for report in ["报道", "报导"] {
                table.entry(format!("{sort}{report}")).or_default().push(Kind::Report);
            }
        }
        table
    });
    TABLE.get(word).map_or(&[], Vec::as_slice)
}

/// Whether a word begins with a character.
pub fn begins(first: char) -> bool {
    static FIRST: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
        let words = WORDS.iter().map(|(_, words)| *words).chain([REPORTS]);
        words.flat_map(str::split_whitespace).filter_map(|word| word.chars().next()).collect()
    });
    FIRST.contains(&first)
}

/// How the names of offices and media end.
const OFFICES: &str = "网 报 社 台 刊 部 处 系 院 科 室 队 团 会 局 所 校 班 站 厂 委 厅 办 馆 园 组 矿 署 库 店 司 行 厂 学 政 新闻 在线 中心 广播 频道 客户端 \
    杂志 财经 发布 传媒 融媒 媒体 资讯 通讯 之声 卫视 公众号 政府 集团 公司 银行 街道 支行 分行 头条 视点 观察 快讯 工作室 人民 融媒体 课题组 支部 税务 公安 检察 证券 义工联 工商联 文联 妇联 侨联 残联 作协 记协 壹点 法院 办公室 医院 日报 新闻人";

/// Whether the name of an office may end with these characters; the last of them is asked for first.
pub fn ends_office(text: &[char]) -> bool {
    static ENDS: LazyLock<FxHashMap<char, Vec<Vec<char>>>> = LazyLock::new(|| {
        let mut ends: FxHashMap<char, Vec<Vec<char>>> = FxHashMap::default();
        for end in OFFICES.split_whitespace() {
            let end: Vec<char> = end.chars().collect();
            if let Some(last) = end.last() {
                ends.entry(*last).or_default().push(end);
            }
        }
        ends
    });
    let known = text.last().and_then(|last| ENDS.get(last));
    known.is_some_and(|ends| ends.iter().any(|end| text.ends_with(end)))
}

/// How the names of places end.
pub const PLACES: &str = "省市县区州镇乡村旗";

/// Family names of two characters.
const COMPOUND: &str = "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 令狐 皇甫 东方 尉迟 公孙 慕容 长孙 宇文 端木 南宫 司徒 第五 独孤 赫连 呼延 拓跋 西门 那日 阿拉";

/// Whether a name begins with a family name of two characters.
pub fn is_compound(word: &str) -> bool {
    let counted = word.starts_with('第')
        && word.contains(['届', '次', '期', '个', '代', '名', '章', '节', '版', '回', '集']);
    !counted && COMPOUND.split(' ').any(|family| word.starts_with(family))
}
