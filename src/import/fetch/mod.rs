//! Fetches feeds and pages from the network: only on command, politely, bounded in size and time, and never from a
//! private address unless that is asked for. A feed is input from outside, and so is every address in it.
//!
//! Redirects are followed here, one by one, so that each is checked like the first address.

mod addresses;
mod page;
mod robots;
mod unfetched;

pub use page::named_feed;
pub use unfetched::Unfetched;

use super::error::{ImportError, Reason};
use addresses::Resolver;
use robots::Robots;
use std::collections::HashMap;
use std::io::Read;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use ureq::config::Config;
use ureq::http::{Response, header};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

/// Largest answer, bytes after decompression.
const LARGEST: u64 = 16 << 20;
/// Largest `robots.txt`, bytes.
const ROBOTS: u64 = 512 << 10;
/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// Errors after which a host is left alone for the rest of the run.
const ERRORS: u32 = 5;
/// Longest pause that a site may ask for between two requests.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How sites are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    /// Pause between two requests to one host; a fifth of it at most is added by chance.
    pub pause: Duration,
    /// Longest time for one request.
    pub within: Duration,
    /// Whether addresses of private networks and of this machine may be asked.
    pub allow_private: bool,
}

/// What tells a site which version is at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// Its `ETag`, as it came.
    pub etag: Option<String>,
    /// Its `Last-Modified`, as it came.
    pub last_modified: Option<String>,
}

/// What a site answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// Nothing has changed since.
    Unchanged,
    /// A new version.
    Page {
        /// Where it was in the end.
        url: Url,
        /// As it came, decompressed.
        bytes: Vec<u8>,
        /// What to send next time.
        validators: Validators,
    },
}

/// Fetches, and remembers for one run how each host is to be treated.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    manners: Manners,
    hosts: HashMap<String, Host>,
}

#[derive(Debug, Default)]
struct Host {
    robots: Option<Robots>,
    /// Its `robots.txt` could not be had: nothing may be asked, for now.
    is_mute: bool,
    next: Option<Instant>,
    errors: u32,
    /// It asks for a pause of all that is asked of it: what it said, and until when, Unix seconds.
    pause: Option<(String, i64)>,
}

impl Default for Manners {
    fn default() -> Self {
        Self { pause: Duration::from_secs(1), within: Duration::from_secs(20), allow_private: false }
    }
}

impl Fetcher {
    /// A fetcher with these manners.
    pub fn new(manners: Manners) -> Self {
        let config = Config::builder()
            .user_agent(concat!("banxin/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(manners.within))
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .build();
        let resolver = Resolver { allow_private: manners.allow_private };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Self { agent, manners, hosts: HashMap::new() }
    }

    /// Fetches one address.
    pub fn fetch(&mut self, url: &Url, known: &Validators) -> Result<Fetched, Unfetched> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            let response = self.ask(&url, known)?;
            let status = response.status().as_u16();
            match status {
                200..=299 => return answered(url, response, self.manners.within),
                304 => return Ok(Fetched::Unchanged),
                301 | 302 | 303 | 307 | 308 => {
                    let place = text(&response, header::LOCATION)
                        .ok_or_else(|| Unfetched::lasting("a redirect to nowhere"))?;
                    url = url
                        .join(&place)
                        .map_err(|error| Unfetched::lasting(&format!("a redirect to {place}: {error}")))?;
                }
                _ => return Err(self.failed(&url, &response)),
            }
        }
        Err(Unfetched::lasting(&format!("more than {REDIRECTS} redirects")))
    }

