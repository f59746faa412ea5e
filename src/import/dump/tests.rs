//! Whole pages of our own writing, one for each kind.

use super::*;
use crate::news::Block;

/// 2026-01-15 at China's time.
const CAPTURED: i64 = 1_768_449_600;

fn read(text: &str) -> Article {
    let options = Options { captured_at: Some(CAPTURED), ..Options::default() };
    article(text, &options).unwrap()
}

fn kinds(article: &Article) -> String {
    article.body.blocks.iter().map(Block::kind).collect::<Vec<_>>().join(" ")
}

fn first_and_last(article: &Article) -> (String, String) {
    let words = |block: Option<&Block>| block.map(Block::plain).unwrap_or_default().chars().take(8).collect();
    (words(article.body.blocks.first()), words(article.body.blocks.last()))
}

#[test]
fn a_page_of_a_blog_with_everything_on_it() {
    let page = read(include_str!("pages/blog.txt"));
    assert_eq!(page.title.as_deref(), Some("一页纸的四边 各留多少才好看"));
    assert_eq!(page.author.as_deref(), Some("admin"));
    assert_eq!(page.published.unwrap().to_string(), "2024-09-24");
    assert_eq!(page.published_raw.as_deref(), Some("1年前 (2024-09-24)"));
    assert_eq!((page.category_path.as_slice(), page.views), (["排印杂谈".to_owned()].as_slice(), Some(88)));
    assert_eq!(kinds(&page), "p p p");
    assert_eq!(page.card.len(), 5);
    assert!(page.notice[0].starts_with("版权声明"));
    assert_eq!(page.url.as_deref(), Some("https://banxin.example/?id=12"));
    let titles: Vec<&str> = page.listed.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["订口与翻口的分别", "天头为什么比地脚宽!从线装书说起", "鱼尾"]);
    assert!(page.listed.iter().all(|item| item.excerpt.as_ref().is_some_and(|text| text.ends_with("..."))));
}

#[test]
fn a_page_of_a_portal_in_full_width() {
    let page = read(include_str!("pages/portal.txt"));
    assert_eq!(page.title.as_deref(), Some("新闻纸与书写纸，差在哪一道工序上"));
    assert_eq!(page.author.as_deref(), Some("甲某某"));
    assert_eq!((page.source_name.as_deref(), page.editor.as_deref()), (Some("某某时报网"), Some("乙某某")));
    assert_eq!(page.published.unwrap().to_string(), "2024-03-05T12:11:00+08:00");
    assert_eq!(page.category_path, ["印务", "纸张"]);
    assert_eq!((page.views, page.comments), (Some(1205), Some(6)));
    assert_eq!(page.tags, ["新闻纸", "施胶"]);
    assert_eq!(page.summary.as_deref(), Some("两种纸都从木浆来，差别在施胶。"));
    assert_eq!(kinds(&page), "p p h p h p");
    let ends = first_and_last(&page);
    assert_eq!((ends.0.as_str(), ends.1.as_str()), ("新闻纸不施胶，油", "纸抄成以后再过一"));
    assert_eq!(page.listed.len(), 2);
    assert_eq!(page.listed[1].title, "铜版纸为什么发亮");
    assert_eq!(page.listed[1].date.unwrap().to_string(), "2024-03-01");
}

#[test]
fn a_page_of_an_office() {
    let page = read(include_str!("pages/office.txt"));
    assert_eq!(page.title.as_deref(), Some("某市印刷管理办公室关于做好样书留存工作的通知"));
    assert_eq!(page.source_name.as_deref(), Some("某市印刷管理办公室"));
    assert_eq!(page.published.unwrap().to_string(), "2024-03-01");
    let text = page.body.plain();
    assert!(text.starts_with("各有关单位"), "{text}");
    assert!(text.contains("联系人：留存室") && text.contains("2024年2月20日"), "{text}");
    assert!(!text.contains("标识码") && !text.contains("扫一扫") && !text.contains("主办"), "{text}");
}

#[test]
fn captions_are_those_of_pictures() {
    let caption = "農民趁雨歇時採收青梅。（資料照）";
    let page = read(&format!(
        "一个句号能不能站在行首\n\n2024-09-24 10:11\n\n{caption}\n\n{caption}\n\n{TEXT}\n\n▲版心出到三百期，大家切蛋糕庆祝。（图／某处提供）\n\n{TEXT}好。\n\n他说了一句：\n\n版心不变。\n\n版心不变。"
    ));
    assert_eq!(kinds(&page), "img p img p p p p");
    assert_eq!(page.body.blocks[0].plain(), caption);
}

