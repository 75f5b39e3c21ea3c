"""One module a channel: Accepted, Retry or Refused."""
