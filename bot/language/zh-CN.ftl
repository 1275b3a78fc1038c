# 人们读到的文字,简体中文。键名与 en-US.ftl 完全相同。

## 个人选择

language-name = 简体中文
list-comma = 、
settings-title = 设置
settings-adjust = 在这里调整你的设置。当前后缀：{ $suffix }
settings-result = 每条提示词后面都会加上：{ $result }
settings-on = 已打开：{ $names }
settings-nothing = 无
settings-more-adjust = 默认画幅和语言，以及要不要另外提醒你。
settings-reasons = **这里不可用**
settings-reason = { $label }：{ $reason }
settings-no-variations = { $model } 不能从已有图片开始，所以没有变体。
settings-not-yours = 这是别人的设置；请用 /settings 打开你自己的。
settings-gone = 这个按钮来自旧版本；请重新打开 /settings。
settings-no-model = 这里已经没有模型 `{ $model }` 了；请重新打开 /settings。
settings-model-default = 使用默认模型（{ $name }）
settings-more = 更多设置…
settings-more-what = 默认画幅、私信、提醒、语言
settings-ar-default = 画幅：正方形，除非提示词里写了 --ar
settings-language-default = 语言：跟随 Discord
settings-raw = RAW 模式
settings-stylize-low = 风格化 低
settings-stylize-med = 风格化 中
settings-stylize-high = 风格化 高
settings-stylize-very-high = 风格化 极高
settings-visibility = 公开模式
settings-remix = Remix 模式
settings-variability-high = 高变化模式
settings-variability-low = 低变化模式
settings-sticky = 固定风格
settings-speed-turbo = 极速模式
settings-speed-fast = 快速模式
settings-speed-relax = 慢速模式
settings-reset = 重置设置
settings-was-reset = ↩️ 已还原：默认模型、画幅和风格化，无 RAW，无后缀，无固定风格；快速模式；**公开**模式，之后的图片会发在你使用命令的地方；关闭 Remix，高变化，不发私信，显示提醒。自定义选项和语言不变。
settings-dm = 私信发送结果
settings-notices = 提醒
settings-back = 返回

prefer-title = 你的偏好
prefer-options-title = 你的选项
prefer-invalid = 选项无效
prefer-bad-name = `--{ $name }` 不能作为名称：名称由 1 到 32 个 a–z、0–9 和 _ 组成，以字母开头。例如 `{ $fitting }`。
prefer-real-parameter = `--{ $name }` 已经是一个参数（{ $meaning }）；请给你的选项换一个名称。
prefer-too-many = 你已有 { $most } 个选项，这是上限。请先删除一个：/prefer option set 填写名称、不填值。
prefer-no-such-option = 你没有选项 `--{ $name }`。
prefer-no-such-option-like = 你没有选项 `--{ $name }`。是不是想写 `--{ $like }`？
prefer-option-set = `--{ $name }` 现在代表 { $value }。
prefer-option-use = 像普通参数一样，把 `--{ $name }` 写在文字后面。
prefer-option-deleted = `--{ $name }` 已删除。你现在有：
prefer-no-options = 你还没有自己的选项。用 /prefer option set 建一个。
prefer-suffix-set = 从现在起，你的每条提示词后面都会加上：{ $suffix }。提示词里自己写的优先。
prefer-suffix-cleared = 你现在没有后缀；除了 /settings 里的设置，提示词后面不再添加任何内容。
prefer-remix-on = Remix 模式已打开：按变体、拉远、延伸和 🔄 时会先让你修改提示词；关掉窗口不会花费任何额度。
prefer-remix-off = Remix 模式已关闭：按变体、拉远、延伸和 🔄 会用原来的文字直接开始。
prefer-variability-high = 高变化：V1 到 V4 保持构图，改变其中的内容（强）。
prefer-variability-low = 低变化：V1 到 V4 与原图非常接近（弱）。
prefer-dm-on = 私信发送结果已打开：每次完成后会把四格图也发到你的私信。
prefer-dm-off = 私信发送结果已关闭：结果只出现在你提出请求的地方。

# /help:每段是 help-<主题>-<编号>,第一行是标题。
help-title = 帮助：{ $topic }
help-topic-start = 入门
help-topic-drawing = 画什么
help-topic-prompts = 提示词
help-topic-parameters = 参数
help-topic-buttons = 按钮
help-topic-commands = 命令
help-topic-settings = 设置
help-topic-quota = 额度
help-topic-privacy = 隐私
help-topic-rules = 规则
help-parameter = { $meaning }（{ $allowed }）
help-more-topics = 更多帮助…
help-start-1 =
    第一张图
    输入 `/imagine`，写下你想看到的画面。会出现四张图，你能看着它们一步步画出来。下面三个按钮是例子：按一下就会立刻开始画。
help-start-2 =
    接下来
    U1 到 U4 单独发出其中一张。V1 到 V4 以那一张为基础再画四张。🔄 用同样的文字重新画。编号从左到右、从上到下。
help-start-3 =
    保存或丢弃
    在结果上加 ✉️ 表情，图片会发到你的私信；加 ❌，正在画的任务会停止，已完成的会先问你是否删除消息。用 /jobs 可以找回以前的图片。
help-start-4 =
    关于本机器人
    Easel 是自由软件（Apache-2.0），由本服务器自行运行，与 Midjourney 和 Discord 均无关联。
help-drawing-1 =
    它没学过的词
    当前模型没有学过的词多半画不出来，头几次我会告诉你是哪些词。/surprise 会用它认识的词替你想一条提示词。
help-prompts-1 =
    怎么写提示词
    写出画面里有什么、在哪里、光线和风格，例如 `水彩画 日落时的红色灯塔`。简短直白就好，顺序影响不大。文字在前，`--ar 3:2` 这样的参数放在最后。
help-prompts-2 =
    权重
    `::` 把提示词分成几部分，后面的数字是前面那一部分的权重：`灯塔::2 大海::0.5`。权重之和必须大于 0。`(词:1.2)` 和 `[词]` 可以调整单个词。
help-prompts-3 =
    排除某样东西
    `--no 云，人` 写出画面里不要有的东西。不要写“没有云”：模型只会读到“云”。
help-prompts-4 =
    一次画多组
    `一只{ "{" }红色，白色{ "}" }的{ "{" }猫，兔子{ "}" }` 会按每种组合生成四个任务；`--repeat 3` 把同一条提示词画三次。超过三个任务时，我会先报价并请你确认。
help-prompts-5 =
    用图片作提示
    图片链接写在文字前面：`https://… 水墨`。`--iw` 决定图片的影响有多大，0 到 3。自己的图片先发到频道里，再复制它的链接。/blend 可以不写文字、直接混合两到五张图片。
help-prompts-6 =
    不知道写什么
    /surprise 会替你想一条提示词。/describe 看图并给出四条提示词。/shorten 告诉你哪些词真正起作用。输入 /imagine 时也会有建议。
help-prompts-7 =
    提示词被拒绝
    回答会说明是哪个参数、允许的取值和最接近的正确写法。不会保存，也不扣额度；按“修改并重试”可以打开原文修改；如果能猜到你想写什么，还会有“改为 --seed”这样的按钮，按一下就发送更正后的提示词。
help-parameters-1 =
    参数的写法
    写在所有文字后面，顺序和大小写不限：`a fox --ar 16:9 --seed 7`。下面是当前模型支持的参数；其余的会说明原因并拒绝。
help-parameters-2 =
    画幅和尺寸
    `--ar 3:2` 设置宽高比；面积由模型决定。想要更大的图，用 `--hd` 或 `--size`，以模型能画的为限；没有 --width。
help-parameters-3 =
    画出同样的图
    文字、模型和设置相同时，`--seed 7` 会得到同样的四张图。在结果上加 ✉️，或用 /show、/jobs，可以看到随机种子。
help-parameters-4 =
    谁优先
    先看提示词，再看后缀，然后是设置，最后是模型的默认值。/show 会列出每个参数来自哪里。
help-buttons-1 =
    U1 到 U4
    单独发出那一张图，与四格图里的完全一样。免费、立即、不限次数。
help-buttons-2 =
    V1 到 V4（变体）
    以那一张为基础再画四张。高变化会改变内容，低变化与原图非常接近：用 /settings 或 /prefer variability 选择。单张图下面的“变体（弱）”和“变体（强）”各管各的；“拉远”“自定义拉远”“变为方形”和四个箭头会画出图片四周的内容。费用与 `/imagine` 相同。
help-buttons-3 =
    🔄（重画）
    同样的文字，新的种子。费用与 `/imagine` 相同。
help-buttons-4 =
    Remix
    打开 Remix（/prefer remix）后，按变体、拉远、延伸和 🔄 会先显示提示词。改了就按新文字画；不改就是普通变体；关掉窗口不花任何额度。按过的按钮会变绿。
help-buttons-5 =
    谁可以按
    看得到消息的人都可以。新任务属于按按钮的人：由他付费、由他收到提醒，用他自己的设置。按钮永远有效。
help-buttons-6 =
    停止任务，或重新运行
    “取消”停止你正在等待或正在画的任务，并退回额度；/cancel 在任何地方都能用。“重试”重新运行失败的任务。
help-commands-1 =
    所有命令
    每条命令的用途；管理员命令需要“管理服务器”权限。
help-settings-1 =
    设置面板
    /settings 打开你自己的面板。绿色表示已打开，每按一下立即生效，上方文字显示现在会加在每条提示词后面的参数。
help-settings-2 =
    后缀
    /prefer suffix 在你的每条提示词后面加上参数，例如 `--ar 3:2 --no text`。不填值就会清除。
help-settings-3 =
    自己的选项
    /prefer option set 给一段文字和参数起个名字：`mine` 代表 `in ink --ar 3:2`，写 `a fox --mine` 就能用。最多 20 个；/prefer option list 列出全部。
help-settings-4 =
    语言
    我使用你 Discord 的语言：英语或简体中文。要换语言，请在 /settings 的“更多设置…”里选择。
help-settings-5 =
    私信发送结果
    /prefer auto_dm 会把每次完成的四格图也发到你的私信（前提是你的私信对我开放）。
help-settings-6 =
    恢复默认
    “重置设置”会还原面板上的一切：默认模型、画幅和风格化，无后缀，快速模式，公开模式，关闭 Remix 和私信结果，并告诉你还原了什么。自定义选项和语言不变。
