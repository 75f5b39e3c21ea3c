/** Whom to call, from the phone itself. */
export const en = {};

export type ContactsWords = typeof en;
