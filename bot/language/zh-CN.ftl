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