help-quota-1 =
    额度
    一点额度等于按模型默认设置画一组四格图，形状不限。`--q .5` 减半；`--steps` 更多、`--size` 更大或 `--sampler` 更慢，就按实际计算量收费；U 免费。费用不是一点时，消息里会写明；超过两点时我会先问你。
help-quota-2 =
    什么时候恢复
    按天、按周或按月，由服务器管理员用 /quota set 设定；私信另有少量额度。/info 显示还剩多少、何时恢复。失败和取消的任务会退回额度。
help-quota-3 =
    快速、慢速、极速
    /turbo 的任务（如果服务器提供）排在最前面，费用加倍。/fast 的任务其次，消耗额度。/relax 的任务免费，排在所有付费任务之后。
help-quota-4 =
    为什么要排队
    快速先于慢速；然后看谁正在运行的任务最少，再看谁最近一小时用得最少。消息里会写明你的位置和大约的等待时间。
help-quota-5 =
    队列已满
    每个人可以有几个任务同时运行，另有一些排队。用 /cancel 取消一个，或等其中一个结束。
help-privacy-1 =
    保存了什么
    你的提示词、图片、任务时间和设置，都保存在运行本机器人的机器上的一个文件夹里。模型也在那里运行：提示词和图片不会发给其他服务。
help-privacy-2 =
    公开与隐身
    公开的结果发在你提出请求的地方。如果服务器允许，/stealth 会改为发到你的私信。在那里别人都打不开。举报图片时，管理员会看到图片和提示词。
help-privacy-3 =
    删除
    在自己的结果上加 ❌，或右键 → 应用 → “取消任务”（Cancel Job）并确认，消息就会被删除，图片仍然保留。要删除关于你的全部数据，请联系运营者；数据不会因为时间久而自动删除。
help-privacy-4 =
    图片里的信息
    图片文件带有提示词、种子和设置，以便 /show 读回。分享之前请注意。
help-rules-1 =
    可以画什么
    遵守本服务器的规则以及 Discord 的条款和社区准则，私信里也一样。不要画真人裸体、任何涉及未成年人的色情内容，也不要用图片骚扰他人。
help-rules-2 =
    举报
    右键图片 → 应用 → “举报任务”（Report Job）：会交给管理员处理，图片的主人不会知道是谁举报的。
help-rules-3 =
    图片归谁
    由所用模型的许可证决定，运营者知道详情。内置模型的许可证是 Apache-2.0：它画的图可以随意使用。
help-example-1 = 水彩画 日落时的红色灯塔
help-example-2 = 油画 雪地里的白色猫 --ar 3:2
help-example-3 = 素描 极光下的宝塔
drawing-also = 能画什么 会画什么 画得出 题材 认识 主题 模型
drawing-size-also = 更大 大一点 放大 分辨率 尺寸 像素 图片 大
drawing-things-heading = 我能画什么
drawing-things = { $model } 是个小模型，会画这些东西：{ $things }。它认识它们的颜色、地点、时间和下面的风格，中文和英文都可以；别的东西多半画不出来。
drawing-anything = { $model } 学过各种各样的图片：写出你想看到的画面就好。人名、数字和文字是这类模型最不擅长的。
drawing-styles-heading = 叫得出名字的风格
drawing-styles = { $styles }。
drawing-size-heading = 多大
drawing-size = { $model } 默认画 { $px } × { $px } 像素，用 `--size` 最多可到四倍面积，例如 `--size { $most }x{ $most }`。
ask-title = 回答
ask-from-help = 来自 /help { $topic }
ask-from-page = 来自 { $page }
ask-see-also = 另见：{ $topics }
ask-nothing-title = 没有找到
ask-nothing = 我只搜索帮助文字，里面没有提到这个问题。最接近的主题：{ $topics }。换个说法也许能找到。
subscribe-title = 这里的额度
subscribe-now = 你的额度：{ $allowance }。适用规则：{ $whose }。这里没有付费订阅：机器人由服务器自行运行。
invite-title = 邀请
invite-public = 把我加到另一个服务器：{ $link }
invite-private = 运营者只在自己的服务器上使用本机器人。Easel 是自由软件；有一块显卡，你就可以自己运行一个。
userid-title = 你的用户 ID
userid-is = `{ $id }`

# Words people ask /ask with; searched, never shown.
help-start-1-also = 开始 新手 教程 使用方法 生成 图片
help-start-3-also = 保存 下载 历史 找回
help-start-4-also = 作者 开源 免费 谁做的
help-prompts-2-also = 强调 加强 减弱 重要
help-prompts-3-also = 负面 反向 去掉 避免 不要 排除
help-prompts-4-also = 批量 组合 排列 多张 重复
help-prompts-5-also = 垫图 参考图 照片 自己的照片 上传 合并 融合 混合 两张图片
help-prompts-6-also = 灵感 随机 反推 描述
help-prompts-7-also = 错误 报错 红色 写错 无效
help-parameters-2-also = 宽一点 画宽一点 高一点 宽图 横图 竖图 比例 分辨率 大小 尺寸 长宽比 像素 横屏 竖屏 画宽
help-parameters-3-also = 复现 一样 相同 种子 再画
help-parameters-4-also = 优先级 覆盖 先后 顺序
help-buttons-1-also = 放大 单张 大图
help-buttons-2-also = 变体 相似 变化
help-buttons-3-also = 重画 重新生成 再来一次
help-buttons-4-also = 修改提示词 改词 编辑
help-buttons-5-also = 别人 其他人
help-buttons-6-also = 停止 停下 停下来 停 中止 中断 终止 取消 取消任务 失败 退回
help-settings-1-also = 默认 偏好 选项 模型 切换
help-settings-2-also = 每次 自动添加 后缀
help-settings-3-also = 快捷 缩写 自定义 预设
help-settings-4-also = 中文 英文 翻译 切换语言
help-settings-5-also = 私信 自动 副本
help-settings-6-also = 重置 恢复 默认
help-quota-1-also = 价格 费用 花钱 收费 多少钱 付费 订阅
help-quota-2-also = 用完 恢复 剩余 上限 还剩
help-quota-3-also = 速度 模式 更快
help-quota-4-also = 等待 排队 太慢 多久
help-quota-5-also = 任务太多 上限
help-privacy-1-also = 数据 上传 保存 安全 泄露 服务器
help-privacy-2-also = 隐藏 私密 不公开 别人看到
help-privacy-3-also = 删除 清除 移除 图片 数据 删除图片
help-privacy-4-also = 元数据 文件信息
help-rules-1-also = 禁止 违规 内容 允许 色情 真人
help-rules-2-also = 投诉 举报 管理员
help-rules-3-also = 版权 商用 所有权 归属 授权
remix-title = Remix 提示词
zoom-title = 拉远
remix-again = 修改后再 Remix
remix-too-old = 这个窗口太旧了；请重新按一次按钮。
remix-too-long = 输入框最多 { $most } 个字符，而这条提示词有 { $got } 个。请用 /prefer remix 关闭 Remix，或用 /imagine 发送。
remix-cropped = 画幅从 { $before } 变成了 { $after }：起始图片会裁切成新的形状，不会被拉伸变形。

## 图片的一部分

region-title = 变体（局部）
region-how = 在下面选择要重画的格子，一个或多个。其余部分逐像素保持不变。
region-chosen = 图片的 { $percent } % 会重画，就是蓝色的部分；其余部分逐像素保持不变。重画 20% 到 50% 效果最好。
region-prompt = 提示词：{ $prompt }
region-placeholder = 要重画的格子
region-edit = 修改提示词
region-submit = 提交
region-draw = 手动涂画
region-alt = 图片，选中的部分为蓝色
region-empty = 还没有选择任何部分。请按图片下面的“变体（局部）”，选一个或多个格子。
region-gone = 当时重画的区域已不再保留。请按图片下面的“变体（局部）”重新选择。
region-shape = 局部重画不能改变画幅：图片保持 { $before }，而不是 { $after }。
region-resized = 蒙版原为 { $got }，已缩放为 { $want }，与图片一致。
region-mask-black = 蒙版里没有白色部分。白色的部分会重画，黑色的部分保持不变。

# 手动涂画的网页
page-title = 画出要修改的部分
page-hint = 蓝色的部分会重画，其余部分逐像素保持不变。
page-keys = 用键盘：方向键移动，空格键开始和结束一个形状，退出键放弃。
page-rectangle = 矩形
page-lasso = 套索
page-brush = 画笔
page-undo = 撤销
page-clear = 清空
page-zoom-in = 放大
page-zoom-out = 缩小
page-picture = 图片：在上面涂画
page-prompt = 提示词
page-submit = 提交
page-sending = 正在发送……
page-failed = 没有送达，请再试一次。
page-done = 已发送。Easel 会在 Discord 里回复，可以关闭本页了。
page-link-forged = 这个链接不是 Easel 的，或者 Easel 已经重启。请再按一次图片下面的“变体（局部）”。
page-link-over = 链接已过期：它只在 15 分钟内有效。请再按一次图片下面的“变体（局部）”。
page-link-used = 链接已用过：它只能提交一次。请再按一次图片下面的“变体（局部）”。
page-link-elsewhere = 这个链接已在另一个浏览器里打开，不能再打开第二次。请再按一次图片下面的“变体（局部）”。
info-label-queued-turbo = 排队任务（极速）
info-label-place = 你的下一个任务

## pictures and words: describe, shorten, surprise

