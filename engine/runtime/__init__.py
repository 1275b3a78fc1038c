"""What the engine stands on: device, memory, threads, and the libraries whose objects it uses.

It knows no models, requests or pictures.
"""
