"""How it runs: definitions, resources, checks, jobs and the command line; what is made is in `assets/`.

Importing this package is free, so that `gongkai read` starts without Dagster.
"""
