use super::*;

fn line(text: &str) -> Line {
    Line::read(text, 0).unwrap()
}

#[test]
fn papers_and_their_reporters() {
    assert!(is_affiliation(&line("(某某大学 法学院,某省 某市 475000)")));
    assert!(is_paper(&line("某某日报")) && is_paper(&line("第05版：文化")));
    assert!(!is_paper(&line("早报卖到了第三版，读者还在排队")));
    assert!(is_pen_name("小铅") && !is_pen_name("原创") && !is_pen_name("第05版"));
}
