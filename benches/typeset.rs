//! How long setting takes: an article, a long text of many paragraphs, and the same as one paragraph.

use banxin::text::{Measure, Script, Typesetter, Typography, WidthProfile, sanitize, typeset_plain};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

const PROSE: &str = include_str!("../src/text/typeset/tests/prose.txt");

/// About `bytes` bytes of prose, a paragraph a line.
fn prose(bytes: usize) -> String {
    PROSE
        .lines()
        .cycle()
        .scan(0, |size, line| {
            *size += line.len() + 1;
            (*size <= bytes + line.len()).then(|| format!("{line}\n"))
        })
        .collect()
}

fn set(setter: &Typesetter<'_>, text: &str) -> usize {
    let measure = Measure { columns: 76, first_indent: 4, hanging_indent: 0 };
    text.lines().map(|paragraph| setter.paragraph(paragraph, measure).len()).sum()
}

fn setting(c: &mut Criterion) {
    let profile = WidthProfile::narrow();
    let setter = Typesetter::new(&profile, Typography::default());
    let traditional =
        Typesetter::new(&profile, Typography { script: Script::Traditional, ..Typography::default() });
    let article = prose(10_000);
    let long = prose(1_000_000);
    let one_paragraph = long.replace('\n', "");

    let mut group = c.benchmark_group("setting");
    group.throughput(Throughput::Bytes(article.len() as u64));
    group.bench_function("article of 10 KB", |b| b.iter(|| set(&setter, black_box(&article))));
    group.bench_function("article of 10 KB, traditional", |b| {
        b.iter(|| set(&traditional, black_box(&article)));
    });
    group.sample_size(10);
    group.throughput(Throughput::Bytes(long.len() as u64));
    group.bench_function("1 MB", |b| b.iter(|| set(&setter, black_box(&long))));
    group.bench_function("1 MB in one paragraph", |b| b.iter(|| set(&setter, black_box(&one_paragraph))));
    group.bench_function("1 MB without a break", |b| {
        let solid = "x".repeat(1_000_000);
        b.iter(|| set(&setter, black_box(&solid)));
    });
    group.bench_function("1 MB of plain text", |b| {
        b.iter(|| typeset_plain(black_box(&long), 80, &profile).count());
    });
    group.bench_function("sanitize 1 MB", |b| b.iter(|| sanitize::text(black_box(&long)).len()));
    group.finish();
}

criterion_group!(benches, setting);
criterion_main!(benches);
