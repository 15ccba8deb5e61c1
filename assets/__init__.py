"""What is made: the tables as Dagster assets, a module per layer; how and when is in `orchestration/`."""
