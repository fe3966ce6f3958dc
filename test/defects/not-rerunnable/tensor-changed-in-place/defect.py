# %% [markdown]
# # A small classifier
# %%
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
# %%
source = np.random.default_rng(3)
inputs = torch.tensor(source.normal(size=(512, 8)), dtype=torch.float32)
labels = (inputs.sum(dim=1) > 0).long()
inputs.shape
# %%
class Net(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.hidden = nn.Linear(8, width)
        self.head = nn.Linear(width, 2)

    def forward(self, x):
        return self.head(torch.relu(self.hidden(x)))
# %%
features = inputs.clone()
# %%
features.mul_(0.5).add_(1)
# %%
features.mean().item()
# %%
print("rows:", len(labels), "positive:", int(labels.sum()))
