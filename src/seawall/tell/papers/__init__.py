"""The papers of the first hour, in Chinese and in English, to be printed: see docs/papers.md.

`drawing.write` makes them; `scripts.scripts` is what is said in the first call.
"""
