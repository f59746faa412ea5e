//! Tells the furniture of a page (buttons, share bars, logins, promotions, footers) from its text, line by line.
//!
//! It knows no article. End markers, after which nothing belongs to the body, are here as well.

pub mod closing;
pub mod debris;
mod footer;
mod notes;
mod notices;
mod plates;
mod promotion;
pub mod words;

use super::line::{Line, Verdict};
use super::signs::{Signs, begins_within};
use super::vocabulary::Vocabulary;
use crate::text::pattern::{Matcher, matcher};
pub use footer::is_footer;
use footer::{is_index, is_remnant};
pub use notes::heads_comments;
pub use notes::leads_nowhere;
use notes::{invites, is_note, tells_age};
use notices::notifies;
use plates::is_plate;
pub use promotion::advertises;
use promotion::promotes;
use std::sync::LazyLock;
use words::WIDGETS;

/// Declarations: after one of these nothing belongs to the body, however long the line is.
const DECLARATIONS: &[&str] = &[
    r"扫描(?:上方|下方|左侧|右侧|此)?二维码(?:推送)?(?:至|到)手机",
    r"(?:版权|特别|郑重|重要|免责|责任|风险|法律|广告|平台)(?:声明|提示)\s*[:】\]]",
    r"(?:版权与)?免责声明$",
    r"网友评论仅供|网友(?:评论|发言)不代表|图片来自网络[,，]?如有侵权",
    r"(?:版权|著作权)(?:所有|归|属于|归属)",
    r"(?:题|头|首|封面|文中|配)图片?(?:来自|来源|源自|取自)",
    r"[【\[(]?(?:免责|版权)(?:声明|说明)",
    r"(?:本文|文章|原创作品|内容)?[,，]?\s*未经.{0,12}(?:允许|许可|授权|同意|书面)",
    r"本文(?:系|为|是|属于?).{0,24}(?:独家|原创|首发|稿件)",
    r"本(?:文|作品|博客|站)(?:所有)?(?:文章|内容)?.{0,10}(?:采用|遵循).{0,30}(?:许可|协议|署名|CC)",
    r"本文(?:链接|地址|网址|转自|永久链接|首发|标题)\s*:|Notice: The content above|(?:[此本该]?文章?的?)?(?:留言|评论|回应)(?:功能|区)?已经?关闭|Comments are closed",
    r"(?:原文|固定|永久|转载|文章|本页)?(?:链接|地址|网址)\s*:\s*(?:https?:|www\.)",
    r"(?:如需)?转载(?:请|须)?(?:注明|标明|保留)",
    r"(?:本文|文章|文中)(?:仅代表|内容仅供|系作者|由.{1,16}(?:原创|整理)|版权归)",
    r"(?:本站|网站|本网)(?:声明|凡|所有|刊载|转载|注明|内容均|部分|仅供|郑重|尊重)",
    r"本(?:网站|网|站)(?:上|所)?(?:刊载|登载|刊登|发布|转载|提供|收录)",
    r"(?:该文|此文|本文|文章|作者|以上)?观点(?:仅|只|不)代表",
    r"(?:温馨|友情)提示\s*[:：]?\s*亲爱的|请勿(?:开启|使用|进入).{0,8}(?:阅读模式|转码)",
    r"声明\s*[:：]\s*(?:本站|本网|本文|本号|以上|文章|转载|部分)",
    r"本文(?:来自|来源于?|转载自|首发于?)(?:于)?(?:微信)?\s*(?:公众号|[“\x22「《]).{0,60}(?:授权|发布|转载|作者|ID)",
    r"(?:原创)?(?:文章|作品|内容)\s*,?如[需欲要]?转载|本(?:网站|网|站)(?:有关|相关)内容",
    r"本(?:信息|资讯|内容|消息)由.{1,40}(?:首发|提供|发布|整理)\s*[,。]",
    r"本(?:稿件?|报道|新闻|网站?|站|栏目)(?:中|所含|所有|所载|涉及)的?[^。]{0,30}版权均?(?:属|归|为)",
    r"(?:(?:您的|你的|(?:发布|发表)留言必[须需]填[写寫]的)(?:电子)?(?:邮箱|邮件|信箱)?(?:地址|位址)?|电子邮[箱件](?:地址|位址)?)(?:并)?不会(?:被)?(?:公开|公布|发布)|必[填要](?:项|栏位|字段)[^。]{0,10}\*|Your email address will not|在此浏览器(?:中)?(?:保存|储存|存储)我?的?",
    r"(?:很?抱歉,?\s*)?(?:[您你])?(?:必须|需要|要)先?(?:登录|登入)[^。]{0,10}(?:才能|才可以?|后[才可]?)[^。]{0,6}(?:发表|发布|评论|留言|回[复覆帖应])|要(?:发表|发布)(?:评论|留言),|GMT\s*[+-]\d+,",
    r"凡(?:本网|本站|本报|本刊|本台|本社|注明|未注明|来源|标注)",
    r"[(\[【（]?\s*(?:本文)?(?:责任编辑|责编|值班编辑|责任校对|网络编辑|本网编辑|新媒体编辑|实习编辑|见习编辑)\s*(?:[:：/|丨]|$)",
    r"Powered [Bb]y|Copyright|copyright|COPYRIGHT|©|All [Rr]ights? [Rr]eserved",
    r"-+\s*(?:THE END|The End|END|完|全文完|正文完)\s*-+|[(（【\[]?正文(?:完|到此结束|已结束)[)）】\]]?$|(?:THE )?END[\s·*—=~-]*$|—+\s*(?:END|完)\s*—*$|[(（【\[]?全文完[)）】\]]?$|[(（【\[](?:本文)?完[)）】\]]$|[(（]本文完[)）]?$",
];

