"""What a page keeps in the browser."""

from playwright.sync_api import Page

# All of IndexedDB as text.
_KEPT = """
async () => {
  const given = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  if (!(await indexedDB.databases()).some(({ name }) => name === "notes")) return "";
  const database = await given(indexedDB.open("notes"));
  const stores = [...database.objectStoreNames];
  const all = (name) => given(database.transaction(name).objectStore(name).getAll());
  const rows = await Promise.all(stores.map(all));
  database.close();
  return JSON.stringify(rows);
}
"""


def kept(page: Page) -> str:
    """All of IndexedDB as JSON; empty when there is none."""
    text: str = page.evaluate(_KEPT)
    return text


# What is kept by one name gets other fields.
_CHANGE = """
([name, fields]) => new Promise((done, fail) => {
  const opening = indexedDB.open("notes");
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const all = opening.result.transaction("kept", "readwrite");
    const kept = all.objectStore("kept");
    kept.get(name).onsuccess = ({ target }) => kept.put({ ...target.result, ...fields }, name);
    all.oncomplete = () => (opening.result.close(), done());
  };
})
"""


def change_kept(page: Page, name: str, fields: dict[str, object]) -> None:
    """As if the page had kept these."""
    page.evaluate(_CHANGE, [name, fields])


# The worker's own script names all that it keeps sooner or later.
_FILES_KEPT = """
async (names) => {
  await navigator.serviceWorker.ready;
  const script = await (await fetch("/sw.js")).text();
  const all = script.match(/\\/assets\\/[\\w.-]+/g);
  const wanted = all.filter((path) => names.some((name) => path.startsWith(`/assets/${name}`)));
  const held = () => Promise.all(wanted.map((path) => caches.match(path)));
  while ((await held()).includes(undefined)) await new Promise(requestAnimationFrame);
  return wanted.length;
}
"""


def wait_for_files(page: Page, *names: str) -> None:
    """Until the service worker keeps the files of the page whose names begin so; without a name, all."""
    assert page.evaluate(_FILES_KEPT, names or [""]) >= max(len(names), 1)
