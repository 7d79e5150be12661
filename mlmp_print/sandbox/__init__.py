"""Run a function over a foreign file in a process with limits on time and memory.

`sandbox` is the side that starts the process, `worker` the side that runs in it, and `protocol`
what they send each other. No other room starts a process that parses foreign files.
"""
