"""The calls of the page: seven functions of JSON and bytes, which a browser runs in a worker.

`docs/page-calls.md` describes each. Nothing here knows of a browser, so that all of it is tested
without one.
"""
