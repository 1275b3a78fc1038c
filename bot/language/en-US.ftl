# What people read, in English. A key is `place-what`; values stand in { $braces }.
# Numbers print plain through { $n }; give text for anything with its own format.

## what a person chooses

language-name = English
list-comma = { ", " }
settings-title = Settings
settings-adjust = Adjust your settings here. Current suffix: { $suffix }
settings-result = Behind your prompts: { $result }
settings-on = On: { $names }
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
settings-was-reset = ↩️ Reset: default model, shape and stylize, no RAW, no suffix, no Sticky Style; fast mode; **public** mode, so your next pictures are posted where you ask; no remix, high variation, no results by DM, notices on. Your own options and language stay.
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
prefer-remix-on = Remix mode turned on: variations, zoom, pan and 🔄 first show you the prompt to change; closing it spends nothing.
prefer-remix-off = Remix mode turned off: variations, zoom, pan and 🔄 start at once with the same words.
prefer-variability-high = High variation: V1 to V4 keep the composition and change what is in it (Strong).
prefer-variability-low = Low variation: V1 to V4 stay close to the picture (Subtle).
prefer-dm-on = Results by DM turned on: you get a copy of each finished grid in your direct messages.
prefer-dm-off = Results by DM turned off: results come only where you asked for them.

# /help: a paragraph is help-<topic>-<number>, its first line the heading.
help-title = Help: { $topic }
help-topic-start = Start
help-topic-drawing = Drawing
help-topic-prompts = Prompts
help-topic-parameters = Parameters
help-topic-buttons = Buttons
help-topic-commands = Commands
help-topic-settings = Settings
help-topic-quota = Quota
help-topic-privacy = Privacy
help-topic-rules = Rules
help-parameter = { $meaning } ({ $allowed })
help-more-topics = More help…
help-start-1 =
    First picture
    Type `/imagine`, choose `prompt` and say what you want to see. Four pictures come, and you see them being made. The three buttons below are examples: press one and it runs at once.
help-start-2 =
    What comes then
    U1 to U4 post one picture alone. V1 to V4 make four new ones like it. 🔄 draws the same words again. Numbers go left to right, top to bottom.
help-start-3 =
    Keep or throw away
    React with ✉️ on a result and it comes to your direct messages; with ❌ a running job stops, and of a finished one I ask whether the message shall go. /jobs finds your old pictures again.
help-start-4 =
    Who makes this
    Easel is free software (Apache-2.0), run by this server. It is not affiliated with Midjourney or Discord.
help-drawing-1 =
    Words it does not know
    The loaded model can hardly draw words that it was never taught; the first times I tell you which they are. /surprise proposes prompts of what it knows.
help-prompts-1 =
    What to write
    Say what is in the picture, where it is, the light and the style: `a red lighthouse at sunset, watercolor`. Short and plain works; order matters little. Words first, parameters such as `--ar 3:2` last.
help-prompts-2 =
    Weights
    `::` splits a prompt into parts and a number behind it weighs the part before: `lighthouse::2 sea::0.5`. Together the weights must be more than 0. `(word:1.2)` and `[word]` weigh single words.
help-prompts-3 =
    Leave something out
    `--no clouds, people` names what should not be there. Do not write "without clouds": the model reads the word clouds.
help-prompts-4 =
    Several at once
    `a { "{" }red, green{ "}" } { "{" }house, cat{ "}" }` makes four jobs, one for each combination; `--repeat 3` makes three jobs of one prompt. Above three jobs I ask first and tell the price.
help-prompts-5 =
    Picture prompts
    Links to pictures go before the words: `https://… in ink`. `--iw` says how much they count, 0 to 3. To use a photo, send it to a channel and copy its link. /blend mixes two to five pictures without words.
help-prompts-6 =
    No idea what to write
    /surprise invents a prompt. /describe looks at a picture and proposes four prompts. /shorten shows which words count. /imagine suggests while you type.
help-prompts-7 =
    When a prompt is refused
    The answer names the parameter, what it takes and the nearest right spelling. Nothing is stored or charged; `Edit & retry` reopens your text, and where the right spelling is likely, a button such as `Use --seed` sends it corrected.
help-parameters-1 =
    How they are written
    Behind all the words, in any order and case: `a fox --ar 16:9 --seed 7`. What follows is what the loaded model honours; anything else is refused with the reason.
help-parameters-2 =
    Shape and size
    `--ar 3:2` sets the shape, width to height; the area stays the model's own. For a larger picture there is `--hd` or `--size`, as far as the model goes; there is no --width.
help-parameters-3 =
    The same picture again
    `--seed 7` with the same words, model and settings gives the same four pictures. ✉️ on a result, /show and /jobs tell the seed that was drawn.
help-parameters-4 =
    Which one wins
    What the prompt says comes first, then your suffix, then your settings, then the model's default. /show tells for each parameter where it came from.
help-buttons-1 =
    U1 to U4
    Post that picture alone, exactly as it is in the grid. Free, at once, and as often as you like.
help-buttons-2 =
    V1 to V4
    Four variations of that picture. High variation changes what is in it, low variation stays close: choose with /settings or /prefer variability. Under a single picture `Vary (Subtle)` and `Vary (Strong)` say it themselves; `Zoom Out`, `Custom Zoom`, `Make Square` and the four arrows there draw what lies around it. Costs as an imagine.
help-buttons-3 =
    🔄
    The same words with a new seed. Costs as an imagine.
help-buttons-4 =
    Remix
    With remix on (/prefer remix), variations, zoom, pan and 🔄 first show the prompt. Change it and the new words draw; leave it and it is an ordinary variation; close it and nothing is spent. The pressed button turns green.
help-buttons-5 =
    Who may press
    Anyone who sees the message. The new job belongs to whoever pressed: they pay, are pinged, and their own settings hold. Buttons never expire.
help-buttons-6 =
    Stop a job, or run it again
    `Cancel` stops a waiting or running job of yours and gives its credits back; /cancel does so from anywhere. `Retry` runs a failed job again.
help-commands-1 =
    All commands
    What each does; those of admins work for who may manage the server.
help-settings-1 =
    The panel
    /settings opens your own panel. Green is on, each press applies at once, and the text on top shows the parameters that now stand behind every prompt.
help-settings-2 =
    Suffix
    /prefer suffix puts parameters behind every prompt of yours, for example `--ar 3:2 --no text`. Without a value it is cleared.
help-settings-3 =
    Own options
    /prefer option set gives a name to words and parameters: `mine` stands for `in ink --ar 3:2`, and `a fox --mine` uses it. Up to 20; /prefer option list shows them.
help-settings-4 =
    Language
    I speak the language of your Discord, English or Simplified Chinese. Another one is chosen in /settings, More settings….
help-settings-5 =
    Results by DM
    /prefer auto_dm sends a copy of every finished grid to your direct messages, if they are open to me.
help-settings-6 =
    Begin anew
    `Reset Settings` brings back everything on the panel: default model, shape and stylize, no suffix, fast mode, public mode, no remix, no results by DM, and says so. Own options and language stay.
help-quota-1 =
    Credits
    One credit is one grid at the model's own settings, in any shape. `--q .5` costs half; more `--steps`, a larger `--size` or a slower `--sampler` cost more, as much as they take; U is free. The price stands in the message when it is not one credit, and above two I ask first.
help-quota-2 =
    When they come back
    By day, week or month, as the admins of the server set it with /quota set; direct messages have a few of their own. /info shows how many are left and when they return. Failed and cancelled jobs give theirs back.
help-quota-3 =
    Fast, relax, turbo
    /turbo jobs, where the server offers them, go before all others and cost double. /fast jobs come next and use credits. /relax jobs cost nothing and wait behind everyone who pays.
help-quota-4 =
    Why am I waiting?
    Fast goes before relax, then whoever has fewest running, then whoever asked for least in the last hour. The message tells your place and about how long.
help-quota-5 =
    Queue full
    You may have a few jobs running and some more waiting. Cancel one with /cancel or wait until one has ended.
help-privacy-1 =
    What is kept
    Your prompts, pictures, job times and settings, in one folder on the machine of whoever runs this bot. The model runs there too: no prompt and no picture goes to another service.
help-privacy-2 =
    Public and stealth
    Public results are posted where you asked. /stealth sends them to your direct messages instead, where the server allows it. There nobody else can open them. Who reports a picture shows it and its prompt to the moderators.
help-privacy-3 =
    Deleting
    React with ❌ on a result of yours, or right-click it, Apps, Cancel Job, and confirm: the message is deleted, the pictures are kept. For everything kept about you, ask whoever runs the bot; nothing is deleted by age.
help-privacy-4 =
    Metadata
    A picture file carries its prompt, seed and settings, so that /show can read it back. Mind that before you share one.
help-rules-1 =
    What you may make
    The rules of this server and Discord's terms and community guidelines hold, in direct messages too. Do not make pictures of real people undressed, of minors in any sexual way, or to harass somebody.
