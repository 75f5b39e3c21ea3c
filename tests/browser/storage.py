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
