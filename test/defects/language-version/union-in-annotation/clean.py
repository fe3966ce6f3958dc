# %%
from typing import Optional
import numpy as np
# %%
def scaled(values: np.ndarray, by: Optional[float] = None) -> np.ndarray:
    return values if by is None else values * by
# %%
limit: Optional[float] = None
print(scaled(np.ones(3), limit))
