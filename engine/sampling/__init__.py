"""One image on its way from noise: plans, guidance, one step of a batch. Pure numbers and tensors.

It knows no model files, no queue and no threads; a network is whatever keeps `denoiser.Denoiser`.
"""
