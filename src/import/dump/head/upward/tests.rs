use super::super::{Clock, read};
use crate::import::dump::line::lines;

/// A text of which the words come again in the first title.
const TEXT: &str = "三月五日，全县青年招聘会在体育馆举行，八十多家企业带着两千多个岗位到场，千余名求职者应聘。\n\n招聘会还设了咨询台，工作人员在现场答疑，求职者一边看一边问，直到傍晚才慢慢散去。";
const TITLE: &str = "青年招聘会开了 千余名求职者到场";

/// Title, sub-title, day, category and first words of the body of a page.
#[track_caller]
fn check(page: &str, expected: &str) {
    let page = page.replace("TITLE", TITLE).replace("TEXT", TEXT);
    let lines = lines(&page);
    let head = read(&lines, &Clock::default());
    let or = |value: Option<String>| value.unwrap_or_default().replace(TITLE, "TITLE");
    let date = head.facts.date.map(|(moment, _)| moment.day());
    let body = lines.get(head.body).map(|line| line.raw.chars().take(3).collect());
    let category = head.path.last().cloned().or(head.facts.category);
    let told = [or(head.title), or(head.subtitle), or(date), or(category), or(body)];
    assert_eq!(told.join("|"), expected, "{page}");
}

#[test]
fn long_lists_and_menus_above_a_title() {
    let list = "- 版心之外的一桩旧事\n".repeat(60);
    check(&format!("{list}TITLE\nTEXT"), "TITLE||||三月五");
    check(&format!("{list}TITLE\n2024-09-24 08:00\nTEXT"), "TITLE||2024-09-24||三月五");
    let menu = "版心之一\n\n".repeat(60);
    check(&format!("{menu}TITLE\n\n2024-09-24 来源：某报\n\nTEXT"), "TITLE||2024-09-24||三月五");
    // Another article's row of headlines.
    let row = "排字要闻 -排字间的老规矩又回来了还是没回来 -一张报纸要印多少份才算够本 -版心的大小由谁来定大家吵成一团 -天头和地脚之间隔着几行字";
    check(&format!("排字经济\n{row}\nTITLE\n某某网 2024年09月24日\nTEXT"), "TITLE||2024-09-24||三月五");
    // Little of the title comes again, and a list stands above it.
    check(&format!("{list}招聘季来到版心边上\nTEXT"), "招聘季来到版心边上||||三月五");
}

#[test]
fn pages_in_another_language_above_a_title() {
    check(
        "We are sorry that your browser does not support scripts. Please enable them in your browser.\n\nFont Setting :\n\n本厂新闻\n\n:::\nTITLE\n\n日期:113-09-24\n\nTEXT",
        "TITLE||2024-09-24|本厂新闻|三月五",
    );
    check("某某要闻\n\n本厂新闻\n\n2024-09-24\nTITLE\n\nTEXT", "TITLE||2024-09-24|本厂新闻|三月五");
}

#[test]
fn titles_below_the_buttons_of_a_digital_paper() {
    let buttons = "第03版：副刊 上一版 下一版\n2024年09月24日 星期二\n上一篇 下一篇 放大 缩小 默认\n\n";
    check(&format!("{buttons}排字琐记\n\nTEXT"), "排字琐记||2024-09-24|副刊|三月五");
    check(&format!("{buttons}图片新闻\n\nTEXT"), "图片新闻||2024-09-24|副刊|三月五");
    check(&format!("某某报业集团主办\n{buttons}排字琐记\nTEXT"), "排字琐记||2024-09-24|副刊|三月五");
    // The paper tells its day in vain.
    check("展开通版\n收缩通版\n当前版：03版\n发布日期：\nTITLE\n\nTEXT", "TITLE||||三月五");
    check("收缩通版\n当前版：03版\n发布日期：\n开栏的话\nTEXT", "开栏的话||||三月五");
    // A narrow column breaks it.
    check(
        &format!("{buttons}某某县青年招聘\n为求职者\n引来八十多家企业\n\nTEXT"),
        "某某县青年招聘为求职者引来八十多家企业||2024-09-24|副刊|三月五",
    );
}

