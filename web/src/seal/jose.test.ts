/** The same envelopes and signatures, by a library that others wrote: what is sealed here is plain JOSE. */
import { CompactSign, GeneralEncrypt, compactVerify, flattenedDecrypt, generalDecrypt, importJWK } from "jose";
import { describe, expect, it } from "vitest";
import { openSlot, sealTo, sealUnder } from "./jwe.ts";
import { contentKey } from "./wrap.ts";
import { payloadOf, sign, verifies } from "./jws.ts";
import { makeMember } from "./member.ts";
import { write } from "./exact.ts";
import { unb64 } from "./bytes.ts";

const TEXT = "I am on my way — я еду";
const bytes = new TextEncoder().encode(TEXT);
const text = (data: Uint8Array) => new TextDecoder().decode(data);
const pair = await Promise.all([makeMember(), makeMember()]);
const slots = pair.map((entry) => ({ kid: entry.fingerprint, key: entry.sealKey }));
const jwk = (key: { x: string; y: string }, alg: string) => importJWK({ kty: "EC", crv: "P-256", ...key }, alg);

describe("jose", () => {
  it("opens what is sealed here", async () => {
    const envelope = JSON.parse(await sealTo(TEXT, slots));
    for (const { sealPair } of pair) {
      const { plaintext } = await generalDecrypt(envelope, sealPair.privateKey, {
        keyManagementAlgorithms: ["ECDH-ES+A256KW"],
        contentEncryptionAlgorithms: ["A256GCM"],
      });
      expect(text(plaintext)).toBe(TEXT);
    }
  });

  it("opens what is sealed here under a shared key", async () => {
    const key = "c".repeat(42) + "A";
    const { recipients, ...flat } = JSON.parse(await sealUnder(TEXT, await contentKey(key)));
    expect(recipients).toEqual([{}]);
    expect(text((await flattenedDecrypt(flat, unb64(key))).plaintext)).toBe(TEXT);
  });

  it("seals what opens here", async () => {
    const jwe = new GeneralEncrypt(bytes).setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM" });
    for (const { kid, key } of slots) {
      jwe.addRecipient(await jwk(key, "ECDH-ES+A256KW")).setUnprotectedHeader({ kid });
    }
    const { ciphertext, iv, protected: header, recipients, tag } = await jwe.encrypt();
    const spelt = recipients.map(({ encrypted_key, header: { epk, kid } = {} }) => {
      const { x, y } = epk as { x: string; y: string };
      return { encrypted_key, header: { epk: { crv: "P-256", kty: "EC", x, y }, kid } };
    });
    const sealed = write({ ciphertext, iv, protected: header, recipients: spelt, tag });
    const [first] = pair;
    const opened = await openSlot(sealed, "message", first.fingerprint, first.sealPair.privateKey);
    expect(opened).toEqual({ text: TEXT, kids: slots.map((slot) => slot.kid) });
  });

  it("verifies what is signed here, and signs what verifies here", async () => {
    const [{ signPair, signKey }] = pair;
    const ours = await sign(TEXT, signPair.privateKey);
    expect(text((await compactVerify(ours, await jwk(signKey, "ES256"))).payload)).toBe(TEXT);
    const theirs = await new CompactSign(bytes).setProtectedHeader({ alg: "ES256" }).sign(signPair.privateKey);
    const dot = theirs.lastIndexOf(".");
    expect(text(payloadOf(theirs))).toBe(TEXT);
    expect(await verifies(theirs.slice(0, dot), theirs.slice(dot + 1), signKey)).toBe(true);
  });
});
