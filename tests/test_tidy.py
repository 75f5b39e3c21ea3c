"""Rules of the house that a linter does not know: a test a rule; a failure lists the places that break it."""

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.fakes.sleeps import reads_clock, sleeps

ROOT = Path(__file__).parent.parent
FUNCTION_LINES = 70
FILE_LINES = 500
LOCKS = ("requirements.lock", "requirements-server.lock", "requirements-audit.lock")
GENERATED = ("web/openapi.json", "web/src/api/schema.d.ts", "web/package-lock.json", *LOCKS)
SOURCES = {".py", ".ts", ".svelte", ".css", ".html", ".js"}

CLOCKS = {"time", "datetime", "calendar", "sched"}
CHANCE = {"random", "secrets", "uuid"}
# Whoever seals must draw keys; the composition root hands out the only clock and the only chance.
MAY_READ_CLOCK = ("habeas/wire.py",)
MAY_DRAW = tuple(f"habeas/{room}" for room in ("wire.py", "client/", "demo/", "cli/", "signing/", "sim/"))

# What takes time is measured there, and nothing waits for it.
MAY_MEASURE = ("tests/http/test_alike.py", "tests/attack/names.py")
PAGE_SLEEPS = re.compile(r"setTimeout\([^\n]*,\s*[1-9]")