proposal-edit = 编辑
proposal-imagine = 生成
proposal-form-title = 生成这条提示词
proposal-too-long = 表单最多容纳 { $most } 个字符，而这条提示词有 { $length } 个；请用 /imagine 重新发送。
describe-title = 我看到的画面
describe-footer = 按数字可修改并生成那条提示词，按 🔄 换一批。
describe-own = 这张图片自带的提示词，原样读自文件。
describe-imagine-all = 🎉 全部生成
describe-which = 请只给一样：在“图片”（`image`）里放图片，或在“链接”（`link`）里放图片地址。
describe-no-captioner = { $model } 在这里无法描述图片：运营者可以在 [engine] 下设置 `captioner`。
describe-banned = 我对这张图片的描述都含有本服务器不允许的词语。
describe-picture-gone = 这条消息里的图片已经不在了；请重新使用 /describe。
shorten-title = 精简
shorten-important = 重要的词
shorten-prompts = 精简后的提示词
shorten-footer = 按数字可修改并生成那条提示词。
shorten-show-details = 显示详情
shorten-details = 每个词的权重（0 到 1）
shorten-more = 还有 { $n } 个
shorten-no-weights = 带 `::` 的提示词已经自己写明了各部分的权重，无法精简；请去掉 `::`。
shorten-no-changes = 在绘制过程中更换词语的提示词（例如 `[狐狸:猫头鹰:0.5]`）无法精简；请只留一个词。
shorten-no-no = /shorten 只衡量画面中要出现的词；请去掉 `--{ $name }`。
shorten-no-braces = `{"{"}…{"}"}` 代表多条提示词；请一次精简其中一条。
shorten-few = { $n ->
    [0] 没有可以衡量的词；/shorten 需要至少 { $fewest } 个词。
   *[other] 只有 { $n } 个词，已经够短了；/shorten 需要至少 { $fewest } 个词。
 }
surprise-title = 🎲 这个怎么样？
surprise-footer = 按下“生成”之前不会花费任何额度。
surprise-theme-nature = 自然
surprise-theme-animals = 动物
surprise-theme-buildings = 建筑
surprise-theme-machines = 机械
surprise-theme-sea = 大海
surprise-theme-space = 太空
surprise-theme-fantasy = 奇幻
surprise-another = 🎲 换一个
surprise-no-theme = 这里没有主题 `{ $theme }`。可以选 { $known }，或者不填。

## pauses

pause-title = 已暂停
pause-holds = 管理员已暂停你的生图权限，直到 { $until }（{ $rest }）。已有的作品都会保留。

## 从文字到任务

link-title = 链接无效
link-too-many = 一条提示词最多可带 { $most } 个图片链接，你给了 { $count } 个。
link-slow = `{ $link }` 超过 { $seconds } 秒仍未响应。请重试，或换用该图片的其他地址。
link-private = `{ $link }` 不可用：只读取互联网上的公开地址。
link-unreachable = 无法访问 `{ $link }`。请检查地址，或将图片上传到 Discord 后使用它的链接。
link-status = `{ $link }` 没有返回图片（{ $status }）。请检查地址；Discord 的链接一天后失效。
link-redirects = `{ $link }` 一再跳转，没有尽头；请使用图片自身的地址。
link-bytes = `{ $link }` 超过了可读取的上限 { $most } MB。
link-pixels = `{ $link }` 超过了可读取的上限 { $most } 百万像素。请缩小后再发送。
link-side = `{ $link }` 长达 { $got } 像素；每边最多读取 { $most } 像素。请缩小后再发送。
link-too-hard = 读取 `{ $link }` 所需的时间或内存超过了一张图片的上限。请另存为普通的 PNG 或 JPEG 后再发送。
link-kept-too-many = 你排队中的任务所用的图片已达 { $most } MB，这是每人可保留的上限。请等其中一个完成，或发送较小的图片。
link-damaged = `{ $link }` 已损坏，或文件缺少一部分。请重新发送这张图片。
link-page = `{ $link }` 是网页而不是图片；请使用图片自身的地址。
link-no-picture = `{ $link }` 不是可读取的图片：支持 PNG、JPEG、WebP 和 GIF。
link-no-start = { $model } 不能以图片为起点，因此无法使用图片链接。请去掉链接，用文字描述这张图片。

blend-not-a-picture = `{ $name }` 不是图片：可以混合 PNG、JPEG、WebP 和 GIF。
blend-duplicate-title = 检测到重复图片
blend-duplicate = 其中两张图片相同；混合需要不同的图片。
edit-not-a-picture = `{ $name }` 不是图片：可以修改 PNG、JPEG、WebP 和 GIF。
edit-no-picture = 这条消息里没有图片。
edit-one-first = 这里有四张图。请先按 U1 到 U4，再按要修改的那张图下面的“修改”。
edit-form-title = 修改
edit-form-label = 要改什么？
edit-form-examples = 例如：变成夜晚 · 把房子改成蓝色 · 加一道彩虹 · 变成水彩画

banned-title = 检测到违禁词
banned-word = 本服务器不允许使用“{ $word }”一词。请修改提示词后重新发送。

confirm-title = 请确认
confirm-question = 这将生成 { $jobs } 个任务（{ $credits }）。要继续吗？
confirm-price = 这将花费 { $credits }，而不是 1 点（{ $reasons }）。要继续吗？
confirm-pixels = 像素 × { $times }
confirm-pictures = 图片数 × { $times }
confirm-evaluations = 计算步数 × { $times }
confirm-lane = 极速 × { $times }
job-remix = Remix
job-remix-strong = Remix（强）
job-remix-subtle = Remix（弱）
notice-title = 请注意
confirm-yes = 是
confirm-no = 取消
confirm-cancelled = 没有生成任何图片，也没有扣除额度。
confirm-closed = 该确认已失效，没有扣除额度；请重新发送命令。

translation-shown = 英文译文：{ $text }
translation-hint = { $model } 只懂{ $languages }，其他语言的词语它只能猜测，最好用英文描述。此提示只显示一次。
translation-hint-languages = { $language ->
    [en] 英语
    [zh] 中文
    [ja] 日语
    [ko] 韩语
   *[other] { $language }
  }

notice-stylize-words = { $model } 不使用引导，因此 `--stylize` 和 `--style raw` 只影响措辞：高于 200 时加入固有风格的词语，否则不起作用。
notice-chaos-words = { $model } 不使用引导，因此 `--chaos` 只通过词语起作用。
notice-and-guidance = 用 `AND` 时每个主题各用完整的引导强度，合计 { $wanted }；{ $model } 最多 { $highest }，因此按这个值绘制。调低 `--cfg` 更合适。
notice-weird-words = { $model } 不能再为这条提示词的部分加权，因此 `--weird` 只通过词语起作用。
notice-edit-start = { $model } 不懂修改指令：它会在原图上按你的文字重画，构图保持不变。请描述整个画面。
notice-unknown-words = { $model } 没有学过 { $words }，多半画不出来。它能画什么，见 /help 的“画什么”。
notice-cut-words = 文字太长，{ $model } 只读得完前面的部分；没有读到的是：`{ $words }`

## 任务消息

job-owned = { $prompt } - { $owner }
job-owned-by = { $prompt } - { $by }，来自 { $owner }
job-variations-strong = 变体（强）
job-variations-subtle = 变体（弱）
job-upscaling-subtle = 放大中（忠实）
job-upscaling-creative = 放大中（创意）
job-making = 成图过程影片
job-upscaled-subtle = 放大（忠实）
job-upscaled-creative = 放大（创意）
job-full = 完整版
job-zoom = 拉远
job-pan-left = 向左延伸
job-pan-right = 向右延伸
job-pan-up = 向上延伸
job-pan-down = 向下延伸
job-edit = 修改
job-variations-region = 变体（局部）
job-waiting = { $prompt } - { $owner }（排队中）
job-waiting-making = 正在重新绘制图 #{ $index }，制作成图过程影片：{ $prompt } - { $owner }（排队中）
job-waiting-upscale = 正在放大图 #{ $index }：{ $prompt } - { $owner }（排队中）
job-waiting-variations = 正在为图 #{ $index } 生成变体：{ $prompt } - { $owner }（排队中）
job-waiting-full = 正在生成图 #{ $index } 的完整版：{ $prompt } - { $owner }（排队中）
job-waiting-zoom = 正在拉远图 #{ $index }：{ $prompt } - { $owner }（排队中）
job-waiting-pan-left = 正在向左延伸图 #{ $index }：{ $prompt } - { $owner }（排队中）
job-waiting-pan-right = 正在向右延伸图 #{ $index }：{ $prompt } - { $owner }（排队中）
job-waiting-pan-up = 正在向上延伸图 #{ $index }：{ $prompt } - { $owner }（排队中）
job-waiting-pan-down = 正在向下延伸图 #{ $index }：{ $prompt } - { $owner }（排队中）
job-line = 排在第 { $place } 位
job-line-time = 排在第 { $place } 位，{ $time }
job-restarted = { $prompt } - { $owner }（已重启，回到队列中）
job-restarted-place = { $prompt } - { $owner }（已重启，回到队列第 { $place } 位）
job-running = { $made }（{ $percent }%）（{ $mode }）
job-finished = { $made }（{ $mode }）
job-mode-fast = 快速
job-mode-relax = 慢速
job-mode-turbo = 极速
job-mode-fast-stealth = 快速，隐身
job-mode-relax-stealth = 慢速，隐身
job-mode-turbo-stealth = 极速，隐身
job-single = { $prompt } - 图 #{ $index } { $owner }
job-kept = { $prompt } - { $owner }（已完成并妥善保存：我既不能在这里发言，也无法私信你；等你使用 /info 或我下次启动时，我会再试一次）
job-not-there = { $channel } 不接收这条消息，所以发到这里。
job-stopped = { $prompt } - { $owner }（已取消）
job-paused = { $prompt } - { $owner }（已暂停，重启后继续）
job-held = { $prompt } - { $owner }（已暂停：Easel 无法写入磁盘，恢复后自动继续）
job-failed = { $prompt } - { $owner }（失败：{ $reason }）
job-id = **任务编号**：{ $job }
job-seed = **种子** { $seed }
job-alt-grid = { $count ->
    [4] 四张图片
   *[other] { $count } 张带编号的图片
  }
job-alt-film = 图片逐步绘成的过程，从最初的猜测到最后的成图
job-alt-upscaled = 放大一倍的图片
job-alt-picture = 第 { $index } 张图片
job-alt-preview = 四张图片的预览，{ $percent }%
job-alt-prompt = 完整的提示词
job-sent-as-webp = 已改用 WebP 发送：PNG 超过了本服务器的上传上限，原图完整保存在这边。
job-sent-as-webp-shrunk = 已改用 WebP 发送，并从 { $full } 缩小到 { $sent }：PNG 超过了本服务器的上传上限，原图完整保存在这边。

time-under-a-minute = 不到一分钟
time-minutes = 约 { $n } 分钟
time-hours = 约 { $n } 小时

