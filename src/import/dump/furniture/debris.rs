//! What machines leave in a page: characters that keep copyists off, code, a help for old browsers in English.

use std::borrow::Cow;

/// Words of one such run, at least.
const WORDS: usize = 5;
/// Longest of them.
const WORD: usize = 2;
/// Lines with such runs, at least: one alone may be a formula.
const LINES: usize = 3;

/// Chinese characters of a line that holds a text in its markup, at least.
const HAN: usize = 30;

/// Whether a character is Chinese.
fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// A page without the runs of `k# u: u) p; t` that boards put before, behind and between the lines of a text.
pub fn without_runs(text: &str) -> Cow<'_, str> {
    if !text.contains(['`', '~', '^', '$', '#']) {
        return Cow::Borrowed(text);
    }
    let cut: Vec<&str> = text.lines().map(without_run).collect();
    let odd = |line: &str| line.contains(['`', '~', '^', '$', '#', '|', '@']);
    let changed: Vec<&str> =
        text.lines().zip(&cut).filter(|(line, cut)| line.len() > cut.len()).map(|(line, _)| line).collect();
    if changed.len() < LINES || !changed.iter().any(|line| odd(line)) {
        return Cow::Borrowed(text);
    }
    let kept = text.lines().zip(cut).filter(|(line, cut)| !cut.is_empty() || line.trim().is_empty());
    Cow::Owned(kept.map(|(_, cut)| cut).collect::<Vec<_>>().join("\n"))
}

/// One line without the run at its start or at its end.
fn without_run(line: &str) -> &str {
    let behind = run(line.trim_end().rsplit(' '));
    let line_end = line.trim_end();
    let line = if behind > 0 {
        line_end.get(..line_end.len().saturating_sub(behind)).unwrap_or_default()
    } else {
        line
    };
    let start = line.trim_start();
    let before = run(start.split(' '));
    let rest = if before > 0 { start.get(before.min(start.len())..).unwrap_or_default() } else { line };
    // The first word of a run is glued to the sentence.
    let glued = rest.trim_end();
    match glued.char_indices().next_back() {
        Some((at, last)) if behind > 0 && last.is_ascii_graphic() => {
            let kept = glued.get(..at).unwrap_or_default();
            if kept.ends_with(|c: char| !c.is_ascii()) { kept } else { glued }
        }
        _ => rest.trim(),
    }
}

/// Bytes of the run that words begin with; none where they are words of something.
fn run<'a>(words: impl Iterator<Item = &'a str>) -> usize {
    let short = |word: &&str| word.len() <= WORD && word.bytes().all(|byte| byte.is_ascii_graphic());
    let run: Vec<&str> = words.take_while(short).collect();
    let mixed = |word: &&&str| {
        word.len() == WORD
            && word.bytes().filter(u8::is_ascii_alphanumeric).count() == 1
            && !word.contains(['.', ','])
    };
    if run.len() < WORDS || run.iter().filter(mixed).count() < 2 {
        return 0;
    }
    run.iter().map(|word| word.len() + 1).sum()
}

/// A page without the markup that some of its lines were stored with: paragraphs of text, and not of a lesson in markup.
pub fn without_markup(text: &str) -> Cow<'_, str> {
    let marked =
        |line: &str| line.matches("</p>").count() >= 2 && line.chars().filter(|c| is_han(*c)).count() >= HAN;
    if !text.contains("</p>") || !text.lines().any(marked) {
        return Cow::Borrowed(text);
    }
    let bare = |line: &str| {
        let mut kept = String::with_capacity(line.len());
        let mut parts = line.split('<');
        kept.push_str(parts.next().unwrap_or_default());
        for part in parts {
            match part.split_once('>').filter(|(tag, _)| tag.is_ascii()) {
                Some((tag, words)) => {
                    let block = ["/p", "br", "/h", "/div", "/li"].iter().any(|end| tag.starts_with(end));
                    kept.push_str(if block { "\n\n" } else { "" });
                    kept.push_str(words);
                }
                None => kept.extend(["<", part]),
            }
        }
        kept
    };
    let lines = text.lines().map(|line| if marked(line) { bare(line) } else { line.to_owned() });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// A line of a style sheet, of a script or of markup.
pub fn is_code(text: &str) -> bool {
    let signs = text.contains(['{', '}', '<', ';']);
    if !signs || text.chars().any(is_han) {
        return false;
    }
    let text = text.trim();
    let tag = text.starts_with('<') && text.ends_with('>');
    let rule = text.contains('{') && (text.contains(':') || text.ends_with('{'));
    let called = text.ends_with([';', '}']) && text.contains('(') && text.contains(')');
    let set = text.ends_with(';') && (text.contains('=') || text.contains(": "));
    tag || rule || called || set
}

/// A help for browsers that know no scripts, above a text in Chinese.
pub fn helps_browsers(text: &str) -> bool {
    const ABOUT: [&str; 5] = ["avaScript", "avascript", "Ctrl", "rowser", "brower"];
    const SAYS: [&str; 8] = ["support", "nable", "ress ", "pgrade", "djust", "turned o", "not work", "size"];
    let starts = text.bytes().next().is_some_and(|byte| byte.is_ascii());
    starts
        && ABOUT.iter().any(|word| text.contains(word))
        && SAYS.iter().any(|word| text.contains(word))
        && !text.chars().any(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_against_copyists_go() {
        let page = "版心。- X6 e2 R( B$ l- r) M$ X\n\n: q r _# S\" F1 ? D0 |& b: A7\n天头。\n( h' a% q- k! J% v 其间，地脚。\n1 s+ @2 k# u: u) `: t) p; t";
        assert_eq!(without_runs(page), "版心。\n\n天头。\n其间，地脚。");
        for page in ["x + y = z - 1\n版心 A. B. C. D. E.\n$ a b", "版心 # 天头", "f( x) + g( y) = h( z)"]
        {
            assert_eq!(without_runs(page), page);
        }
    }

    #[test]
    fn markup_around_a_text_goes() {
        let text = "版心以外是天头和地脚，版心之内排正文、标题和图片，每一行的字数都由它来决定。";
        let page = format!("版心\n<p class=\"a\"><b>{text}</b></p><p>先定纸，a < b。</p>");
        assert_eq!(without_markup(&page), format!("版心\n{text}\n\n先定纸，a < b。\n\n"));
        let lesson = "写作 <p>一段</p> 和 <p>又一段</p> 这样。";
        assert_eq!(without_markup(lesson), lesson);
    }

    #[test]
    fn code_and_helps() {
        for text in ["</br>", "a { width: 30px; }", "@media print {", "go(1);", "var a = 1;"] {
            assert!(is_code(text), "{text}");
        }
        for text in ["版心 { 天头 }", "a; b; c", "<版心>", "Set in type; then printed."] {
            assert!(!is_code(text), "{text}");
        }
        assert!(helps_browsers("Your browser does not support JavaScript!"));
        assert!(helps_browsers("Please Press Ctrl + P to print"));
        assert!(!helps_browsers("您的浏览器不支持 JavaScript") && !helps_browsers("A browser for type"));
    }
}
