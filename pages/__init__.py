"""The pages people read: reports with their figures marked in the text, and the panel of figures over the years.

Belongs here: questions to the published files, what a page shows of the answers, and its form. Does not: making tables
(`assets/`), starting a server (`orchestration/serve.py`), or anything about how a report is read (`gongkai/`).
"""
