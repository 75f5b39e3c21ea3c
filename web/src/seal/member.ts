import type { Member } from "./api.ts";
import { fingerprintOf } from "./ids.ts";
import { newSealPair, newSignPair } from "./party.ts";
import { publicOf } from "./wrap.ts";

async function memberOf(sealPair: CryptoKeyPair, signPair: CryptoKeyPair): Promise<Member> {
  const [sealKey, signKey] = await Promise.all([publicOf(sealPair.publicKey), publicOf(signPair.publicKey)]);
  return { fingerprint: await fingerprintOf(sealKey, signKey), sealPair, signPair, sealKey, signKey };
}

/** A member about to enrol: two fresh pairs whose private halves cannot be exported. */
export async function makeMember(): Promise<Member> {
  const [sealPair, signPair] = await Promise.all([newSealPair(), newSignPair()]);
  return memberOf(sealPair, signPair);
}

/** A pair from a private JWK: the private half is kept so that it cannot be exported again. */
export async function pairOf(jwk: JsonWebKey, name: "ECDH" | "ECDSA", uses: KeyUsage[], publicUses: KeyUsage[]): Promise<CryptoKeyPair> {
  const { x, y, d } = jwk;
  const algorithm = { name, namedCurve: "P-256" };
  const base = { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" };
  const privateKey = await crypto.subtle.importKey("jwk", { ...base, d: d ?? "" }, algorithm, false, uses);
  const publicKey = await crypto.subtle.importKey("jwk", base, algorithm, true, publicUses);
  return { privateKey, publicKey };
}

/** A member from private JWKs, as the demo hands them out. */
export async function importMember(input: { seal_key: JsonWebKey; sign_key: JsonWebKey }): Promise<Member> {
  const sealPair = await pairOf(input.seal_key, "ECDH", ["deriveBits"], []);
  const signPair = await pairOf(input.sign_key, "ECDSA", ["sign"], ["verify"]);
  return memberOf(sealPair, signPair);
}
