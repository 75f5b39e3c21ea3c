import type { MemberWords } from "./members.en";

export const ru: MemberWords = {
  counselTitle: "Дежурство",
  deskTitle: "Диспетчерская",
  language: "Язык",
};