reason-broken = 我们这边出了问题
reason-made-otherwise = 重新绘制得到了不同的图片，现在的模型已不是原来那个
reason-source-gone = 作为起点的图片已经不在了
reason-interrupted = 三次被重启打断。
reason-out-of-memory = 显存放不下这么大的图片，请换小一点的尺寸。
reason-generation-failed = 模型生成这张图片时出错了。
reason-not-finite = 生成这张图片时模型的数值溢出了，请换一组设置。
reason-killed = 每次尝试这张图片时显卡都停止了工作，请改动一些设置再试。

## prompt

prompt-title-prompt = 提示词有误
prompt-title-parameter = 参数有误
prompt-title-link = 链接有误
prompt-title-limit = 任务太多
prompt-title-unavailable = 这里不可用

prompt-long = 提示词最多 { $most } 个字符，你写了 { $count } 个。
prompt-empty = 没有可画的内容：请写几个词，或给两张图片。
prompt-image-alone = 只有一张图片时还需要文字，或者再加一张图片。
prompt-limit = 这会生成 { $count } 个任务，你的上限是 { $most } 个。
prompt-limit-length = 这会生成 { $jobs } 个任务，合计 { $count } 个字符，最多 { $most } 个。请缩短文字，或分几次下单。
prompt-more-than = 超过 { $count }
prompt-one-job = 这会生成 { $count } 个任务，这里一条提示词只能有一个。请去掉花括号和 `--repeat`。
prompt-repeat-seed = `--repeat { $count }` 加上 `--seed` 会把同一组图画 { $count } 遍；想要不同的图，请去掉 `--seed`。

prompt-more-mistakes = 另外还有 { $count } 处错误。

prompt-brace-unopened = 第 { $place } 个字符的 `{"}"}` 没有对应的左括号。要写普通的花括号，请用 `\{"}"}`。
prompt-brace-unclosed = 第 { $place } 个字符的 `{"{"}` 没有闭合。要写普通的花括号，请用 `\{"{"}`。
prompt-brace-depth = 花括号最多嵌套 { $deepest } 层；要写普通的花括号，请用 `\{"{"}`。
prompt-brace-pipe = { $typed } 里没有逗号：选项之间用逗号分隔，例如 { $right }。

prompt-link-later = 图片链接要放在文字前面。
prompt-link-page = 这个链接是网页，不是图片；请使用图片本身的地址。
prompt-link-ending = 这个链接是 .{ $ending } 文件，不是图片；请使用 PNG、JPEG、WebP 或 GIF。
prompt-link-broken = { $link } 不是有效的地址；链接应类似 `https://example.org/picture.png`。
prompt-link-weight = 图片链接不能带 { $typed }；用 `--iw 2` 可以让图片的影响更大。
prompt-link-many = 一条提示词最多 { $most } 个图片链接，你写了 { $count } 个。

prompt-parts-many = 用 `::` 最多分成 { $most } 段，这里有 { $count } 段。
prompt-weight = `::` 后面的权重从 -{ $highest } 到 { $highest }，最多 { $decimals } 位小数，你写的是 { $typed }。例如 `灯塔::2`。
prompt-weight-sum = 权重之和是 { $total }，必须大于 0。
prompt-weight-negative = 负权重太强：合计最多抵消正权重的一半，例如 `大海::2 船::-1`。
prompt-emphasis = 括号里的词权重可以是 { $low } 到 { $high }，例如 `(灯塔:1.3)`，你的是 { $weight }。要写普通的括号，请用 `\(`。
prompt-no-brackets = `--no` 里的括号不改变权重：已按 { $words } 理解。
prompt-and = `AND` 会同时画两边的主题，各自按完整的引导强度；普通的“和”请写 `and`。
prompt-and-weights = 因为旁边有 `::`，`AND` 被当作 `::`；普通的“和”请写 `and`。
prompt-changes-many = 一条提示词最多有 { $most } 处可以在绘制过程中更换词语，这一条超过了。
prompt-change-almost = { $typed } 无法理解：更换词语要像 `[狐狸:猫头鹰:0.5]` 这样写，最多两段文字，末尾是步数的比例（`0.5`）或步数（`12`）。要写普通的括号请用 `\[`。
prompt-change-inside = { $typed } 会把提示词分成几段，不能放在更换词语的括号里；请把括号放进每一段里。
prompt-change-never = { $typed } 在 { $steps } 步里不会变化：带小数点的数是步数的比例，例如 `0.5`，不带小数点的是步数。
prompt-texts-many = 词语更换得太频繁，一张图要读 { $count } 段文字；最多 { $most } 段。
prompt-texts-long = 一张图要读的文字一共有 { $count } 个字符；最多 { $most } 个。
prompt-break = `BREAK` 已去掉：{ $model } 会整段读取文字。
prompt-pasted-left = 粘贴的设置中，以下各项在这里没有对应，已略去：{ $names }。

prompt-json = 这是 JSON，读不出提示词：请直接写文字，或给出带 `"prompt"` 的对象。普通花括号请写 `\{"{"}`。
prompt-forms-left = 以下是其他程序的写法，已略去：{ $names }。`(灯塔:1.3)` 可以加强词语，`{"{"}红，绿{"}"}` 会各做一个任务。
prompt-forms-read = 以下是其他程序的写法，已按这里的写法理解：{ $pairs }。
prompt-stray-dashes = 末尾的破折号后面没有参数，已略去。

prompt-glued-next = { $typed } 在 `{ $right }` 前面少了一个空格。
prompt-weight-space = { $typed } 被当作文字：权重要紧跟在双冒号后面，例如 { $right }。
prompt-allowed-one = 只有 { $values }

prompt-needs-value = `--{ $name }` 需要一个值：{ $allowed }，例如 `--{ $name } { $example }`。
prompt-needs-words = `--{ $name }` 需要一个值，例如 `--{ $name } { $example }`。
prompt-value-words = `--{ $name }` 得到的是 { $typed }。参数要放在所有文字之后，请把 { $rest } 移到 `--{ $name }` 前面。
prompt-flag-value = `--{ $name }` 不带值。请去掉 { $typed }；如果它属于文字，请移到 `--{ $name }` 前面。
prompt-takes = `--{ $name }` 的取值：{ $allowed }；你写的是 { $typed }。
prompt-two-sentences = { $first }{ $second }
prompt-did-you-mean = 你是想写 { $right } 吗？
prompt-ratio = `--{ $name }` 需要两个整数，例如 { $example }。
prompt-ratio-limit = `--{ $name }` 超过 { $highest }:1，这个模型画不了，你写的是 { $typed }。
prompt-size = `--{ $name }` 需要以像素为单位的“宽x高”，例如 { $example }，你写的是 { $typed }。
prompt-size-limit = `--{ $name } { $typed }` 超出了这个模型的能力：像素总数最多与 { $side }x{ $side } 相同。
prompt-size-moved = `--size { $typed }` 改为 { $value }：这个模型的边长以 { $multiple } 像素为一级。
prompt-hd-ratio = `--hd` 最宽只能画 { $highest }:1；请选更接近的 `--ar`，或去掉 `--hd`。
prompt-hd-size = `--hd` 会得到 { $typed }，而 { $model } 最大能画 { $side }x{ $side }；和 `--hd` 一起用时，`--size` 最大 { $usual }x{ $usual }。
prompt-size-and-ar = `--size` 和 `--ar` 都决定画幅，请去掉其中一个。
prompt-too-many = `--{ $name }` 最多 { $most } 个链接，你给了 { $count } 个。
prompt-moved = `--{ $name } { $typed }` 改为最接近的可用值 { $value }。
prompt-sampler-moved = 采样器 { $typed } 改为这个模型里最接近的 `{ $value }`。
prompt-sampler-own = 这里没有与采样器 { $typed } 相近的：已改用模型自带的 `{ $value }`。
prompt-overruled = `--{ $name }` 被 `{ $last }` 取代：以最后一个为准。
prompt-glued = { $typed } 少了一个空格。你是想写 { $right } 吗？
prompt-unknown-like = 没有 { $typed } 这个参数。你是想写 `--{ $right }` 吗？
prompt-unknown = 没有 { $typed } 这个参数。/help 列出了所有参数；要写普通的破折号，请在后面加一个空格。
prompt-almost = { $typed } 被当作文字：参数应写成 `--{ $name }`，前面有空格，横线后面没有空格。
prompt-in-source = 你的{ $source ->
    [suffix] 后缀
   *[settings] 设置
  }中：{ $sentence }
prompt-source-words = { $source ->
    [suffix] 后缀
   *[settings] 设置
  }里只能有参数，例如 `--no text`，不能有文字。
prompt-left-out = 你的后缀或设置中的 `--{ $name }` 已略去。{ $reason }

prompt-without = 没有 `--{ $other }`，`--{ $name }` 不起作用。
prompt-together = 这个模型不能同时使用 `--{ $name }` 和 `--{ $other }`。
prompt-no-weight = `--{ $name }` 的图片不能用 `::` 加权重。
prompt-edit-start = { $model } 以 `--edit` 要修改的那张图为起点，不能再加别的图：请去掉图片链接或 `--edit`。
prompt-iw-alone = 提示词开头没有图片链接时，`--iw` 不起作用。
prompt-words-only = `--{ $name }` 作用于文字，而这条提示词没有文字：请加几个词，或去掉它。
prompt-steps-quality = `--steps` 乘以 `--quality { $quality }` 等于 { $steps } 步，这个模型可以是 { $low } 到 { $high } 步。
prompt-no-guidance = `--cfg 1` 时 `--no` 不起作用，请调高 `--cfg`。
prompt-negative-guidance = `--cfg 1` 时负权重不起作用，请调高 `--cfg`。

prompt-option-braces = 你的选项 `--{ $name }` 里有花括号，花括号只在提示词里展开：请修改它，要写普通的花括号请用 `\{"{"}`。
prompt-source-braces = { $source ->
    [suffix] 后缀
   *[settings] 设置
  }里有花括号，花括号只在提示词里展开：请修改它，要写普通的花括号请用 `\{"{"}`。

