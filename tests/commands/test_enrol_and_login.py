"""Enrolment with an invitation, login with a passkey, sessions."""

from typing import Any

import pytest
from msgspec import structs

from habeas.client.seal.keys import make_member
from habeas.commands import enrol, invite, login, rosters
from habeas.commands.context import Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.common import PublicKey, Role, Standing
from habeas.commands.shapes.member import Enrolment, InvitationCode, Login
from habeas.core.time import HOUR_MS, MINUTE_MS
from habeas.sealed.ids import b64, digest, unb64
from habeas.store.tables import challenge, metadata, session
from tests.fakes.authenticator import Authenticator
from tests.fakes.town import Town

ORIGIN = "http://localhost"
ANONYMOUS = 10_000


async def enrolment(town: Town, passkey: Authenticator, code: str | None = None) -> Enrolment:
    code = code or await invite.invite(town.ctx, Role.counsel, 1)
    ceremony = await enrol.options(town.ctx, InvitationCode(code))
    keys = make_member()
    return Enrolment(
        invitation=code,
        challenge_id=ceremony.challenge_id,
        credential=passkey.create(ceremony.options),
        seal_key=PublicKey(keys.seal_public.x, keys.seal_public.y),
        sign_key=PublicKey(keys.sign_public.x, keys.sign_public.y),
        languages=["en"],
        areas=["centre"],
    )


async def enrolled(town: Town, passkey: Authenticator) -> str:
    return (await enrol.enrol(town.ctx, await enrolment(town, passkey))).fingerprint


async def answered(town: Town, passkey: Authenticator) -> Login:
    ceremony = await login.options(town.ctx)
    return Login(ceremony.challenge_id, passkey.get(ceremony.options))


async def refusal(awaitable: Any) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        await awaitable
    return refused.value.status, refused.value.kind


