"""The habeas simulate command: compare ways of matching, plan how many counsel are needed, break days."""