help-rules-2 =
    Reporting
    Right-click a picture, Apps, Report Job: it goes to the moderators, and the owner does not learn who reported it.
help-rules-3 =
    Whose pictures they are
    The licence of the loaded model decides; whoever runs the bot knows it. The built-in model's is Apache-2.0: do with its pictures what you like.
help-example-1 = a red lighthouse at sunset, watercolor
help-example-2 = a white cat in the snow, oil painting --ar 3:2
help-example-3 = a pagoda under the northern lights, ink sketch
drawing-also = draw drawing subjects things model know knows can what kinds motif vocabulary
drawing-size-also = bigger larger big large resolution size pixels upscale
drawing-things-heading = What I can draw
drawing-things = { $model } is small and draws these things: { $things }. It knows their colours, places, hours and the looks below, in English and Chinese; anything else it can hardly draw.
drawing-anything = { $model } was taught with pictures of all kinds: describe what you want to see. Names, numbers and writing are what such models are worst at.
drawing-styles-heading = Looks it knows by name
drawing-styles = { $styles }.
drawing-size-heading = How large
drawing-size = { $model } draws { $px } × { $px } pixels by itself and up to four times that area with `--size`, for example `--size { $most }x{ $most }`.
ask-title = Answer
ask-from-help = From /help { $topic }
ask-from-page = From { $page }
ask-see-also = See also: { $topics }
ask-nothing-title = Nothing found
ask-nothing = I only search the help, and it says nothing about that. The nearest topics: { $topics }. Other words may find it.
subscribe-title = How quota works here
subscribe-now = You have { $allowance }, by the rule for { $whose }. There is nothing to buy: this bot is run by the server.
invite-title = Invite
invite-public = Add me to another server: { $link }
invite-private = Whoever runs this bot keeps it to their own servers. Easel is free software; with a graphics card you can run your own.
userid-title = Your user ID
userid-is = `{ $id }`

# Words people ask /ask with; searched, never shown.
help-start-1-also = begin first newcomer tutorial how to use create generate image
help-start-3-also = save download remove find old history
help-start-4-also = who made this developer open source free bot midjourney
help-prompts-2-also = weights emphasis stronger weaker important word
help-prompts-3-also = negative exclude without remove avoid not want
help-prompts-4-also = permutations braces batch many multiple repeat
help-prompts-5-also = image prompt link url reference own photo upload my picture combine merge mix blend pictures images
help-prompts-6-also = idea inspiration random suggest caption
help-prompts-7-also = error red mistake invalid wrong typo
help-parameters-2-also = wide wider widen tall taller size resolution aspect ratio portrait landscape format bigger larger pixels width height shape
help-parameters-3-also = reproduce repeat identical seed again
help-parameters-4-also = precedence priority override order beats
help-buttons-1-also = upscale big single one picture numbers
help-buttons-2-also = variation vary similar different strong subtle
help-buttons-3-also = reroll again new retry another
help-buttons-4-also = change words variation edit prompt
help-buttons-5-also = other people press somebody else stranger
help-buttons-6-also = stop stop stop abort end credits back failed
help-settings-1-also = defaults preferences options configure menu model
help-settings-2-also = always add append every prompt
help-settings-3-also = shortcuts abbreviations macros custom names presets
help-settings-4-also = translate chinese english locale
help-settings-5-also = direct messages private copy auto
help-settings-6-also = reset default restore
help-quota-1-also = cost price pay money expensive subscription much
help-quota-2-also = refill reset limit run out used up left remaining
help-quota-3-also = speed lanes faster slower mode
help-quota-4-also = slow waiting wait queue line long time job jobs
help-quota-5-also = too many jobs limit running
help-privacy-1-also = data stored sent cloud openai server safe private see
help-privacy-2-also = hidden hide private secret gallery others see
help-privacy-3-also = delete remove erase gdpr export picture message
help-privacy-4-also = exif metadata png file information
help-rules-1-also = nsfw allowed forbidden banned content policy people nudity celebrities
help-rules-2-also = report moderators abuse complain
help-rules-3-also = own owns owner copyright license commercial sell rights use images
remix-title = Remix prompt
zoom-title = Zoom Out
remix-again = Edit & remix
remix-too-old = That form is too old; press the button again.
remix-too-long = A form holds { $most } characters and this prompt has { $got }. Switch remix off with /prefer remix, or send the prompt with /imagine.
remix-cropped = The shape changed from { $before } to { $after }: the picture it starts from is cut to the new shape, not stretched.

## A part of a picture

region-title = Vary (Region)
region-how = Choose below which cells are drawn anew, one or more. All else stays as it is, pixel for pixel.
region-chosen = { $percent } % of the picture is drawn anew, the part in blue. All else stays as it is, pixel for pixel. About 20 to 50 % works best.
region-prompt = Prompt: { $prompt }
region-placeholder = Cells to draw anew
region-edit = Edit prompt
region-submit = Submit
region-draw = Draw it
region-alt = The picture with the chosen part in blue
region-empty = Nothing is chosen yet. Press Vary (Region) under the picture and choose one or more cells.
region-gone = The part that was drawn is not kept any more. Press Vary (Region) under the picture and choose it again.
region-shape = Of a picture that stays, no part takes another shape: it stays { $before }, not { $after }.
region-resized = The mask was { $got } and is now { $want }, as the picture is.
region-mask-black = The mask has no white part. What is white in it is drawn anew, what is black stays.

# The page on which a part is drawn.
page-title = Draw the part to change
page-hint = What is blue is drawn anew. All else stays as it is, pixel for pixel.
page-keys = By keyboard: arrow keys move, Space begins and ends a shape, Escape leaves it.
page-rectangle = Rectangle
page-lasso = Lasso
page-brush = Brush
page-undo = Undo
page-clear = Clear
page-zoom-in = Zoom in
page-zoom-out = Zoom out
page-picture = The picture: draw on it
page-prompt = Prompt
page-submit = Submit
page-sending = Sending …
page-failed = That did not arrive. Try it once more.
page-done = Sent. Easel answers in Discord; you can close this page.
page-link-forged = This link is not one of Easel's, or Easel was restarted since. Press Vary (Region) under the picture again.
page-link-over = This link is over: it lives for 15 minutes. Press Vary (Region) under the picture again.
page-link-used = This link was used: it orders once. Press Vary (Region) under the picture again.
page-link-elsewhere = This link was opened in another browser, and opens in no second one. Press Vary (Region) under the picture again.
info-label-queued-turbo = Queued Jobs (turbo)
info-label-place = Your next job

## pictures and words: describe, shorten, surprise

proposal-edit = Edit
proposal-imagine = Imagine
proposal-form-title = Imagine this
proposal-too-long = A form holds { $most } characters and this prompt has { $length }; send it again with /imagine.
describe-title = What I see
describe-footer = Press a number to change that prompt and make it, 🔄 for others.
describe-own = This picture's own prompt, as it stands in its file.
describe-imagine-all = 🎉 Imagine all
describe-which = Give exactly one: a picture to `image`, or its address to `link`.
describe-no-captioner = { $model } cannot describe pictures here: the operator may set `captioner` under [engine].
describe-banned = All I can say of this picture holds words that are not allowed on this server.
describe-picture-gone = The picture of this message is gone; use /describe again.
shorten-title = Shorten
shorten-important = Important tokens
shorten-prompts = Shortened prompts
shorten-footer = Press a number to change that prompt and make it.
shorten-show-details = Show Details
shorten-details = Weight of each word, from 0 to 1
shorten-more = and { $n } more
shorten-no-weights = A prompt with `::` says itself what its parts weigh, so it cannot be shortened; leave the `::` out.
shorten-no-changes = A prompt whose words change while a picture is drawn, as in `[fox:owl:0.5]`, cannot be shortened; leave one of the words.
shorten-no-no = /shorten weighs the words that shall be seen; leave `--{ $name }` out.
shorten-no-braces = `{"{"}…{"}"}` stands for several prompts; shorten one of them at a time.
shorten-few = { $n ->
    [0] There are no words to weigh; /shorten takes { $fewest } or more.
    [one] One word cannot get shorter; /shorten takes { $fewest } or more.
   *[other] { $n } words are short already; /shorten takes { $fewest } or more.
 }
surprise-title = 🎲 How about this?
surprise-footer = Nothing is spent before you press Imagine.
surprise-theme-nature = nature
surprise-theme-animals = animals
surprise-theme-buildings = buildings
surprise-theme-machines = machines
surprise-theme-sea = sea
surprise-theme-space = space
surprise-theme-fantasy = fantasy
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
link-pixels = `{ $link }` has more than { $most } megapixels, the most that are read. Send it smaller.
link-side = `{ $link }` is { $got } pixels long; up to { $most } on each side are read. Send it smaller.
link-too-hard = `{ $link }` takes more time or memory to read than a picture may. Save it anew as a plain PNG or JPEG, and send that.
link-kept-too-many = Your waiting jobs start from { $most } MB of pictures already, the most that is kept for one person. Wait until one of them is done, or send smaller pictures.
link-damaged = `{ $link }` is damaged, or a part of the file is missing. Send the picture again.
link-page = `{ $link }` is a web page, not a picture; use the picture's own address.
link-no-picture = `{ $link }` is no picture that can be read: PNG, JPEG, WebP and GIF are.
link-no-start = { $model } cannot start from a picture, so image links can't work. Leave the link out and describe the picture in words.

