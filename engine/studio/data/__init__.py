"""The training pictures on disk, drawn once, and the latents made of them."""
