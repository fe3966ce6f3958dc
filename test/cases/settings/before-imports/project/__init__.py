"""A network"""

# Generated.
import os

# Libraries look at these while they are imported.
os.environ["KERAS_BACKEND"] = "jax"  # before Keras is imported
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3")
os.environ["PYTENSOR_FLAGS"] = "floatX=float32"
