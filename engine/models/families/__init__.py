"""One thin adapter per architecture: how it reads words, and how one forward pass is called.

An adapter knows nothing of noise schedules, guidance, batches or requests.
"""
