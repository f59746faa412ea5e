//! A narrow, simplified copy of a text, character for character: what words are told by, whatever their widths and forms.

use std::sync::LazyLock;

/// Traditional characters of page furniture, and their simplified forms, in pairs.
const SIMPLER: &str = "縮缩帳帐兩两測测試试諮咨擇择語语換换暫暂準准陸陆賽赛獎奖勵励獻献議议義义濟济稅税習习隊队繪绘級级討讨頂顶護护訪访單单錄录當当現现發发佈布來来處处記记責责編编輯辑評评論论點点擊击瀏浏覽览閱阅閲阅驗验滿满歲岁將将進进讀读關关鍵键詞词標标籤签簽签鏈链連连結结轉转載载請请註注聲声權权時时間间類类別别欄栏題题為为薦荐熱热門门員员頁页網网內内檢检視视導导隨随後后響响應应體体號号蹤踪複复製制總总數数紙纸報报貼贴臉脸書书訂订閉闭繼继續续無无沒没條条個个僅仅須须經经許许專专區区際际國国財财經经臺台灣湾電电話话郵邮機机構构審审核核廣广備备證证圖图訊讯聯联掃扫碼码維维贊赞讚赞歡欢攝摄傳传選选輕轻觸触這这裡里裏里視视聽听節节許许網网絡络檔档專专題题導导聞闻會会絲丝團团頻频譯译採采寫写週周歷历獨独變变動动態态資资綜综藝艺學学術术軍军農农業业產产車车遊游戲戏環环過过還还說说麼么對对開开長长萬万億亿實实統统籌筹監监終终設设計计劃划購购買买賣卖務务協协從从們们東东讓让衛卫觀观創创見见詳详細细隱隐獲获於于與与質质認认識识誤误糾纠錯错訴诉問问樓楼運运營营違违預预線线參参風风險险據据場场簡简詢询紹绍戶户頭头賞赏願愿給给謝谢樂乐鄉乡鎮镇縣县園园顯显樹树狀状舊旧較较項项層层樣样則则壇坛興兴難难輸输廠厂價价顧顾雜杂黨党尋寻並并冊册雲云積积氣气廳厅館馆誌志稱称貓猫緊紧繫系溫温絕绝娛娱鐘钟";

/// A narrow, simplified copy to compare words by.
pub fn folded(text: &str) -> String {
    text.trim().chars().map(fold).collect()
}

/// Without blanks at all.
pub fn squeezed(text: &str) -> String {
    close(text).collect()
}

/// The folded characters that are no blanks.
pub fn close(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(fold).filter(|c| !c.is_whitespace())
}

/// Words of a folded copy, or each of them alone, as the text has them that it was made of, one for one.
pub fn as_written(raw: &str, folded: &str, words: &str) -> String {
    if words.is_empty() || raw.contains(words) {
        return words.to_owned();
    }
    let place = |words: &str| {
        let at = folded.find(words)?;
        let skip = folded.get(..at)?.chars().count();
        Some(raw.chars().skip(skip).take(words.chars().count()).collect::<String>())
    };
    place(words).unwrap_or_else(|| {
        words
            .split(' ')
            .map(|word| place(word).unwrap_or_else(|| word.to_owned()))
            .collect::<Vec<_>>()
            .join(" ")
    })
}

/// One character narrow and, where page furniture uses it, simplified.
pub fn fold(c: char) -> char {
    // Most of what is asked for.
    if c.is_ascii_graphic() {
        return c;
    }
    match c {
        '\u{4e00}'..='\u{9fff}' => simpler(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\t' => c,
        '\u{2571}' | '\u{2215}' | '\u{2044}' | '\u{29f8}' => '/',
        '\u{fe30}' | '\u{fe55}' | '\u{2236}' => ':',
        '\u{258f}' | '\u{2595}' | '\u{2502}' | '\u{fe31}' => '|',
        '\u{fe5d}' => '〔',
        '\u{fe5e}' => '〕',
        '\u{fe59}' => '(',
        '\u{fe5a}' => ')',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn simpler(c: char) -> char {
    /// The characters that are not the same, by their distance from the first of the block.
    static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut table: Vec<char> = ('\u{4e00}'..='\u{9fff}').collect();
        let characters: Vec<char> = SIMPLER.chars().collect();
        for pair in characters.chunks_exact(2) {
            if let [from, to] = *pair
                && let Some(slot) = table.get_mut((from as usize).wrapping_sub(0x4e00))
            {
                *slot = to;
            }
        }
        table
    });
    TABLE.get((c as usize).wrapping_sub(0x4e00)).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_come_in_pairs() {
        assert_eq!(SIMPLER.chars().count() % 2, 0);
        assert_eq!(folded(" 發佈時間：２０２４　來源 "), "发布时间:2024 来源");
        assert_eq!(squeezed("來源： 某　報"), "来源:某报");
    }
}