#[test]
fn captions_above_a_text() {
    let page = |above: &str| {
        let page =
            read(&format!("一个句号能不能站在行首\n\n2024-09-24 10:11\n\n{above}\n\n{TEXT}\n\n{TEXT}好。"));
        kinds(&page)
    };
    for caption in [
        "■排字房里的灯亮了一夜。 資料圖片",
        "◎ 学徒向师傅学排字。",
        "学徒把铅字摆好，等师傅来看。（某处提供）",
        "师傅和学徒。（某台图片）",
    ] {
        assert_eq!(page(caption), "img p p", "{caption}");
    }
    assert_eq!(page("排字房里的灯亮了一夜，师傅和学徒都没有睡。"), "p p p");
    assert_eq!(page("■先定版心，再排正文。\n\n■再定天头。\n\n■三定地脚。\n\n■四定字数。"), "p p p p p p");
    let placed = read(&format!(
        "老师傅：一页先定版心 再排正文和大小标题\n\n2024-09-24 10:11\n\n(某地)再排正文和大小标题\n\n{TEXT}\n\n{TEXT}好。"
    ));
    assert_eq!(kinds(&placed), "p p");
}

#[test]
fn what_stands_behind_a_text_is_none_of_it() {
    let items = "- 老桥的石板换了一半\n- 河滩上今晚有六组灯\n- 五个村的水渠都清过了";
    for behind in [
        "2023-03-05,11865| 2023-03-04,11857| 2023-03-03,11853| 2023-03-02,11845|",
        "出处站点: 某省 >> 某市 >> 某区 >> 某街道办事处",
        "海边的人 发表于 2024-11-2 21:40:05\n\n这个匾我小时候见过\n\n某某 发表于 2024-11-3 21:40:05\n\n顶一个",
        items,
        "热点图文\n近期更新",
    ] {
        let page =
            read(&format!("一个句号能不能站在行首\n\n2024-09-24 10:11\n\n{TEXT}\n\n{TEXT}好。\n\n{behind}"));
        assert_eq!(kinds(&page), "p p", "{behind}");
    }
    // What the text leads to, or speaks of, is its own.
    for behind in [items, "- 版心以外是天头\n- 版心之内排正文\n- 每一行的字数"] {
        let lead = if behind == items { "这些是：" } else { "" };
        let page = read(&format!(
            "一个句号能不能站在行首\n\n2024-09-24 10:11\n\n{TEXT}\n\n{TEXT}好。{lead}\n\n{behind}"
        ));
        assert_eq!(kinds(&page), "p p ul", "{behind}");
    }
}

#[test]
fn a_name_below_a_text_stands_before_an_account() {
    let page = |end: &str| {
        read(&format!("一个句号能不能站在行首\n\n作者：admin 2024-09-24\n\n{TEXT}\n\n{end}")).author
    };
    assert_eq!(page("（作者：王小三）").as_deref(), Some("王小三"));
    assert_eq!(page("").as_deref(), Some("admin"));
}

#[test]
fn a_page_without_blank_lines() {
    let page = read(include_str!("pages/dense.txt"));
    assert_eq!(page.title.as_deref(), Some("印刷所里的时钟为什么总要拨快十分钟"));
    assert_eq!((page.source_name.as_deref(), page.views), (Some("某某晚报"), Some(0)));
    assert_eq!(kinds(&page), "p p p");
    assert_eq!((page.card.len(), page.editor.as_deref()), (2, Some("某某")));
}

const TEXT: &str =
    "版心以外是天头和地脚。版心之内排正文、标题和图片，每一行的字数都由它来决定，所以要先算好。";

/// Author, category, first and last words of the body.
#[track_caller]
fn check(page: &str, expected: [&str; 4]) {
    let page = read(page);
    assert_eq!(page.title.as_deref(), Some("一个句号能不能站在行首"));
    let last = page.category_path.last().cloned().unwrap_or_default();
    let ends = first_and_last(&page);
    let found = [page.author.unwrap_or_default(), last, ends.0, ends.1];
    assert_eq!(found, expected);
}

