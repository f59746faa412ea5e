//! The same failures and what to do about them, in Chinese.

use super::{FileKind, Reason, StoreError, shown};
use crate::locale::{Language, system_said};
use rusqlite::ErrorCode;

impl StoreError {
    /// The failure in a language, one line, harmless to a terminal.
    pub fn said(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.to_string(),
        }
    }

    /// What to do about it, where there is something.
    pub fn advice(&self, language: Language) -> Option<&'static str> {
        match language {
            Language::Chinese => self.chinese_hint(),
            Language::English => self.hint(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Unusable { path, kind, reason } => {
                format!("{} 不能当{}用：{}", shown(path), kind.chinese(), reason.chinese())
            }
            Self::Locked { path } => format!("另一个导入正在写 {}", shown(path)),
            Self::Interrupted => "这次查询已经停下".to_owned(),
            Self::TooSlow { path } => format!("查 {} 用时太长，已经停下", shown(path)),
            Self::Query(mistake) => format!("看不懂这个检索式：{}", mistake.fault.chinese()),
            Self::NotAList => "检索由索引回答，不是一张目录".to_owned(),
            Self::Content { path, .. } => format!("{} 里有一篇读不出来，存的内容坏了", shown(path)),
            Self::Sql { path, source, .. } => format!("读写 {} 时出错：{}", shown(path), sql(source)),
            Self::Io { path, source, .. } => {
                format!("读写 {} 时出错：{}", shown(path), system_said(source, Language::Chinese))
            }
        }
    }

    fn chinese_hint(&self) -> Option<&'static str> {
        match self {
            Self::Unusable { reason, .. } => reason.chinese_hint(),
            Self::Locked { .. } => Some("等它结束，或者用 --library 导入到另一个文件"),
            Self::Content { .. } => Some("重新取一份文库，或者把这一篇重新导入"),
            Self::Sql { source, .. } => match source.sqlite_error_code()? {
                ErrorCode::DiskFull => Some("腾出磁盘空间再做一遍：已经提交的都在"),
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some("文件坏了，重新取一份"),
                ErrorCode::DatabaseBusy => Some("别的程序正占着这个文件，稍后再试"),
                ErrorCode::ReadOnly => Some("文件或它所在的目录不能写"),
                _ => None,
            },
            Self::Query(_) => {
                Some("词、\"短语\"、标题:词、栏目:名、日期:2024-03..2024-09、-不要的词、这个|那个")
            }
            Self::Interrupted | Self::TooSlow { .. } | Self::NotAList | Self::Io { .. } => None,
        }
    }
}

impl FileKind {
    const fn chinese(self) -> &'static str {
        match self {
            Self::Library => "文库",
            Self::Desk => "书桌",
        }
    }
}

impl Reason {
    /// Why, in a language.
    pub fn said(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.to_string(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Absent => "没有这个文件".to_owned(),
            Self::Denied => "没有权限".to_owned(),
            Self::Folder => "这是一个目录".to_owned(),
            Self::Special(what) => format!("这不是普通文件（{what}）"),
            Self::Empty => "文件是空的".to_owned(),
            Self::NotDatabase => "这不是 SQLite 数据库，或者已经损坏".to_owned(),
            Self::Foreign { found, expected } => {
                format!("这是别的程序的数据库（标识 {found:#010x}，应为 {expected:#010x}）")
            }
            Self::Newer { found, supported } => {
                format!("它的格式 {found} 比这一版能读的 {supported} 新")
            }
            Self::Older { found, supported } => {
                format!("它的格式 {found} 比这一版能读的 {supported} 旧")
            }
            Self::NotBroughtUp { found, supported, said } => {
                format!("没能从格式 {found} 升到 {supported}：{said}；它和原来一样")
            }
            Self::Schema(difference) => format!("它的表与格式不符：{difference}"),
            Self::Unfinished => "上一次写到一半就断了，在不能写的地方补不回来".to_owned(),
            Self::Busy => "别的程序正在用它".to_owned(),
            Self::System(words) => words.clone(),
        }
    }

    const fn chinese_hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Absent => "看看名字对不对，或者用 banxin import 路径… 建一个文库",
            Self::Denied => "请文件的主人给你读的权限",
            Self::Folder | Self::Special(_) | Self::Empty | Self::NotDatabase | Self::Foreign { .. } => {
                "用 --library 指定 banxin import 建的那个文件"
            }
            Self::Newer { .. } => "换新版的 banxin",
            Self::Older { .. } => "用这一版往里导入一次，或者取一份新的",
            Self::NotBroughtUp { .. } => {
                "磁盘要是满了就腾出空间，否则重新取一份，或者把原来的东西导入到新的文件"
            }
            Self::Schema(_) => "从来处重新取一份",
            Self::Unfinished => "在能写的地方打开一次（banxin import 就行），再重新拷贝",
            Self::Busy => "等那个程序结束再试",
            Self::System(_) => return None,
        })
    }
}

/// What SQLite said; its own words where there are no others.
fn sql(error: &rusqlite::Error) -> String {
    let words = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "磁盘满了",
        Some(ErrorCode::DatabaseCorrupt) => "数据库坏了",
        Some(ErrorCode::NotADatabase) => "这不是数据库",
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "数据库正被占用",
        Some(ErrorCode::ReadOnly) => "数据库不能写",
        Some(ErrorCode::CannotOpen) => "打不开",
        Some(ErrorCode::SystemIoFailure) => "磁盘读写失败",
        Some(ErrorCode::OutOfMemory) => "内存不够",
        _ => return error.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;
    use std::path::PathBuf;

    #[test]
    fn what_is_said_names_the_file_and_is_chinese() {
        let path = PathBuf::from("馆\u{1b}[2J.db");
        let reasons = [Reason::Absent, Reason::Denied, Reason::Empty, Reason::Busy, Reason::Unfinished];
        for reason in reasons {
            let english = reason.to_string();
            let error = StoreError::unusable(&path, FileKind::Library, reason);
            assert!(error.chinese().contains("馆") && !error.chinese().contains(&english), "{error}");
            assert!(!error.chinese().contains('\u{1b}'), "{error}");
            assert!(error.chinese_hint().is_some());
        }
        let absent = std::io::Error::from(ErrorKind::NotFound);
        assert_eq!(
            StoreError::io(&path, "reading", absent).chinese(),
            "读写 馆[2J.db 时出错：没有这个文件或目录"
        );
    }
}
