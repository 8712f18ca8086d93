"""What is measured, with the peers in the same run."""
