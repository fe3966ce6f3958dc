"""Heating demand, predicted from the temperature of the day."""
