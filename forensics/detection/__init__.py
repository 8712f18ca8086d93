"""The detector contract, the registry and the runner."""
