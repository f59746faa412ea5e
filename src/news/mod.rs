//! What an article, a category, a list of headlines and a relation are. Pure values, no I/O.
//!
//! `store` keeps them, `import` makes them, `app` moves among them. It knows text and nothing above.

pub mod article;
pub mod date;
pub mod headline;
pub mod identity;
pub mod kin;
pub mod markdown;
pub mod moment;
mod picture;
pub mod place;
pub mod query;
pub mod related;
mod searches;
pub mod selection;
mod suggestion;

pub use article::{Article, Block, Body, Fidelity, Item, Listed, Span, SpanStyle, Text};
pub use headline::{ArticleId, ArticleKey, Category, CategoryId, Headline, HeadlinePage, Total};
pub use moment::{Moment, Precision};
pub use picture::{Colour, Dots, Drawing, Frame, Pixels, Raster, Thumbnail};
pub use place::{Bookmark, ParagraphKey, Place};
pub use query::{Feature, Query, QueryError};
pub use related::{Kinship, Related, Rising};
pub use searches::{Facets, Searches};
pub use selection::{Cursor, Direction, Order, Page, Selection, Shelf, StateFilter};
pub use suggestion::Suggestion;
