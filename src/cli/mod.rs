//! What was asked for on the command line. Only the types; each command is a file of its own.

mod calibrate;
mod doctor;
mod exit;
#[cfg(feature = "net")]
mod fetch;

mod generate;
mod global;
mod import;
mod kin;
mod list;
mod manual;
mod output;
mod paths;
mod read;
mod reextract;
mod reindex;
mod related;
mod rows;
mod search;
mod show;
mod suggest;
mod typeset;

pub use exit::Failure;
pub use generate::{GenerateArgs, Generated, key_table};
pub use global::Global;

use crate::config::Config;
use crate::locale::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// 版心：终端里的中文报纸 / a newspaper for the terminal.
///
/// Without a command it opens the reader, on the library named by --library, `BANXIN_LIBRARY` or the configuration, else on
/// the one in the data folder, else on the embedded sample.
#[derive(Debug, Parser)]
#[command(name = "banxin", version, subcommand_precedence_over_arg = true, after_help = AFTER_HELP)]
pub struct Cli {
    /// Article to open: its number, its address or its title
    pub article: Option<String>,
    /// Command.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of all commands.
    #[command(flatten)]
    pub global: Global,
}

const AFTER_HELP: &str = "\
First steps / 头几步:
  banxin                                open the sample / 打开样报
  banxin import page.txt news.jsonl     bring articles in / 收入文章
  banxin list --limit 5                 list without a screen / 不进界面列目录
  banxin show 12 --width 60             print one, typeset / 排好一篇打印出来

