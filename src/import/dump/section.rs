//! The names that papers and sites give to their sections: `时政要闻`, `財經`, `思想观点`.

use super::vocabulary::Vocabulary;
use std::sync::LazyLock;

/// What sections are about, and what they are.
pub const WORDS: &str = "时政 要闻 头条 国内 国际 社会 财经 经济 金融 科技 体育 娱乐 文化 教育 健康 军事 汽车 房产 旅游 评论 观点 思想 理论 \
观察 视点 专题 人物 访谈 专访 生活 数码 产品 互联网 游戏 动漫 历史 读书 书评 副刊 民生 法治 法制 政治 政务 政策 政经 两岸 港澳 港闻 大陆 中国 世界 \
全球 环球 亚洲 本地 地方 城市 都市 城建 农业 农村 三农 乡村 工业 产业 能源 环保 生态 环境 医疗 医药 医学 卫生 养生 美食 时尚 女性 亲子 育儿 \
情感 星座 影视 电影 音乐 艺术 书画 收藏 文艺 文学 诗歌 散文 小说 随笔 杂谈 杂文 时评 社论 言论 深度 调查 特稿 特写 独家 快讯 滚动 综合 焦点 \
热点 图片 视频 直播 创业 创投 投资 股市 股票 证券 基金 银行 保险 期货 债券 外汇 商业 公司 企业 行业 业内 业界 市场 消费 零售 电商 物流 交通 航空 \
铁路 通信 通讯 手机 电脑 硬件 软件 芯片 半导体 人工智能 智能 机器人 前端 后端 编程 技术 开发 设计 运营 营销 职场 管理 校园 高校 招生 就业 考试 \
高考 考研 学术 科研 科学 学习 党建 党务 纪检 廉政 组织 宣传 统战 工会 人事 通知 公告 公示 通告 招标 采购 动态 活动 赛事 足球 篮球 nba cba \
中超 英超 排球 网球 高尔夫 棋牌 综艺 明星 八卦 奇闻 趣闻 天下 法律 案件 警务 司法 公益 慈善 宗教 民族 侨务 华人 海外 外交 国防 军情 台海 \
气象 地产 家居 装修 建站 网络 安全 区块链 云计算 大数据 物联网 新能源 新媒体 传媒 媒体 出版 会展 风云 经纬 纵横 聚焦 万象 天地 广角 论坛 专栏 \
频道 新闻 资讯 信息 报道 报导 中心 速递 快报 播报 简报 博客 笔记 日志 日记 教程 资源 经验 评测 测评 导购 行情 新车 用车 养车 试驾 展览 拍卖 \
名家 鉴赏 考古 文物 摄影 建筑 园区 招商 影音 国会 选举 即时 国情 舆论 学校 学院 部门 单位 基层 工作 交流 合作 成果 风采 服务 看点 点评 声音 \
一线 现场 在线 前沿 解读 权威 公开 今日 每日 最新 热门 领域 创新 未来 区域 产经 宏观 楼市 理财 美股 港股 基层 群众 人才 团学 共青团 统计 数据 艺文 影剧 运动 房市 文创 宠物 大湾区 名人 股坛 国防 党史 家园 家庭 购物 汽车 3c \
学子 学生 校友 师生 院系 系部 社团 团委 青年 志愿 志愿者 教学 教务 教师 科普 招聘 员工 职工 集团 工程 报道 关注 聚焦 荣誉 典型 先进 事迹 特色 特别 专稿 系列 主题 \
县区 乡镇 街道 社区 市县 县域 部委 院内 校内 厂区 矿区 站点 时讯 简讯 讯息 要情 见闻 短讯 电讯 快递 集锦 撷英 之窗 平台 园地 天地 长廊 讲堂 课堂 智库 研究 探索 实践 经济 民情 民意 百姓 \
新知 前线 趋势 盘点 榜单 攻略 资料 档案 文献 史料 文博 非遗 戏曲 曲艺 舞台 演出 展会 峰会 会议 论坛 大会 竞赛 比赛 奥运 冬奥 羽毛球 乒乓球 网球 田径 游泳 电竞 单机 协会 商会 学会 警讯 团讯 校讯 大事记 消防 公安 检察 会员 时事 脉搏 脈搏 手游 网游 主机";

/// Longest name, characters.
const LONGEST: usize = 8;

/// What speaks of itself.
const OWN: [char; 16] =
    ['院', '校', '厂', '局', '厅', '会', '馆', '所', '县', '市', '区', '部', '处', '司', '廠', '縣'];

/// Whether a word is the name of a section and nothing else.
pub fn is_section(word: &str) -> bool {
    static SECTIONS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(WORDS));
    // `本院新闻`
    let own = word.strip_prefix('本').map_or(word, |rest| rest.trim_start_matches(OWN));
    let word = if own.len() + '本'.len_utf8() < word.len() { own } else { word };
    let length = word.chars().count();
    (2..=LONGEST).contains(&length) && SECTIONS.makes(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_other_words() {
        for word in [
            "时政要闻",
            "財經新聞",
            "思想观点",
            "评论",
            "CBA",
            "用车养车",
            "通知公告",
            "本院新聞",
            "本校要闻",
        ] {
            assert!(is_section(word), "{word}");
        }
        for word in [
            "张小三",
            "某某日报",
            "版心",
            "教育部",
            "首页",
            "党建工作动态信息速递",
            "正文",
            "网",
            "本院",
            "本报新闻",
        ] {
            assert!(!is_section(word), "{word}");
        }
    }
}