/// Headings, buttons and credits behind an article, on short lines.
const ENDS: &[&str] = &[
    r"(?:文章|本文|网站|本站|新闻|内容)?(?:标签|TAGS?|Tags?|tags?|关键词|关键字|相关标签|相关关键词|所属标签)\s*(?:[:：]|$)",
    r"(?:<<|<|«|←)?\s*返回(?:列表|首页|上页|前页|上一页|前一页|顶部|上级|搜狐)",
    r"[<«《↑【\[]{0,2}(?:上|下|前|后)一?篇(?:文章|新闻|资讯)?(?:\s*[:：>》】\]]|\s|$|[^幅章目])",
    r"[<«《↑【\[]{0,2}(?:上|下|前|后)一?(?:条|页|则)(?:新闻|资讯)?\s*(?:[:：>》】\]]|没有|$)",
    r"[<«‹←]?\s*较(?:新|旧|早|晚)的?(?:文章|日志)?\s*[>»›→]?$|[<«‹←]?\s*(?:上|下)一版",
    r"已经?是(?:第一|最后一?|最新一?|最早一?)[篇条页则]|[«←‹]\s*\S|更多.{0,16}(?:报道|报导|新闻|文章|资讯|消息)\s*(?:[:：>»]|$)",
    r"(?:看|阅读|点击|查看|浏览)更多\s*(?:[:：>»]|$|.{0,6}(?:新闻|文章|报导|内容)\s*$)|(?:该|此|本文)?作者(?:的)?(?:最新|其他|更多|热门)(?:文章|作品|专栏)|(?:TA|他|她|Ta)的(?:其他|更多|最新)(?:文章|作品|内容)",
    r"与(?:本|内|此)?文章?相关的?(?:链接|新闻|话题|内容|文章|报道)\s*:?$",
    r"没有(?:更早|最新|更多|上一篇|下一篇)的?(?:文章|了|内容)",
    r"(?:相关|关联)(?:文章|新闻|阅读|推荐|内容|资讯|链接|报道|专题|热词|搜索|附件|信息|稿件|话题|股票|视频|产品|政策|解读|主题|报导|标签|文件|文档|下载)(?:推荐|链接|列表|内容|搜索|阅读)?\s*(?:[:：>»]|$|更多)",
    r"“.{2,80}”\s*的相关文章",
    r"更多(?:相关|精彩|热门|最新)?(?:内容|新闻|文章|报道|报导|资讯)\s*(?:[:：>»]|$)|(?:热读|热文|热闻)$",
    r"第?[A-Z]?\d{1,3}版\s*[:：].{0,20}[上下]一版|第[A-Z]?\d{1,3}版\s*:\s*\S{2,10}$|\d{1,2}\s*[上下]一[篇版]|我要评报",
    r"(?:新闻|资讯|文章|阅读|内容|站内|产品|商品|项目|案例|服务|课程|图书)(?:推荐|推送)\s*(?:[:：>»]|$)|(?:最新|热门|推荐)小说\s*(?:[:：]|$)",
    r"(?:同类|同系列|同专题|同栏目|本类|同分类)(?:文章|新闻|推荐|资讯|阅读)|(?:猜[你您](?:喜欢|想看)|大家都在看|大家还在看|大家都在搜|看了(?:本文|又看|还看)|[您你]可能(?:还|也|会)*(?:对.{0,8})?(?:感兴趣|喜欢|想看|想读|想参加|想知道|想了解)|引注(?:此|本))",
    r"为[你您]推荐",
    r"(?:热门|精彩|推荐|编辑|今日|本周|最新|近期|图文|每日|独家|APP精彩|更多精彩|热点|本网|栏目|频道|猛戳|小编|合作)(?:推荐|推介|精选|精選|新闻|文章|阅读|内容|资讯|专题|图片|热点|排行榜?|头条|视频|导读|评论|H5手游|排行|关注|必读|信息|图文|更新|聚焦|标签|话题|搜索|点击|回顾)\s*(?:[:：>»+]|$|更多|排行)",
    r"(?:点击|阅读|热点|新闻|文章|评论|资讯|人气|访问|一周|24小时|48小时|日|周|月)排行榜?",
    r"(?:评论列表|最热评论|发表评论|网友评论|新闻评论|文章评论|最新评论|热门评论|全部评论|留言与评论|我来说两句|我要评论|用户评论|读者评论|精彩评论|参与评论|评论区|跟贴|跟帖|写评论|评论\s*\(?\d*\)?\s*$|文明上网)",
    r"(?:已有)?\s*\d+\s*(?:条评论|条跟[贴帖]|人参与\s*(?:$|评论|网友|\|)|人跟[贴帖]|个评论)",
    r"[(\[【（]?\s*(?:值班主任|值班总编|主编|总监制|监制|编审|审核|审校|终审|初审|复审|一审|二审|三审|校对)\s*[:：/|丨]",
    r"[【\[(]\s*(?:编辑|纠错|我要纠错|作者|来源|一审|打印|关闭|字号|我要投稿|收藏)",
    r"编辑\s*[:：/]\s*\S{1,12}(?:\s|$)",
    r"(?:扫一扫|扫码|微信扫|手机扫|长按|扫描).{0,14}(?:打开|阅读|分享|关注|浏览|查看|下载|访问|识别|二维码|当前页)",
    r"[【\[]?打印(?:本页|此页|文章|本稿)?(?:[】\]]|\s.{0,6}(?:关闭|返回|收藏))",
    r"(?:点?赞|喜欢|打赏|赞赏|推荐|收藏|顶|踩|感动|路过|高兴)\s*[(（]?\s*\d*\s*[)）]?$",
    r"\+\s*1$",
    r"(?:文章|当前文章|这篇文章)(?:价值)?打分|文章很值|觉得文章不错|喜欢就支持|给作者(?:打赏|点赞)",
    r"(?:关于我们|关于本站|网站简介|联系我们|友情链接|网站地图|隐私政策|服务条款)(?:\s|:|\||$)",
    r"(?:举报|投诉|不良信息|违法和不良).{0,10}(?:电话|热线|邮箱|中心)",
    r"(?:加载更多|查看更多|点击查看更多|点击加载(?:更多)?|展开全文|阅读全文|查看全文)\s*(?:评论|内容)?\s*[>»]*$",
    r"(?:分享|收藏|转发|点赞)让更多人看到",
    r"延伸\s*[·・]?\s*推荐|(?:此前|早前)报道\s*[:：]|(?:本周|今日|本月)热门|正文已结束|目前没有跟[贴帖]|表情删除后|用户反馈|视频信息\s|(?:关键词|标签)\s*>>|感谢您的反馈",
    r"使用道具|显示全部楼层|点评\s*回复|往期(?:推荐|回顾|精彩|精选|文章|热文)|看完.{0,8}(?:感觉|心情)|发言请遵守|请遵守.{0,16}(?:协议|规定|公约)|技术支持\s*:|主办(?:单位)?\s*:.*(?:承办|维护|技术支持|建设)|\(c\)\s*\d{4}|点个.{0,4}(?:在看|赞)|喜欢此内容的人",
    r"平台声明|打开APP|(?:[0-9万]+\s*)?阅读\s*(?:\(\d*\))?\s*(?:举报|收藏|评论)",
    r"(?:读者|网友|讀者)(?:迴响|回响|回应|热评|留言|互动)|(?:我要|发表)(?:迴响|回响)|[您你](?:可能)?(?:还|也)?(?:会|可能)?(?:还|也)?对?(?:以下)?.{0,6}(?:感兴趣|喜欢)的?.{0,4}$|本站(?:所有)?(?:文章|内容).{0,4}(?:均为|为)原创",
    r"(?:资料|网页|网站|页面)维护\s*:|(?:发表|发布|[张張]贴|提交|留下|撰写|添加|新增)(?:一?[个则条])?(?:[您你]的)?(?:新?(?:留言|评论)|回[复覆应]|迴响|回响)\s*(?:取消.{0,4})?$|取消回[复覆应]$|评论前必须|请[您你]?先登[录陆入]|(?:广告|发行|订报|征订|读者|总编室|编辑部|采编|客服)部?(?:热线|电话|邮箱|信箱)\s*:|欢迎\s*你\s*发表|(?:没有|[0-9]+\s*[则条个])(?:留言|评论|回[应复覆]|迴响)\s*:?$",
    r"(?i:(?:next|previous|prev|older|newer) (?:post|article|story|page|entry)s?\b|posts? navigation|(?:posted|filed) (?:in|under)\b|tagged |click to (?:share|email|print)|leave a (?:reply|comment))|按一下(?:即可|以)|(?:点击|点一下)(?:以|即可)分享|以电子邮件传送|订阅\s*:\s*(?:[张張]贴留言|文章|帖子|博文|评论)",
    r"反应$|上\s*/\s*下一[篇则条页]|本篇所[属屬]分[类類]|最新消息\s*[>»]*$|文章导[航览覽]$|(?:网志|博客|文章|帖子)存档$|关于我自己$|检视我的完整[简簡]介|技术提供\s*:|创作者介绍$|历史上的今天$|(?:关于|认识)(?:本文)?作者$|(?:个人|全站|此)分类(?:上一篇|下一篇)?\s*:|较[新旧早]的?(?:文章|帖子|博文|日志)\s|上一主题\s*下一主题|GMT\s*[+-]\d|快速回复\s|\d+\s*篇文章\s*[・·|,]?\s*\d+\s*[位个名]?(?:粉丝|粉絲|关注)",
    r"(?:投稿|爆料|新闻热线|报料|广告合作|商务合作)(?:邮箱|热线|电话)?\s*[:：]",
];

