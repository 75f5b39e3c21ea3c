/** What the organisation wants this page to be called, so that it says nothing; empty when it has not chosen. */
export const GIVEN_NAME = document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? "";
