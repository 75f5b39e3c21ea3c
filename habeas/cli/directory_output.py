"""What a directory says, for signers: enough to compare by eye before a key signs."""

from collections import Counter
from collections.abc import Iterable, Iterator

import click

from habeas.sealed.directory import Content, Entry, Names
from habeas.sealed.grain import nearest_two

E5 = 100_000


def tell_directory(content: Content) -> None:
    """Print it: how many areas and how near they are, places, whom to call, guides by jurisdiction."""
    click.echo(f"directory of {content.organisation}, version {content.version}: {_names(content.name)}")
    for line in (*_areas(content), *_places(content), *_entries(content.entries), *_guides(content.guides)):
        click.echo(line)


def _areas(content: Content) -> Iterator[str]:
    nearest = nearest_two(content.areas)
    yield f"{len(content.areas)} areas, none nearer to another than {content.grain_metres} m"
    if nearest:
        one, other, metres = nearest
        yield f"  the nearest two: {one.area} and {other.area}, {metres / 1_000:.1f} km"
    for area in content.areas:
        yield f"  {area.area:22}{area.lat_e5 / E5:.5f}, {area.lon_e5 / E5:.5f}  {_names(area.name)}"


def _places(content: Content) -> Iterator[str]:
    yield f"{len(content.places)} places"
    for place in content.places:
        yield f"  {place.place:22}{place.area:22}{_names(place.name)}"


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    yield "whom to call"
    for entry in entries:
        serves = f"{', '.join(entry.languages) or '-'} | {', '.join(entry.areas) or 'everywhere'}"
        yield f"  {entry.role.value:8}{entry.tel:22}{_names(entry.name)} | sms {entry.sms or '-'} | {serves}"


def _guides(guides: Iterable[str]) -> Iterator[str]:
    """A jurisdiction has a folder of its own."""
    files = Counter(path.split("/")[2] for path in guides if path.count("/") > 2)
    yield f"guides: {', '.join(f'{name} ({number} files)' for name, number in files.items()) or 'none'}"


def _names(names: Names) -> str:
    return " | ".join(names.values())
