"""The loops, and who may run them: what happens in the service without being asked by a request."""
