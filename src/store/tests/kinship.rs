//! Kinship on real files: what is near, what is a copy, and that it stays right as articles come and change.

use super::{Shop, import, source};
use crate::news::{Article, ArticleId, Body, Fidelity};
use crate::store::{Library, LibraryWriter, Prepared};

/// Sentences of four subjects, so that articles of one subject share words with each other and hardly any with the rest.
const SUBJECTS: [&[&str]; 4] = [
    &[
        "港口集装箱吞吐量创下新高",
        "码头岸桥昼夜装卸",
        "远洋班轮航线加密",
        "堆场闸口通行提速",
        "引航站安排大型船舶进港",
        "冷藏集装箱插座增加",
        "铁水联运列车直达码头",
        "海关查验场启用新设备",
        "拖轮护航巨轮靠泊",
        "航道疏浚工程完工",
    ],
    &[
        "果园柑橘进入采摘期",
        "农技员指导疏花疏果",
        "冷库预冷保鲜蜜桃",
        "葡萄架下安装滴灌",
        "合作社分拣线称重装箱",
        "果农学习嫁接新品种",
        "防雹网覆盖苹果园",
        "电商直播销售脐橙",
        "果酒作坊试酿梅子酒",
        "土壤检测给果树配肥",
    ],
    &[
        "图书馆延长自习室开放时间",
        "古籍修复师展示装帧",
        "读者证办理改为自助",
        "绘本阅览区添置坐垫",
        "盲文书库接受预约",
        "流动书车驶进山村小学",
        "馆藏方志完成数字扫描",
        "夜读沙龙讨论唐诗",
        "还书箱二十四小时开放",
        "志愿者整理书架索书号",
    ],
    &[
        "地铁隧道盾构机始发",
        "站台屏蔽门调试完毕",
        "换乘通道铺设盲道",
        "车辆段列检库封顶",
        "信号系统开始联调",
        "轨道打磨车夜间作业",
        "安检机识别违禁物品",
        "乘客闸机支持扫码",
        "通风空调机房安装风阀",
        "接触网送电成功",
    ],
];

/// The `number`-th article of the four subjects in turn: six of its sentences, chosen by the number.
fn report(number: usize) -> Article {
    let subject = SUBJECTS[number % SUBJECTS.len()];
    let paragraphs: Vec<String> = (0..6)
        .map(|at| {
            let sentence = subject[(number / 4 * 3 + at * (1 + number / 4 % 3)) % subject.len()];
            format!(
                "{sentence}，第{}批记录显示情况{}良好。",
                number * 7 + at,
                ["非常", "总体", "仍然"][(number + at) % 3]
            )
        })
        .collect();
    Article {
        title: Some(format!("{}（之{number}）", subject[number / 4 % subject.len()])),
        url: Some(format!("https://paper.example/{number}.html")),
        body: Body {
            blocks: paragraphs.into_iter().map(|text| crate::news::Block::Paragraph(text.into())).collect(),
        },
        fidelity: Fidelity::Export,
        ..Article::default()
    }
}

fn reports(numbers: std::ops::Range<usize>) -> Vec<Article> {
    numbers.map(report).collect()
}

/// The rows of what is near to the article in row `id`.
fn near(shop: &Shop, id: i64) -> Vec<i64> {
    shop.open().kin(ArticleId(id), 8).unwrap().iter().map(|kin| kin.id.0).collect()
}

/// How many of the articles near to each are of its subject.
fn share_of_own_subject(shop: &Shop, articles: i64) -> f64 {
    let (mut own, mut all) = (0, 0);
    for id in 1..=articles {
        for other in near(shop, id) {
            own += u32::from((other - id) % SUBJECTS.len() as i64 == 0);
            all += 1;
        }
    }
    assert!(all > articles as u32 * 3, "only {all} articles are near to any of {articles}");
    f64::from(own) / f64::from(all)
}

#[test]
fn articles_of_one_subject_are_near_and_say_why() {
    let shop = Shop::with(&reports(0..40));
    assert!(share_of_own_subject(&shop, 40) > 0.95);
    let library = shop.open();
    let kin = library.kin(ArticleId(1), 8).unwrap();
    assert!(kin.is_sorted_by(|one, other| one.score >= other.score - 0.3), "{kin:?}");
    let text = report(0).body.plain() + &report(0).title.unwrap();
    for near in kin {
        let theirs = report(near.id.0 as usize - 1);
        let theirs = theirs.body.plain() + &theirs.title.unwrap();
        assert!(!near.words.is_empty() && near.words.len() <= 3);
        for word in near.words {
            assert!(text.contains(&word) && theirs.contains(&word), "{word} is not in both");
            assert!(word.chars().count() > 1);
        }
    }
}

#[test]
fn by_and_by_is_as_good_as_at_once() {
    let shop = Shop::new();
    for start in (0..40).step_by(8) {
        import(&shop.path(), &reports(start..start + 8));
    }
    assert!(share_of_own_subject(&shop, 40) > 0.95);
    // The first articles know the last ones.
    assert!((1..=8).any(|id| near(&shop, id).iter().any(|other| *other > 32)));
}

#[test]
fn what_a_run_that_was_broken_off_left_is_taken_up_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut writer = LibraryWriter::open(&path).unwrap();
    writer.begin_run("test").unwrap();
    for article in reports(0..40) {
        writer.put(&Prepared::of(article, &source())).unwrap();
    }
    let summary = writer.break_off().unwrap();
    assert_eq!((summary.added, summary.settled), (40, true));
    let library = Library::open(&path).unwrap();
    assert_eq!((library.articles().unwrap(), library.health().unwrap().kinship_due), (40, 40));
    assert!(library.kin(ArticleId(1), 8).unwrap().is_empty());
    drop(library);
    import(&path, &[]);
    let library = Library::open(&path).unwrap();
    assert_eq!(library.health().unwrap().kinship_due, 0);
    let kin = library.kin(ArticleId(1), 8).unwrap();
    assert!(kin.iter().any(|kin| !kin.words.is_empty()), "{kin:?}");
}