@cache
def _files() -> tuple[Path, ...]:
    """What is in the repository, and what would be added to it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return tuple(ROOT / name for name in sorted(set(listed)) if (ROOT / name).is_file())


def _sources(*suffixes: str, under: str = "") -> Iterator[tuple[str, str]]:
    """(name, text) of the files written by hand."""
    for path in _files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in (suffixes or SOURCES) and name.startswith(under) and name not in GENERATED:
            yield name, path.read_text("utf-8")


def _trees(under: str) -> Iterator[tuple[str, ast.Module]]:
    return ((name, ast.parse(text)) for name, text in _sources(".py", under=under))


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0], node.lineno


def test_only_the_composition_root_reads_a_clock() -> None:
    places = [
        f"{name}:{line}: {module}"
        for name, tree in _trees("habeas/")
        for module, line in _imports(tree)
        if module in CLOCKS and not name.startswith(MAY_READ_CLOCK)
    ]
    assert places == []


def test_no_loop_or_database_is_asked_for_the_time() -> None:
    asks = re.compile(r"loop\(\)\.time\(|\bloop\.time\(|func\.now\(|CURRENT_TIMESTAMP|datetime\('now'", re.I)
    places = [name for name, text in _sources(".py", under="habeas/") if asks.search(text)]
    assert places == []


def test_the_deciding_parts_draw_no_lots() -> None:
    places = [
        f"{name}:{line}: {module}"
        for name, tree in _trees("habeas/")
        for module, line in _imports(tree)
        if module in CHANCE and not name.startswith(MAY_DRAW)
    ]
    assert places == []


def test_the_simulator_draws_from_seeds_only() -> None:
    """`Random(seed)` and nothing else of chance: equal seeds give equal days."""
    trees = list(_trees("habeas/sim/"))
    strange = [
        f"{name}:{node.lineno}"
        for name, tree in trees
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and {alias.name for alias in node.names} & CHANCE)
        or (isinstance(node, ast.ImportFrom) and node.module in CHANCE and _names(node) != ["Random"])
    ]
    unseeded = [
        f"{name}:{node.lineno}"
        for name, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in {"Random", "default_rng"} and not node.args
    ]
    assert trees
    assert strange + unseeded == []


def _names(node: ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names]


def test_no_test_sleeps() -> None:
    """Nor waits by another name: a test goes on when something happens, not when time has passed."""
    places = [
        f"{name}:{node.lineno}"
        for name, tree in _trees("tests/")
        for node in ast.walk(tree)
        if (sleeps(node) or (reads_clock(node) and name not in MAY_MEASURE))
    ]
    in_pages = [name for name, text in _sources(".py", under="tests/") if PAGE_SLEEPS.search(text)]
    assert places + in_pages == []


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_functions_are_short() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    places = [
        f"{name}:{node.lineno}: {node.name} has {length} lines"
        for name, tree in _trees("")
        for node in ast.walk(tree)
        if isinstance(node, functions)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert places == []


def test_files_are_short() -> None:
    lengths = {name: text.count("\n") for name, text in _sources()}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    places = [
        f"{name}:{number}"
        for name, text in (*_sources(), *_sources(".md", ".toml", ".yml"))
        for number, line in enumerate(text.splitlines(), 1)
        if marks.search(line)
    ]
    assert places == []


def test_every_module_says_what_it_is_for() -> None:
    mute = [name for name, tree in _trees("habeas/") if not ast.get_docstring(tree)]
    assert mute == []


# A pronoun in a name says nothing; a participle says what happened to a thing, and not which thing.
PRONOUN = re.compile(
    "ones?|its?|he|him|his|she|hers?|they|them|theirs?|we|us|ours?|me|my|mine|you|yours?|this|that|these|those"
    "|who|whom|whose|which|what|(any|every|no|some)(body|one|thing)|none"
)
PARTICIPLE = re.compile(
    "..+ed|..+ing|begun|bound|brought|built|bought|caught|chosen|come|done|drawn|driven|fallen|felt|forgotten"
    "|found|given|gone|got|grown|had|heard|held|hidden|kept|known|laid|led|left|lent|lost|made|meant|met|paid"
    "|risen|rung|said|seen|sent|shown|shut|sold|spent|spoken|stood|taken|thought|thrown|told|torn|understood"
    "|withdrawn|won|worn|written"
)
NO_PARTICIPLE = re.compile("bring|embed|feed|heed|need|ping|ring|seed|spring|string|thing")
# Reason -> names that may look like a participle or a pronoun, in any case, with or without underscores.
ALLOWED_NAMES = {
    "what happened, as an event": {"accepted", "arrived", "assigned", "cancelled", "closed", "coerced"}
    | {"pressed", "promised", "retracted"},
    "what happened, as an exception": {"interrupted", "malformed", "refused", "stopped"},
    "a noun": {"binding", "ending", "finding", "matching", "missing", "questioning"}
    | {"sighting", "standing"},
    "the states in which nobody has the case": {"unassigned"},
    "the standing of a member, and the command that lists who has it": {"pending"},
    "the API's word for who is signed in": {"me", "read_me"},
}


def test_names_are_nouns_or_imperatives() -> None:
    """Those of modules, their variables, classes and functions: no pronoun in it, and no participle alone."""
    allowed = set().union(*ALLOWED_NAMES.values())
    places = [
        f"{name}:{line}: {word}"
        for name, tree in _trees("habeas/")
        if not name.startswith("habeas/store/migrations/")
        for word, line in _names_of(Path(name).stem, tree)
        if word.strip("_").lower() not in allowed and _says_nothing(word)
    ]
    assert places == []


def test_each_allowed_name_is_used() -> None:
    used = {word for name, tree in _trees("habeas/") for word, _ in _names_of(Path(name).stem, tree)}
    used |= {path.parent.name for path in _files()}
    assert set().union(*ALLOWED_NAMES.values()) - {word.strip("_").lower() for word in used} == set()


def _names_of(module: str, tree: ast.Module) -> Iterator[tuple[str, int]]:
    yield module, 1
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from ((target.id, node.lineno) for target in targets if isinstance(target, ast.Name))


WEB_NAME = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let|interface|type) (\w+)", re.M)
WEB_ALLOWED = {
    "what happened, as an exception": {"refused"},
    "a noun": {"ending", "morning", "questioning", "sighting", "spelling", "standing"},
    "the API's word for who is signed in": {"me"},
}


def test_names_of_the_pages_are_nouns_or_imperatives() -> None:
    """The same of files, and of what stands at their top. What is made from the API bears the API's names."""
    found = list(_web_names())
    allowed = set().union(*WEB_ALLOWED.values())
    assert [(name, word) for name, word in found if word.lower() not in allowed and _says_nothing(word)] == []
    assert allowed - {word.lower() for _, word in found} == set()


