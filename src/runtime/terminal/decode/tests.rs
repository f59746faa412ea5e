//! Bytes in, keys out.

use super::*;
use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;

fn decode(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::new();
    let mut found = VecDeque::new();
    decoder.feed(bytes, &mut found);
    found.into()
}

/// What is left half read, after waiting in vain.
fn give_up(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::new();
    let mut found = VecDeque::new();
    decoder.feed(bytes, &mut found);
    assert!(decoder.patience().is_some(), "nothing is half read in {bytes:?}");
    decoder.give_up(&mut found);
    assert_eq!(decoder.patience(), None);
    found.into()
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Event(TerminalEvent::Key(KeyEvent::new(code, modifiers)))
}

fn typed(text: &str) -> Vec<Input> {
    text.chars().map(|letter| keys::character(letter, KeyModifiers::NONE)).collect()
}

fn paste(text: &str) -> Input {
    Input::Event(TerminalEvent::Paste(text.to_owned()))
}

#[track_caller]
fn check(bytes: &str, code: KeyCode, modifiers: KeyModifiers) {
    assert_eq!(decode(bytes.as_bytes()), [key(code, modifiers)], "{bytes:?}");
}

#[test]
fn characters_and_controls() {
    let none = KeyModifiers::NONE;
    let control = KeyModifiers::CONTROL;
    check("j", KeyCode::Char('j'), none);
    check("J", KeyCode::Char('J'), KeyModifiers::SHIFT);
    check("中", KeyCode::Char('中'), none);
    check("𠮷", KeyCode::Char('𠮷'), none);
    check("\r", KeyCode::Enter, none);
    check("\t", KeyCode::Tab, none);
    check("\x7f", KeyCode::Backspace, none);
    check("\x08", KeyCode::Backspace, none);
    check("\n", KeyCode::Char('j'), control);
    check("\x0f", KeyCode::Char('o'), control);
    check("\x03", KeyCode::Char('c'), control);
    check("\0", KeyCode::Char(' '), control);
    check("\x1c", KeyCode::Char('\\'), control);
    check("\x1f", KeyCode::Char('_'), control);
    check("\x1bj", KeyCode::Char('j'), KeyModifiers::ALT);
    check("\x1b中", KeyCode::Char('中'), KeyModifiers::ALT);
    check("\x1b\r", KeyCode::Enter, KeyModifiers::ALT);
}

