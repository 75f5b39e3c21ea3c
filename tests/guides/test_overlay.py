"""The organisation's own folder over the shipped one: whole guides, single items, new things."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from habeas.guides.check import check, errors
from habeas.guides.compiler import Terms, UnverifiedPolicy, situations
from habeas.guides.findings import Level
from habeas.guides.folder import load
from habeas.guides.library import Library, lay
from habeas.guides.unit import Key
from tests.guides.make import NOBODY, TODAY, Files, item, library, written

FR, EN = Key("XA", "stopped", "fr"), Key("XA", "stopped", "en")
HEAD = {"jurisdiction": "XA", "situation": "stopped", "language": "fr"}
NEW = [
    item("say.11", "Un avocat, vite.", first=True),
    item("do.11", "Attendez.", first=True),
    item("do.12", "Respirez.", first=True),
    item("do.13", "Lisez.", first=True),
]


def laid(tmp_path: Path, over: Files, below: Callable[[Files], None] = lambda _: None) -> Library:
    own = load(written(tmp_path / "own", over))
    assert own.findings == []
    return lay(library(tmp_path / "shipped", below), own.library)


def shown(made: Library, language: str) -> dict[str, list[str]]:
    """Texts by situation, as they are compiled."""
    told = situations(made, "XA", language, Terms(UnverifiedPolicy.banner))
    return {one.id: [each.text for each in one.items] for one in told}


def test_a_whole_guide_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    made = laid(tmp_path, {"XA/fr/stopped.yaml": HEAD | {"items": NEW}})
    assert errors(made) == []
    assert shown(made, "fr") == {"stopped": ["Un avocat, vite.", "Attendez.", "Respirez.", "Lisez."]}


def test_translations_of_an_original_that_is_gone_are_not_shown(tmp_path: Path) -> None:
    made = laid(tmp_path, {"XA/fr/stopped.yaml": HEAD | {"items": NEW}})
    assert shown(made, "en") == {}
    outdated = [str(one) for one in check(made, TODAY) if one.level is Level.outdated]
    assert outdated == ["outdated: XA/en/stopped.yaml: is missing"]


def test_a_whole_translation_can_be_replaced_alone(tmp_path: Path) -> None:
    told = [
        {"id": one.id, str(one.form): f"My words {number}.", "source_hash": "0" * 16, "review": NOBODY}
        for number, one in enumerate(library(tmp_path / "x").guides[FR].items)
    ]
    made = laid(tmp_path, {"XA/en/stopped.yaml": HEAD | {"language": "en", "items": told}})
    assert errors(made) == []
    assert shown(made, "en")["stopped"][0] == "My words 0."
    assert len(shown(made, "fr")["stopped"]) == 5


def extending(*items: dict[str, Any], **more: Any) -> Files:
    return {"XA/fr/stopped.yaml": HEAD | {"extends": True, "items": list(items)} | more}


def test_an_item_of_the_same_id_takes_the_others_place(tmp_path: Path) -> None:
    made = laid(tmp_path, extending(item("do.01", "Demandez deux fois.", first=True)))
    assert errors(made) == []
    assert shown(made, "fr")["stopped"][:3] == ["Je veux un avocat.", "Demandez deux fois.", "Notez l'heure."]


def test_the_shipped_translation_of_a_changed_item_is_stale(tmp_path: Path) -> None:
    made = laid(tmp_path, extending(item("do.01", "Demandez deux fois.", first=True)))
    (told,) = situations(made, "XA", "en", Terms(UnverifiedPolicy.banner))
    assert [one.id for one in told.items if one.state == "stale"] == ["xa.stopped.do.01"]


def test_new_items_come_after_and_dropped_ones_are_gone_in_every_language(tmp_path: Path) -> None:
    made = laid(tmp_path, extending(item("do.21", "Attendez."), drop=["xa.stopped.refused.01"]))
    assert errors(made) == []
    assert shown(made, "fr")["stopped"][-1] == "Attendez."
    assert "They refuse? Note it." not in shown(made, "en")["stopped"]


def test_dropping_from_the_first_screen_is_an_error(tmp_path: Path) -> None:
    made = laid(tmp_path, extending(drop=["xa.stopped.do.01"]))
    assert ["the first screen" in one.what for one in errors(made)] == [True]


def test_a_translation_without_its_whole_first_screen_is_not_shown(tmp_path: Path) -> None:
    def forget(content: Files) -> None:
        content["XA/en/stopped.yaml"]["items"].pop(1)

    made = library(tmp_path, forget)
    assert errors(made) == []
    assert shown(made, "en") == {}


def test_a_new_situation_and_a_new_jurisdiction_need_no_code(tmp_path: Path) -> None:
    ids = [("say", "say.01"), ("do", "do.01"), ("do", "do.02"), ("do", "do.03")]
    items = [
        item(name, f"Texte {name}.", first=True)
        | {"id": f"xb.recruited.{name}", "kind": "opinion", "source": []}
        for _, name in ids
    ]
    made = laid(
        tmp_path,
        {
            "situations.yaml": {"recruited": {"fr": "Appelé"}},
            "XB/pack.yaml": {"names": {"fr": "Autre"}, "source_language": "fr", "languages": ["fr"]},
            "XB/fr/recruited.yaml": {
                "jurisdiction": "XB",
                "situation": "recruited",
                "language": "fr",
                "items": items,
            },
        },
    )
    assert errors(made) == []
    (told,) = situations(made, "XB", "fr", Terms(UnverifiedPolicy.banner))
    assert (told.id, told.title, len(told.items)) == ("recruited", "Appelé", 4)


def test_a_new_language_adds_names_and_takes_none_away(tmp_path: Path) -> None:
    pack = {
        "names": {"de": "Beispiel"},
        "source_language": "fr",
        "languages": ["de"],
        "acts": {"code": {"de": "Gesetz"}},
    }
    made = laid(tmp_path, {"XA/pack.yaml": pack, "situations.yaml": {"stopped": {"de": "Angehalten"}}})
    assert errors(made) == []
    merged = made.packs["XA"]
    assert merged.languages == ("fr", "en", "de")
    assert merged.acts["code"] == {"fr": "Code", "en": "Code", "de": "Gesetz"}
    assert made.situations["stopped"] == {"fr": "Arrêté", "en": "Stopped", "de": "Angehalten"}
