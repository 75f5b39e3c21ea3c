/** Fetches rooms, and keeps those that have come: entering one again waits for nothing. */
import type { Component } from "svelte";
import { askToKeep } from "./outbox";
import { ROOMS, type RoomId } from "./rooms";

export interface RoomModule {
  View: Component;
  speech: { start(): Promise<void> };
  renew?: () => Promise<void>;
  /** Stands on every screen from the moment that the room has come: what it must be able to say or do there. */
  Always?: Component;
  /** What stands for the room on the case screen. */
  OnCase?: Component;
  /** What the room says first, for whoever is elsewhere. */
  headline?: () => string;
}

type Loader = () => Promise<RoomModule>;

class RoomStore {
  /** Given once, before the first screen. */
  loaders: Partial<Record<RoomId, Loader>> = {};
  rooms = $state.raw<Readonly<Record<string, RoomModule>>>({});
  /** Rooms that could not be had when they were asked for last. */
  missing = $state.raw<readonly string[]>([]);

  /** The room is here when this resolves, or stands among the missing. */
  async want(id: string): Promise<void> {
    const load = this.loaders[id as RoomId];
    if (!load || this.rooms[id]) return;
    this.missing = this.missing.filter((entry) => entry !== id);
    const module = await loadRoom(load);
    if (module) this.rooms = { ...this.rooms, [id]: module };
    else this.missing = [...this.missing, id];
  }

  /** What a press leads to, before all else: it must be on the phone when the network goes right after the press. */
  async first(): Promise<void> {
    await this.want("case");
    await askToKeep("case");
  }

  /** All rooms, one after the other for as long as `free` holds; what they show is renewed, and all of it kept. */
  async all(free: () => boolean): Promise<void> {
    for (const { id } of ROOMS) {
      if (!free()) return;
      await this.want(id);
      await this.rooms[id]?.renew?.();
    }
    await askToKeep("rooms");
  }
}

/** The room with its words; undefined when the network did not bring them (a browser says that by a TypeError), or they are broken. */
async function loadRoom(load: Loader): Promise<RoomModule | undefined> {
  try {
    const room = await load();
    await room.speech.start();
    return room;
  } catch (error) {
    // One broken room is told to the console, and keeps no other from coming.
    if (!(error instanceof TypeError)) reportError(error);
    return undefined;
  }
}

export const roomStore = new RoomStore();
