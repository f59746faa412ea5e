//! What control characters and sequences do to the emulated terminal. All that is not here is a fault.

use super::{Grid, Screen};
use vte::{Params, Perform};

impl Perform for Screen {
    fn print(&mut self, character: char) {
        self.print_glyph(character);
    }

    fn execute(&mut self, byte: u8) {
        self.half_flag = None;
        match byte {
            b'\r' => self.x = 0,
            b'\n' => self.line_feed(),
            0x08 if self.wrap_pending => self.fault("a step back from beyond the last column".to_owned()),
            0x08 => self.x = self.x.saturating_sub(1),
            // A shell's beep and tabs, before and after the program.
            0x07 | b'\t' if !self.is_alternate() => {}
            _ => self.fault(format!("control {byte:#04x}")),
        }
        self.wrap_pending = false;
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _ignore: bool, action: char) {
        self.half_flag = None;
        let numbers: Vec<u16> = params.iter().map(|param| param.first().copied().unwrap_or(0)).collect();
        let first = numbers.first().copied().unwrap_or(0);
        let known = match (intermediates, action) {
            ([b'?'], 'h') => numbers.iter().all(|mode| self.set_mode(*mode)),
            ([b'?'], 'l') => numbers.iter().all(|mode| self.reset_mode(*mode)),
            ([], 'm') => self.sgr(params),
            ([], 't') => self.window(first),
            ([], 'n' | 'c') | ([b'>'], 'c' | 'q') => self.question(intermediates, first, action),
            ([], 'K' | 'J' | 'X') => self.erase(first, action),
            ([], _) => self.step(&numbers, action),
            _ => false,
        };
        if !known {
            let marks = String::from_utf8_lossy(intermediates);
            self.fault(format!("CSI {marks} {numbers:?} {action}"));
        }
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _bell_terminated: bool) {
        let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
        match params {
            [b"2", title] => self.title = text(title),
            [b"52", b"c", payload] => self.copied.push(text(payload)),
            _ => self.fault(format!("OSC {:?}", params.iter().map(|part| text(part)).collect::<Vec<_>>())),
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _ignore: bool, byte: u8) {
        // The end of a string, also where none is open.
        if !(intermediates.is_empty() && byte == b'\\') {
            self.fault(format!("ESC {}", char::from(byte)));
        }
    }

    fn hook(&mut self, _params: &Params, intermediates: &[u8], _ignore: bool, action: char) {
        if action == 'q' && intermediates.is_empty() && self.cell.0 > 0 {
            self.sixels = Some(Vec::new());
        } else {
            self.fault(format!("DCS {action}"));
        }
    }

    fn put(&mut self, byte: u8) {
        if let Some(sixels) = &mut self.sixels {
            sixels.push(byte);
        }
    }

    fn unhook(&mut self) {
        if let Some(sixels) = self.sixels.take() {
            self.draw(&String::from_utf8(sixels).unwrap());
        }
    }
}

impl Screen {
    /// Draws from the cursor's cell on. Where the cursor is then differs between terminals: here far away.
    fn draw(&mut self, sixels: &str) {
        let size: Option<Vec<usize>> = sixels
            .strip_prefix("\"1;1;")
            .and_then(|rest| rest.split('#').next())
            .map(|size| size.split(';').filter_map(|number| number.parse().ok()).collect());
        let (Some(&[width, height]), (across, down)) = (size.as_deref(), self.cell) else {
            return self.fault(format!("sixels without their size: {sixels:.40}"));
        };
        let (right, bottom) = (self.x + width / across, self.y + height / down);
        let known =
            |c: char| c.is_ascii_digit() || matches!(c, '?'..='~' | '#' | ';' | '!' | '$' | '-' | '"');
        let bands = sixels.matches('-').count() + 1;
        if width % across + height % down > 0 || !sixels.chars().all(known) || bands != height.div_ceil(6) {
            self.fault(format!("sixels of {width} by {height} in {bands} bands: {sixels:.40}"));
        }
        if right > self.grid.columns || bottom >= self.grid.rows {
            self.fault("sixels that may move the screen".to_owned());
        }
        self.drawn.extend((self.y..bottom).flat_map(|y| (self.x..right).map(move |x| (x, y))));
        self.drawings += 1;
        (self.x, self.y) = (self.grid.columns - 1, self.grid.rows - 1);
    }

