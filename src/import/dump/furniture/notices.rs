//! What a site says to whoever opens a page, before any article: which browser to take, which age to have, what number to
//! send a message to.

use super::debris::helps_browsers;
use crate::import::dump::line::Line;
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Longest of these notices, characters.
const LONGEST: usize = 200;

/// Whether a line speaks to the visitor of a site, and not to the reader of a text.
pub fn notifies(line: &Line) -> bool {
    let text = line.folded.as_str();
    line.len() <= LONGEST
        && (names_browser(line)
            || asks_age(line)
            || subscribes(line)
            || registers(line)
            || helps_browsers(text)
            || consents(line)
            || is_wall(line)
            || disclaims(line)
            || tells_to_press(line))
}

/// Their names as notices write them.
const BROWSERS: [&str; 5] = ["Chrome", "Edge", "Firefox", "FireFox", "Safari"];

/// `为达最佳浏览效果，建议使用某某浏览器`
fn names_browser(line: &Line) -> bool {
    let holds = |words: &[&str]| line.has_any(words);
    let best = line.has("最佳") && holds(&["效果", "体验", "享受"]);
    let old = holds(&["您的", "你的", "您正在使用", "您使用的", "您目前"])
        && holds(&["最新版", "版本过低", "版本过旧", "不支持", "升级"]);
    // `本站建议以新版 Chrome 或 Firefox 开启`, `下载新版Edge 下载新版Chrome`
    let named = BROWSERS.iter().filter(|name| line.has(name)).count() >= 2;
    if named && holds(&["建议", "下载", "推荐"]) && holds(&["新版", "旧版", "舊版", "版本", "浏览"])
    {
        return true;
    }
    holds(&["浏览器"]) && holds(&["请", "建议", "您", "推荐"]) && (best || old)
}

/// `您即将进入的内容，需满18岁方可浏览`
fn asks_age(line: &Line) -> bool {
    let age = line.has_any(&["满18岁", "满十八岁"]);
    let entered = ["您即将", "方可浏览", "方可进入", "方可观看", "请勿浏览", "请勿进入", "请立即离开"];
    age && line.has_any(&entered) || line.has("内容分级") && line.has("限制级") && line.has("网站")
}

/// `马上注册，结交更多好友`, `您需要登录才可以下载或查看，没有账号？立即注册`, and how long a text takes to be read.
fn registers(line: &Line) -> bool {
    if !line.has("注册") && !line.has("字符") {
        return false;
    }
    let account = line.has_any(&["没有账号", "没有帐号", "还没有账", "没有账户"]);
    let walled = line.has_any(&["登录", "登入"]);
    let length = (line.folded.starts_with("共计") || line.folded.starts_with("本文共")) && line.has("字符");
    let bid =
        (line.folded.starts_with("马上注册") || line.folded.starts_with("立即注册")) && line.has("好友");
    account && walled && line.has("注册") || bid || length && line.has("阅读")
}

/// `请先同意本站的隐私权说明，才能启用朗读`
fn consents(line: &Line) -> bool {
    let agreed = line.has("同意") && (line.has("隐私") || line.has("Cookie"));
    agreed && line.has_any(&["启用", "啟用", "继续使用", "关闭此视窗", "才能使用"])
}

/// `《某某》援引自互联网，与本网站无关`, `如遇作品版权等问题，请与本网联系`: a site on what it took from elsewhere.
fn disclaims(line: &Line) -> bool {
    let holds = |words: &[&str]| line.has_any(words);
    let foreign = holds(&["与本网站无关", "与本站无关", "侵删", "本网站未对", "本站未对"]);
    let asks = line.folded.starts_with("如遇") && holds(&["版权等问题", "版权问题"]) && line.has("联系");
    let taken = holds(&["互联网", "参考", "转载", "联系", "观点"]) && line.len() >= 16;
    asks || foreign && taken
}

/// `…本文未结束`, `付费会员登入即可阅读，一般会员登入每周可免费阅读三篇`
fn is_wall(line: &Line) -> bool {
    if !line.has("结束") && !line.has("会员") {
        return false;
    }
    let inner = line.folded.trim_matches(|c: char| ".…()[]【】 ".contains(c));
    let unended = ["本文未结束", "全文未结束", "内容未结束", "试读结束", "试读到此结束"].contains(&inner);
    let member = line.has("会员") && line.has_any(&["登录", "登入"]);
    let read = line.has_any(&["即可阅读", "免费阅读", "请先登", "阅读全文", "继续阅读"]);
    unended || member && read && !line.folded.ends_with('。')
}

/// `点击右上角，选择浏览器打开`, `喜欢的话请收藏，下次再看更方便`: where to press in which program.
fn tells_to_press(line: &Line) -> bool {
    let opened = line.has("右上角") && line.has("浏览器") && line.has("打开");
    let kept = line.has("求收藏") && (line.has("看后") || line.has("再看更"));
    opened || kept
}

/// `移动发1到1000，联通发2至1001`
fn subscribes(line: &Line) -> bool {
    static SEND: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(r"(?:移动|联通|电信)(?:手机)?(?:用户)?(?:发送?|编辑)[^，,。\s]{1,16}?[到至]\s*1\d{3,}")
    });
    line.has_any(&["移动", "联通", "电信"]) && SEND.is_match(&line.folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_speak_to_visitors() {
        let check = |text: &str| notifies(&Line::read(text, 0).unwrap());
        for text in [
            "為達最佳瀏覽效果，建議使用甲或乙的瀏覽器。",
            "您的浏览器版本过低，请升级后再看。",
            "為確保您享有最佳的瀏覽體驗，請把瀏覽器換成新的。",
            "您即將進入之內容 需滿18歲 方可瀏覽。",
            "马上注册，结交更多好友，享用更多功能。",
            "您需要 登录 才可以下载或查看，没有账号？立即注册",
            "共计 1234 个字符，预计需要花费 4 分钟才能阅读完成。",
            "订某某手机报，移动发1到10001，联通发AB至10002",
        ] {
            assert!(check(text), "{text}");
        }
        for text in [
            "本站頁面建議以新版 Chrome、Firefox 或 Edge 開啟,舊版可能無法正常顯示。",
            "下載新版Edge 下載新版FireFox 下載新版Chrome",
            "...本文未結束",
            "請先同意本站的隱私權說明，才能啟用朗讀。",
            "付費會員登入即可閱讀，一般會員登入每週可免費閱讀三篇",
            "点击右上角，选择浏览器打开",
            "1.《版心之歌》援引自互联网，仅代表作者本人观点，与本网站无关，侵删请联系。",
            "如遇作品内容、版权等问题，请在30日内与本网联系。",
            "某某提示您：看後求收藏（某某網），接著再看更方便。",
        ] {
            assert!(check(text), "{text}");
        }
        for text in [
            "会员登录之后，版心就变宽了。",
            "他说这事与本站无关。",
            "如遇雨天，展览改在室内举行，请联系版权页上的电话。",
            "他写的浏览器最多的时候有三成的人在用。",
            "满18岁的人可以报名。",
            "没有账号的人去年注册了一半。",
            "共计十二个字符，一行排完。",
            "移动发了一份公告，说要到2030年才换完。",
            "浏览器升级到最新版本之后，版心窄了一寸。",
        ] {
            assert!(!check(text), "{text}");
        }
    }
}