static DECLARATION: LazyLock<Matcher> =
    LazyLock::new(|| matcher(&format!("^(?:{})", DECLARATIONS.join("|"))));
/// `某某网特别声明:`
static DECLARED: LazyLock<Signs> =
    LazyLock::new(|| Signs::of(&[(&["声明"], r"^.{0,10}(?:网|报|社|站|台|刊)(?:特别|郑重)?声明\s*[:：]")]));
/// `某省某市某某ICP备0号`
const LICENCES: [&str; 8] =
    ["ICP备", "ICP证", "公网安备", "网安备", "备案号", "经营许可证", "新闻信息服务许可证", "增值电信"];
/// `某某许可协议:`
static LICENSED: LazyLock<Signs> =
    LazyLock::new(|| Signs::of(&[(&["许可"], r"^.{0,10}许可(?:协议|证)\s*(?:$|:)")]));
static END: LazyLock<Matcher> = LazyLock::new(|| matcher(&format!("^(?:{})", ENDS.join("|"))));
static WEAK: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^(?:分享给朋友|分享(?:文章|本文|此文|本页)?[到至]|分享|一键分享|声明|延伸阅读|扩展阅读|附件|相关)\s*[:：]?\s*$|^声明\s*[:：]",
    )
});
/// Whether nothing of the body stands after this line, nor the line itself.
pub fn ends_body(line: &Line) -> bool {
    line.told(Verdict::EndsBody, ends)
}

