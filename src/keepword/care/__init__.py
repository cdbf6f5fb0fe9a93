"""Care of the installation: first run, the sample business, the doctor, the reconciler."""
