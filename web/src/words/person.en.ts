export const en = {
  title: "Notes",
};

export type PersonWords = typeof en;
