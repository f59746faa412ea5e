//! Libraries for tests: the embedded sample, made once a process, and small ones of known articles.

use banxin::import::sample;
use banxin::news::{Article, Block, Body, Fidelity, Listed, Moment, Precision};
use banxin::store::{LibraryWriter, Prepared, Source};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The sample library.
pub fn sample_library() -> &'static Path {
    static SAMPLE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = SAMPLE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.db");
        sample::make(&path).unwrap();
        (folder, path)
    });
    path
}

/// An article with a title, a category path, a day of 2024 and paragraphs.
pub fn article(title: &str, category: &str, day: u32, paragraphs: &[&str]) -> Article {
    Article {
        title: Some(title.to_owned()),
        author: Some("编辑部".to_owned()),
        category_path: category.split('/').map(ToOwned::to_owned).collect(),
        published: Some(Moment { unix: 1_704_038_400 + i64::from(day) * 86_400, precision: Precision::Day }),
        url: Some(format!("https://banxin.example/{title}")),
        body: Body { blocks: paragraphs.iter().map(|text| Block::Paragraph((*text).into())).collect() },
        fidelity: Fidelity::Export,
        ..Article::default()
    }
}

/// Makes an article list others as related; `title | excerpt` for one that is not held.
pub fn listing(mut article: Article, related: &[&str]) -> Article {
    article.listed = related
        .iter()
        .map(|entry| {
            let (title, excerpt) =
                entry.split_once(" | ").map_or((*entry, None), |(title, rest)| (title, Some(rest)));
            Listed { title: title.to_owned(), excerpt: excerpt.map(ToOwned::to_owned), ..Listed::default() }
        })
        .collect();
    article
}

/// Writes articles into a library.
pub fn write_library(path: &Path, articles: Vec<Article>) {
    let mut writer = LibraryWriter::open(path).unwrap();
    writer.begin_run("test").unwrap();
    for article in articles {
        writer.put(&Prepared::of(article, &Source { name: "试刊".to_owned(), base_url: None })).unwrap();
    }
    writer.finish().unwrap();
}

const LONG: &str = "版面上的一段话，写得长一些，好让它在窄窄的一栏里折成许多行，读的人才有地方可以滚动。";

/// Twelve articles in two categories; the first lists the second, one that is missing, and the third.
pub fn town() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.db");
    let mut articles = vec![listing(
        article("河道清淤今天开工", "本地/水务", 200, &[LONG; 30]),
        &["老桥修好了", "一篇馆里没有的 | 原文里写着的一段摘要", "菜场搬到新址"],
    )];
    articles.push(article("老桥修好了", "本地/水务", 190, &[LONG; 20]));
    articles.push(article("菜场搬到新址", "本地/商业", 180, &[LONG; 20]));
    articles.extend((0..9).map(|n| article(&format!("第{n}号简讯"), "快讯", 100 - n, &["一句话新闻。"])));
    write_library(&path, articles);
    (folder, path)
}

/// An event in five reports over three weeks, a copy of the second, and a dozen articles about other things.
pub fn saga() -> (TempDir, PathBuf) {
    const REPORTS: [(&str, u32, &[&str]); 5] = [
        (
            "双溪大桥今晨封闭检修",
            10,
            &["双溪大桥今晨起封闭检修，桥面伸缩缝要全部更换。", "双溪大桥通车已有三十年，日均车流四万辆。"],
        ),
        (
            "双溪大桥检修绕行方案公布",
            13,
            &[
                "双溪大桥封闭检修期间，货车经外环绕行。",
                "双溪大桥两端增设渡船，居民凭证免费乘坐渡船。",
                "公交七路改走外环。",
            ],
        ),
        (
            "双溪大桥伸缩缝更换过半",
            18,
            &["双溪大桥封闭检修进入第八天，伸缩缝更换过半。", "工人夜间浇筑混凝土，白天养护。"],
        ),
        (
            "双溪大桥检修发现拉索锈蚀",
            22,
            &["双溪大桥封闭检修中发现两根拉索锈蚀。", "拉索将运来更换，工期延长五天。"],
        ),
        (
            "双溪大桥恢复通车",
            30,
            &["双溪大桥封闭检修结束，今天恢复通车。", "新的拉索通过荷载试验，伸缩缝平整无声。", "渡船停航。"],
        ),
    ];
    const OTHERS: [&str; 12] = [
        "果园里的桃子熟了",
        "图书馆夜间开放",
        "中学举行运动会",
        "菜场新添冷柜",
        "剧团下乡演出",
        "河滩种下柳树",
        "邮局搬到街口",
        "棋院招收学员",
        "面馆换了招牌",
        "水文站测得新高",
        "陶窑重新点火",
        "戏台修缮一新",
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("saga.db");
    let mut articles: Vec<Article> = OTHERS
        .iter()
        .zip(1..)
        .map(|(title, day)| article(title, "快讯", day * 2, &[&format!("{title}，街坊都去看了。"), LONG]))
        .collect();
    articles.extend(REPORTS.iter().map(|(title, day, text)| article(title, "交通", *day, text)));
    write_library(&path, articles);
    (folder, path)
}

/// Four quiet weeks, then a week with five reports about a dragon boat race.
pub fn festival() -> (TempDir, PathBuf) {
    const QUIET: [&str; 8] = ["果园", "图书馆", "菜场", "剧团", "河滩", "邮局", "棋院", "陶窑"];
    const RACE: [&str; 5] =
        ["今晨在南湖下水试划", "报名截止四十队", "鼓手排练到深夜", "看台搭在东岸", "决赛改在下午"];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("festival.db");
    let quiet = |n: u32| {
        let place = QUIET[n as usize % QUIET.len()];
        let text = format!("{place}第{n}天照常开门，来的人和昨天差不多。{place}的看门人说，一切如常。");
        article(&format!("{place}照常开门（{n}）"), "快讯", n, &[&text])
    };
    let race = |(n, what): (u32, &str)| {
        let text = format!("龙舟赛{what}。老人们说，龙舟赛多年没有这样热闹，龙舟也是新造的。");
        article(&format!("龙舟赛{what}"), "民俗", 30 + n, &[&text])
    };
    let articles = (0..32).map(quiet).chain((0..).zip(RACE).map(race)).collect();
    write_library(&path, articles);
    (folder, path)
}
