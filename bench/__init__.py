"""What the service can carry, as ratios measured side by side in one run. `python -m bench --help`."""
