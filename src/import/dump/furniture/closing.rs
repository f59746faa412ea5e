//! Notices that close a text and are none of its sentences: rights in the first person, walls before the rest, widgets for
//! votes. And what only the last lines may be: invitations, addresses, help lines.

use crate::import::dump::facts::is_medium;
use crate::import::dump::line::Line;
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Longest line of a notice.
const NOTICE: usize = 160;
/// Longest line that invites.
const INVITES: usize = 80;
/// Longest heading of a list or a widget.
const HEADING: usize = 24;

static RIGHTS: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^[【\[(*※]{0,2}\s*(?:[严嚴]正[声申]明|(?:版权|特别|[郑鄭]重|重要|免责)申明\s*[:】\]]|(?:本(?:新闻|报道|报导|文|站|网|报|刊|号|平台|作品|内容|稿|专题|栏目|媒体)|版权|著作权|[^。,]{0,10}会员专)[^。]{0,60}(?:违者|必究|究责|追究[^。]{0,8}责任|(?:[严嚴]禁|禁止|不得|请勿|[谢謝][绝絕]|切勿)[^。]{0,30}(?:转载|转贴|复制|引用|改写|摘编|镜像)))",
    )
});
static WALL: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^[【\[(]?(?:[您你](?:所|正在)?(?:浏览|阅读|查看|访问|观看)的[^。]{0,16}(?:已过|已超过|已失效|已下架|仅限|[仅仅]供[^。]{0,6}会员|为.{0,4}(?:付[费費]|会员|VIP))|(?:本文|以下|全文|此内容|该内容|剩[余餘])(?:内容)?(?:为|是|属于|需|[仅僅]限|尚[余餘]|还有)[^。]{0,10}(?:付[费費]|会员|订户|VIP|登录|登入|购买|订阅)[^。]{0,12}(?:内容|文章|阅读|可看|可读|查看|解锁|专享|专属))",
    )
});
static WIDGET: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^(?:请?(?:[对给为]\s*)?(?:本|该|此|这篇|这条)?(?:文章|新闻|资讯)(?:打分|评分|投票)|[您你]?(?:[看读]|阅读)[到完过](?:此|这|本)(?:篇|条)?(?:文章|新闻|报道|文)?(?:[后时],?[您你]?的?(?:心情|感受|感[觉覺]|[态態]度)|[您你]的)|(?:本文|内文|文章)导航\s*:?$|[您你][还還]可[以能]看|[您你]认为(?:这|本|此)篇|转播到|看[过了](?:此|本|这)(?:篇)?(?:文|新闻|文章)的|分享(?:心情|感受)$|[顶踩]一下|[\[【(]?我[来要]?(?:说[两兩]句|挑错|吐槽)|(?:推荐|热门|精选)(?:院校|学校|[课課]程|商品|图书|书籍|楼盘|房源|车型|品牌|专家|[医醫]院|游戏|软件|企业|厂家|厂商|供应商|店铺|[职職]位|[医醫]生|专业|股票|基金|作者|博客|博文|歌曲|[词詞]条|问答|机构|培训|下载|素材|图集|[组組]图|影片|帖子|主题|日志)(?:推荐)?\s*(?:[:>»]|$))",
    )
});
/// Whether a notice that stands behind a text begins with this line.
pub fn closes(line: &Line, start: &str) -> bool {
    let length = line.len();
    let begins = |first: &str| start.starts_with(|c: char| "【[(*※".contains(c) || first.contains(c));
    let rule = line.folded.starts_with("----") && line.folded.ends_with("----");
    rule && ["分隔线", "分割线"].iter().any(|word| line.folded.contains(word))
        || length <= HEADING && (WIDGET.is_match(start) || heads_declaration(start))
        || length <= NOTICE
            && (begins("严嚴版特郑鄭重免本著") || line.folded.contains("会员专"))
            && RIGHTS.is_match(start)
        || length <= NOTICE && reserves(start)
        || length <= NOTICE && begins("您你本以全此该剩") && WALL.is_match(start)
}

/// `本报刊发的文字、照片，权利全部属于某报，没有书面同意不可转用`: whose everything is, and what nobody may do with it.
fn reserves(text: &str) -> bool {
    static RESERVED: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"(?:图文|图片|影像|照片|文字|作品|视频|内容|稿件|权利|版权)[^。]{0,40}(?:归|属于?)[^。]{1,24}(?:未[经获得]|没有[^。]{0,8}(?:同意|许可|授权)|不[得可准]|请勿|[严嚴]禁|须先|须取得)[^。]{0,40}(?:转|使用|采用|复制|搬运|下载)",
        )
    });
    text.contains(['归', '属']) && RESERVED.is_match(text)
}

