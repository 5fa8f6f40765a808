"""The server that offers the tools over the Model Context Protocol, by the official SDK, on stdin and stdout."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import anyio
import anyio.to_thread
from mcp import MCPError, types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server

from leadadvisor import __version__
from leadadvisor.assistants.firm_tools import FIRM_TOOLS
from leadadvisor.assistants.tools import TOOLS, Argument, Tool, checked
from leadadvisor.errors import LeadAdvisorError
from leadadvisor.model.rulebook import Rulebook

Context: TypeAlias = ServerRequestContext[dict[str, Any]]
Page: TypeAlias = types.PaginatedRequestParams | None

ALL_TOOLS = (*TOOLS, *FIRM_TOOLS)
HANDBOOK = "leadadvisor://handbook"
CLAIMS = "leadadvisor://claims"
INTERVIEW = "interview"
INSTRUCTIONS = (
    "Interview with next_question until it says decided or question is null, then recommend. "
    "Keep the sentences under retell whenever you tell a result again; never call a share a chance of success."
)
_INTERVIEW = (
    "Interview me about where my next leads should come from. Ask one question at a time with next_question, in my "
    "own words, and take my answers as the option that fits; use unsure where none does. Stop when it is decided, then "
    "call recommend and tell me what to put most effort into, why, what speaks against it, and the first step. Say "
    "that it rests on two company-blog articles and that the percentages are the rulebook's own weighting."
)
_TYPES: Mapping[str, Mapping[str, Any]] = {
    "answers": {"type": "object", "additionalProperties": {"type": "string"}},
    "text": {"type": "string"},
    "flag": {"type": "boolean"},
    "number": {"type": "number"},
}


def serve(rulebook: Rulebook) -> None:
    """Answer on standard input and output until the other side closes it."""

    async def run() -> None:
        server = make_server(rulebook)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(run)


def make_server(rulebook: Rulebook, tools: Sequence[Tool] = ALL_TOOLS) -> Server[dict[str, Any]]:
    """The server for this rulebook: the tools, the handbook and the claims to read, and a prompt that interviews."""
    named = {tool.name: tool for tool in tools}

    async def list_tools(_: Context, __: Page) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[described(tool) for tool in tools])

    async def call_tool(_: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
        return await _called(rulebook, named, asked.name, asked.arguments or {})

    async def list_resources(_: Context, __: Page) -> types.ListResourcesResult:
        return types.ListResourcesResult(
            resources=[
                types.Resource(name="handbook", uri=HANDBOOK, mime_type="text/markdown"),
                types.Resource(name="claims", uri=CLAIMS, mime_type="application/json"),
            ]
        )

    async def read_resource(_: Context, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        mime, text = resource(rulebook, str(asked.uri))
        return types.ReadResourceResult(contents=[types.TextResourceContents(uri=asked.uri, mime_type=mime, text=text)])

    async def list_prompts(_: Context, __: Page) -> types.ListPromptsResult:
        about = "Interview the user, then advise."
        return types.ListPromptsResult(prompts=[types.Prompt(name=INTERVIEW, description=about)])

    async def get_prompt(_: Context, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        if asked.name != INTERVIEW:
            raise _invalid(f"there is no prompt {asked.name!r}; there is {INTERVIEW!r}")
        content = types.TextContent(type="text", text=_INTERVIEW)
        return types.GetPromptResult(messages=[types.PromptMessage(role="user", content=content)])

    return Server(
        "leadadvisor",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def described(tool: Tool) -> types.Tool:
    """The tool as the protocol describes it; what it returns is an object that names its schema."""
    required = [name for name, argument in tool.arguments.items() if argument.required]
    properties = {name: _property(argument) for name, argument in tool.arguments.items()}
    return types.Tool(
        name=tool.name,
        description=tool.about,
        input_schema={"type": "object", "properties": properties, "required": required, "additionalProperties": False},
        output_schema={"type": "object", "required": ["schema"]},
        annotations=types.ToolAnnotations(read_only_hint=not tool.writes, destructive_hint=False),
    )


def resource(rulebook: Rulebook, uri: str) -> tuple[str, str]:
    """The kind and the text of what can be read. Raises the protocol's error for what there is not."""
    match uri:
        case "leadadvisor://handbook":
            from leadadvisor.reports.handbook import handbook

            return "text/markdown", handbook(rulebook, {}, "markdown")
        case "leadadvisor://claims":
            listed = [claim._asdict() for claim in rulebook.claims()]
            return "application/json", json.dumps({"claims": listed}, ensure_ascii=False, indent=1)
        case _:
            raise _invalid(f"there is nothing at {uri}; there are {HANDBOOK} and {CLAIMS}")


async def _called(
    rulebook: Rulebook, named: Mapping[str, Tool], name: str, arguments: Mapping[str, Any]
) -> types.CallToolResult:
    """The result of a call; what is wrong with it is told as a result, so that the assistant can mend it.

    The work is done in a thread: the server goes on answering, and a call that is cancelled is let go.
    """

    def work() -> types.CallToolResult:
        tool = named.get(name)
        if tool is None:
            return _trouble(f"there is no tool {name!r}; there are {', '.join(named)}")
        try:
            return _told(tool.call(rulebook, checked(tool, arguments)))
        except LeadAdvisorError as trouble:
            return _trouble(str(trouble))
        except Exception as trouble:  # noqa: BLE001 - one call that fails must not end the conversation
            return _trouble(f"This is a fault of leadadvisor, not of the call: {type(trouble).__name__}: {trouble}")

    return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)


def _told(result: Mapping[str, Any]) -> types.CallToolResult:
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], structured_content=dict(result))


def _trouble(sentence: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=sentence)], is_error=True)


def _property(argument: Argument) -> dict[str, Any]:
    about = {"description": argument.about} if argument.about else {}
    return {**_TYPES[argument.form], **about}


def _invalid(sentence: str) -> Exception:
    return MCPError(types.INVALID_PARAMS, sentence)
