# 人们读到的文字,简体中文。键名与 en-US.ftl 完全相同。

## 个人选择

language-name = 简体中文
settings-title = 设置
settings-adjust = 在这里调整你的设置。当前后缀:{ $suffix }
settings-result = 每条提示词后面都会加上:{ $result }
settings-nothing = 无
settings-more-adjust = 默认画幅和语言,以及要不要另外提醒你。
settings-reasons = **这里不可用**
settings-reason = { $label }:{ $reason }
settings-no-variations = { $model } 不能从已有图片开始,所以没有变体。
settings-not-yours = 这是别人的设置;请用 /settings 打开你自己的。
settings-gone = 这个按钮来自旧版本;请重新打开 /settings。
settings-no-model = 这里已经没有模型 `{ $model }` 了;请重新打开 /settings。
settings-model-default = 使用默认模型({ $name })
settings-more = 更多设置…
settings-more-what = 默认画幅、私信、提醒、语言
settings-ar-default = 画幅:正方形,除非提示词里写了 --ar
settings-language-default = 语言:跟随 Discord
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
settings-dm = 私信发送结果
settings-notices = 提醒
settings-back = 返回

prefer-title = 你的偏好
prefer-options-title = 你的选项
prefer-invalid = 选项无效
prefer-bad-name = `--{ $name }` 不能作为名称:名称由 1 到 32 个 a–z、0–9 和 _ 组成,以字母开头。例如 `{ $fitting }`。
prefer-real-parameter = `--{ $name }` 已经是一个参数({ $meaning });请给你的选项换一个名称。
prefer-too-many = 你已有 { $most } 个选项,这是上限。请先删除一个:/prefer option set 填写名称、不填值。
prefer-no-such-option = 你没有选项 `--{ $name }`。
prefer-no-such-option-like = 你没有选项 `--{ $name }`。是不是想写 `--{ $like }`?
prefer-option-set = `--{ $name }` 现在代表 { $value }。
prefer-option-use = 像普通参数一样,把 `--{ $name }` 写在文字后面。
prefer-option-deleted = `--{ $name }` 已删除。你现在有:
prefer-no-options = 你还没有自己的选项。用 /prefer option set 建一个。
prefer-suffix-set = 从现在起,你的每条提示词后面都会加上:{ $suffix }。提示词里自己写的优先。
prefer-suffix-cleared = 你现在没有后缀;除了 /settings 里的设置,提示词后面不再添加任何内容。
prefer-remix-on = Remix 模式已打开:按 V1 到 V4 和 🔄 时会先让你修改提示词;关掉窗口不会花费任何额度。
prefer-remix-off = Remix 模式已关闭:按 V1 到 V4 和 🔄 会用原来的文字直接开始。
prefer-variability-high = 高变化:V1 到 V4 保持构图,改变其中的内容(Strong)。
prefer-variability-low = 低变化:V1 到 V4 与原图非常接近(Subtle)。
prefer-dm-on = 私信发送结果已打开:每次完成后会把四格图也发到你的私信。
prefer-dm-off = 私信发送结果已关闭:结果只出现在你提出请求的地方。

## pictures and words: describe, shorten, surprise

