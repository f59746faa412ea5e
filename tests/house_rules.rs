//! The rules of the house, kept by tests: layers, sizes of files, what may write to a terminal, complete tables.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test reads its own sources")]

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file below a folder of the project, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder}");
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string()
}

#[test]
fn an_arrow_points_only_down() {
    let may_use: &[(&str, &[&str])] = &[
        ("text", &[]),
        ("news", &["text"]),
        ("store", &["news", "text"]),
        ("import", &["store", "news", "text", "locale"]),
        ("app", &["news", "text", "locale"]),
        ("ui", &["app", "news", "text", "locale"]),
        ("runtime", &["ui", "app", "store", "news", "text", "locale"]),
    ];
    let layers = ["text", "news", "store", "import", "app", "ui", "runtime", "cli", "config"];
    let mut wrong = Vec::new();
    for (layer, allowed) in may_use {
        for (path, text) in sources(&format!("src/{layer}")) {
            for other in layers.iter().filter(|other| *other != layer && !allowed.contains(other)) {
                for (number, line) in text.lines().enumerate() {
                    if line.contains(&format!("crate::{other}::"))
                        || line.contains(&format!("crate::{other};"))
                    {
                        wrong.push(format!("{}:{} uses {other}", name(&path), number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reader_behaves_without_io_and_the_screen_is_only_read() {
    let forbidden: &[(&str, &[&str])] = &[
        (
            "src/app",
            &["std::fs", "std::io", "std::thread", "rusqlite", "crossterm", "std::time", "ratatui::style"],
        ),
        ("src/ui", &["&mut App", "rusqlite", "std::fs", "std::thread", "Paragraph::new"]),
        ("src/store", &["crossterm", "ratatui"]),
        ("src/text", &["std::fs", "std::thread", "rusqlite", "ratatui", "crossterm"]),
        ("src/news", &["std::fs", "std::thread", "rusqlite", "ratatui", "crossterm"]),
    ];
    for (folder, words) in forbidden {
        for (path, text) in sources(folder).into_iter().filter(|(path, _)| !name(path).contains("/tests")) {
            for word in *words {
                assert!(!text.contains(word), "{} holds {word}", name(&path));
            }
        }
    }
}

#[test]
fn files_stay_readable() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= 400, "{} has {lines} lines: divide it", name(&path));
            let said = text.starts_with("//!") || path.ends_with("tests.rs");
            assert!(said, "{} does not open with what it is", name(&path));
        }
    }
}

#[test]
fn only_the_put_makes_cells_and_only_the_command_line_prints() {
    for (path, text) in sources("src") {
        let file = name(&path);
        if file.contains("/tests") {
            continue;
        }
        let code: String = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        if !file.starts_with("src/ui/put.rs") && !file.starts_with("src/ui/repair.rs") {
            assert!(!code.contains(".set_symbol(") && !code.contains(".set_char("), "{file} makes cells");
        }
        assert!(!code.contains("Wrap {") && !code.contains("Terminal::clear"), "{file} wraps or clears");
        for macro_name in ["println!(", "eprintln!(", "print!("] {
            let printed = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| line.contains(macro_name));
            assert!(!printed, "{file} prints");
        }
    }
}

#[test]
fn sql_is_never_made_from_text() {
    for folder in ["src/store", "src/import"] {
        for (path, text) in sources(folder).into_iter().filter(|(path, _)| !name(path).contains("/tests")) {
            for call in [
                "prepare(&format!",
                "prepare_cached(&format!",
                "execute(&format!",
                "execute_batch(&format!",
                "query_row(&format!",
            ] {
                assert!(!text.contains(call), "{} makes SQL from text", name(&path));
            }
        }
    }
}

#[test]
fn every_action_has_a_chinese_and_an_english_line_and_the_readme_has_the_keys() {
    use banxin::app::action::Action;
    use banxin::locale::Language;
    use strum::IntoEnumIterator;
    for action in Action::iter() {
        assert!(!action.english().is_empty(), "{}", action.name());
        assert!(
            Language::Chinese.action(action.name()).is_some_and(|line| !line.is_empty()),
            "{}",
            action.name()
        );
    }
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    assert!(
        readme.contains(banxin::cli::key_table().trim()),
        "the key table of the README is old: banxin generate keys"
    );
}

#[test]
fn keys_asked_for_in_the_code_exist_in_the_locale() {
    use banxin::locale::Language;
    let tables = [
        "pane.",
        "article.",
        "related.",
        "header.",
        "status.",
        "prompt.",
        "help.",
        "hint.",
        "info.",
        "order.",
        "notice.",
        "cli.",
        "import.",
        "doctor.",
        "calibration.",
    ];
    for (path, text) in sources("src") {
        for quoted in text.split('"').skip(1).step_by(2) {
            let is_key = tables.iter().any(|table| quoted.starts_with(table))
                && quoted.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-');
            if is_key {
                let key: &'static str = Box::leak(quoted.to_owned().into_boxed_str());
                assert_ne!(Language::Chinese.say(key), key, "{}", name(&path));
            }
        }
    }
}

#[test]
fn nothing_of_the_workshop_is_in_the_project() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in sources(folder) {
            for word in ["/wo".to_owned() + "rk/", "../sha".to_owned() + "red", "crates".to_owned() + ".io/"]
            {
                assert!(!text.contains(&word), "{} holds {word}", name(&path));
            }
        }
    }
}
