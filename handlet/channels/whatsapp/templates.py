"""The wordings that Meta has approved for this business, as far as we can fill them: words with blanks, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlet.channels.contract import FilledTemplate, ProviderUnreachable, Template
from handlet.channels.whatsapp import refusals
from handlet.channels.whatsapp.graph import Graph, NoAnswer, Refused

BLANK = re.compile(r"\{\{(\w+)\}\}")
_FIELDS = "name,language,status,category,components,parameter_format"
_MOST = 200


def templates(settings: Mapping[str, Any], secret: Mapping[str, str]) -> Sequence[Template]:
    """Approved ones about a job in hand (Meta's category “utility”), by name. Raises ConnectionRefused, ProviderUnreachable."""
    graph, found = Graph(secret.get("token", "")), list[Template]()
    asked = {"fields": _FIELDS, "status": "APPROVED", "limit": "100"}
    while len(found) < _MOST:
        try:
            page = graph.get(f"{settings['account_id']}/message_templates", **asked)
        except Refused as error:
            raise refusals.error_of(error.refusal) from error
        except NoAnswer as error:
            raise ProviderUnreachable("WhatsApp does not show your templates at the moment. Try again soon.") from error
        rows = page.get("data")
        for row in rows if isinstance(rows, list) else []:
            template = _read(row) if isinstance(row, dict) else None
            if template is not None:
                found.append(template)
        after = _after(page)
        if not after or after == asked.get("after"):
            break
        asked["after"] = after
    return sorted(found, key=lambda one: (one.name, one.language))


def body_of(filled: FilledTemplate) -> dict[str, Any]:
    """The `template` of a message."""
    blanks = filled.template.blanks
    parameters = [
        {"type": "text", "text": value, **({} if blank.isdigit() else {"parameter_name": blank})}
        for blank, value in zip(blanks, filled.values, strict=True)
    ]
    body: dict[str, Any] = {"name": filled.template.name, "language": {"code": filled.template.language}}
    if parameters:
        body["components"] = [{"type": "body", "parameters": parameters}]
    return body


def _read(row: Mapping[str, Any]) -> Template | None:
    """None for one that is not approved, is an advertisement or a code, or has parts that we cannot fill."""
    if row.get("status") != "APPROVED" or row.get("category") != "UTILITY":
        return None
    parts: dict[str, str] = {}
    components = row.get("components")
    for component in components if isinstance(components, list) else []:
        if not isinstance(component, dict):
            return None
        kind, text = str(component.get("type") or "").upper(), component.get("text")
        if kind == "BUTTONS":
            if any("{{" in str(button) for button in component.get("buttons") or []):
                return None
        elif kind == "HEADER" and (
            component.get("format") != "TEXT" or not isinstance(text, str) or BLANK.search(text)
        ):
            return None
        elif kind in ("HEADER", "BODY", "FOOTER") and isinstance(text, str):
            parts[kind] = text
        else:
            return None
    if not parts.get("BODY"):
        return None
    blanks = tuple(dict.fromkeys(BLANK.findall(parts["BODY"])))
    if all(blank.isdigit() for blank in blanks):
        blanks = tuple(sorted(blanks, key=int))
    elif any(blank.isdigit() for blank in blanks):
        return None
    text = "\n\n".join(parts[kind] for kind in ("HEADER", "BODY", "FOOTER") if parts.get(kind))
    return Template(str(row.get("name") or ""), str(row.get("language") or ""), text, blanks)


def _after(page: Mapping[str, Any]) -> str:
    paging = page.get("paging")
    cursors = paging.get("cursors") if isinstance(paging, dict) else None
    more = isinstance(paging, dict) and paging.get("next")
    return str(cursors.get("after") or "") if more and isinstance(cursors, dict) else ""
