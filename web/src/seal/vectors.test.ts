/** What both sides must agree on: the same vectors are read by tests/sealed/test_vectors.py. */
import { describe, expect, it } from "vitest";
import type { AccessEntry, OpenedCard, Roster, SealedStandby, Sighting, Standby, StandbyKey } from "./api.ts";
import { b64, digest, isB64, unb64 } from "./bytes.ts";
import { deriveWords, openDeposit } from "./callwords.ts";
import { openCard, openFile } from "./card.ts";
import { verifyDirectory } from "./directory.ts";
import { endSecret } from "./ending.ts";
import { caseIdOf, fingerprintOf, isPoint, recipientsHash, thumbprint, tokenHash } from "./ids.ts";
import { measure } from "./jwe.ts";
import { openThread } from "./message.ts";
import { verifyManifest } from "./manifest.ts";
import { openKeys, openStandby } from "./openKey.ts";
import { openGroupKey, placeTag } from "./placetag.ts";
import { verifyRoster } from "./roster.ts";
import { fileKeyOf, split } from "./shares.ts";
import * as sizes from "./sizes.ts";
import { normalizeWords } from "./spelling.ts";
import { readEntries, readSightings, signEntry, signSighting, verifyEntry, verifySighting } from "./statement.ts";
import { member, person, roster, vectors, type Case, type CardCase } from "./vectors.fixture.ts";

/** Runs a vector: it must be refused for its reason, or give what `holds` looks at. */
async function run<T>(vector: Case, made: () => T | Promise<T>, holds: (value: T) => unknown): Promise<void> {
  const attempt = (async () => made())();
  if (vector.refused) await expect(attempt).rejects.toMatchObject({ name: "Refused", reason: vector.refused });
  else await holds(await attempt);
}

describe("identifiers", () => {
  const ids = vectors("ids");

  it("follow from keys", async () => {
    for (const member of ids.members) {
      expect([await thumbprint(member.seal_key), await thumbprint(member.sign_key)]).toEqual(member.thumbprints);
      expect(await fingerprintOf(member.seal_key, member.sign_key)).toBe(member.fingerprint);
      expect(isPoint(member.seal_key)).toBe(true);
    }
    for (const person of ids.persons) {
      expect(await caseIdOf(person.sign_key)).toBe(person.case_id);
      expect(await tokenHash(person.token)).toBe(person.token_sha256);
    }
  });

  it("are hashes and tags", async () => {
    for (const entry of ids.digests) expect(await digest(entry.text)).toBe(entry.sha256);
    for (const recipient of ids.recipients) expect(await recipientsHash(recipient.kids)).toBe(recipient.hash);
    for (const { key, tag, ...told } of ids.place_tags) {
      const algorithm = { name: "HMAC", hash: "SHA-256" };
      const groupKey = await crypto.subtle.importKey("raw", unb64(key), algorithm, false, ["sign"]);
      expect(await placeTag({ groupKey, ...told })).toBe(tag);
    }
  });

  it("are not made of what is no point of the curve", () => {
    expect(ids.no_points.map(isPoint)).toEqual([false, false]);
  });

  it("are spelt in one way", () => {
    for (const text of ids.base64url.good) expect(isB64(text) && b64(unb64(text)) === text).toBe(true);
    expect(ids.base64url.bad.filter((text) => isB64(text))).toEqual([]);
  });

  it("come with the same sizes", () => {
    const own = Object.entries(sizes).map(([name, value]) => [name.toLowerCase(), value]);
    expect(Object.fromEntries(own)).toEqual(ids.sizes);
  });
});

describe("an envelope seen from outside", () => {
  it.each(vectors("envelopes"))("$part: $name", async (vector) => {
    await run(
      vector,
      () => measure(vector.text, vector.part),
      (kids) => expect(kids).toEqual(vector.kids),
    );
  });
});

describe("a roster", () => {
  it.each(vectors("rosters"))("$name", async (vector) => {
    const { text, pinned, now } = vector;
    await run(
      vector,
      () => verifyRoster({ text, pinned, now }),
      (verified) => {
        expect(verified.stale).toBe(vector.stale);
        expect(verified.pinned.version).toBe(verified.roster.version);
      },
    );
  });
});

describe("a directory", () => {
  it.each(vectors("directories"))("$name", async (vector) => {
    await run(
      vector,
      () => verifyDirectory(vector),
      ({ stale }) => expect(stale).toBe(vector.stale),
    );
  });
});

describe("a manifest of the pages", () => {
  it.each(vectors("manifests"))("$name", async (vector) => {
    await run(
      vector,
      () => verifyManifest(vector.text, vector.pinned),
      (verified) => expect(Object.fromEntries(verified.hashes)).toEqual(vector.hashes),
    );
  });
});