prompt-allowed-whole = { $low } 到 { $high } 的整数
prompt-allowed-number = { $low } 到 { $high } 的数字
prompt-allowed-only = { $value }（这个模型只支持这一个）
prompt-allowed-levels = { $values } 或 { $last }
prompt-allowed-choice = { $values } 之一
prompt-allowed-ratio = 两个整数，宽比高
prompt-allowed-pixels = 以像素为单位的“宽x高”，如 { $example }
prompt-allowed-nothing = 不带值
prompt-allowed-draft = 不带值，或图片数量：4、12 或 24
prompt-allowed-best = 为选出最好的四张要生成的数量，{ $low } 到 { $high }，写作 `12` 或 `4 of 12`
prompt-allowed-words = 文字
prompt-allowed-link = 一个图片链接
prompt-allowed-links = 图片链接
prompt-allowed-styles = 图片链接、代码或 `random`

prompt-default-no = 无
prompt-default-seed = 随机
prompt-default-size = 由 `--ar` 决定
prompt-default-version = 默认模型
prompt-default-niji = 默认模型
prompt-default-hd = 关
prompt-default-sd = 开
prompt-default-tile = 关
prompt-default-style = 关
prompt-default-raw = 关
prompt-default-draft = 关
prompt-default-best = 关
prompt-default-edit = 无
prompt-default-fast = 按你的 /fast、/relax 或 /turbo
prompt-default-relax = 按你的 /fast、/relax 或 /turbo
prompt-default-turbo = 按你的 /fast、/relax 或 /turbo
prompt-default-stealth = 按你的 /stealth 或 /public
prompt-default-public = 按你的 /stealth 或 /public

prompt-meaning-ar = 画幅，宽比高
prompt-meaning-size = 以像素为单位的宽和高，代替 `--ar`
prompt-meaning-no = 画面中不应出现的内容
prompt-meaning-seed = 第一张图的起点；同样的种子画出同样的图
prompt-meaning-hd = 边长加倍
prompt-meaning-sd = 模型自己的尺寸
prompt-meaning-tile = 可以无缝平铺的图
prompt-meaning-iw = 图片链接相对文字的影响
prompt-meaning-chaos = 四张图彼此相差多大
prompt-meaning-stylize = 自有风格相对文字的强度
prompt-meaning-weird = 不寻常的点子
prompt-meaning-style = `raw`：不加自有风格
prompt-meaning-raw = 不加自有风格
prompt-meaning-quality = 投入程度：步数和价格按倍数变化
prompt-meaning-steps = 绘制步数
prompt-meaning-cfg = 画面贴近文字的程度
prompt-meaning-sampler = 从噪点到画面的方法
prompt-meaning-stop = 画到这个百分比就结束：更柔和
prompt-meaning-draft = 一张图版上的十二张小草图，半价；选中的可以生成完整版
prompt-meaning-best = 多生成一些，只展示最符合文字的四张
prompt-meaning-model = 用哪个模型
prompt-meaning-version = 按版本选择模型
prompt-meaning-niji = 动漫模型
prompt-meaning-repeat = 同一条提示词画几遍
prompt-meaning-fast = 使用额度，排在免费任务前面
prompt-meaning-relax = 免费，排在所有付费任务后面
prompt-meaning-turbo = 排在所有人前面，额度加倍
prompt-meaning-stealth = 图片只通过私信发给你
prompt-meaning-public = 图片对所有人可见
prompt-meaning-sref = 风格参考
prompt-meaning-sw = 风格参考的强度
prompt-meaning-sv = 风格参考的版本
prompt-meaning-cref = 角色参考
prompt-meaning-cw = 角色参考的强度
prompt-meaning-oref = 物体参考
prompt-meaning-ow = 物体参考的强度
prompt-meaning-profile = 个人口味
prompt-meaning-exp = 更多细节
prompt-meaning-video = 视频
prompt-meaning-motion = 视频中的动作幅度
prompt-meaning-loop = 循环视频
prompt-meaning-end = 视频的最后一帧
prompt-meaning-bs = 一次生成几个视频
prompt-meaning-zoom = 拉远镜头
prompt-meaning-width = 以像素为单位的宽
prompt-meaning-height = 以像素为单位的高
prompt-meaning-edit = 按你的文字修改这些图
prompt-meaning-preview = 试用 Midjourney 的下一个模型
prompt-meaning-uplight = 轻度放大
prompt-meaning-upbeta = 测试版放大
prompt-meaning-upanime = 动漫放大
prompt-meaning-sameseed = 四张图同一个种子
prompt-meaning-creative = 测试模型
prompt-meaning-test = 测试模型
prompt-meaning-testp = 测试模型

prompt-refused = `--{ $name }` 在这里不可用：{ $reason }
prompt-not-negative = { $model } 不能排除内容；请在文字里写明应该有什么。
prompt-not-tile = { $model } 不能画无缝平铺的图。请去掉它。
prompt-not-best = 这里无法判断 { $model } 的哪些图片最好：运营者可以在 [engine] 下设置 `scorer`。请去掉它。
prompt-not-pictures = { $model } 不能从图片开始画。请去掉它。
prompt-not-guidance = { $model } 不使用引导。请去掉它。
prompt-not-relax = 所有任务都要用额度。请去掉它。
prompt-not-turbo = 最快的队列没有对你开放；可以试试 `--fast`。
prompt-not-stealth = 隐藏图片没有对你开放。请去掉它。
prompt-not-sref = { $model } 没有参考适配器，不能从别的图片取风格；请用文字描述风格。
prompt-not-cref = { $model } 没有参考适配器，不能从别的图片取角色；请用文字描述角色。
prompt-not-oref = { $model } 没有参考适配器，不能从别的图片取人或物；请用文字描述。
prompt-not-moodboard = 情绪板存放在 Midjourney，它的代码在这里没有意义。可以把最多五个图片链接放在文字前面，或者用 /blend。
prompt-not-profile = 这里不学习个人口味。请去掉它；`/prefer suffix` 可以给每条提示词加上你自己的参数。
prompt-not-exp = 没有能在事后增加细节的功能；可以试试 `--quality 2` 或 `--stylize 250`。
prompt-not-video = 这里只画静态图片。请去掉它。
prompt-not-zoom = 它用在单张图片下“自定义拉远”的表单里；新的提示词里用不上 `--zoom`。请去掉它。
prompt-not-width = Midjourney 也已取消它；请用 `--ar 3:2` 设定形状，用 `--size` 设定像素。
prompt-not-edit = { $model } 既不能按文字修改图片，也不能从图片开始画。
prompt-not-preview = 它用来试用 Midjourney 尚未发布的模型；用 `--model` 可以选择这里有的模型。
prompt-not-upscaler = 它属于旧模型；用 U 按钮可以得到单张图片。
prompt-not-sameseed = 它属于旧模型；可以试试 `--seed 7`。
prompt-not-test = 它属于旧模型；用 `--model` 可以选择这里有的模型。
prompt-not-images = { $model } 不能从图片开始画：请去掉图片链接，用文字描述图片。
prompt-not-niji = 没有设置动漫模型。请去掉它，用文字描述想要的风格。
prompt-not-version = 这里没有版本 { $version }。{ $count ->
    [1] 唯一的模型是 { $models }；请去掉 `--v`。
   *[other] 现有模型：{ $models }；请用 `--model` 选择。
  }
prompt-not-style = `--style { $style }` 在这里不可用：它属于 Niji 5。请在文字里描述风格；`--style raw` 可以用。
prompt-not-stop = `--stop` 在这里不可用：{ $steps } 步太少，无法中途结束，至少需要 { $fewest } 步。请去掉它，或调高 `--steps`。
prompt-not-weights = { $model } 不能用 `::` 给各段加权；请写成一句话。
prompt-not-emphasis = { $model } 不能给括号里的词加权；要写普通的括号请用 `\(`，或去掉数字。
prompt-not-negative-weights = { $model } 不支持负权重；请去掉它们。
prompt-not-lora = { $typed } 在这里不可用：没有加载 LoRA。请去掉它。
prompt-not-schedule = { $typed } 会在绘制过程中更换词语，而 { $model } 只读一次文字：请只留一个词，要写普通的括号请用 `\[`。

## lanes, privacy, favourites, one's own jobs

speed-turbo-title = 极速模式
speed-turbo = 已切换到极速模式：你的任务排在所有人之前，消耗双倍额度。出图本身不会更快，只是等待更短。
speed-fast-title = 快速模式
speed-fast = 已切换到快速模式。
speed-relax-title = 慢速模式
speed-relax = 已切换到慢速模式。
speed-no-turbo = 这里没有开放极速模式；最快的是 /fast。
speed-no-relax = 这里没有开放慢速模式。
visibility-stealth-title = 隐身模式
visibility-stealth = 已切换到隐身模式：之后的任务从一开始就只在你的私信里，频道中不会出现任何内容。用 /public 切换回来。
visibility-public-title = 公开模式
visibility-public = 已切换到公开模式：图片会发在你提出请求的地方。
stealth-off = 这里没有开放隐身模式；所有图片都发在提出请求的地方。
stealth-off-now = 你选择了隐身模式，但这里已经关闭了它。没有公开制作任何图片：请先用 /public 切换。
stealth-closed = 隐身任务只在你的私信里进行，而你没有对我开放私信。请在此服务器的隐私设置（点服务器名称 → 隐私设置 → 私信）中允许后重试，或者加上 `--public`。没有保存任务，也没有扣除额度。
stealth-left = 这个任务用的是另一个服务器的额度，而你已不是那里的成员，因此不能从它继续；请改用 /imagine。
stealth-opening = 🔒 你的一个任务从这里开始，只有你能看到。
stealth-there = 已排队，只有你能看到：[前往私信]({ $link })。
copy-of = [你的图片]({ $link })的副本（来自 `/prefer auto_dm`）。
copy-closed = 你没有对我开放私信，图片的副本无法送达。请在此服务器的隐私设置（点服务器名称 → 隐私设置 → 私信）中允许，或用 `/prefer auto_dm` 关闭副本。此提示只出现一次。
copy-filtered = Discord 的敏感内容过滤器拦下了这组图片的副本，所以它只在这里。这由你自己的 Discord 设置决定（用户设置 → 内容与社交）；其他副本仍会送达。此提示只出现一次。
picture-gone = 这个任务的第 { $index } 张图已不再保留；按 🔄 可以重新生成。
favourite-title = ❤️ 收藏
favourite-added = ✅ 第 { $index } 张已加入收藏；用 `/jobs status:favourites` 可以找回。
favourite-too-many = 你已有 { $most } 张收藏，达到上限：请先取消一张 ❤️。
favourite-removed = 第 { $index } 张已取消收藏。
jobs-title = 你的任务
jobs-title-favourites = 你的收藏
jobs-none = 你还没有任务；用 /imagine 开始第一个。
jobs-none-favourites = 你还没有收藏：先按四格图下的 U1 到 U4，再按图片下的 ❤️。
jobs-none-found = 没有符合的任务。搜索的每个词都必须出现在提示词里；请少用几个词。
jobs-entry = { $prompt }
    { $status } { $when } · [跳转]({ $link }) · `{ $id }`{ $hearts }
