"""Trouble of the world that a person can do something about."""


class Failure(Exception):
    """`code` is short and stable, `hint` says what helps."""

    def __init__(self, code, message, hint=None):
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint

    def as_data(self):
        return {"code": self.code, "message": self.message, "hint": self.hint}
