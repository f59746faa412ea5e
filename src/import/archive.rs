//! Archives and crawls, which hold pages and their pictures in any order: with pictures they are read twice, first to see
//! where each picture lies, then for the pages.
//!
//! A file is opened again; what comes through a pipe is put aside meanwhile, up to a most, and what comes after that is
//! read once, so that its pages find the pictures before it. Without pictures everything is read once.

use super::error::ImportError;
use super::options::{Format, Options};
use super::picture::{Beside, Trove, is_picture, nameless};
use super::piece::{Cut, Origin, Out, Piece};
use super::source::{self, Source};
use super::stream::{Counted, Stream};
use super::{Input, sniff, tar, warc};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

/// Bytes of a pipe that are put aside at most.
const ASIDE: u64 = 4 << 30;

/// An opened source, and a way to read it once more.
pub(super) struct Opened {
    pub stream: Stream,
    again: Again,
}

enum Again {
    /// Nobody asks for it.
    Never,
    Reopen,
    Spool(Rc<RefCell<Spool>>),
}

/// Opens a source; where pictures are wanted, so that it can be read again.
pub(super) fn open(source: &Source, options: &Options) -> Result<Opened, ImportError> {
    let (raw, length) = source.open(&options.stop)?;
    let counted = Box::new(Counted::new(raw, Arc::clone(&options.progress)));
    let (raw, again): (Box<dyn Read>, Again) = if !options.thumbnails {
        (counted, Again::Never)
    } else if length > 0 {
        (counted, Again::Reopen)
    } else {
        match nameless() {
            Ok(aside) => {
                let spool = Rc::new(RefCell::new(Spool::new(counted, aside)));
                (Box::new(Tee(Rc::clone(&spool))), Again::Spool(spool))
            }
            // Without room for it, pictures that come with a pipe are not at hand.
            Err(_) => (counted, Again::Never),
        }
    };
    Ok(Opened { stream: Stream::over(raw)?, again })
}

impl Opened {
    /// The source for its only reading.
    pub fn once(self) -> Stream {
        if let Again::Spool(spool) = &self.again {
            spool.borrow_mut().keeping = false;
        }
        self.stream
    }

    /// Reads an archive for its pictures, if they are wanted; then the source for its pages.
    pub fn twice(
        self,
        format: Format,
        source: &Source,
        options: &Options,
    ) -> Result<(Stream, Option<Arc<Trove>>), ImportError> {
        let Self { mut stream, again } = self;
        let mut trove = match again {
            Again::Never => return Ok((stream, None)),
            Again::Reopen if !stream.is_packed() => Trove::within(source.file()?),
            _ => Trove::aside()?,
        };
        // Where it breaks off, the second reading says so.
        let _ = match format {
            Format::Warc => warc::collect(&mut stream, &mut trove),
            _ => collect(&mut stream, &mut trove),
        };
        let raw: Box<dyn Read> = if let Again::Spool(spool) = again {
            Spool::again(&spool)?
        } else {
            let (raw, length) = source.open(&options.stop)?;
            options.progress.expect_again(length);
            Box::new(Counted::new(raw, Arc::clone(&options.progress)))
        };
        Ok((Stream::over(raw)?, Some(Arc::new(trove))))
    }
}

/// Notes the pictures of an archive.
fn collect(stream: &mut Stream, trove: &mut Trove) -> Result<(), ImportError> {
    let mut offset = 0;
    while let Some(entry) = tar::next(stream, &mut offset)? {
        if let Ok(bytes) = entry.content
            && is_picture(&bytes)
        {
            trove.add(entry.name.as_os_str().as_encoded_bytes(), entry.offset, &bytes)?;
        }
    }
    Ok(())
}

