"""The version of the package, below everything that states it."""

VERSION = "0.1.0"
