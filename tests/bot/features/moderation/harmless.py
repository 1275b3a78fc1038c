"""Two thousand prompts in which nothing is banned, and a list of words to try them against.

`python -m tests.bot.features.moderation.harmless` prints those that are refused all the same.
"""

import itertools
import random
from pathlib import Path

from bot.features.moderation.words import WordFilter
from bot.prompt.surprise import surprise
from engine.builtin.captions import caption_in
from engine.builtin.scenes import sample_scene
from engine.canned import CANNED_CARD

COUNT = 2000
BANNED = (
    "sex", "ass", "cock", "tit", "hell", "cum", "anal", "penis", "rape", "rapist", "whore",
    "nude", "naked", "naked lady", "gore", "blood", "corpse", "kill", "killer", "gun",
    "bomb", "drug", "drunk", "weapon", "hooker", "poop", "piss", "boob", "butt", "breast",
    "nipple", "thong", "lingerie", "porn", "nsfw", "nazi", "shit", "dick", "crap", "slave",
    "suicide", "torture", "wine", "beer", "heil", "shell game", "topless", "bra", "orgy",
    "Scunthorpe"[1:5], "血腥", "裸体", "色情", "枪",
)  # fmt: skip
ALLOWED = ("blood orange", "wine red", "cock pheasant", "massacre island", "blood moon")

