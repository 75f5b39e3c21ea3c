/**
 * Where on the page the person is, and her way back. The browser's history only counts how deep she is: no entry says
 * which room it was, and the address is the same everywhere.
 */

/** The room that is always here: the press, and what came of it. */
export const HELP = "help";

class Nav {
  #rooms = $state.raw<readonly string[]>([]);
  #depth = $state(0);
  #homing: Promise<void> | undefined;
  readonly room = $derived(this.#depth === 0 ? HELP : (this.#rooms[this.#depth - 1] ?? HELP));
  /** Where the way here began: the room of the lower bar that this one was entered from, or is; or one entered from Help. */
  readonly tab = $derived(this.#depth === 0 ? HELP : (this.#rooms[0] ?? HELP));

  /** One room further in: the way back leads here. */
  enter(room: string): void {
    this.#rooms = [...this.#rooms.slice(0, this.#depth), room];
    this.#depth += 1;
    history.pushState(this.#depth, "");
  }

  /** Another room of the lower bar: the way back leads to Help, from wherever one was. */
  async turn(room: string): Promise<void> {
    if (room === this.room) return;
    await this.home();
    // Two quick taps are one.
    if (room !== this.room) this.enter(room);
  }

  back(): void {
    if (this.#depth > 0) history.back();
  }

  /** To Help; resolves once the browser stands there, so that what follows replaces the first entry. */
  home(): Promise<void> {
    if (this.#depth === 0) return Promise.resolve();
    // Going twice would lead out of the page.
    return (this.#homing ??= this.#goHome().finally(() => (this.#homing = undefined)));
  }

  async #goHome(): Promise<void> {
    const there = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
    history.go(-this.#depth);
    await there;
  }

  /** Begins at Help, and follows the browser's own Back and Forward. */
  follow(): void {
    history.replaceState(0, "");
    addEventListener("popstate", (event) => (this.#depth = Math.min(Number((event as PopStateEvent).state) || 0, this.#rooms.length)));
  }
}

export const nav = new Nav();
