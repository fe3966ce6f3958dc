"""Set-up that the notebook does for all that follows; steps name what they need in the step table."""

# Generated.
import os


def a_network_settings() -> None:
    """Set-up that the notebook does in a_network."""
    os.environ["KERAS_BACKEND"] = "jax"  # before Keras is imported
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3")
    os.environ["PYTENSOR_FLAGS"] = "floatX=float32"
    os.environ["HOME_OF_ALL"] = os.getcwd()
    os.environ["SET_LATER"] = "1"
