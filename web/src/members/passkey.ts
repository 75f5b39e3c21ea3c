// Passkeys: the service speaks JSON (Web Authentication Level 3, 5.1.8 and 5.1.9), the browser wants bytes.

import type { Shapes } from "../api/client";
import { checkAnswer } from "../api/errors";
import { list, pattern, members, type Form, string } from "../model/shared/answer";

type Json = Record<string, unknown>;
/** Any JSON object: the schema's type for it allows no members at all. */
type CredentialJson = Shapes["Login"]["credential"];

const base64url = pattern(/^[A-Za-z0-9_-]+$/);
const credentials = list(members({ id: base64url, type: string }));

interface Descriptor {
  id: string;
  type: "public-key";
}

const CREATION: Form<{ challenge: string; user: { id: string; name: string; displayName: string }; excludeCredentials?: Descriptor[] }> =
  members(
    { challenge: base64url, user: members({ id: base64url, name: string, displayName: string }) },
    { excludeCredentials: credentials },
  );
const REQUEST: Form<{ challenge: string; allowCredentials?: Descriptor[] }> = members(
  { challenge: base64url },
  { allowCredentials: credentials },
);

function bytes(text: string): ArrayBuffer {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (char) => char.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer): string {
  const raw = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const descriptors = (entries: Descriptor[] = []): PublicKeyCredentialDescriptor[] =>
  entries.map((entry) => ({ ...entry, id: bytes(entry.id) }));

/** Creation options as the browser wants them. Throws Unreachable for what are none. */
export function creation(options: Json): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials } = checkAnswer(options, CREATION);
  const inBytes = { challenge: bytes(challenge), user: { ...user, id: bytes(user.id) } };
  return { ...options, ...inBytes, excludeCredentials: descriptors(excludeCredentials) } as PublicKeyCredentialCreationOptions;
}

/** Request options as the browser wants them. Throws Unreachable for what are none. */
export function request(options: Json): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials } = checkAnswer(options, REQUEST);
  return { ...options, challenge: bytes(challenge), allowCredentials: descriptors(allowCredentials) };
}

function credentialJson(credential: PublicKeyCredential, response: Json): CredentialJson {
  const json: Json = {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
  return json;
}

function asPasskey(credential: Credential | null): PublicKeyCredential {
  if (credential instanceof PublicKeyCredential) return credential;
  throw new DOMException("no passkey was given", "NotAllowedError");
}

/** Makes a passkey on this device. Throws a DOMException (NotAllowedError when she declines or it takes too long). */
export async function register(options: Json): Promise<CredentialJson> {
  const credential = asPasskey(await navigator.credentials.create({ publicKey: creation(options) }));
  const response = credential.response as AuthenticatorAttestationResponse;
  return credentialJson(credential, {
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    transports: response.getTransports(),
  });
}

/** Signs in with a passkey of this device. Throws as `register` does. */
export async function assert(options: Json): Promise<CredentialJson> {
  const credential = asPasskey(await navigator.credentials.get({ publicKey: request(options) }));
  const response = credential.response as AuthenticatorAssertionResponse;
  return credentialJson(credential, {
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : undefined,
  });
}