#[test]
fn sections_names_and_summaries_around_the_title() {
    let [first, last] = ["版心以外是天头和", "版心以外是天头和"];
    check(
        &format!(
            "評論\n\n一个句号能不能站在行首\n\n2024/09/24, 評論\n張小三\n李小四\n\n我們想讓你知道的是\n\n句號不站行首\n\n{TEXT}"
        ),
        ["張小三、李小四", "評論", first, last],
    );
    check(
        &format!(
            "某某委员会\n\n一个句号能不能站在行首\n\n发布时间：2024-09-24 来源：某某社\n\n{TEXT}\n\n【打印】【关闭】"
        ),
        ["", "", first, last],
    );
    check(
        &format!(
            "某人的小站\n\n写字与排印\n\n2024年09月24日\n\n一个句号能不能站在行首\n\n{TEXT}\n\n作者:张小三 | 分类:标点 | 浏览:88 | 评论:0\n\n发表评论:"
        ),
        ["张小三", "标点", first, last],
    );
    check(
        &format!(
            "首页 科技 观点\n\n一个句号能不能站在行首\n\n某某观察 | 来源\n\nL小三 | 作者\n\n禁止二次转载\n\n{TEXT}"
        ),
        ["L小三", "观点", first, last],
    );
}

#[test]
fn names_and_notices_below_the_text() {
    let [first, last] = ["版心以外是天头和", "版心以外是天头和"];
    for (below, author) in [
        ("【记者】张小三\n\n【通讯员】李小四\n\n【校对】王小五", "张小三"),
        ("(图文:张小三 初审:李小四 编辑:王小五 审核:赵小六)", "张小三"),
        ("本文由 @张小三 原创发布于某某网。未经许可，禁止转载。\n\n题图来自某图库", "张小三"),
        ("(本文作者:张小三)\n\n本文属于原创文章,如若转载,请注明来源:某处", "张小三"),
        ("版权属于:某人\n本文链接:https://banxin.example/1", ""),
        ("某某网 | 原文链接 · 查看评论 · 新浪微博", ""),
        ("(张小三 摄)\n\n[责任编辑:王小五]", "张小三"),
        ("本报特约记者 张小三 摄", "张小三"),
        ("這些評論亮了\n某甲 發表於 2024-09-25\n這話說得對", ""),
    ] {
        let head = "一个句号能不能站在行首\n\n2024-09-24 10:11";
        check(&format!("{head}\n\n{TEXT}\n\n{below}\n"), [author, "", first, last]);
    }
}

#[test]
fn parts_that_are_lost_are_unknown() {
    let page = read("  版心以外是天头和地脚。版心之内排正文、标题和图片，每一行的字数都由它来决定。\n");
    assert_eq!((page.title, page.published, page.author), (None, None, None));
    assert_eq!(page.body.blocks.len(), 1);
    assert!(article("\n \n", &Options::default()).is_err());
    assert!(article("打印 关闭\n\n返回顶部\n", &Options::default()).is_err());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]
    #[test]
    fn any_page_is_survived(lines in proptest::collection::vec("[当前位置首页>：:来源作者 　\t•。，0-9年月日a-z（）()-]{0,30}", 0..30)) {
        let _ = article(&lines.join("\n"), &Options::default());
    }
}

#[test]
fn a_page_of_a_paper_between_two_mastheads() {
    let page = read(
        "2021年3月8日 星期\n“排字间里”\n老铅字重新上架\n\n本报讯通讯员张小三报道：县里的老印刷厂搬进了新厂房，旧机器摆进了展厅。\n\n\
         四万多个铅字，哪一个抽屉放哪一类，两位师傅说得清楚。\n\n2021年3月8日 星期\n\n第03版：版心 上一版3  4下一版",
    );
    assert_eq!(page.title.as_deref(), Some("“排字间里”老铅字重新上架"));
    assert_eq!((page.author.as_deref(), kinds(&page).as_str()), (Some("张小三"), "p p"));
}

#[test]
fn keywords_under_an_abstract_end_no_text() {
    let page = read(
        "版心的大小由谁来定\n\n来源：某某研究所   日期：2021年01月23日\n  摘  要：版心的大小由纸张定，也由字号定，两者之间有一个固定的比。这个比从线装书的时候就有，后来的人量过许多旧书，发现差不了几分。本文把几十种报纸的版心量了一遍，列成一张表，说明这个比在今天的报纸上还在，只是天头与地脚换了位置。\n\n\
         关键词：版心 纸张 墨色\n\n  版心的大小从来不是一个人定的，纸张先定了一半，字号又定了另一半。",
    );
    assert_eq!(kinds(&page), "p p");
    assert_eq!(page.tags, ["版心", "纸张", "墨色"]);
}

#[test]
fn a_site_and_its_section_above_the_title() {
    let page = read(
        "某某观察/动态\n\n版心的大小由谁来定\n\n文 | 张小三编辑 | 李小四\n\n版心的大小从来不是一个人定的，纸张先定了一半。\n\n编辑推介",
    );
    assert_eq!(page.title.as_deref(), Some("版心的大小由谁来定"));
    assert_eq!((page.author.as_deref(), page.editor.as_deref()), (Some("张小三"), Some("李小四")));
    assert_eq!(page.category_path.last().map(String::as_str), Some("动态"));
    assert_eq!(kinds(&page), "p");
}