async def test_from_invitation_to_session(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    fingerprint = await enrolled(town, passkey)
    me, token, expires_at = await login.login(town.ctx, await answered(town, passkey))
    assert (me.fingerprint, me.standing, me.areas) == (fingerprint, "pending", ["centre"])
    assert await login.whoami(town.ctx, digest(token)) == Member(
        fingerprint, Role.counsel, Standing.pending, digest(token)
    )
    assert [one.fingerprint for one in await rosters.pending(town.ctx)] == [fingerprint]
    town.clock.advance(expires_at - town.clock.now())
    assert await login.whoami(town.ctx, digest(token)) is None


async def test_a_session_is_stored_as_its_hash_only(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    _, token, _ = await login.login(town.ctx, await answered(town, passkey))
    rows = await town.ctx.store.read(lambda conn: conn.execute(session.select()).all())
    assert [row.token_sha256 for row in rows] == [digest(token)]
    disk = b"".join(file.read_bytes() for file in town.path.parent.glob("habeas.db*"))
    assert token.encode() not in disk


async def test_logging_out_ends_the_session(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    _, token, _ = await login.login(town.ctx, await answered(town, passkey))
    await login.logout(town.ctx, digest(token))
    await login.logout(town.ctx, "unknown")
    assert await login.whoami(town.ctx, digest(token)) is None


async def test_an_invitation_lets_one_in(town: Town) -> None:
    code = await invite.invite(town.ctx, Role.counsel, 1)
    first = await enrolment(town, Authenticator(ORIGIN), code)
    second = await enrolment(town, Authenticator(ORIGIN), code)
    await enrol.enrol(town.ctx, first)
    assert await refusal(enrol.enrol(town.ctx, second)) == (404, "not-found")
    assert await refusal(enrol.options(town.ctx, InvitationCode(code))) == (404, "not-found")


async def test_an_invitation_ends(town: Town) -> None:
    code = await invite.invite(town.ctx, Role.counsel, 1)
    town.clock.advance(HOUR_MS)
    assert await refusal(enrol.options(town.ctx, InvitationCode(code))) == (404, "not-found")


async def test_a_failed_enrolment_leaves_the_invitation_unused(town: Town) -> None:
    taken = await enrolment(town, Authenticator(ORIGIN))
    await enrol.enrol(town.ctx, taken)
    code = await invite.invite(town.ctx, Role.counsel, 1)
    again = structs.replace(
        await enrolment(town, Authenticator(ORIGIN), code), seal_key=taken.seal_key, sign_key=taken.sign_key
    )
    assert await refusal(enrol.enrol(town.ctx, again)) == (409, "enrolled")
    await enrol.enrol(town.ctx, await enrolment(town, Authenticator(ORIGIN), code))


async def test_a_passkey_that_does_not_ask_who_is_there_is_refused(town: Town) -> None:
    careless = Authenticator(ORIGIN, verifies=False)
    assert (await refusal(enrol.enrol(town.ctx, await enrolment(town, careless))))[0] == 400
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    passkey.verifies = False
    assert (await refusal(login.login(town.ctx, await answered(town, passkey))))[0] == 401


async def test_a_challenge_is_used_once(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    body = await answered(town, passkey)
    await login.login(town.ctx, body)
    assert (await refusal(login.login(town.ctx, body)))[0] == 400


async def test_a_challenge_is_soon_too_old(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    body = await answered(town, passkey)
    town.clock.advance(5 * MINUTE_MS)
    assert (await refusal(login.login(town.ctx, body)))[0] == 400


async def test_a_challenge_to_log_in_does_not_enrol(town: Town) -> None:
    body = await enrolment(town, Authenticator(ORIGIN))
    other = (await login.options(town.ctx)).challenge_id
    assert (await refusal(enrol.enrol(town.ctx, structs.replace(body, challenge_id=other))))[0] == 400


async def test_nobody_pushes_out_anothers_challenge(town: Town) -> None:
    """Those that are given out are not kept: there is no room that others could fill."""
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    first = await login.options(town.ctx)
    before = await everything(town)
    others = {(await login.options(town.ctx)).challenge_id for _ in range(ANONYMOUS)}
    assert await everything(town) == before
    assert len(others | {first.challenge_id}) == ANONYMOUS + 1
    await login.login(town.ctx, Login(first.challenge_id, passkey.get(first.options)))


async def everything(town: Town) -> list[list[Any]]:
    tables = metadata.sorted_tables
    return [await town.ctx.store.read(lambda conn, t=t: list(conn.execute(t.select()))) for t in tables]


@pytest.mark.parametrize("begin", [0, 5])
async def test_an_id_that_somebody_made_up_is_no_challenge(town: Town, begin: int) -> None:
    """Neither with another end nor with another chance: the bytes to be signed follow from all of it."""
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    body = await answered(town, passkey)
    changed = bytearray(unb64(body.challenge_id))
    changed[begin] ^= 1
    assert (await refusal(login.login(town.ctx, Login(b64(changed), body.credential))))[0] in (400, 401)
    changed = bytearray(unb64(body.challenge_id))
    changed[4] -= 1
    assert (await refusal(login.login(town.ctx, Login(b64(changed), body.credential))))[0] == 401


async def test_a_try_that_failed_uses_up_nothing(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    body = await answered(town, passkey)
    assert (await refusal(login.login(town.ctx, Login(body.challenge_id, {}))))[0] == 401
    await login.login(town.ctx, body)


async def test_challenges_are_forgotten_when_they_are_too_old(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    await login.login(town.ctx, await answered(town, passkey))
    town.clock.advance(5 * MINUTE_MS)
    await town.janitor.step()
    assert await town.ctx.store.read(lambda conn: conn.execute(challenge.select()).all()) == []


async def test_a_devices_earlier_session_ends_when_it_signs_in_anew(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    _, first, _ = await login.login(town.ctx, await answered(town, passkey))
    _, other, _ = await login.login(town.ctx, await answered(town, passkey))
    _, new, _ = await login.login(town.ctx, await answered(town, passkey), digest(first))
    assert [await login.whoami(town.ctx, digest(token)) is not None for token in (first, other, new)] == [
        False,
        True,
        True,
    ]


async def test_a_passkey_that_counts_back_was_copied(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    passkey.counter = 10
    await login.login(town.ctx, await answered(town, passkey))
    passkey.counter = 5
    assert await refusal(login.login(town.ctx, await answered(town, passkey))) == (401, "not-let-in")


async def test_another_site_cannot_answer(town: Town) -> None:
    passkey = Authenticator(ORIGIN)
    await enrolled(town, passkey)
    passkey.origin = "http://evil.example"
    assert (await refusal(login.login(town.ctx, await answered(town, passkey))))[0] == 401


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": 1},
        {"id": "x"},
        {"id": "", "response": None},
        {"id": "x", "rawId": "x", "type": "x", "response": []},
    ],
)
async def test_nonsense_is_refused_and_not_an_error(town: Town, credential: dict[str, Any]) -> None:
    ceremony = await login.options(town.ctx)
    assert (await refusal(login.login(town.ctx, Login(ceremony.challenge_id, credential))))[0] == 401
    body = structs.replace(await enrolment(town, Authenticator(ORIGIN)), credential=credential)
    assert (await refusal(enrol.enrol(town.ctx, body)))[0] == 400


async def test_a_key_that_is_no_point_of_the_curve_is_refused(town: Town) -> None:
    body = await enrolment(town, Authenticator(ORIGIN))
    broken = structs.replace(body, seal_key=PublicKey("A" * 43, "A" * 43))
    assert (await refusal(enrol.enrol(town.ctx, broken)))[0] == 400


async def test_a_member_keeps_her_newest_sessions(town: Town) -> None:
    (who,) = await town.counsel(1)
    tokens = []
    for _ in range(town.ctx.settings.limits.sessions_each + 1):
        town.clock.advance(1_000)
        tokens.append((await login.open_session(town.ctx, who.fingerprint))[0])
    alive = [await login.whoami(town.ctx, digest(token)) is not None for token in tokens]
    assert alive == [False] + [True] * town.ctx.settings.limits.sessions_each