/// `某某网版权与免责声明:`, a heading of its own.
fn heads_declaration(start: &str) -> bool {
    let bare = start.trim_end_matches([':', ' ', '】', ']']);
    bare.ends_with("声明") && ["版权", "免责", "侵权"].iter().any(|word| bare.contains(word))
}

/// A note on the rights to a picture, wherever it stands, and on how often a text was changed.
pub fn labels(line: &Line) -> bool {
    static PICTURES: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[★☆※◎▲▼*(（]*\s*(?:图片|照片|图文|影片|本图)[为均]?版[权權](?:照片|图片|所有)?[^。]{0,50}(?:不得|未经|专用|[请請]勿|禁止)|^[\[(（【]?\s*本帖最后由.{1,40}(?:[编編][辑輯]|修改)",
        )
    });
    line.len() <= NOTICE
        && (line.folded.contains("版权") || line.folded.contains("本帖最后由"))
        && PICTURES.is_match(&line.folded)
}

/// Words of help lines that papers set under some of their texts.
const HELP: [&str; 30] = [
    "有害健康",
    "有碍健康",
    "有礙健康",
    "禁止酒驾",
    "禁止酒駕",
    "未成年请勿",
    "保护您的",
    "求助专线",
    "安心专线",
    "自杀防治",
    "自殺防治",
    "生命线",
    "张老师专线",
    "張老師专线",
    "珍惜生命",
    "珍爱生命",
    "珍愛生命",
    "勇敢求救",
    "饮酒过量",
    "飲酒过量",
    "酒后不开车",
    "喝酒不开车",
    "吸烟有害",
    "吸菸有害",
    "戒菸专线",
    "心理援助热线",
    "家暴专线",
    "防诈骗专线",
    "防詐骗专线",
    "请给自己一次机会",
];

/// A help line, or the sentence above it.
pub fn helps(line: &Line) -> bool {
    let text = line.folded.as_str();
    let asks = text.contains(['请', '您']) || line.has("求助") || line.has("求救");
    let numbers = text.chars().any(|c| c.is_ascii_digit());
    let called = line.has("专线") && !text.ends_with('。') || (line.has("自杀") || line.has("自殺")) && asks;
    // Of several sentences it is a paragraph of the text.
    let tells = line.has_any(&["民警", "警方", "交警", "记者", "表示", "据"]);
    let told =
        (text.matches('。').count() >= 2 || tells && text.contains('。')) && line.len() > HEADING * 3 / 2;
    let said = !told && line.has_any(&HELP) && (asks || !text.contains('。'));
    line.len() <= INVITES && (numbers && called || said)
}

/// What stands between help lines and above them: `《某某》关心您`.
pub fn cares(text: &str) -> bool {
    let short = text.chars().count() <= 16 && !text.contains('。');
    short
        && ["关心", "提醒", "小叮", "呼吁", "呼籲", "一次机会", "一次機会"]
            .iter()
            .any(|word| text.contains(word))
}

/// Words of disclaimers.
const ADVICES: [&str; 8] = ["投资", "投資", "参考", "參考", "据此", "谨慎", "立场", "观点"];