TRAPS = """
the steelworks of Scunthorpe at dawn
a village in Essex, watercolor
Sussex, Middlesex and Wessex on an old map
a cocktail on a marble bar, cocktails in a row
a peacock and a cockatoo, hancock tower, a cockpit
a blood orange cut in half, blood oranges in a bowl
the blood moon over the sea
a blood-orange sky
wine red velvet curtains
an assassin in a grassy pass, classic glass, bass, brass
a class photo, assembly of assets, embassy, cassette
he'll ride, she'll sing, we'll dance, they'll go
it's a fox, that's a cat, who's there
who're they? people who're dancing
the pen is mightier than the sword
a pen is on the table
a therapist's room, the therapist
a grape, grapes and drapes
a therapist in a chair
a title page, titanium robot, titmouse in a tree, petite titan
an attitude of altitude and latitude
a shell on a beach, seashells, michelle, hello kitty, othello
Hellenic temple, a bombay cat, a plum tombola
documents, cucumber, cumulus clouds, circumference
a canal in Venice, analysis chart, banal scene, an alpaca
penisland is nowhere, the peninsula
a gorgeous gorge, category, gregorian monastery, goretex jacket
bloody mary, bloodhound, bloodline, lifeblood
a nudibranch, denuded hills
skilled painters, skillet, killifish, a killjoy
a gunwale, a burgundy gundog
bombastic, bombardier beetle, plumbing
a shuttle, a button, a butterfly, butter, buttress
abreast, breastplate of a knight, breaststroke
a blue titmouse
swine, twine, winery at dusk, wintry
beerenberg, a beehive
a sussex spaniel
matches and matchsticks
a dickens novel, dickinson poems
a scrap yard, scrapbook
Slavic tale, enslaved to beauty
an elbrus brand, bracelet, zebra, cobra, library, brave
hypnotist, snow fall, shot through
a fox in the snow, the foxes' den, 3D render, 4K, 8k, 16:9
Samsung A55, Canon 5D, Sony A7, BMW M3, Porsche 911, F16, R34 skyline
1girl, 2boys, 3 cats, h2o, co2, mp3, 80s hit song, 90s
the top 5 hit songs, top-5-hit list, a 5-hit combo, 4 5 5 cm, sizes 5 3 x
90's hit, catch 22, 4 nal, 4-wheel
Formula 1, plan b, vitamin c, type o, size s, t shirt, x ray, u boat, model s
as s curve, such as s shaped rivers
an a and a b and a c
A B C D E F G, the letters of the alphabet
do re mi fa so la ti do
let it go, re-paint the wall
go, read a book
as, so, if, or, and
H. G. Wells, J. R. R. Tolkien, G. R. R. Martin, C. S. Lewis
e.g. a fox, i.e. an animal, U.S.A., U.K.
a.k.a. the fox
r.e.m. sleep, p.s. I love you
what the h, e, l, i and o stand for
cu m2 and km2 on a chart
a co-op, a re-entry, an ex-pilot, a pre-cut log
an all-in-one printer
she said: no, de facto rulers
nu metal, de stijl, nu-disco
Nu, pogodi! de luxe
an ude, a nud
new deal, nu wave de luxe
a man, a plan, a canal
sunset, sun set, moon rise
knife and fork
s, e, and x are letters in the word hexes
x, y, z
pass out, pass along
under a spell, hell-bent is a word, shell-shock
a mess, a miss, a moss
a buttercup, a halibut
black and white and red all over
salt AND pepper AND vinegar
a cat AND a dog BREAK a bird
[red:blue:0.5] fox, [cat|dog] in a hat
(masterpiece:1.2), (best quality:1.4), ((detailed)), 1girl
a {red, green, blue} door
hot:: dog::, snow::2 white::1
a fox \\(animal\\) in a forest
<lora:watercolor:0.8> a fox
sexagenarian, sextant on a chart, sextet on stage, unisex
Dorset, Basset hound, asset, lasso
a tit-for-tat game
a massive mass of moss
an organic organ, corgi, orgiastic is a word
a raccoon in a cocoon
skinny jeans, knickers in a twist
a therapeutic spa
fire and ice, smoke, no shooting
mandrake and mallard, drake
pushing, fishing, wishing, mishit
swashbuckler, mushroom, shitake mushroom, shiitake
a spoonful of soup
mississippi river, whippersnapper
a thongweed beach
snappers, wrapper, grappling, drapery
a therapod, a theropod
a brand-new car
nippon, nippy morning
Dickens's garden shed
cassava, casserole, potassium
a piston engine, pistachio, pissarro painting
Assisi at noon, Picasso, Hassan
kill-joy is not typed here
begun, shotgun wedding
Beethoven, Heilbronn, heiling cab
all's well that ends well
it'd be nice, I'm here, don't, can't, won't
rock'n'roll, o'clock, fo'c'sle
l'été, d'or, s'il vous plaît, qu'est-ce
mass effect of light
hello, world!
wow! red fox! yes!
$100 bill, 50% off, @home, a@b.example, C++ and C#
~ * ~ a fox ~ * ~
...and then a fox...
100 % cotton; 3/4 view; 1/2 moon
лес и лиса, красная лиса
η θάλασσα το πρωί
ein Fuchs im Wald, nass und kalt
un renard nu-pieds dans la neige
una volpe nel bosco
きつねと森, コーヒーを飲む猫
一只红狐狸，水墨画
出血热病毒的显微照片，腥味的海边
运动会上的红旗
裸眼看体操比赛
红色，情人节，彩色
여우와 숲
จิ้งจอกในป่า
""".strip().splitlines()


def prompts() -> list[str]:
    """The traps, the prompts of the language's tests, and captions and surprises by chance."""
    folder = Path(__file__).parents[2] / "prompt" / "wild"
    wild = [
        line[2:]
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("> ")
    ]
    rng = random.Random(17)
    found = dict.fromkeys([*TRAPS, *wild])
    for number in itertools.count():
        if len(found) == COUNT:
            break
        if number % 4 == 0:
            found[surprise(CANNED_CARD, rng.randrange(2**32))] = None
        else:
            language = "chinese" if number % 4 == 1 else "english"
            found[caption_in(sample_scene(rng), rng, language)] = None
    return list(found)


def refused() -> list[tuple[str, str]]:
    """The prompts that are refused, each with the word it is refused for."""
    words = WordFilter.of(BANNED, ALLOWED)
    return [(word, prompt) for prompt in prompts() if (word := words.find(prompt)) is not None]


if __name__ == "__main__":
    print(f"{len(refused())} of {len(prompts())} refused")  # noqa: T201
    for word, prompt in refused():
        print(f"{word}: {prompt}")  # noqa: T201