/// Each file of an archive as an input of its own; archives within archives are not opened.
pub(super) fn entries(
    stream: &mut Stream,
    archive: &Input,
    trove: Option<&Arc<Trove>>,
    options: &Options,
    out: Out<'_>,
) -> Cut {
    let mut offset = 0;
    while let Some(entry) = tar::next(stream, &mut offset)? {
        let path = tar::label(&archive.path, &entry.name);
        if source::is_asset(entry.name.file_name().unwrap_or_default()) {
            continue;
        }
        let beside = trove.map(|trove| Beside::archive(Arc::clone(trove), &archive.path, &entry.name));
        let beside = beside.unwrap_or_default();
        let input = Input { path, below: entry.name, is_file: false, named: false, site: None, beside };
        let origin = Origin::of(input.path.clone()).at(entry.offset);
        let cut = entry.content.and_then(|bytes| {
            if trove.is_some() && is_picture(&bytes) {
                return Ok(ControlFlow::Continue(()));
            }
            let mut stream = Stream::over(Box::new(Cursor::new(bytes)))?;
            let format = sniff::format(stream.head(), &input.below, options.charset);
            input.cut(&mut stream, format, options, out)
        });
        let flow = cut.unwrap_or_else(|error| out(Piece::refused(origin, error)));
        if flow.is_break() {
            return Ok(flow);
        }
    }
    stream.finish()?;
    Ok(ControlFlow::Continue(()))
}

/// A pipe whose bytes are put aside while they are read for the first time.
struct Spool {
    raw: Box<dyn Read>,
    aside: File,
    length: u64,
    /// What was read and could not be put aside.
    rest: Vec<u8>,
    keeping: bool,
}

struct Tee(Rc<RefCell<Spool>>);

impl Spool {
    fn new(raw: Box<dyn Read>, aside: File) -> Self {
        Self { raw, aside, length: 0, rest: Vec::new(), keeping: true }
    }

    /// What was put aside, and behind it what has not been read yet.
    fn again(this: &Rc<RefCell<Self>>) -> io::Result<Box<dyn Read>> {
        let mut spool = this.borrow_mut();
        spool.keeping = false;
        let mut aside = spool.aside.try_clone()?;
        aside.seek(SeekFrom::Start(0))?;
        let rest = Cursor::new(std::mem::take(&mut spool.rest));
        Ok(Box::new(aside.take(spool.length).chain(rest).chain(Tee(Rc::clone(this)))))
    }

    fn read_keeping(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.length >= ASIDE || !self.rest.is_empty() {
            return Ok(0);
        }
        let count = self.raw.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        if self.aside.write_all(read).is_err() {
            self.rest = read.to_vec();
            return Ok(0);
        }
        self.length += count as u64;
        Ok(count)
    }
}

impl Read for Tee {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut spool = self.0.borrow_mut();
        if spool.keeping { spool.read_keeping(buffer) } else { spool.raw.read(buffer) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_read_again_from_its_beginning_and_goes_on() {
        let raw = Box::new(Cursor::new(b"one two three four".to_vec()));
        let spool = Rc::new(RefCell::new(Spool::new(raw, nameless().unwrap())));
        let mut first = [0; 7];
        Tee(Rc::clone(&spool)).read_exact(&mut first).unwrap();
        assert_eq!(&first, b"one two");
        let mut all = String::new();
        Spool::again(&spool).unwrap().read_to_string(&mut all).unwrap();
        assert_eq!(all, "one two three four");
    }

    #[test]
    fn where_nothing_more_can_be_put_aside_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("read-only");
        std::fs::write(&path, "").unwrap();
        let raw = Box::new(Cursor::new(b"one two".to_vec()));
        // It cannot be written to.
        let spool = Rc::new(RefCell::new(Spool::new(raw, File::open(path).unwrap())));
        let mut all = String::new();
        Tee(Rc::clone(&spool)).read_to_string(&mut all).unwrap();
        assert_eq!(all, "");
        Spool::again(&spool).unwrap().read_to_string(&mut all).unwrap();
        assert_eq!(all, "one two");
    }
}