/// What only the last lines of a text may be: an invitation to load a program or to become a member, an address, a
/// disclaimer of advice.
pub fn trails(line: &Line) -> bool {
    static INVITATION: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"(?:下载|安装|打开|扫码|加入|追[踪蹤]|订阅|按[赞讚]|关注|[锁鎖]定|收看|收听|成为|升级|开通|登入)[^。]{0,20}(?:(?i:app)|粉[丝絲][团專专]|(?i:line)|频道|公众号|微信|微博|客户端|电子报|会员|订户|社团|[臉脸]书|圈圈|圈子|社群)",
        )
    });
    // What a notice asks to be looked up at an address is text.
    static ADDRESS: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[^。]{0,10}(?:(?i:ios|android|app|line|fb|ig|facebook|youtube|telegram|twitter)|安卓|苹果|载点|活动[办辦]法|粉[丝絲]|频道|订阅|商城|[优優]惠|更多|全文|原文)[^。]{0,8}(?:https?://|www\.)\S+$|^[^。]{0,20}(?:相关报道|报道链接|原文链接|新闻链接|视频链接|相关链接)\s*:?\s*https?://\S+$",
        )
    });
    static ADVICE: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[(（【\[*※]*\s*(?:\p{Han}{2,8}(?:声明|提示|提醒)\s*:|以上|本文|文中|文章|注|声明|风[险險]|免责|此文|上述|特别|股市|市[场場])[^。]{0,60}(?:投[资資]建[议議]|[仅僅]供[参參]考|更多信息|此文|本网|据此(?:操作|入市)|[风風][险險]自[担擔]|(?:投[资資]|理财|入市|操作|决策|选择)(?:者)?[^。]{0,6}谨慎|谨慎(?:投[资資]|操作|决策|选择|对待|入市)|不(?:一定|必然)?代表.{0,10}(?:立场|观点))",
        )
    });
    static LEADS: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^(?:[>▶►☞★◆●]\s*)?(?:推荐|相关|延伸|更多|热门|精彩)(?:阅读|文章|新闻|报导|报道|内容|链接)?\s*:|^.{0,16}相关(?:文章|新闻|阅读|内容)?推荐$|^(?:分享|喜欢|点赞|收藏|转发)[^。]{0,8}:$",
        )
    });
    let (text, length) = (line.folded.as_str(), line.len());
    let inner = text.trim_end_matches(['。', ')', '】', ']']);
    if ADVICES.iter().any(|word| text.contains(word)) && length <= NOTICE * 2 && ADVICE.is_match(text) {
        return true;
    }
    let speaks = text.starts_with("本文")
        && text.contains("代表")
        && (text.contains("不一定代") || text.contains("不代"));
    if speaks && length <= NOTICE && ["立场", "观点"].iter().any(|word| text.contains(word)) {
        return true;
    }
    if length > INVITES || inner.contains('。') && !text.contains("会员") {
        return false;
    }
    let ends = !text.ends_with('。') || text.contains("您") || text.contains("欢迎");
    text.contains("://") && ADDRESS.is_match(text)
        || text.contains("www.") && (ADDRESS.is_match(text) || names_site(text))
        || ends && INVITATION.is_match(text)
        || LEADS.is_match(text)
        || text.starts_with("(原") && text.contains("标题:")
        || text.ends_with(':') && ["提醒您", "提醒你"].iter().any(|word| text.contains(word))
        || text.starts_with("标题:")
        || text.starts_with("本文标题:")
        || is_site(text)
        || text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `某某攻略www.某.com`: a site and its first page, and nothing that is to be done there.
fn names_site(text: &str) -> bool {
    const DONE: [&str; 8] = ["报名", "网址", "查询", "申报", "登录", "下载", "咨询", "填"];
    text.split_once("www.").is_some_and(|(name, rest)| {
        let rest = rest.strip_suffix(')').unwrap_or(rest);
        let name = name.strip_suffix('(').unwrap_or(name);
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
        (2..=16).contains(&name.chars().count())
            && !name.contains([':', '。'])
            && !DONE.iter().any(|word| name.contains(word))
            && rest.trim_end_matches('/').chars().all(plain)
    })
}

/// `【某某网】`: the site signs.
pub fn is_site(text: &str) -> bool {
    let inner = text.strip_prefix(['【', '[', '(']).and_then(|text| text.strip_suffix(['】', ']', ')']));
    inner.is_some_and(|name| {
        name.chars().count() <= 10 && name.ends_with(['网', '报', '社']) && is_medium(name)
    })
}