#[test]
fn function_keys_of_several_terminals() {
    let none = KeyModifiers::NONE;
    for (bytes, code) in [
        ("\x1b[A", KeyCode::Up),
        ("\x1bOB", KeyCode::Down),
        ("\x1b[H", KeyCode::Home),
        ("\x1b[1~", KeyCode::Home),
        ("\x1b[8~", KeyCode::End),
        ("\x1b[3~", KeyCode::Delete),
        ("\x1b[5~", KeyCode::PageUp),
        ("\x1b[6~", KeyCode::PageDown),
        ("\x1bOP", KeyCode::F(1)),
        ("\x1b[11~", KeyCode::F(1)),
        ("\x1b[[A", KeyCode::F(1)),
        ("\x1b[15~", KeyCode::F(5)),
        ("\x1b[17~", KeyCode::F(6)),
        ("\x1b[21~", KeyCode::F(10)),
        ("\x1b[24~", KeyCode::F(12)),
        ("\x1bOM", KeyCode::Enter),
        ("\x1bOp", KeyCode::Char('0')),
        ("\x1bOk", KeyCode::Char('+')),
    ] {
        check(bytes, code, none);
    }
    check("\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT);
    check("\x1b[1;3D", KeyCode::Left, KeyModifiers::ALT);
    check("\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL);
    check("\x1bOc", KeyCode::Right, KeyModifiers::CONTROL);
    check("\x1b[a", KeyCode::Up, KeyModifiers::SHIFT);
    check("\x1b[5^", KeyCode::PageUp, KeyModifiers::CONTROL);
    check("\x1b[27;5;105~", KeyCode::Char('i'), KeyModifiers::CONTROL);
    check("\x1b[105;5u", KeyCode::Char('i'), KeyModifiers::CONTROL);
    check("\x1b[13;2u", KeyCode::Enter, KeyModifiers::SHIFT);
}

#[test]
fn the_mouse() {
    let mouse = |kind, column, row, modifiers| {
        Input::Event(TerminalEvent::Mouse(MouseEvent { kind, column, row, modifiers }))
    };
    let none = KeyModifiers::NONE;
    let left = MouseButton::Left;
    assert_eq!(decode(b"\x1b[<0;1;1M"), [mouse(MouseEventKind::Down(left), 0, 0, none)]);
    assert_eq!(decode(b"\x1b[<0;300;2m"), [mouse(MouseEventKind::Up(left), 299, 1, none)]);
    assert_eq!(decode(b"\x1b[<65;9;8M"), [mouse(MouseEventKind::ScrollDown, 8, 7, none)]);
    assert_eq!(decode(b"\x1b[<80;9;8M"), [mouse(MouseEventKind::ScrollUp, 8, 7, KeyModifiers::CONTROL)]);
    assert_eq!(decode(b"\x1b[<32;2;2M"), [mouse(MouseEventKind::Drag(left), 1, 1, none)]);
    assert_eq!(decode(b"\x1b[<0;0;1M"), [], "columns begin at 1");
    assert_eq!(decode(b"\x1b[<0;1M\x1b[<;;M"), []);
    assert_eq!(decode(b"\x1b[M !!j"), typed("j"), "a report of the old kind is no keys");
}

#[test]
fn answers_are_no_keys() {
    assert_eq!(decode(b"\x1b[2;3R"), [Input::Answer(Answer::Cursor { row: 2, column: 3 })]);
    assert_eq!(decode(b"\x1b[?64;1;2c"), [Input::Answer(Answer::Attributes("64;1;2".to_owned()))]);
    assert_eq!(decode(b"\x1b[>84;0;0c"), [Input::Answer(Answer::SecondAttributes("84;0;0".to_owned()))]);
    assert_eq!(decode(b"\x1bP>|XTerm(379)\x1b\\"), [Input::Answer(Answer::Version("XTerm(379)".to_owned()))]);
    for late in [
        "\x1b[?2026;2$y",
        "\x1b[4;1$y",
        "\x1b[?1u",
        "\x1b[0n",
        "\x1b[8;24;80t",
        "\x1b[I",
        "\x1b[O",
        "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]11;rgb:ffff/ffff/ffff\x07",
        "\x1bP1$r0m\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b[201~",
        "\x1b[1 q",
    ] {
        assert_eq!(decode(format!("{late}j").as_bytes()), typed("j"), "{late:?}");
    }
}

#[test]
fn what_stays_half_is_given_up() {
    assert_eq!(give_up(b"\x1b"), [key(KeyCode::Esc, KeyModifiers::NONE)]);
    assert_eq!(give_up(b"\x1b["), [key(KeyCode::Char('['), KeyModifiers::ALT)]);
    assert_eq!(give_up(b"\x1bO"), [key(KeyCode::Char('O'), KeyModifiers::ALT | KeyModifiers::SHIFT)]);
    assert_eq!(give_up(b"\x1b]"), [key(KeyCode::Char(']'), KeyModifiers::ALT)]);
    assert_eq!(give_up(b"\x1b[1;"), []);
    assert_eq!(give_up(b"\x1b]11;rgb"), []);
    assert_eq!(give_up(b"\xe4\xb8"), []);
    assert_eq!(give_up(b"\x1b[M!"), []);
    assert_eq!(give_up(b"\x1b[200~abc"), [paste("abc")]);
    assert_eq!(give_up(b"\x1b[200~abc\x1b[20"), [paste("abc\x1b[20")]);
    assert_eq!(give_up(b"\x1b\x1b"), vec![key(KeyCode::Esc, KeyModifiers::NONE); 2]);
}

#[test]
fn something_new_breaks_off_what_was_half() {
    assert_eq!(decode(b"\x1b[1;\x1b[A"), [key(KeyCode::Up, KeyModifiers::NONE)]);
    assert_eq!(decode(b"\x1b[1;\rj"), [vec![key(KeyCode::Enter, KeyModifiers::NONE)], typed("j")].concat());
    assert_eq!(decode(b"\x1b]0;never ends\rj").last(), typed("j").last());
    assert_eq!(decode(b"\x1b]0;x\x1b[A"), [key(KeyCode::Up, KeyModifiers::NONE)]);
}

#[test]
fn bytes_that_are_no_text_are_dropped() {
    assert_eq!(
        decode(b"\xffa\xc3\x28\xe4\xb8b\x80\xf5\xc0\xafc"),
        typed("a(b").into_iter().chain(typed("c")).collect::<Vec<_>>()
    );
    assert_eq!(decode("\u{9b}31m".as_bytes()), typed("31m"), "a C1 control is no sequence");
    assert_eq!(decode(b"\xed\xa0\x80j"), typed("j"), "a surrogate");
}

#[test]
fn a_paste_is_one_event() {
    assert_eq!(
        decode("\x1b[200~中文\r\nq\x1b[201~j".as_bytes()),
        [vec![paste("中文\r\nq")], typed("j")].concat()
    );
    assert_eq!(decode(b"\x1b[200~\x1b[A\x1b\x1b[201~"), [paste("\x1b[A\x1b")]);
    assert_eq!(decode(b"\x1b[200~\x1b[201~"), [paste("")]);
    assert_eq!(decode(b"\x1b[200~\xff\x1b[201~"), [paste("\u{fffd}")]);
}

#[test]
fn a_paste_is_cut_between_characters() {
    let ten_megabytes = format!("\x1b[200~a{}\x1b[201~j", "字".repeat(3_500_000));
    let found = decode(ten_megabytes.as_bytes());
    let [Input::Event(TerminalEvent::Paste(text)), rest] = found.as_slice() else {
        panic!("{}", found.len())
    };
    assert_eq!(text.len(), PASTE_LIMIT, "1 + 3 n");
    assert!(text.ends_with('字'));
    assert_eq!(*rest, typed("j")[0]);
    let found = decode(format!("\x1b[200~ab{}\x1b[201~", "字".repeat(30_000)).as_bytes());
    let [Input::Event(TerminalEvent::Paste(text))] = found.as_slice() else { panic!("{}", found.len()) };
    assert_eq!(text.len(), PASTE_LIMIT - 2);
    assert!(text.ends_with('字'));
}

#[test]
fn an_unbracketed_paste_is_its_keys() {
    for length in [1023, 1024, 20_000] {
        assert_eq!(decode(&vec![b'x'; length]).len(), length);
    }
}

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => proptest::collection::vec(any::<u8>(), 0..40),
        1 => Just(b"\x1b[200~".to_vec()),
        1 => Just(b"\x1b[201~".to_vec()),
        1 => Just(b"\x1b]11;".to_vec()),
        1 => Just(b"\x1bP".to_vec()),
        1 => Just(b"\x1b[1;".to_vec()),
        1 => Just("中“".as_bytes().to_vec()),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn how_bytes_are_cut_does_not_matter(bytes in pieces(), cut in 1_usize..9) {
        let mut decoder = Decoder::new();
        let mut found = VecDeque::new();
        for piece in bytes.chunks(cut) {
            decoder.feed(piece, &mut found);
        }
        prop_assert_eq!(Vec::from(found), decode(&bytes));
    }

    #[test]
    fn after_any_rubbish_and_a_pause_the_next_key_works(bytes in pieces()) {
        let mut decoder = Decoder::new();
        let mut found = VecDeque::new();
        decoder.feed(&bytes, &mut found);
        if decoder.patience().is_some() {
            decoder.give_up(&mut found);
        }
        found.clear();
        decoder.feed(b"j", &mut found);
        prop_assert_eq!(Vec::from(found), typed("j"));
    }

    #[test]
    fn no_control_is_ever_typed_as_a_character(bytes in pieces()) {
        for input in decode(&bytes) {
            if let Input::Event(TerminalEvent::Key(KeyEvent { code: KeyCode::Char(letter), .. })) = input {
                prop_assert!(!letter.is_control());
            }
        }
    }
}
