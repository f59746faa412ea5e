//! Writes the generator's newspaper as JSON Lines, to measure whole programs on:
//! `BANXIN_BENCH_ARTICLES=100000 cargo bench --bench corpus -- articles.jsonl`.
#![expect(clippy::indexing_slicing, clippy::print_stderr, reason = "a bench, not a library")]

#[path = "support/generator.rs"]
mod generator;

use std::io::{BufWriter, Write};

fn main() -> std::io::Result<()> {
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) else {
        eprintln!("corpus: give a file to write to");
        return Ok(());
    };
    let articles =
        std::env::var("BANXIN_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000);
    let generator = generator::Generator::new(articles);
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    for number in 0..generator.len() {
        writeln!(file, "{}", generator::json_line(&generator.article(number)))?;
    }
    file.flush()
}
