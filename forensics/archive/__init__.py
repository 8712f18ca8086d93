"""The submitted folder: walk, identify, hash, unpack. Every file and member becomes an `Item`."""
