//! The loop: waits for something to happen, updates for everything that has, draws once.
//!
//! No tick: an idle reader does not wake. The only timers are those that `app` asks for.

use super::calibration::{Outcome, calibrate};
use super::gallery::Gallery;
use super::inbox::Inbox;
use super::newsroom::Newsroom;
use super::terminal::{Mouse, Session, TerminalEvent, panic_if_asked};
use super::translate;
use crate::app::message::{Effect, Message, Reply, Timer};
use crate::app::{App, Start};
use crate::news::ArticleKey;
use crate::store::Interrupter;
use crate::ui;
use crate::ui::theme::Theme;
use crossbeam_channel::{Receiver, Sender, after, never, select, unbounded};
use ratatui::layout::Size;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The terminal is measured after so long, whether or not the place of the last time is known.
const FIRST_PLACE: Duration = Duration::from_millis(5);
/// The first frame waits so long for the first list.
const FIRST_FRAME: Duration = Duration::from_millis(150);
/// Drawing anew a second time within this time is another command.
const TWICE: Duration = Duration::from_millis(1500);
/// Messages handled before a frame is drawn.
const BATCH: usize = 2000;

/// The reader while it runs.
pub struct Reader {
    app: App,
    themes: Vec<Theme>,
    inbox: Arc<Inbox>,
    interrupt: Interrupter,
    replies: Receiver<Reply>,
    worker: Option<JoinHandle<()>>,
    /// What the worker is given when the frame has been drawn: woken before it, the worker runs on the core that
    /// draws as often as on another, and the frame waits for it. Before the terminal is open, what is to be done there too.
    owed: Vec<Effect>,
    timers: Vec<(Timer, Instant)>,
    started: Instant,
    leaving: bool,
    gallery: Gallery,
    /// When the screen was last drawn anew on demand: twice in a row asks for the calibration.
    redrawn: Option<Instant>,
    /// What came while the calibration was shown.
    pending: Option<TerminalEvent>,
}

impl Reader {
    /// Starts the worker, which reads while the terminal is being measured. A `named` article is opened wherever the
    /// reader was the last time.
    pub fn new(start: Start, themes: Vec<Theme>, newsroom: Newsroom, named: Option<ArticleKey>) -> Self {
        let (answers, replies) = unbounded();
        let inbox = Arc::new(Inbox::default());
        let interrupt = newsroom.interrupter();
        let (mut app, mut owed) = App::new(start);
        owed.extend(named.into_iter().flat_map(|key| app.open_named(key)));
        let worker = spawn_worker(newsroom, Arc::clone(&inbox), answers);
        let mut reader = Self {
            app,
            themes,
            inbox,
            interrupt,
            replies,
            worker,
            owed,
            timers: Vec::new(),
            started: Instant::now(),
            leaving: false,
            gallery: Gallery::default(),
            redrawn: None,
            pending: None,
        };
        reader.begin();
        reader
    }

    /// Asks for the place of the last time and then for the list there, so that the list is read while the terminal
    /// is being measured.
    fn begin(&mut self) {
        self.hand_over();
        if let Ok(reply) = self.replies.recv_timeout(FIRST_PLACE) {
            let effects = self.app.update(Message::Reply(reply), 0);
            self.owed.extend(effects);
            self.hand_over();
        }
    }

    /// Runs until the reader leaves; the exit code.
    pub fn run(mut self, session: &mut Session) -> std::io::Result<i32> {
        let events = session.events().clone();
        let (width, height) = session.size();
        self.app.cell = session.cell();
        self.app.drawing = session.drawing(self.app.drawing);
        self.app.set_terminal(Size { width, height }, session.profile().clone());
        // A paste comes as one, whatever is open: as keys it would do what its letters say.
        heard(session.paste_mode(true));
        for effect in std::mem::take(&mut self.owed) {
            self.perform(session, effect);
        }
        let mut code = 0;
        while !self.leaving {
            let ready = self.app.ready || self.started.elapsed() >= FIRST_FRAME;
            if ready && self.show(session).is_err() {
                // The terminal is gone or is to be given back: what is to be kept is kept all the same.
                let why = session.wait_for_quit();
                code = self.event(session, TerminalEvent::Quit(why));
                break;
            }
            self.hand_over();
            code = self.wait(session, &events);
        }
        self.finish();
        Ok(code)
    }

    /// Draws a frame, and what of pictures is to be given to the terminal before it and taken back after it.
    fn show(&mut self, session: &mut Session) -> std::io::Result<()> {
        for message in self.gallery.give(&mut self.app, session)? {
            self.message(session, message);
        }
        self.draw(session)?;
        Gallery::take_back(&mut self.app, session)
    }

    fn draw(&self, session: &mut Session) -> std::io::Result<()> {
        panic_if_asked("draw");
        let fallback = Theme::default();
        let theme = self.themes.get(self.app.settings.theme).unwrap_or(&fallback);
        let app = &self.app;
        session.draw(|frame| ui::draw(app, theme, frame))
    }

    /// Waits for one thing and handles everything that has happened by then.
    fn wait(&mut self, session: &mut Session, events: &Receiver<TerminalEvent>) -> i32 {
        if let Some(event) = self.pending.take() {
            return self.event(session, event);
        }
        let timeout = self.next_timeout();
        let replies = self.replies.clone();
        let mut code = 0;
        select! {
            recv(events) -> event => match event {
                Ok(event) => code = self.event(session, event),
                Err(_) => self.leaving = true,
            },
            recv(replies) -> reply => if let Ok(reply) = reply { self.message(session, Message::Reply(reply)) },
            recv(timeout) -> _ => self.run_timers(session),
        }
        for _ in 0..BATCH {
            if self.leaving || self.pending.is_some() {
                break;
            }
            if let Ok(reply) = self.replies.try_recv() {
                self.message(session, Message::Reply(reply));
            } else if let Ok(event) = events.try_recv() {
                code = self.event(session, event);
            } else {
                break;
            }
        }
        code
    }