blend-not-a-picture = `{ $name }` is no picture: PNG, JPEG, WebP and GIF can be blended.
blend-duplicate-title = Duplicate images detected
blend-duplicate = Two of these pictures are the same; blending needs different ones.
edit-not-a-picture = `{ $name }` is no picture: PNG, JPEG, WebP and GIF can be changed.
edit-no-picture = There is no picture in this message.
edit-one-first = These are four pictures. Press U1 to U4, then `Edit` under the one you want to change.
edit-form-title = Edit
edit-form-label = What should change?
edit-form-examples = For example: make it night · turn the house blue · add a rainbow · in watercolor

banned-title = Banned prompt detected
banned-word = The word “{ $word }” isn't allowed on this server. Change the prompt and send it again.

confirm-title = Confirm
confirm-question = This makes { $jobs } jobs ({ $credits }). Go ahead?
confirm-price = This costs { $credits } instead of 1 ({ $reasons }). Go ahead?
confirm-pixels = { $times } × the pixels
confirm-pictures = { $times } × the pictures
confirm-evaluations = { $times } × the computing steps
confirm-lane = { $times } × for turbo
job-remix = Remix
job-remix-strong = Remix (Strong)
job-remix-subtle = Remix (Subtle)
notice-title = Please note
confirm-yes = Yes
confirm-no = Cancel
confirm-cancelled = Nothing was made, and nothing charged.
confirm-closed = That question is closed, and nothing was charged; send the command again.

translation-shown = in English: { $text }
translation-hint = { $model } understands { $languages } only, so words in other languages are guesswork to it. Better say it in English. This is told once.
translation-hint-languages = { $language ->
    [en] English
    [zh] Chinese
    [ja] Japanese
    [ko] Korean
   *[other] { $language }
  }

notice-stylize-words = { $model } is not guided, so `--stylize` and `--style raw` act on the wording only: above 200 by phrases of a house look, below that not at all.
notice-chaos-words = { $model } is not guided, so `--chaos` acts through the words only.
notice-and-guidance = With `AND` each idea has the guidance for itself, { $wanted } together; { $model } takes up to { $highest }, and that is what it got. A lower `--cfg` keeps them apart.
notice-weird-words = { $model } weighs no more parts of this prompt, so `--weird` acts through the words only.
notice-edit-start = { $model } knows no instructions: it draws your words anew over the picture, whose composition stays. Say what the whole picture shows.
notice-unknown-words = { $model } was never taught { $words }, and can hardly draw that. What it can draw stands in /help, Drawing.
notice-cut-words = { $model } reads no more than the first part of so long a text; left out: `{ $words }`

## prompt

prompt-title-prompt = Invalid prompt
prompt-title-parameter = Invalid parameter
prompt-title-link = Invalid link
prompt-title-limit = Permutation limit
prompt-title-unavailable = Not available here

prompt-long = A prompt has at most { $most } characters; yours has { $count }.
prompt-empty = There is nothing to draw: add some words or two images.
prompt-image-alone = One image alone needs words, or a second image.
prompt-limit = That makes { $count } jobs; your limit is { $most }.
prompt-limit-length = That makes { $jobs } jobs with { $count } characters in all; { $most } are the most. Shorten the text, or order in parts.
prompt-more-than = more than { $count }
prompt-one-job = That makes { $count } jobs; here a prompt makes one. Leave out the braces and `--repeat`.
prompt-repeat-seed = `--repeat { $count }` with `--seed` makes the same grid { $count } times; leave `--seed` out for different ones.

prompt-more-mistakes = And { $count ->
    [one] one more mistake
   *[other] { $count } more mistakes
  }.

prompt-brace-unopened = A `{"}"}` at character { $place } closes nothing. Write `\{"}"}` for a plain brace.
prompt-brace-unclosed = A `{"{"}` at character { $place } is never closed. Write `\{"{"}` for a plain brace.
prompt-brace-depth = Braces can stand at most { $deepest } deep inside one another; write `\{"{"}` for a plain brace.
prompt-brace-pipe = { $typed } has no comma: options are separated by commas, as in { $right }.

prompt-link-later = Image links go before the text.
prompt-link-page = That link is a web page, not a picture; use the picture's own address.
prompt-link-ending = That link is a .{ $ending } file, not a picture; use a PNG, JPEG, WebP or GIF.
prompt-link-broken = { $link } is no address; a link looks like `https://example.org/picture.png`.
prompt-link-weight = An image link takes no { $typed }; `--iw 2` makes the images count more.
prompt-link-many = A prompt takes at most { $most } image links; yours has { $count }.

prompt-parts-many = A prompt has at most { $most } parts between `::`; { $count } here.
prompt-weight = A weight after `::` goes from -{ $highest } to { $highest } with at most { $decimals } decimals; you wrote { $typed }. For example `lighthouse::2`.
prompt-weight-sum = The weights add up to { $total }; together they must be more than 0.
prompt-weight-negative = The negative weights are too strong: together they may take away at most half of the positive ones, for example `sea::2 boat::-1`.
prompt-emphasis = Words in brackets can count { $low } to { $high } times, as in `(lighthouse:1.3)`; yours make { $weight }. Write `\(` for a plain bracket.
prompt-no-brackets = Brackets weigh nothing in `--no`: it was read as { $words }.
prompt-and = `AND` draws the ideas on both sides at once, each with the guidance for itself; write `and` for the plain word.
prompt-and-weights = `AND` was read as `::`, which stands beside it; write `and` for the plain word.
prompt-changes-many = A prompt can change its words at up to { $most } places while a picture is drawn; this one has more.
prompt-change-almost = { $typed } is not understood: words change as in `[fox:owl:0.5]`, with at most two texts and a share of the steps (`0.5`) or their number (`12`) at the end. Write `\[` for a plain bracket.
prompt-change-inside = { $typed } cuts a prompt into parts, and cannot stand inside brackets that change words; put the brackets inside each part.
prompt-change-never = { $typed } never changes in { $steps } steps: a number with a point is a share of them, as in `0.5`, one without counts them.
prompt-texts-many = These words change so often that one picture would read { $count } texts; it can read { $most }.
prompt-texts-long = The texts that one picture would read have { $count } characters together; at most { $most } go.
prompt-break = `BREAK` was left out: { $model } reads a text whole.
prompt-pasted-left = Left out of the pasted settings, having no counterpart here: { $names }.

prompt-json = That is JSON, and no prompt can be read from it: send the words themselves, or an object with `"prompt"`. Write `\{"{"}` for a plain brace.
prompt-forms-left = Written for another program and left out: { $names }. `(lighthouse:1.3)` makes words count more, `{"{"}red, green{"}"}` makes a job for each.
prompt-forms-read = Written for another program, and read as what it means here: { $pairs }.
prompt-stray-dashes = Dashes at the end were left out: no parameter stood behind them.

prompt-glued-next = { $typed } misses a space before `{ $right }`.
prompt-weight-space = { $typed } was read as words: a weight stands right behind the colons, as in { $right }.
prompt-allowed-one = { $values } only

prompt-needs-value = `--{ $name }` needs a value: { $allowed }, for example `--{ $name } { $example }`.
prompt-needs-words = `--{ $name }` needs a value, for example `--{ $name } { $example }`.
prompt-value-words = `--{ $name }` got { $typed }. Parameters belong after all the text; move { $rest } before `--{ $name }`.
prompt-flag-value = `--{ $name }` takes no value. Leave { $typed } out, or move it before `--{ $name }` if it belongs to the text.
prompt-takes = `--{ $name }` takes { $allowed }; you wrote { $typed }.
prompt-two-sentences = { $first } { $second }
prompt-did-you-mean = Did you mean { $right }?
prompt-ratio = `--{ $name }` needs two whole numbers, for example { $example }.
prompt-ratio-limit = `--{ $name }` beyond { $highest }:1 is more than this model can draw; you wrote { $typed }.
prompt-size = `--{ $name }` needs width x height in pixels, for example { $example }; you wrote { $typed }.
prompt-size-limit = `--{ $name } { $typed }` is more than this model can draw: at most as many pixels as { $side }x{ $side }.
prompt-size-moved = `--size { $typed }` became { $value }: this model draws sides in steps of { $multiple } pixels.
prompt-hd-ratio = `--hd` draws shapes up to { $highest }:1; choose a nearer `--ar`, or leave `--hd` out.
prompt-hd-size = `--hd` would make { $typed }, and { $model } draws up to { $side }x{ $side }; with `--hd` a `--size` of up to { $usual }x{ $usual } goes.
prompt-size-and-ar = `--size` and `--ar` both set the shape; leave one of them out.
prompt-too-many = `--{ $name }` takes { $most ->
    [one] one link
   *[other] at most { $most } links
  }; you gave { $count }.