    fn step(&mut self, numbers: &[u16], action: char) -> bool {
        let number = |place: usize| usize::from(numbers.get(place).copied().unwrap_or(0).max(1));
        let (last_x, last_y) = (self.grid.columns.saturating_sub(1), self.grid.rows.saturating_sub(1));
        match action {
            'H' => (self.x, self.y) = ((number(1) - 1).min(last_x), (number(0) - 1).min(last_y)),
            'G' => self.x = (number(0) - 1).min(last_x),
            'C' if self.wrap_pending => self.fault("a step from beyond the last column".to_owned()),
            'C' => self.x = (self.x + number(0)).min(last_x),
            _ => return false,
        }
        self.wrap_pending = false;
        true
    }

    fn erase(&mut self, first: u16, action: char) -> bool {
        if self.pen.on_blank() != super::Pen::default() {
            self.fault("erased with a background: terminals differ".to_owned());
        }
        if self.wrap_pending && action != 'J' {
            self.fault("erased from beyond the last column".to_owned());
        }
        let (columns, rows) = (self.grid.columns, self.grid.rows);
        match (action, first) {
            ('K', 0) if rows > 0 => {
                self.grid.erase(self.x, columns, self.y);
                self.uncover(self.x, columns);
            }
            ('X', _) if rows > 0 => {
                let end = (self.x + usize::from(first.max(1))).min(columns);
                self.grid.erase(self.x, end, self.y);
                self.uncover(self.x, end);
            }
            ('J', 2) => {
                (0..rows).for_each(|y| self.grid.erase(0, columns, y));
                self.drawn.clear();
            }
            _ => return rows == 0,
        }
        true
    }

    fn question(&mut self, intermediates: &[u8], first: u16, action: char) -> bool {
        let answer = match (intermediates, first, action) {
            ([], 6, 'n') => {
                self.cursor_questions += 1;
                format!("\x1b[{};{}R", self.y + 1, self.x + 1)
            }
            ([], 0, 'c') => "\x1b[?64;1;2;22c".to_owned(),
            ([b'>'], 0, 'c') => "\x1b[>41;379;0c".to_owned(),
            ([b'>'], 0, 'q') => format!("\x1bP>|{}\x1b\\", self.version),
            _ => return false,
        };
        self.answers.push(answer);
        true
    }

    fn window(&mut self, first: u16) -> bool {
        match first {
            22 => self.titles_kept.push(self.title.clone()),
            23 => match self.titles_kept.pop() {
                Some(title) => self.title = title,
                None => self.fault("no title was kept".to_owned()),
            },
            _ => return false,
        }
        true
    }

    fn set_mode(&mut self, mode: u16) -> bool {
        if mode == 1049 && !self.is_alternate() {
            let empty = Grid::new(self.grid.columns, self.grid.rows, self.orphan);
            let main = std::mem::replace(&mut self.grid, empty);
            self.main = Some((main, self.x, self.y));
        }
        if mode != 1049 {
            self.modes.insert(mode);
        }
        known_mode(mode)
    }

    fn reset_mode(&mut self, mode: u16) -> bool {
        if mode == 1049
            && let Some((main, x, y)) = self.main.take()
        {
            self.grid = main;
            (self.x, self.y) = (x, y);
        }
        if self.modes.remove(&mode) && mode == 2026 {
            self.frames += 1;
        }
        known_mode(mode)
    }

    fn sgr(&mut self, params: &Params) -> bool {
        let numbers: Vec<u16> = params.iter().flatten().copied().collect();
        let mut rest = numbers.as_slice();
        while let [first, others @ ..] = rest {
            rest = others;
            match *first {
                0 => self.pen = super::Pen::default(),
                1..=9 => self.pen.attributes |= 1 << first,
                22 => self.pen.attributes &= !(1 << 1 | 1 << 2),
                25 => self.pen.attributes &= !(1 << 5 | 1 << 6),
                23..=29 => self.pen.attributes &= !(1 << (first - 20)),
                30..=37 | 39 | 90..=97 => self.pen.foreground = u32::from(first % 39),
                40..=47 | 49 | 100..=107 => self.pen.background = u32::from(first % 49),
                38 | 48 => {
                    let taken = if rest.first() == Some(&5) { 2 } else { 4 };
                    let Some((color, others)) = rest.split_at_checked(taken) else { return false };
                    rest = others;
                    let color = color.iter().fold(1, |sum, part| sum << 8 | u32::from(*part));
                    let ground =
                        if *first == 38 { &mut self.pen.foreground } else { &mut self.pen.background };
                    *ground = color;
                }
                _ => return false,
            }
        }
        true
    }
}

/// Line wrap, cursor, mouse, alternate screen, bracketed paste, synchronized update.
fn known_mode(mode: u16) -> bool {
    matches!(mode, 7 | 25 | 1000 | 1006 | 1049 | 2004 | 2026)
}
