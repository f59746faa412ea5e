//! The keys of bylines (`来源：`, `发布时间：`, `阅读(88)`) and where they stand in a line.

use crate::text::pattern::pattern;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a key introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Date of publication.
    Published,
    /// Date of an update.
    Updated,
    /// A date of something else: of signing, of effect.
    OtherDate,
    /// Paper or site.
    Source,
    /// Author.
    Author,
    /// Who put it on the page: the author where no other is named.
    Poster,
    /// Editor.
    Editor,
    /// Category.
    Category,
    /// Times read.
    Views,
    /// Comments.
    Comments,
    /// Tags.
    Tags,
    /// Address of the page.
    Url,
    /// Headline.
    Title,
    /// Summary.
    Summary,
    /// A line of the table that heads an official document.
    Document,
    /// Something of no interest that ends the value before it.
    Other,
}

/// A key in a line, in bytes; the value begins at `end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What it introduces.
    pub key: Key,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its colon.
    pub end: usize,
    /// Where its value ends, when that is known already.
    pub until: Option<usize>,
}

const KEYS: [(Key, &str); 16] = [
    (
        Key::Published,
        "发布时间 发布日期 发表时间 发表日期 发布于 发表于 刊登时间 刊发时间 刊发日期 刊登日期 创建时间 \
         添加时间 录入时间 上传时间 公开日期 公布日期 公布时间 发稿时间 发文时间 信息时间 建立时间 上线时间 上稿时间 刊出时间 刊登日 首发时间 采集时间 报道时间 报导时间 \
         创建于 创建日期 编写时间 撰写时间 撰写日期 上架时间 播出时间 文章日期 当前报纸日期 报纸日期 上传日期 录入日期 添加日期 建立日期 张贴日期 文章时间 更新日期 稿件时间 提交时间 推送时间 投稿时间 出版日期 出版时间 出版 发布 时间 日期",
    ),
    (
        Key::Updated,
        "更新时间 最新更新时间 最后更新时间 最近更新时间 最新更新 更新于 修改时间 最后更新 最后修改 最近更新 最后编辑 最后编辑时间 最近修改 修改日期 异动日期 更新",
    ),
    (
        Key::OtherDate,
        "成文日期 发文日期 生效日期 生效时间 废止时间 失效时间 失效日期 成文时间 印发日期 签发日期 实施日期 施行日期 有效期 废止日期 截止时间 截止日期",
    ),
    (
        Key::Source,
        "来源 来源于 信息来源 文章来源 稿件来源 新闻来源 内容来源 消息来源 来源网站 稿源 出处 \
         供稿单位 发布机构 发布单位 发文机关 发文单位 发布部门 信息来源单位 来源单位 供稿 \
         转自 转载自 摘自 选自 原载 来自 信息来自 新闻来自 文章来自 稿件来自 内容来自 本文来源 原文来源 报道来源 资讯来源 \
         提供者 新闻提供者 本新闻提供者 信息提供者 资讯提供者 消息提供者 新闻提供 文章出处 信息出处 新闻出处 公众号 发布者单位 制定机关 Source source",
    ),
    (
        Key::Author,
        "作者 记者 本报记者 文章作者 撰稿 撰稿人 撰文 执笔 采写 供稿人 通讯员 投稿人 \
         编译 本文作者 原作者 报道 报导 文 Author author 文字作者 图文作者 全媒体记者 首席记者 特约记者 特派记者 见习记者 \
         实习记者 本网记者 本刊记者 采写记者 文字记者 专栏作家 特约撰稿 撰写 撰写人 编写 文字 图文 文/图 图/文 文/摄 文图 撰文者 整理 采访整理 主笔 拟稿人 报道人 执笔人 文稿 文案 采访 采编 特派员",
    ),
    (
        Key::Poster,
        "发布人 发布者 上传者 张贴者 張贴者 发帖人 楼主 发表人 发表者 发布用户 上传用户 信息员 报送人 供稿者",
    ),
    (
        Key::Editor,
        "责任编辑 责编 编辑 网络编辑 值班编辑 本网编辑 新媒体编辑 实习编辑 见习编辑 录入 \
         录入员 录入者 录入人 责任编辑人 本文责编 Editor editor",
    ),
    (
        Key::Category,
        "栏目 所属栏目 来自频道 分类专栏 分类 分类于 类别 所属分类 文章分类 新闻分类 信息分类 信息类别 频道 文章类别 \
         版块 属于 所属 所属类别 归类 归类于 分类目录 所属频道 所属专栏 发表至 发布至 收录于 发布在 发表在 新闻类别 新闻栏目 文章栏目 所在栏目 栏目名称 信息栏目 当前栏目 目录",
    ),
    (
        Key::Views,
        "浏览次数 浏览量 浏览数 浏览 点击次数 点击数 点击量 点击率 点击 阅读次数 阅读量 \
         阅读数 阅读 访问量 访问次数 访问 人气 人气指数 点阅 点阅数 点阅次数 查看次数 查看 热度 围观 阅读人数 已浏览 已阅读 \
         观看 Views views Hits hits",
    ),
    (Key::Comments, "评论数 评论 评论次数 跟贴 跟帖 回复 留言"),
    (Key::Tags, "标签 关键词 关键字 TAGS Tags tags TAG Tag tag 文章标签 本文标签 相关标签"),
    (Key::Url, "本文链接 本文地址 文章链接 原文链接 原文地址 本文网址 永久链接 文章地址"),
    (
        Key::Title,
        "标题 名称 信息名称 文件名称 文章标题 新闻标题 信息标题 帖子主题 文章主题 主题 题目 文章 题名 篇名 文章名称 主标题 文章题目",
    ),
    (Key::Summary, "摘要 内容摘要 内容提要 核心提示 导读 内容导读 内容概述"),
    (
        Key::Document,
        "索引号 文号 发文字号 文件编号 主题分类 主题词 有效性 签发 编号 组配分类 \
         体裁分类 服务对象 信息索引号 生成日期 公开方式 公开范围 效力状态 关联文件 备注",
    ),
    (
        Key::Other,
        "字号 字体 字体大小 分享到 分享 打印 收藏 点赞 语音播报 语音阅读 语音朗读 朗读 图片来源 资料来源 数据来源 图源 视频来源 原标题 图 摄 摄影 \
         版次 审核 初审 终审 复审 校对 审稿 监制 主编 统筹 策划 制图 美编 剪辑 \
         类型 文章类型 稿件类型 视频 图片 供图 配图 摄像 责任校对 审校 审签 复核 一审 二审 三审 编审 核稿 核稿编辑 排版 美工 摄影作者 \
         图片作者 摄影记者 作者单位 通讯作者 译者 翻译 字数 文章字数 阅读时间 阅读时长 海报 设计 动画 出品 审核人 审稿人 签发人 初审人 复审人 终审人",
    ),
];

