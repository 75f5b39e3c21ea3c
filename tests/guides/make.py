"""A small pack that is right, in two languages, to be made wrong in one point."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from habeas.guides.folder import load
from habeas.guides.library import Library, words_hash
from habeas.guides.unit import Item

TODAY = "2026-11-24"
Files = dict[str, Any]
SOURCE = {
    "act": "code",
    "art": "1(2)",
    "sure": "text seen",
    "url": "https://law.example/1",
    "seen": "2026-11-01",
}
NOBODY = {"by": None, "at": None, "expires": None}


def item(name: str, text: str, **more: Any) -> dict[str, Any]:
    """An original item of the situation `stopped` in XA."""
    form = name.split(".", maxsplit=1)[0]
    made = {"id": f"xa.stopped.{name}", form: text, "kind": "law", "source": [SOURCE], "review": NOBODY}
    return made | more


def files() -> Files:
    """The files by path. XA is no country; its source language is French, so that nothing depends on ours."""
    items = [
        item("say.01", "Je veux un avocat.", first=True),
        item("do.01", "Demandez la raison.", first=True, more="Ils doivent la donner."),
        item("do.02", "Notez l'heure.", first=True),
        item("dont.01", "Ne résistez pas.", first=True, risk="C'est un délit."),
        item("refused.01", "Ils refusent ? Notez-le.", kind="practice"),
    ]
    told = {
        "say.01": "I want a lawyer.",
        "do.01": "Ask why.",
        "do.02": "Note the time.",
        "dont.01": "Do not resist.",
        "refused.01": "They refuse? Note it.",
    }
    translated = [
        {"id": f"xa.stopped.{name}", name.split(".")[0]: text, "source_hash": "0" * 16, "review": NOBODY}
        for name, text in told.items()
    ]
    head = {"jurisdiction": "XA", "situation": "stopped"}
    return {
        "situations.yaml": {"stopped": {"fr": "Arrêté", "en": "Stopped"}},
        "XA/pack.yaml": {
            "names": {"fr": "Exemple", "en": "Example"},
            "source_language": "fr",
            "languages": ["fr", "en"],
            "acts": {"code": {"fr": "Code", "en": "Code"}},
        },
        "XA/fr/stopped.yaml": head | {"language": "fr", "items": items},
        "XA/en/stopped.yaml": head | {"language": "en", "items": translated},
    }


def clocks() -> dict[str, Any]:
    """The clocks of XA: one limit of three hours."""
    rule = {
        "id": "xa.three",
        "name": {"en": "3 hours", "ru": "3 часа", "fr": "3 heures"},
        "starts": [{"on": "stopped"}],
        "ends": ["court"],
        "limit": {"after": "PT3H"},
        "demand": {"en": "Let me go.", "ru": "Отпустите.", "fr": "Laissez-moi partir."},
        "source": [{"act": "Code", "art": "2", "url": None, "seen": None}],
        "sure": "unseen",
        "review": dict(NOBODY),
    }
    events = ["stopped", "court", "released"]
    return {"format": 1, "jurisdiction": "XA", "status": "DRAFT", "events": events, "rules": [rule]}


def written(folder: Path, content: Files) -> Path:
    """The folder with these files in it."""
    for path, value in content.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".json"):
            file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
            continue
        file.write_text(yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


class _Plain(yaml.SafeDumper):
    """Writes what is the same twice, as an author would."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def bound(content: Files) -> Files:
    """The files with each translation bound to what its original says in them."""
    originals = {one["id"]: one for one in content["XA/fr/stopped.yaml"]["items"]}
    for one in content["XA/en/stopped.yaml"]["items"]:
        if one["id"] in originals:
            one["source_hash"] = words_hash(msgspec.convert(originals[one["id"]], Item))
    return content


def library(folder: Path, change: Callable[[Files], None] = lambda _: None) -> Library:
    """The pack as it is loaded after `change`, which must leave it readable."""
    content = bound(files())
    change(content)
    found = load(written(folder, content))
    assert found.findings == []
    return found.library
