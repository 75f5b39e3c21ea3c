"""The tables. Nothing else is kept: no name, no address, no user agent (docs/protocol.md).

Lists of fingerprints are kept as text joined by one space: a board of thousands is read as narrow rows.
`changed` is the number of the writing transaction; live streams resume by it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from habeas.core.board import Offer
from habeas.core.states import Case
from habeas.sealed.sizes import STATEMENT_CHARS
from habeas.store.fields import WORD, Fields

metadata = MetaData()

ID = String(22)
HASH = String(43)
SLUG = String(40)

CASE_FIELDS = Fields(Case)
OFFER_FIELDS = Fields(Offer)

case_ = Table(
    "case_",
    metadata,
    *CASE_FIELDS.columns(
        "case_id", {"case_id": ID, "area": SLUG, "place_tag": ID, "language": WORD, "counsel": ID}
    ),
    Column("press_sha256", HASH, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("messages", Integer, nullable=False, server_default="0"),
    Column("coarse", Boolean, nullable=False, server_default=false()),
    Index("case_closed", "closed_at", "wake_at"),
    Index("case_counsel", "counsel"),
    Index("case_state_place", "state", "area", "place_tag"),
    Index("case_changed", "changed"),
)

envelope = Table(
    "envelope",
    metadata,
    Column("case_id", ID, ForeignKey("case_.case_id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("part", WORD, nullable=False),
    Column("sealed", Text, nullable=False),
)

# Armed check-ins alone: what has fired is a case, and of what was fine nothing is kept here.
check_in = Table(
    "check_in",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("armed_at", BigInteger, nullable=False, server_default="0"),
    Column("due_at", BigInteger, nullable=False),
    Column("grace_minutes", Integer, nullable=False),
    Column("fires_at", BigInteger, nullable=False),
    Column("area", SLUG, nullable=False),
    Column("need", WORD, nullable=False),
    Column("urgency", WORD, nullable=False),
    Column("language", WORD, nullable=False),
    Column("card", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("file_keys", Text, nullable=False, server_default="[]"),
    Index("check_in_fires", "fires_at"),
)

# Whose a case or check-in is: who holds the token; who knows the two secrets, and which she said first. One
# row for both words, so that saying the one costs what saying the other does. It is there before the case.
owner = Table(
    "owner",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("token_sha256", HASH, nullable=False),
    Column("armed_sha256", HASH),
    Column("cancel_sha256", HASH, nullable=False),
    Column("duress_sha256", HASH, nullable=False),
    Column("misses", Integer, nullable=False, server_default="0"),
    Column("ended_by", WORD),
    Column("ended_day", BigInteger),
    Column("ended_changed", BigInteger),
    Column("version", Integer),
    Column("messages", Integer),
    Column("done", Boolean, nullable=False, server_default=false()),
    Index("owner_end", "done", "ended_by"),
    Index("owner_token", "token_sha256", unique=True),
)

# Of what its person has ended, the hash of its id alone: what the same again is answered.
tombstone = Table(
    "tombstone",
    metadata,
    Column("id_sha256", HASH, primary_key=True),
    Column("content_sha256", HASH, nullable=False),
    Column("day", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("tombstone_expires", "expires_at"),
)

# A file that waits behind call words. Whose it is can tell who knows the words or the owner's token.
deposit = Table(
    "deposit",
    metadata,
    Column("lookup_id", HASH, primary_key=True),
    Column("owner_sha256", HASH, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("left_day", BigInteger, nullable=False, server_default="0"),
    Column("confirmed", Boolean, nullable=False, server_default=false()),
    Index("deposit_expires", "expires_at"),
    Index("deposit_owner", "owner_sha256", unique=True),
    Index("deposit_day", "confirmed", "left_day"),
)

# Codes that vouch for a press, each used once: of a partner, or left by a drill.
voucher = Table(
    "voucher",
    metadata,
    Column("code_sha256", HASH, primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("usable_from", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("voucher_expires", "expires_at"),
)

# A file's key that somebody gave a member after the press: whole, or the share of one desk group.
given_key = Table(
    "given_key",
    metadata,
    Column("case_id", ID, ForeignKey("case_.case_id"), primary_key=True),
    Column("member", ID, primary_key=True),
    Column("label", WORD, primary_key=True),
    Column("sealed", Text, nullable=False),
)

# Who is to be given a file's key: who has the case (no reason), and dispatchers who ask.
key_request = Table(
    "key_request",
    metadata,
    Column("case_id", ID, ForeignKey("case_.case_id"), primary_key=True),
    Column("member", ID, primary_key=True),
    Column("reason", String(200)),
)

# While the counsel who has a case waits for the key: who holds it, decoys included.
key_holder = Table(
    "key_holder",
    metadata,
    Column("member", ID, primary_key=True),
    Column("case_id", ID, ForeignKey("case_.case_id"), primary_key=True),
    Index("key_holder_case", "case_id"),
)

message = Table(
    "message",
    metadata,
    Column("case_id", ID, ForeignKey("case_.case_id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("message_id", ID, nullable=False),
    Column("sender", ID, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("sealed", Text, nullable=False),
    UniqueConstraint("case_id", "message_id", name="message_once"),
)

offer = Table(
    "offer",
    metadata,
    *OFFER_FIELDS.columns(
        "offer_id",
        {"offer_id": ID, "case_id": ID, "counsel": ID},
        {"case_id": ForeignKey("case_.case_id")},
    ),
    Column("changed", BigInteger, nullable=False),
    Column("why", Text),
    Column("shown_at", BigInteger),
    Column("opened_at", BigInteger),
    Column("ended_at", BigInteger),
    Column("reason", WORD),
    Column("decision_id", ID),
    Column("event_id", ID),
    Index("offer_case", "case_id"),
    Index("offer_state_counsel", "state", "counsel"),
    Index("offer_changed", "changed"),
)

notice = Table(
    "notice",
    metadata,
    Column("notice_id", ID, primary_key=True),
    Column("action_key", String(80), nullable=False, unique=True),
    Column("offer_id", ID, ForeignKey("offer.offer_id"), nullable=False),
    Column("counsel", ID, nullable=False),
    Column("channel", WORD, nullable=False),
    Column("state", WORD, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger),
    Column("claimed_at", BigInteger),
    Column("decision_id", ID),
    Column("event_id", ID),
    Column("made_at", BigInteger, nullable=False),
    Column("accepted_at", BigInteger),
    Column("failed_at", BigInteger),
    Index("notice_due", "channel", "next_at"),
    Index("notice_offer", "offer_id"),
)

member = Table(
    "member",
    metadata,
    Column("fingerprint", ID, primary_key=True),
    Column("role", WORD, nullable=False),
    Column("standing", WORD, nullable=False),
    Column("seal_key", Text, nullable=False),
    Column("sign_key", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("areas", Text, nullable=False),
    Column("enrolled_at", BigInteger, nullable=False),
    Column("duty_until", BigInteger),
    Column("duty_area", SLUG),
    Column("duty_committed", Boolean, nullable=False, server_default=false()),
    Column("changed", BigInteger, nullable=False),
    Index("member_duty", "duty_until"),
    Index("member_changed", "changed"),
)

passkey = Table(
    "passkey",
    metadata,
    Column("credential_id", String(1400), primary_key=True),
    Column("fingerprint", ID, ForeignKey("member.fingerprint"), nullable=False),
    Column("public_key", Text, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token_sha256", HASH, primary_key=True),
    Column("fingerprint", ID, ForeignKey("member.fingerprint"), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("session_expires", "expires_at"),
)

# What one dispatcher wants for a member, until a second one wants it too.
suspension = Table(
    "suspension",
    metadata,
    Column("fingerprint", ID, ForeignKey("member.fingerprint"), primary_key=True),
    Column("lift", Boolean, nullable=False),
    Column("by", ID, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index("suspension_expires", "expires_at"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("code_sha256", HASH, primary_key=True),
    Column("role", WORD, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Index("invitation_expires", "expires_at"),
)

# Those that somebody signed in or enrolled by: none is taken twice. Of the others nothing is kept.
challenge = Table(
    "challenge",
    metadata,
    Column("challenge_id", ID, primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
    Index("challenge_expires", "expires_at"),
)

# One row: what challenges, nonces for work and the order of duty lists follow from, in whichever process.
service_key = Table(
    "service_key",
    metadata,
    Column("name", WORD, primary_key=True),
    Column("key", HASH, nullable=False),
)

roster = Table(
    "roster",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("sha256", HASH, nullable=False),
    Column("group_key", Text, nullable=False),
    Column("standby", Text, nullable=False, server_default="[]"),
    Column("published_at", BigInteger, nullable=False),
)

directory = Table(
    "directory",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("sha256", HASH, nullable=False),
    Column("published_at", BigInteger, nullable=False),
)

# A dispatcher's word that a roster is the newest she knows of; her last one.
sighting = Table(
    "sighting",
    metadata,
    Column("fingerprint", ID, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("text", String(STATEMENT_CHARS), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

# Whom dispatchers gave access to a card, as they signed it; `at` is when it came.
access_log = Table(
    "access_log",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("fingerprint", ID, nullable=False),
    Column("log", ID, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("reseal_sha256", HASH, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("text", String(STATEMENT_CHARS), nullable=False),
    UniqueConstraint("fingerprint", "log", "sequence"),
    Index("access_log_reseal", "reseal_sha256"),
    Index("access_log_at", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", ID, nullable=False),
    Column("action", WORD, nullable=False),
    Column("case_id", ID),
    Column("reason", String(200)),
    Column("event_id", ID),
    Index("audit_at", "at"),
)

# What happened to each case, and what caused it: why a phone rang.
story = Table(
    "story",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("case_id", ID, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", WORD, nullable=False),
    Column("counsel", ID),
    Column("detail", WORD),
    Column("event_id", ID),
    Column("decision_id", ID),
    Column("offer_id", ID),
    Index("story_case", "case_id"),
    Index("story_event", "event_id"),
)

counter = Table(
    "counter",
    metadata,
    Column("name", WORD, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

# Which process runs the loops, by what the lease is for; `holder` is drawn at each start of a process.
lease = Table(
    "lease",
    metadata,
    Column("name", WORD, primary_key=True),
    Column("holder", ID, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)

# One row at most: how things look as a whole, as last decided.
outlook = Table(
    "outlook",
    metadata,
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    Column("waiting", Integer, nullable=False),
    Column("reachable", Integer, nullable=False),
    Column("changed", BigInteger, nullable=False),
)

# Who is at a place where somebody waits, comes or is asked to go: to be let into the cards there.
visitors = Table(
    "visitors",
    metadata,
    Column("place", SLUG, primary_key=True),
    Column("area", SLUG, primary_key=True),
    Column("counsel", Text, nullable=False),
    Column("changed", BigInteger, nullable=False),
)
