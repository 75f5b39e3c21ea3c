// Passkeys: the service speaks JSON (Web Authentication Level 3, 5.1.8 and 5.1.9), the browser wants bytes.

import type { Shapes } from "../api/client";

type Json = Record<string, unknown>;
/** Any JSON object: the schema's type for it allows no members at all. */
type Signed = Shapes["Login"]["credential"];

function bytes(text: unknown): ArrayBuffer {
  if (typeof text !== "string") throw new TypeError("base64url expected");
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (char) => char.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer): string {
  const raw = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function descriptors(entries: unknown): PublicKeyCredentialDescriptor[] {
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: Json) => ({ ...entry, id: bytes(entry.id) }) as PublicKeyCredentialDescriptor);
}

/** Creation options as the browser wants them. */
export function creation(options: Json): PublicKeyCredentialCreationOptions {
  const user = options.user as Json;
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: descriptors(options.excludeCredentials),
  } as PublicKeyCredentialCreationOptions;
}

/** Request options as the browser wants them. */
export function request(options: Json): PublicKeyCredentialRequestOptions {
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: descriptors(options.allowCredentials),
  };
}

function credentialJson(credential: PublicKeyCredential, response: Json): Signed {
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
export async function register(options: Json): Promise<Signed> {
  const credential = asPasskey(await navigator.credentials.create({ publicKey: creation(options) }));
  const response = credential.response as AuthenticatorAttestationResponse;
  return credentialJson(credential, {
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    transports: response.getTransports(),
  });
}

/** Signs in with a passkey of this device. Throws as `register` does. */
export async function assert(options: Json): Promise<Signed> {
  const credential = asPasskey(await navigator.credentials.get({ publicKey: request(options) }));
  const response = credential.response as AuthenticatorAssertionResponse;
  return credentialJson(credential, {
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : undefined,
  });
}