    /// One request, when the site allows it and its pause is over.
    fn ask(&mut self, url: &Url, known: &Validators) -> Result<Response<Body>, Unfetched> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Unfetched::lasting("only http and https are fetched"));
        }
        let origin = url.origin().ascii_serialization();
        if self.host(&origin).errors >= ERRORS {
            return Err(Unfetched::passing("the host failed too often in this run"));
        }
        if let Some((said, until)) = &self.host(&origin).pause {
            return Err(Unfetched { not_before: Some(*until), ..Unfetched::passing(said) });
        }
        if self.host(&origin).robots.is_none() {
            let robots = self.robots(url)?;
            self.host(&origin).robots = Some(robots);
        }
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        if !self.host(&origin).robots.as_ref().is_none_or(|robots| robots.allow(&path)) {
            return Err(if self.host(&origin).is_mute {
                Unfetched::passing("robots.txt cannot be had, and without it nothing is asked for")
            } else {
                Unfetched::lasting("robots.txt forbids it")
            });
        }
        self.request(url, known)
    }

    fn robots(&mut self, url: &Url) -> Result<Robots, Unfetched> {
        let place = url.join("/robots.txt").map_err(|error| Unfetched::lasting(&error.to_string()))?;
        let response = self.request(&place, &Validators::default())?;
        Ok(match response.status().as_u16() {
            200..=299 => {
                let mut bytes = Vec::new();
                let mut body = response.into_body();
                let read = body.as_reader().take(ROBOTS).read_to_end(&mut bytes);
                read.map_err(|error| Unfetched::broken(&error.into(), self.manners.within))?;
                Robots::read(&String::from_utf8_lossy(&bytes))
            }
            500.. => {
                self.host(&url.origin().ascii_serialization()).is_mute = true;
                Robots::closed()
            }
            _ => Robots::open(),
        })
    }

    fn request(&mut self, url: &Url, known: &Validators) -> Result<Response<Body>, Unfetched> {
        let origin = url.origin().ascii_serialization();
        self.wait(&origin);
        let mut request = self.agent.get(url.as_str());
        for (name, value) in
            [(header::IF_NONE_MATCH, &known.etag), (header::IF_MODIFIED_SINCE, &known.last_modified)]
        {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.call().map_err(|error| {
            let unfetched = Unfetched::broken(&error, self.manners.within);
            // An address that may not be asked was not.
            self.host(&origin).errors += u32::from(!unfetched.is_lasting);
            unfetched
        })
    }

    /// Waits until the host may be asked again.
    fn wait(&mut self, origin: &str) {
        let pause = self.manners.pause;
        let host = self.host(origin);
        let asked =
            host.robots.as_ref().and_then(Robots::pause).unwrap_or(pause).min(LONGEST_PAUSE).max(pause);
        if let Some(next) = host.next {
            thread::sleep(next.saturating_duration_since(Instant::now()));
        }
        host.next = Some(Instant::now() + asked + asked.mul_f64(chance() / 5.0));
    }

    fn host(&mut self, origin: &str) -> &mut Host {
        self.hosts.entry(origin.to_owned()).or_default()
    }

    /// What an answer that is none means. What the site says of this address holds for it alone, but for too many requests
    /// (429), which are the host's matter.
    fn failed(&mut self, url: &Url, response: &Response<Body>) -> Unfetched {
        let after = text(response, header::RETRY_AFTER);
        let unfetched = Unfetched::answer(response.status(), after.as_deref(), unix_now());
        let host = self.host(&url.origin().ascii_serialization());
        host.errors += u32::from(!unfetched.is_lasting);
        if response.status().as_u16() == 429
            && let Some(until) = unfetched.not_before
        {
            host.pause = Some((unfetched.error.detail.clone(), until));
        }
        unfetched
    }
}

fn answered(url: Url, response: Response<Body>, within: Duration) -> Result<Fetched, Unfetched> {
    let validators = Validators {
        etag: text(&response, header::ETAG),
        last_modified: text(&response, header::LAST_MODIFIED),
    };
    let mut bytes = Vec::new();
    let mut body = response.into_body();
    let read = body.as_reader().take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Unfetched::broken(&error.into(), within))?;
    if bytes.len() as u64 > LARGEST {
        return Err(ImportError::new(Reason::TooLarge, format!("more than {} MiB", LARGEST >> 20)).into());
    }
    Ok(Fetched::Page { url, bytes, validators })
}

fn text(response: &Response<Body>, name: header::HeaderName) -> Option<String> {
    response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn unix_now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}

/// A number from 0 to 1, so that requests to many hosts do not fall into step.
fn chance() -> f64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
    f64::from(now % 1_000) / 1_000.0
}

#[cfg(test)]
mod tests;
