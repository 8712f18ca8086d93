"""The science of text: pure functions on strings."""
