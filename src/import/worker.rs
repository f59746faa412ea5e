//! Web pages, and pictures, read in processes of their own: a parser that overflows its stack, eats the memory or never ends is one
//! failed item, because a thread cannot be killed and an abort cannot be caught.
//!
//! Each thread of a run keeps one such process and gives it one page after the other: a header in JSON, the markup;
//! back comes the article or the reasons why there is none. The process knows no files and no library.

mod renewal;
mod wire;

use super::error::{ImportError, Reason};
use super::html::{self, Known};
use super::normalize;
use super::options::Options;
use super::picture::{self, PictureSource, Small};
use crate::news::Article;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use wire::{MESSAGE, message, send};

/// Argument that makes this program such a process.
const COMMAND: &str = "import-worker";
/// Longest time for one page, where the run names none.
const DEADLINE: Duration = Duration::from_secs(10);
/// What is asked of a pipe at once: most answers, bytes.
const CHUNK: usize = 16 << 10;
/// Memory of such a process, bytes of address space.
const MEMORY: u64 = 1 << 30;
/// The allocator reserves its address space in pieces, a gibibyte each where nothing is said: then the limit leaves
/// nothing for the page, in one process of twelve. KiB.
const PIECE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "65536");
/// What one page left free the next one takes; given back at once it would be fetched again page after page. ms.
const KEPT: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "20");

/// What is asked; the markup or the picture follows.
#[derive(Debug, Serialize, Deserialize)]
enum Request {
    Page(Header),
    Picture,
}

/// What is said before the markup.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    url: Option<String>,
    captured_at: Option<i64>,
    base_url: Option<String>,
    run_captured_at: Option<i64>,
    offset: Option<i32>,
    source: Option<String>,
}

/// What comes back.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Article(Box<Article>, Vec<PictureSource>),
    /// Width and height of a small copy, which follows; `None` where there is none to be made.
    Copy(Option<(u16, u16)>),
    Refused {
        reasons: Vec<Reason>,
        detail: String,
    },
}

/// A page that was read.
#[derive(Debug)]
pub struct Page {
    /// Its article, within all caps.
    pub article: Article,
    /// Where its pictures are.
    pub pictures: Vec<PictureSource>,
}

thread_local! {
    static EXTRACTOR: RefCell<Option<Extractor>> = const { RefCell::new(None) };
}

/// Reads one page, in a process where the run names a program for it.
pub fn read(markup: &str, known: &Known, options: &Options) -> Result<Page, ImportError> {
    match asked(&Request::Page(Header::of(known, options)), markup.as_bytes(), options) {
        // Where no process can be made, the gate and the caps alone have to do.
        None => here(markup, known, options),
        Some(Ok((Answer::Article(article, pictures), _))) => Ok(Page { article: *article, pictures }),
        Some(answered) => Err(refused(answered)),
    }
}

/// Makes a small copy of a picture, in such a process likewise; `None` where it is none of a known kind.
pub fn shrink(bytes: &[u8], options: &Options) -> Result<Option<Small>, ImportError> {
    let copied = match asked(&Request::Picture, bytes, options) {
        None => return picture::shrink(bytes).map_err(picture::bad),
        Some(Ok((Answer::Copy(size), jpeg))) => {
            return Ok(size.map(|(width, height)| Small { width, height, jpeg }));
        }
        Some(answered) => refused(answered),
    };
    // What ended its process, or took too long, is a picture that cannot be shown, whatever it was.
    Err(picture::bad(if copied.detail.is_empty() { copied.to_string() } else { copied.detail }))
}

/// Asks this thread's process; `None` where there is none and none can be made.
fn asked(
    request: &Request,
    matter: &[u8],
    options: &Options,
) -> Option<Result<(Answer, Vec<u8>), ImportError>> {
    let program = options.extractor.as_ref()?;
    EXTRACTOR.with_borrow_mut(|slot| {
        let mut extractor = match slot.take().filter(|extractor| extractor.program == *program) {
            Some(extractor) => extractor,
            None => Extractor::spawn(program).ok()?,
        };
        Some(match extractor.ask(request, matter, options.deadline.unwrap_or(DEADLINE)) {
            Ok(answer) => {
                *slot = Some(extractor);
                Ok(answer)
            }
            Err(error) => Err(ImportError::new(Reason::Crashed, extractor.epitaph(&error))),
        })
    })
}

/// Why there is no answer, or none to what was asked.
fn refused(answered: Result<(Answer, Vec<u8>), ImportError>) -> ImportError {
    match answered {
        Ok((Answer::Refused { reasons, detail }, _)) => ImportError { reasons, detail },
        Ok(_) => ImportError::new(Reason::Crashed, "another answer than was asked for"),
        Err(error) => error,
    }
}

