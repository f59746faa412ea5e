//! A newspaper of any size, the same each time: what benches measure on.
//!
//! Words follow Zipf's law over a small list of our own and a vocabulary made of common characters, and each article has
//! a subject from which a part of its words comes, so that pairs of characters, shared words and related articles are
//! about as frequent as in real news. Every article is made from its number alone.

use banxin::news::{Article, Block, Body, Fidelity, Listed, Moment, Precision};

/// Words that any paper uses, the most frequent first.
const WORDS: &str = "的 在 是 和 了 有 对 将 为 与 等 也 到 从 就 不 我们 记者 项目 企业 发展 建设 工作 市场 经济 全市 今年 \
目前 进行 同时 服务 产业 园区 公司 技术 投资 管理 问题 提供 通过 其中 以及 需要 可以 重点 推进 会议 完成 增长 数据 系统 \
城市 生产 设备 材料 产品 合作 活动 单位 部门 要求 计划 安排 研究 阅读 文章 版面 标题 标点 汉字 字体 排版 终端 屏幕 服务器 \
网络 报纸 印刷 编辑 读者 资料 图书 检索 目录 相关 记录 时间 地方 开始 结束 提高 降低 超过 达到 约为 之后 之前 因此 但是 \
如果 而且 所以 这样 那么 一个 两个 三个 第一 第二 去年 本月 上午 下午 左右 以上 以下 全部 部分 主要 基本 进一步 负责人";

/// Characters of which the rest of the vocabulary is made.
const CHARACTERS: &str = "一上下不世业东丝两个中丰临为主举久之乐九习书买了事二于云五井交产京亮人今介从他代以任企优会传伟似位低住体何作使例供保信修值健停偿元充先光克免入全八公六共关兴其具典养内再写军农冰决况冷净准减几出击分切创初别利到制刻前力办功加务动助努劳势勇化北区医十千升半华协单南占卡卫印危历厂原去参又及双反发取受变口古句另只可台史右号司各合同名后向吸告员周味命和品响商器四回因团园困国图土圣在地场均坚坛城域基堂境增声处备复外多大天太失头奇女好如始姓委子字存学宁它安完定宝实审客室宣家容宽对导封将小少尔尚就尽局层居届展山岁川州工左巨差己已市布师希席带常平年并广庆床序库应底店府度座康延建开式引弟张强归当录形影往征待律很心必志忙快念态急性总恒息悉惊想意感愿成我或战户房所手才打扩批技把投抗护报抢押拉择持指按挑挺换据授排接推提握搜支收改放政效敏教散数整文料断新方施旅族无日旧早时明易星春是显景晚普智更曾最月有服望朝木未本术机权村来极构林果染查标树校样核根格桥检概次止正此步武段母每比毕气水永求汇汉江池沟沿治法泉注洋洗活派流浪测济海消深清温港湖源演灯炉点烈热焦照片版牌物特状独率环现理生用由电男画界留略番疗病登白百的皮益监目直相省看真着知短石码研破确社祖票禁福离种科程税稳究空突立站竞章端第等答策简管类粉精系素索紧纪约级纯纲纳纸线组细织终经结给络统继绩绪维综绿缺网群美老者而耐职联肥育胜能脑自致航船良色节花英范茶草药获营落蓝蓄融行街补表被西要见观规视角解触言计认讨训议记讲论设访评识试话详语误说请读课调谈象负财责货质购贯费资赛走起超越足路身转轮软载较辅输达过运近还这进远连迟适选通速造道遵那部都配采里重野量金针钢铁银链销锋错键长门闭问间队阳防阶际陆院除险陪随难集雨零雷需青非面革音项须领频题额风飞首香高鱼黄黑";

const CATEGORIES: &[(&str, &[&str])] = &[
    ("招商", &["动态", "政策", "手册"]),
    ("园区", &["经开区", "高新区", "新区", "物流园"]),
    ("上市公司", &["公告", "财报"]),
    ("文字与排印", &["标点", "字体", "版面"]),
    ("技术", &["终端", "数据库", "检索"]),
    ("史料", &[]),
    ("快讯", &[]),
    ("公告", &[]),
];

const TAGS: &[&str] = &[
    "招商",
    "项目",
    "园区",
    "投资",
    "上市",
    "金融",
    "统计",
    "政策",
    "汉字",
    "标点",
    "字体",
    "排版",
    "终端",
    "编码",
    "检索",
    "数据库",
    "服务器",
    "运维",
    "报纸",
    "印刷",
    "版面",
    "标题",
    "编辑",
    "快讯",
    "公告",
];

/// Words made of characters, beside the list.
const VOCABULARY: u64 = 30_000;
/// Subjects; about a hundredth of the articles shares one.
const SUBJECTS: u64 = 120;
/// Hanzi of a paragraph of middling length.
const MIDDLE: usize = 130;
/// Days over which the articles are dated.
const DAYS: u64 = 3 * 365;
/// 2024-01-01 at China's time.
const FIRST_DAY: i64 = 1_704_038_400;

/// Numbers that look random and are the same each time (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn of(number: u64, purpose: u64) -> Self {
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ purpose.wrapping_mul(0xd134_2543_de82_ef95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// 0 to `end`, where a rank is as frequent as its inverse (Zipf).
    fn rank(&mut self, end: u64) -> u64 {
        ((end as f64).powf(self.share()) as u64).saturating_sub(1).min(end.saturating_sub(1))
    }
}

/// Makes the articles of one paper.
pub struct Generator {
    words: Vec<String>,
    articles: u64,
}

