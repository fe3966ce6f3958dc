# %% [markdown]
# ## Start

# %%
from dataclasses import dataclass
from typing import ClassVar


@dataclass
class Counted:
    size: int
    made: ClassVar[list] = []

    def __post_init__(self):
        self.made.append(self.size)


@dataclass
class Plain:
    size: int
    label: str = ""


one, plain = Counted(1), Plain(1)

# %% [markdown]
# ## More

# %%
two = Counted(2)
plain.size += 1

# %% [markdown]
# ## Show

# %%
print(one.made, plain)