prompt-moved = `--{ $name } { $typed }` became { $value }, the nearest it can be.
prompt-sampler-moved = The sampler { $typed } became `{ $value }`, the nearest this model has.
prompt-sampler-own = There is nothing like the sampler { $typed } here: `{ $value }`, the model's own, was taken.
prompt-overruled = `--{ $name }` was overruled by `{ $last }`: the last one counts.
prompt-glued = { $typed } misses a space. Did you mean { $right }?
prompt-unknown-like = There is no { $typed }. Did you mean `--{ $right }`?
prompt-unknown = There is no { $typed }. /help lists the parameters; for a plain dash, leave a space after it.
prompt-almost = { $typed } was read as words: the parameter is `--{ $name }`, with a space before it and none after the dashes.
prompt-in-source = In your { $source }: { $sentence }
prompt-source-words = The { $source } holds parameters only, for example `--no text`, and no words.
prompt-left-out = `--{ $name }` from your suffix or settings was left out. { $reason }

prompt-without = `--{ $name }` does nothing without `--{ $other }`.
prompt-together = `--{ $name }` cannot be combined with `--{ $other }` on this model.
prompt-no-weight = A picture of `--{ $name }` takes no weight behind `::`.
prompt-edit-start = { $model } starts from the picture that `--edit` changes, and from no other: leave the image links or `--edit` out.
prompt-iw-alone = `--iw` does nothing without an image link at the front of the prompt.
prompt-words-only = `--{ $name }` acts on words, and this prompt has none: add some words or leave it out.
prompt-steps-quality = `--steps` times `--quality { $quality }` makes { $steps } steps; this model takes { $low } to { $high }.
prompt-no-guidance = `--no` does nothing with `--cfg 1`; take a higher `--cfg`.
prompt-negative-guidance = A negative weight does nothing with `--cfg 1`; take a higher `--cfg`.

prompt-option-braces = Your option `--{ $name }` holds braces, which are read in a prompt only: change it, or write `\{"{"}` for a plain brace.
prompt-source-braces = The { $source } holds braces, which are read in a prompt only: change it, or write `\{"{"}` for a plain brace.

prompt-allowed-whole = a whole number from { $low } to { $high }
prompt-allowed-number = a number from { $low } to { $high }
prompt-allowed-only = { $value } only with this model
prompt-allowed-levels = { $values } or { $last }
prompt-allowed-choice = one of { $values }
prompt-allowed-ratio = two whole numbers, width to height
prompt-allowed-pixels = width x height in pixels, like { $example }
prompt-allowed-nothing = no value
prompt-allowed-draft = nothing, or a number of pictures: 4, 12 or 24
prompt-allowed-best = how many to make for the best four, { $low } to { $high }, as `12` or `4 of 12`
prompt-allowed-words = words
prompt-allowed-link = one link to a picture
prompt-allowed-links = links to pictures
prompt-allowed-styles = links to pictures, codes or `random`

prompt-default-no = nothing
prompt-default-seed = drawn by chance
prompt-default-size = by `--ar`
prompt-default-version = the default model
prompt-default-niji = the default model
prompt-default-hd = off
prompt-default-sd = on
prompt-default-tile = off
prompt-default-style = off
prompt-default-raw = off
prompt-default-draft = off
prompt-default-best = off
prompt-default-edit = no picture
prompt-default-fast = your /fast, /relax or /turbo
prompt-default-relax = your /fast, /relax or /turbo
prompt-default-turbo = your /fast, /relax or /turbo
prompt-default-stealth = your /stealth or /public
prompt-default-public = your /stealth or /public

prompt-meaning-ar = shape of the picture, width to height
prompt-meaning-size = width and height in pixels, in place of `--ar`
prompt-meaning-no = what should not be in the picture
prompt-meaning-seed = the start of the first picture; the same seed gives the same pictures again
prompt-meaning-hd = twice the sides
prompt-meaning-sd = the model's own size
prompt-meaning-tile = a picture that repeats without a seam
prompt-meaning-iw = how much the image links count against the words
prompt-meaning-chaos = how far the four pictures differ
prompt-meaning-stylize = strength of the house look against the words alone
prompt-meaning-weird = unusual ideas
prompt-meaning-style = `raw`: without the house look
prompt-meaning-raw = without the house look
prompt-meaning-quality = effort: multiplies the steps and the price
prompt-meaning-steps = steps of drawing
prompt-meaning-cfg = how closely the picture follows the words
prompt-meaning-sampler = the way from noise to picture
prompt-meaning-stop = ends the drawing early, at this percentage: softer
prompt-meaning-draft = twelve small sketches on one sheet, for half the price; choose some and get them in full
prompt-meaning-best = more pictures are made, and the four that show your words best are shown
prompt-meaning-model = which model draws
prompt-meaning-version = which model draws, by its version
prompt-meaning-niji = the anime model
prompt-meaning-repeat = the same prompt several times
prompt-meaning-fast = uses credits, before the free jobs
prompt-meaning-relax = free, behind everyone who pays
prompt-meaning-turbo = before all others, for twice the credits
prompt-meaning-stealth = the pictures come by direct message only
prompt-meaning-public = the pictures are shown to all
prompt-meaning-sref = style reference
prompt-meaning-sw = style strength
prompt-meaning-sv = version of style references
prompt-meaning-cref = character reference
prompt-meaning-cw = character strength
prompt-meaning-oref = object reference
prompt-meaning-ow = object strength
prompt-meaning-profile = personal taste
prompt-meaning-exp = extra detail
prompt-meaning-video = film
prompt-meaning-motion = how much moves in a film
prompt-meaning-loop = endless film
prompt-meaning-end = last picture of a film
prompt-meaning-bs = films at once
prompt-meaning-zoom = zoom out
prompt-meaning-width = width in pixels
prompt-meaning-height = height in pixels
prompt-meaning-edit = changes these pictures by your words
prompt-meaning-preview = tries Midjourney's next model
prompt-meaning-uplight = light upscale
prompt-meaning-upbeta = beta upscale
prompt-meaning-upanime = anime upscale
prompt-meaning-sameseed = one seed for all four
prompt-meaning-creative = test model
prompt-meaning-test = test model
prompt-meaning-testp = test model

prompt-refused = `--{ $name }` is not available here: { $reason }
prompt-not-negative = { $model } cannot leave things out; say in the text what should be there.
prompt-not-tile = { $model } cannot make a picture that tiles without a seam. Leave it out.
prompt-not-best = nobody here can tell which pictures of { $model } are best: the operator may set `scorer` under [engine]. Leave it out.
prompt-not-pictures = { $model } cannot start from a picture. Leave it out.
prompt-not-guidance = { $model } works without guidance. Leave it out.
prompt-not-relax = every job uses credits. Leave it out.
prompt-not-turbo = the fastest lane is not open to you; try `--fast`.
prompt-not-stealth = hiding pictures is not open to you. Leave it out.
prompt-not-sref = { $model } has no reference adapter, so another picture cannot set the style; describe the style in words.
prompt-not-cref = { $model } has no reference adapter, so a character cannot be taken from another picture; describe it in words.
prompt-not-oref = { $model } has no reference adapter, so a person or thing cannot be taken from another picture; describe it in words.
prompt-not-moodboard = a moodboard is kept by Midjourney, and its code says nothing here. Put up to five picture links in front of your words, or use /blend.
prompt-not-profile = no personal taste is learned. Leave it out; `/prefer suffix` adds your own parameters to every prompt.
prompt-not-exp = nothing adds detail afterwards; try `--quality 2` or `--stylize 250`.
prompt-not-video = only still pictures are made. Leave it out.
prompt-not-zoom = it belongs into the form of `Custom Zoom`, a button under a single picture; `--zoom` has no place in a new prompt. Leave it out.
prompt-not-width = it is gone at Midjourney too; set the shape with `--ar 3:2` and the pixels with `--size`.
prompt-not-edit = { $model } neither changes pictures by instruction nor starts from one.
prompt-not-preview = it tries a model that Midjourney has not released; `--model` chooses one of those that are here.
prompt-not-upscaler = it belongs to an older model; the U buttons give a picture alone.
prompt-not-sameseed = it belongs to an older model; try `--seed 7`.
prompt-not-test = it belongs to an older model; `--model` chooses one of those that are here.
prompt-not-images = { $model } cannot start from a picture: leave the image links out and describe the picture in words.
prompt-not-niji = no anime model is set up. Leave it out, and say the look you want in words.
prompt-not-version = There is no version { $version } here. { $count ->
    [one] The only model is { $models }; leave `--v` out.
   *[other] The models are { $models }; choose one with `--model`.
  }