fn ends(line: &Line) -> bool {
    let length = line.len();
    let indented = line.indent >= 2 && length > 60;
    !indented && declares(line)
        || (length <= 60
            && !line.folded.contains('。')
            && (END.is_match(start(line))
                || LICENSED.stand(line, start(line))
                || headed(line, &END)
                || heads_comments(start(line))))
}

/// `【延伸阅读】`: a heading between brackets and nothing else.
fn headed(line: &Line, pattern: &Matcher) -> bool {
    let inner = line
        .folded
        .strip_prefix(['【', '[', '〖', '「'])
        .and_then(|rest| rest.strip_suffix(['】', ']', '〗', '」']));
    inner.is_some_and(|inner| inner.chars().count() <= 12 && pattern.is_match(inner.trim()))
}

/// A declaration of rights or of liability, however it is set.
pub fn declares(line: &Line) -> bool {
    line.told(Verdict::Declares, |line| {
        let text = start(line);
        DECLARATION.is_match(text)
            || line.has_any(&LICENCES) && begins_within(text, 24, &LICENCES)
            || DECLARED.stand(line, text)
            || is_note(line, text)
            || closing::closes(line, text)
    })
}

/// Whether this line ends a body that has begun, but may also stand above one.
pub fn may_end_body(line: &Line) -> bool {
    line.indent < 2 && line.len() <= 120 && (WEAK.is_match(start(line)) || headed(line, &WEAK))
}

