//! Words on buttons, bars and labels of pages.

/// Words on buttons and bars. A line made of them alone is furniture.
pub const WIDGETS: &str = "分享 分享到 分享至 一键分享 微信 微博 新浪微博 腾讯微博 新浪 腾讯 QQ QQ空间 空间 Qzone 朋友圈 微信好友 QQ好友 豆瓣 \
人人网 人人 百度贴吧 贴吧 领英 钉钉 抖音 快手 facebook twitter line 打印 打印本页 打印此页 打印文章 打印本文 打印页面 我要打印 \
关闭 关闭窗口 关闭本页 关闭页面 本页 收藏 收藏本页 收藏文章 加入收藏 设为首页 评论 评论数 赞同 添加评论 我要评论 我有话说 图集 组图 字号 字体 \
字体大小 字号大小 文字大小 大 中 小 特大 默认 超大 标准 较大 放大 缩小 还原 正常 缩小字体 放大字体 增大字体 减小字体 大字 中字 小字 \
A T AA TT EN English 简体 繁体 简体中文 繁體中文 中文 无障碍 无障碍浏览 无障碍阅读 适老化 长者模式 关怀版 长者版 登录 注册 登陆 \
立即注册 立即登录 退出 会员中心 个人中心 搜索 站内搜索 站内 检索 高级搜索 首页 网站首页 主页 返回 返回首页 返回列表 返回顶部 返回上页 \
返回上一页 回首页 回上页 回上一页 回目录 返回搜狐 查看更多 回到顶部 顶部 TOP 手机版 手机站 移动版 电脑版 客户端 新闻客户端 APP app 下载 下载APP 打开APP 订阅 \
关注 已关注 加关注 举报 投诉 纠错 我要纠错 内容纠错 文章纠错 新闻纠错 内容举报 错误反馈 反馈 意见反馈 投稿 复制 复制链接 链接 复制网址 二维码 扫码 扫一扫 手机扫一扫 \
参与评论 发表评论 查看评论 原文链接 查看原文 微信扫一扫 点赞 赞 踩 顶 转发 转载 推荐 收听 听新闻 听全文 朗读 语音播报 语音 播报 暂停 播放 音频 视频 全文 展开 展开全文 阅读全文 阅读原文 在看 收起 \
加载中 加载更多 正在加载 更多 更多精彩 没有更多 已显示全部内容 我已授权 授权 上一页 下一页 末页 尾页 管理 新随笔 上一版 下一版 上一期 下一期 上一篇 下一篇 上一条 下一条 \
好友 和 辅助 工具条 工具栏 浏览 展开剩余 调整 调整字体 知道了 已发送 提交 取消 确定 确认 发表 发布 发送 回复 匿名 用户名 密码 验证码 忘记密码 网友 网友评论 跟帖 跟贴 参与 参与评论 热门 最新 邮箱 邮件 \
跳至主要内容 跳到主要内容 跳转到主要内容 即日新闻 正体 繁体版 简体版 打赏 留言 个 热点排行 排行 新闻论坛 进入 你赞过了 导航 网站导航 网站地图 RSS 菜单 广告 活动 小程序 公众号 头条号 微信公众号 官方微信 官方微博 关于我们 联系我们 隐私 友情链接 版权声明 \
没有评论 暂无评论 告诉好友 推荐给好友 违规举报 查看全部 广告服务 招聘信息 诚聘英才 法律声明 免责声明 帮助中心 意见建议 分 到 至 的 我 人 次 条 我要 本文 文章 本站 网站 页面 windows 说两句 說兩句 我來說兩句 我说两句 我来说两句 我要说两句 扫描到手机 列印 友善列印 友善 此页 此文 此贴 本帖 好友 分享给 热评 跟评 点评 社区帖子 标题 网页 版式检索 旧报 全文检索 \
专题汇总 支持 反对 有用 没用 感动 同情 愤怒 高兴 搞笑 难过 无聊 惊讶 震惊 鲜花 鸡蛋 握手 雷人 路过 已收藏 已点赞 喜欢 给TA 顶端 回顶端 頂端 回頂端 寄给 寄给朋友 朋友 转寄 转贴 字级 字型 讨论 討论 一起讨论 我要 我想 \
发表迴响 发表回响 迴响 回响 回应 网友回应 读者迴响 读者回响 读者 抢沙发 快来抢沙发 沙发 楼主 只看该作者 只看楼主 倒序浏览 正序浏览 显示全部楼层 电梯直达 跳转到指定楼层 使用道具 本版积分规则 \
Previous Next Prev Share Tweet Like Comments Comment Reply Print Email Save Menu Search Home Login Register Follow Subscribe WhatsApp Telegram Threads Pinterest Linkedin Plurk \
生成 海报 生成海报 免费试用 在线咨询 立即咨询 静音 全屏 倍速 原图 高清大图 查看原图 查看大图 图片加载中 音频加载中 视频加载中 夜间模式 日间模式 阅读模式 护眼 护眼模式 背景色 选择字号 \
点击复制 复制成功 已复制 复制全文 一键复制 手机浏览 用手机看 手机阅读 手机看文章 更新提醒 收藏TA 听文章 听本文 听报 语音阅读 次阅读 次浏览 版面导航 版面概览 标题导航 本版导航 本版标题导航 \
往期 往期查看 往期回顾 往期浏览 版面目录 栏目导航 数字报 电子报 下载PDF PDF版 PDF 上一则 下一则 前一篇 后一篇 回列表 回新闻列表 收听文章 爆料 我要爆料 讚 按讚 加入 粉丝团 赞助商链接 赞助商连结 赞助商 连结 \
我要挑错 挑错 顶一下 踩一下 心情 复制连结 調整 調整字級 推文 Advertisement Advertisements AD 聽新聞 追蹤我們 追踪我们 点击收听 点击收听本新闻 轉寄 手机看新闻 保存到博客 参与讨论 推荐给朋友 发表意见 看图 看大图 回應 收听本文 划线 纯文字 繁 简 正體 新闻总览 总览 速报 留言板 历史查询 会员";

