"""A network"""

# Generated.
import os

import keras
import numpy as np


def a_network() -> np.ndarray:
    os.environ["KERAS_BACKEND"] = "jax"  # before Keras is imported
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3")
    os.environ["PYTENSOR_FLAGS"] = "floatX=float32"
    print("env: PYTENSOR_FLAGS=floatX=float32")
    os.environ["HOME_OF_ALL"] = os.getcwd()

    os.environ["SET_LATER"] = "1"
    x = np.ones(3)
    print(keras.config.backend())
    return x
