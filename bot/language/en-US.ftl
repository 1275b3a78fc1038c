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
