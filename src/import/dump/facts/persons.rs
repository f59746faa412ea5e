//! Whether a word is the name of a person or of a place: by family names, and words that begin as they do.

use super::is_medium;
use crate::import::dump::section::is_section;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The commonest family names: a short name that begins with one is a person's.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝井亓仝逄逯蔺荆郜郗郦晁栗谌谯鄢鞠濮阙阚燕季阎匡胥邸訾邰芮郇庹笪冼赖欧洪祖楼冀尉隗钮茹";

/// Words that begin as names do.
const WORDS: &str = "方法 方案 方式 方向 方面 高端 高级 高手 高温 高速 高层 高清 高效 金牌 金额 金价 石油 石材 白酒 白色 黄金 黄色 黄河 马上 马路 \
    江湖 江山 江南 江北 江河 万能 万元 万人 安装 安排 安静 安心 常见 常规 常识 文明 文章 文字 文件 文本 温度 温馨 温泉 程序 程度 时间 时代 时候 时刻 时期 \
    关于 关注 关键 关联 关系 关闭 关心 毛病 游客 路线 水果 花园 成功 成为 成员 成本 成绩 成长 何时 何为 何处 应对 应用 应该 全文 全面 全国 全部 全新 全民 明天 明年 明确 和平 和谐 连续 连线 连载 连接 车主 车辆 车展 项目 解决 解析 解密 解放 房价 房屋 强调 经典 包装 包括 尚未 师生 师傅 谢谢 严重 严格 左右 向上 单位 单独 毕业 盛大 盛会 台湾 司机 盘点 都是 沙滩 党员 党委 党旗 党建 党史 党课 董事 常务 常委 司令 司法 司长 师长 师生 农业 农村 查看 查询 查阅 查收 连日 时值 时下 金秋 秋日 秋季 秋收 夏日 夏季 夏天 夏粮 游人 全市 全县 全省 全年 全镇 全村 全校 全区 \
    施工 麦收 麦田 车站 温暖 雷雨 阳光 路边 路上 路面 水稻 花海 花开 童年 商场 商家 商店 古镇 古城 古村 石板 江边 江水 向来 巩固 单日 边境 苗族 农民 农历 景区 景点 井冈 井下 井然 荆州 荆楚 季后 季度 季节 季风";

/// Traditional family names and their simplified forms, in pairs.
const FAMILIES: &str = "張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马鄭郑謝谢許许韓韩馮冯鄧邓蕭萧葉叶蘇苏呂吕盧卢鍾钟譚谭陸陆賈贾韋韦鄒邹龍龙賀贺顧顾龔龚萬万錢钱嚴严湯汤溫温齊齐喬乔莊庄聶聂魯鲁蘭兰紀纪單单駱骆藍蓝羅罗蔣蒋閻阎賴赖龐庞寧宁應应鞏巩饒饶藺蔺欒栾鄔邬關关闞阚畢毕項项婁娄竇窦衛卫鄺邝歐欧範范於于時时麥麦練练連连閔闵陰阴樓楼車车談谈陽阳戰战";

/// The provinces: behind a date one of them tells from where it was sent, and no more.
const PROVINCES: &str = "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 \
    四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国台湾 中国香港 中国澳门";

/// Cities from which reports are sent.
const CITIES: &str = "台北 臺北 新北 桃园 桃園 台中 臺中 台南 臺南 高雄 基隆 新竹 嘉义 嘉義 宜兰 宜蘭 花莲 花蓮 台东 臺東 苗栗 彰化 南投 云林 雲林 屏东 屏東 澎湖 金门 金門 \
    东京 東京 纽约 紐約 伦敦 倫敦 巴黎 华盛顿 華盛頓 首尔 首爾 新加坡 吉隆坡 广州 深圳 杭州 南京 武汉 成都 西安 沈阳 长沙 郑州 济南 苏州 徐州 常州 温州 金华 黄冈 黄石 安庆 安阳 江门 江阴 许昌 柳州 梅州 贺州 万州 余姚 吕梁 陆丰 龙岩 \
    石家庄 张家口 张家界 秦皇岛 马鞍山 连云港 景德镇 白城 白山 白银 武威 文山 文昌 高邮 高密 常熟 常德 金昌 鄭州 蘇州 溫州 馬公 石家莊";

/// A province or a city, and no person.
pub fn is_place(word: &str) -> bool {
    static PLACES: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| PROVINCES.split_whitespace().chain(CITIES.split_whitespace()).collect());
    PLACES.contains(word)
}

/// Whether a word is the name of a province alone.
pub fn is_province(word: &str) -> bool {
    PROVINCES.split_whitespace().any(|province| province == word)
}

/// How common the family name is that a word begins with.
pub fn family(word: &str) -> Option<usize> {
    static RANKS: LazyLock<FxHashMap<char, usize>> = LazyLock::new(|| {
        let ranks = SURNAMES.chars().rev().zip((0..SURNAMES.chars().count()).rev());
        let mut ranks: FxHashMap<char, usize> = ranks.collect();
        for (traditional, simple) in FAMILIES.chars().zip(FAMILIES.chars().skip(1)).step_by(2) {
            if let Some(rank) = ranks.get(&simple).copied() {
                ranks.insert(traditional, rank);
            }
        }
        ranks
    });
    RANKS.get(&word.chars().next()?).copied()
}

/// Whether a word is a Chinese person's name.
pub fn is_person(word: &str) -> bool {
    let length = word.chars().count();
    let han = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    han && (2..=4).contains(&length)
        // Two characters are a word more often than a name: only the commonest family names count there.
        && family(word).is_some_and(|rank| length > 2 || rank < 100)
        && (length <= 3 || word.starts_with(['欧', '司', '上', '诸', '夏', '令', '皇', '东', '尉']))
        && !is_medium(word)
        && !is_section(word)
        && !is_place(word)
        && !is_common(word)
}

/// Whether a word begins as a name does and is another.
pub fn is_common(word: &str) -> bool {
    static BEGIN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());
    (2..=4).any(|count| word.get(..count * '字'.len_utf8()).is_some_and(|start| BEGIN.contains(start)))
}
