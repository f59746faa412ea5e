//! Lines above a title that are no title, told by how they are worded.

use crate::import::dump::line::Line;
use crate::import::dump::signs::Signs;
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Lines above a title that are no title: names of papers and pages, counts, labels.
static LABELS: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^(?:第?[A-Z]?\d+版.{0,8}|[A-D]\d{1,2}|\d+字|(?:当前|本)?版[面次]?\s*[:：].{0,12}|更多.{1,4}|(?:展开|收缩|收起|放大|缩小).{1,4}|(?:©|\(c\)|Copyright).*|[a-zA-Z0-9 .:/_\-]+|(?:通知公告|新闻动态|新闻中心|要闻|政务公开|信息公开|公告|资讯|新闻|快讯|动态|正文|(?:新闻|文章|内容|信息|资讯|详细|详情|公告|动态|栏目|网站|版面|标题|本版|本版标题|图片|快速)(?:正文|内容|详情|详细|展示|浏览|阅读|导航|导读|列表|页|信息|标题)|(?:当前|所在|您的)?位置|[(（【\[]?(?:图片?|组图|视频|原创|转载|独家|(?:相关|新闻|网络|配图)?资料图片?|示意图|配图|广告)[)）】\]]?)|第[一二三四五六七八九十\d]+期|跳(?:到|至|转到)主要.*)$",
    )
});

/// Whether a line is the name of a paper or a page, a count, a label.
pub fn is_no_title(line: &Line) -> bool {
    static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
        Signs::of(&[
            (&["热线"], r"热线\s*[:：]\s*[\d-]{6,}"),
            (&["大小"], r"^[^:：]{0,4}大小[:：].{0,8}$"),
            (&["统一刊号", "邮发代号", "主办单位"], r"(?:统一刊号|邮发代号|主办单位)\s*[:：]"),
        ])
    });
    const ENDS: [&str; 13] = [
        "频道",
        "公众号",
        "客户端",
        "订阅号",
        "官网",
        "网站",
        "首页",
        "门户网",
        "门户网站",
        "数字报",
        "数字报纸",
        "电子报",
        "数字版",
    ];
    let text = line.folded.as_str();
    let ends = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
    let before =
        |most: usize, end: &str| text.strip_suffix(end).is_some_and(|before| before.chars().count() <= most);
    // `标签: 版心 排印`
    let tags =
        || text.split_once(':').is_some_and(|(key, _)| ["标签", "关键词", "关键字"].contains(&key.trim()));
    // `各县(区)人民政府,市直有关单位:`
    let addressed = text.starts_with('各') && text.ends_with(':');
    ENDS.iter().any(|end| before(12, end))
        || addressed
        || tags()
        || [":", "："].iter().any(|end| before(8, end))
        || ends(&["APP下载", "App下载", "客户端下载"])
        || LABELS.is_match(text)
        || SIGNS.stand(line, text)
}

/// What a site or a paper says of itself: `某某网—您身边的网`, `某某厂官方网站`, `某某网|某某资讯`.
pub fn is_masthead(line: &Line) -> bool {
    const SAYS: [&str; 3] = ["主办单位", "统一刊号", "邮发代号"];
    static MASTHEADS: LazyLock<Signs> = LazyLock::new(|| {
        Signs::of(&[
            (
                &["—", "–", "-"],
                r"^《[^》]{2,12}》\s*[—–-]+.{2,24}$|^[^—–]{1,10}(?:网|日报|晚报|在线|门户|网站|之窗|热线|博客|论坛)\s*[—–-]{1,2}\s*.{2,24}$",
            ),
            (
                &["官方网", "官网", "门户网站", "数字报", "电子报", "电子版", "数字版", "新闻网站"],
                r"^.{2,40}(?:官方网站?|官网|门户网站|数字报纸?|电子报纸?|电子版|数字版|新闻网站)(?:首页)?(?:置顶消息|最新消息|公告)?$",
            ),
            (&["|"], r"^(?:[^|。]{1,9}(?:网|报|台|新闻|资讯|在线|门户|网站|频道)\|){1,5}[^|。]{2,10}$"),
        ])
    });
    let led = (4..=22).contains(&line.len()) && ["主办", "主管"].iter().any(|end| line.folded.ends_with(end));
    line.len() <= 48 && (led || line.has_any(&SAYS) || MASTHEADS.stand(line, &line.folded))
}