/// Words that stand behind roles and name nobody.
const NO_NAMES: &str = "简介 介绍 手记 札记 推荐 点评 按语 投稿 来信 提示 导读 后记 前言 感言 风采 团队 名单 关闭 收藏 预览 目录 上一篇 下一篇";

/// Keys that words may stand directly before, as when everything runs together; others need a boundary.
const GLUED: &str = "来源 作者 责任编辑 责编 发布时间 发布日期 出处 浏览次数 阅读次数 \
    点击次数 文章来源 信息来源 稿源 更新时间 浏览量 阅读量";

static KEY: LazyLock<Regex> = LazyLock::new(|| {
    let mut names: Vec<&str> = KEYS.iter().flat_map(|(_, names)| names.split_whitespace()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    let spaced: Vec<String> = names.iter().map(|name| spaced(name)).collect();
    pattern(&format!(r"(?:{})[ \t]*(?:[(（][ \t]*)?[:：/丨| \t]", spaced.join("|")))
});
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<views>阅读|浏览|点击|人气|热度|围观|访问|观看|播放)(?:量|数|次数|人数)?\s*[(（]?\s*(?P<n>\d[\d,.]*\s*[万wWkK]?\+?)\s*(?:次|人)?\s*[)）]?|(?P<comments>评论|跟贴|跟帖|回复|留言)(?:数)?\s*[(（]?\s*(?P<m>\d[\d,]*)\s*(?:条|个)?\s*[)）]?|(?P<v2>\d[\d,.]*\s?[万wWkK]?\+?)(?:\s?(?:次|人次|人)\s?)?(?:阅读|浏览|点击|围观|观看|人气|热度|\s?views|\s?Views)|(?P<c2>\d[\d,]*)(?:\s?(?:条|个|人)\s?)?(?:评论|跟贴|回复|\s?comments|\s?Comments)",
    )
});