proposal-edit = 编辑
proposal-imagine = 生成
proposal-form-title = 生成这条提示词
proposal-form-prompt = 提示词
proposal-too-long = 表单最多容纳 { $most } 个字符,而这条提示词有 { $length } 个;请用 /imagine 重新发送。
describe-title = 我看到的画面
describe-footer = 按数字可修改并生成那条提示词,按 🔄 换一批。
describe-own = 这张图片自带的提示词,原样读自文件。
describe-imagine-all = 🎉 全部生成
describe-which = 请只给一样:在 `image` 里放图片,或在 `link` 里放图片地址。
describe-no-captioner = { $model } 在这里无法描述图片:管理者可以在 [engine] 下设置 `captioner`。
describe-picture-gone = 这条消息里的图片已经不在了;请重新使用 /describe。
shorten-title = 精简
shorten-important = 重要的词
shorten-prompts = 精简后的提示词
shorten-footer = 按数字可修改并生成那条提示词。
shorten-show-details = 显示详情
shorten-details = 每个词的权重(0 到 1)
shorten-more = 还有 { $n } 个
shorten-no-weights = 带 `::` 的提示词已经自己写明了各部分的权重,无法精简;请去掉 `::`。
shorten-no-no = /shorten 只衡量画面中要出现的词;请去掉 `--{ $name }`。
shorten-no-braces = `{"{"}…{"}"}` 代表多条提示词;请一次精简其中一条。
shorten-few = { $n ->
    [0] 没有可以衡量的词;/shorten 需要至少 { $fewest } 个词。
   *[other] 只有 { $n } 个词,已经够短了;/shorten 需要至少 { $fewest } 个词。
 }
surprise-title = 🎲 这个怎么样?
surprise-footer = 按下“生成”之前不会花费任何额度。
surprise-another = 🎲 换一个
surprise-no-theme = 这里没有主题 `{ $theme }`。可以选 { $known },或者不填。

## pauses

pause-title = 已暂停
pause-holds = 管理员已将你暂停到 { $until }({ $rest })。在此之前不能生成新图片;已有的作品都会保留。

## 从文字到任务

link-title = 链接无效
link-too-many = 一条提示词最多可带 { $most } 个图片链接,您给了 { $count } 个。
link-slow = `{ $link }` 超过 { $seconds } 秒仍未响应。请重试,或换用该图片的其他地址。
link-private = `{ $link }` 不可用:只读取互联网上的公开地址。
link-unreachable = 无法访问 `{ $link }`。请检查地址,或将图片上传到 Discord 后使用它的链接。
link-status = `{ $link }` 没有返回图片({ $status })。请检查地址;Discord 的链接一天后失效。
link-redirects = `{ $link }` 一再跳转,没有尽头;请使用图片自身的地址。
link-bytes = `{ $link }` 超过了可读取的上限 { $most } MB。
link-pixels = `{ $link }` 有 { $got } 百万像素;最多读取 { $most } 百万像素。
link-page = `{ $link }` 是网页而不是图片;请使用图片自身的地址。
link-no-picture = `{ $link }` 不是可读取的图片:支持 PNG、JPEG、WebP 和 GIF。
link-no-start = { $model } 不能以图片为起点,因此无法使用图片链接。请去掉链接,用文字描述这张图片。

blend-duplicate-title = 检测到重复图片
blend-duplicate = 其中两张图片相同;混合需要不同的图片。

banned-title = 检测到违禁词
banned-word = 本服务器不允许使用“{ $word }”一词。请修改提示词后重新发送。

confirm-title = 请确认
confirm-question = 这将生成 { $jobs } 个任务({ $plural ->
   *[other] { $credits } 点额度
  })。要继续吗?
confirm-cancelled = 没有生成任何图片,也没有扣除额度。
confirm-closed = 该确认已失效,没有扣除额度;请重新发送命令。

translation-shown = 英文译文:{ $text }
translation-hint-title = 请注意
translation-hint = { $model } 只懂{ $languages },其他语言的词语它只能猜测,最好用英文描述。此提示只显示一次。
translation-hint-languages = { $language ->
    [en] 英语
    [zh] 中文
    [ja] 日语
    [ko] 韩语
   *[other] { $language }
  }

notice-stylize-words = { $model } 不使用引导,因此 `--stylize` 和 `--style raw` 只影响措辞:高于 200 时加入固有风格的词语,否则不起作用。
notice-weird-words = { $model } 不能为提示词的各部分加权,因此 `--weird` 只影响措辞。
notice-chaos-words = { $model } 不使用引导,因此 `--chaos` 只影响词语的理解方式。
notice-seed-repeat = `--repeat` 与 `--seed` 同用时每次得到相同的图;想要不同的图请去掉 `--seed`。
