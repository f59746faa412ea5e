use super::*;
use crate::news::Fidelity;

const PAGE: &str = "---
title: 半角与全角之间
subtitle: 一个字占几格
author: 编辑部·终端组
source: 版心样报
date: 2025-03-18 09:30
category: 文字与排印/标点
tags: [标点, 终端]
views: 1288
pinned: true
url: https://banxin.example/type/half-and-full
summary: 一句摘要。
related:
  - 另一篇的标题
  - 没有的一篇 | 它的摘要，到此为止……
card:
  - 联系：编辑部
notice:
  - 版权声明：样报所作。
---
第一段，**粗体**和*斜体*、`代码`，
还有[链接](https://banxin.example/a)。

## 小标题

1. 一
   - 一之一
2. 二

> 引文一
>
> 引文二

| 甲 | 乙 |
| -- | -- |
| `1` | **2** |

```rust
let a = \"字\";
```

![说明](images/a.png \"图注\")

---

one
two
";

#[test]
fn a_page_of_the_sample_comes_in_whole() {
    let article = article(PAGE, &Options::default()).unwrap();
    assert_eq!(article.title.as_deref(), Some("半角与全角之间"));
    assert_eq!(article.subtitle.as_deref(), Some("一个字占几格"));
    assert_eq!(article.author.as_deref(), Some("编辑部·终端组"));
    assert_eq!(article.source_name.as_deref(), Some("版心样报"));
    assert_eq!(article.published.unwrap().to_string(), "2025-03-18T09:30:00+08:00");
    assert_eq!(article.category_path, ["文字与排印", "标点"]);
    assert_eq!(article.tags, ["标点", "终端"]);
    assert_eq!((article.views, article.pinned, article.fidelity), (Some(1288), true, Fidelity::Export));
    assert_eq!(article.listed.len(), 2);
    assert_eq!(article.listed[1].title, "没有的一篇");
    assert_eq!(article.listed[1].excerpt.as_deref(), Some("它的摘要，到此为止……"));
    assert_eq!((article.card.len(), article.notice.len()), (1, 1));
    let shown: Vec<String> =
        article.body.blocks.iter().map(|block| format!("{}|{}", block.kind(), block.plain())).collect();
    assert_eq!(
        shown,
        [
            "p|第一段，粗体和斜体、代码，还有链接。",
            "h|小标题",
            "ol|一\n一之一\n二",
            "quote|引文一\n引文二",
            "table|甲\t乙\n1\t2",
            "pre|let a = \"字\";",
            "img|图注",
            "hr|",
            "p|one two"
        ]
    );
}

#[test]
fn styles_cover_their_words() {
    let article = article(PAGE, &Options::default()).unwrap();
    let Block::Paragraph(text) = &article.body.blocks[0] else { panic!("a paragraph") };
    let styled: Vec<&str> =
        text.spans.iter().filter_map(|span| text.text.get(span.start as usize..span.end as usize)).collect();
    assert_eq!(styled, ["粗体", "斜体", "代码", "链接"]);
    assert_eq!(text.spans[3].style, SpanStyle::Link("https://banxin.example/a".into()));
}

#[test]
fn without_a_head_the_first_heading_is_the_title() {
    let article = article("# 题\n\n正文。", &Options::default()).unwrap();
    assert_eq!((article.title.as_deref(), article.body.blocks.len()), (Some("题"), 1));
    assert!(super::article("---\nx: y\n---\n", &Options::default()).is_err());
}

#[test]
fn drafts_stay_out() {
    for head in ["draft: true", "published: false"] {
        let error = article(&format!("---\ntitle: 题\n{head}\n---\n文"), &Options::default()).unwrap_err();
        assert_eq!(error.reasons, [Reason::NotPublic], "{head}");
    }
    let toml = article("+++\ntitle = '题'\ndraft = true\n+++\n文", &Options::default());
    assert_eq!(toml.unwrap_err().reasons, [Reason::NotPublic]);
    assert!(article("---\ntitle: 题\ndraft: false\n---\n文", &Options::default()).is_ok());
}
