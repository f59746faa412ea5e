//! Notes that sites write around an article in many words: rights, where it was printed, its age, invitations, comments.
//!
//! Most lines hold none of their words, and are not matched at all.

use crate::import::dump::line::Line;
use crate::import::dump::signs::begins_within;
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Declarations that begin in many ways, in short lines; in longer ones an article tells of such things.
const ASIDES: &[&str] = &[
    r"^[^。,]{2,16}原创[^。,]{0,6},\s*(?:未经|谢绝|禁止|严禁|不得|如需|转载)",
    r",\s*未经(?:授权|许可|允许|同意)[^。]{0,20}$",
    r"^如[需要欲][^。]{0,4}转载[^。]{0,20}$",
    r"转载[^。]{0,8}(?:注明|标明|附上|保留)[^。]{0,12}(?:出处|来源|原文|链接|作者|转自|本站|地址|网址)",
    r"(?:如有|如果|如若|若有|若|如|涉及|涉嫌)[^。]{0,16}(?:侵权|侵犯|版权|权益|不妥|异议)[^。]{0,16}(?:请|可)[^。]{0,12}(?:联系|告知|通知|来信|致函|留言|反馈|删除)",
];
/// Longest of those lines, characters.
const ASIDE: usize = 72;

/// Words of which each of those lines holds one: most lines hold none, and need not be matched.
const ASIDE_WORDS: [&str; 7] = ["转载", "未经", "侵权", "侵犯", "版权", "权益", "异议"];

/// Notes on a text, in lines of their own, by the words that they begin with.
const NOTES: &[&str] = &[
    r"(?:不提供|禁止|谢绝|严禁|不得|拒绝|请勿)(?:任何形式的?)?(?:二次|擅自|随意)?(?:转载|转发|复制)[^。]{0,12}$",
    r"本文(?:已?经|已?获|获得|承)[^。]{0,30}(?:授权|同意|许可)[^。]{0,10}(?:转载|刊登|刊载|发布|发表|使用)",
    r"原文(?:刊登|刊载|发表|出处|载于|首发|标题)[^。]{0,40}$",
    r"[(（【\[]?\s*(?:本文|本篇|本新闻|本稿|此文|文章|原文|本报道|本内容|该文)(?:首发|首刊|刊[于载发登]|原载|来自|来源|转自|转载|摘自|选自|节选自|出自|发表[于在]|由.{1,20}(?:发布|提供|供稿|整理|编辑|原创|授权))[^。]{0,50}$",
    r"本文[为系是][^。]{0,30}(?:上传|发布)",
    r"(?:注\s*:\s*)?本文[为系是]?[^。,]{0,20}(?:发表|刊载|刊登|首发|原载)[于在][^。]{2,30}。?$",
    r"本文由\s*@?\s*\S{1,20}\s*(?:原创|授权|投稿|翻译|编译|撰写|供稿|创作|创建)",
];
/// What notes begin with, behind a bracket.
const NOTE_STARTS: [char; 15] =
    ['注', '本', '此', '文', '原', '该', '不', '禁', '谢', '严', '拒', '请', '(', '【', '['];

static NOTE: LazyLock<Matcher> = LazyLock::new(|| matcher(&format!("^(?:{})", NOTES.join("|"))));
static SAID: LazyLock<Matcher> = LazyLock::new(|| matcher(&ASIDES.join("|")));
/// Whether a line is such a note on the text above it; `start` is the line behind its decorations.
pub fn is_note(line: &Line, start: &str) -> bool {
    let holds = |words: &[&str]| words.iter().any(|word| line.folded.contains(word));
    let length = line.len();
    length <= ASIDE * 2 && start.starts_with(NOTE_STARTS) && NOTE.is_match(start)
        || length <= ASIDE && holds(&ASIDE_WORDS) && SAID.is_match(&line.folded)
}

