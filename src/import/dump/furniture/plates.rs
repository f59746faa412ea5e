//! Lines around and within an article that are set by its page: counters, pagers, players, advertisements, logos.
//!
//! They are short; those that begin in any way are looked for only where one of their words stands.

use crate::import::dump::line::Line;
use crate::text::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Longest of these lines, characters.
const LONGEST: usize = 48;

/// Lines that say nothing but what they match, behind and before dashes and arrows.
const PLATES: &[&str] = &[
    // Advertisements, and that the text goes on below them.
    r"(?:我是|以下[是为]|本则)?广告\s*[,，:]?\s*(?:[(（].{0,10}[)）]|请?(?:继续|往下).{0,10})?",
    r"(?:请|請)?(?:继续)?(?:往|向)下(?:继续)?(?:阅读|看|滑|滑动|浏览).{0,8}|继续阅读|文章(?:未完|还没完|继续).{0,12}|(?:以下|下方)(?:内容|文章)?(?:继续|未完).{0,8}",
    r"(?i:advertisements?|ads?|sponsored(?: (?:content|links?))?|continue reading|read more|related (?:posts?|articles?|news|stories)|leave a (?:reply|comment)|back to top|share this(?: (?:article|post))?|no comments(?: yet)?|image|images|photo|video|you may also like|most (?:popular|read)|tags)",
    // Applications in which more is to be seen.
    r"打开.{1,10}[,，]?\s*(?:查看|看|阅读|体验).{0,6}(?:图片|详情|精彩|更多|高清|全文|内容).{0,6}",
    r"(?:需|请|可)?(?:使用)?(?:微信)?扫码.{0,4}(?:在)?手机.{0,8}|(?:请)?(?:在|用)手机(?:上|端)?(?:打开|查看|观看|阅读)(?:本页|此页|本文)?",
    r"(?:文章|阅读)?后?(?:可)?点击.{0,4}(?:更新提醒|收听|试听|播放|观看|查看)(?:本文|视频|音频|大图|原图|更多)?(?:音频|视频)?|点击(?:观看|播放|查看|收听|欣赏)(?:本期|完整|高清|更多)?(?:视频|音频|大图|原图|图片|直播|回放)?",
    r"(?:视频|音频|图片|内容|页面|数据|评论|广告)?(?:正在)?加载中.{0,8}|正在加载.{0,6}|(?:视频|音频)(?:播放|地址|时长|缓冲).{0,10}",
    r"(?:请)?(?:向|往)?(?:左右?|右|上下?|下)(?:滑动|滑|划动|拖动)(?:图片|屏幕|页面)?.{0,8}",
    r"(?:点击|戳|点)(?:上方|下方|右上角)?(?:蓝字|[“「\x22].{1,16}[”」\x22])\s*[,，]?\s*(?:一键|快速)?(?:关注|订阅|加入|添加).{0,10}|听全文.{0,10}",
    r"(?:相关|网络|资料|示意|配|插|题)?(?:资料|网络)?图(?:片)?(?:来源网络)?|(?:发布|发表|发自)于?\s*\p{Han}{2,3}|(?:以上|本文|本页)?(?:内容|摘要|总结|概要)?由\s*(?i:ai)\s*(?:智能|辅助|大模型)?(?:生成|总结|创作|提炼).{0,14}|(?:百度|谷歌|必应|搜狗)[已未]收录|正在检测是否收录.{0,4}",
    // Players and clocks.
    r"(?:播放\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*/\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d(?:\.\d{1,2})?[xX×]|当前播放.{0,4}|速度\s*\d.{0,6}",
    r"(?i:mon|tues|wednes|thurs|fri|satur|sun)day(?:[ ,]*\d{1,2}:\d{2})?|(?:星期|礼拜|周)[一二三四五六日天]?",
    // Counters, scores, marks of length.
    r"\d{1,7}\s*[|/]\s*\d{1,7}|\d{1,7}(?:\s+\d{1,7}){1,3}|\d{1,3}%?\s*[(（]\d{1,6}[)）]|(?:[(（]\d{1,6}[)）]\s*){2,}",
    r"\d{1,8}\s*(?:人|次)?(?:已读|阅读过|看过|点过赞|点赞过|觉得很赞|人读过|人赞过|浏览过)|已有\s*\d*\s*人(?:点赞|赞过|喜欢|阅读|读过|收藏|参与|推荐).{0,4}|(?:喜欢|收藏|点赞|推荐|赞|评论|分享|转发)\s*\d+(?:\s+(?:喜欢|收藏|点赞|推荐|赞|评论|分享|转发)\s*\d+)+",
    r"共\s*\d*\s*[页张条](?:\s*[,，/|]?\s*(?:当前|第|首页|上一页|下一页|\d).{0,30})?|(?:本文|全文)?共\d+页|(?:当前)?第\s*\d+\s*页(?:\s*[/,，共]?\s*共?\s*\d+\s*页)?|第\s*\d+\s*/\s*\d+\s*页",
    r"(?:[【\[(]?\s*第\s*\d{1,3}\s*页\s*[】\])]?\s*){2,}|[【\[]?\s*(?:第\s*\d{1,3}\s*页\s*){1,}[】\]]?",
    r"(?:本文|全文|文章|本篇)?(?:共计?|约|大约|全文|字数)[:：]?\s*(?:约)?\d+\s*字?[,，。;；\s]*(?:(?:建议|预计)?(?:阅读|读完).{0,16})?|(?:建议|预计|阅读)(?:本文|全文)?(?:阅读)?(?:时间|时长|需要?|约|大约)?[:：]?\s*(?:约|需要?|大约)?\s*\d+\s*(?:分钟|分|秒|min).{0,4}|\d+\s*(?:分钟|min)(?:阅读|读完|read)?|约\d+字",
    r"您?(?:看|阅读|浏览)此文(?:共)?用了?.{0,8}|[您你]是(?:本站)?第\s*\d*\s*(?:位|个).{0,8}|(?:今日|昨日|总|本页|累计)(?:访问|浏览|点击)量?[:：]?\s*\d*",
    r"页\s*[:：]\s*(?:\[?\d{1,3}\]?\s*)+|页次\s*[:：]?\s*\d+\s*/\s*\d+\s*页?",
    r"(?:\d+\s*)?[位名个]?(?:读者|网友|人|人次)已?(?:读过|看过|阅读过|浏览过|阅读|浏览)(?:了)?(?:此|本)?[文篇]?",
    // Votes and feelings.
    r"(?:新闻)?(?:表情|心情)(?:排行|投票|指数)?|[您你]的(?:心情|评分|打分)|(?:请)?选择?[您你].{0,12}(?:心情|感受|表情)|(?:看完|读完).{0,10}(?:感受|感觉|心情|想法).{0,6}|(?:综合|用户|读者|文章|本文)?评分[:：]?\s*[\d.]*\s*分?|[一二三四五]星好评",
    r"(?:觉得|如果|要是).{0,12}(?:有用|不错|喜欢|好看).{0,8}(?:点个|点赞|赞|打赏|支持|收藏|分享).{0,8}|共\s*\d*\s*人(?:打赏|赞赏|点赞|收藏).{0,4}|给(?:TA|他|她|作者)(?:打赏|点赞|赞赏|充电|买糖).{0,4}|更加?方便(?:分享|阅读).{0,8}",
    // Pages of papers.
    r"[(（【]?\s*(?:下转|上接|紧接|转接|详见|相关报道见|报道见)\s*(?:第)?\s*[A-Z]?\d{0,2}\s*[一二三四五六七八九十]{0,3}\s*版(?:头条|[,，·].{0,10})?[)）】]?",
    r"(?:报刊|报纸|数字报|往期|全文|按日期|按标题)(?:搜索|检索|查询)\s*[:：]?.{0,8}|今日日期\s*[:：].{0,20}",
    // Welcomes.
    r"(?:[您你]好[!,，。\s]*)?欢迎(?:您)?(?:来到|光临|访问|进入|登录|使用|浏览).{0,24}",
    // Pictures by the names that messengers and cameras give them.
    r"(?:微信|QQ)(?:图片|截图|视频)_?\d{8,}.{0,8}|IMG_?\d{3,}.{0,8}|DSC_?\d{3,}.{0,8}",
    // Promotions of the page itself.
    r"(?:更多|详细|相关).{0,10}(?:请|尽在|可)?(?:浏览|登录|登陆|访问|查看|关注|点击).{0,24}(?i:www\.|https?:|\.com|\.cn|\.net).{0,20}",
    r"(?:关注|关注我们|联系我们|加入我们|订阅我们|在线咨询|免费试用|免费咨询|产品中心|热门产品|推荐产品|相关案例|客户案例|成功案例|工程案例|联系方式|个人专栏|本期看点|本期导读|站长推荐|好文推荐|专题推荐|更多推荐|热搜|热榜|热搜榜|热评榜|暂无相关.{0,6}|\d{1,3}小时(?:热文|热榜|热点|热门)|(?:文章|内容)目录|目录|楼层|1[#楼])",
    r"(?:[您你]需要|请先?|需要)(?:先)?登录.{0,24}|(?:登录|注册)后.{0,16}|(?:QQ|微信|交流|读者|粉丝)群\s*[:：]\s*\d{5,}.{0,12}|(?:微信号|微信公众号|公众号|QQ|微信)\s*[:：]\s*[\w-]{4,24}",
    r"原创|独家|正文|图片|图文|转载|[您请]?使用微信扫码|按?赞?加入.{0,10}(?:粉丝团|粉丝专页|好友).{0,6}",
    r"(?:[点按]击?)?(?:放大|查看大)图片?|[(（]?节录[)）]?.{0,4}全文共\d+字|(?:请[至到]\S{1,12}官网下载\s*)+|.{0,12}[Cc]reated with \w+\.?|(?:限制|普遍|保护|辅导)级|(?:全站)?热搜",
    r"IP属地\s*[:：]?.{0,6}|(?:收录于|收录在|来自)(?:专题|合集|话题|专辑)\s*[:：#]?.{0,20}|页面功能.{0,30}|(?:版权)申明\s*[:：]?|以上(?:内容|信息|文章|资料|观点)?(?:仅供参考|仅供学习|仅代表).{0,12}",
];

