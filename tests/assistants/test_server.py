"""The server over stdio, called by the SDK's own client as an assistant would."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import anyio
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import ClientSession, MCPError, StdioServerParameters, stdio_client, types

from leadadvisor.assistants.server import INSTRUCTIONS, INTERVIEW
from leadadvisor.assistants.tools import TOOLS

ANSWERS = {"goal": "launch-product", "people": "strong-sellers"}
MOST_TOKENS = 1500
SIGNS_PER_TOKEN = 4
"""The rule by which tokens are counted here: a token for every four characters of the JSON."""


class Served(NamedTuple):
    """A client of a running server, and the thread in which it can be called."""

    portal: BlockingPortal
    client: ClientSession


@asynccontextmanager
async def session() -> AsyncIterator[ClientSession]:
    started = StdioServerParameters(command=sys.executable, args=["-m", "leadadvisor", "mcp"], env=dict(os.environ))
    async with stdio_client(started) as (read, write), ClientSession(read, write) as client:
        await client.initialize()
        yield client


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """One server for all tests: it takes longer to start than any of them."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(session()) as client:
        yield Served(portal, client)


def text_of(result: types.CallToolResult) -> str:
    content = result.content[0]
    assert isinstance(content, types.TextContent)
    return content.text


def test_the_tools_are_those_there_are_and_told_in_few_tokens(served: Served) -> None:
    client = served.client

    async def run() -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} >= {tool.name for tool in TOOLS}
        told = json.dumps([tool.model_dump(exclude_none=True) for tool in tools]) + INSTRUCTIONS
        assert len(told) / SIGNS_PER_TOKEN <= MOST_TOKENS

    served.portal.call(run)


def test_a_result_stands_as_text_and_as_structure_and_a_wrong_call_as_a_sentence(served: Served) -> None:
    client = served.client

    async def run() -> None:
        good = await client.call_tool("recommend", {"answers": ANSWERS})
        bad = [
            await client.call_tool("recommend", {"answers": {"gaol": "x"}}),
            await client.call_tool("recommend", {}),
            await client.call_tool("nothing-such", {}),
        ]
        again = await client.call_tool("next_question", {})
        assert not good.is_error
        assert json.loads(text_of(good)) == good.structured_content
        assert all(each.is_error for each in bad)
        assert "Did you mean 'goal'?" in text_of(bad[0])
        assert "Traceback" not in "".join(map(text_of, bad))
        assert not again.is_error

    served.portal.call(run)


def test_the_handbook_the_claims_and_the_interview_can_be_read(served: Served) -> None:
    client = served.client

    async def run() -> None:
        claims = (await client.read_resource("leadadvisor://claims")).contents[0]
        handbook = (await client.read_resource("leadadvisor://handbook")).contents[0]
        prompt = await client.get_prompt(INTERVIEW)
        with pytest.raises(MCPError, match="there is nothing at"):
            await client.read_resource("leadadvisor://secrets")
        assert isinstance(claims, types.TextResourceContents)
        assert "B31" in {claim["id"] for claim in json.loads(claims.text)["claims"]}
        assert isinstance(handbook, types.TextResourceContents)
        assert handbook.text.startswith("# ")
        assert "next_question" in prompt.messages[0].content.model_dump()["text"]

    served.portal.call(run)


def test_a_call_that_is_given_up_leaves_the_server_answering(served: Served) -> None:
    client = served.client

    async def run() -> None:
        with anyio.move_on_after(0.01):
            await client.call_tool("whatif", {"answers": {"goal": "unsure"}})
        assert not (await client.call_tool("next_question", {})).is_error

    served.portal.call(run)


def test_two_clients_at_once_get_the_same_answer(served: Served) -> None:
    found: list[object] = []

    async def ask(client: ClientSession) -> None:
        found.append((await client.call_tool("recommend", {"answers": ANSWERS})).structured_content)

    async def run() -> None:
        async with session() as other, anyio.create_task_group() as group:
            group.start_soon(ask, served.client)
            group.start_soon(ask, other)

    served.portal.call(run)
    assert found[0] == found[1]
