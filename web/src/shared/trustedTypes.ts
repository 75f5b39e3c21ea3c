/** The page's one Trusted Types policy: only this build's own workers may become a script address. */

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

const OWN = /^\/(sw\.js$|assets\/|src\/)/;

function onlyOwn(url: string): string {
  const address = new URL(url, location.origin);
  if (address.origin !== location.origin || !OWN.test(address.pathname)) {
    throw new TypeError(`not a script of this page: ${url}`);
  }
  return address.href;
}

const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = types?.createPolicy("habeas", { createScriptURL: onlyOwn });

/**
 * A worker's address that the content security policy lets pass.
 * Takes what `import url from "./worker?worker&url"` gives. Throws a TypeError for anything else.
 */
export function scriptUrl(url: string): string {
  // The DOM types know no TrustedScriptURL yet: it goes wherever a string goes.
  return (policy ? policy.createScriptURL(url) : onlyOwn(url)) as string;
}
