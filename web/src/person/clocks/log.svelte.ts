/** What was logged, and the limits that run from it: kept on the phone, right again after a restart. */
import { limits, type Limit } from "../../clocks/limits";
import { wallTime, zoneOf } from "../../clocks/local";
import { replaceEvent, inOrder, addEvent, removeEvent } from "../../clocks/log";
import type { LoggedEvent } from "../../clocks/rules";
import type { Speaker } from "../../clocks/limitText";
import { resultOf, asUnsaved, write } from "../../device/database";
import { drop, keep, recall } from "../../device/values";
import { speech } from "../../words/clocks";
import { app } from "../app.svelte";
import { guideStore } from "../rights/guideStore.svelte";

class Log {
  events = $state.raw<readonly LoggedEvent[]>([]);
  /** What was logged before the last tap, which can be undone; null when there is nothing to undo. */
  before = $state.raw<readonly LoggedEvent[] | null>(null);
  chosenZone = $state<string | null>(null);
  #started: Promise<void> | undefined;

  readonly zones = $derived(guideStore.place?.zones ?? []);
  readonly zone = $derived(zoneOf(this.zones, this.chosenZone, ownZone(), Date.now()));
  readonly inTime = $derived(inOrder(this.events));
  /** By the phone's own clock, as what was logged: it goes on the same without network. */
  readonly limits = $derived<Limit[]>(this.#limits());
  readonly reached = $derived(this.limits.filter(({ state }) => state === "reached"));
  readonly speaker = $derived<Speaker>({ words: speech.words, language: speech.language, time: (at) => this.time(at) });

  start(): Promise<void> {
    return (this.#started ??= this.#recall().catch(ignoreUnsaved));
  }

  async #recall(): Promise<void> {
    [this.events, this.chosenZone] = [(await recall("log")) ?? [], (await recall("zone")) ?? null];
  }

  #limits(): Limit[] {
    if (!guideStore.clocks || this.events.length === 0) return [];
    const all = limits(this.events, guideStore.clocks, this.zone, app.now);
    return guideStore.hiding ? all.filter(({ verified }) => verified) : all;
  }

  /** Logs that it happened now, and gives the event. */
  async add(kind: string): Promise<LoggedEvent | undefined> {
    await this.#change((events) => addEvent(events, kind, Date.now()));
    return this.events.at(-1);
  }

  change(event: LoggedEvent): Promise<void> {
    return this.#change((events) => replaceEvent(events, event));
  }

  remove(id: string): Promise<void> {
    return this.#change((events) => removeEvent(events, id));
  }

  async undo(): Promise<void> {
    const { before, events } = this;
    if (!before) return;
    // What another tab has logged since stays.
    await this.#change((current) => (same(current, events) ? before : current));
    this.before = null;
  }

  async clear(): Promise<void> {
    [this.events, this.before] = [[], null];
    await drop("log");
  }

  async chooseZone(zone: string): Promise<void> {
    this.chosenZone = zone;
    await keep("zone", zone);
  }

  /** Of what is kept, in one step: two tabs lose nothing of each other. */
  async #change(change: (events: readonly LoggedEvent[]) => readonly LoggedEvent[]): Promise<void> {
    const stored = write(["kept"], async (store) => {
      const current = (await resultOf(store("kept").get("log") as IDBRequest<LoggedEvent[] | undefined>)) ?? [];
      const events = change(current);
      await resultOf(store("kept").put([...events], "log"));
      return [current, events] as const;
    });
    const inMemory = (error: unknown) => (ignoreUnsaved(error), [this.events, change(this.events)] as const);
    [this.before, this.events] = await stored.catch(inMemory);
    app.now = Date.now();
  }

  /** A time of day at the place, with the day where it is not today. */
  time(at: number): string {
    const today = wallTime(this.zone, at).slice(0, 10) === wallTime(this.zone, Date.now()).slice(0, 10);
    const clock = { timeZone: this.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    const day = today ? {} : ({ weekday: "short", day: "numeric", month: "short" } as const);
    return new Intl.DateTimeFormat(speech.language, { ...clock, ...day }).format(at);
  }
}

const same = (some: readonly LoggedEvent[], others: readonly LoggedEvent[]): boolean => JSON.stringify(some) === JSON.stringify(others);
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** In a private window the clocks count for as long as the page is open. */
function ignoreUnsaved(error: unknown): void {
  asUnsaved(error);
}

export const log = new Log();
