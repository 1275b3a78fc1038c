"""The engine at work: who waits, which batch is stepped next, and the thread that owns the device.

In the order of a request: supervisor (on the event loop), thread, worker, admission, batcher,
decoding.
"""