def _web_names() -> Iterator[tuple[str, str]]:
    for name, text in _sources(".ts", ".svelte", under="web/"):
        if name == "web/src/api/answers.ts" or name.endswith((".test.ts", ".make.ts")):
            continue
        yield name, Path(name).name.split(".")[0]
        yield from ((name, word) for word in WEB_NAME.findall(text))


def _says_nothing(name: str) -> bool:
    words = [word.lower() for word in re.split(r"_|(?<=[a-z0-9])(?=[A-Z])", name) if word]
    if any(PRONOUN.fullmatch(word) for word in words):
        return True
    return len(words) == 1 and bool(PARTICIPLE.fullmatch(words[0]) and not NO_PARTICIPLE.fullmatch(words[0]))


def test_the_rule_of_names_knows_them() -> None:
    assert all(map(_says_nothing, ("told", "_ONE", "whose", "Fared", "mine", "_ringing", "OF_ITS_PLAN")))
    assert not any(map(_says_nothing, ("report", "ring", "closed_cases", "WHOLE", "OpenedCard", "need")))


def test_locks_name_no_registry() -> None:
    assert [name for name in LOCKS if "://" in (ROOT / name).read_text("utf-8")] == []
    assert '"resolved"' not in (ROOT / "web/package-lock.json").read_text("utf-8")


def test_a_server_runs_what_the_tests_run_and_no_test_tool() -> None:
    whole, server, audit = (set(_pins(name)) for name in LOCKS)
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"][
        "dev"
    ]
    assert server < whole
    assert server < audit
    assert {pin.partition("==")[0] for pin in server} & set(tools) == set()


def _pins(lock: str) -> list[str]:
    """name==version, with the platforms for which it holds."""
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    return [line.removesuffix(" \\") for line in lines if "==" in line]


def test_pages_write_text_only_as_text() -> None:
    ways_around = re.compile(
        r"\{@html|\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|\sstyle=[\"{]|javascript:"
    )
    places = [
        name for name, text in _sources(".ts", ".svelte", ".html", under="web/") if ways_around.search(text)
    ]
    assert places == []


def test_every_word_is_used() -> None:
    """A key of the texts (which the build holds to be the same in every language) appears in some screen."""
    screens = "\n".join(text for _, text in _sources(".ts", ".svelte", under="web/"))
    used = set(re.findall(r"\.(\w+)", screens)) | set(re.findall(r"[\"'](\w+)[\"']", screens))
    keys = {
        key
        for name, text in _sources(".json", under="web/messages/")
        if name.endswith("/descriptions.json")
        for key in json.loads(text)
    }
    assert keys
    assert keys - used == set()


def test_paths_in_the_docs_exist() -> None:
    paths = re.compile(r"`((?:docs|guides|habeas|tests|web)/[\w./-]+\.\w+)`")
    places = [
        f"{name}: {path}"
        for name, text in _sources(".md")
        for path in paths.findall(text)
        if not (ROOT / path).exists()
    ]
    assert places == []


def test_the_rooms_of_the_architecture_are_those_of_the_house() -> None:
    rooms = set(_rooms((ROOT / "ARCHITECTURE.md").read_text("utf-8")))
    assert {room for room in rooms if not (ROOT / room).exists()} == set()
    folders = {path.parent for path in (ROOT / "habeas").glob("*/__init__.py")}
    assert {folder.relative_to(ROOT).as_posix() for folder in folders} - rooms == set()


def _rooms(text: str) -> Iterator[str]:
    """The paths in the tree under "Rooms", where each line is two spaces further in than its folder."""
    tree = text.partition("## Rooms\n\n")[2].partition("\n\n")[0]
    parents: list[str] = []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip()) - 4) // 2
        for name in line.strip().split("   ")[0].split():
            parents[depth:] = [name.rstrip("/")]
            yield "/".join(parents)


def test_links_in_the_docs_lead_somewhere() -> None:
    places = [
        f"{name}: {target}"
        for name, text in _sources(".md")
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert places == []
