"""The steps, one function each."""
