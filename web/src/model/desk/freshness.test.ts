import { describe, expect, it } from "vitest";
import { readSightings } from "../../seal/statement";
import { roster, vectors } from "../../seal/vectors.fixture";
import { judgeRoster } from "./freshness";

const { freshness, rosters, sha256 } = vectors("statements");

describe("whether a roster is fresh", () => {
  it.each(freshness)("$name", async ({ roster: name, texts, now, until, by, other }) => {
    const held = rosters[name]!;
    const sightings = await readSightings({ texts, roster: held });
    expect(sightings).toHaveLength(texts.length);
    const found = judgeRoster(held, sha256, sightings, now);
    expect([found.until, found.by.length, found.other?.roster_version ?? null]).toEqual([until, by, other]);
  });

  it("an expired one is fresh to nobody", async () => {
    const { texts, now } = freshness.find((vector) => vector.until !== null && vector.roster === "alone")!;
    const sightings = await readSightings({ texts, roster: roster() });
    expect(judgeRoster(roster(), sha256, sightings, now).until).not.toBeNull();
    expect(judgeRoster({ ...roster(), expires_at: now }, sha256, sightings, now).until).toBeNull();
  });
});