impl Generator {
    /// A paper of so many articles.
    pub fn new(articles: u64) -> Self {
        let characters: Vec<char> = CHARACTERS.chars().collect();
        let mut words: Vec<String> = WORDS.split_whitespace().map(str::to_owned).collect();
        for number in 0..VOCABULARY {
            let mut chance = Chance::of(number, 1);
            let length = if chance.below(10) < 7 { 2 } else { 3 + chance.below(2) };
            words.push(
                (0..length)
                    .filter_map(|_| characters.get(chance.rank(characters.len() as u64) as usize))
                    .collect(),
            );
        }
        Self { words, articles }
    }

    /// How many articles there are.
    #[allow(dead_code, reason = "not every bench counts")]
    pub const fn len(&self) -> u64 {
        self.articles
    }

    /// The `number`-th article, from 0.
    pub fn article(&self, number: u64) -> Article {
        let mut chance = Chance::of(number, 2);
        let (category, parts) = CATEGORIES[chance.rank(CATEGORIES.len() as u64) as usize];
        let mut category_path = vec![category.to_owned()];
        if let Some(part) = parts.get(chance.below(parts.len() as u64) as usize) {
            category_path.push((*part).to_owned());
        }
        let mut tags: Vec<String> =
            (0..chance.below(5)).map(|_| TAGS[chance.rank(TAGS.len() as u64) as usize].to_owned()).collect();
        tags.sort();
        tags.dedup();
        Article {
            title: Some(self.title(number)),
            author: Some(format!(
                "编辑部·{}组",
                &WORDS.split(' ').nth(26 + chance.below(9) as usize).unwrap_or("一")
            )),
            source_name: Some("样报".into()),
            category_path,
            published: Some(self.moment(number)),
            views: Some(30 + chance.rank(9_000)),
            tags,
            url: Some(Self::url(number)),
            body: Body { blocks: self.paragraphs(number, &mut chance) },
            listed: (0..chance.below(7))
                .map(|_| self.listed(chance.below(self.articles + self.articles / 10)))
                .collect(),
            pinned: chance.below(2_000) == 0,
            fidelity: Fidelity::Export,
            ..Article::default()
        }
    }

    fn url(number: u64) -> String {
        format!("https://paper.example/{}/{number}.html", number % 97)
    }

    fn title(&self, number: u64) -> String {
        let mut chance = Chance::of(number, 3);
        let subject = Self::subject(number);
        let mut title = String::new();
        while title.chars().count() < 12 {
            title.push_str(self.word(&mut chance, subject));
        }
        format!("{title}（{}）", number % 1_000)
    }

    fn moment(&self, number: u64) -> Moment {
        let mut chance = Chance::of(number, 4);
        let day = FIRST_DAY + (number * DAYS / self.articles.max(1)) as i64 * 86_400;
        let minute = 7 * 60 + chance.below(14 * 60) as i64;
        Moment { unix: day + minute * 60, precision: Precision::Minute }
    }

    fn subject(number: u64) -> u64 {
        Chance::of(number, 5).rank(SUBJECTS)
    }

    /// A third of the words is the subject's own.
    fn word(&self, chance: &mut Chance, subject: u64) -> &str {
        let rank = if chance.below(3) == 0 {
            500 + (subject * 397 + chance.rank(300)) % (VOCABULARY - 500)
        } else {
            chance.rank(self.words.len() as u64)
        };
        self.words.get(rank as usize).map_or("文", String::as_str)
    }

    /// About 800 hanzi in four to nine paragraphs, parted by marks and numbers as in real news: there 88 of 100 hanzi
    /// follow another.
    fn paragraphs(&self, number: u64, chance: &mut Chance) -> Vec<Block> {
        let subject = Self::subject(number);
        let size = 400 + chance.below(801) as usize;
        let mut blocks = Vec::new();
        let mut written = 0;
        // The last paragraph goes beyond it by half of its length.
        while written + MIDDLE / 2 < size {
            let length = 60 + chance.below(140) as usize;
            let mut text = String::new();
            let mut characters = 0;
            let mut since_mark = 0;
            while characters < length {
                let word = self.word(chance, subject);
                text.push_str(word);
                let added = word.chars().count();
                characters += added;
                since_mark += added;
                if since_mark > 4 && chance.below(2) == 0 {
                    match chance.below(10) {
                        0..=2 => text.push('。'),
                        3..=7 => text.push('，'),
                        8 => text.push_str(&chance.below(3_000).to_string()),
                        _ => {
                            text.push_str(&(chance.below(1_000) as f64 / 10.0).to_string());
                            text.push('%');
                        }
                    }
                    since_mark = 0;
                }
            }
            text.push('。');
            written += characters;
            blocks.push(Block::Paragraph(text.into()));
        }
        blocks
    }

    /// An article of the paper as another page lists it; beyond the last number one that the paper does not have.
    fn listed(&self, number: u64) -> Listed {
        let mut chance = Chance::of(number, 6);
        let subject = Self::subject(number);
        let mut excerpt = String::new();
        while excerpt.chars().count() < 60 {
            excerpt.push_str(self.word(&mut chance, subject));
        }
        excerpt.push_str("……");
        Listed { title: self.title(number), excerpt: Some(excerpt), url: Some(Self::url(number)), date: None }
    }
}

/// An article with the names that `banxin import` takes.
#[allow(dead_code, reason = "not every bench writes files")]
pub fn json_line(article: &Article) -> String {
    let listed: Vec<_> = article
        .listed
        .iter()
        .map(
            |listed| serde_json::json!({"title": listed.title, "excerpt": listed.excerpt, "url": listed.url}),
        )
        .collect();
    serde_json::json!({
        "title": article.title, "author": article.author, "source": article.source_name,
        "category_path": article.category_path, "date": article.published.map(|moment| moment.to_string()),
        "views": article.views, "tags": article.tags, "url": article.url, "body": article.body.plain(),
        "pinned": article.pinned, "related": listed,
    })
    .to_string()
}