/// `某某某字級`, a name with the buttons behind it that a rendering runs on.
pub fn without_buttons(name: &str) -> &str {
    const BUTTONS: [&str; 16] = [
        "字级", "字級", "字号", "字號", "字体", "字體", "关注", "關注", "追踪", "追蹤", "分享", "收藏",
        "打印", "列印", "订阅", "訂閱",
    ];
    BUTTONS.iter().find_map(|button| name.strip_suffix(button)).map_or(name, str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::read(text, 0).unwrap()
    }

    #[test]
    fn notices_close_a_text() {
        for text in [
            "严正申明：未经授权不得使用",
            "某某市印刷网站版权与免责声明：",
            "本新聞文字、照片專供某某會員閱覽，版權所有，禁止任何網站引用、改寫、轉貼。",
            "本站稿件版权属于某某，严禁转载",
            "您所瀏覽的新聞已過查詢時效。建議您加入某某會員。",
            "您閱讀的文章僅限會員",
            "以下為付費會員專屬內容",
            "------分隔线----------------------------",
            "对文章打分",
            "您看到此篇文章時的感受是",
            "分享心情",
            "我來說兩句",
            "[我要挑错]",
            "推荐院校",
            "本文导航",
            "您還可以看：",
            "读完这篇文章后，您心情如何？",
            "熱門課程：",
        ] {
            assert!(closes(&line(text), &line(text).folded), "{text}");
        }
        for text in [
            "本报的版心三十年没有改过，转载的人也不多。",
            "您看到的这一行字是十号的。",
            "推荐课程由各系自己排定，每学期两次",
            "某某印刷厂发表声明",
            "本文说的是版心，不得不先说纸。",
            "以下是付费的三种办法，读者可以任选一种，不必都做",
            "分享心情的人多了",
            "-------- 三 --------",
        ] {
            assert!(!closes(&line(text), &line(text).folded), "{text}");
        }
    }

    #[test]
    fn last_lines_that_are_no_text() {
        for text in [
            "iOS載點 https://a.example/ios",
            "活動辦法：https://a.example/b/",
            "歡迎下載某某新聞APP，看新聞還能抽獎：",
            "加入某某粉絲團，天天有好文！",
            "加入某某的付費會員，看完整內容。歡迎您！",
            "以上内容不构成投资建议，仅供参考。",
            "某某声明：某某网登载此文出于传递更多信息之目的，并不意味着赞同其观点。文章内容仅供参考。",
            "010020020110000000000000011100001",
            "推荐：另一篇的题目",
            "●《某某新聞》提醒您，請給自己機會：",
            "东山网—《某某日报》相关报道：https://a.example/b",
            "【版心】相关文章推荐",
            "【某某网】",
            "某某纸业攻略www.a.example",
            "分享此文：",
        ] {
            assert!(trails(&line(text)), "{text}");
        }
        for text in [
            "他说，这个程序要先下载客户端才能用。",
            "版心多大，要看纸多大。",
            "（完）",
            "请登录某某网www.a.example",
            "报名网址：https://a.example/b",
            "【版心】",
            "他把网址抄在纸上：先是字母，后是数字，一共十六个，最后是 https://a.example/ 这几个字。",
        ] {
            assert!(!trails(&line(text)), "{text}");
        }
        assert!(labels(&line("★图片为版权照片，由某社供某某网专用，任何网站未经许可不得转载！")));
        assert!(
            labels(&line("[ 本帖最后由 某甲 于 2012-1-1 10:11 编辑 ]")) && !labels(&line("图片版权归摄影者"))
        );
        assert!(helps(&line("自殺防治諮詢安心專線：0800-000000（24小時）")) && cares("《某某》关心你"));
        assert!(helps(&line("自殺不能解決問題，求救請打0000。")));
        assert!(!helps(&line("全县共发放禁止酒驾宣传资料2000份。")) && !helps(&line("这样的事去年有30件。")));
        let told = "民警说，酒后开车是违法的事，谁都不要做，谁做了都要受罚。请大家记住，开车不喝酒，喝酒不开车，一家人才能都放心。";
        assert!(!helps(&line(told)));
        let cut = "这几起案子还在办。民警提醒大家，请记住“开车不喝酒，喝酒不开车”，切莫存一点侥幸的心";
        assert!(!helps(&line(cut)));
        assert!(!trails(&line("警方提示：网上买东西要谨慎，先问清楚再付钱。")));
        assert!(trails(&line("本文內容為讀者投稿，反映個人經驗。惟文中之觀點不一定代表本社立場。")));
        assert!(!helps(&line("这条线是新开的。")) && !cares("版心的大小"));
        assert_eq!((without_buttons("王小三字級"), without_buttons("王小三")), ("王小三", "王小三"));
    }

    #[test]
    fn rights_and_the_buttons_of_digital_papers_close_a_text() {
        let ends = |text: &str| crate::import::dump::furniture::ends_body(&line(text));
        for text in [
            "第01版：头版要闻",
            "3 上一篇 下一篇 4",
            "我要评报 留言须知",
            "本报刊发的文字、照片及影音，权利全部属于某报，没有书面同意不可转用，否则依法处理。",
            "【本栏目影像归某台所有，未获同意请勿搬运。】",
        ] {
            assert!(ends(text), "{text}");
        }
        for text in ["这些照片归他所有，不得不说拍得很好。", "第03版的版心比第02版的小"]
        {
            assert!(!ends(text), "{text}");
        }
    }
}
