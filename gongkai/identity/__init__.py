"""What the words around a report say: its title, who made it, which year it is on, whether it is one.

Each module reads one of these out of normalized characters; `gongkai/identify.py` puts them together.
Their words are in `codebook/identity.yml`, the names of places in `gongkai/jurisdictions.py`.
"""
