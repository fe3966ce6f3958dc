"""What runs the steps: processes, stored values, logs and reports. Steps import nothing of it but `display`."""
