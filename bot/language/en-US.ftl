# What people read, in English. A key is `place-what`; values stand in { $braces }.
# Numbers print plain through { $n }; give text for anything with its own format.

## what a person chooses

language-name = English
settings-title = Settings
settings-adjust = Adjust your settings here. Current suffix: { $suffix }
settings-result = Behind your prompts: { $result }
settings-nothing = none
settings-more-adjust = Shape and language of everything you make, and what I tell you besides.
settings-reasons = **Not here**
settings-reason = { $label }: { $reason }
settings-no-variations = { $model } cannot start from a picture, so there are no variations.
settings-not-yours = These are somebody else's settings; open your own with /settings.
settings-gone = That button is from an older version; open /settings again.
settings-no-model = There is no model `{ $model }` here any more; open /settings again.
settings-model-default = Use the default model ({ $name })
settings-more = More settings…
settings-more-what = Default shape, direct messages, notices, language
settings-ar-default = Shape: square, unless the prompt says --ar
settings-language-default = Language: as in your Discord
settings-raw = RAW Mode
settings-stylize-low = Stylize low
settings-stylize-med = Stylize med
settings-stylize-high = Stylize high
settings-stylize-very-high = Stylize very high
settings-visibility = Public mode
settings-remix = Remix mode
settings-variability-high = High Variation Mode
settings-variability-low = Low Variation Mode
settings-sticky = Sticky Style
settings-speed-turbo = Turbo mode
settings-speed-fast = Fast mode
settings-speed-relax = Relax mode
settings-reset = Reset Settings
settings-dm = Results by DM
settings-notices = Notices
settings-back = Back

prefer-title = Your preferences
prefer-options-title = Your options
prefer-invalid = Invalid option
prefer-bad-name = `--{ $name }` cannot be a name: it takes 1 to 32 of a–z, 0–9 and _, beginning with a letter. For example `{ $fitting }`.
prefer-real-parameter = `--{ $name }` is a parameter already ({ $meaning }); give your option another name.
prefer-too-many = You have { $most } options, the most there can be. Delete one first: /prefer option set with its name and no value.
prefer-no-such-option = You have no option `--{ $name }`.
prefer-no-such-option-like = You have no option `--{ $name }`. Did you mean `--{ $like }`?
prefer-option-set = `--{ $name }` now stands for { $value }.
prefer-option-use = Type `--{ $name }` behind your words, like any parameter.
prefer-option-deleted = `--{ $name }` is deleted. You have now:
prefer-no-options = You have no options of your own. Make one with /prefer option set.
prefer-suffix-set = Behind every prompt of yours from now on: { $suffix }. What a prompt says itself comes first.
prefer-suffix-cleared = You have no suffix now; nothing is added behind your prompts but your /settings.
prefer-remix-on = Remix mode turned on: V1 to V4 and 🔄 first show you the prompt to change; closing it spends nothing.
prefer-remix-off = Remix mode turned off: V1 to V4 and 🔄 start at once with the same words.
prefer-variability-high = High variation: V1 to V4 keep the composition and change what is in it (Strong).
prefer-variability-low = Low variation: V1 to V4 stay close to the picture (Subtle).
prefer-dm-on = Results by DM turned on: you get a copy of each finished grid in your direct messages.
prefer-dm-off = Results by DM turned off: results come only where you asked for them.

## pictures and words: describe, shorten, surprise

proposal-edit = Edit
proposal-imagine = Imagine
proposal-form-title = Imagine this
proposal-form-prompt = Prompt
proposal-too-long = A form holds { $most } characters and this prompt has { $length }; send it again with /imagine.
describe-title = What I see
describe-footer = Press a number to change that prompt and make it, 🔄 for others.
describe-own = This picture's own prompt, as it stands in its file.
describe-imagine-all = 🎉 Imagine all
describe-which = Give exactly one: a picture to `image`, or its address to `link`.
describe-no-captioner = { $model } cannot describe pictures here: the operator may set `captioner` under [engine].
describe-picture-gone = The picture of this message is gone; use /describe again.
shorten-title = Shorten
shorten-important = Important tokens
shorten-prompts = Shortened prompts
shorten-footer = Press a number to change that prompt and make it.
shorten-show-details = Show Details
shorten-details = Weight of each word, from 0 to 1
shorten-more = and { $n } more
shorten-no-weights = A prompt with `::` says itself what its parts weigh, so it cannot be shortened; leave the `::` out.
shorten-no-no = /shorten weighs the words that shall be seen; leave `--{ $name }` out.
shorten-no-braces = `{"{"}…{"}"}` stands for several prompts; shorten one of them at a time.
shorten-few = { $n ->
    [0] There are no words to weigh; /shorten takes { $fewest } or more.
    [one] One word cannot get shorter; /shorten takes { $fewest } or more.
   *[other] { $n } words are short already; /shorten takes { $fewest } or more.
 }
surprise-title = 🎲 How about this?
surprise-footer = Nothing is spent before you press Imagine.
surprise-another = 🎲 Another
surprise-no-theme = There is no theme `{ $theme }` here. Take { $known }, or none.

## pauses

pause-title = Paused
pause-holds = A moderator has paused you until { $until } ({ $rest }). Until then you cannot order new pictures; what you have made stays.

## from words to jobs

link-title = Invalid link
link-too-many = A prompt takes up to { $most } image links; yours has { $count }.
link-slow = `{ $link }` took longer than { $seconds } s. Try again, or use another address of the picture.
link-private = `{ $link }` is not allowed: only public addresses of the internet are fetched.
link-unreachable = `{ $link }` cannot be reached. Check the address, or upload the picture to Discord and use its link.
link-status = `{ $link }` gave no picture ({ $status }). Check the address; links of Discord expire after a day.
link-redirects = `{ $link }` leads from one address to the next without end; use the picture's own address.
link-bytes = `{ $link }` is larger than { $most } MB, the most that is read.
link-pixels = `{ $link }` has { $got } megapixels; up to { $most } are read.
link-page = `{ $link }` is a web page, not a picture; use the picture's own address.
link-no-picture = `{ $link }` is no picture that can be read: PNG, JPEG, WebP and GIF are.
link-no-start = { $model } cannot start from a picture, so image links can't work. Leave the link out and describe the picture in words.

blend-duplicate-title = Duplicate images detected
blend-duplicate = Two of these pictures are the same; blending needs different ones.

banned-title = Banned prompt detected
banned-word = The word “{ $word }” isn't allowed on this server. Change the prompt and send it again.

confirm-title = Confirm
confirm-question = This makes { $jobs } jobs ({ $credits } { $plural ->
    [one] credit
   *[other] credits
  }). Go ahead?
confirm-cancelled = Nothing was made, and nothing charged.
confirm-closed = That question is closed, and nothing was charged; send the command again.

translation-shown = in English: { $text }
translation-hint-title = Please note
translation-hint = { $model } understands { $languages } only, so words in other languages are guesswork to it. Better say it in English. This is told once.
translation-hint-languages = { $language ->
    [en] English
    [zh] Chinese
    [ja] Japanese
    [ko] Korean
   *[other] { $language }
  }

notice-stylize-words = { $model } is not guided, so `--stylize` and `--style raw` act on the wording only: above 200 by phrases of a house look, below that not at all.
notice-weird-words = { $model } cannot weigh parts of a prompt, so `--weird` acts on the wording only.
notice-chaos-words = { $model } is not guided, so `--chaos` acts on how the words are read only.
notice-seed-repeat = `--repeat` with `--seed` makes the same grid every time; leave `--seed` out for different ones.
