"""The science of photos: pure functions on pixels and their metadata."""
