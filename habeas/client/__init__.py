"""A client library: a person, a counsel, a dispatcher and a robot who seal, open and speak HTTP."""
