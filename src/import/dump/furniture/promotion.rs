//! Lines that ask for something: to scan, to follow, to install, to log in, to read more elsewhere.

use crate::import::dump::line::Line;
use crate::import::dump::signs::{Row, Signs};
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// How they begin.
const OPENINGS: &[&str] = &[
    r"(?:https?://|www\.)\S*$|[【\[]\s*(?:https?://|www\.)[^】\]]*[】\]]$",
    r">{1,3}|\+?\d{1,6}$|\d{1,3}/\d{1,3}$|(?:[【\[]?\d{1,3}[】\]]\s*){2,}$|[xX×]$",
    r"查\s*看|今天是|本文共\d+字|阅读需|微信号\s|功能介绍|正在阅读\s*:|关灯|(?:登录\s*)?评论一下|备案号|Scan me",
    r"列表加载|图片正在上传|评论内容为空|该评论已|去(?:社区|热评)看看|总篇数|点击量$|\d+人(?:关注|参与)$|人关注$",
    r"(?:部分|文中|本文)?(?:图片|图文|资料|信息|文章|素材|内容)(?:均|全部)?(?:来自|来源于?|源自|选自|取自|转自)(?:于)?(?:互联)?网络?$",
    r"(?:文章(?:图片|插图|配图)|首图|头图|题图|封面图|主图)$|版[面次名]\s*:\s*第?[A-Z]?\d|[【\[]?一键分享|素材来源",
];

/// What they say wherever it stands, with words that it holds.
const ANYWHERE: &[Row] = &[
    (
        &["扫描", "扫一扫", "扫码", "长按", "识别"],
        r"(?:扫描|扫一扫|扫码|长按|识别).{0,12}(?:二维码|关注|下载|手机|打开|阅读|识别)",
    ),
    (
        &["关注"],
        r"关注.{0,16}(?:(?:获取|了解|查看|看)更多|公众号|微信|微博|客户端|头条号|视频号|抖音|专区)|相关资讯请关注",
    ),
    (
        &["APP", "App", "app", "客户端", "手机端"],
        r"(?:下载|打开|安装|登录).{0,12}(?:APP|App|app|客户端|手机端)|APP专享",
    ),
    (&["APP", "App", "app", "客户端"], r"[尽都就]在\S{2,12}(?i:app|客户端)$"),
    (
        &["点击", "戳"],
        r"(?:点击|戳|猛戳).{0,4}(?:进入|查看|下载|关注|这里|此处|投票|订阅|阅读原文|图片|播放|展开)|【点击",
    ),
    (
        &["点击", "点我"],
        r"点[击我].{0,4}(?:阅读|观看|浏览).{0,4}(?:下一|更多|全文|原文|完整)|点我(?:下载|加入|看|订阅|追踪)",
    ),
    (
        &["点此", "按此", "点这", "轻触", "点触"],
        r"[点按]此(?:了解|查看|阅读|下载|订阅|看)|点这[里裡]$|[轻点]触(?:这里|此处)",
    ),
    (&["官方"], r"官方.{0,6}(?:公众号|客户端|微信|微博|抖音)$|官方微博:?$"),
    (&["浏览器"], r"(?:您的|当前)浏览器.{0,8}(?:不支持|版本)"),
    (&["avascript", "avaScript"], r"[jJ]ava[sS]cript"),
    (&["登录"], r"请(?:先)?登录|登录后(?:可以?|才能|即可)?(?:查看|阅读|浏览|发表|评论|下载)"),
    (&["欢迎"], r"欢迎(?:访问|光临|您|来到|关注)"),
    (&["更多"], r"更多(?:内容|资讯|精彩|新闻|详情|信息).{0,12}(?:请|关注|点击|下载|尽在|就在|都在|详见)"),
    (&[">", "»", "＞"], r"(?:更多|详细|全部|详情)\s*(?:>|»|＞)|(?:>>|»|＞＞)\s*$"),
    (&["手机看"], r"手机看(?:新闻|中经)"),
    (&["本页"], r"本页(?:面)?(?:关闭|打印)"),
    (&["不代表本"], r"不代表本(?:网|站)(?:观点|立场)"),
    (&["立即"], r"立即(?:下载|订阅|购买|咨询|报名)"),
    (&["订阅"], r"订阅(?:完全|全部)?免[费費]$"),
    (&["直送"], r"直送(?:你|您)?的?(?:信箱|邮箱)"),
];

/// What nobody else says.
const WORDS: [&str; 9] = [
    "请输入",
    "微信公众平台",
    "天气预报",
    "预计阅读",
    "分享功能进行分享",
    "视听节目许可证",
    "还没有评论",
    "复制视频页面",
    "继续往下阅读",
];

static OPENING: LazyLock<Matcher> = LazyLock::new(|| matcher(&format!("^(?:{})", OPENINGS.join("|"))));
static ANY: LazyLock<Signs> = LazyLock::new(|| Signs::of(ANYWHERE));

/// Whether a line asks for something, or stands where pages do so.
pub fn promotes(line: &Line) -> bool {
    OPENING.is_match(&line.folded) || line.has_any(&WORDS) || ANY.stand(line, &line.folded)
}

/// A paragraph that advertises, to be left out where it stands apart from the others.
pub fn advertises(line: &Line) -> bool {
    const OFFERS: [&str; 11] =
        ["点击", "投票", "直播", "报名", "下载", "火热", "优惠", "关注", "抽奖", "领取", "开户"];
    promotes(line) || OFFERS.iter().filter(|word| line.has(word)).count() >= 2
}