jobs-hidden = 隐身
jobs-page = 第 { $page } 页，共 { $pages } 页 · { $total } 个任务{ $search }
jobs-searched = · 含“{ $words }”
jobs-too-long = 搜索内容太长，按钮记不住；最多 { $most } 个字符。
jobs-status-queued = 排队中
jobs-status-running = 进行中
jobs-status-delivering = 发送中
jobs-status-done = 已完成
jobs-status-failed = 失败
jobs-status-cancelled = 已取消

## 提示卡:拒绝与等待

card-done = 好了
card-not-possible = 暂时做不到
card-not-available = 这里不可用
queued-title = 任务已排队
queued-text = 你已有 { $running } 个任务在运行。等其中一个结束，这个会自动开始：它是你排队任务中的第 { $number } 个。
queue-full-title = 队列已满
queue-full-day = 你一天内已下了 { $limit } 个任务，这是上限。请过几小时再试。
queue-full-yours = 你已有 { $limit } 个任务在排队，这是上限。可以用 /cancel 取消一个，或等其中一个开始后再试。
queue-full-everyones = 大家一共有 { $limit } 个任务在排队，已到这里的上限。请过几分钟再试。
credits-amount = { $count ->
   *[other] { $amount } 点额度
  }
credits-title = 额度用完了
credits-none = 你的额度已用完，{ $when }恢复。
credits-never = 按这里的规则，你没有额度。
credits-few = 这需要 { $price }，而你还剩 { $remaining } 点。{ $when }会补充。
credits-relax = 加上 `--relax` 就不花额度，只是排在别人后面。
not-found-title = 没有找到任务
not-found-text = 你没有这个编号的任务。
not-yours-title = 不是你的任务
not-yours-text = 这是 { $owner } 的任务，只有本人才能这样操作。
starting-title = 引擎启动中
starting-text = 模型正在加载，请稍后再试。
loading-title = 模型加载中
loading-text = 模型还在加载。你的任务已排队，加载完成后就会开始。
maintenance-title = 维护中
maintenance-text = 正在更新，暂不接新任务；排队中的任务都会保留。
disk-title = 暂时无法使用
disk-text = Easel 现在无法写入磁盘；没有扣除额度，请过几分钟再试。
broken-title = 抱歉，任务没能完成！
broken-text = 我们这边出了问题（编号 { $number }）。没有扣除额度，请再试一次。

refused-manage = 只有能管理本服务器的人可以使用。
refused-operator = 只有本机器人的运营者可以使用。
refused-server-only = 这个功能只能在服务器里使用，私信里不行。
refused-changed = 这个命令已经更新；请刷新 Discord 后再试。
refused-not-you = 你不能在这里这样做。
refused-value = 这个命令不接受 `{ $value }`。
refused-not-here = 在这里无法这样做。
refused-old-form = 这个表单太旧了，请重新打开。
refused-ended = 这个任务已经结束了。
refused-no-job = 这条消息不属于任何任务。
refused-closed-dms = 我无法给你发私信。请在本服务器的“隐私设置”中允许私信，然后再试一次。
refused-filtered = Discord 的敏感内容过滤器不让这些图片进入你的私信。这由你自己的 Discord 设置决定（用户设置 → 内容与社交）；你的私信并没有关闭。
refused-filtered-reaction = { $owner } Discord 的敏感内容过滤器不让这些图片进入你的私信。这由你自己的 Discord 设置决定（用户设置 → 内容与社交）；更改后请再添加一次反应。
refused-closed-dms-reaction = { $owner } 我无法给你发私信，图片送不到你手里。请允许本服务器成员的私信，然后重新添加表情。
refused-no-creative = 模型 { $model } 不能以图片为起点，放大时无法重画；可以用“放大（忠实）”。
refused-upscale-size = 这会得到 { $size } 像素；放大后的图片每边最多 { $most } 像素。
refused-no-variations = 当前模型（{ $model }）不能以图片为起点，所以 V1 到 V4 用不了。
refused-no-full = 当前模型（{ $model }）不能以图片为起点，所以草图不能生成完整版。
outpaint-not = 当前模型（{ $model }）不能重画图片的一部分，所以不能拉远、变为方形或延伸画面。
outpaint-too-long = 这张图片已经延伸到头了；请先变为方形或拉远。
outpaint-nothing-new = 这样不会增加任何内容：请让 `--zoom` 大于 1，或换一个 `--ar`。
refused-no-region = 当前模型（{ $model }）不能只重画图片的一部分，所以“变体（局部）”用不了。
refused-region-large = 这张图片比 { $model } 能画的更大，所以不能局部重画。
refused-nothing-to-cancel = 没有可以取消的任务。
stopped-one = 任务已取消，没有扣除额度。
stopped-many = 已取消 { $n } 个任务，没有扣除额度。
delete-title = 删除这条消息？
delete-question = 只删除消息，图片会保留：用 /jobs 可以找到，按“再次显示”可以恢复四格图。
delete-kept = 消息保留不变。
deleted-message = 消息已删除，图片仍然保留：按“再次显示”在这里恢复四格图，以后也可以用 /jobs 找到。
delete-question-of = 只删除消息，图片仍为 { $owner } 保留，对方可以用 /show 恢复。要让所有人都看不到，请用“举报任务”，再在举报里按“删除”。
deleted-message-of = 消息已删除。图片仍为 { $owner } 保留，对方可以用 /show 恢复。
sent-pictures = 图片已经发到你的私信里了。

## 按钮与表单

button-cancel = 取消
button-making-of = 成图过程
button-upscale-subtle = 放大（忠实）
button-upscale-creative = 放大（创意）
button-redo-upscale-subtle = 重新放大（忠实）
button-redo-upscale-creative = 重新放大（创意）
button-vary-subtle = 变体（弱）
button-vary-strong = 变体（强）
button-show-all = 显示全部 { $count } 张
select-make-full = 生成这几张的完整版
select-show-alone = 单独显示一张
select-picture = 第 { $index } 张
show-all = 全部 { $count } 张，最好的在前。前四张就是网格里的四张。
button-zoom-2 = 拉远 2 倍
button-zoom-15 = 拉远 1.5 倍
button-zoom-custom = 自定义拉远
button-square = 变为方形
button-edit-picture = 修改
button-vary-region = 变体（局部）
button-compare = 对比
button-retry = 重试
button-delete = 删除
button-keep = 保留
button-show-again = 再次显示
button-edit = 修改并重试
button-use = 改为 { $right }
mended-otherwise = 你的设置在此期间已更改，这个更正不再适用。“修改并重试”可以找回你的文字。
form-prompt = 提示词
cancel-all = 全部（{ $n }）
cancel-none = 没有可以取消的任务
cancel-queued = 排队中：{ $prompt }
cancel-running = 运行中：{ $prompt }
cancel-delivering = 发送中：{ $prompt }

## 个人数据与额度

info-title = 你的信息 - { $name }
info-plan = { $plan }（适用规则：{ $whose }）
info-plan-most = 最多{ $most }（适用规则：{ $whose }）
info-plan-credits = 每{ $period ->
    [day] 天
    [week] 周
   *[month] 月
  } { $credits }
info-plan-granted = { $period ->
    [day] 今天
    [week] 本周
   *[month] 本月
  }另获发放 { $credits }
info-row = **{ $label }**：{ $value }
info-label-plan = 方案
info-label-mode = 生成模式
info-label-visibility = 可见性
info-label-fast = 剩余快速额度
info-label-lifetime = 累计用量
info-label-relaxed = 慢速用量
info-label-queued-fast = 排队任务（快速）
info-label-queued-relax = 排队任务（慢速）
info-label-running = 运行中的任务
info-label-queue = 当前队列
info-label-engine = 引擎
info-mode-fast = 快速
info-mode-relax = 慢速
info-mode-turbo = 极速
info-visibility-public = 公开
info-visibility-stealth = 隐身
info-none = 无
info-usage = { $images } 张图片（{ $time }）
info-hours = { $hours } 小时
info-minutes = { $minutes } 分钟
info-seconds = { $seconds } 秒
info-line-empty = 空闲
info-line = { $jobs } 个任务
info-line-time = { $jobs } 个任务，{ $time }
info-engine-loading = 加载中
info-engine = { $model }，运行于 { $device }，已就绪
quota-unlimited = 不限
quota-left = { $period ->
    [day] 今天
    [week] 本周
   *[month] 本月
  }还剩 { $left }/{ $total } 点额度（{ $when }重置）
quota-left-none = { $period ->
    [day] 今天
    [week] 本周
   *[month] 本月
  }没有额度（0/0 点）
quota-rule = { $whom }：每{ $period ->
    [day] 天
    [week] 周
   *[month] 月
  } { $credits }
quota-rule-unlimited = { $whom }：每{ $period ->
    [day] 天
    [week] 周
   *[month] 月
  }额度不限
quota-everyone = 所有人
quota-server = 本服务器
quota-direct = 私信
quota-ceiling-whose = 所有服务器（运营者的上限）
quota-title = 额度
quota-none = 没有设置规则：所有人都不限额。
quota-person = { $whom }：{ $left }，适用规则：{ $whose }。
quota-role = 拥有 { $whom } 且没有更具体规则的人：{ $rate }，适用规则：{ $whose }。
quota-order = 以最具体的规则为准：先看个人，再看身份组，然后是服务器，最后是所有人。
quota-set-title = 额度已设置
quota-set = 从现在起，{ $rule }。
quota-hundredths = 额度最多两位小数，你写的是 { $typed }。
quota-set-what = 请填写多少“额度”（`credits`），或者选择“不限”（`unlimited: True`）；二选一。
quota-nothing-title = 无需更改
quota-nothing = { $whom }本来就没有单独的规则。
quota-cleared-title = 规则已清除
quota-cleared = { $whom }的规则已撤销，改用上一级的规则。
quota-granted-title = 额度已发放
quota-granted = { $whom } 获得了 { $count ->
   *[other] { $amount } 点额度
  }；{ $left }。