/// Those that begin in any way, with a word that each of them holds.
const NAMED: &[(&[&str], &str)] = &[
    (&["本期共"], r"本期共\s*\d+\s*版"),
    (&["ogo", "OGO"], r"(?i:\blogo\b|logo[-_])"),
    (&["www."], r"^.{2,14}\s(?:https?://)?www\.[a-zA-Z0-9.-]{4,30}/?$"),
    (&["手机版", "手机站"], r"手机[版站](?:网址)?\s*:?\s*(?:https?://)?(?:[34]g|wap|m|sj)\.[a-z0-9.]+$"),
    (&["欢迎"], r"^.{2,16}欢迎[您你]$"),
    (&["."], r"^.{1,60}\.(?i:jpe?g|png|gif|bmp|webp|mp4|mp3|mov|avi)$"),
];

static PATTERNS: LazyLock<Vec<Regex>> =
    LazyLock::new(|| NAMED.iter().map(|(_, words)| pattern(words)).collect());
static PLATE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^(?:{})$", PLATES.join("|"))));

/// Whether a line is set by the page, and is no part of what somebody wrote.
pub fn is_plate(line: &Line) -> bool {
    let ends = |c: char| " -—–─=~·*.…>»<«▼▲↓↑→←◀▶▽△◆◇■□●○★☆!\t".contains(c);
    if line.len() > LONGEST || line.folded.contains('。') {
        return false;
    }
    let text = line.folded.trim_matches(ends);
    let inner = text.strip_prefix(['[', '【', '(']).and_then(|text| text.strip_suffix([']', '】', ')']));
    let text = inner.unwrap_or(text).trim();
    let named = NAMED.iter().zip(PATTERNS.iter());
    PLATE.is_match(text)
        || named
            .filter(|((signs, _), _)| signs.iter().any(|sign| text.contains(sign)))
            .any(|(_, known)| known.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_set_by_pages() {
        for text in [
            "我是廣告 請繼續往下閱讀",
            "----廣告，請繼續往下閱讀----",
            "ADVERTISEMENT",
            "Related Posts",
            "打開某某頭條，查看更多圖片",
            "需扫码在手机上打开",
            "文章后点击更新提醒",
            "视频加载中，请稍候...",
            "◀ 左右滑动查看更多 ▶",
            "00:00 / 03:20",
            "Friday",
            "1849|12",
            "88人已读",
            "【第1頁 第2頁 第3頁】",
            "共3页 1 2 3 下一页 尾页",
            "本文约1200字，阅读约需5分钟",
            "您看此文用了秒",
            "选择您看到这篇新闻时的心情",
            "（下转第2版）",
            "«上一版 下一版»本期共8版, 当前第3版 PDF",
            "某某新聞網(Logo-image) 某某新聞網(Logo-text)",
            "您好！欢迎光临某某网站",
            "WhatsApp Image 2018-11-12 at 14.25.23.jpg",
            "更多详细新闻请浏览某某网 www.banxin.example",
            "专题推荐",
            "读者群：123456789",
        ] {
            assert!(is_plate(&Line::read(text, 0).unwrap()), "{text}");
        }
    }

    #[test]
    fn titles_and_headings_are_none() {
        for text in [
            "广告行业的版心之争",
            "下转第2版的长文怎么排",
            "今年第1页怎么写",
            "关注铅字",
            "一星期之后",
            "打开一本旧书",
            "欢迎来信的年代",
            "手机上的版心",
            "目录学",
            "三、目录",
            "3月20日",
        ] {
            assert!(!is_plate(&Line::read(text, 0).unwrap()), "{text}");
        }
    }
}
