# %%
import torch
from torch import nn
torch.manual_seed(0)
# %%
x = torch.linspace(-1, 1, 64).unsqueeze(1)
y = x.pow(2)
# %%
model = nn.Sequential(nn.Linear(1, 16), nn.ReLU(), nn.Linear(16, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
# %%
for epoch in range(50):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
# %%
print(f"loss {loss.item():.4f}")
