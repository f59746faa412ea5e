//! What the columns of a table are called, and whether it is a table of articles at all.

use crate::import::charset;
use crate::import::error::{ImportError, Reason};
use crate::import::fields::{self, Field};
use crate::import::options::Options;
use csv::ByteRecord;

/// Columns that are named to who gave a table without any that is known, and characters of each.
const TOLD: (usize, usize) = (12, 24);

/// The names of the columns, those that `fields` knows; an error where neither a title nor a text is among them.
pub(super) fn of(header: &ByteRecord, options: &Options) -> Result<Vec<String>, ImportError> {
    let text = |name: &[u8]| charset::decode(name, None, options.charset_of_parts()).text;
    // The charset is that of the whole line: one name is too short to tell.
    let encoding =
        options.charset_of_parts().unwrap_or_else(|| charset::decode(header.as_slice(), None, None).encoding);
    let name = |name: &[u8]| match std::str::from_utf8(name) {
        Ok(_) => text(name),
        Err(_) => encoding.decode_without_bom_handling(name).0.into_owned(),
    };
    let mut names: Vec<String> = header.iter().map(name).collect();
    let mut known: Vec<Option<Field>> = names.iter().map(|name| fields::named(name)).collect();
    for at in 0..names.len() {
        let Some(name) = names.get_mut(at).filter(|_| known.get(at) == Some(&None)) else { continue };
        // `新闻标题` is a title where nothing else is.
        if let Some((field, word)) = fields::ending(name).filter(|(field, _)| !known.contains(&Some(*field)))
        {
            word.clone_into(name);
            known.get_mut(at).into_iter().for_each(|known| *known = Some(field));
        }
    }
    let tells = [Field::Title, Field::Body, Field::Blocks];
    if known.iter().flatten().any(|field| tells.contains(field)) {
        return Ok(names);
    }
    let told = names.iter().take(TOLD.0).map(|name| name.trim().chars().take(TOLD.1).collect::<String>());
    let told = told.collect::<Vec<_>>().join(", ");
    Err(ImportError::new(Reason::UnknownColumns, format!("the first line: {told}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_the_ends_of_their_names_where_nothing_else_is() {
        for (header, expected) in [
            ("编号,新闻标题,新闻内容,发布日期", Ok("编号,标题,内容,发布日期")),
            ("文章标题,英文标题,正文内容,修改时间,发布时间", Ok("标题,英文标题,内容,修改时间,发布时间")),
            ("副标题,blog_title,blog_content", Ok("副标题,title,content")),
            ("图片地址,标题", Ok("图片地址,标题")),
            ("编号,栏目,价格", Err("编号, 栏目, 价格")),
            ("会议召开了,2024-01-01", Err("会议召开了, 2024-01-01")),
        ] {
            let header: ByteRecord = header.split(',').collect::<Vec<_>>().into();
            let found = of(&header, &Options::default());
            let found = found.as_ref().map(|names| names.join(","));
            let found =
                found.as_deref().map_err(|error| error.detail.strip_prefix("the first line: ").unwrap());
            assert_eq!(found, expected);
        }
    }
}
