# %% [markdown]
# # A network

# %%
import os

os.environ["KERAS_BACKEND"] = "jax"  # before Keras is imported
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3")
# %env PYTENSOR_FLAGS=floatX=float32
os.environ["HOME_OF_ALL"] = os.getcwd()

# %%
import keras
import numpy as np

os.environ["SET_LATER"] = "1"
x = np.ones(3)
print(keras.config.backend())

# %% [markdown]
# ## Use

# %%
y = keras.ops.convert_to_numpy(x).sum()
print(y)