quota-reset-title = 额度已重置
quota-reset-everything = { $whom } 的周期重新开始，用量和发放的额度都已清零：{ $left }。
quota-reset-spending = { $whom } 本周期的用量已清零，发放的额度保留：{ $left }。
quota-reset-grants = { $whom } 本周期获发放的额度已收回，用量保留：{ $left }。
quota-name-somebody = 用量和发放的额度按个人计算：请指定一个人，或者把“内容”选为“规则”来撤销规则。
quota-over-ceiling = 任何服务器给一个人的额度都不能超过{ $rate }：这是本机器人运营者设定的上限，只有运营者可以解除（配置项 `quota.ceiling`，或在这里用 /quota ceiling）。
quota-grants-exceeded = 一个服务器的管理员每月最多可以为一个人追加 { $most }，对这个人还剩 { $left }。只有本机器人的运营者可以解除（配置项 `quota.grants`，或在这里用 /quota ceiling）。
quota-ceiling-title = 本服务器的上限
quota-ceiling-is = 这里的任何规则给一个人的额度都不超过{ $rate }：这是运营者的上限。管理员每月可以为一个人追加 { $grants }。
quota-ceiling-none = 本服务器没有上限：管理员可以设定任何规则，也可以任意追加额度。
quota-ceiling-what = “额度”（`credits`）和“改动”（`change`）只能填一个。
quota-usage-title = 本服务器{ $period ->
    [day] 今天
    [week] 本周
   *[month] 本月
  }的用量
quota-usage-person = { $whom }：{ $credits }，{ $jobs } 个任务
quota-usage-all = 共 { $people } 人，{ $credits }。失败或取消的任务不计；慢速任务不花额度。
quota-usage-none = 本周期内还没有人下过任务。

## a job shown again, and what a picture's file tells

show-which = 请只给一样：在“任务编号”（`job_id`）里填你自己任务的编号或链接，或在“图片”（`picture`）里放图片文件。
show-no-id = `{ $typed }` 不是任务编号：编号由 22 个字母和数字组成，可在 /jobs 里和每张图片的文件名末尾找到；消息链接或消息 ID 也可以。
show-nothing-written = 这张图片的文件里没有写它是怎么生成的。Easel 和大多数其他程序生成的图片带有提示词，只要没有被重新保存过；/describe 可以猜一条。
show-form-unread = 这张图片的文件写明由 { $program } 生成，但其中没有这里能读取的提示词；/describe 可以猜一条。
show-texts-unread = 这张图片的文件里有 { $names }，但没有这里能读取的提示词；/describe 可以猜一条。
show-prompt-title = 提示词
details-title = 详情
details-from-picture = 读自图片文件
details-foreign-a1111 = 由 { $program } 或类似程序写入。
details-foreign-program = 由 { $program } 写入。
details-foreign-unknown = 写入的程序没有留下名字。
details-left = 在这里没有对应，已略去：{ $names }。
details-seeds = 种子
details-job = 任务
details-times = 时间
details-model = 模型
details-by-prompt = 你的提示词
details-by-suffix = 你的后缀
details-by-settings = 你的设置
details-by-model = 模型默认
details-by-drawn = 随机抽取
details-by-canvas = 延伸画面的按钮
details-by-picture = 随原图
family-title = 这张图片的亲属
family-parent = { $index ->
    [0] **沿用提示词** { $prompt }
   *[other] **来自** { $prompt } 的第 { $index } 张
  }
family-parent-hidden = **来自** 一张你已看不到的图片
family-children = **由它而来** 你能看到的 { $n } 个任务
family-children-more = **由它而来** 超过 { $n } 个任务，下面列出最新的 { $n } 个
family-choose = 它的家族：前往……
family-option-parent = { $index ->
    [0] 它沿用了这些提示词
   *[other] 它来自这里的第 { $index } 张
  }
family-option-child = { $index ->
    [0] 沿用了同样的提示词
   *[other] 来自第 { $index } 张
  }
# 画进图片里的标签；所用字体只有拉丁字母、数字和符号。
compare-label-before = 1
compare-label-after = 2
compare-told = 对比：1 是原图，2 是由它而来的第 { $index } 张。
compare-alt = 左边是原图，右边是由它而来的第 { $index } 张图片
compare-alt-stacked = 上面是原图，下面是由它而来的第 { $index } 张图片
compare-gone = 这张图片的原图已不在，或不供你查看。
details-ordered = 提交于 { $at }
details-waited = 等待 { $seconds } 秒
details-took = 用时 { $seconds } 秒
details-status-queued = 排队中
details-status-running = 进行中
details-status-delivering = 正在送达
details-status-done = 已完成
details-status-failed = 失败
details-status-cancelled = 已取消

## 命令的名称与说明

# 带子命令的命令保留原名:译名会让 Discord 的选择器找不到子命令(discord-api-docs,issue 5105)。

command-imagine-name = 画图
command-imagine-description = 用你的文字生成四张图片
option-imagine-prompt-name = 提示词
option-imagine-prompt-description = 你想看到的画面；--ar 3:2 这样的参数写在最后
command-cancel-name = 取消
command-cancel-description = 停止排队或运行中的任务
option-cancel-which-name = 哪一个
option-cancel-which-description = 你的某个任务，或者全部
command-info-name = 信息
command-info-description = 你的额度、任务和当前队列
command-jobs-name = 任务
command-help-name = 帮助
command-help-description = 按主题了解怎么使用
option-help-topic-name = 主题
option-help-topic-description = 你想了解的内容
choice-start = 入门
choice-drawing = 画什么
choice-prompts = 提示词
choice-parameters = 参数
choice-buttons = 按钮
choice-commands = 命令
choice-settings = 设置
choice-quota = 额度
choice-privacy = 隐私
choice-rules = 规则
command-ask-name = 提问
command-ask-description = 问问怎么用，我会在帮助里查找
option-ask-question-name = 问题
option-ask-question-description = 用你自己的话说就好
command-subscribe-name = 额度说明
command-subscribe-description = 这里的额度怎么算
command-invite-name = 邀请
command-invite-description = 把这个机器人带到其他服务器的链接
command-userid-name = 用户id
command-userid-description = 查看你的 Discord 用户 ID
command-settings-name = 设置
command-settings-description = 你的默认设置：模型、风格、速度等
command-prefer-name = prefer
command-prefer-description = 你自己的选项、后缀和习惯
command-prefer-option-name = option
command-prefer-option-description = 给参数起你自己的短名
command-prefer-option-set-name = set
command-prefer-option-set-description = 给一些文字或参数命名；不填值就是删除
option-prefer-option-set-option-name = 选项
option-prefer-option-set-option-description = 名称，使用时写成 --名称
option-prefer-option-set-value-name = 值
option-prefer-option-set-value-description = 它代表的内容：文字在前，参数在后；不填则删除该选项
command-prefer-option-list-name = list
command-prefer-option-list-description = 查看你的选项及其含义
command-prefer-suffix-name = suffix
command-prefer-suffix-description = 自动加在你每条提示词后面的参数；不填则清除
option-prefer-suffix-new_value-name = 新后缀
option-prefer-suffix-new_value-description = 只能是参数，例如 --no text --ar 3:2
command-prefer-remix-name = remix
command-prefer-remix-description = 开关 Remix：变体和 🔄 前先让你修改提示词
command-prefer-variability-name = variability
command-prefer-variability-description = 切换 V1 到 V4 与原图的差别大小
command-prefer-auto_dm-name = auto_dm
command-prefer-auto_dm-description = 开关：每次结果另发一份到你的私信
command-turbo-name = 极速
command-turbo-description = 你的任务排在所有人前面，额度加倍
command-fast-name = 快速
command-fast-description = 你的任务优先处理，使用额度
command-relax-name = 慢速
command-relax-description = 你的任务不花额度，排在快速任务后面
command-stealth-name = 隐身
command-stealth-description = 图片只发到你的私信，只有你能看到
command-private-name = 私密
command-private-description = 与隐身模式相同
command-public-name = 公开
command-public-description = 图片发在你提出请求的地方
command-quota-name = quota
command-quota-description = 个人、身份组和服务器的额度
command-quota-show-name = show
command-quota-show-description = 本服务器的规则，以及某人的额度情况
option-quota-show-who-name = 对象
option-quota-show-who-description = 某个人或身份组；不填则为整个服务器
command-quota-set-name = set
command-quota-set-description = 为某个对象设定每个周期的额度
option-quota-set-period-name = 周期
option-quota-set-period-description = 额度多久恢复一次
choice-day = 天
choice-week = 周
choice-month = 月
option-quota-set-credits-name = 额度
option-quota-set-credits-description = 多少点；按模型默认设置生成一组四格图为一点
option-quota-set-unlimited-name = 不限
option-quota-set-unlimited-description = 选 `True` 代替“额度”：不设限，须在运营者允许时
option-quota-set-who-name = 对象
option-quota-set-who-description = 某个人或身份组；不填则为整个服务器
command-quota-grant-name = grant
command-quota-grant-description = 在本周期内追加额度
option-quota-grant-who-name = 对象
option-quota-grant-who-description = 某个人
option-quota-grant-credits-name = 额度
option-quota-grant-credits-description = 多少点
command-quota-reset-name = reset
command-quota-reset-description = 让某人的周期重新开始，或撤销一条规则
option-quota-reset-who-name = 对象
option-quota-reset-who-description = 某个人或身份组；不填则为整个服务器
option-quota-reset-what-name = 内容
option-quota-reset-what-description = 本周期的用量和发放的额度，两者之一，或为其设定的规则
choice-everything = 全部
choice-grants = 发放的额度
choice-spending = 用量
choice-rule = 规则
command-quota-usage-name = usage
command-quota-usage-description = 本周期内谁用的额度最多
option-quota-usage-period-name = 周期
option-quota-usage-period-description = 今天、本周或本月
command-quota-ceiling-name = ceiling
command-quota-ceiling-description = 运营者专用：本服务器的规则最多可以给多少
option-quota-ceiling-credits-name = 额度
option-quota-ceiling-credits-description = 每个周期给一个人的上限
option-quota-ceiling-period-name = 周期
option-quota-ceiling-period-description = 多久重新计算一次
option-quota-ceiling-change-name = 改动
option-quota-ceiling-change-description = 代替“额度”：这里不设上限，或恢复配置里的上限
choice-lift = 解除
choice-as-configured = 按配置
command-region-name = 局部重画
command-region-description = 用你自己的蒙版重画图片的一部分
option-region-picture-name = 图片
option-region-picture-description = 图片的文件名、任务编号，或消息链接
option-region-mask-name = 蒙版
option-region-mask-description = 同样大小的黑白图片：白色的部分会重画
option-region-number-name = 序号
option-region-number-description = 任务四张图中的第几张
command-blend-name = 混合
command-blend-description = 将两到五张图片混合成新的图片
option-blend-image1-name = 图片1
option-blend-image1-description = 第一张图片
option-blend-image2-name = 图片2
option-blend-image2-description = 第二张图片
option-blend-dimensions-name = 形状
option-blend-dimensions-description = 新图片的形状；不选则为方形
option-blend-image3-name = 图片3
option-blend-image3-description = 第三张图片
option-blend-image4-name = 图片4
option-blend-image4-description = 第四张图片
option-blend-image5-name = 图片5
option-blend-image5-description = 第五张图片
command-edit-name = 修改
command-edit-description = 用文字修改图片
option-edit-picture-name = 图片
option-edit-picture-description = 要修改的图片；新图片保持它的形状
option-edit-prompt-name = 提示词
option-edit-prompt-description = 要改什么；--ar 3:2 之类的参数放在最后
option-edit-picture2-name = 图片2
option-edit-picture2-description = 第二张图片，用于能接受多张图的模型
option-edit-picture3-name = 图片3
option-edit-picture3-description = 第三张图片
option-edit-picture4-name = 图片4
option-edit-picture4-description = 第四张图片
choice-portrait = 竖幅
choice-square = 方形
choice-landscape = 横幅
command-describe-name = 描述
command-describe-description = 看图写出四条可能的提示词
option-describe-image-name = 图片
option-describe-image-description = 要描述的图片
option-describe-link-name = 链接
option-describe-link-description = 或者图片的网址，二选一
command-shorten-name = 精简
command-shorten-description = 看看哪些词重要，并给出五条更短的提示词
option-shorten-prompt-name = 提示词
option-shorten-prompt-description = 要精简的提示词，至少三个词
command-surprise-name = 惊喜
command-surprise-description = 随机来一条当前模型画得出的提示词
option-surprise-theme-name = 主题
option-surprise-theme-description = 想画哪方面的内容；不填则随意
menu-cancel-job = 取消任务
menu-dm-results = 私信发送结果
menu-edit-picture = 修改图片
command-jobs-description = 找回你自己的任务和收藏
option-jobs-search-name = 搜索
option-jobs-search-description = 提示词里出现的词
option-jobs-status-name = 状态
option-jobs-status-description = 只看这种状态的任务，或含有你收藏图片的任务
choice-all = 全部
choice-waiting = 排队中
choice-running = 运行中
choice-done = 已完成
choice-failed = 失败
choice-cancelled = 已取消
choice-favourites = 收藏
option-jobs-page-name = 页码
option-jobs-page-description = 看第几页；第 1 页最新

