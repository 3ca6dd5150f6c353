"""Every page's name and address, in one table. Templates link by these names; `patterns` joins them to their views.

Addresses hold ids and random tokens only: an address lands in histories and logs, so it may not name anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path

View = Callable[..., HttpResponseBase] | Callable[..., Any]

PUBLIC: dict[str, str] = {
    "home": "",
    "privacy": "privacy",
    "lawful_basis": "privacy/lawful-basis",
    "terms": "terms",
}

# POST unless said otherwise in docs/interface.md; pages that show something answer GET.
OWNER: dict[str, str] = {
    "start_business": "start/business",
    "start_prices": "start/prices",
    "start_connect": "start/connect",
    "inbox": "inbox",
    "live": "live",
    "conversation_new": "inbox/new",
    "conversation": "conversations/<uuid:conversation>",
    "conversation_writing": "conversations/<uuid:conversation>/writing",
    "conversation_write": "conversations/<uuid:conversation>/drafts",
    "conversation_snooze": "conversations/<uuid:conversation>/snooze",
    "conversation_close": "conversations/<uuid:conversation>/close",
    "conversation_reopen": "conversations/<uuid:conversation>/reopen",
    "conversation_personal": "conversations/<uuid:conversation>/personal",
    "conversation_safety": "conversations/<uuid:conversation>/safety",
    "message_html": "messages/<uuid:message>/html",
    "message_undo": "messages/<uuid:message>/undo",
    "message_retry": "messages/<uuid:message>/retry",
    "attachment": "attachments/<uuid:attachment>",
    "attachment_small": "attachments/<uuid:attachment>/small",
    "draft_keep": "drafts/<uuid:draft>/text",
    "draft_send": "drafts/<uuid:draft>/approval",
    "draft_revise": "drafts/<uuid:draft>/revision",
    "draft_discard": "drafts/<uuid:draft>/discard",
    "draft_template": "drafts/<uuid:draft>/template",
    "draft_requests": "drafts/<uuid:draft>/requests",
    "outcome_verdict": "outcomes/<uuid:outcome>/verdict",
    "quotes": "quotes",
    "quote_new": "conversations/<uuid:conversation>/quotes",
    "quote_edit": "quotes/<uuid:quote>",
    "quote_fold": "quotes/<uuid:quote>/about/<slug:fold>",
    "quote_estimate": "quotes/<uuid:quote>/estimate",
    "quote_prices": "quotes/<uuid:quote>/prices",
    "quote_item": "quotes/<uuid:quote>/items/<uuid:item>",
    "quote_section_add": "quotes/<uuid:quote>/sections",
    "quote_section": "quotes/<uuid:quote>/sections/<uuid:section>",
    "quote_line_add": "quotes/<uuid:quote>/lines",
    "quote_line": "quotes/<uuid:quote>/lines/<uuid:line>",
    "quote_line_use": "quotes/<uuid:quote>/lines/<uuid:line>/use",
    "quote_line_price": "quotes/<uuid:quote>/lines/<uuid:line>/price",
    "quote_line_restore": "quotes/<uuid:quote>/lines/<uuid:line>/restore",
    "quote_preview": "quotes/<uuid:quote>/preview",
    "quote_issue": "quotes/<uuid:quote>/issue",
    "quote_withdraw": "quotes/<uuid:quote>/withdraw",
    "quote_revise": "quotes/<uuid:quote>/versions",
    "quote_extend": "quotes/<uuid:quote>/longer",
    "quote_copy": "quotes/<uuid:quote>/copy",
    "quote_vary": "quotes/<uuid:quote>/variation",
    "quote_record": "quotes/<uuid:quote>/acceptance",
    "quote_follow": "quotes/<uuid:quote>/follow-ups",
    "quote_follow_stop": "quotes/<uuid:quote>/follow-ups/stop",
    "quotes_report": "quotes/how-they-do",
    "quotes_report_csv": "quotes/how-they-do.csv",
    "follow_ups": "follow-ups",
    "follow_up": "follow-ups/<uuid:follow_up>",
    "quote_evidence": "quotes/<uuid:quote>/evidence.pdf",
    "quote_notice": "quotes/<uuid:quote>/notice",
    "quote_ended": "quotes/<uuid:quote>/end",
    "quote_confirm": "quotes/<uuid:quote>/confirmation",
    "quote_goods": "quotes/<uuid:quote>/goods",
    "quote_started": "quotes/<uuid:quote>/start",
    "quote_reverse": "quotes/<uuid:quote>/acceptance/reversal",
    "quote_link_off": "quotes/<uuid:quote>/link/off",
    "quote_link_open": "quotes/<uuid:quote>/link/open",
    "quote_link_new": "quotes/<uuid:quote>/link/new",
    "quote_link_until": "quotes/<uuid:quote>/link/until",
    "quote_document": "quotes/<uuid:quote>/quote.pdf",
    "customer": "customers/<uuid:customer>",
    "customer_memory": "customers/<uuid:customer>/memories",
    "customer_rate_forget": "customers/<uuid:customer>/rates/<uuid:rate>/forget",
    "prices": "prices",
    "price_new": "prices/new",
    "price_csv": "prices/list.csv",
    "price_xlsx": "prices/list.xlsx",
    "price_item": "prices/<uuid:item>",
    "price_confirm": "prices/confirm",
    "price_retire": "prices/<uuid:item>/retire",
    "price_restore": "prices/<uuid:item>/restore",
    "item_rule": "prices/<uuid:item>/rule/<slug:kind>",
    "item_rules_confirm": "prices/<uuid:item>/rules/confirm",
    "item_rule_drop": "prices/<uuid:item>/rules/drop",
    "price_import": "prices/import",
    "price_import_preview": "prices/imports/<uuid:made>",
    "price_import_decide": "prices/imports/<uuid:made>/rules",
    "price_import_rule": "prices/imports/<uuid:made>/rules/<int:place>/<slug:kind>",
    "price_import_confirm": "prices/imports/<uuid:made>/apply",
    "price_import_undo": "prices/imports/<uuid:made>/undo",
    "price_rule_add": "prices/rules",
    "price_rule_remove": "prices/rules/<uuid:rule>/remove",
    "channels": "channels",
    "connect_mailbox": "channels/mailbox",
    "connect_whatsapp": "channels/whatsapp",
    "connect_form": "channels/form",
    "connection_disconnect": "channels/<uuid:connection>/disconnect",
    "connection_reconnect": "channels/<uuid:connection>/reconnect",
    "privacy_centre": "privacy-centre",
    "case_open": "privacy-centre/cases",
    "case": "privacy-centre/cases/<uuid:case>",
    "case_step": "privacy-centre/cases/<uuid:case>/steps",
    "case_copy": "privacy-centre/cases/<uuid:case>/copy",
    "erase_preview": "privacy-centre/cases/<uuid:case>/erase",
    "certificate": "privacy-centre/certificates/<uuid:certificate>",
    "register": "privacy-centre/register",
    "export_all": "privacy-centre/export",
    "settings": "settings",
    "settings_profile": "settings/profile",
    "settings_logo": "settings/logo",
    "settings_bank": "settings/bank",
    "settings_tone": "settings/tone",
    "tone_learned": "settings/tone/learned",
    "settings_memories": "settings/memories",
    "memory_noticed": "settings/memories/noticed",
    "memory": "settings/memories/<uuid:memory>",
    "settings_replies": "settings/replies",
    "reply_noticed": "settings/replies/noticed",
    "saved_reply": "settings/replies/<uuid:reply>",
    "settings_quality": "settings/quality",
    "settings_quality_csv": "settings/quality.csv",
    "settings_follow_ups": "settings/follow-ups",
    "settings_ai": "settings/ai",
    "settings_ai_off": "settings/ai/off",
    "settings_ai_try": "settings/ai/try",
    "settings_team": "settings/team",
    "settings_security": "settings/security",
    "settings_notifications": "settings/notifications",
    "settings_delete": "settings/delete-account",
    "token_revoke": "settings/security/tokens/<uuid:token>/revoke",
}

CUSTOMER: dict[str, str] = {
    "offer": "q/<str:token>",
    "offer_check": "q/<str:token>/accept",
    "offer_ask": "q/<str:token>/question",
    "offer_decline": "q/<str:token>/decline",
    "offer_early": "q/<str:token>/early",
    "offer_again": "q/<str:token>/again",
    "offer_cancel": "q/<str:token>/cancel",
    "offer_document": "q/<str:token>/quote.pdf",
    "offer_why": "q/<str:token>/why",
    "enquiry": "e/<slug:business>",
    "enquiry_why": "e/<slug:business>/why",
}

OPERATOR: dict[str, str] = {"operator_health": "operator"}

# Asked by providers, not by people.
HOOKS: dict[str, str] = {"brought": "hooks/<slug:kind>/<uuid:connection>"}

ROUTES: dict[str, str] = {**PUBLIC, **OWNER, **CUSTOMER, **OPERATOR, **HOOKS}


def patterns(views: Mapping[str, View], routes: Mapping[str, str] = ROUTES) -> list[URLPattern]:
    """URL patterns for the named views. KeyError for a name the table does not hold: an address is written here first."""
    return [path(routes[name], view, name=name) for name, view in views.items()]
