//! The real binary on a pseudo-terminal, with an emulated terminal at the other end that answers as told.

use super::emulator::{Emulator, Orphan, Widths};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthChar;

/// How long anything may take that has no limit of its own: the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How the terminal answers to questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    Complete,
    None,
    Late(Duration),
    /// So many of them, and no more.
    Partial(usize),
}

/// What is wanted of a terminal and of the program in it.
pub struct Setup {
    pub columns: u16,
    pub rows: u16,
    /// Width and height of a cell in pixels, where the terminal says it.
    pub cell: (u16, u16),
    pub answers: Answers,
    /// Name and version of the terminal.
    pub version: &'static str,
    pub widths: Widths,
    pub variables: Vec<(&'static str, Option<&'static str>)>,
    pub arguments: Vec<String>,
    /// Run through `sh -c` with the binary's path as `$0`.
    pub shell: Option<&'static str>,
    pub controlling: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            columns: 80,
            rows: 24,
            cell: (0, 0),
            answers: Answers::Complete,
            version: "XTerm(379)",
            widths: Box::new(narrow),
            variables: Vec::new(),
            arguments: Vec::new(),
            shell: None,
            controlling: true,
        }
    }
}

/// Ambiguous characters take one column.
pub fn narrow(character: char) -> u8 {
    character.width().unwrap_or(0).min(2) as u8
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    emulator: Emulator,
    received: usize,
    /// While set, nothing more is read.
    paused: bool,
    closing: bool,
    ended: bool,
}

/// A running program and its terminal.
pub struct Terminal {
    shared: Arc<Shared>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Arc<Mutex<Option<Box<dyn Write + Send>>>>,
    child: Box<dyn Child + Send + Sync>,
    reader: Option<JoinHandle<()>>,
    before: String,
    _home: tempfile::TempDir,
}

