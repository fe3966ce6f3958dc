"""Timed"""

# Generated.


def timed() -> str:
    text = open("hello.txt").read()
    print(text)
    return text
