"""Pictures made larger by a network of the ESRGAN family: its file, its layers, its tiles."""
