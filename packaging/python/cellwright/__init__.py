"""The command `cellwright` for Python environments; see `__main__`."""
