/** What the screen of a case says beside what the shell can say of it. */
export const en = {
  practiceOver: "Nobody was called. Now you know how it goes.",
  callThese: "Call as well:",
  toSay: "What to say and do",
  cancelHint: "Lawyers stop looking for you. What you sent stays sealed and is deleted later.",
  cancelNo: "Keep it",
  code: "Code",
  wrongCode: "This is none of your codes. Nothing has changed.",
  forgetHintOpen: "The call goes on at the desk, but this phone forgets it for good: you will not see who comes.",
  forgetHintOver: "This phone forgets the case and its messages for good.",
  reconnecting: "Reconnecting…",
  offline: "No network.",
  unread: "new",
};

export type CaseWords = typeof en;