## reports and moderation

report-form-title = 举报这张图片
report-form-reason = 它有什么问题？
report-filed = 已举报
report-thanks = 谢谢。本服务器的管理员已收到你的举报；其他人看不到是谁举报的。
report-kept = 谢谢。你的举报已记录在案，但目前联系不到管理员：没有设置举报频道，服主的私信也关闭了。
report-too-many = 你一天内已举报了 { $most } 张图片，达到上限；请明天再试，或直接联系管理员。
report-twice = 你已经举报过这张图片，管理员已收到。
report-title = 被举报的图片
report-prompt = 提示词
report-owner = 作者
report-by = 举报人
report-by-somebody = 有人（图片作者可能看到这里，因此不显示姓名）
report-reason = 理由
report-link = 前往消息
report-delete = 删除
report-warn = 警告
report-pause = 暂停 24 小时
report-dismiss = 忽略
report-no-channel = { $guild } 上有一张图片被举报。那里没有我能发言的举报频道，所以发给你：用 /moderation channel 设置一个频道，让管理员们都能处理。
report-not-moderator = 只有能在这里管理消息的人才可以这样做。
report-done-delete = 🗑️ { $by } 于 { $at } 删除
report-done-warn = ⚠️ { $by } 于 { $at } 警告
report-done-warn-closed = ⚠️ { $by } 于 { $at } 发出的警告未送达：对方关闭了私信
report-done-pause = ⏸️ { $by } 于 { $at } 暂停 24 小时
report-done-dismiss = ✅ { $by } 于 { $at } 忽略
report-warned = { $guild } 的管理员就这张图片向你提出警告：{ $prompt }。请遵守服务器的规则。
report-paused = { $guild } 的管理员已暂停你在那里的生图权限，直到 { $until }。
report-channel-title = 举报
report-channel-set = 从现在起，图片举报发送到 { $channel }。
report-channel-public = ⚠️ 服务器里所有人都能看到 { $channel }：被举报的图片和举报人会被所有人看到。请选择只有管理员能看的频道。
report-channel-cleared = 本服务器不再有自己的举报频道；举报会发到运营者设置的地方，否则发给服主。
moderation-paused = { $whom } 在这里已被暂停到{ $until }，并已收到通知。
moderation-paused-untold = { $whom } 在这里已被暂停到{ $until }；对方未开放私信，下次下任务时才会知道。
moderation-no-bot = { $whom } 是机器人，不会下任务，没有可暂停的。
moderation-not-paused = { $whom } 在这里没有被暂停。
moderation-lifted = { $whom } 可以重新在这里下任务了。
moderation-pauses-title = 本服务器暂停的人
moderation-pauses-none = 本服务器没有人被暂停。
moderation-pauses-one = { $whom }，到{ $until }，由 { $by } 暂停
moderation-pauses-job = { $whom }，到{ $until }，由 { $by } 因任务 `{ $job }` 暂停
words-title = 违禁词
words-list = 这里的提示词不能含有这些词，无论怎么写。运营者的违禁词同样有效。
words-none = 本服务器没有自己的违禁词；运营者的违禁词仍然有效。
words-empty = 违禁词至少要有一个字或符号。
words-twice = `{ $word }` 在这里已经是违禁词。
words-full = 一个服务器最多有 { $most } 个自己的违禁词；请先移除一个。
words-not-there = `{ $word }` 不在本服务器的违禁词里。
audit-title = 操作记录
audit-none = 本服务器还没有任何记录。
audit-page = 第 { $page } 页，共 { $pages } 页，{ $total } 条
audit-line = { $at } { $by }：{ $deed }
audit-somebody = 某人
audit-quota-set = 为 { $subject } 设定额度：{ $amount }
audit-quota-clear = 撤销了 { $subject } 的规则
audit-quota-grant = 为 { $subject } 发放了 { $amount }
audit-quota-reset = { $what ->
    [grants] 收回了 { $subject } 获发放的额度
   *[other] 清零了 { $subject } 的用量
  }
audit-quota-ceiling = 设定了本服务器的上限：{ $amount }
audit-quota-ceiling-back = 把本服务器的上限恢复为配置的上限
audit-stealth = 下了隐身任务 { $subject }
audit-stop = 停止了 { $owner } 的任务 { $subject }
audit-delete = 删除了 { $owner } 的任务 { $subject } 的一条消息
audit-report = 举报了 { $owner } 的任务 { $subject }
audit-report-delete = 撤下了 { $owner } 的任务 { $subject } 的图片
audit-report-warn = 因任务 { $subject } 警告了 { $owner }
audit-report-pause = 因任务 { $subject } 暂停了 { $owner }
audit-report-dismiss = 驳回了对 { $owner } 的任务 { $subject } 的举报
audit-reports-channel = 设定了举报频道：{ $subject }
audit-reports-channel-none = 取消了举报频道
audit-pause = 暂停了 { $subject }，{ $hours } 小时
audit-pause-lift = 解除了 { $subject } 的暂停
audit-words-add = 把 { $subject } 设为违禁词
audit-words-remove = 把 { $subject } 移出违禁词
show-withheld = 管理员已撤下这个任务的图片，因此不能再次显示。

## names of the commands about jobs shown and reported

command-show-name = 查看
command-show-description = 再次显示你的任务，或读出图片自带的信息
option-show-job_id-name = 任务编号
option-show-job_id-description = 你的任务编号，或它的消息链接、消息 ID
option-show-picture-name = 图片
option-show-picture-description = 或由 Easel 或 AUTOMATIC1111 生成的图片
command-moderation-name = moderation
command-moderation-description = 举报、暂停、违禁词和操作记录
command-moderation-channel-name = channel
command-moderation-channel-description = 接收图片举报的频道
option-moderation-channel-channel-name = 频道
option-moderation-channel-channel-description = 不填：举报发给服主
command-moderation-pause-name = pause
command-moderation-pause-description = 让某人在一段时间内不能在这里下任务
option-moderation-pause-who-name = 对象
option-moderation-pause-who-description = 本服务器的一名成员
option-moderation-pause-hours-name = 小时
option-moderation-pause-hours-description = 多久；不填则为一天
command-moderation-pauses-name = pauses
command-moderation-pauses-description = 谁在这里被暂停、到什么时候；或解除一个
option-moderation-pauses-lift-name = 解除
option-moderation-pauses-lift-description = 要立即解除暂停的人；不填则显示列表
command-moderation-words-name = words
command-moderation-words-description = 本服务器自己的违禁词；添加或移除一个
option-moderation-words-add-name = 添加
option-moderation-words-add-description = 这里的提示词不能含有的词或短语
option-moderation-words-remove-name = 移除
option-moderation-words-remove-description = 可以重新使用的词
command-moderation-audit-name = audit
command-moderation-audit-description = 谁在本服务器做了什么，最新的在前
option-moderation-audit-page-name = 页
option-moderation-audit-page-description = 第几页；1 为最新
menu-show-prompt = 查看提示词
menu-report-job = 举报任务