/// The words of a line behind decorations.
fn start(line: &Line) -> &str {
    line.folded
        .trim_start_matches(['|', '·', '■', '●', '◆', '▼', '▲', '※', '*', '#', '①', '②', '③', ' ', '\t'])
}

/// A line that no article has: buttons, share bars, promotions, bare numbers and addresses.
pub fn is_furniture(line: &Line) -> bool {
    line.told(Verdict::Furniture, belongs_to_no_article)
}

fn belongs_to_no_article(line: &Line) -> bool {
    let text = &line.folded;
    let length = line.len();
    if tells_age(line) || closing::labels(line) || notifies(line) || is_remnant(text) || is_index(line) {
        return true;
    }
    if length > 120 || (length > 60 && text.contains('。')) {
        return false;
    }
    // `打 印`
    let spaced = || length <= 9 && is_widget(&super::folding::squeezed(text));
    is_bar(text)
        || spaced()
        || notes::is_buttons(text)
        || is_navigation(text)
        || (length <= 60 && (promotes(line) || invites(text)))
        || is_pager(text)
        || is_plate(line)
        || length <= 24 && text.starts_with(['«', '‹', '》'])
        || !text.chars().any(char::is_alphanumeric)
}

/// Many short names in a row: a bar of sections, of sites, of languages.
pub fn is_row_of_links(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '·', '\t']).filter(|word| !word.is_empty()).collect();
    if text.split('\t').filter(|word| !word.trim().is_empty()).count() >= 4 {
        return words.iter().all(|word| word.chars().count() <= 10);
    }
    let bracketed = text.starts_with('[') && text.ends_with(']');
    bracketed || (words.len() >= 6 && words.iter().all(|word| word.chars().count() <= 10))
}

