"""3) 2024 figures, and all that there is to say about them"""

# Generated.


def step_2024_figures_and_all_that_there_is(small: list) -> None:
    print(sum(small))
