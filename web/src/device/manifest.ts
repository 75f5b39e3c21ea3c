/**
 * What a member's browser holds the pages to: the last good manifest, and the signers that it trusts. It is kept where the
 * service worker finds it without opening any database: on a person's phone there is none, and nothing is made for it.
 */
import type { PinnedRoster } from "../seal/api";
import { digest } from "../seal/bytes";
import { type VerifiedManifest, verifyManifest } from "../seal/manifest";
import { Refused } from "../seal/refused";

/** `text` is null before the first one: then every page is let through. */
interface HeldManifest {
  pinned: PinnedRoster;
  text: string | null;
}

export const MANIFEST_CACHE = "manifest-1";
const ADDRESS = "/page-manifest.json";

async function load(): Promise<HeldManifest | null> {
  const kept = await caches.match(ADDRESS, { cacheName: MANIFEST_CACHE });
  return kept ? ((await kept.json()) as HeldManifest) : null;
}

async function keep(held: HeldManifest): Promise<void> {
  const cache = await caches.open(MANIFEST_CACHE);
  await cache.put(ADDRESS, new Response(JSON.stringify(held)));
}

/** The newest that is good: the service's, or the one that is held if it has none. Null where nobody has signed any. */
async function renew(held: HeldManifest): Promise<VerifiedManifest | null> {
  const response = await fetch(ADDRESS, { cache: "no-store", credentials: "omit" });
  if (!response.ok) return held.text === null ? null : verifyManifest(held.text, held.pinned);
  const text = await response.text();
  const manifest = await verifyManifest(text, held.pinned);
  await keep({ pinned: { ...held.pinned, version: manifest.version, sha256: manifest.sha256 }, text });
  return manifest;
}

/**
 * From now on the pages are held to what these signers sign. Whether they have signed any yet. Throws Refused when the
 * service's manifest is not good, TypeError without network: what is held stays.
 */
export async function holdPages({ organisation, signers, threshold }: PinnedRoster): Promise<boolean> {
  const held = await load();
  const isSame = JSON.stringify([held?.pinned.organisation, held?.pinned.signers]) === JSON.stringify([organisation, signers]);
  const now = held && isSame ? held : { pinned: { organisation, signers, threshold, version: 0, sha256: null }, text: null };
  if (now !== held) await keep(now);
  return (await renew(now)) !== null;
}

/** Signatures are checked once for a text and its signers: a page asks for each of its scripts. */
let lastCheck: { held: string; manifest: Promise<VerifiedManifest> } | null = null;

function verifyOnce(text: string, pinned: PinnedRoster): Promise<VerifiedManifest> {
  const held = JSON.stringify([text, pinned]);
  if (lastCheck?.held !== held) lastCheck = { held, manifest: verifyManifest(text, pinned) };
  return lastCheck.manifest;
}

/** Whether this may be shown under this address: it is as signed, or this browser holds its pages to nothing. */
export async function isAsSigned(address: string, response: Response): Promise<boolean> {
  const held = await load();
  if (held?.text == null) return true;
  const sha256 = await digest(new Uint8Array(await response.clone().arrayBuffer()));
  const manifest = await verifyOnce(held.text, held.pinned);
  if (manifest.hashes.get(address) === sha256) return true;
  // A new release comes with a new manifest: it is asked for before anything of it runs.
  const newer = await renew(held).catch(asNull);
  return newer?.hashes.get(address) === sha256;
}

/** No manifest that is good, or no network: then what is held goes on to count. */
function asNull(error: unknown): null {
  if (error instanceof Refused || error instanceof TypeError) return null;
  throw error;
}