/// The keys of a line in order. Keys without a colon count only where a date stands in the line.
pub fn spans(text: &str, dated: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    // Without any of these no key is one.
    let marked = text.contains([':', '：', '/', '丨', '|']) || dated && text.contains(char::is_whitespace);
    let keyed = if marked { text } else { "" };
    // Groups would cost more than all the rest: a key ends in its mark, and a bracket may stand before that.
    for whole in KEY.find_iter(keyed) {
        let Some((at, mark)) = whole.as_str().char_indices().next_back() else { continue };
        let name = whole.as_str().get(..at).unwrap_or_default();
        let plain: String = name.chars().filter(|c| !(c.is_whitespace() || "(（".contains(*c))).collect();
        let Some(key) = key(&plain) else { continue };
        let before = text.get(..whole.start()).and_then(|text| text.chars().next_back());
        let free = before.is_none_or(|c| !c.is_alphanumeric());
        // `来源：某报时间：2024年`: a number says that the key is one.
        let number =
            text.get(whole.end()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let glued = before.is_some_and(|c| c.is_ascii_digit())
            || number && matches!(plain.as_str(), "时间" | "日期" | "版次")
            || GLUED.split_whitespace().any(|known| known == plain);
        let behind_name = plain.chars().count() >= 2 && runs_on(text, spans.last(), whole.start());
        let glued = glued || behind_name;
        let marked = match mark {
            ':' | '：' => free || glued,
            '/' | '丨' | '|' => {
                (free || behind_name)
                    && matches!(key, Key::Author | Key::Source | Key::Editor | Key::Other)
                    && text.len() < 200
            }
            _ => {
                free && dated
                    && plain != "文"
                    && !matches!(key, Key::Other | Key::Title | Key::Summary | Key::Url)
            }
        };
        if marked {
            spans.push(Span { key, start: whole.start(), end: whole.end(), until: None });
        }
    }
    counted(text, &mut spans);
    spans.sort_by_key(|span| span.start);
    spans
}

/// `作者:某某摄影:某某视频:来源:某处`: behind a key and a few characters without a blank, another key is one.
fn runs_on(text: &str, last: Option<&Span>, start: usize) -> bool {
    let Some(between) = last.and_then(|last| text.get(last.end..start)) else { return false };
    let between = between.trim_start();
    let length = between.chars().count();
    (2..=16).contains(&length) && between.chars().all(|c| c.is_alphanumeric() || "·-《》".contains(c))
}

/// Numbers with their word and no colon: `阅读(88)`, `88次浏览`.
fn counted(text: &str, spans: &mut Vec<Span>) {
    let counts = text.contains(|c: char| c.is_ascii_digit());
    for found in COUNTED.captures_iter(if counts { text } else { "" }) {
        let Some(whole) = found.get(0) else { continue };
        let overlaps =
            spans.iter().any(|span| span.start < whole.end() && whole.start() < span.end.max(span.start + 1));
        let (key, number) = match (found.name("n"), found.name("m"), found.name("v2"), found.name("c2")) {
            (Some(number), ..) | (_, _, Some(number), _) => (Key::Views, number),
            (_, Some(number), ..) | (_, _, _, Some(number)) => (Key::Comments, number),
            _ => continue,
        };
        if !overlaps {
            spans.push(Span { key, start: whole.start(), end: number.start(), until: Some(whole.end()) });
        }
    }
}

/// Whether a word is a key, or no name for standing where names do.
pub fn is_key(word: &str) -> bool {
    key(word).is_some() || NO_NAMES.split_whitespace().any(|known| known == word)
}

fn key(name: &str) -> Option<Key> {
    static TABLE: LazyLock<FxHashMap<&str, Key>> = LazyLock::new(|| {
        let names =
            KEYS.iter().rev().flat_map(|(key, names)| names.split_whitespace().map(|name| (name, *key)));
        names.collect()
    });
    TABLE.get(name).copied()
}

/// Blanks are narrow in a folded line, and a class of two bytes keeps the whole small enough to be matched fast.
/// A key of Chinese characters may be letter-spaced: `来  源`, `索 引 号`.
fn spaced(name: &str) -> String {
    let letters: Vec<String> =
        name.chars().filter(|c| !c.is_whitespace()).map(|c| regex::escape(&c.to_string())).collect();
    if name.is_ascii() || letters.len() > 4 { letters.concat() } else { letters.join(r"[ \t]{0,6}") }
}
