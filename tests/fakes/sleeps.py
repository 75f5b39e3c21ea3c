"""What a test must not do, as it stands in its source: let time pass instead of waiting for what happens."""

import ast
from collections.abc import Callable

SLEEPS = {"sleep", "wait_for_timeout"}
CLOCKS = {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "time_ns"}
COUNTERS = {"range", "count", "repeat"}


def sleeps(node: ast.AST) -> bool:
    """Sleeping, a wait that ends without a word when its time is over, or asking again and again."""
    match node:
        case ast.Call():
            return _called(node) in SLEEPS or (_called(node) == "wait" and _gives_up(node))
        case ast.While():
            return _only_asks(node.test)
        case ast.For():
            return _only_counts(node) and _has(node, lambda one: isinstance(one, ast.Return | ast.Break))
    return False


def reads_clock(node: ast.AST) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr in CLOCKS) or (
        isinstance(node, ast.Name) and node.id in CLOCKS
    )


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _gives_up(wait: ast.Call) -> bool:
    """After a number of seconds that is not 0."""
    limits = [*wait.args, *(word.value for word in wait.keywords if word.arg == "timeout")]
    numbers = [one.value for one in limits if isinstance(one, ast.Constant)]
    return any(isinstance(number, int | float) and number != 0 for number in numbers)


def _only_asks(test: ast.expr) -> bool:
    """A call decides whether the loop goes on; it neither gives what is kept nor is the work itself."""
    asks = _has(test, lambda one: isinstance(one, ast.Call) and _called(one) != "len")
    return (
        asks
        and not isinstance(test, ast.Await)
        and not _has(test, lambda one: isinstance(one, ast.NamedExpr))
    )


def _only_counts(loop: ast.For) -> bool:
    """The same is done so many times at most."""
    counts = isinstance(loop.iter, ast.Call) and _called(loop.iter) in COUNTERS
    return counts and isinstance(loop.target, ast.Name) and loop.target.id == "_"


def _has(node: ast.AST, what: Callable[[ast.AST], bool]) -> bool:
    return any(map(what, ast.walk(node)))
