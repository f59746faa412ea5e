//! Which characters are Chinese for the purposes of spacing, punctuation and line breaking.

/// An ideograph, 〇 or 々.
pub(super) const fn is_ideograph(c: char) -> bool {
    matches!(c, '一'..='鿿' | '㐀'..='䶿' | '〇' | '々' | '〓' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// An ideograph, or kana or bopomofo, which are set like one.
pub(super) const fn is_hanlike(c: char) -> bool {
    is_ideograph(c) || matches!(c, 'ぁ'..='ヿ' | 'ㄅ'..='ㄯ' | 'ㆠ'..='ㆿ' | 'ㇰ'..='ㇿ')
}

/// A mark that only East Asian text has.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '、'..='〃' | '〈'..='】' | '〔'..='〟' | '・' | '！'..='／' | '：'..='＠' | '［'..='｀' | '｛'..='｠')
}

/// Marks that Chinese shares with other scripts.
pub(super) const fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…')
}

/// Any character of an East Asian script or of full width.
pub(super) const fn is_eastern(c: char) -> bool {
    is_hanlike(c) || is_mark(c) || matches!(c, '가'..='힣' | '！'..='｠' | '\u{3000}'..='〿' | '㈀'..='㏿')
}
