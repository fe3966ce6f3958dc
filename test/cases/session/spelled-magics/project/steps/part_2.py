"""part 2"""

# Generated.
from notebook.runtime.terminal import write_file


def part_2() -> None:
    write_file("notes.txt", ("one\ntwo\n"))