#[test]
fn words_to_search_for_are_no_title() {
    let page = read(
        "新闻中心\n热门关键词: 铅字 书签\n预约参观：0511-85000000\n\n老印刷厂搬进新厂房\n发布:某某集团 时间:2026-01-02\n\n\
         县里的老印刷厂今年春天搬进了新厂房，旧机器一台一台擦干净。\n\n产品推荐",
    );
    assert_eq!(page.title.as_deref(), Some("老印刷厂搬进新厂房"));
    assert_eq!(kinds(&page), "p");
}

#[test]
fn who_wrote_it_is_said_in_many_places() {
    let more = "县里的老印刷厂今年春天搬进了新厂房，旧机器一台一台擦干净，摆进了一楼的展厅，都来看过。";
    let page = |byline: &str, end: &str| {
        read(&format!("一个句号能不能站在行首\n\n{byline}\n\n{TEXT}\n\n{more}{end}"))
    };
    let dated = "发布时间：2024-09-24";
    for (byline, end, author) in [
        ("发布者:系统管理员 发布时间:2024-09-24", "", ""),
        ("发布者:abc 发布时间:2024-09-24", "（宣传部 张小三 李小四）", "张小三 李小四"),
        ("某站影视 某国电影 2024-09-24 19:38 1", "\n\n图/李小四 文/张小三\n2024年9月24日", "张小三"),
        (dated, "\n\n张小三 李小四", "张小三 李小四"),
        (dated, "\n\n某某学院 张小三", "张小三"),
        (dated, "（文/张小三 图/李小四）", "张小三"),
        ("某某队 张小三", "", "张小三"),
        ("□ 张小三", "", "张小三"),
        ("by 张小三", "", "张小三"),
        ("文/图:张小三 2024-09-24", "", "张小三"),
        ("作者 / 张小三", "", "张小三"),
        ("学院举办首届原创铅字•现场排字大赛\n\n2024-09-24", "", ""),
        ("2024-09-24 08:00 “某某两会” 阅读次数:8", "", ""),
    ] {
        let page = page(byline, end);
        assert_eq!(page.author.unwrap_or_default(), author, "{byline}{end}");
        assert!(page.body.plain().starts_with("版心以外"), "{byline}{end}");
    }
    let told = page(dated, "（来源：某某網）");
    assert_eq!(told.source_name.as_deref(), Some("某某網"));
    let below = page("2024-09-24 10:01:54\n文章来源\n某某新闻社", "");
    assert_eq!(below.source_name.as_deref(), Some("某某新闻社"));
}

#[test]
fn a_text_may_tell_its_day() {
    let page = read(&format!("一个句号能不能站在行首\n\n【某某社2024年09月24日訊】{TEXT}\n\n{TEXT}好。"));
    assert_eq!(page.published.unwrap().to_string(), "2024-09-24");
    let page = read(&format!("一个句号能不能站在行首\n\n某某厂2024年9月24日搬进新厂房。{TEXT}"));
    assert_eq!(page.published, None);
}

#[test]
fn what_a_page_sets_within_a_text_is_no_text() {
    for line in
        ["我是廣告 請繼續往下閱讀", "相关阅读:老印刷厂搬进了新厂房", "分享到", "视频加载中...", "打 印"]
    {
        let page = read(&format!(
            "一个句号能不能站在行首\n\n2024-09-24 08:00\n\n{TEXT}\n\n{line}\n\n{TEXT}甲。\n\n{TEXT}乙。"
        ));
        assert_eq!(kinds(&page), "p p p", "{line}");
    }
}

#[test]
fn credits_below_a_lead_do_not_end_a_text() {
    let text = |what: &str| {
        format!(
            "{what}的事是另外一回事，先定纸，再算字，一页能排多少行，要看字有多大，行有多宽，谁也不能马虎。"
        )
    };
    let (first, second, third) = (text("版心"), text("天头"), text("地脚"));
    let lead = "有人写了一辈子的版心，写的都是小事，可没有这些小事，书是印不成的。";
    let page = format!(
        "版心和纸的来历\n\n{lead}\n\n撰文 | 王小三\n\n责编 | 李小四\n\n{first}\n\n{second}\n\n{third}"
    );
    let article = article(&page, &Options::default()).unwrap();
    let plain = article.body.plain();
    assert!(plain.contains(&third) && plain.contains(lead) && !plain.contains("责编"), "{plain}");
}
