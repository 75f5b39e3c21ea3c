/** Starts a page; when it does not start, or breaks for good, words stand on the screen. They are in the page itself (build/failure.ts). */

/** What is written under them, where something more is known: whom to call. */
type More = (block: HTMLElement) => Promise<void>;

async function show(block: HTMLElement, more: More | undefined): Promise<void> {
  document.getElementById("app")?.replaceChildren();
  block.hidden = false;
  // Until now it would have come by itself after a while: a script that never comes cannot show it.
  block.className = "shown";
  await more?.(block);
}

/** Runs `start`, which puts the first screen on the page. Its error goes on to the console. */
export async function boot(start: () => Promise<void>, more?: More): Promise<void> {
  const block = document.getElementById("failure")!;
  try {
    await start();
    block.hidden = true;
  } catch (error) {
    void show(block, more);
    throw error;
  }
  // An error that no screen could show has left the page white. A screen that can has its turn first.
  const look = (): unknown => document.getElementById("app")?.textContent.trim() === "" && show(block, more);
  addEventListener("error", () => setTimeout(look));
}
