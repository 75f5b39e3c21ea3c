/** The manifest: the hashes of the pages that a service sends, signed as the roster is (docs/protocol.md). */
import type { PinnedRoster } from "./api.ts";
import { isSlug } from "./bodies.ts";
import { digest, isB64 } from "./bytes.ts";
import { checkVersion, signedPayload } from "./document.ts";
import { has, isCount, isList, isText } from "./exact.ts";
import { must } from "./refused.ts";
import { MANIFEST_CHARS, MANIFEST_FILES, ROSTER_VERSION } from "./sizes.ts";

interface PageFile {
  address: string;
  sha256: string;
  /** Of the same compressed by the build, where it is. */
  br_sha256: string | null;
}

interface Manifest {
  organisation: string;
  version: number;
  release: string;
  issued_at: number;
  page_sha256: string;
  files: PageFile[];
}

export interface VerifiedManifest {
  version: number;
  sha256: string;
  /** Of each address, the hash of its body. */
  hashes: ReadonlyMap<string, string>;
}

const isFile = (value: unknown): value is PageFile =>
  has(value, "address,sha256,br_sha256") &&
  isText(value.address) &&
  /^\/[A-Za-z0-9._/-]{0,199}$/.test(value.address) &&
  isB64(value.sha256, 43) &&
  (value.br_sha256 === null || isB64(value.br_sha256, 43));

const isManifest = (value: unknown): value is Manifest =>
  has(value, "organisation,version,release,issued_at,page_sha256,files") &&
  isSlug(value.organisation) &&
  isCount(value.version, 1, ROSTER_VERSION) &&
  isText(value.release) &&
  /^[A-Za-z0-9.+-]{1,40}$/.test(value.release) &&
  isCount(value.issued_at, 0, Number.MAX_SAFE_INTEGER) &&
  isB64(value.page_sha256, 43) &&
  isList(value.files, MANIFEST_FILES, isFile);

/**
 * What a document says the pages are. `pinned`: the signers as with the roster, and the version and hash of the manifest
 * held (0 and null before the first). Refuses, in this order: size, structure, signatures, structure (of the payload),
 * organisation, rolled_back, forked.
 */
export async function verifyManifest(text: string, pinned: PinnedRoster): Promise<VerifiedManifest> {
  const { value, payload } = await signedPayload(text, MANIFEST_CHARS, pinned, isManifest);
  must(value.organisation === pinned.organisation, "organisation");
  const sha256 = await digest(payload);
  checkVersion(value.version, sha256, pinned);
  return { version: value.version, sha256, hashes: new Map(value.files.map((file) => [file.address, file.sha256])) };
}