Exit codes / 退出码: 0 done, 1 some items failed, 2 usage or no terminal, 3 library or desk cannot be used";

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring articles in: page text dumps, JSON Lines, Markdown and more
    Import(ImportArgs),
    /// Read the kept originals again, with the rules of this version
    Reextract(ReextractArgs),
    /// Ask feeds and pages for what is new and bring it in
    #[cfg(feature = "net")]
    Fetch(FetchArgs),
    /// Reads pages for another process of this program
    #[command(hide = true)]
    ImportWorker,
    /// List headlines; + is unread, * is starred
    List(ListArgs),
    /// Print one article
    Show(ShowArgs),
    /// List what belongs with an article, and why
    Related(RelatedArgs),
    /// The event that an article is about: its reports in order, with what is new in each
    Story(StoryArgs),
    /// Reports that came in several times
    Copies(CopiesArgs),
    /// Find anew, for every article, which others belong with it
    RebuildKinship,
    /// Search titles and texts
    Search(SearchArgs),
    /// Make the search index and the words for pinyin anew
    Reindex,
    /// Words of the library that letters may mean as pinyin, with the articles that hold them
    Suggest(SuggestArgs),
    /// Set plain text as the article pane would: a paragraph a line in, lines out
    Typeset(TypesetArgs),
    /// Say what this terminal does and how library and desk are, for a report of a fault
    Doctor(DoctorArgs),
    /// Print completions, the man page, the actions or a commented configuration
    Generate(GenerateArgs),
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Files and folders; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Format, when it should not be found from the content: text, html, feed, opml, warc, jsonl, csv, md, mht, wxr or zblog
    #[arg(long = "as", value_name = "FORMAT")]
    pub format: Option<String>,
    /// Name of the source the articles belong to
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Address that relative links are relative to
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// When the pages were captured, for dates such as 3天前
    #[arg(long, value_name = "TIME")]
    pub captured_at: Option<String>,
    /// Charset of the input, when it should not be found from the content
    #[arg(long, value_name = "NAME")]
    pub charset: Option<String>,
    /// Offset from UTC of dates that name no zone
    #[arg(long, value_name = "+HH:MM", default_value = "+08:00", allow_hyphen_values = true)]
    pub tz: Option<String>,
    /// Threads that read; 0 is one for each core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
    /// Keep what each article was read from, compressed, for reextract
    #[arg(long)]
    pub keep_original: bool,
    /// Pictures that lie beside a page, within it or within its tar or WARC: none, or small copies (thumbs)
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub images: import::Images,
    /// Parse and report, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON Lines: the parsed articles with --dry-run, else the report
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `reextract`.
#[derive(Debug, Args)]
pub struct ReextractArgs {
    /// Report, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `fetch`.
#[cfg(feature = "net")]
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct FetchArgs {
    /// Addresses of feeds and pages, and OPML files; all subscriptions of the library if absent
    #[arg(value_name = "URL|OPML")]
    pub sources: Vec<String>,
    /// Print what is subscribed to, and fetch nothing
    #[arg(long, conflicts_with_all = ["sources", "forget"])]
    pub list: bool,
    /// End the subscriptions that are named; articles that came by them stay
    #[arg(long, requires = "sources")]
    pub forget: bool,
    /// Seconds between two requests to one host: 1, which is the default, or more
    #[arg(long, value_name = "SECONDS", default_value_t = 1, hide_default_value = true,
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub pause: u64,
    /// Longest time for one request, 1 to 600 seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// Also ask addresses of private networks and of this machine
    #[arg(long)]
    pub allow_private: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only this category and its parts; levels parted by /
    #[arg(long, value_name = "NAME")]
    pub category: Option<String>,
    /// Only unread articles
    #[arg(long)]
    pub unread: bool,
    /// Only starred articles
    #[arg(long, conflicts_with = "unread")]
    pub starred: bool,
    /// Print no more than this
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Print JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Number, address or title
    pub id: String,
    /// Print one JSON object
    #[arg(long, conflicts_with_all = ["markdown", "plain"])]
    pub json: bool,
    /// Print Markdown
    #[arg(long, conflicts_with = "plain")]
    pub markdown: bool,
    /// Print the text as stored, a paragraph a line
    #[arg(long)]
    pub plain: bool,
    /// Columns of a line
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub width: Option<u16>,
}

/// Arguments of `related`.
#[derive(Debug, Args)]
pub struct RelatedArgs {
    /// Number, address or title
    pub id: String,
    /// Print no more than this
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Print JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `story`.
#[derive(Debug, Args)]
pub struct StoryArgs {
    /// Number, address or title
    pub id: String,
    /// Print JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `copies`.
#[derive(Debug, Args)]
pub struct CopiesArgs {
    /// Print no more groups than this
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub limit: usize,
    /// Print JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `search`.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words; see the manual for the query language
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// Print no more than this
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Best match first, or the newest first
    #[arg(long, value_enum, default_value_t = Sort::Rank)]
    pub sort: Sort,
    /// Continue after this article of the same search, of the closest articles too
    #[arg(long, value_name = "ID")]
    pub offset_after: Option<i64>,
    /// Print JSON Lines; "closest" is true where nothing holds all words and these are the closest articles
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `suggest`.
#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// Letters: full pinyin, initials or both mixed; zhenjiang, zj, zhenj
    #[arg(value_name = "LETTERS")]
    pub letters: String,
    /// Print no more than this
    #[arg(long, value_name = "N", default_value_t = 9)]
    pub limit: usize,
    /// Print JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// Order of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// Best match first.
    Rank,
    /// Newest first.
    Date,
}

/// Arguments of `typeset`.
#[derive(Debug, Args)]
pub struct TypesetArgs {
    /// File; standard input if absent or -
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Columns of a line
    #[arg(long, value_name = "N", default_value_t = 80, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub width: u16,
}

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Show samples and ask how wide they are; the answer is kept for this terminal
    #[arg(long, conflicts_with = "json")]
    pub calibrate: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// What every command has at hand.
#[derive(Debug)]
pub struct Setup {
    /// Options of all commands.
    pub global: Global,
    /// The configuration file.
    pub config: Config,
    /// Language of the interface.
    pub language: Language,
}

/// Runs the program for these arguments.
pub fn run() -> ExitCode {
    let cli = Cli::parse_from(std::env::args_os().map(without_looking_like_an_option));
    let language = language_of(cli.global.lang.as_deref());
    let outcome = dispatch(cli, language);
    outcome.unwrap_or_else(|failure| failure.report(language))
}

/// `-广告` leaves a word out of a search; no option begins so. With a blank before it, it is not taken for one.
fn without_looking_like_an_option(argument: OsString) -> OsString {
    let leaves_out =
        |text: &str| text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii()));
    match argument.to_str() {
        Some(text) if leaves_out(text) => format!(" {text}").into(),
        _ => argument,
    }
}

fn language_of(named: Option<&str>) -> Language {
    let variable = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
    let locale = || variable("LC_ALL").or_else(|| variable("LC_MESSAGES")).or_else(|| variable("LANG"));
    named.and_then(Language::named).unwrap_or_else(|| Language::of_locale(&locale().unwrap_or_default()))
}

fn dispatch(cli: Cli, language: Language) -> Result<ExitCode, Failure> {
    // What shows how a configuration is written needs none.
    if let Some(Command::Generate(args)) = &cli.command {
        return generate::run(args);
    }
    let global = cli.global.with_environment();
    let config = Config::read(global.config.as_deref())?;
    let configured = config.language.as_deref().filter(|_| global.lang.is_none()).and_then(Language::named);
    let setup = Setup { global, config, language: configured.unwrap_or(language) };
    read::check(&setup)?;
    match cli.command {
        None => read::run(&setup, cli.article.as_deref()),
        Some(Command::Import(args)) => import::run(&setup, &args),
        Some(Command::Reextract(args)) => reextract::run(&setup, &args),
        #[cfg(feature = "net")]
        Some(Command::Fetch(args)) => fetch::run(&setup, &args),
        Some(Command::ImportWorker) => Ok(crate::import::serve()),
        Some(Command::List(args)) => list::run(&setup, &args),
        Some(Command::Show(args)) => show::run(&setup, &args),
        Some(Command::Related(args)) => related::run(&setup, &args),
        Some(Command::Story(args)) => kin::story(&setup, &args),
        Some(Command::Copies(args)) => kin::copies(&setup, &args),
        Some(Command::RebuildKinship) => kin::rebuild(&setup),
        Some(Command::Search(args)) => search::run(&setup, &args),
        Some(Command::Reindex) => reindex::run(&setup),
        Some(Command::Suggest(args)) => suggest::run(&setup, &args),
        Some(Command::Typeset(args)) => typeset::run(&setup, &args),
        Some(Command::Doctor(args)) => doctor::run(&setup, &args),
        Some(Command::Generate(args)) => generate::run(&args),
    }
}