/// The numbers of the pages of a long article, in a row.
fn is_pager(text: &str) -> bool {
    let numbers = text.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_digit()));
    let marks = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "<>«»‹›[]".contains(c));
    marks && numbers.take(4).count() >= 4
}

/// `长按识别二维码添加微信`: a line of a contact card, and not the button of a page (`扫码阅读全文`).
pub fn asks_to_scan(line: &Line) -> bool {
    let text = &line.folded;
    let code = ["长按", "二维码", "扫一扫", "扫码"].iter().any(|word| text.contains(word));
    let contact =
        ["微信", "公众号", "关注", "添加", "咨询", "客服", "识别"].iter().any(|word| text.contains(word));
    let page =
        ["手机访问", "分享", "打开", "阅读", "下载", "浏览", "当前页"].iter().any(|word| text.contains(word));
    code && contact && !page && line.len() <= 40
}

/// A bar of buttons: words of widgets and numbers, or mostly.
fn is_bar(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // `0个留言`
    let counted = |word: &str| {
        let digit = |c: char| c.is_ascii_digit();
        let rest = word.trim_start_matches(digit);
        // `上一版3`
        let rest = if rest.chars().count() > 3 { rest.trim_end_matches(digit) } else { rest };
        !rest.is_empty() && rest.len() < word.len() && is_widget(rest)
    };
    let widgets = words.iter().filter(|word| is_widget(word) || counted(word)).count();
    let is_number = |word: &&&str| {
        let day = word.starts_with("星期") || word.contains('年') && word.ends_with('日');
        let end = |c: char| "万亿wk".contains(c) || day && !c.is_ascii_digit();
        word.trim_end_matches(end).chars().all(|c| c.is_ascii_digit() || day && "年月日".contains(c))
    };
    let numbers = words.iter().filter(is_number).count();
    let all = words.len();
    all > 0
        && widgets > 0
        && (widgets + numbers == all || (widgets >= 3 && widgets * 10 >= (all - numbers) * 6))
        && text.chars().count() <= 100
}

/// A row of links: many short names between bars, or behind a home page.
fn is_navigation(text: &str) -> bool {
    let short = |parts: &[&str]| parts.iter().all(|part| part.trim().chars().count() <= 16);
    let barred: Vec<&str> = text.split(['|', '丨', '┊', '│']).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let spaced = text.starts_with("首 页 ");
    let home = spaced || words.first().is_some_and(|word| word.ends_with("首页"));
    // `作者:某某 | 分类:某某 | 浏览:88 | 评论:0` is a byline.
    let keyed = barred.iter().filter(|part| part.contains(':')).count() >= 2;
    let links = barred.len() >= 4 || barred.len() == 3 && barred.iter().any(|part| is_widget(part.trim()));
    (links && short(&barred) && !keyed)
        || (home && words.len() >= 3 && words.iter().all(|word| word.chars().count() <= 8))
}

