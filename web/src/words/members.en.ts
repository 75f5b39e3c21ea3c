export const en = {
  counselTitle: "Duty",
  deskTitle: "Desk",
  language: "Language",
};

export type MemberWords = typeof en;