    fn event(&mut self, session: &mut Session, event: TerminalEvent) -> i32 {
        match event {
            TerminalEvent::Quit(code) => {
                let now = self.now();
                let effects = self.app.leave(now);
                self.owed.extend(effects);
                self.leaving = true;
                return code;
            }
            TerminalEvent::Resumed => {
                self.message(session, Message::Resumed);
                heard(session.redraw_all());
            }
            TerminalEvent::Resize(width, height) => {
                heard(session.resize(width, height));
                self.app.cell = session.cell();
                self.message(session, Message::Resize(Size { width, height }));
            }
            TerminalEvent::Key(key) => {
                if let Some(key) = translate::key(key) {
                    self.message(session, Message::Key(key));
                }
            }
            TerminalEvent::Mouse(mouse) => {
                if let Some(message) = translate::mouse(mouse) {
                    self.message(session, message);
                }
            }
            TerminalEvent::Paste(text) => self.message(session, Message::Paste(text)),
        }
        0
    }

    fn message(&mut self, session: &mut Session, message: Message) {
        let now = self.now();
        let is_key = matches!(message, Message::Key(_));
        let effects = self.app.update(message, now);
        if is_key && !effects.contains(&Effect::Redraw) {
            // Twice in a row is twice with no other key between.
            self.redrawn = None;
        }
        for effect in effects {
            self.perform(session, effect);
        }
    }

    /// What concerns the terminal is done here; everything else goes to the worker, after the frame.
    fn perform(&mut self, session: &mut Session, effect: Effect) {
        match effect {
            Effect::Copy(text) => {
                let outcome = session.copy(&text);
                let words = translate::copied(self.app.language, &text, outcome);
                self.message(session, Message::Reply(Reply::Notice(words)));
            }
            Effect::SetTitle(title) => heard(session.set_title(&translate::title(&title))),
            Effect::Mouse(on) => {
                heard(session.set_mouse(if on { Mouse::On } else { Mouse::Off }));
            }
            Effect::StartTimer(timer, milliseconds) => {
                self.timers.retain(|(other, _)| *other != timer);
                self.timers.push((timer, Instant::now() + Duration::from_millis(milliseconds)));
            }
            Effect::Redraw => self.redraw(session),
            Effect::Suspend => {
                // What was done before it must not wait until the process goes on, if it ever does.
                self.hand_over();
                session.suspend();
            }
            Effect::Quit => self.leaving = true,
            other => self.owed.push(other),
        }
    }

    fn redraw(&mut self, session: &mut Session) {
        self.hand_over();
        heard(session.redraw_all());
        let again = self.redrawn.is_some_and(|at| at.elapsed() < TWICE);
        self.redrawn = (!again).then(Instant::now);
        if !again {
            return;
        }
        match calibrate(session, self.app.language) {
            Ok(Outcome::Answered(answer)) => {
                let (name, value) = answer.setting();
                self.owed.push(Effect::KeepSetting(name.into(), value.to_owned()));
                if let Some(profile) = answer.profile() {
                    let (width, height) = session.size();
                    heard(session.set_profile(profile.clone()));
                    self.app.set_terminal(Size { width, height }, profile);
                }
            }
            Ok(Outcome::Interrupted(event)) => self.pending = Some(event),
            // A terminal that is gone is noticed by its own watch.
            Ok(Outcome::Left) | Err(_) => {}
        }
        heard(session.redraw_all());
    }

    /// Gives the worker what it is to do; what concerns the terminal stays owed.
    fn hand_over(&mut self) {
        for effect in self.owed.extract_if(.., |effect| effect.is_work()) {
            self.inbox.put(effect, || self.interrupt.interrupt());
        }
    }

    fn next_timeout(&self) -> Receiver<Instant> {
        let timers = self.timers.iter().map(|(_, at)| *at);
        let first = (!self.app.ready).then(|| self.started + FIRST_FRAME);
        let next = timers.chain(first).chain(self.gallery.due()).min();
        next.map_or_else(never, |at| after(at.saturating_duration_since(Instant::now())))
    }

    fn run_timers(&mut self, session: &mut Session) {
        let now = Instant::now();
        let due: Vec<Timer> =
            self.timers.iter().filter(|(_, at)| *at <= now).map(|(timer, _)| *timer).collect();
        self.timers.retain(|(_, at)| *at > now);
        if !self.app.ready && self.started.elapsed() >= FIRST_FRAME {
            self.app.ready = true;
        }
        for timer in due {
            self.message(session, Message::TimedOut(timer));
        }
    }

    fn now(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }

    /// Lets the worker write what is to be kept.
    fn finish(&mut self) {
        self.hand_over();
        self.inbox.close();
        self.interrupt.interrupt();
        if let Some(worker) = self.worker.take() {
            // A worker that has panicked has already been reported by the panic hook.
            let _ = worker.join();
        }
    }
}

/// A terminal that cannot be written to is noticed by its own watch, which ends the loop; here is nothing to be done.
fn heard(_result: std::io::Result<()>) {}

fn spawn_worker(mut newsroom: Newsroom, inbox: Arc<Inbox>, answers: Sender<Reply>) -> Option<JoinHandle<()>> {
    let interrupt = newsroom.interrupter();
    let work = move || {
        while let Some(effect) = inbox.take(|| interrupt.forget()) {
            panic_if_asked("worker");
            for reply in newsroom.perform(effect) {
                if answers.send(reply).is_err() {
                    return;
                }
            }
        }
    };
    std::thread::Builder::new().name("newsroom".to_owned()).spawn(work).ok()
}