fn here(markup: &str, known: &Known, options: &Options) -> Result<Page, ImportError> {
    let article = html::read(markup, known, options)?;
    let (article, pictures) = normalize::finish_noting(article, options)?;
    Ok(Page { article, pictures })
}

/// A process that reads pages.
struct Extractor {
    program: PathBuf,
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    /// What came of the next answers.
    received: Vec<u8>,
}

impl Extractor {
    fn spawn(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(COMMAND)
            .envs([PIECE, KEPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // An interrupt from the keyboard ends the run, which then ends this.
            .process_group(0)
            .spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take());
        let (Some(stdin), Some(stdout)) = pipes else { return Err(io::ErrorKind::BrokenPipe.into()) };
        Ok(Self { program: program.to_owned(), child, stdin, stdout, received: Vec::new() })
    }

    fn ask(&mut self, request: &Request, matter: &[u8], within: Duration) -> io::Result<(Answer, Vec<u8>)> {
        let until = Instant::now() + within;
        send(&mut self.stdin, &[&serde_json::to_vec(request)?, matter])?;
        let answer = serde_json::from_slice(&self.answer(until)?)?;
        let copy = if matches!(answer, Answer::Copy(Some(_))) { self.answer(until)? } else { Vec::new() };
        Ok((answer, copy))
    }

    fn answer(&mut self, until: Instant) -> io::Result<Vec<u8>> {
        self.receive(4, until)?;
        let length = self.received.first_chunk().map_or(0, |length| u32::from_le_bytes(*length)) as usize;
        if length > MESSAGE {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.receive(4 + length, until)?;
        let rest = self.received.split_off(4 + length);
        let mut answer = std::mem::replace(&mut self.received, rest);
        answer.drain(..4);
        Ok(answer)
    }

    /// Waits until so many bytes came, or gives up when the time is over.
    fn receive(&mut self, count: usize, until: Instant) -> io::Result<()> {
        while self.received.len() < count {
            let left = until.saturating_duration_since(Instant::now());
            let timeout = Timespec { tv_sec: left.as_secs() as i64, tv_nsec: i64::from(left.subsec_nanos()) };
            let mut waiting = [PollFd::new(&self.stdout, PollFlags::IN)];
            match poll(&mut waiting, Some(&timeout)) {
                Ok(0) => return Err(io::ErrorKind::TimedOut.into()),
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            let filled = self.received.len();
            self.received.resize(filled.max(count) + CHUNK, 0);
            let read = self.stdout.read(self.received.get_mut(filled..).unwrap_or_default());
            self.received.truncate(filled + read.as_ref().map_or(0, |count| *count));
            if read? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }

    /// What became of a process that gave no answer.
    fn epitaph(mut self, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::TimedOut {
            return "took too long".to_owned();
        }
        match self.child.wait() {
            Ok(status) => format!("its process ended: {status}"),
            Err(error) => error.to_string(),
        }
    }
}

impl Drop for Extractor {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Header {
    fn of(known: &Known, options: &Options) -> Self {
        Self {
            url: known.url.clone(),
            captured_at: known.captured_at,
            base_url: options.base_url.as_ref().map(ToString::to_string),
            run_captured_at: options.captured_at,
            offset: options.offset,
            source: options.source.clone(),
        }
    }

    fn apart(self) -> (Known, Options) {
        let options = Options {
            base_url: self.base_url.and_then(|url| url::Url::parse(&url).ok()),
            captured_at: self.run_captured_at,
            offset: self.offset,
            source: self.source,
            ..Options::default()
        };
        (Known { url: self.url, captured_at: self.captured_at }, options)
    }
}

/// Is such a process: reads pages from standard input until it ends, answers on standard output.
pub fn serve() -> ExitCode {
    let memory = Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) };
    // Where the limit cannot be set, the other caps hold.
    let _ = setrlimit(Resource::As, memory);
    let (mut requests, mut answers) = (io::stdin().lock(), io::stdout().lock());
    loop {
        match serve_many(&mut requests, &mut answers, renewal::is_due) {
            Ok(Served::Enough) => renewal::begin_again(COMMAND),
            Ok(Served::All) => return ExitCode::SUCCESS,
            Err(_) => return ExitCode::FAILURE,
        }
    }
}

/// How far a process has come.
#[derive(Debug, PartialEq, Eq)]
enum Served {
    /// It is to begin once more.
    Enough,
    /// All that will be asked.
    All,
}

fn serve_many(
    requests: &mut impl Read,
    answers: &mut impl Write,
    is_due: impl Fn(u32) -> bool,
) -> io::Result<Served> {
    let mut served = 0;
    while !is_due(served) {
        let Some(header) = message(requests)? else { return Ok(Served::All) };
        let request: Request = serde_json::from_slice(&header)?;
        let matter = message(requests)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let (answer, copy) = answered(request, &matter)
            .unwrap_or_else(|ImportError { reasons, detail }| (Answer::Refused { reasons, detail }, None));
        let answer = serde_json::to_vec(&answer)?;
        match &copy {
            Some(copy) => send(answers, &[&answer, copy])?,
            None => send(answers, &[&answer])?,
        }
        served += 1;
    }
    Ok(Served::Enough)
}

fn answered(request: Request, matter: &[u8]) -> Result<(Answer, Option<Vec<u8>>), ImportError> {
    match request {
        Request::Page(header) => {
            let (known, options) = header.apart();
            // What is valid, as it is here, is found so three times as fast as by looking for what is not.
            let text = str::from_utf8(matter).map_or_else(|_| String::from_utf8_lossy(matter), Cow::Borrowed);
            let page = here(&text, &known, &options)?;
            Ok((Answer::Article(Box::new(page.article), page.pictures), None))
        }
        Request::Picture => {
            let small = picture::shrink(matter).map_err(picture::bad)?;
            let size = small.as_ref().map(|small| (small.width, small.height));
            Ok((Answer::Copy(size), small.map(|small| small.jpeg)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    const PAGE: &str = "<title>题目是这样的</title><h1>题目是这样的</h1><p>2024-09-24 来源：某报</p><article><p>正文写得足够长，<b>一看</b>就是正文，到这里才写完了最后的几个字，而且还要再长一点。</p></article>";

    fn options(script: &str, folder: &Path) -> Options {
        let program = folder.join("extractor");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        Options { extractor: Some(program), deadline: Some(Duration::from_millis(300)), ..Options::default() }
    }

    #[test]
    fn a_page_goes_there_and_comes_back_the_same() {
        let mut requests = Vec::new();
        let options = Options { source: Some("某报".into()), ..Options::default() };
        let known = Known { url: Some("https://a.example/1".into()), captured_at: Some(1_717_200_000) };
        for markup in [PAGE, ""] {
            let request = Request::Page(Header::of(&known, &options));
            send(&mut requests, &[&serde_json::to_vec(&request).unwrap(), markup.as_bytes()]).unwrap();
        }
        let mut answers = Vec::new();
        assert_eq!(serve_many(&mut requests.as_slice(), &mut answers, |_| false).unwrap(), Served::All);
        let mut answers = answers.as_slice();
        let mut next = || serde_json::from_slice(&message(&mut answers).unwrap().unwrap()).unwrap();
        let Answer::Article(article, _) = next() else { panic!("an article") };
        assert_eq!(*article, here(PAGE, &known, &options).unwrap().article);
        let Answer::Refused { reasons, .. } = next() else { panic!("a reason") };
        assert_eq!(reasons, [Reason::Empty]);
    }

    #[test]
    fn a_process_begins_again_between_an_answer_and_the_next_question() {
        let mut requests = Vec::new();
        let request = serde_json::to_vec(&Request::Picture).unwrap();
        let enough = 5;
        for _ in 0..=enough {
            send(&mut requests, &[&request, b"no picture"]).unwrap();
        }
        let (mut requests, mut answers) = (requests.as_slice(), Vec::new());
        assert_eq!(
            serve_many(&mut requests, &mut answers, |served| served == enough).unwrap(),
            Served::Enough
        );
        let one = answers.len() / enough as usize;
        assert_eq!(requests.len(), request.len() + b"no picture".len() + 8, "the last is not read yet");
        assert_eq!(serve_many(&mut requests, &mut answers, |served| served == enough).unwrap(), Served::All);
        assert_eq!(answers.len(), one * (enough as usize + 1));
    }

    #[test]
    fn what_kills_its_process_or_never_ends_is_one_failed_item() {
        let folder = tempfile::tempdir().unwrap();
        let dying = options("kill -SEGV $$", folder.path());
        let error = read(PAGE, &Known::default(), &dying).unwrap_err();
        assert_eq!(error.reasons, [Reason::Crashed]);
        assert_eq!(shrink(b"a picture", &dying).unwrap_err().reasons, [Reason::BadPicture]);
        let endless = options("exec sleep 100", folder.path());
        EXTRACTOR.with_borrow_mut(|slot| *slot = None);
        let error = read(PAGE, &Known::default(), &endless).unwrap_err();
        assert_eq!(
            (error.reasons.as_slice(), error.detail.as_str()),
            ([Reason::Crashed].as_slice(), "took too long")
        );
    }
}