describe("a statement of a dispatcher", () => {
  it.each(vectors("statements").statements)("$kind: $name", async (vector) => {
    const verify: (text: string, of: Roster) => Promise<Sighting | AccessEntry> = vector.kind === "sighting" ? verifySighting : verifyEntry;
    await run(
      vector,
      () => verify(vector.text, roster()),
      ({ organisation }) => expect(organisation).toBe(roster().organisation),
    );
  });

  it("is read when it was signed here, and only that", async () => {
    const gleb = await member("gleb");
    const seen = { member: gleb, roster: roster(), sha256: "A".repeat(43), at: 5 };
    const given = { organisation: roster().organisation, log: "A".repeat(22), sealed: "reseal", counsel: ["A".repeat(22)], asked: false };
    const first = await signEntry({ ...given, member: gleb, last: null, at: 9 });
    const second = await signEntry({ ...given, member: gleb, last: first.entry, at: 5 });
    const texts = ["", await signSighting(seen), first.text, second.text];
    expect((await readSightings({ texts, roster: roster() })).map(({ at }) => at)).toEqual([5]);
    const entries = await readEntries({ texts, roster: roster() });
    expect(entries).toEqual([first.entry, second.entry]);
    expect(entries[1]).toMatchObject({ sequence: 1, previous: first.entry.sha256, at: 9 });
  });
});

async function opened({ member: name, case_id: caseId, envelopes }: CardCase): Promise<OpenedCard> {
  return openCard({ member: await member(name), caseId, envelopes, roster: roster() });
}

describe("a card", () => {
  it.each(vectors("cards").cards)("$name", async (vector) => {
    await run(
      vector,
      () => opened(vector),
      ({ card, resealedBy }) => {
        expect(card).toEqual(vector.card);
        expect(resealedBy).toBe(vector.resealed_by);
      },
    );
  });
});

describe("a file", () => {
  const { cards, files, file_key: fileKey } = vectors("cards");

  it.each(files)("$name", async (vector) => {
    const card = await opened(cards[0]!);
    await run(
      vector,
      () => openFile({ opened: card, sealed: vector.sealed, fileKey }),
      (file) => expect(file).toEqual(vector.file),
    );
  });
});

async function standbyKey(standby: SealedStandby, reader: string, named: Standby[] = []): Promise<StandbyKey> {
  return openStandby({ member: await member(reader), standby, roster: { ...roster(), standby: named } });
}

describe("the keys of a file", () => {
  const { keys, standbys, shares } = vectors("keys");

  it.each(keys)("$name", async (vector) => {
    const { sealed, given } = vector;
    const standby = await Promise.all(vector.standby.map((one) => standbyKey(one, vector.member)));
    const reader = await member(vector.member);
    await run(
      vector,
      () => openKeys({ member: reader, standby, sealed, given }),
      (held) => expect(held).toEqual(vector.held),
    );
  });

  it.each(standbys)("of a group: $name", async (vector) => {
    await run(
      vector,
      () => standbyKey(vector.standby, vector.member, vector.named),
      ({ kid, privateKey }) => expect([kid, privateKey.extractable]).toEqual([vector.kid, false]),
    );
  });

  it("are made of two shares, of which each is new every time", () => {
    for (const { a, b, key } of shares) expect(fileKeyOf({ a, b })).toBe(key);
    const { key } = shares[0]!;
    const halves = Array.from({ length: 8 }, () => split(key));
    expect(new Set(halves.map(([a, b]) => fileKeyOf({ a, b })))).toEqual(new Set([key]));
    expect(new Set(halves.flat()).size).toBe(16);
  });
});

describe("a thread", () => {
  it.each(vectors("threads").threads)("$name", async (vector) => {
    const { signKey: personSignKey } = await person();
    const as = vector.reader === "person" ? await person() : await member(vector.reader);
    const messages = vector.messages.map((message, seq) => ({ seq, message_id: "", at: 0, ...message }));
    const { links, case_id: caseId } = vector;
    const thread = await openThread({ as, caseId, personSignKey, roster: roster(), links, messages });
    expect(thread.messages.map(({ body, refused, gap }) => ({ body, refused, gap }))).toEqual(vector.opened);
  });
});

describe("a group key", () => {
  it.each(vectors("threads").group_keys)("$name", async (vector) => {
    const held = { ...roster(), group_key_sha256: vector.sha256 };
    const reader = await member(vector.member);
    await run(
      vector,
      () => openGroupKey({ member: reader, sealed: vector.sealed, roster: held }),
      (key) => expect(key.extractable).toBe(false),
    );
  });
});

/** The derivation is slow on purpose. */
const PATIENCE_MS = 60_000;

describe("call words", () => {
  const { spellings, derived, deposits } = vectors("words");
  const first = deriveWords(derived[0]!);

  it.each(spellings)("$written", ({ written, spelt: one }) => expect(normalizeWords(written)).toBe(one));

  it("lead to one place", { timeout: PATIENCE_MS }, async () => {
    for (const entry of derived) expect((await deriveWords(entry)).lookupId).toBe(entry.lookup_id);
  });

  it.each(deposits)("deposit: $name", { timeout: PATIENCE_MS }, async (vector) => {
    const opening = first.then((entry) => openDeposit({ derived: entry, sealed: vector.sealed }));
    await run(
      vector,
      () => opening,
      (text) => expect(text).toEqual(vector.text),
    );
  });
});

it("a code makes a secret", async () => {
  for (const ending of vectors("words").endings) {
    const secret = await endSecret(ending);
    expect([secret, await tokenHash(secret)]).toEqual([ending.secret, ending.sha256]);
  }
});
