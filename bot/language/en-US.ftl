# What people read, in English. A key is `place-what`; values stand in { $braces }.
# Numbers print plain through { $n }; give text for anything with its own format.

