"""Facts the detectors stand on, as data files with their loaders."""
