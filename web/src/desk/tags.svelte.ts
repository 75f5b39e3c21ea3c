// What place tags mean: the places of the organisation, each with its tags of these days.
import { PlaceTags } from "../members/placeTags.svelte";
import type { Session } from "../members/session.svelte";
import { nameIn } from "../model/shared/names";

export class Tags {
  readonly placeTags: PlaceTags;
  /** Place by tag, for the group key of the present roster; yesterday's too, until all is tagged anew. */
  places = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Today's tags, and tomorrow's, since a colleague's clock may be a little ahead; null until the key is at hand. */
  current = $state.raw<ReadonlySet<string> | null>(null);

  constructor(readonly session: Session) {
    this.placeTags = new PlaceTags(session);
  }

  /** Opens the group key of the roster and tags every place of the organisation for the day. Throws Unreachable. */
  async load(): Promise<void> {
    const { placeTags, session } = this;
    await placeTags.load();
    if (placeTags.key === null) return;
    const [today, places] = [placeTags.day, session.organisation.places];
    const tagsOf = (day: number): Promise<[string, string][]> =>
      Promise.all(places.map(async ({ place }): Promise<[string, string]> => [await placeTags.of(place, day), place]));
    const [before, now, after] = [await tagsOf(today - 1), await tagsOf(today), await tagsOf(today + 1)];
    this.places = new Map([...before, ...now, ...after]);
    this.current = new Set([...now, ...after].map(([tag]) => tag));
  }

  /** The name of the place behind a tag, in `language`; null when no place is known of. */
  name(tag: string | null, language: string): string | null {
    const place = tag === null ? undefined : this.places.get(tag);
    const found = this.session.organisation.places.find((one) => one.place === place);
    return found ? nameIn(found.name, language) : null;
  }
}
