//! What is told beside a reason, in Chinese: what this program says itself, and what systems say oftenest. The rest stays as
//! the library below said it.

use std::borrow::Cow;

/// What begins a detail, and what ends it, around what is named; and the same in Chinese.
const DETAILS: &[(&str, &str, &str, &str)] = &[
    ("more than ", " MiB", "超过 ", " MiB"),
    ("a line of more than ", " MiB", "一行超过 ", " MiB"),
    ("an item of more than ", " MiB", "一条超过 ", " MiB"),
    ("a record of more than ", " MiB", "一条记录超过 ", " MiB"),
    ("a row of more than ", " MiB", "一行超过 ", " MiB"),
    (
        "a quotation mark that is not closed; its line is read as it stands",
        "",
        "引号没有结尾，这一行照原样读",
        "",
    ),
    ("more than ", " MiB of markup", "标记超过 ", " MiB"),
    ("more than ", " levels", "超过 ", " 层"),
    ("more than ", " lines", "超过 ", " 行"),
    ("status ", "", "状态 ", ""),
    ("its process ended: ", "", "进程结束：", ""),
    ("took too long", "", "用时太长", ""),
    ("not an object", "", "不是对象", ""),
    ("a draft", "", "草稿", ""),
    ("a sitemap", "", "网站地图", ""),
    ("no item within the first megabytes", "", "开头几兆里没有一条", ""),
    ("no table of Z-BlogPHP articles", "", "没有 Z-BlogPHP 的文章表", ""),
    ("a database must be a file of its own", "", "数据库要单独一个文件", ""),
    ("an archive within an archive", "", "归档里套着归档", ""),
    ("not the head of an archive's entry", "", "不是归档的条目头", ""),
    ("an entry without size", "", "条目没有大小", ""),
    ("no Content-Length", "", "没有 Content-Length", ""),
    ("a head without end", "", "记录头没有结束", ""),
    ("another answer than was asked for", "", "答非所问", ""),
    ("a redirect to nowhere", "", "转向的地址是空的", ""),
    ("only http and https are fetched", "", "只取 http 和 https", ""),
    ("the host failed too often in this run", "", "这台主机这一次失败太多", ""),
    ("robots.txt forbids it", "", "robots.txt 不许取", ""),
    (
        "robots.txt cannot be had, and without it nothing is asked for",
        "",
        "robots.txt 取不到，没有它什么也不取",
        "",
    ),
    ("more than ", " redirects", "转向超过 ", " 次"),
    ("timeout: no whole answer within ", " s", "超时：", " 秒内没有收完"),
    ("no host of this name", "", "域名解析不到主机", ""),
    ("no connection", "", "连接不上", ""),
    ("no route to the host", "", "网络不通", ""),
    ("connection refused", "", "对方拒绝连接", ""),
    ("the connection was closed in the middle", "", "对方中途断开了连接", ""),
    ("not an answer of HTTP: ", "", "回答不合 HTTP：", ""),
    ("a broken compression: ", "", "压缩有误：", ""),
    ("not before ", "", "", " 之后再取"),
    ("no address", "", "没有写地址", ""),
    ("an address begins with http:// or https://", "", "地址要以 http:// 或 https:// 开头", ""),
    ("a private address; --allow-private permits it", "", "是内网地址，要取就加 --allow-private", ""),
    ("No such file or directory", "", "没有这个文件或目录", ""),
    ("Permission denied", "", "没有权限", ""),
    ("Is a directory", "", "这是一个目录", ""),
    ("No space left on device", "", "磁盘满了", ""),
    ("Too many open files", "", "打开的文件太多", ""),
    ("Too many levels of symbolic links", "", "符号链接绕成了圈", ""),
    ("File name too long", "", "文件名太长", ""),
    ("Input/output error", "", "读写出错", ""),
    ("not a regular file", "", "不是普通文件", ""),
    ("no page in it", "", "里面没有网页", ""),
    ("the first line: ", "", "第一行是 ", ""),
    ("database disk image is malformed", "", "数据库文件已损坏", ""),
    ("file is not a database", "", "不是数据库文件", ""),
    ("database is locked", "", "数据库正被占用", ""),
];

/// A detail in Chinese, as far as it is known.
pub fn chinese(detail: &str) -> Cow<'_, str> {
    // What the site asks for, behind the status that it answers with.
    if let Some((status, after)) = detail.split_once(", come back after ") {
        let is_count = after.bytes().all(|byte| byte.is_ascii_digit());
        return Cow::Owned(if is_count {
            format!("{status}，请过 {after} 秒再来")
        } else {
            format!("{status}，请在 {after} 之后再来")
        });
    }
    // `No such file or directory (os error 2)`
    let bare = detail.split_once(" (os error ").map_or(detail, |(said, _)| said);
    if let Some(counts) = bare.strip_suffix(" columns").and_then(|counts| counts.split_once(" cells under "))
    {
        return Cow::Owned(format!("表头有 {} 栏，这一行有 {} 格", counts.1, counts.0));
    }
    let known = DETAILS.iter().find_map(|(before, behind, begin, end)| {
        let named = bare.strip_prefix(before)?.strip_suffix(behind)?;
        let fits =
            if before.ends_with(' ') { behind.is_empty() || !named.contains(' ') } else { named.is_empty() };
        fits.then(|| format!("{begin}{named}{end}"))
    });
    known.map_or(Cow::Borrowed(detail), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_told_in_chinese_with_what_they_name() {
        for (detail, told) in [
            ("more than 8 MiB of markup", "标记超过 8 MiB"),
            ("more than 64 MiB", "超过 64 MiB"),
            ("more than 256 levels", "超过 256 层"),
            ("its process ended: signal: 9 (SIGKILL)", "进程结束：signal: 9 (SIGKILL)"),
            ("a draft", "草稿"),
            ("5 cells under 3 columns", "表头有 3 栏，这一行有 5 格"),
            ("database disk image is malformed", "数据库文件已损坏"),
            ("Too many levels of symbolic links (os error 40)", "符号链接绕成了圈"),
            ("the first line: 编号, 说 明", "第一行是 编号, 说 明"),
            ("more than 5 redirects", "转向超过 5 次"),
            ("timeout: no whole answer within 20 s", "超时：20 秒内没有收完"),
            ("503 Service Unavailable, come back after 3600", "503 Service Unavailable，请过 3600 秒再来"),
            ("not before 2026-12-01T12:00:00+08:00", "2026-12-01T12:00:00+08:00 之后再取"),
            ("No such file or directory (os error 2)", "没有这个文件或目录"),
            ("expected value at line 1 column 2", "expected value at line 1 column 2"),
            ("a draft of mine", "a draft of mine"),
            ("", ""),
        ] {
            assert_eq!(chinese(detail), told);
        }
    }
}
