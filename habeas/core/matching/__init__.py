"""Who is offered what: from the board to a proposal, behind `Rule` in rule.py."""
