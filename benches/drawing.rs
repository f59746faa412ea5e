//! What a frame costs, in time and in bytes on the line, beside ratatui's own backend.
//!
//! The bytes are in the names: `cargo bench --bench drawing`.

use banxin::runtime::SteadyBackend;
use banxin::text::{Measure, SetLine, Typesetter, Typography, WidthProfile};
use banxin::ui::put::put_line;
use banxin::ui::repair;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};
use std::hint::black_box;

const SIZE: Size = Size { width: 120, height: 40 };

/// Invented, with the marks that a page has.
const PARAGRAPH: &str = "“版心”是一页里载文字的那块地方——天头、地脚、订口、切口都不算。铅排的时候，版心有多宽，\
一行就排多少个字；到了终端里，一个汉字占两列，四十个字正好八十列。2024年的一次测量里，27.3%的行末尾有标点……";

/// Three panes of text, scrolled by so many lines.
struct Page {
    lines: Vec<SetLine>,
}

impl Page {
    fn new(profile: &WidthProfile) -> Self {
        let setter = Typesetter::new(profile, Typography::default());
        let measure = Measure { columns: 56, first_indent: 4, hanging_indent: 0 };
        let lines = std::iter::repeat_n(PARAGRAPH, 40).flat_map(|text| setter.paragraph(text, measure));
        Self { lines: lines.collect() }
    }

    fn draw(&self, scrolled: usize) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
        let panes = [(0, 22, 3), (24, 82, 0), (84, 120, 7)];
        for (left, right, first) in panes {
            // Only the middle pane scrolls.
            let first = if left == 24 { scrolled } else { first };
            for (y, line) in (0..SIZE.height).zip(self.lines.iter().skip(first)) {
                let style = match y {
                    0 => Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD),
                    9 if left == 0 => Style::new().add_modifier(Modifier::REVERSED),
                    _ if left == 84 => Style::new().fg(Color::DarkGray),
                    _ => Style::new(),
                };
                put_line(&mut buffer, (left, y), right, line, style);
            }
        }
        repair(&mut buffer);
        buffer
    }
}

/// Draws the second frame over the first.
fn draw<B: Backend>(mut backend: B, before: &Buffer, after: &Buffer) -> bool {
    backend.draw(before.diff_iter(after)).is_ok() && backend.flush().is_ok()
}

fn steady<'a>(profile: &WidthProfile, line: &'a mut Vec<u8>) -> SteadyBackend<&'a mut Vec<u8>> {
    let profile = profile.clone();
    SteadyBackend::new(line, SIZE, move |symbol| profile.is_certain(symbol))
}

fn frames(criterion: &mut Criterion) {
    let profile = WidthProfile::narrow();
    let page = Page::new(&profile);
    let empty = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    let (first, next) = (page.draw(0), page.draw(1));
    let mut group = criterion.benchmark_group("frame");
    for (name, before, after) in [("a whole screen", &empty, &first), ("one line further", &first, &next)] {
        let mut line = Vec::new();
        draw(steady(&profile, &mut line), before, after);
        let id = BenchmarkId::new(name, format!("steady, {} bytes", line.len()));
        group.bench_function(id, |bencher| {
            bencher.iter(|| {
                line.clear();
                draw(steady(&profile, &mut line), before, after)
            });
        });
        line.clear();
        draw(CrosstermBackend::new(&mut line), before, after);
        let id = BenchmarkId::new(name, format!("stock, {} bytes", line.len()));
        group.bench_function(id, |bencher| {
            bencher.iter(|| {
                line.clear();
                draw(CrosstermBackend::new(&mut line), before, after)
            });
        });
    }
    group.bench_function("put and repair", |bencher| bencher.iter(|| black_box(page.draw(1))));
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
