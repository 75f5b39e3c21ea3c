import type { Link, MessageInput, OpenedMessage, PublicKey, ReceivedMessage, SealedMessage } from "./api.ts";
import type { Member, MessageBody, Person, Thread, ThreadInput } from "./api.ts";
import { isMessageBody } from "./bodies.ts";
import { digest, random } from "./bytes.ts";
import { openSlot, sealTo } from "./jwe.ts";
import { kidOf, rosterMember, withSelf } from "./party.ts";
import type { Header } from "./payload.ts";
import { Refused } from "./refused.ts";
import { check, checkLink, read, signText } from "./signedText.ts";

const START: Link = { sequence: 0, previous: null };

const after = async (sequence: number, sealed: string): Promise<Link> => ({
  sequence: sequence + 1,
  previous: await digest(sealed),
});

/** A message for these recipients and for the sender, to read again. Throws TooLong. */
export async function sealMessage(input: MessageInput): Promise<SealedMessage> {
  const { as, caseId, link, rosterVersion, body } = input;
  const slots = withSelf(as, input.to);
  const expected = { case_id: caseId, sender: kidOf(as), kids: slots.map((slot) => slot.kid), link };
  const jws = await signText("message", expected, rosterVersion, body, as.signPair.privateKey);
  const sealed = await sealTo(jws, slots);
  return { message_id: random(16), sealed, link: await after(link.sequence, sealed) };
}

interface Author {
  sender: string;
  key: PublicKey;
}

/** A message and its header. `link` null: its place in the sender's chain is not checked. Refuses. */
export async function openMessage(
  as: Person | Member,
  caseId: string,
  sealed: string,
  { sender, key }: Author,
  link: Link | null,
): Promise<{ header: Header; body: MessageBody }> {
  const { text, kids } = await openSlot(sealed, "message", kidOf(as), as.sealPair.privateKey);
  const { header, body } = read(text, "message", isMessageBody);
  await check(text, header, key, { case_id: caseId, sender, kids, link });
  return { header, body };
}

function authorOf({ caseId, personSignKey, roster }: ThreadInput, sender: string): Author {
  return { sender, key: sender === caseId ? personSignKey : rosterMember(roster, sender).sign_key };
}

/** One message where its sender's chain stands at `link`, and where the chain goes on. */
async function next(
  input: ThreadInput,
  message: ReceivedMessage,
  sender: string,
  link: Link,
): Promise<{ opened: OpenedMessage; link: Link }> {
  const { seq, message_id, at, sealed } = message;
  const told = { seq, message_id, sender, at };
  try {
    const { header, body } = await openMessage(input.as, input.caseId, sealed, authorOf(input, sender), null);
    const gap = header.sequence > link.sequence;
    if (!gap) checkLink(header, link);
    return { opened: { ...told, body, refused: null, gap }, link: await after(header.sequence, sealed) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // Sealed to others: it cannot be read here, but its sender's chain goes on through it.
    const on = error.reason === "not_a_recipient" ? await after(link.sequence, sealed) : link;
    return { opened: { ...told, body: null, refused: error.reason, gap: false }, link: on };
  }
}

/**
 * Opens messages in the order of the service. A message before which one is missing is shown and marked `gap`; one that
 * comes again or breaks its sender's chain is refused, and so is what is not signed by whom the service names.
 */
export async function openThread(input: ThreadInput): Promise<Thread> {
  const links = new Map(Object.entries(input.links));
  const messages: OpenedMessage[] = [];
  for (const message of input.messages) {
    const sender = message.sender === "person" ? input.caseId : message.sender;
    const opened = await next(input, message, sender, links.get(sender) ?? START);
    links.set(sender, opened.link);
    messages.push(opened.opened);
  }
  return { links: Object.fromEntries(links), messages };
}