impl Terminal {
    /// Starts the program and does not wait.
    pub fn start(setup: Setup) -> Self {
        let (pixel_width, pixel_height) = (setup.columns * setup.cell.0, setup.rows * setup.cell.1);
        let size = PtySize { rows: setup.rows, cols: setup.columns, pixel_width, pixel_height };
        let pair = native_pty_system().openpty(size).unwrap();
        let before = format!("{:?}", pair.master.get_termios().unwrap());
        let home = tempfile::tempdir().unwrap();
        let child = pair.slave.spawn_command(command(&setup, home.path())).unwrap();
        drop(pair.slave);
        let mut emulator = Emulator::new(setup.columns.into(), setup.rows.into(), setup.widths, Orphan::Keep);
        emulator.cell = (setup.cell.0.into(), setup.cell.1.into());
        emulator.version = setup.version;
        let state = State { emulator, received: 0, paused: false, closing: false, ended: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let source = pair.master.try_clone_reader().unwrap();
        let writer = Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap())));
        let (for_reader, answers_to) = (Arc::clone(&shared), Arc::clone(&writer));
        let reader = std::thread::spawn(move || read(source, &for_reader, setup.answers, &answers_to));
        Self { shared, master: Some(pair.master), writer, child, reader: Some(reader), before, _home: home }
    }

    /// Starts the program and waits for its first frame.
    pub fn open(setup: Setup) -> Self {
        let terminal = Self::start(setup);
        terminal.wait_for("a first frame", |emulator| {
            emulator.is_alternate() && emulator.frames > 0 && !emulator.text().is_empty()
        });
        terminal
    }

    /// Waits until the emulated terminal is as wanted.
    #[track_caller]
    pub fn wait_for(&self, what: &str, is_so: impl Fn(&Emulator) -> bool) {
        let end = Instant::now() + PATIENCE;
        let mut state = self.state();
        while !is_so(&state.emulator) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "no {what} in time; modes {:?}; screen:\n{}",
                state.emulator.modes,
                state.emulator.text()
            );
            state = self.shared.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    pub fn send(&self, bytes: &[u8]) {
        self.writer.lock().unwrap().as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Sends to a program that may have ended.
    pub fn offer(&self, bytes: &[u8]) {
        if let Some(writer) = self.writer.lock().unwrap().as_mut() {
            let _ = writer.write_all(bytes);
        }
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.state().emulator.resize(columns.into(), rows.into());
        self.resize_line(columns, rows);
    }

    /// A new size that only the line knows, for sizes that no emulator holds.
    pub fn resize_line(&self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Forgets faults that come from a screen of another size than the frame.
    pub fn forgive(&self) {
        self.state().emulator.faults.clear();
    }

    /// What `look` finds on the emulated terminal now.
    pub fn see<T>(&self, look: impl Fn(&Emulator) -> T) -> T {
        look(&self.state().emulator)
    }

    pub fn received(&self) -> usize {
        self.state().received
    }

    /// Waits until nothing more comes: what follows a start (a first read, a notice) takes its time.
    pub fn settle(&self) {
        let mut before = usize::MAX;
        while self.received() != before {
            before = self.received();
            std::thread::sleep(Duration::from_millis(700));
        }
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    /// The program's entry in `/proc`, also when a shell is between.
    pub fn program(&self) -> std::path::PathBuf {
        let pid = self.pid().as_raw_nonzero();
        let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap();
        let program = children.split_whitespace().next().map_or(pid.to_string(), str::to_owned);
        std::path::Path::new("/proc").join(program)
    }

    /// Whether the line is set as it was before the program began.
    pub fn line_is_as_before(&self) -> bool {
        format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap()) == self.before
    }

    /// Stops reading what the program writes, from the next byte on.
    pub fn pause_reading(&self) {
        self.state().paused = true;
    }

    pub fn go_on_reading(&self) {
        self.state().paused = false;
        self.shared.changed.notify_all();
    }

    /// Closes the terminal under the program. `wake` is something that makes the program write, so that
    /// whoever reads lets go.
    pub fn hang_up(&mut self, wake: &[u8]) {
        self.state().closing = true;
        self.send(wake);
        self.reader.take().unwrap().join().unwrap();
        drop(self.writer.lock().unwrap().take());
        drop(self.master.take());
    }

    /// The exit code, if the program ends within `limit`; 128 and more where a shell would say so.
    pub fn exit_code_within(&mut self, limit: Duration) -> Option<u32> {
        let end = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status.signal().map_or(status.exit_code(), |_| 1000));
            }
            if Instant::now() >= end {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until all that the ended program wrote was read.
    pub fn wait_for_end(&self) {
        let end = Instant::now() + PATIENCE;
        let mut state = self.state();
        while !state.ended {
            assert!(Instant::now() < end, "the terminal was not closed");
            state = self.shared.changed.wait_timeout(state, Duration::from_millis(50)).unwrap().0;
        }
    }

    /// The terminal as a shell would find it: modes, screen and line as before.
    #[track_caller]
    pub fn assert_given_back(&self) {
        assert!(self.line_is_as_before(), "the line is not as before");
        self.wait_for("screen given back", |emulator| emulator.is_as_before());
        self.see(|emulator| {
            assert_eq!(emulator.faults, Vec::<String>::new());
            assert_eq!(emulator.title, "before");
        });
    }

    /// How often the program's threads woke up so far, as Linux tells it.
    pub fn wake_ups(&self) -> u64 {
        let tasks = format!("/proc/{}/task", self.pid().as_raw_nonzero());
        let of = |task: std::io::Result<std::fs::DirEntry>| {
            let status = std::fs::read_to_string(task.unwrap().path().join("status")).unwrap();
            let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches")).unwrap();
            line.rsplit('\t').next().unwrap().trim().parse::<u64>().unwrap()
        };
        std::fs::read_dir(tasks).unwrap().map(of).sum()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The one-letter state of a process by its entry in `/proc`; `None` when there is none.
pub fn process_state(entry: &std::path::Path) -> Option<char> {
    let stat = std::fs::read_to_string(entry.join("stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

fn command(setup: &Setup, home: &std::path::Path) -> CommandBuilder {
    let binary = env!("CARGO_BIN_EXE_banxin");
    let mut command = match setup.shell {
        Some(script) => {
            let mut shell = CommandBuilder::new("/bin/sh");
            shell.args(["-c", script, binary]);
            shell
        }
        None => CommandBuilder::new(binary),
    };
    command.args(&setup.arguments);
    command.set_controlling_tty(setup.controlling);
    for name in ["LC_ALL", "LC_CTYPE", "TMUX", "STY", "SSH_CONNECTION", "NO_COLOR"] {
        command.env_remove(name);
    }
    let fixed = [("TERM", Some("xterm-256color")), ("LANG", Some("C.UTF-8")), ("RUST_BACKTRACE", Some("0"))];
    for (name, value) in fixed.iter().chain(&setup.variables) {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        }
    }
    for name in ["HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home);
    }
    command.cwd(home);
    command
}

/// Reads until the terminal is closed, shows it on the emulated screen and answers what was asked.
fn read(
    mut source: Box<dyn Read + Send>,
    shared: &Shared,
    answers: Answers,
    writer: &Arc<Mutex<Option<Box<dyn Write + Send>>>>,
) {
    let mut buffer = vec![0; 65536];
    let mut answered = 0;
    loop {
        let mut state = shared.state.lock().unwrap();
        while state.paused && !state.closing {
            state = shared.changed.wait(state).unwrap();
        }
        if state.closing {
            return;
        }
        drop(state);
        let count = source.read(&mut buffer).unwrap_or(0);
        let mut state = shared.state.lock().unwrap();
        state.received += count;
        state.emulator.feed(&buffer[..count]);
        state.ended = count == 0;
        let asked = std::mem::take(&mut state.emulator.answers);
        drop(state);
        shared.changed.notify_all();
        if count == 0 {
            return;
        }
        let most = match answers {
            Answers::None => 0,
            Answers::Partial(most) => most,
            _ => usize::MAX,
        };
        let given: String =
            asked.into_iter().take(most - answered.min(most)).inspect(|_| answered += 1).collect();
        answer(given, answers, writer);
    }
}

fn answer(text: String, answers: Answers, writer: &Arc<Mutex<Option<Box<dyn Write + Send>>>>) {
    let writer = Arc::clone(writer);
    let write = move || {
        if let Some(writer) = writer.lock().unwrap().as_mut() {
            let _ = writer.write_all(text.as_bytes());
        }
    };
    match answers {
        Answers::Late(delay) => drop(std::thread::spawn(move || {
            std::thread::sleep(delay);
            write();
        })),
        _ => write(),
    }
}
