"""Where the built-in model is made from nothing, and measured; nothing of it is needed to draw.

train      all stages in turn: `python -m engine.studio.train --work DIR`
judge      how well its pictures follow their prompts
gallery    the pages of docs/gallery
samples    a sheet of first seeds
drawing/   the training pictures      data/       on disk, and as latents
training/  the networks, by stage     measuring/  diversity and editing
"""