/// Words of menus, forms and headings of lists. Below the last sentence of a text, a line made of them alone is none of it.
pub const MENUS: &str = "相关 下载 附件 图片 视频 音频 文档 资料 产品 政策 解读 新闻 通知 公告 热门 热点 热榜 热搜 热文 榜 榜单 排行 排行榜 点击 \
最新 推荐 专题 网站 本站 站点 分页 简介 目录 导航 导览 分类 类别 标签 归档 存档 网志 日志 友情 链接 友链 合作 媒体 伙伴 文章 内容 信息 \
难易度 篇 位 粉丝 关于 作者 创作者 介绍 我自己 我们 更多 显示 查看 全部 留言 评论 留下 一个 回复 回覆 回应 发表 张贴 張贴 没有 没有了 暂无 数据 \
全站 个人 主题 上一主题 下一主题 帖子 快速 高级 模式 登录名 密码 找回 注册 登录 昵称 邮箱 网址 验证码 您的 你的 姓名 必填 提交 搜寻 搜索 检索 展开 \
闔起 收合 收起 树状 发表者 视力 保护色 护眼 字体 浏览 次数 人数 点阅 人气 累计 今日 昨日 总 访问 访问量 浏览量 阅读量 在线 随机 历史上 的 今天 可能 \
会 有 兴趣 您 你 编辑部 小编 首页 关键词 热词 联系 投稿 订阅 广告 服务 声明 隐私 地图 帮助 反馈 客服 官方 官网 平台 公众号 微信 微博 抖音 头条 客户端 小程序 \
往期 回顾 精选 精彩 热评 阅读 延伸 猜 喜欢 关注 点赞 收藏 分享 转发 打印 关闭 返回 顶部 上一篇 下一篇 上一页 下一页 上一条 下一条 \
百度 搜狗 必应 谷歌 神马 baidu sogou google bing yahoo admin administrator webmaster more next previous prev post posts navigation page pages \
top go up back to home menu archive archives category categories tag tags comment comments reply leave a cancel like loading share print email search \
sidebar recent popular login rss sitemap powered by the player version friendly printer website name required about author latest related news hot";