/// Whether a word is made of words of widgets alone.
pub fn is_widget(word: &str) -> bool {
    static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(WIDGETS));
    WORDS.makes(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::read(text, 0).unwrap()
    }

    #[test]
    fn bars_and_promotions_are_furniture() {
        for text in [
            "打印本页】【关闭窗口",
            "某某财经APP 缩小字体 放大字体 收藏 微博 微信",
            "字号:默认 超大 | 打印 |",
            "扫描上方二维码关注微信公众号",
            "点击进入“专题频道”>>",
            "我已授权",
            "简体|繁体|无障碍浏览",
            "【字体:大 中 小】",
            "分享到：QQ空间 新浪微博 微信",
            "https://banxin.example/",
            "1024",
            "某某部委|中国某省|某省政务服务网 简体|繁体|无障碍浏览",
            "首页 快讯 公司 公司",
            "······",
            "某网 | 原文链接 · 查看评论 · 新浪微博",
            "內容糾錯 0人點讚 0人收藏",
            "【加入某某會員】每天好文直送你的信箱",
            "本文最后更新于2024-09-24，若内容失效，请留言反馈。部分素材来自网络，若有不妥请联系我们。",
            "溫馨提示：",
            "[ 某某搜索 ] [ ] [ 告訴好友 ] [ 某某本文 ]",
            "【版心】【排印】【标点】",
            "进入论坛】 【 】 【打印】",
            "》某某讲座 欢迎收听",
            "部分图片选自网络",
            "按此了解更多",
            "某某手机版 3g.banxin.example",
            "没有评论",
            "本版新闻列表",
            "返回版面 版面导航",
            "数字报刊平台",
            "熱門搜尋",
            "2024年09月24日 星期二 返回报网首页|版面导航",
        ] {
            assert!(is_furniture(&line(text)), "{text}");
        }
    }

    #[test]
    fn titles_and_text_are_not() {
        for text in [
            "全市项目建设推进会召开",
            "分享经济走到了第十个年头",
            "首页改版之后读者多了三成",
            "关注民生小事",
            "大中小城市协调发展",
            "一、版心",
            "【版心】【排印】的大小",
            "某国加入某组织成为会员国",
            "作者:某某 | 分类:版心 | 浏览:88 | 评论:0",
            "这一页的正文从这里开始，说的是版心的大小。",
        ] {
            assert!(!is_furniture(&line(text)), "{text}");
            assert!(!ends_body(&line(text)), "{text}");
        }
    }

    #[test]
    fn ends_are_ends() {
        for text in [
            "版权声明：本文由某站发布",
            "标签: 招商 园区",
            "(责任编辑：某人)",
            "【纠错】 责任编辑: 某人",
            "上一篇：另一篇文章的标题",
            "下一条：没有了",
            "相关文章",
            "“版心”的相关文章",
            "- THE END -",
            "Powered By Z-BlogPHP",
            "某省某市 皖ICP备00000000号",
            "0条评论|0人参与网友评论",
            "扫一扫在手机打开当前页",
            "打印 关闭",
            "转载请注明出处：某站",
            "本稿件所含文字、图片，版权均属某报所有",
            "原创文章如转载，请注明：转载自某站",
            "本信息由某站首发，转载请注明来路",
            "与内文相关的链接",
            "« 返回前页",
            "為您推薦",
            "責任編輯：某人",
            "如若转载，请注明出处：某站",
            "本文由 @某人 原创发布于某站。未经许可，禁止转载。",
            "版权属于：某人",
            "謝絕二次轉載",
            "這些評論亮了",
            "已是最后一篇",
            "作者最新文章",
            "圖文如有侵權，請聯繫我們刪除。",
            "题图来自某图库，基于公共许可。",
            "某某网原创文章，未经授权禁止转载。详情见转载须知。",
            "正文完",
            "编辑推介",
            "產品推薦",
            "第03版：版心 上一版3  4下一版",
        ] {
            assert!(ends_body(&line(text)), "{text}");
        }
        for text in [
            "相关部门表示，这一做法值得推广",
            "上一轮调整在三年以前",
            "下一步，将继续推进",
            "标签上的字要看清",
            "下一条路怎么走",
            "32人参与了测试，结果都记在表里。",
            "法院认定构成侵权，双方当庭达成和解。",
            "她发现照片被人用了，认为这是侵权，于是联系对方，要求删除。",
            "这家报纸的规矩是二十年前定下来的，那时候还没有几个人上网：别人的文章可以转载，但转载时一定要注明出处，哪怕只有一句话也不能例外，后来成了全行的惯例。",
            "转载率是报纸看重的一个数字",
            "第03版的版心比第02版的小",
            "正文完成于去年",
        ] {
            assert!(!ends_body(&line(text)), "{text}");
        }
    }
}