prompt-not-style = `--style { $style }` is not available here: it belongs to Niji 5. Say the look in the text; `--style raw` is there.
prompt-not-stop = `--stop` is not available here: { $steps } steps are too few to stop part-way, it takes at least { $fewest }. Leave it out, or raise `--steps`.
prompt-not-weights = { $model } cannot weigh parts with `::`; write one sentence.
prompt-not-emphasis = { $model } cannot weigh words in brackets; write `\(` for a plain bracket, or leave the number out.
prompt-not-negative-weights = { $model } cannot take negative weights; leave them out.
prompt-not-lora = { $typed } is not available here: no LoRA is loaded. Leave it out.
prompt-not-schedule = { $typed } changes words while a picture is drawn, and { $model } reads its text only once: keep one of the words, or write `\[` for a plain bracket.

## a job's messages

job-owned = { $prompt } - { $owner }
job-owned-by = { $prompt } - { $by } by { $owner }
job-variations-strong = Variations (Strong)
job-variations-subtle = Variations (Subtle)
job-upscaling-subtle = Upscaling (Subtle)
job-upscaling-creative = Upscaling (Creative)
job-making = Film of its making
job-upscaled-subtle = Upscaled (Subtle)
job-upscaled-creative = Upscaled (Creative)
job-edit = Edit
job-variations-region = Variations (Region)
job-waiting = { $prompt } - { $owner } (Waiting to start)
job-waiting-variations = Making variations for image #{ $index } with prompt { $prompt } - { $owner } (Waiting to start)
job-waiting-making = Drawing image #{ $index } of { $prompt } once more, for a film of its making - { $owner } (Waiting to start)
job-waiting-upscale = Upscaling image #{ $index } with { $prompt } - { $owner } (Waiting to start)
job-full = Full version
job-waiting-full = Making image #{ $index } in full with prompt { $prompt } - { $owner } (Waiting to start)
job-zoom = Zoom Out
job-pan-left = Pan Left
job-pan-right = Pan Right
job-pan-up = Pan Up
job-pan-down = Pan Down
job-waiting-zoom = Zooming out of image #{ $index } with prompt { $prompt } - { $owner } (Waiting to start)
job-waiting-pan-left = Panning left of image #{ $index } with prompt { $prompt } - { $owner } (Waiting to start)
job-waiting-pan-right = Panning right of image #{ $index } with prompt { $prompt } - { $owner } (Waiting to start)
job-waiting-pan-up = Panning up from image #{ $index } with prompt { $prompt } - { $owner } (Waiting to start)
job-waiting-pan-down = Panning down from image #{ $index } with prompt { $prompt } - { $owner } (Waiting to start)
job-line = #{ $place } in line
job-line-time = #{ $place } in line, { $time }
job-restarted = { $prompt } - { $owner } (Restarted, back in line)
job-restarted-place = { $prompt } - { $owner } (Restarted, back in line #{ $place })
job-running = { $made } ({ $percent }%) ({ $mode })
job-finished = { $made } ({ $mode })
job-mode-fast = fast
job-mode-relax = relaxed
job-mode-turbo = turbo
job-mode-fast-stealth = fast, stealth
job-mode-relax-stealth = relaxed, stealth
job-mode-turbo-stealth = turbo, stealth
job-single = { $prompt } - Image #{ $index } { $owner }
job-kept = { $prompt } - { $owner } (Finished and kept: I can neither post here nor write to you; I try again when you use /info, and at my next start)
job-not-there = { $channel } did not take this message, so it comes here.
job-stopped = { $prompt } - { $owner } (Stopped)
job-paused = { $prompt } - { $owner } (Paused, goes on after the restart)
job-held = { $prompt } - { $owner } (Paused: Easel cannot write to its disk, and goes on by itself)
job-failed = { $prompt } - { $owner } (Failed: { $reason })
job-id = **Job ID**: { $job }
job-seed = **seed** { $seed }
job-alt-grid = { $count ->
    [4] Four pictures
   *[other] { $count } numbered pictures
  }
job-alt-film = The picture as it was drawn, step by step, from the first guess to the end
job-alt-upscaled = The picture, twice as large
job-alt-picture = Picture { $index }
job-alt-preview = Preview of the four pictures, { $percent } %
job-alt-prompt = The whole prompt
job-sent-as-webp = Sent as WebP: the PNG is over this server's upload limit and kept here in full.
job-sent-as-webp-shrunk = Sent as WebP and shrunk from { $full } to { $sent }: the PNG is over this server's upload limit and kept here in full.

time-under-a-minute = under a minute
time-minutes = about { $n } min
time-hours = about { $n } h

reason-broken = something broke on our side
reason-made-otherwise = made again it came out otherwise, the model is another one now
reason-source-gone = the picture it starts from is gone
reason-interrupted = It was interrupted by a restart three times.
reason-out-of-memory = The device has too little memory for this picture: try a smaller size.
reason-generation-failed = Making this picture failed inside the model.
reason-not-finite = The model's numbers overflowed while making this picture: try other settings.
reason-killed = The engine's device stopped working each time this picture was tried: change something.

## lanes, privacy, favourites, one's own jobs

speed-turbo-title = Turbo mode
speed-turbo = Switched to turbo mode: your jobs go before all others and cost twice the credits. There is no faster picture, only a shorter wait.
speed-fast-title = Fast mode
speed-fast = Switched to fast mode.
speed-relax-title = Relax mode
speed-relax = Switched to relax mode.
speed-no-turbo = Turbo mode is switched off here; /fast is the quickest lane.
speed-no-relax = Relax mode is switched off here.
visibility-stealth-title = Stealth mode
visibility-stealth = Switched to stealth mode: your next jobs live in your direct messages from the start, and nothing of them is posted in a channel. /public switches back.
visibility-public-title = Public mode
visibility-public = Switched to public mode: your pictures are posted where you ask for them.
stealth-off = Stealth mode is switched off here; all pictures are posted where they are asked for.
stealth-off-now = You have chosen stealth mode, and it is switched off here by now. Nothing was made in public: choose /public first.
stealth-closed = A stealth job lives in your direct messages, and they are closed to me. Allow them for this server (server name, Privacy Settings, Direct Messages) and try again, or add `--public`. Nothing was stored or charged.
stealth-left = This job was charged to a server of which you are no longer a member, so you cannot go on from it; use /imagine instead.
stealth-opening = 🔒 A job of yours begins here, for your eyes only.
stealth-there = In line, for your eyes only: [to your direct messages]({ $link }).
copy-of = Copy of [your picture]({ $link }), as `/prefer auto_dm` asks.
copy-closed = Your direct messages are closed to me, so no copy of your pictures reaches you. Allow them for this server (server name, Privacy Settings, Direct Messages), or switch copies off with `/prefer auto_dm`. This is told once.
copy-filtered = Discord's filter for sensitive pictures held back the copy of this grid, so it is only here. Your own settings of Discord decide that (User Settings, Content & Social); other copies still come. This is told once.
picture-gone = Picture { $index } of this job is not kept any more; 🔄 makes new ones.
favourite-title = ❤️ Favourite
favourite-added = ✅ Picture { $index } is among your favourites; `/jobs status:favourites` finds it again.
favourite-too-many = You have { $most } favourites, the most there can be: take a ❤️ back first.
favourite-removed = Picture { $index } is no longer among your favourites.
jobs-title = Your jobs
jobs-title-favourites = Your favourites
jobs-none = You have no jobs yet; /imagine makes the first.
jobs-none-favourites = You have no favourites yet: press U1 to U4 under a grid, then ❤️ under the picture.
jobs-none-found = No job of yours fits. Every word of the search must stand in the prompt; try fewer.
jobs-entry = { $prompt }
    { $status } { $when } · [jump]({ $link }) · `{ $id }`{ $hearts }
jobs-hidden = stealth
jobs-page = Page { $page } of { $pages } · { $total ->
    [one] 1 job
   *[other] { $total } jobs
 }{ $search }
jobs-searched = · with “{ $words }”
jobs-too-long = That search is too long for the buttons to remember; use at most { $most } letters.
jobs-status-queued = waiting
jobs-status-running = running
jobs-status-delivering = on its way
jobs-status-done = done
jobs-status-failed = failed
jobs-status-cancelled = stopped

## cards: refusals and what waits

card-done = Done
card-not-possible = Not possible
card-not-available = Not available here
queued-title = Job queued
queued-text = { $running ->
    [one] You already have { $running } job running.
   *[other] You already have { $running } jobs running.
  } This one starts by itself when one ends: number { $number } of your waiting jobs.
queue-full-title = Queue full
queue-full-day = { $limit ->
    [one] You have ordered 1 job within a day, the most allowed. Try again in some hours.
   *[other] You have ordered { $limit } jobs within a day, the most allowed. Try again in some hours.
}
queue-full-yours = { $limit } of your jobs are waiting, the most allowed. Cancel one with /cancel or try again when one has started.
queue-full-everyones = { $limit ->
    [one] { $limit } job
   *[other] { $limit } jobs
  } of all people are waiting, the most allowed here. Try again in a few minutes.
credits-amount = { $count ->
    [one] { $amount } credit
   *[other] { $amount } credits
  }
credits-title = Credits exhausted
credits-none = Your credits are used up; they return { $when }.
credits-never = You get no credits here, by the rules of this place.
credits-few = This costs { $price } and you have { $remaining } left. More come { $when }.
credits-relax = With `--relax` it costs nothing and waits behind the others.
not-found-title = Job not found
not-found-text = No job of yours has that id.
not-yours-title = Not your job
not-yours-text = That job is { $owner }'s, and only they can do this with it.
starting-title = Engine starting
starting-text = The model is loading; try again in a moment.
loading-title = Model loading
loading-text = The model is still loading. Your order is in line and starts as soon as it is there.
maintenance-title = Maintenance
maintenance-text = New jobs pause for an update; jobs in line are kept.
disk-title = Out of order for a moment
disk-text = Easel cannot write to its disk just now; nothing was charged, try again in a few minutes.
broken-title = Sorry! Could not complete the job!
broken-text = Something broke on our side (id { $number }). Nothing was charged; please try again.

refused-manage = This is for people who may manage this server.
refused-operator = This is for the operator of this bot.
refused-server-only = This works on a server only, not in direct messages.
refused-changed = That command has changed; reload Discord and try again.
refused-not-you = You may not do this here.
refused-value = `{ $value }` is nothing this command can take.
refused-not-here = This cannot be done here.
refused-old-form = That form is too old; open it again.
refused-ended = That job has ended already.
refused-no-job = That message belongs to no job.
refused-closed-dms = Your direct messages are closed to me. Allow them for this server (server name, Privacy Settings) and try again.
refused-filtered = Discord's filter for sensitive pictures holds these back from your direct messages. Your own settings of Discord decide that (User Settings, Content & Social); your direct messages are open.
refused-filtered-reaction = { $owner } Discord's filter for sensitive pictures holds these back from your direct messages. Your own settings of Discord decide that (User Settings, Content & Social); then react again.
refused-closed-dms-reaction = { $owner } Your direct messages are closed to me, so I cannot send you the pictures. Allow them for this server and react again.
refused-no-creative = The model { $model } cannot start from a picture, so it draws nothing anew in a larger one; Upscale (Subtle) works.
refused-upscale-size = That would make { $size } pixels; an upscaled picture has at most { $most } a side.
refused-no-variations = The loaded model ({ $model }) cannot start from a picture, so V1 to V4 can't work.
refused-no-full = The loaded model ({ $model }) cannot start from a picture, so a draft can't be made in full.
outpaint-not = The loaded model ({ $model }) cannot paint a part of a picture anew, so a picture can't be zoomed out of, made square or panned.
outpaint-too-long = This picture is as wide as it gets; Make Square or Zoom Out first.
outpaint-nothing-new = Nothing would be added: zoom by more than 1, or give another `--ar`.
refused-no-region = The loaded model ({ $model }) cannot draw a part of a picture anew, so Vary (Region) can't work.
refused-region-large = This picture is larger than { $model } draws, so no part of it can be drawn anew.
refused-nothing-to-cancel = There is nothing to cancel.
stopped-one = The job is stopped; nothing was charged.
stopped-many = { $n ->
    [one] Stopped { $n } job; nothing was charged.
   *[other] Stopped { $n } jobs; nothing was charged.
  }
delete-title = Delete this message?
delete-question = Only the message goes. The pictures are kept: /jobs finds them, and `Show again` brings the grid back.
delete-kept = The message stays.
deleted-message = The message is deleted. Its pictures are kept: `Show again` brings the grid back here, and /jobs finds it later.
delete-question-of = Only the message goes. The pictures are kept for { $owner }, who can bring them back with /show. To take them from everybody, use Report Job and press Delete there.
deleted-message-of = The message is deleted. The pictures are kept for { $owner }, who can bring them back with /show.
sent-pictures = The pictures are in your direct messages.

## buttons and forms

button-cancel = Cancel
button-making-of = Making of
button-upscale-subtle = Upscale (Subtle)
button-upscale-creative = Upscale (Creative)
button-redo-upscale-subtle = Redo Upscale (Subtle)
button-redo-upscale-creative = Redo Upscale (Creative)
button-vary-subtle = Vary (Subtle)
button-vary-strong = Vary (Strong)
button-show-all = Show all { $count }
select-make-full = Make these full
select-show-alone = Show one alone
select-picture = Picture { $index }
show-all = All { $count } pictures, the best first. The first four stand in the grid.
button-zoom-2 = Zoom Out 2x
button-zoom-15 = Zoom Out 1.5x
button-zoom-custom = Custom Zoom
button-square = Make Square
button-edit-picture = Edit
button-vary-region = Vary (Region)
button-compare = Compare
button-retry = Retry
button-delete = Delete
button-keep = Keep
button-show-again = Show again
button-edit = Edit & retry
button-use = Use { $right }
mended-otherwise = Your settings have changed since, and this correction does not fit any more. `Edit & retry` brings your text back.
form-prompt = Prompt
cancel-all = all ({ $n })
cancel-none = nothing to cancel
cancel-queued = queued: { $prompt }
cancel-running = running: { $prompt }
cancel-delivering = delivering: { $prompt }

## one's own numbers, and quotas

info-title = Your info - { $name }
info-plan = { $plan } (the rule for { $whose })
info-plan-most = at most { $most } (the rule for { $whose })
info-plan-credits = { $credits } a { $period ->
    [day] day
    [week] week
   *[month] month
  }
info-plan-granted = { $credits } granted { $period ->
    [day] today
    [week] this week
   *[month] this month
  }
info-row = **{ $label }**: { $value }
info-label-plan = Subscription
info-label-mode = Job Mode
info-label-visibility = Visibility Mode
info-label-fast = Fast Time Remaining
info-label-lifetime = Lifetime Usage
info-label-relaxed = Relaxed Usage
info-label-queued-fast = Queued Jobs (fast)
info-label-queued-relax = Queued Jobs (relax)
info-label-running = Running Jobs
info-label-queue = Queue now
info-label-engine = Engine
info-mode-fast = Fast
info-mode-relax = Relax
info-mode-turbo = Turbo
info-visibility-public = Public
info-visibility-stealth = Stealth
info-none = None
info-usage = { $images ->
    [one] { $images } image
   *[other] { $images } images
  } ({ $time })
info-hours = { $hours } hours
info-minutes = { $minutes } min
info-seconds = { $seconds } s
info-line-empty = empty
info-line = { $jobs ->
    [one] { $jobs } job
   *[other] { $jobs } jobs
  }
info-line-time = { $jobs ->
    [one] { $jobs } job
   *[other] { $jobs } jobs
  }, { $time }
info-engine-loading = loading
info-engine = { $model } on { $device }, ready
quota-unlimited = unlimited
quota-left = { $left }/{ $total } credits { $period ->
    [day] today
    [week] this week
   *[month] this month
  } (resets { $when })
quota-left-none = 0/0 credits { $period ->
    [day] today
    [week] this week
   *[month] this month
  }
quota-rule = { $credits } a { $period ->
    [day] day
    [week] week
   *[month] month
  } for { $whom }
quota-rule-unlimited = unlimited credits a { $period ->
    [day] day
    [week] week
   *[month] month
  } for { $whom }
quota-everyone = everyone
quota-server = this server
quota-direct = direct messages
quota-ceiling-whose = all servers, the operator's ceiling
quota-title = Quotas
quota-none = No rule is set: everybody is unlimited.
quota-person = { $whom }: { $left }, by the rule for { $whose }.
quota-role = Whoever has { $whom } and no closer rule gets { $rate }, by the rule for { $whose }.
quota-order = The most specific rule holds: person, then role, then server, then everyone.
quota-set-title = Quota set
quota-set = From now on: { $rule }.
quota-hundredths = Credits have at most two decimals; you wrote { $typed }.
quota-set-what = Say how many `credits`, or `unlimited: True` for no limit; one of the two.
quota-nothing-title = Nothing to change
quota-nothing = There was no rule of its own for { $whom }.
quota-cleared-title = Quota cleared
quota-cleared = The rule for { $whom } is taken back; the wider one holds.
quota-granted-title = Credits granted
quota-granted = { $whom } got { $count ->
    [one] { $amount } more credit
   *[other] { $amount } more credits
  }; now { $left }.
quota-reset-title = Quota reset
quota-reset-everything = { $whom } begins the period anew, what was spent and what was granted: { $left }.
quota-reset-spending = What { $whom } spent in this period no longer counts; grants stay: { $left }.
quota-reset-grants = What { $whom } was granted in this period is taken back; what was spent stays: { $left }.
quota-name-somebody = Spending and grants are counted by person: name one, or reset the `rule`.
quota-over-ceiling = No server may give a person more than { $rate }: that is the ceiling of this bot's operator, who alone can lift it (`quota.ceiling`, or /quota ceiling here).
quota-grants-exceeded = The admins of a server may add { $most } for one person in a month, and { $left } can still be added for this one. The operator of this bot alone can lift that (`quota.grants`, or /quota ceiling here).
quota-ceiling-title = Ceiling of this server
quota-ceiling-is = No rule here gives a person more than { $rate }: the operator's ceiling. Admins may add { $grants } for one person in a month.
quota-ceiling-none = This server has no ceiling: its admins may set any rule, and grant as much as they like.
quota-ceiling-what = Give `credits` or `change`, not both.
quota-usage-title = Use of this server { $period ->
    [day] today
    [week] this week
   *[month] this month
  }
quota-usage-person = { $whom }: { $credits }, { $jobs ->
    [one] { $jobs } job
   *[other] { $jobs } jobs
  }
quota-usage-all = { $people ->
    [one] { $people } person
   *[other] { $people } people
  } in all, { $credits }. Jobs that failed or were stopped do not count; relaxed ones cost nothing.
quota-usage-none = Nobody has ordered anything in this period.

## a job shown again, and what a picture's file tells

show-which = Give exactly one: the id or link of a job of yours to `job_id`, or a file to `picture`.
show-no-id = `{ $typed }` is no job id: one has 22 letters and digits, stands in /jobs and at the end of each picture's file name; a message's link or id is fine too.
show-nothing-written = Nothing about its making is written in this picture's file. Pictures made by Easel and by most other programs carry their prompt as long as nobody saves them anew; /describe guesses one.
show-form-unread = This picture's file says that it was made by { $program }, but holds no prompt that can be read here; /describe guesses one.
show-texts-unread = This picture's file holds { $names }, but no prompt in a form that is read here; /describe guesses one.
show-prompt-title = Prompt
details-title = Details
details-from-picture = Read from the picture's file
details-foreign-a1111 = Written by { $program } or a program like it.
details-foreign-program = Written by { $program }.
details-foreign-unknown = Written by a program that does not say its name.
details-left = Left out, having no counterpart here: { $names }.
details-seeds = Seeds
details-job = Job
details-times = Times
details-model = Model
details-by-prompt = your prompt
details-by-suffix = your suffix
details-by-settings = your settings
details-by-model = the model
details-by-drawn = drawn by chance
details-by-canvas = the button that drew around the picture
details-by-picture = of the picture
family-title = A relative of the picture
family-parent = { $index ->
    [0] **Made with the words of** { $prompt }
   *[other] **Made from** picture { $index } of { $prompt }
  }
family-parent-hidden = **Made from** a picture that you cannot see any more
family-children = **From it** { $n ->
    [one] { $n } job
   *[other] { $n } jobs
  } that you can see
family-children-more = **From it** more than { $n } jobs; the latest { $n } are listed
family-choose = Its family: go to …
family-option-parent = { $index ->
    [0] it was made with these words
   *[other] it was made from picture { $index } of this
  }
family-option-child = { $index ->
    [0] made with the same words
   *[other] made from picture { $index }
  }
# Drawn into the picture with a font that has Latin letters, digits and signs only.
compare-label-before = Before
compare-label-after = After
compare-told = Before and after: picture { $index } beside the one that it was made from.
compare-alt = On the left the picture before, on the right picture { $index } that was made from it
compare-alt-stacked = Above the picture before, below picture { $index } that was made from it
compare-gone = The picture that this one was made from is not there for you to see any more.
details-ordered = ordered { $at }
details-waited = waited { $seconds } s
details-took = made in { $seconds } s
details-status-queued = waiting
details-status-running = running
details-status-delivering = on its way
details-status-done = done
details-status-failed = failed
details-status-cancelled = stopped

## names and descriptions of commands

# Commands with subcommands keep their names in every language: Discord's picker loses the
# subcommands of translated ones (discord-api-docs, issue 5105).

command-imagine-name = imagine
command-imagine-description = Make four pictures from your words
option-imagine-prompt-name = prompt
option-imagine-prompt-description = What you want to see; parameters such as --ar 3:2 come last
command-cancel-name = cancel
command-cancel-description = Stop your waiting or running jobs
option-cancel-which-name = which
option-cancel-which-description = One of your jobs, or all of them
command-info-name = info
command-info-description = Your credits, your jobs and the line now
command-jobs-name = jobs
command-help-name = help
command-help-description = How to use this bot, by topic
option-help-topic-name = topic
option-help-topic-description = What you want to read about
choice-start = start
choice-drawing = drawing
choice-prompts = prompts
choice-parameters = parameters
choice-buttons = buttons
choice-commands = commands
choice-settings = settings
choice-quota = quota
choice-privacy = privacy
choice-rules = rules
command-ask-name = ask
command-ask-description = Ask how something works; the help is searched
option-ask-question-name = question
option-ask-question-description = In your own words
command-subscribe-name = subscribe
command-subscribe-description = How quota works here
command-invite-name = invite
command-invite-description = A link that brings this bot to another server
command-userid-name = userid
command-userid-description = Your Discord user ID
command-settings-name = settings
command-settings-description = Your defaults: model, style, speed and more
command-prefer-name = prefer
command-prefer-description = Your own options, suffix and ways
command-prefer-option-name = option
command-prefer-option-description = Your own short words for parameters
command-prefer-option-set-name = set
command-prefer-option-set-description = Name words or parameters; an empty value deletes the name
option-prefer-option-set-option-name = option
option-prefer-option-set-option-description = The name you will type as --name
option-prefer-option-set-value-name = value
option-prefer-option-set-value-description = What it stands for: words first, parameters last. Empty: delete the option
command-prefer-option-list-name = list
command-prefer-option-list-description = Your own options and what they stand for
command-prefer-suffix-name = suffix
command-prefer-suffix-description = Parameters behind every prompt of yours; empty: clear them
option-prefer-suffix-new_value-name = new_value
option-prefer-suffix-new_value-description = Parameters only, such as --no text --ar 3:2
command-prefer-remix-name = remix
command-prefer-remix-description = Switch remix: variations and 🔄 ask for words first
command-prefer-variability-name = variability
command-prefer-variability-description = Switch how far V1 to V4 go from the picture
command-prefer-auto_dm-name = auto_dm
command-prefer-auto_dm-description = Switch a copy of each result by DM
command-turbo-name = turbo
command-turbo-description = Your jobs go before all others and cost twice the credits
command-fast-name = fast
command-fast-description = Your jobs use your credits and go before the free ones
command-relax-name = relax
command-relax-description = Your jobs cost nothing and wait behind the fast ones
command-stealth-name = stealth
command-stealth-description = Your pictures come by direct message, for your eyes only
command-private-name = private
command-private-description = The same as /stealth
command-public-name = public
command-public-description = Your pictures are posted where you ask for them
command-quota-name = quota
command-quota-description = Credits of people, roles and the server
command-quota-show-name = show
command-quota-show-description = The rules of this server, and how somebody stands
option-quota-show-who-name = who
option-quota-show-who-description = A person or a role; nothing for the whole server
command-quota-set-name = set
command-quota-set-description = Give credits to somebody in each period
option-quota-set-period-name = period
option-quota-set-period-description = How often the credits come back
choice-day = day
choice-week = week
choice-month = month
option-quota-set-credits-name = credits
option-quota-set-credits-description = How many; one is a grid of four at the model's own settings
option-quota-set-unlimited-name = unlimited
option-quota-set-unlimited-description = True instead of `credits`: no limit, where the operator allows that
option-quota-set-who-name = who
option-quota-set-who-description = A person or a role; nothing for the whole server
command-quota-grant-name = grant
command-quota-grant-description = Add credits for the present period
option-quota-grant-who-name = who
option-quota-grant-who-description = A person
option-quota-grant-credits-name = credits
option-quota-grant-credits-description = How many
command-quota-reset-name = reset
command-quota-reset-description = Begin a person's period anew, or take a rule back
option-quota-reset-who-name = who
option-quota-reset-who-description = A person or a role; nothing for the whole server
option-quota-reset-what-name = what
option-quota-reset-what-description = What they spent and were granted in this period, one of the two, or their rule
choice-everything = everything
choice-grants = grants
choice-spending = spending
choice-rule = rule
command-quota-usage-name = usage
command-quota-usage-description = Who has used most credits in the present period
option-quota-usage-period-name = period
option-quota-usage-period-description = Today, this week or this month
command-quota-ceiling-name = ceiling
command-quota-ceiling-description = For the operator: the most a rule of this server may give
option-quota-ceiling-credits-name = credits
option-quota-ceiling-credits-description = The most for one person in each period
option-quota-ceiling-period-name = period
option-quota-ceiling-period-description = How often that counts anew
option-quota-ceiling-change-name = change
option-quota-ceiling-change-description = Instead of `credits`: no ceiling here, or the one of the configuration
choice-lift = lift
choice-as-configured = as configured
command-region-name = region
command-region-description = Draw a part of a picture anew, by a mask of your own
option-region-picture-name = picture
option-region-picture-description = The picture's file name, or the id of its job or a link to its message
option-region-mask-name = mask
option-region-mask-description = A black and white picture of the same size: what is white is drawn anew
option-region-number-name = number
option-region-number-description = Which of the four pictures of the job
command-blend-name = blend
command-blend-description = Blend two to five pictures into new ones
option-blend-image1-name = image1
option-blend-image1-description = The first picture
option-blend-image2-name = image2
option-blend-image2-description = The second picture
option-blend-dimensions-name = dimensions
option-blend-dimensions-description = The shape of the new pictures; square where you say nothing
option-blend-image3-name = image3
option-blend-image3-description = A third picture
option-blend-image4-name = image4
option-blend-image4-description = A fourth picture
option-blend-image5-name = image5
option-blend-image5-description = A fifth picture
command-edit-name = edit
command-edit-description = Change a picture by words
option-edit-picture-name = picture
option-edit-picture-description = The picture to change; the new ones have its shape
option-edit-prompt-name = prompt
option-edit-prompt-description = What should change; parameters such as --ar 3:2 come last
option-edit-picture2-name = picture2
option-edit-picture2-description = A second picture, for models that take several
option-edit-picture3-name = picture3
option-edit-picture3-description = A third picture
option-edit-picture4-name = picture4
option-edit-picture4-description = A fourth picture
choice-portrait = Portrait
choice-square = Square
choice-landscape = Landscape
command-describe-name = describe
command-describe-description = Four prompts that could have made a picture
option-describe-image-name = image
option-describe-image-description = The picture
option-describe-link-name = link
option-describe-link-description = Or its address on the web, instead of the picture
command-shorten-name = shorten
command-shorten-description = Which words of a prompt matter, and five shorter prompts
option-shorten-prompt-name = prompt
option-shorten-prompt-description = The prompt to shorten, of three words or more
command-surprise-name = surprise
command-surprise-description = A prompt by chance, of what the loaded model can draw
option-surprise-theme-name = theme
option-surprise-theme-description = What it shall be about; nothing: anything
menu-cancel-job = Cancel Job
menu-dm-results = DM Results
menu-edit-picture = Edit Picture
command-jobs-description = Your own jobs and favourites, to find them again
option-jobs-search-name = search
option-jobs-search-description = Words that stand in the prompt
option-jobs-status-name = status
option-jobs-status-description = Only jobs in this state, or those with a picture you gave a heart
choice-all = all
choice-waiting = waiting
choice-running = running
choice-done = done
choice-failed = failed
choice-cancelled = cancelled
choice-favourites = favourites
option-jobs-page-name = page
option-jobs-page-description = Which page of the list; 1 is the newest

## reports and moderation

report-form-title = Report this picture
report-form-reason = What is wrong with it?
report-filed = Reported
report-thanks = Thank you. The moderators of this server have your report; nobody else sees who sent it.
report-kept = Thank you. Your report is on record, but no moderator can be reached right now: no channel is set for reports, and the owner's direct messages are closed.
report-too-many = You have reported { $most } pictures within a day, the most that can be; try again tomorrow, or write to a moderator.
report-twice = You have reported this picture already; the moderators have it.
report-title = Reported picture
report-prompt = Prompt
report-owner = Made by
report-by = Reported by
report-by-somebody = somebody (not told where the maker of the picture may read it)
report-reason = Reason
report-link = To the message
report-delete = Delete
report-warn = Warn
report-pause = Pause 24 h
report-dismiss = Dismiss
report-no-channel = A picture on { $guild } was reported. No channel is set for reports there that I can write to, so it comes to you. Set one with /moderation channel for your moderators to see.
report-not-moderator = This is for people who may manage messages here.
report-done-delete = 🗑️ Deleted by { $by } at { $at }
report-done-warn = ⚠️ Warned by { $by } at { $at }
report-done-warn-closed = ⚠️ Warning by { $by } at { $at } did not arrive: the person's direct messages are closed
report-done-pause = ⏸️ Paused for 24 h by { $by } at { $at }
report-done-dismiss = ✅ Dismissed by { $by } at { $at }
report-warned = A moderator of { $guild } warns you about this picture: { $prompt }. Please keep to the rules of the server.
report-paused = A moderator of { $guild } has paused you until { $until }: until then you cannot order new pictures there.
report-channel-title = Reports
report-channel-set = Reports of pictures go to { $channel } from now on.
report-channel-public = ⚠️ Everybody on this server can read { $channel }: reported pictures and who reported them would be seen by all. Choose a channel for moderators only.
report-channel-cleared = No channel of this server's own is set for reports any more; they go where the operator has set, else to the server's owner.
moderation-paused = { $whom } is paused here until { $until } and was told so.
moderation-paused-untold = { $whom } is paused here until { $until }; their direct messages are closed, so they hear of it at their next order.
moderation-no-bot = { $whom } is a bot: it orders nothing, so there is nothing to pause.
moderation-not-paused = { $whom } is not paused here.
moderation-lifted = { $whom } may order here again.
moderation-pauses-title = Paused here
moderation-pauses-none = Nobody is paused on this server.
moderation-pauses-one = { $whom } until { $until }, by { $by }
moderation-pauses-job = { $whom } until { $until }, by { $by } for job `{ $job }`
words-title = Banned words
words-list = No prompt here may hold these, however they are spelled. The operator's own words hold besides.
words-none = This server bans no words of its own; the operator's hold all the same.
words-empty = A word has at least one letter or sign.
words-twice = `{ $word }` is banned here already.
words-full = A server bans at most { $most } words of its own; remove one first.
words-not-there = `{ $word }` is not among this server's words.
audit-title = Who did what
audit-none = Nothing has been written down on this server yet.
audit-page = Page { $page } of { $pages }, { $total } entries
audit-line = { $at } { $by }: { $deed }
audit-somebody = Somebody
audit-quota-set = gave { $subject } { $amount }
audit-quota-clear = took back the rule for { $subject }
audit-quota-grant = granted { $subject } { $amount }
audit-quota-reset = { $what ->
    [grants] took back what { $subject } was granted
   *[other] reset what { $subject } had spent
  }
audit-quota-ceiling = set the ceiling of this server: { $amount }
audit-quota-ceiling-back = set the ceiling of this server back to the configured one
audit-stealth = ordered the stealth job { $subject }
audit-stop = stopped the job { $subject } of { $owner }
audit-delete = deleted a message of job { $subject } of { $owner }
audit-report = reported the job { $subject } of { $owner }
audit-report-delete = took the pictures of job { $subject } of { $owner } away
audit-report-warn = warned { $owner } about job { $subject }
audit-report-pause = paused { $owner } for job { $subject }
audit-report-dismiss = dismissed the report of job { $subject } of { $owner }
audit-reports-channel = set the channel of reports: { $subject }
audit-reports-channel-none = took the channel of reports back
audit-pause = paused { $subject } for { $hours } h
audit-pause-lift = lifted the pause of { $subject }
audit-words-add = banned { $subject }
audit-words-remove = allowed { $subject } again
show-withheld = A moderator took this job's pictures away, so they are not brought back.

## names of the commands about jobs shown and reported

command-show-name = show
command-show-description = Bring a job of yours back, or read what a picture tells
option-show-job_id-name = job_id
option-show-job_id-description = The id of a job of yours, or a link to its message or the message's id
option-show-picture-name = picture
option-show-picture-description = Or a picture made by Easel or AUTOMATIC1111
command-moderation-name = moderation
command-moderation-description = Reports, pauses, banned words and who did what
command-moderation-channel-name = channel
command-moderation-channel-description = The channel that reports of pictures are posted to
option-moderation-channel-channel-name = channel
option-moderation-channel-channel-description = Nothing: reports go to the server's owner
command-moderation-pause-name = pause
command-moderation-pause-description = Let somebody order nothing here for some time
option-moderation-pause-who-name = who
option-moderation-pause-who-description = A member of this server
option-moderation-pause-hours-name = hours
option-moderation-pause-hours-description = How long; a day where you say nothing
command-moderation-pauses-name = pauses
command-moderation-pauses-description = Who is paused here and until when; or lift one
option-moderation-pauses-lift-name = lift
option-moderation-pauses-lift-description = The person whose pause ends now; nothing: the list
command-moderation-words-name = words
command-moderation-words-description = This server's own banned words; add or remove one
option-moderation-words-add-name = add
option-moderation-words-add-description = A word or phrase that no prompt here may hold
option-moderation-words-remove-name = remove
option-moderation-words-remove-description = One that may be used again
command-moderation-audit-name = audit
command-moderation-audit-description = Who did what on this server, newest first
option-moderation-audit-page-name = page
option-moderation-audit-page-description = Which page; 1 is the newest
menu-show-prompt = Show Prompt
menu-report-job = Report Job