/// `[ 某某搜索 ] [ 告诉好友 ] [ 打印本文 ]`: short words, each between brackets, and nothing beside them.
pub fn is_buttons(text: &str) -> bool {
    if torn_buttons(text) {
        return true;
    }
    let close = match text.chars().next() {
        Some('[') => ']',
        Some('【') => '】',
        _ => return false,
    };
    let mut buttons = 0;
    let mut parts = text.split(close).map(str::trim).peekable();
    while let Some(part) = parts.next() {
        if part.is_empty() && parts.peek().is_none() {
            break;
        }
        let Some(word) = part.strip_prefix(['[', '【']) else { return false };
        if word.chars().count() > 8
            || word.trim().chars().all(|c| c.is_ascii_digit()) && !word.trim().is_empty()
        {
            return false;
        }
        buttons += 1;
    }
    buttons >= 3
}

/// `进入论坛】【打印】【收藏`: the same where a rendering lost the outermost brackets.
fn torn_buttons(text: &str) -> bool {
    if !text.contains('】') || text.starts_with('【') {
        return false;
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> = text.split("】【").collect();
    parts.len() >= 3 && parts.iter().all(|part| part.chars().count() <= 8)
}

/// Longest line that says where a text was taken from.
const REPRINTED: usize = 30;

/// What stands above a title and is none: words to search for, a telephone to call, where a text was taken from.
pub fn leads_nowhere(line: &Line) -> bool {
    static CALLS: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^(?:.{0,12}\s*:\s*(?:\d{3,4}-?)?\d{7,11}|(?:热门|热搜|搜索|大家都在搜|推荐)(?:关键[词字]|搜索|词|标签)?\s*:.{0,60})$",
        )
    });
    // `本文转自【某某客户端】`
    let reprinted = line.len() <= REPRINTED
        && ["本文转自", "本文转载自", "本文来自"].iter().any(|start| line.folded.starts_with(start));
    reprinted || line.folded.contains(':') && CALLS.is_match(&line.folded)
}

/// The heading of readers' comments, or that there are none.
pub fn heads_comments(text: &str) -> bool {
    static COMMENTS: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^(?:.{0,8}(?:评论|留言|跟[帖贴]|回帖|点评)(?:亮了|列表|专区|区)|[热神]评(?:论|\s|$)|已有\s*\d+\s*[位人条]|(?:目前|暂时)?[还暂](?:没有?|无)(?:人|任何)?评论)",
        )
    });
    const WORDS: [&str; 8] = ["评论", "留言", "跟帖", "跟贴", "回帖", "点评", "热评", "神评"];
    (WORDS.iter().any(|word| text.contains(word)) || text.starts_with("已有")) && COMMENTS.is_match(text)
}

/// `本文最后更新于某日，若内容失效，请留言`: how old a text is, in whatever words a theme says it.
pub fn tells_age(line: &Line) -> bool {
    static AGE: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^.{0,12}(?:本文|文章|内容|此文|本篇|距离|本页).{0,10}(?:更新|发布|修改|编辑|写于|创作于).{0,60}(?:失效|过时|过期|变化|改变|变更|发展|反馈|不再适用|时效|注意甄别|是否[还仍]?可用|已经过去|已过去)|^(?:温馨|友情|特别|重要)?(?:提示|提醒)\s*:?$|^(?:最后|最近|上次|本文最后)(?:一次)?(?:更新|编辑|修改)(?:时间|日期)?(?:于|:)",
        )
    });
    const WORDS: [&str; 7] = ["更新", "发布", "修改", "编辑", "写于", "创作于", "提"];
    const OF: [&str; 11] =
        ["本文", "文章", "内容", "此文", "本篇", "距离", "本页", "提示", "提醒", "最", "上次"];
    let text = &line.folded;
    line.len() <= 160 && line.has_any(&WORDS) && begins_within(text, 12, &OF) && AGE.is_match(text)
}

/// `【加入某某会员】每天好文送到信箱`
pub fn invites(text: &str) -> bool {
    static JOIN: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[【\[「→▶☞>•★◎*]*\s*(?:立即|马上|免费|点我|快来|欢迎|邀请您)?(?:加入|订阅|成为|追踪)[^。]{0,20}(?:会员|电子报|粉丝团|频道|LINE|Line|好友|TG|Telegram|IG|YouTube)(?:[】\]」,!]|$|.{0,20}(?:信箱|信件|邮箱|好友|掌握|内容|资讯)$)",
        )
    });
    ["加入", "订阅", "成为", "追踪"].iter().any(|word| text.contains(word)) && JOIN.is_match(text)
}
