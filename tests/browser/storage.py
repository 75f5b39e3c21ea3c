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