#[test]
fn titles_that_are_right_stay() {
    check("一个句号能不能站在行首\n\nTEXT", "一个句号能不能站在行首||||三月五");
    check("某地时间 18:38 2024年09月24日 星期二\n\nTITLE\n\nTEXT", "TITLE||2024-09-24||三月五");
    check("TITLE\n\n500\n\n招聘，一个老词。\n\nTEXT", "TITLE||||500");
}

#[test]
fn lists_of_other_articles_above_a_title() {
    let other = "版心的大小由谁来定";
    let dated = format!("本厂公告\n{}", format!("{other} 2024-08-01\n").repeat(4));
    check(&format!("{dated}TITLE\n2024-09-24 来源：某报\nTEXT"), "TITLE||2024-09-24||三月五");
    check(&format!("{dated}一个句号能不能站在行首\n\nTEXT"), "一个句号能不能站在行首||||三月五");
    // Nothing of either is known, and so many lines are no title.
    let plain = "天头与地脚\n铅字的老规矩\n排字间的一天\n版心外面的字\n一行有多少字\n";
    check(&format!("{plain}一个句号能不能站在行首\n\nTEXT"), "一个句号能不能站在行首||||三月五");
    check(&format!("推荐阅读\n{plain}TITLE\n\nTEXT"), "TITLE||||三月五");
}

#[test]
fn what_a_page_says_of_itself_above_a_title() {
    for above in ["点亮版心 温暖铅字", "国内统一刊号：CN00-0000", "跳到主要內容區塊 Go To Center block"]
    {
        check(&format!("{above}\n\n一个句号能不能站在行首\n\nTEXT"), "一个句号能不能站在行首||||三月五");
        check(
            &format!("{above}\n\n一个句号能不能站在行首\n\n2024-09-24 08:00\n\nTEXT"),
            "一个句号能不能站在行首||2024-09-24||三月五",
        );
    }
}

#[test]
fn breadcrumbs_below_a_long_menu() {
    let menu = "版心之一\n\n".repeat(40);
    check(&format!("{menu}当前位置：首页>排印>版心\n\nTITLE\n\nTEXT"), "TITLE|||版心|三月五");
    check(
        &format!("{menu}某某网>>排印·标点\n\n一个句号能不能站在行首\n\n2024-09-24\n\nTEXT"),
        "一个句号能不能站在行首||2024-09-24|排印·标点|三月五",
    );
}

#[test]
fn titles_below_a_menu_that_the_text_does_not_know() {
    let menu = "首页\n排印\n标点\n铅字天地\n走进本厂\n投资指南\n互动交流\n".repeat(8);
    check(&format!("{menu}一个句号能不能站在行首\nTEXT"), "一个句号能不能站在行首||||三月五");
}

#[test]
fn headings_of_a_text_are_no_titles() {
    check("某某省招生考试网\n\n（一）求职者怎样到招聘会去\n\nTEXT", "某某省招生考试网||||（一）");
    check("版心之外\n\nTITLE\n\n求职者应聘\nTEXT", "TITLE||||求职者");
}

#[test]
fn places_above_a_title_where_nothing_is_apart() {
    check(
        "来源： 时间：2024-09-24 17:07\n某省某市\n一个句号能不能站在行首\n三月五日，全县青年招聘会在体育馆举行，八十多家企业带着两千多个岗位到场。",
        "一个句号能不能站在行首||2024-09-24||三月五",
    );
}

#[test]
fn nothing_of_a_text_is_passed_for_a_title_below_it() {
    let pictures = "招聘会的咨询台\n\n".repeat(6);
    check(
        &format!(
            "三月五日，全县青年招聘会在体育馆举行，千余名求职者到场应聘。\n\n{pictures}TITLE\n\nTEXT\n\nTEXT"
        ),
        "||||三月五",
    );
    // A second headline that the text knows is no first.
    check(
        "版心之歌\n\n——全县青年招聘会求职者到场侧记\n\n2024-09-24 来源：某报\n\nTEXT",
        "版心之歌|——全县青年招聘会求职者到场侧记|2024-09-24||三月五",
    );
}

#[test]
fn the_day_and_the_page_of_a_paper_above_a_title_in_a_list() {
    check("2024年09月24日 第08版:视觉\n• TITLE\n\nTEXT", "TITLE||2024-09-24|视觉|三月五");
}
