"""What each table promises, one module per layer; the SQL that computes facts is in `dbt_project/models`.

Importing this package is free: nothing is loaded until a layer is asked for.
"""
